// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One slow breath behind the words of a rest, in for four seconds, out for six: a disc, and round it two more that come
// one after the other and go again.
Item {
    id: root

    required property bool running

    visible: running

    BreathDisc {
        id: outer

        share: 1
        opacity: 0
    }
    BreathDisc {
        id: middle

        share: 0.87
        opacity: 0
    }
    BreathDisc {
        share: 0.74
    }

    SequentialAnimation {
        running: root.running && !Theme.still
        loops: Animation.Infinite

        OpacityAnimator { target: middle; from: 0; to: 1; duration: 2000; easing.type: Easing.InOutSine }
        OpacityAnimator { target: outer; from: 0; to: 1; duration: 2000; easing.type: Easing.InOutSine }
        OpacityAnimator { target: outer; from: 1; to: 0; duration: 3000; easing.type: Easing.InOutSine }
        OpacityAnimator { target: middle; from: 1; to: 0; duration: 3000; easing.type: Easing.InOutSine }
    }
}
