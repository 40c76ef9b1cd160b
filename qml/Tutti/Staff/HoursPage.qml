// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// When the house is quiet, how loud it may be then, and how soon a screen that nobody touches is dark.
StaffPage {
    id: root

    readonly property list<rect> places: session.layout.cells(body, setup.quietHours ? 5 : 2, Math.min(5 * control, 0.48 * width / Theme.mm), control)
    readonly property bool low: height < 4.5 * Theme.controlMinimum // what there is to choose comes first

    said: low ? "" : setup.quietHours ? qsTr("In the quiet hours an untouched screen is dark after two minutes. A touch wakes it.") : qsTr("A touch wakes a dark screen, and sounds.")

    ChoiceButton {
        objectName: "quietHours"
        place: root.places[0] ?? Qt.rect(0, 0, 0, 0)
        guard: root.guard
        text: qsTr("Quiet hours")
        kind: Glyph.Moon
        chosen: root.setup.quietHours
        choosable: true
        Accessible.role: Accessible.CheckBox
        onTriggered: root.setup.useQuietHours(!root.setup.quietHours)
    }
    Stepper {
        object: "darkAfter"
        place: root.places[1] ?? Qt.rect(0, 0, 0, 0)
        guard: root.guard
        caption: root.low ? qsTr("to dark") : qsTr("untouched, then dark")
        value: qsTr("%1 min").arg(root.setup.darkAfterMin)
        onLess: root.setup.darkAfterMin -= root.setup.darkAfterMin > 10 ? 5 : 1
        onMore: root.setup.darkAfterMin += root.setup.darkAfterMin >= 10 ? 5 : 1
    }
    Stepper {
        object: "quietFrom"
        place: root.places[2] ?? Qt.rect(0, 0, 0, 0)
        visible: root.setup.quietHours
        guard: root.guard
        caption: qsTr("quiet from")
        value: root.setup.quietFrom
        onLess: root.setup.moveQuiet(-1, 0)
        onMore: root.setup.moveQuiet(1, 0)
    }
    Stepper {
        object: "quietUntil"
        place: root.places[3] ?? Qt.rect(0, 0, 0, 0)
        visible: root.setup.quietHours
        guard: root.guard
        caption: qsTr("quiet until")
        value: root.setup.quietUntil
        onLess: root.setup.moveQuiet(0, -1)
        onMore: root.setup.moveQuiet(0, 1)
    }
    Stepper {
        object: "quietStep"
        place: root.places[4] ?? Qt.rect(0, 0, 0, 0)
        visible: root.setup.quietHours
        guard: root.guard
        caption: root.low ? qsTr("loudest") : qsTr("the loudest step then")
        value: root.setup.quietStep
        onLess: root.setup.quietStep -= 1
        onMore: root.setup.quietStep += 1
    }
}
