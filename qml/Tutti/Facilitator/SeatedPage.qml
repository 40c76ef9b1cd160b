// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A page with the seats above and, in `below`, what is to be done with them. A low drawer shows the two one after the
// other: the seats first, at `first` -1.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property int first
    property bool picking: false // any number of seats; else one
    readonly property LeaderDesk desk: session.desk
    readonly property rect body: session.layout.drawerBody
    readonly property bool low: body.height < 2 * Theme.controlMinimum + Theme.gap
    readonly property int seatRows: Math.ceil(session.seats.count / Math.max(1, Math.floor((body.width + Theme.gap) / (Theme.controlMinimum + Theme.gap))))
    readonly property real chips: low ? body.height : Math.max(0.22 * body.height, seatRows * Math.ceil(Theme.controlMinimum + Theme.gap + 1) - Theme.gap)
    readonly property rect below: low ? body : Qt.rect(body.x, body.y + chips + Theme.gap, body.width, Math.max(0, body.height - chips - Theme.gap))
    readonly property bool seatsShown: visible && (!low || first < 0)
    readonly property bool belowShown: visible && first >= 0

    signal used(seat: int)

    SeatRow {
        session: root.session
        guard: root.guard
        body: Qt.rect(root.body.x, root.body.y, root.body.width, root.chips)
        picking: root.picking
        visible: root.seatsShown
        onUsed: seat => root.used(seat)
    }
}
