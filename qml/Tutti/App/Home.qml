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
    Door {
        objectName: "playTogether"
        place: root.layout.doors[0]
        text: qsTr("Play together")
        kind: Glyph.Together
        onTriggered: root.session.openDoor("play-together")
    }
    Door {
        objectName: "drum"
        place: root.layout.doors[1]
        text: qsTr("Drum")
        kind: Glyph.Djembe
        onTriggered: root.session.openDoor("drum")
    }
    HoldButton {
        objectName: "lead"
        place: root.layout.leadHandle
        turn: root.layout.leadRotation
        text: qsTr("Lead")
        onTriggered: root.session.toggleDrawer()
    }
    // At the top, beside Lead if that is there.
    Message {
        readonly property rect lead: root.layout.leadHandle
        readonly property bool beside: lead.width > 0 && lead.y < root.layout.doors[0].y
        readonly property bool leadRight: lead.x > root.width / 2

        x: beside && !leadRight ? lead.x + lead.width + Theme.gap : Theme.gap
        y: beside ? lead.y : Theme.gap
        width: (beside && leadRight ? lead.x : root.layout.drawerOpen && root.layout.drawer.x > 0 ? root.layout.drawer.x : root.width) - x - Theme.gap
        height: implicitHeight
        heightAtHand: root.layout.doors[0].y - y - Theme.gap
        text: root.session.message
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
