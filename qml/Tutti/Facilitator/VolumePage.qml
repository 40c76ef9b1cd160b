// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// The volume in five steps, kept where it is by a lock, and a calm meter of what is heard. In two rows, or, on a low
// drawer, in one.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    readonly property LeaderDesk desk: session.desk
    readonly property rect body: session.layout.drawerBody
    readonly property real gap: Theme.gap
    readonly property bool low: body.height < 2 * Theme.controlMinimum + gap
    readonly property real button: low ? Math.min(Math.max(Theme.controlMinimum, 0.2 * body.width), (body.width - 3 * gap) / 4) : (body.width - 2 * gap) / 4
    readonly property real rowHeight: low ? body.height : (body.height - gap) / 2

    BigButton {
        objectName: "volumeDown"
        place: Qt.rect(root.body.x, root.body.y, root.button, root.rowHeight)
        ground: true
        guard: root.guard
        worded: false
        pictureShare: 0.4
        text: qsTr("Volume down")
        kind: Glyph.Minus
        onTriggered: root.session.volumeStep -= 1
    }
    VolumeSteps {
        x: root.body.x + root.button
        y: root.body.y
        width: Math.max(0, up.place.x - x)
        height: root.rowHeight
        step: root.session.volumeStep
        worded: !root.low
        upright: root.low
    }
    BigButton {
        id: up

        objectName: "volumeUp"
        place: Qt.rect(root.body.x + root.body.width - (root.low ? 2 : 1) * root.button - (root.low ? root.gap : 0), root.body.y, root.button, root.rowHeight)
        ground: true
        guard: root.guard
        worded: false
        pictureShare: 0.4
        text: qsTr("Volume up")
        kind: Glyph.Plus
        onTriggered: root.session.volumeStep += 1
    }
    HoldButton {
        objectName: "volumeLock"
        guard: root.guard
        place: root.low ? Qt.rect(root.body.x + root.body.width - root.button, root.body.y, root.button, root.rowHeight)
            : Qt.rect(root.body.x, root.body.y + root.rowHeight + root.gap, 2 * root.button, root.rowHeight)
        text: root.desk.volumeLocked ? qsTr("Hold to unlock") : qsTr("Hold to lock")
        shownText: root.desk.volumeLocked ? qsTr("Locked") : qsTr("Lock")
        cap: Theme.capLeader
        kind: root.desk.volumeLocked ? Glyph.Locked : Glyph.Open
        onTriggered: root.desk.volumeLocked = !root.desk.volumeLocked
    }
    HeardMeter {
        x: root.body.x + 2 * root.button + 2 * root.gap
        y: root.body.y + root.rowHeight + root.gap
        width: root.body.width - 2 * root.button - 2 * root.gap
        height: root.rowHeight
        visible: !root.low
        heard: root.desk.heard
    }
}
