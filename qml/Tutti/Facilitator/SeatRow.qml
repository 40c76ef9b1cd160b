// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// All seats as small buttons, each with its shape in its colour.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect body
    property bool picking: false // any number of them; else one
    readonly property list<rect> cells: session.layout.cells(body, session.seats.count, Theme.controlMinimum / Theme.mm, Theme.controlMinimum / Theme.mm)

    signal used(seat: int)

    Repeater {
        model: root.session.seats

        ChoiceButton {
            id: chip

            required property int seatIndex
            required property bool present
            required property bool picked
            required property string instrument
            required property var model // it too has a `chosen`

            objectName: "seatChip" + seatIndex
            place: root.cells[seatIndex] ?? Qt.rect(0, 0, 0, 0)
            shown: root.visible && seatIndex < root.cells.length
            guard: root.guard
            text: qsTr("Seat %1, %2").arg(seatIndex + 1).arg(instrument)
            worded: false
            chosen: root.picking ? picked : model.chosen
            Accessible.role: root.picking ? Accessible.CheckBox : Accessible.RadioButton
            onTriggered: root.used(seatIndex)

            Glyph {
                anchors.centerIn: parent
                width: 0.56 * Math.min(chip.width, chip.height)
                height: width
                kind: chip.seatIndex % 6
                ringed: chip.seatIndex >= 6
                outlined: !chip.present
                color: chip.present ? Theme.seatColor(chip.seatIndex) : Theme.line
                strokeWidth: Math.max(2, 0.08 * width)
            }
        }
    }
}
