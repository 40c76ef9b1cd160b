// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// The volume in five steps, the three themes, and whether things move. Lies as its room allows: in three rows, in a
// column on a narrow drawer, or as four buttons in a line on a low one, where one button leads from theme to theme.
Item {
    id: root

    required property Session session
    readonly property real gap: Theme.gap
    readonly property bool line: height < 3 * Theme.controlMinimum + 2 * gap
    readonly property bool column: !line && width < 4 * Theme.controlMinimum + 0.5 * height
    readonly property int themeAfter: (session.theme + 1) % 3

    // Cell number \a at, \a span cells wide, of a row of \a of, in a row of \a rows.
    function cell(at: real, span: real, of: int, row: int, rows: int): rect {
        const w = (width - (of - 1) * gap) / of;
        const h = (height - (rows - 1) * gap) / rows;
        return Qt.rect(at * (w + gap), row * (h + gap), span * w + (span - 1) * gap, h);
    }

    // In a line the four buttons are as small as they may be, to leave room for the drums.
    function inLine(at: int): rect {
        const w = Math.min(Math.max(Theme.controlMinimum, 0.2 * width), (width - 3 * gap) / 4);
        return Qt.rect(at < 1 ? 0 : width - (4 - at) * w - (3 - at) * gap, 0, w, height);
    }

    readonly property rect downPlace: line ? inLine(0) : column ? cell(0, 1, 2, 0, 7) : cell(0, 1, 4, 0, 3)
    readonly property rect upPlace: line ? inLine(1) : column ? cell(1, 1, 2, 0, 7) : cell(3, 1, 4, 0, 3)
    readonly property rect stepsPlace: line ? Qt.rect(downPlace.width, 0, Math.max(0, upPlace.x - downPlace.width), height)
        : column ? cell(0, 1, 1, 1, 7) : cell(1, 2, 4, 0, 3)

    BigButton {
        objectName: "volumeDown"
        place: root.downPlace
        ground: true
        worded: false
        pictureShare: 0.4
        text: qsTr("Volume down")
        kind: Glyph.Minus
        onTriggered: root.session.volumeStep -= 1
    }
    BigButton {
        objectName: "volumeUp"
        place: root.upPlace
        ground: true
        worded: false
        pictureShare: 0.4
        text: qsTr("Volume up")
        kind: Glyph.Plus
        onTriggered: root.session.volumeStep += 1
    }
    VolumeSteps {
        x: root.stepsPlace.x
        y: root.stepsPlace.y
        width: root.stepsPlace.width
        height: root.stepsPlace.height
        step: root.session.volumeStep
        worded: !root.line
        upright: root.line
    }

    ChoiceButton {
        objectName: "paper"
        place: root.column ? root.cell(0, 1, 1, 2, 7) : root.line ? root.inLine(2) : root.cell(0, 1, 3, 1, 3)
        shown: !root.line || root.themeAfter === Theme.Paper
        text: qsTr("Paper")
        kind: Glyph.Sheet
        chosen: root.session.theme === Theme.Paper
        onTriggered: root.session.theme = Theme.Paper
    }
    ChoiceButton {
        objectName: "dusk"
        place: root.column ? root.cell(0, 1, 1, 3, 7) : root.line ? root.inLine(2) : root.cell(1, 1, 3, 1, 3)
        shown: !root.line || root.themeAfter === Theme.Dusk
        text: qsTr("Dusk")
        kind: Glyph.Moon
        chosen: root.session.theme === Theme.Dusk
        onTriggered: root.session.theme = Theme.Dusk
    }
    ChoiceButton {
        objectName: "contrast"
        place: root.column ? root.cell(0, 1, 1, 4, 7) : root.line ? root.inLine(2) : root.cell(2, 1, 3, 1, 3)
        shown: !root.line || root.themeAfter === Theme.Contrast
        text: qsTr("Contrast")
        kind: Glyph.Halves
        chosen: root.session.theme === Theme.Contrast
        onTriggered: root.session.theme = Theme.Contrast
    }

    ChoiceButton {
        objectName: "moving"
        place: root.column ? root.cell(0, 1, 1, 5, 7) : root.line ? root.inLine(3) : root.cell(0, 1, 2, 2, 3)
        shown: !root.line || root.session.still
        text: qsTr("Moving")
        kind: Glyph.Ripples
        chosen: !root.session.still
        onTriggered: root.session.still = false
    }
    ChoiceButton {
        objectName: "still"
        place: root.column ? root.cell(0, 1, 1, 6, 7) : root.line ? root.inLine(3) : root.cell(1, 1, 2, 2, 3)
        shown: !root.line || !root.session.still
        text: qsTr("Still")
        kind: Glyph.Disc
        chosen: root.session.still
        onTriggered: root.session.still = true
    }
}
