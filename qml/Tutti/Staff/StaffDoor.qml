// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Session

// Over everything while the staff door is open. Stop's place stays what it is: whoever holds it plays on, and the door
// is shut.
Item {
    id: root

    required property Session session
    readonly property Staff staff: session.staff
    readonly property RoomLayout layout: session.layout

    objectName: "staffDoor"
    visible: staff.open && !staff.cleaning

    Accessible.role: Accessible.Pane
    Accessible.name: title()

    function title(): string {
        switch (staff.view) {
        case Staff.AskPin: return qsTr("PIN");
        case Staff.NewPin: return qsTr("A new PIN");
        case Staff.RepeatPin: return qsTr("The same PIN again");
        case Staff.Loudest: return qsTr("The loudest");
        case Staff.Hours: return qsTr("Quiet and dark");
        case Staff.Key: return qsTr("A key on a stick");
        case Staff.Check: return qsTr("How it is");
        case Staff.Machine: return qsTr("The machine");
        case Staff.SetUp: return qsTr("Room set-up, %1 of %2").arg(root.session.setup.pageNumber).arg(root.session.setup.pageCount);
        default: return qsTr("For staff");
        }
    }

    // Whoever was held back by the door is not touched through it.
    TouchTarget {
        anchors.fill: parent

        Rectangle {
            anchors.fill: parent
            color: Theme.ground
        }
    }

    // Below the title: its touch test takes all of the glass.
    SetUpPage {
        session: root.session
        shown: root.staff.view === Staff.SetUp
    }
    Words {
        x: root.layout.staffTitle.x
        y: root.layout.staffTitle.y + (root.layout.staffTitle.height - cap) / 2 - capTop
        width: root.layout.staffTitle.width
        horizontalAlignment: Text.AlignLeft
        size: Theme.capSeat
        room: 0.99 * width // a letter's edge may stand out
        text: root.title()
    }
    BigButton {
        objectName: "staffBack"
        place: root.layout.staffBack
        flat: true
        quiet: true
        text: root.staff.view === Staff.Menu || root.staff.view === Staff.AskPin ? qsTr("close") : qsTr("back")
        onTriggered: root.staff.view === Staff.SetUp && root.session.setup.pageNumber > 1 ? root.session.setup.previous() : root.staff.back()
    }

    PinPage {
        session: root.session
        shown: [Staff.AskPin, Staff.NewPin, Staff.RepeatPin].includes(root.staff.view)
    }
    MenuPage {
        session: root.session
        shown: root.staff.view === Staff.Menu
    }
    LoudestPage {
        session: root.session
        shown: root.staff.view === Staff.Loudest
    }
    HoursPage {
        session: root.session
        shown: root.staff.view === Staff.Hours
    }
    KeyPage {
        session: root.session
        shown: root.staff.view === Staff.Key
    }
    CheckPage {
        session: root.session
        shown: root.staff.view === Staff.Check
    }
    MachinePage {
        session: root.session
        shown: root.staff.view === Staff.Machine
    }
    StopCorner {
        anchors.fill: parent
        session: root.session
    }
}
