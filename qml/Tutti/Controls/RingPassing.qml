// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// A ring comes and goes once.
SequentialAnimation {
    id: root

    required property Item target
    required property int after // ms

    OpacityAnimator { target: root.target; from: 0; to: 0; duration: root.after }
    OpacityAnimator { target: root.target; from: 0; to: 1; duration: 110 }
    OpacityAnimator { target: root.target; from: 1; to: 0; duration: 330; easing.type: Easing.InQuad }
}
