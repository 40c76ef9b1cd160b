// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls

// The beat where nothing is to move: as many rings as a bar has beats, with a dot in the one that is now. The dot is small
// beside its ring, so that little of the glass changes with it.
Row {
    id: root

    required property int meter
    required property int now
    required property real size

    spacing: 0.25 * size

    Repeater {
        model: root.meter

        Rectangle {
            id: ring

            required property int index

            width: 2 * Math.round(root.size / 2)
            height: width
            radius: width / 2
            color: "transparent"
            border.color: Theme.line
            border.width: Math.max(2, Math.round(0.04 * width))

            Rectangle {
                anchors.centerIn: parent
                width: 2 * Math.round(Math.min(0.2 * ring.width, 5 * Theme.mm))
                height: width
                radius: width / 2
                color: Theme.ink
                visible: ring.index === root.now
            }
        }
    }
}
