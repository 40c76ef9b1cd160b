// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Two rings that travel outwards from a pad once. Not there at all meanwhile.
Item {
    id: root

    required property color tint
    required property real corner    // of the pad
    required property real thickness
    readonly property real size: Math.min(width, height)

    visible: travelling.running

    function travel(): void {
        travelling.restart();
    }

    Glyph {
        id: outer

        readonly property real reach: 2 * Math.round(0.095 * root.size)

        anchors.centerIn: parent
        width: root.width + reach
        height: root.height + reach
        kind: Glyph.Edge
        color: root.tint
        cornerRadius: root.corner + reach / 2
        strokeWidth: root.thickness
    }
    Glyph {
        id: inner

        readonly property real reach: 2 * Math.round(0.045 * root.size)

        anchors.centerIn: parent
        width: root.width + reach
        height: root.height + reach
        kind: Glyph.Edge
        color: root.tint
        cornerRadius: root.corner + reach / 2
        strokeWidth: root.thickness
    }
    ParallelAnimation {
        id: travelling

        ScaleAnimator { target: outer; from: 0.86; to: 1; duration: 650; easing.type: Easing.OutQuad }
        ScaleAnimator { target: inner; from: 0.93; to: 1; duration: 650; easing.type: Easing.OutQuad }
        SequentialAnimation {
            PropertyAction { targets: [outer, inner]; property: "opacity"; value: 1 }
            PauseAnimation { duration: 350 }
            ParallelAnimation {
                OpacityAnimator { target: outer; from: 1; to: 0; duration: 300 }
                OpacityAnimator { target: inner; from: 1; to: 0; duration: 300 }
            }
        }
    }
}
