// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Session

// The doors that are built. A door opens straight into playing.
Item {
    id: root

    required property Session session
    readonly property RoomLayout layout: session.layout

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    BigButton {
        objectName: "playTogether"
        place: root.layout.doors[0]
        text: qsTr("Play together")
        kind: Glyph.Together
        pictureShare: 0.7
        cornerRadius: Math.min(28 * Theme.unit, 0.2 * Math.min(width, height))
        onTriggered: root.session.openDoor("play-together")
    }
    HoldButton {
        objectName: "lead"
        place: root.layout.leadHandle
        turn: root.layout.leadRotation
        text: qsTr("Lead")
        onTriggered: root.session.toggleDrawer()
    }
    // Beside Lead; at a table, where Lead is somebody's edge, on the stage.
    Message {
        readonly property rect lead: root.layout.leadHandle
        readonly property bool beside: lead.width > 0 && root.layout.kind !== RoomLayout.Table
        readonly property bool leadRight: lead.x > root.width / 2

        x: !beside ? root.layout.words.x : leadRight ? Theme.gap : lead.x + lead.width + Theme.gap
        y: beside ? lead.y : root.layout.words.y
        width: !beside ? root.layout.words.width : leadRight ? lead.x - 2 * Theme.gap : root.width - x - Theme.gap
        height: implicitHeight
        heightAtHand: beside ? root.layout.doors[0].y - y - Theme.gap : root.layout.words.height
        text: root.session.message
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
