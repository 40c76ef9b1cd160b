// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// Where people play: the stage with its words and its beat, the pads, and what is always in the same place, Stop and
// Finish, Doors and Lead.
Item {
    id: root

    required property Session session
    readonly property RoomLayout layout: session.layout
    readonly property bool resting: session.resting
    // Nothing acts that nobody sees, nor what lies in the corners that staff hold.
    readonly property bool seen: !session.dark && !session.staff.arming
    // The place next to Lead, towards the middle of the stage; at a table, whose edges are all pads, on the stage.
    readonly property rect besideLead: {
        const lead = layout.leadHandle;
        const stage = layout.stage;
        if (layout.kind === RoomLayout.Table)
            return Qt.rect(stage.x + stage.width - lead.width - Theme.gap, stage.y + stage.height - lead.height - Theme.gap, lead.width, lead.height);
        const towards = (from, length, middle) => from + (from + length / 2 < middle ? 1 : -1) * (length + 2 * Theme.gap);
        if (lead.width >= lead.height)
            return Qt.rect(towards(lead.x, lead.width, stage.x + stage.width / 2), lead.y, lead.width, lead.height);
        return Qt.rect(lead.x, towards(lead.y, lead.height, stage.y + stage.height / 2), lead.width, lead.height);
    }

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

        // The beat is always to be seen: words that are not needed now leave the stage to it.
        Beat {
            id: pendulum

            objectName: "beat"
            anchors.fill: parent
            foot: height > width ? 2.6 * Theme.capRoom : 0 // a high stage has what to do at its foot
            beatMs: root.session.beatMs
            meter: root.session.meter
            big: root.session.bigBeat
            running: root.session.beating && root.session.headline === ""
        }
        // Beside the beat, below a handle that stands there; on a high stage below it.
        PastimeCue {
            readonly property rect place: {
                const beside = parent.width / 2 - pendulum.sideways - 2 * Theme.gap;
                if (beside < 0.2 * parent.width)
                    return Qt.rect(Theme.gap, pendulum.lowest, parent.width - 2 * Theme.gap, parent.height - pendulum.lowest - Theme.gap);
                const at = parent.mapFromItem(root, 0, 0);
                const top = [root.layout.doorsHandle, root.layout.leadHandle].reduce((below, handle) =>
                    handle.height > 0 && handle.x + at.x < beside && handle.y + at.y < parent.height
                        ? Math.max(below, handle.y + at.y + handle.height + Theme.gap) : below, 0);
                return Qt.rect(Theme.gap, top, beside, parent.height - top - Theme.gap);
            }

            objectName: "pastime"
            x: place.x
            y: Math.max(place.y, Math.min(0.62 * parent.height - height / 2, place.y + place.height - height))
            pastime: pendulum.running ? root.session.pastime : Session.NoPastime
            room: place.width
            high: place.height - 2 * Theme.gap
        }
    }
    Connections {
        target: root.session

        function onBeatStruck(beat: int): void {
            pendulum.struck(beat);
        }
    }
    Breath {
        readonly property real centreX: root.layout.words.x + root.layout.words.width / 2
        readonly property real centreY: root.layout.words.y + root.layout.words.height / 2
        readonly property real span: Math.min(centreY - root.layout.stage.y, root.layout.stage.y + root.layout.stage.height - centreY)

        x: Math.round(centreX - width / 2)
        y: Math.round(centreY - height / 2)
        width: 2 * Math.round(0.94 * span)
        height: width
        // On a low stage there is no room for more than the words.
        running: root.resting && root.visible && width > 2.5 * Theme.capRoom
    }
    Passing {
        id: passing

        // Below the words, where the stage has room for both.
        readonly property rect stage: root.layout.freeStage
        readonly property bool both: root.layout.kind !== RoomLayout.Table && stage.height > 4.2 * Theme.capRoom
        readonly property real wordsAt: 0.36 * stage.height // their middle
        readonly property real upper: both ? wordsAt + 0.9 * Theme.capRoom : 0

        objectName: "passing"
        anchors.fill: parent
        session: root.session
        pads: pads
        beyond: beyond
        place: Qt.rect(stage.x, stage.y + upper, stage.width, Math.max(0, stage.height - upper))
    }
    BeyondSeats {
        id: beyond

        objectName: "beyondSeats"
        anchors.fill: parent
        session: root.session
        place: root.layout.freeStage
        free: place.width / 2 - pendulum.sideways
        lowest: message.handles
    }
    Marks {
        objectName: "marks"
        // Below the handles that stand on the stage.
        readonly property rect stage: root.layout.freeStage
        readonly property real upper: Math.max(0.2 * stage.height, message.handles - stage.y)

        x: stage.x + 0.14 * stage.width
        y: stage.y + upper
        width: 0.72 * stage.width
        height: Math.max(0, 0.95 * stage.height - upper)
        visible: root.session.marks.count > 0 && root.session.headline === "" && !root.session.beating
        marks: root.session.marks
    }
    Curtain {
        objectName: "curtain"
        x: root.layout.freeStage.x
        y: root.layout.freeStage.y
        width: root.layout.freeStage.width
        height: root.layout.freeStage.height
        drawn: root.session.curtain
    }
    StageWords {
        x: root.layout.words.x
        y: passing.running && passing.both ? passing.stage.y + passing.wordsAt - height / 2 : root.layout.words.y
        width: root.layout.words.width
        height: root.layout.words.height
        visible: (message.below || !message.visible) && (passing.both || !passing.running)
        text: root.session.headline
    }
    // Under the words, or, where the stage is low, in their place.
    Message {
        id: message

        readonly property rect words: root.layout.words
        readonly property real lowest: root.layout.freeStage.y + root.layout.freeStage.height - Theme.gap
        readonly property real roomBelow: lowest - words.y - words.height / 2 - 1.1 * Theme.capRoom
        readonly property bool below: roomBelow > 4 * Theme.capLeader
        readonly property real handles: root.layout.doorsHandle.height > 0 && root.layout.kind !== RoomLayout.Table
            ? root.layout.doorsHandle.y + root.layout.doorsHandle.height : root.layout.freeStage.y

        x: root.layout.freeStage.x + Theme.gap
        y: lowest - height + (below ? 0 : Theme.gap / 2)
        width: root.layout.freeStage.width - 2 * Theme.gap
        height: implicitHeight
        heightAtHand: below ? roomBelow : lowest - handles + Theme.gap / 2
        text: root.session.message
    }

    SeatPads {
        id: pads

        anchors.fill: parent
        session: root.session
    }
    PadSurface {
        objectName: "padSurface"
        anchors.fill: parent
        room: root.layout
        sink: root.session
        controlSeat: root.session.conductor
    }
    SeatControls {
        anchors.fill: parent
        session: root.session
        pads: pads
    }

    HoldButton {
        objectName: "doors"
        enabled: root.seen
        place: root.layout.doorsHandle
        turn: root.layout.doorsRotation
        quiet: true
        text: qsTr("Doors")
        onTriggered: root.session.goHome()
    }
    HoldButton {
        objectName: "lead"
        enabled: root.seen
        place: root.layout.leadHandle
        turn: root.layout.leadRotation
        text: qsTr("Lead")
        onTriggered: root.session.toggleDrawer()
    }
    BigButton {
        objectName: "restNext"
        place: root.besideLead
        turn: root.layout.leadRotation
        shown: root.resting
        text: qsTr("Next")
        onTriggered: root.session.next()
    }
    BigButton {
        objectName: "finish"
        enabled: root.seen
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
