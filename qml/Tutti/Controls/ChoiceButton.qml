// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One of several of which one is on; a thick edge and a tick say which.
BigButton {
    id: root

    cap: Theme.capLeader
    pictureShare: 0.5
    ground: true
    choosable: true

    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Glyph {
        visible: root.chosen
        x: root.width - root.thickEdge - 1.4 * width
        y: root.thickEdge + 0.4 * height
        width: Math.min(1.3 * root.cap, 0.24 * root.height, 0.16 * root.width)
        height: width
        kind: Glyph.Tick
        color: Theme.ink
        strokeWidth: Math.max(2, 0.2 * width)
    }
}
