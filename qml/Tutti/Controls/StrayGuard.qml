// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// Tells a finger that means a button from an arm that leans on the drawer: several places of it pressed at once mean
// nothing, until all of them are let go, and so does a brush of a sleeve.
QtObject {
    id: root

    readonly property int shortest: 50 // ms
    property int down: 0
    property bool stray: false
    property double since: 0

    function press(): void {
        down += 1;
        if (down === 1) {
            stray = false;
            since = Date.now();
        } else {
            stray = true;
        }
    }
    function lift(): void {
        down = Math.max(0, down - 1);
    }
    function means(): bool {
        return !stray && Date.now() - since >= shortest;
    }
}
