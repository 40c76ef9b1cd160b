// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// It comes down before the stage while the music slows, and goes up again with it: slowly, for nobody is to be startled.
// Where nothing is to move it is there, or it is not, without a hurry.
Item {
    id: root

    required property bool drawn
    property real down: drawn ? 1 : 0

    visible: down > 0
    clip: true

    Behavior on down { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }

    Rectangle {
        y: Theme.still ? 0 : (root.down - 1) * height
        width: root.width
        height: root.height
        opacity: Theme.still ? root.down : 1
        color: Theme.panel

        Rectangle {
            y: parent.height - height
            width: parent.width
            height: Math.max(2, Math.round(6 * Theme.unit))
            color: Theme.line
        }
        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.round(0.5 * parent.height - 1.15 * Theme.capRoom - height)
            width: 2 * Math.round(Math.min(0.8 * Theme.capRoom, 0.15 * parent.height))
            height: width
            visible: y > 0
            kind: Glyph.Snow
            color: Theme.quietInk
            strokeWidth: Math.max(2, 0.06 * width)
        }
    }
}
