// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// How the screen looks, and whether things move.
DeskGrid {
    id: root

    body: session.layout.drawerBody
    items: [
        DeskItem { word: qsTr("Paper"); picture: Glyph.Sheet; choice: true; on: root.session.theme === Theme.Paper; object: "paper"; onUsed: root.session.theme = Theme.Paper },
        DeskItem { word: qsTr("Dusk"); picture: Glyph.Moon; choice: true; on: root.session.theme === Theme.Dusk; object: "dusk"; onUsed: root.session.theme = Theme.Dusk },
        DeskItem { word: qsTr("Contrast"); picture: Glyph.Halves; choice: true; on: root.session.theme === Theme.Contrast; object: "contrast"; onUsed: root.session.theme = Theme.Contrast },
        DeskItem { word: qsTr("Moving"); picture: Glyph.Ripples; choice: true; on: !root.session.still; object: "moving"; onUsed: root.session.still = false },
        DeskItem { word: qsTr("Still"); picture: Glyph.Disc; choice: true; on: root.session.still; object: "still"; onUsed: root.session.still = true }
    ]
}
