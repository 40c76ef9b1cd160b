// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// How loud it is, calmly: a bar that follows the last seconds and knows no red. What it shows is the program's own level;
// how loud the room is depends on the loudspeaker.
Item {
    id: root

    required property real heard // 0 to 1
    readonly property int tenths: Math.round(10 * heard)
    property real shown: heard

    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("Heard now: %1 of 10").arg(tenths)

    Behavior on shown { NumberAnimation { duration: 2000; easing.type: Easing.OutSine } }

    Rectangle {
        id: groove

        x: 0.1 * parent.width
        y: 0.34 * parent.height - height / 2
        width: 0.8 * parent.width
        height: Math.min(0.2 * parent.height, 14 * Theme.unit)
        radius: height / 2
        color: "transparent"
        border.color: Theme.line
        border.width: Math.max(2, Theme.unit)
    }
    Rectangle {
        x: groove.x
        y: groove.y
        width: Math.max(groove.height, root.shown * groove.width)
        height: groove.height
        radius: groove.radius
        color: Theme.ink
    }
    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 0.94 * root.height - cap - capTop
        size: Theme.capLeader
        text: qsTr("Heard now")
        Accessible.ignored: true
    }
}
