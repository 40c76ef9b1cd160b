// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Facilitator
import Tutti.Session

// A USB stick that opens the door, for who would rather carry something than remember something.
StaffPage {
    id: root

    said: staff.sentence !== "" ? staff.sentence : staff.keyMade ? qsTr("A stick opens the door, without the PIN.") : qsTr("Put a USB stick in. What is on it stays.")

    DeskGrid {
        session: root.session
        guard: root.guard
        body: root.body
        items: [
            DeskItem { word: qsTr("Make\na key"); name: qsTr("Make this stick the key"); picture: Glyph.Open; object: "makeKey"; onUsed: root.staff.makeKey() },
            DeskItem { word: qsTr("No key"); name: qsTr("No stick opens the door"); picture: Glyph.Locked; offered: root.staff.keyMade; object: "forgetKey"; onUsed: root.staff.forgetKey() }
        ]
    }
}
