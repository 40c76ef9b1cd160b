// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A minute in which the glass can be wiped and nothing answers. It ends by itself.
Item {
    id: root

    required property Session session
    readonly property Staff staff: session.staff

    objectName: "cleaning"
    visible: staff.cleaning

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    TouchTarget {
        anchors.fill: parent

        Rectangle {
            anchors.fill: parent
            color: Theme.ground
        }
    }
    Words {
        id: words

        anchors.horizontalCenter: parent.horizontalCenter
        y: 0.5 * parent.height - cap - capTop
        size: Theme.capRoom
        room: 0.9 * parent.width
        text: qsTr("Wipe the screen now")
        Accessible.ignored: true
    }
    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 0.5 * parent.height + Theme.capSeat - capTop
        size: Theme.capSeat
        room: 0.9 * parent.width
        font.weight: TypeScale.plain
        text: qsTr("It answers again in about %1 seconds").arg(10 * Math.ceil(root.staff.cleaningLeftS / 10))
        Accessible.ignored: true
    }
}
