// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls

// The same drum five times, small to large, filled as far as the volume goes.
Item {
    id: root

    required property int step
    property bool worded: true
    property bool upright: false // from below to above instead of from left to right
    readonly property real cell: (upright ? height : width) / 5
    readonly property real most: Math.min(cell - 0.5 * Theme.gap, upright ? 0.7 * width : 0.62 * height)

    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("Volume %1 of 5").arg(step)

    Repeater {
        model: 5

        Rectangle {
            required property int index

            x: (root.upright ? root.width / 2 : (index + 0.5) * root.cell) - width / 2
            y: (root.upright ? (4.5 - index) * root.cell : 0.4 * root.height) - height / 2
            width: root.most * (0.44 + 0.14 * index)
            height: width
            radius: width / 2
            color: index < root.step ? Theme.ink : "transparent"
            border.color: Theme.ink
            border.width: Math.max(2, Math.min(2.5 * Theme.unit, 0.1 * width))
        }
    }
    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 0.94 * root.height - cap - capTop
        visible: root.worded
        size: Theme.capLeader
        text: qsTr("Volume")
        Accessible.ignored: true
    }
}
