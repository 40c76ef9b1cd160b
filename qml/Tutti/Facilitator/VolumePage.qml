// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// The volume in five steps, the three themes, and whether things move.
Item {
    id: root

    required property Session session
    readonly property real gap: Theme.gap
    readonly property real rowHeight: (height - 2 * gap) / 3
    readonly property real third: (width - 2 * gap) / 3
    readonly property real half: (width - gap) / 2

    BigButton {
        objectName: "volumeDown"
        place: Qt.rect(0, 0, 0.75 * root.third, root.rowHeight)
        ground: true
        worded: false
        text: qsTr("Volume down")
        kind: Glyph.Minus
        onTriggered: root.session.volumeStep -= 1
    }
    VolumeSteps {
        x: 0.75 * root.third + root.gap
        width: root.width - 2 * x
        height: root.rowHeight
        step: root.session.volumeStep
    }
    BigButton {
        objectName: "volumeUp"
        place: Qt.rect(root.width - 0.75 * root.third, 0, 0.75 * root.third, root.rowHeight)
        ground: true
        worded: false
        text: qsTr("Volume up")
        kind: Glyph.Plus
        onTriggered: root.session.volumeStep += 1
    }

    ChoiceButton {
        objectName: "paper"
        place: Qt.rect(0, root.rowHeight + root.gap, root.third, root.rowHeight)
        text: qsTr("Paper")
        kind: Glyph.Sheet
        chosen: root.session.theme === Theme.Paper
        onTriggered: root.session.theme = Theme.Paper
    }
    ChoiceButton {
        objectName: "dusk"
        place: Qt.rect(root.third + root.gap, root.rowHeight + root.gap, root.third, root.rowHeight)
        text: qsTr("Dusk")
        kind: Glyph.Moon
        chosen: root.session.theme === Theme.Dusk
        onTriggered: root.session.theme = Theme.Dusk
    }
    ChoiceButton {
        objectName: "contrast"
        place: Qt.rect(2 * (root.third + root.gap), root.rowHeight + root.gap, root.third, root.rowHeight)
        text: qsTr("Contrast")
        kind: Glyph.Halves
        chosen: root.session.theme === Theme.Contrast
        onTriggered: root.session.theme = Theme.Contrast
    }

    ChoiceButton {
        objectName: "moving"
        place: Qt.rect(0, 2 * (root.rowHeight + root.gap), root.half, root.rowHeight)
        text: qsTr("Moving")
        kind: Glyph.Ripples
        chosen: !root.session.still
        onTriggered: root.session.still = false
    }
    ChoiceButton {
        objectName: "still"
        place: Qt.rect(root.half + root.gap, 2 * (root.rowHeight + root.gap), root.half, root.rowHeight)
        text: qsTr("Still")
        kind: Glyph.Disc
        chosen: root.session.still
        onTriggered: root.session.still = true
    }
}
