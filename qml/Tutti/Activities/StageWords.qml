// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Words for the whole room, in the middle of their place.
Item {
    id: root

    required property string text

    Words {
        y: (root.height - capBlock) / 2 - capTop
        width: root.width
        text: root.text
        size: Theme.capRoom
        wrapMode: Text.WordWrap
    }
}
