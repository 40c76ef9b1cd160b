// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One plain sentence and one thing to do. Stays until it is no longer true.
Item {
    id: root

    required property string text
    property real heightAtHand: 1e6 // what it should not be taller than: the words get smaller first
    readonly property real padding: 0.5 * words.cap

    function heightFor(cap: real): real {
        const lines = Math.ceil(TypeScale.width(text, cap) / Math.max(1, width - 2 * cap));
        return (2 + 1.5 * (lines - 1)) * cap;
    }

    visible: text !== ""
    implicitHeight: words.capBlock + 2 * padding

    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(root.width, words.contentWidth + 4 * root.padding)
        height: root.height
        radius: Math.min(Theme.buttonRadius, height / 2)
        color: Theme.panel
        border.color: Theme.ink
        border.width: Math.max(2, 3 * Theme.unit)
    }
    Words {
        id: words

        x: 2 * root.padding
        y: root.padding - capTop
        width: root.width - 2 * x
        text: root.text
        pitch: Math.round(1.5 * cap)
        size: root.heightFor(Theme.capSeat) > root.heightAtHand ? Theme.capLeader : Theme.capSeat
        wrapMode: Text.WordWrap
        font.weight: TypeScale.plain
        Accessible.ignored: true
    }
}
