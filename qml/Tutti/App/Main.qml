// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Facilitator
import Tutti.Staff
import Tutti.Session

Window {
    id: root

    required property Session session

    width: 1280
    height: 720
    visible: true
    title: "Tutti"
    color: Theme.ground

    Binding { target: Theme; property: "choice"; value: root.session.theme }
    Binding { target: Theme; property: "still"; value: root.session.still || root.session.calm }
    Binding { target: Theme; property: "mm"; value: root.session.layout.pxPerMm }
    Binding { target: Theme; property: "unit"; value: root.session.layout.pxPerMm * root.session.layout.scale }
    Binding { target: Theme; property: "capRoom"; value: root.session.layout.capRoom }
    Binding { target: Theme; property: "capSeat"; value: root.session.layout.capSeat }
    Binding { target: Theme; property: "capLeader"; value: root.session.layout.capLeader }
    Binding { target: root.session.layout; property: "width"; value: room.width }
    Binding { target: root.session.layout; property: "height"; value: room.height }

    // A panel that hangs upright, or upside down, is turned here: touches are turned with it.
    Item {
        id: room

        readonly property bool upright: rotation % 180 !== 0
        readonly property bool covered: root.session.staff.open || root.session.staff.cleaning

        anchors.centerIn: parent
        width: upright ? root.height : root.width
        height: upright ? root.width : root.height
        rotation: root.session.setup.turn

        Frame {
            anchors.fill: parent
            visible: root.session.place === Session.Playing && !room.covered
            session: root.session
        }
        Home {
            anchors.fill: parent
            visible: root.session.place === Session.Home && !room.covered
            session: root.session
        }
        LeadDrawer {
            anchors.fill: parent
            session: root.session
        }
        // Built when it opens: play starts sooner without it.
        Loader {
            anchors.fill: parent
            active: root.session.staff.open
            sourceComponent: StaffDoor {
                session: root.session
            }
        }
        Cleaning {
            anchors.fill: parent
            session: root.session
        }
    }
    // Calm is dimmer by 30 %, and slowly so. Nothing is touched through it; it takes no touches.
    Rectangle {
        anchors.fill: parent
        color: "black"
        opacity: root.session.calm ? 0.3 : 0
        visible: opacity > 0

        Behavior on opacity { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }
    }
    // A screen that nobody has touched for long is dark. Nor does this take touches: the one that wakes the screen sounds.
    Rectangle {
        objectName: "dark"
        anchors.fill: parent
        color: "black"
        opacity: root.session.dark ? 1 : 0
        visible: opacity > 0

        Behavior on opacity { NumberAnimation { duration: root.session.dark ? 2000 : 600; easing.type: Easing.InOutSine } }
    }
}
