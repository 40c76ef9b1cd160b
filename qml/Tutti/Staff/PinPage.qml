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
    // Like a telephone's, or, where that is too high, in fewer rows.
    readonly property int columns: [3, 4].find(across => (body.height - typedHeight - (12 / across - 1) * Theme.gap) / (12 / across) >= Theme.controlMinimum) ?? 6
    readonly property real keyHeight: (body.height - typedHeight - (12 / columns - 1) * Theme.gap) / (12 / columns)
    readonly property real beside: mayBeTakenAway ? Math.max(Theme.controlMinimum, 0.2 * width) + Theme.gap : 0
    readonly property real keyWidth: Math.min((width - beside - (columns - 1) * Theme.gap) / columns, 1.9 * keyHeight)

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
        model: 12

        BigButton {
            required property int index
            // In the order of reading: 1 to 9, back, 0, done.
            readonly property int digit: index < 9 ? index + 1 : index === 10 ? 0 : -1

            objectName: digit >= 0 ? "digit" + digit : index === 9 ? "pinErase" : "pinEnter"
            place: Qt.rect(index % root.columns * (root.keyWidth + Theme.gap),
                           root.typedHeight + Math.floor(index / root.columns) * (root.keyHeight + Theme.gap), root.keyWidth, root.keyHeight)
            enabled: !root.waiting
            guard: root.guard
            text: digit >= 0 ? digit : index === 9 ? qsTr("Back one") : qsTr("Done")
            shownText: text
            cap: digit >= 0 ? Theme.capSeat : Theme.capLeader
            quiet: root.waiting
            main: index === 11 && !root.waiting
            onTriggered: digit >= 0 ? root.staff.type(digit) : index === 9 ? root.staff.erase() : root.staff.enter()
        }
    }
    BigButton {
        objectName: "pinTakeAway"
        place: Qt.rect(root.width - root.beside + Theme.gap, root.typedHeight, root.beside - Theme.gap, root.keyHeight)
        shown: root.mayBeTakenAway
        guard: root.guard
        cap: Theme.capLeader
        text: qsTr("No PIN")
        onTriggered: root.staff.takePinAway()
    }
}
