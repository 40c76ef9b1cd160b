// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// What the box itself can be asked for. Held for a second: none of it is done by brushing past.
StaffPage {
    id: root

    readonly property list<rect> places: cells(3)

    said: staff.sentence !== "" ? staff.sentence : staff.updates !== "" ? staff.updates : qsTr("It updates by itself at night, and never while somebody plays.")

    HoldButton {
        objectName: "update"
        place: root.places[0] ?? Qt.rect(0, 0, 0, 0)
        guard: root.guard
        cap: Theme.capLeader
        text: qsTr("Hold to update")
        onTriggered: root.staff.update()
    }
    HoldButton {
        objectName: "restart"
        place: root.places[1] ?? Qt.rect(0, 0, 0, 0)
        guard: root.guard
        cap: Theme.capLeader
        text: qsTr("Hold to start again")
        shownText: qsTr("Hold to\nstart again")
        onTriggered: root.staff.restart()
    }
    HoldButton {
        objectName: "powerOff"
        place: root.places[2] ?? Qt.rect(0, 0, 0, 0)
        guard: root.guard
        cap: Theme.capLeader
        text: qsTr("Hold to shut down")
        shownText: qsTr("Hold to\nshut down")
        onTriggered: root.staff.powerOff()
    }
}
