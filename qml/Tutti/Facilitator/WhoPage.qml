// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// Choose who plays: seats, a half of the room, a colour, a family of sounds; then how much.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    readonly property LeaderDesk desk: session.desk
    readonly property rect body: session.layout.drawerBody
    readonly property real gap: Theme.gap
    readonly property real rowHeight: (body.height - 2 * gap) / 3
    readonly property bool fits: seats.fits && groups.cells.length === groups.items.length && shares.cells.length === 4

    function row(at: int): rect {
        return Qt.rect(body.x, body.y + at * (rowHeight + gap), body.width, rowHeight);
    }

    SeatRow {
        id: seats

        session: root.session
        guard: root.guard
        body: root.row(0)
        picking: true
        onUsed: seat => root.desk.pick(seat)
    }
    DeskGrid {
        id: groups

        session: root.session
        guard: root.guard
        body: root.row(1)
        least: 30
        leastHigh: 30
        items: [
            DeskItem { word: qsTr("Left"); name: qsTr("Left half"); object: "pickLeft"; onUsed: root.desk.pickHalf(true) },
            DeskItem { word: qsTr("Right"); name: qsTr("Right half"); object: "pickRight"; onUsed: root.desk.pickHalf(false) },
            DeskItem { word: qsTr("Drums"); object: "pickDrums"; onUsed: root.desk.pickFamily(InstrumentModel.Drum) },
            DeskItem { word: qsTr("Wood"); object: "pickWood"; onUsed: root.desk.pickFamily(InstrumentModel.Wood) },
            DeskItem { word: qsTr("Shakers"); object: "pickShakers"; onUsed: root.desk.pickFamily(InstrumentModel.Shaker) },
            DeskItem { word: qsTr("Bells"); object: "pickBells"; onUsed: root.desk.pickFamily(InstrumentModel.Bell) }
        ]
    }
    DeskGrid {
        id: shares

        session: root.session
        guard: root.guard
        body: root.row(2)
        least: 30
        leastHigh: 30
        items: [
            DeskItem { word: qsTr("Play"); name: qsTr("These play"); picture: Glyph.Louder; object: "sharePlay"; onUsed: root.desk.give(0) },
            DeskItem { word: qsTr("Softly"); name: qsTr("These play softly"); picture: Glyph.Softer; object: "shareSoftly"; onUsed: root.desk.give(1) },
            DeskItem { word: qsTr("Very softly"); name: qsTr("These play very softly"); picture: Glyph.Disc; object: "shareVerySoftly"; onUsed: root.desk.give(2) },
            DeskItem { word: qsTr("All"); name: qsTr("Everybody plays"); picture: Glyph.Together; object: "shareAll"; onUsed: root.session.cue(Cues.Groove) }
        ]
    }
}
