// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// Ten digits, one back, and done; what was typed is shown as so many discs. A keyboard's digits do the same.
StaffPage {
    id: root

    readonly property bool waiting: staff.view === Staff.AskPin && staff.waitS > 0
    readonly property real typedHeight: 2.4 * Theme.capLeader
    readonly property bool mayBeTakenAway: staff.view === Staff.NewPin && staff.pinSet
    readonly property list<rect> keys: session.layout.cells(Qt.rect(0, typedHeight, width, body.height - typedHeight), mayBeTakenAway ? 13 : 12, control, control)

    said: waiting ? qsTr("Please wait %n second(s).", "", staff.waitS) : staff.sentence
    focus: shown
    onShownChanged: if (shown) forceActiveFocus()

    Keys.onPressed: event => root.typed(event)

    function typed(event: var): void {
        event.accepted = true;
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
            staff.type(event.key - Qt.Key_0);
        else if (event.key === Qt.Key_Backspace)
            staff.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            staff.enter();
        else if (event.key === Qt.Key_Escape)
            staff.back();
        else
            event.accepted = false;
    }

    Row {
        height: root.typedHeight
        spacing: Theme.capLeader

        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%n digit(s) typed", "", root.staff.digits)

        Repeater {
            model: root.staff.digits

            Rectangle {
                width: 1.2 * Theme.capLeader
                height: width
                radius: width / 2
                color: Theme.ink
            }
        }
    }
    Repeater {
        model: root.keys.length

        BigButton {
            required property int index
            // In the order of reading: 1 to 9, back, 0, done; then the way to have none.
            readonly property int digit: index < 9 ? index + 1 : index === 10 ? 0 : -1

            objectName: digit >= 0 ? "digit" + digit : index === 9 ? "pinErase" : index === 11 ? "pinEnter" : "pinTakeAway"
            place: root.keys[index]
            enabled: !root.waiting
            guard: root.guard
            text: digit >= 0 ? digit : index === 9 ? qsTr("Back one") : index === 11 ? qsTr("Done") : qsTr("No PIN")
            shownText: text
            cap: digit >= 0 ? Theme.capSeat : Theme.capLeader
            quiet: root.waiting
            main: index === 11 && !root.waiting
            onTriggered: digit >= 0 ? root.staff.type(digit) : index === 9 ? root.staff.erase() : index === 11 ? root.staff.enter() : root.staff.takePinAway()
        }
    }
}
