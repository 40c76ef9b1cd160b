// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A picture and a word, side by side: what a seat is asked to do.
Row {
    id: root

    required property string text
    property int kind: -1
    property real size: Theme.capSeat
    property real room: -1 // how wide it may be; where that is too little it gives way
    readonly property real smaller: size > Theme.capSeat ? Theme.capSeat : Theme.capLeader
    readonly property real pictured: kind < 0 ? 0 : 2.8
    readonly property real cap: room < 0 ? size
        : TypeScale.fit(text, size, smaller, room - pictured * size)

    spacing: 0.9 * cap

    Glyph {
        visible: root.kind >= 0
        width: 1.9 * root.cap
        height: width
        kind: Math.max(0, root.kind)
        color: Theme.ink
        strokeWidth: Math.max(2, 0.21 * root.cap)
    }
    Words {
        y: 0.95 * root.cap - root.cap / 2 - capTop
        size: root.cap
        text: root.text
    }
}
