// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What the leader reaches for: four things first, the rest behind More. The music and the pads go on beside it.
Item {
    id: root

    required property Session session
    readonly property RoomLayout layout: session.layout
    property bool more: false
    readonly property real headCap: TypeScale.fit(qsTr("close"), Theme.capSeat, Theme.capLeader,
        0.8 * Math.min(layout.drawerMore.width, layout.drawerClose.width))

    visible: session.drawerOpen
    onVisibleChanged: more = false

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Lead")

    // Fingers on the drawer are the leader's, not a seat's.
    TouchTarget {
        x: root.layout.drawer.x
        y: root.layout.drawer.y
        width: root.layout.drawer.width
        height: root.layout.drawer.height

        Rectangle {
            anchors.fill: parent
            color: Theme.panel
        }
        Rectangle {
            readonly property bool onRight: root.layout.leadSide === RoomLayout.Right

            x: onRight ? 0 : parent.width - width
            width: Math.max(2, Math.round(3 * Theme.unit))
            height: parent.height
            color: Theme.line
        }
    }

    Words {
        visible: root.layout.drawerTitle.width > 0
        x: root.layout.drawerTitle.x
        y: root.layout.drawerTitle.y + (root.layout.drawerTitle.height - cap) / 2 - capTop
        size: root.headCap
        text: root.more ? qsTr("More") : qsTr("Lead")
    }
    BigButton {
        objectName: "more"
        place: root.layout.drawerMore
        flat: true
        cap: root.headCap
        text: root.more ? qsTr("Back") : qsTr("More")
        onTriggered: root.more = !root.more
    }
    BigButton {
        objectName: "closeDrawer"
        place: root.layout.drawerClose
        flat: true
        quiet: true
        cap: root.headCap
        text: qsTr("close")
        onTriggered: root.session.toggleDrawer()
    }

    CuePage {
        anchors.fill: parent
        visible: !root.more
        session: root.session
    }
    // Over the four cues, however they lie.
    VolumePage {
        x: root.layout.softer.x
        y: root.layout.softer.y
        width: Math.max(root.layout.louder.x + root.layout.louder.width, root.layout.drawerFinish.x + root.layout.drawerFinish.width) - x
        height: root.layout.drawerFinish.y + root.layout.drawerFinish.height - y
        visible: root.more
        session: root.session
    }
}
