// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Facilitator
import Tutti.Session

// Where the screen is, and which way up.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect place

    DeskGrid {
        session: root.session
        guard: root.guard
        body: root.place
        items: [
            DeskItem { word: qsTr("On a\nwall"); name: qsTr("On a wall"); picture: Glyph.Sheet; choice: true; on: root.session.setup.kind === RoomSetup.Wall; object: "placeWall"; onUsed: root.session.setup.kind = RoomSetup.Wall },
            DeskItem { word: qsTr("On a\ntable"); name: qsTr("Lying on a table, people all round"); picture: Glyph.Chair; choice: true; on: root.session.setup.kind === RoomSetup.Table; object: "placeTable"; onUsed: root.session.setup.kind = RoomSetup.Table },
            DeskItem { word: qsTr("On a\ndesk"); name: qsTr("Small, on a desk or in a hand"); picture: Glyph.Square; choice: true; on: root.session.setup.kind === RoomSetup.Small; object: "placeDesk"; onUsed: root.session.setup.kind = RoomSetup.Small },
            DeskItem { word: qsTr("Other\nway up"); name: qsTr("Turn the picture a quarter"); picture: Glyph.GiveBack; object: "turnPicture"; onUsed: root.session.setup.turnOn() }
        ]
    }
}
