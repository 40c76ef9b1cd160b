// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What one seat needs: quiet for itself, a rest, a turn, time, help with the beat. In rows of four pairs stay together.
SeatedPage {
    id: root

    // Where quiet ends a turn there is no beat to be helped with.
    readonly property bool quietEnds: [Session.PassItOn, Session.Hello, Session.Goodbye, Session.Echo, Session.Conversation].includes(session.activity)
    readonly property alias count: grid.count
    readonly property alias capacity: grid.capacity
    readonly property SeatFacts chosen: states.count > desk.chosenSeat && desk.chosenSeat >= 0 ? states.itemAt(desk.chosenSeat) as SeatFacts : null

    // How many turns they have had stands here, where only the leader looks.
    function turnWord(): string {
        const turns = chosen ? chosen.turns : -1;
        return turns < 0 ? qsTr("Their turn") : turns === 1 ? qsTr("Their turn\n(1 so far)") : qsTr("Their turn\n(%1 so far)").arg(turns);
    }
    function turnSaid(): string {
        const turns = chosen ? chosen.turns : -1;
        return turns < 0 ? qsTr("Their turn") : qsTr("Their turn. Turns so far: %1").arg(turns);
    }
    function waitSaid(word: string): string {
        return chosen ? qsTr("%1. They are waited for %2 seconds").arg(word).arg(chosen.wait) : word;
    }

    function endSaid(word: string): string {
        return chosen ? qsTr("%1. It ends after %2 seconds of quiet").arg(word).arg(chosen.rest) : word;
    }

    onUsed: seat => desk.choose(seat)

    Repeater {
        id: states

        model: root.session.seats

        SeatFacts {}
    }
    DeskGrid {
        id: grid

        session: root.session
        guard: root.guard
        body: root.below
        visible: root.belowShown
        first: Math.max(0, root.first)
        opacity: root.desk.chosenSeat < 0 ? 0.45 : 1
        items: [
            DeskItem { word: qsTr("Quiet"); name: qsTr("Own sound off"); picture: Glyph.QuietOne; choice: true; on: root.chosen?.quiet ?? false; object: "quietMe"; onUsed: root.desk.quiet() },
            DeskItem { word: qsTr("Resting"); picture: Glyph.Chair; choice: true; on: root.chosen?.resting ?? false; object: "restSeat"; onUsed: root.desk.rest() },
            DeskItem { word: root.turnWord(); name: root.turnSaid(); picture: Glyph.Djembe; object: "askSeat"; onUsed: root.desk.ask() },
            DeskItem { word: qsTr("Helped"); name: qsTr("A helper's hand plays"); picture: Glyph.Helped; choice: true; on: root.chosen?.assisted ?? false; object: "assistSeat"; onUsed: root.desk.assist() },
            DeskItem { word: qsTr("Wait less"); name: root.waitSaid(qsTr("Wait less")); picture: Glyph.Minus; object: "waitLess"; onUsed: root.desk.waitLonger(-5) },
            DeskItem { word: root.chosen ? qsTr("Wait more\n(%1 s)").arg(root.chosen.wait) : qsTr("Wait more"); name: root.waitSaid(qsTr("Wait more")); picture: Glyph.Plus; object: "waitMore"; onUsed: root.desk.waitLonger(5) },
            DeskItem { word: qsTr("Ends\nsooner"); name: root.endSaid(qsTr("Their turn ends sooner")); picture: Glyph.Minus; offered: root.quietEnds; object: "endSooner"; onUsed: root.desk.endLater(-0.5) },
            DeskItem { word: root.chosen ? qsTr("Ends later\n(%1 s)").arg(root.chosen.rest) : qsTr("Ends\nlater"); name: root.endSaid(qsTr("Their turn ends later")); picture: Glyph.Plus; offered: root.quietEnds; object: "endLater"; onUsed: root.desk.endLater(0.5) },
            DeskItem { word: qsTr("A cue"); name: qsTr("A cue while they are waited for"); picture: Glyph.Bell; choice: true; on: root.chosen?.cue ?? false; object: "waitCue"; onUsed: root.desk.waitWith(0) },
            DeskItem { word: qsTr("Show how"); name: qsTr("Show how while they are waited for"); picture: Glyph.Eye; choice: true; on: root.chosen?.shown ?? false; object: "waitShown"; onUsed: root.desk.waitWith(1) },
            DeskItem { word: qsTr("Company"); name: qsTr("Company while they are waited for"); picture: Glyph.TwoTogether; choice: true; on: root.chosen?.company ?? false; object: "waitCompany"; onUsed: root.desk.waitWith(2) },
            DeskItem { word: qsTr("No help"); name: qsTr("No help with the beat"); picture: Glyph.Disc; choice: true; on: root.chosen?.help === 0; offered: !root.quietEnds; object: "helpOff"; onUsed: root.desk.help(0) },
            DeskItem { word: qsTr("A little"); name: qsTr("A little help with the beat"); picture: Glyph.Settle; choice: true; on: root.chosen?.help === 1; offered: !root.quietEnds; object: "helpGentle"; onUsed: root.desk.help(1) },
            DeskItem { word: qsTr("On the\nbeat"); name: qsTr("Always on the beat"); picture: Glyph.AllOnOne; choice: true; on: root.chosen?.help === 2; offered: !root.quietEnds; object: "helpFull"; onUsed: root.desk.help(2) },
            DeskItem { word: qsTr("Their\nlayer"); name: qsTr("Their layer"); picture: Glyph.Layers; choice: true; on: root.chosen?.layered ?? false; offered: root.session.activity === Session.BuildAGroove; object: "seatLayer"; onUsed: root.session.toggleLayer(root.desk.chosenSeat) }
        ]
    }
}
