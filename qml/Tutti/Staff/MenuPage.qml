// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Facilitator
import Tutti.Session

// What staff may want to change.
StaffPage {
    id: root

    DeskGrid {
        session: root.session
        guard: root.guard
        body: root.body
        items: [
            DeskItem { word: qsTr("Room\nset-up"); name: qsTr("Room set-up"); picture: Glyph.Halves; object: "staffSetUp"; onUsed: root.beginSetUp() },
            DeskItem { word: qsTr("The\nloudest"); name: qsTr("The loudest it may be"); picture: Glyph.Louder; object: "staffLoudest"; onUsed: root.staff.show(Staff.Loudest) },
            DeskItem { word: qsTr("Quiet\nand dark"); name: qsTr("Quiet hours and a dark screen"); picture: Glyph.Moon; object: "staffHours"; onUsed: root.staff.show(Staff.Hours) },
            DeskItem { word: qsTr("PIN"); picture: Glyph.Locked; choice: true; on: root.staff.pinSet; object: "staffPin"; onUsed: root.staff.show(Staff.NewPin) },
            DeskItem { word: qsTr("Key on\na stick"); name: qsTr("A key on a USB stick"); picture: Glyph.Open; choice: true; on: root.staff.keyMade; object: "staffKey"; onUsed: root.staff.show(Staff.Key) },
            DeskItem { word: qsTr("How\nit is"); name: qsTr("How the machine is"); picture: Glyph.Eye; object: "staffCheck"; onUsed: root.staff.show(Staff.Check) },
            DeskItem { word: qsTr("Clean the\nscreen"); name: qsTr("Clean the screen: a minute without touch"); picture: Glyph.Sheet; object: "staffClean"; onUsed: root.staff.clean() },
            DeskItem { word: qsTr("The\nmachine"); name: qsTr("Update, start again, shut down"); picture: Glyph.Steps; offered: root.staff.box; object: "staffMachine"; onUsed: root.staff.show(Staff.Machine) }
        ]
    }

    function beginSetUp(): void {
        setup.begin();
        staff.show(Staff.SetUp);
    }
}
