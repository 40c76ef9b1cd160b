// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One of several of which one is on; a thick edge and a tick say which.
BigButton {
    id: root

    cap: Theme.capLeader
    across: true
    ground: true

    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    Glyph {
        visible: root.chosen
        x: root.width - 1.55 * width
        y: 0.55 * height
        width: Math.min(1.1 * root.cap, 0.2 * root.height)
        height: width
        kind: Glyph.Tick
        color: Theme.ink
        strokeWidth: Math.max(2, 0.2 * width)
    }
}
