// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What one seat needs: help with the beat, quiet for itself, a rest, a turn.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    readonly property LeaderDesk desk: session.desk
    readonly property rect body: session.layout.drawerBody
    readonly property real chips: Math.min(Math.max(Theme.controlMinimum, 0.2 * body.height), 0.5 * body.height)
    readonly property SeatState chosen: states.count > desk.chosenSeat && desk.chosenSeat >= 0 ? states.itemAt(desk.chosenSeat) as SeatState : null
    readonly property bool fits: seats.fits && grid.cells.length === grid.items.length

    component SeatState: Item {
        required property int help
        required property bool quiet
        required property bool resting
    }

    Repeater {
        id: states

        model: root.session.seats

        SeatState {}
    }
    SeatRow {
        id: seats

        session: root.session
        guard: root.guard
        body: Qt.rect(root.body.x, root.body.y, root.body.width, root.chips)
        onUsed: seat => root.desk.choose(seat)
    }
    DeskGrid {
        id: grid

        session: root.session
        guard: root.guard
        body: Qt.rect(root.body.x, root.body.y + root.chips + Theme.gap, root.body.width, root.body.height - root.chips - Theme.gap)
        least: Math.max(30, 60 * root.session.layout.scale)
        leastHigh: 30
        opacity: root.desk.chosenSeat < 0 ? 0.45 : 1
        items: [
            DeskItem { word: qsTr("No help"); name: qsTr("No help with the beat"); picture: Glyph.Disc; choice: true; on: root.chosen?.help === 0; object: "helpOff"; onUsed: root.desk.help(0) },
            DeskItem { word: qsTr("A little"); name: qsTr("A little help with the beat"); picture: Glyph.Settle; choice: true; on: root.chosen?.help === 1; object: "helpGentle"; onUsed: root.desk.help(1) },
            DeskItem { word: qsTr("On the beat"); name: qsTr("Always on the beat"); picture: Glyph.AllOnOne; choice: true; on: root.chosen?.help === 2; object: "helpFull"; onUsed: root.desk.help(2) },
            DeskItem { word: qsTr("Quiet"); name: qsTr("Own sound off"); picture: Glyph.QuietOne; choice: true; on: root.chosen?.quiet ?? false; object: "quietMe"; onUsed: root.desk.quiet() },
            DeskItem { word: qsTr("Resting"); picture: Glyph.Chair; choice: true; on: root.chosen?.resting ?? false; object: "restSeat"; onUsed: root.desk.rest() },
            DeskItem { word: qsTr("Their turn"); picture: Glyph.Djembe; object: "askSeat"; onUsed: root.desk.ask() }
        ]
    }
}
