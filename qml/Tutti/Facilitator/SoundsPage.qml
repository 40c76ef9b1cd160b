// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// Another instrument for a seat: a touch for the seat, a touch for the sound. The music goes on.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property int first // of the instruments on this page
    readonly property LeaderDesk desk: session.desk
    readonly property rect body: session.layout.drawerBody
    readonly property real chips: Math.min(Math.max(Theme.controlMinimum, 0.18 * body.height), 0.5 * body.height)
    readonly property rect below: Qt.rect(body.x, body.y + chips + Theme.gap, body.width, body.height - chips - Theme.gap)
    readonly property real least: Math.max(30, 108 * session.layout.scale)
    readonly property real leastHigh: Math.max(30, 36 * session.layout.scale)
    readonly property int capacity: session.layout.cells(below, 99, least, leastHigh).length
    readonly property bool fits: seats.fits && capacity > 0
    readonly property list<rect> cells: session.layout.cells(below, Math.min(capacity, Math.max(0, desk.instruments.rowCount() - first)), least, leastHigh)

    SeatRow {
        id: seats

        session: root.session
        guard: root.guard
        body: Qt.rect(root.body.x, root.body.y, root.body.width, root.chips)
        onUsed: seat => root.desk.choose(seat)
    }
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
            shown: at >= 0 && at < root.cells.length
            guard: root.guard
            across: true
            text: name
            kind: Families.picture(family)
            choosable: false
            opacity: root.desk.chosenSeat < 0 ? 0.45 : 1
            onTriggered: root.desk.play(instrumentId)
        }
    }
}
