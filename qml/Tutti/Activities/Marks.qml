// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// What was just played, from left to right above a line: the shape of who played it, in their colour. What has been
// answered, or is being answered, is paler. There are no places to fill, and nothing is compared.
Item {
    id: root

    required property MarkModel marks
    readonly property real shape: 2 * Math.round(Math.min(0.45 * Theme.capRoom, 0.15 * height, 0.03 * width))
    readonly property real second: Math.max(3.1 * shape, 0.14 * width) // nor do the quickest lie on each other
    // The line is as long as the stage leaves; when it is full the oldest go out to the left.
    readonly property real over: Math.max(0, marks.length * second - (width - 2 * shape))
    property real shifted: over

    clip: true
    Accessible.ignored: true

    Behavior on shifted {
        enabled: !Theme.still

        NumberAnimation { duration: 600; easing.type: Easing.OutSine }
    }

    Rectangle {
        x: 0
        y: Math.min(root.height - height, Math.round((root.height + 2.4 * root.shape) / 2))
        width: root.width
        height: Math.max(2, Math.round(2.5 * Theme.unit))
        color: Theme.line
    }
    Repeater {
        model: root.marks

        Glyph {
            required property int markSeat
            required property double at
            required property bool past

            x: Math.round(root.shape / 2 + at * root.second - root.shifted)
            y: Math.round((root.height - height) / 2 + 0.2 * root.shape)
            width: root.shape
            height: width
            kind: markSeat >= 0 ? markSeat % 6 : Glyph.Ripples
            ringed: markSeat >= 6
            color: markSeat >= 0 ? Theme.seatColor(markSeat) : Theme.ink
            strokeWidth: Math.max(2, 0.09 * width)
            opacity: past ? 0.5 : 1

            Behavior on opacity { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }
        }
    }
}
