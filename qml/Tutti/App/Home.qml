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
    Message {
        x: root.layout.words.x
        y: root.layout.words.y
        width: root.layout.words.width
        height: implicitHeight
        text: root.session.message
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
