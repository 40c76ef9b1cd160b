// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A page behind the staff door: its body, and at the body's foot the sentence that is to be said there.
Item {
    id: root

    required property Session session
    property bool shown: false
    property string said: session.staff.sentence // what is told at the foot
    readonly property Staff staff: session.staff
    readonly property RoomSetup setup: session.setup
    readonly property StrayGuard guard: StrayGuard {}
    readonly property real control: Theme.controlMinimum / Theme.mm
    readonly property real foot: said === "" ? 0 : words.height + Theme.gap
    // What the sentence leaves.
    readonly property rect body: Qt.rect(0, 0, width, height - foot)

    x: session.layout.staffBody.x
    y: session.layout.staffBody.y
    width: session.layout.staffBody.width
    height: session.layout.staffBody.height
    visible: shown

    function cells(count: int): list<rect> {
        return session.layout.cells(body, count, control, control);
    }

    Words {
        id: words

        y: root.height - height
        width: root.width
        visible: root.said !== ""
        horizontalAlignment: Text.AlignLeft
        wrapMode: Text.WordWrap
        size: Theme.capLeader
        font.weight: TypeScale.plain
        text: root.said
        Accessible.role: Accessible.AlertMessage
    }
}
