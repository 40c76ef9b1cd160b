// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// Tells a finger that means a button from an arm that leans on the drawer: several places of it pressed at once mean
// nothing, until all of them are let go.
QtObject {
    id: root

    property int down: 0
    property bool stray: false

    function press(): void {
        down += 1;
        stray = down > 1;
    }
    function lift(): void {
        down = Math.max(0, down - 1);
    }
    function means(): bool {
        return !stray;
    }
}
