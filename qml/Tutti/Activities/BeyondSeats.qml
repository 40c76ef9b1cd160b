// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// Seats that have no pad on this glass, since switches and keys play them: shown at the right-hand end of the stage while it
// is their turn, filled, or while they are next, as an outline.
Item {
    id: root

    required property Session session
    required property rect place // of the stage, in this item: as much of it as is free
    required property real free   // of its width, to the right of the beat
    required property real lowest // end of what stands at its top
    readonly property var seats: session.beyondAsked.concat(session.beyondNext)
    readonly property real size: 2 * Math.round(Math.min(0.85 * Theme.capRoom, 0.2 * place.height, 0.5 * free / Math.max(1, seats.length) - Theme.gap))
    // With the word above it where there is room for all of them.
    readonly property real worded: Math.max(size, TypeScale.width(qsTr("Your turn"), Theme.capSeat)) + 2 * Theme.gap
    readonly property bool words: seats.length * worded <= free && place.y + place.height - size - 2.4 * Theme.capSeat - Theme.gap > lowest
    readonly property real wide: words ? worded : size + 2 * Theme.gap

    // Where a seat stands; nowhere for one that is not shown.
    function at(seat: int): rect {
        const index = seats.indexOf(seat);
        return index < 0 ? Qt.rect(0, 0, 0, 0)
            : Qt.rect(place.x + place.width - (index + 0.5) * wide - size / 2, place.y + place.height - size - Theme.gap, size, size);
    }

    Repeater {
        model: root.session.paused ? [] : root.seats

        Item {
            id: seat

            required property int modelData
            readonly property bool asked: root.session.beyondAsked.includes(modelData)
            readonly property rect stands: root.at(modelData)

            x: Math.round(stands.x)
            y: Math.round(stands.y)
            width: root.size
            height: root.size
            Accessible.role: Accessible.StaticText
            Accessible.name: [qsTr("Seat %1").arg(modelData + 1), word.text].join(", ")

            // It comes slowly, as every fill does.
            NumberAnimation on opacity { from: 0; to: 1; duration: 2000; easing.type: Easing.InOutSine }

            PadView {
                anchors.fill: parent
                seatIndex: seat.modelData
                present: true
                lit: false
                resting: false
                paused: false
                strikes: 0
                rings: 0
                asked: seat.asked
                waits: !seat.asked
            }
            Words {
                id: word

                anchors.horizontalCenter: parent.horizontalCenter
                visible: root.words
                y: -capBlock - 0.6 * cap - capTop
                size: Theme.capSeat
                color: seat.asked ? Theme.ink : Theme.quietInk
                text: seat.asked ? qsTr("Your turn") : qsTr("next")
                Accessible.ignored: true
            }
        }
    }
}
