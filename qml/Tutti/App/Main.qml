// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Activities
import Tutti.Facilitator
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
    Binding { target: root.session.layout; property: "width"; value: root.width }
    Binding { target: root.session.layout; property: "height"; value: root.height }

    Frame {
        anchors.fill: parent
        visible: root.session.place === Session.Playing
        session: root.session
    }
    Home {
        anchors.fill: parent
        visible: root.session.place === Session.Home
        session: root.session
    }
    LeadDrawer {
        anchors.fill: parent
        session: root.session
    }
    // Calm is dimmer by 30 %, and slowly so. Nothing is touched through it; it takes no touches.
    Rectangle {
        anchors.fill: parent
        color: "black"
        opacity: root.session.calm ? 0.3 : 0
        visible: opacity > 0

        Behavior on opacity { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }
    }
}
