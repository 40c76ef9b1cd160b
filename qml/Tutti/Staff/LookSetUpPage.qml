// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Facilitator
import Tutti.Session

// Colours for this room, and how long a person is waited for to begin with.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect place
    readonly property real half: (place.height - Theme.gap) / 2

    width: place.width
    height: place.height

    DeskGrid {
        session: root.session
        guard: root.guard
        body: Qt.rect(0, 0, root.place.width, root.half)
        leastHigh: Math.min(root.half, Theme.controlMinimum) / Theme.mm
        items: [
            DeskItem { word: qsTr("Paper"); name: qsTr("Paper, for bright rooms"); picture: Glyph.Sheet; choice: true; on: root.session.theme === Theme.Paper; object: "setUpPaper"; onUsed: root.session.theme = Theme.Paper },
            DeskItem { word: qsTr("Dusk"); name: qsTr("Dusk, for dim rooms"); picture: Glyph.Moon; choice: true; on: root.session.theme === Theme.Dusk; object: "setUpDusk"; onUsed: root.session.theme = Theme.Dusk },
            DeskItem { word: qsTr("Contrast"); name: qsTr("Contrast, yellow on black"); picture: Glyph.Halves; choice: true; on: root.session.theme === Theme.Contrast; object: "setUpContrast"; onUsed: root.session.theme = Theme.Contrast }
        ]
    }
    Stepper {
        object: "wait"
        place: Qt.rect(0, root.half + Theme.gap, root.place.width, root.half)
        guard: root.guard
        caption: qsTr("seconds somebody is waited for, to begin with")
        value: root.session.setup.waitS
        onLess: root.session.setup.waitS -= 5
        onMore: root.session.setup.waitS += 5
    }
}
