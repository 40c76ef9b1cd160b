// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// Rings that travel outwards from a pad once: three that stand ready, one after the other. Only how far they are seen
// through is animated, so nothing is drawn anew while people play.
Item {
    id: root

    required property color tint
    required property real corner    // of the pad
    required property real thickness

    function travel(): void {
        travelling.restart();
    }

    PadRing {
        id: near

        reach: 0.06
        corner: root.corner
        border.color: root.tint
        border.width: root.thickness
    }
    PadRing {
        id: middle

        reach: 0.125
        corner: root.corner
        border.color: root.tint
        border.width: root.thickness
    }
    PadRing {
        id: far

        reach: 0.19
        corner: root.corner
        border.color: root.tint
        border.width: root.thickness
    }
    ParallelAnimation {
        id: travelling

        RingPassing { target: near; after: 0 }
        RingPassing { target: middle; after: 110 }
        RingPassing { target: far; after: 220 }
    }
}
