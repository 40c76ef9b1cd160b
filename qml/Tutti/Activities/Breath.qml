// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One slow breath behind the words of a rest: in for four seconds, out for six.
Item {
    id: root

    required property bool running

    visible: running

    Rectangle {
        id: disc

        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height)
        height: width
        radius: width / 2
        color: Theme.ground
        border.color: Theme.line
        border.width: Theme.choice === Theme.Contrast ? Math.max(2, Theme.buttonEdge) : 0
    }
    SequentialAnimation {
        running: root.running && !Theme.still
        loops: Animation.Infinite

        ScaleAnimator { target: disc; from: 0.84; to: 1; duration: 4000; easing.type: Easing.InOutSine }
        ScaleAnimator { target: disc; from: 1; to: 0.84; duration: 6000; easing.type: Easing.InOutSine }
    }
}
