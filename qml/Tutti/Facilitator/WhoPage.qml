// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Session

// Choose who plays: seats, a half of the room, a family of sounds, and, where colours come twice, a shape; then, in the
// last row, how much.
SeatedPage {
    id: root

    readonly property bool coloursRepeat: session.seats.count > 6
    readonly property real shareHigh: shares.least * 4 + 3 * Theme.gap / Theme.mm <= body.width / Theme.mm ? shares.leastHigh : 2 * shares.leastHigh + Theme.gap / Theme.mm // mm
    readonly property int groupsEnd: groups.pages * groups.capacity
    readonly property int count: low ? groupsEnd + 1 : groups.count
    readonly property int capacity: groups.capacity

    picking: true
    onUsed: seat => desk.pick(seat)

    DeskGrid {
        id: groups

        session: root.session
        guard: root.guard
        body: root.low ? root.below : Qt.rect(root.below.x, root.below.y, root.below.width, Math.max(0, root.below.height - root.shareHigh * Theme.mm - Theme.gap))
        // Pictures where two rows of them fit, else words alone.
        leastHigh: Math.max(Theme.controlMinimum / Theme.mm, (7.8 * Theme.capLeader + Theme.gap <= body.height ? 3.9 : 0) * capMm)
        visible: root.belowShown && root.first < root.groupsEnd
        first: Math.max(0, root.first)
        items: [
            DeskItem { word: qsTr("Left"); name: qsTr("Left half"); picture: Glyph.LeftHalf; object: "pickLeft"; onUsed: root.desk.pickHalf(true) },
            DeskItem { word: qsTr("Right"); name: qsTr("Right half"); picture: Glyph.Halves; object: "pickRight"; onUsed: root.desk.pickHalf(false) },
            DeskItem { word: qsTr("Drums"); picture: Families.picture(InstrumentModel.Drum); object: "pickDrums"; onUsed: root.desk.pickFamily(InstrumentModel.Drum) },
            DeskItem { word: qsTr("Wood"); picture: Families.picture(InstrumentModel.Wood); object: "pickWood"; onUsed: root.desk.pickFamily(InstrumentModel.Wood) },
            DeskItem { word: qsTr("Shakers"); picture: Families.picture(InstrumentModel.Shaker); object: "pickShakers"; onUsed: root.desk.pickFamily(InstrumentModel.Shaker) },
            DeskItem { word: qsTr("Bells"); picture: Families.picture(InstrumentModel.Bell); object: "pickBells"; onUsed: root.desk.pickFamily(InstrumentModel.Bell) },
            DeskItem { word: qsTr("Discs"); picture: Glyph.Disc; tint: Theme.seatColor(0); offered: root.coloursRepeat; object: "pickColour0"; onUsed: root.desk.pickColour(0) },
            DeskItem { word: qsTr("Squares"); picture: Glyph.Square; tint: Theme.seatColor(1); offered: root.coloursRepeat; object: "pickColour1"; onUsed: root.desk.pickColour(1) },
            DeskItem { word: qsTr("Triangles"); picture: Glyph.Triangle; tint: Theme.seatColor(2); offered: root.coloursRepeat; object: "pickColour2"; onUsed: root.desk.pickColour(2) },
            DeskItem { word: qsTr("Crosses"); picture: Glyph.Cross; tint: Theme.seatColor(3); offered: root.coloursRepeat; object: "pickColour3"; onUsed: root.desk.pickColour(3) },
            DeskItem { word: qsTr("Moons"); picture: Glyph.Crescent; tint: Theme.seatColor(4); offered: root.coloursRepeat; object: "pickColour4"; onUsed: root.desk.pickColour(4) },
            DeskItem { word: qsTr("Drops"); picture: Glyph.Drop; tint: Theme.seatColor(5); offered: root.coloursRepeat; object: "pickColour5"; onUsed: root.desk.pickColour(5) }
        ]
    }
    DeskGrid {
        id: shares

        session: root.session
        guard: root.guard
        body: root.low ? root.below : Qt.rect(root.below.x, groups.body.y + groups.body.height + Theme.gap, root.below.width, root.shareHigh * Theme.mm)
        leastHigh: root.low ? Theme.controlMinimum / Theme.mm : Math.max(30, Math.min(3.4 * capMm, 0.2 * root.body.height / Theme.mm))
        visible: root.belowShown && (!root.low || root.first >= root.groupsEnd)
        items: [
            DeskItem { word: qsTr("Play"); name: qsTr("These play"); picture: Glyph.Louder; object: "sharePlay"; onUsed: root.desk.give(0) },
            DeskItem { word: qsTr("Softly"); name: qsTr("These play softly"); picture: Glyph.Softer; object: "shareSoftly"; onUsed: root.desk.give(1) },
            DeskItem { word: qsTr("Softest"); name: qsTr("These play very softly"); picture: Glyph.VerySoft; object: "shareVerySoftly"; onUsed: root.desk.give(2) },
            DeskItem { word: qsTr("All"); name: qsTr("Everybody plays"); picture: Glyph.Together; object: "shareAll"; onUsed: root.session.cue(Cues.Groove) }
        ]
    }
}
