// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What every activity shares: the stage with its words and its beat, the pads, and what is always in the same place,
// Stop and Finish, Doors and Lead.
Item {
    id: root

    required property Session session
    readonly property RoomLayout layout: session.layout
    readonly property bool resting: session.state === Session.Rest
    // What an activity shows on the stage.
    default property alias onStage: stageThings.data

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    Rectangle {
        x: root.layout.stage.x
        y: root.layout.stage.y
        width: root.layout.stage.width
        height: root.layout.stage.height
        color: Theme.stage
    }
    Item {
        id: stageThings

        x: root.layout.freeStage.x
        y: root.layout.freeStage.y
        width: root.layout.freeStage.width
        height: root.layout.freeStage.height

        Breath {
            anchors.fill: parent
            anchors.margins: 0.06 * parent.height
            running: root.resting && root.visible
        }
    }
    StageWords {
        x: root.layout.words.x
        y: root.layout.words.y
        width: root.layout.words.width
        height: root.layout.words.height
        text: root.session.countdown > 0 ? root.session.countdown : root.session.headline
    }
    Message {
        x: root.layout.freeStage.x + Theme.gap
        y: root.layout.freeStage.y + root.layout.freeStage.height - height - Theme.gap
        width: root.layout.freeStage.width - 2 * Theme.gap
        height: implicitHeight
        text: root.session.message
    }

    SeatPads {
        anchors.fill: parent
        session: root.session
    }
    PadSurface {
        objectName: "padSurface"
        anchors.fill: parent
        room: root.layout
        sink: root.session
    }

    HoldButton {
        objectName: "doors"
        place: root.layout.doorsHandle
        turn: root.layout.doorsRotation
        quiet: true
        text: qsTr("Doors")
        onTriggered: root.session.goHome()
    }
    HoldButton {
        objectName: "lead"
        place: root.layout.leadHandle
        turn: root.layout.leadRotation
        text: qsTr("Lead")
        onTriggered: root.session.toggleDrawer()
    }
    BigButton {
        objectName: "restNext"
        place: Qt.rect(root.layout.freeStage.x + (root.layout.freeStage.width - 175 * Theme.unit) / 2,
            root.layout.words.y + root.layout.words.height, 175 * Theme.unit, 57 * Theme.unit)
        shown: root.resting && !root.session.drawerOpen
        text: qsTr("Next")
        onTriggered: root.session.next()
    }
    BigButton {
        objectName: "finish"
        place: root.layout.finish
        turn: root.layout.finishRotation
        text: qsTr("Finish")
        kind: Glyph.Finish
        onTriggered: root.session.finish()
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
