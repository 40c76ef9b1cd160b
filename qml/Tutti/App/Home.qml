// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Session

// The doors that are built, and above them *Start a session*. A door opens straight into playing; a session is chosen by
// how long it is to be, in the doors' place.
Item {
    id: root

    required property Session session
    readonly property RoomLayout layout: session.layout
    readonly property SessionPlan plan: session.plan
    property bool choosing: false // how long a session
    readonly property rect doorsArea: {
        const first = layout.doors[0];
        const last = layout.doors[layout.doors.length - 1];
        const across = layout.doors.reduce((right, door) => Math.max(right, door.x + door.width), 0);
        return Qt.rect(first.x, first.y, across - first.x, last.y + last.height - first.y);
    }
    readonly property list<rect> choices: layout.cells(doorsArea, plan.recipes.length, Theme.padMinimum / Theme.mm, Theme.controlMinimum / Theme.mm)

    onVisibleChanged: choosing = false

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    BigButton {
        objectName: "startSession"
        place: root.layout.startSession
        shown: root.plan.recipes.length > 0 && (message.above || !message.visible)
        main: !root.choosing
        cap: TypeScale.fit(shownText, height > 2 * Theme.capRoom ? Theme.capRoom : Theme.capSeat, height > 2 * Theme.capRoom ? Theme.capSeat : Theme.capLeader, 0.9 * width)
        cornerRadius: Math.min(28 * Theme.unit, 0.2 * height)
        text: root.choosing ? qsTr("How long?") : qsTr("Start a session")
        Accessible.description: root.choosing ? qsTr("Shows the doors again") : ""
        onTriggered: root.choosing = !root.choosing
    }
    Repeater {
        model: root.plan.recipes

        Door {
            required property int index
            required property string modelData

            objectName: "recipe" + index
            place: root.choices[index] ?? Qt.rect(0, 0, 0, 0)
            shown: root.choosing
            text: modelData
            onTriggered: root.session.startPlan(index)
        }
    }
    Door {
        objectName: "playTogether"
        place: root.layout.doors[0]
        shown: !root.choosing
        text: qsTr("Play together")
        kind: Glyph.Together
        onTriggered: root.session.openDoor("play-together")
    }
    Door {
        objectName: "drum"
        place: root.layout.doors[1]
        shown: !root.choosing
        text: qsTr("Drum")
        kind: Glyph.Djembe
        onTriggered: root.session.openDoor("drum")
    }
    Door {
        objectName: "passItRound"
        place: root.layout.doors[2]
        shown: !root.choosing
        text: qsTr("Pass it round")
        kind: Glyph.PassRound
        onTriggered: root.session.openDoor("pass-it-round")
    }
    HoldButton {
        objectName: "lead"
        enabled: !root.session.staff.arming
        place: root.layout.leadHandle
        turn: root.layout.leadRotation
        text: qsTr("Lead")
        onTriggered: root.session.toggleDrawer()
    }
    // At the top, beside Lead if that is there; where *Start a session* stands as high, in its place.
    Message {
        id: message

        readonly property rect lead: root.layout.leadHandle
        readonly property bool beside: lead.width > 0 && lead.y < root.layout.doors[0].y
        readonly property bool leadRight: lead.x > root.width / 2

        x: beside && !leadRight ? lead.x + lead.width + Theme.gap : Theme.gap
        y: beside ? lead.y : Theme.gap
        width: (beside && leadRight ? lead.x : root.layout.drawerOpen && root.layout.drawer.x > 0 ? root.layout.drawer.x : root.width) - x - Theme.gap
        height: implicitHeight
        readonly property real over: root.layout.startSession.y - y - Theme.gap
        readonly property bool above: over > 4 * Theme.capLeader

        heightAtHand: above ? over : root.layout.doors[0].y - y - Theme.gap
        text: root.session.message
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
