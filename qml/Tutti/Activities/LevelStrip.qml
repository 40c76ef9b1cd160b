// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Where one person shapes the band: up is louder, down is softer. The mark is where the hand has brought it; what has
// been reached rises and falls after it as slowly as the sound does, so that no area of the glass changes quickly.
Item {
    id: root

    required property int seatIndex
    required property int turn
    required property real level // 0 to 1
    readonly property color tint: Theme.seatColor(seatIndex)
    readonly property real edge: Math.max(2, Theme.padEdge)
    property real reached: level

    rotation: turn

    Behavior on reached { NumberAnimation { duration: 2000; easing.type: Easing.OutSine } }

    Item {
        id: strip

        // With room for the parts of the band it stands beside them, else in the middle.
        readonly property bool beside: root.width >= Theme.padMinimum + 2 * (Theme.controlMinimum + Theme.gap)

        x: beside ? 0 : (root.width - width) / 2
        width: Math.max(Theme.padMinimum, (beside ? 0.34 : 0.5) * root.width)
        height: root.height

        Glyph {
            anchors.fill: parent
            kind: Glyph.Edge
            color: root.tint
            fill: Theme.seatFill(root.seatIndex)
            cornerRadius: 0.28 * width
            strokeWidth: root.edge
        }
        Rectangle {
            x: 2 * root.edge
            y: parent.height - 2 * root.edge - height
            width: parent.width - 4 * root.edge
            height: Math.max(2 * radius, root.reached * (parent.height - 4 * root.edge))
            radius: 0.2 * width
            color: root.tint
        }
        // Thin, since it goes where the hand goes: it may pass any place many times a second.
        Rectangle {
            x: -2 * root.edge
            y: Math.round((1 - root.level) * (parent.height - 4 * root.edge - height) + 2 * root.edge)
            width: parent.width + 4 * root.edge
            height: Math.max(2, Math.round(Math.min(2.6 * Theme.mm, 0.04 * parent.height)))
            color: Theme.ink
        }
        Glyph {
            x: (parent.width - width) / 2
            y: 0.06 * parent.height
            width: 0.26 * parent.width
            height: width
            kind: Glyph.Louder
            color: Theme.ink
            strokeWidth: Math.max(2, 0.1 * width)
        }
        Glyph {
            x: (parent.width - width) / 2
            y: 0.94 * parent.height - height
            width: 0.26 * parent.width
            height: width
            kind: Glyph.Softer
            color: root.reached > 0.15 ? Theme.ground : Theme.ink
            strokeWidth: Math.max(2, 0.1 * width)
        }
    }
}
