// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Session

// Another instrument for a seat: a touch for the seat, a touch for the sound. The music goes on.
SeatedPage {
    id: root

    readonly property int count: desk.instruments.names.length
    readonly property int most: session.layout.cells(below, count, least, leastHigh).length
    readonly property int pages: most > 0 ? Math.ceil(count / most) : 0
    readonly property int capacity: pages > 0 ? Math.ceil(count / pages) : 0
    readonly property real least: Math.max(Theme.controlMinimum, desk.instruments.names.reduce((wide, name) =>
        Math.max(wide, TypeScale.width(TypeScale.twoLines(name), Theme.capLeader)), 0) + 0.8 * Theme.capLeader) / Theme.mm
    readonly property real leastHigh: Math.max(Theme.controlMinimum, 3.9 * Theme.capLeader) / Theme.mm
    readonly property list<rect> cells: session.layout.cells(below, capacity, least, leastHigh)

    onUsed: seat => desk.choose(seat)

    Repeater {
        model: root.desk.instruments

        ChoiceButton {
            required property int index
            required property string instrumentId
            required property string name
            required property int family
            readonly property int at: index - root.first

            objectName: "instrument-" + instrumentId
            place: root.cells[at] ?? Qt.rect(0, 0, 0, 0)
            shown: root.belowShown && at >= 0 && at < root.cells.length
            guard: root.guard
            text: name
            shownText: TypeScale.width(name, cap) + 0.8 * cap > place.width ? TypeScale.twoLines(name) : name
            pictureShare: 0.62
            kind: Families.picture(family)
            choosable: false
            opacity: root.desk.chosenSeat < 0 ? 0.45 : 1
            onTriggered: root.desk.play(instrumentId)
        }
    }
}
