// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls

// The same drum five times, small to large, filled as far as the volume goes.
Item {
    id: root

    required property int step
    property bool worded: true

    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("Volume %1 of 5").arg(step)

    Repeater {
        model: 5

        Rectangle {
            required property int index

            x: (index + 0.5) * root.width / 5 - width / 2
            y: (root.worded ? 0.4 : 0.5) * root.height - height / 2
            width: Math.min(root.width / 5 - 0.5 * Theme.gap, (root.worded ? 0.62 : 1) * root.height) * (0.44 + 0.14 * index)
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
