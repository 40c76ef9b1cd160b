// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A session step by step, for whoever leads: what to say, a big Next, and, small, about how long there is left.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    readonly property SessionPlan plan: session.plan
    readonly property rect body: session.layout.drawerBody
    readonly property real button: Math.max(Theme.controlMinimum, Math.min(0.3 * body.height, 90 * Theme.unit))
    readonly property bool low: body.height < 2 * Theme.controlMinimum + 3 * Theme.capLeader
    readonly property real inset: low ? 0 : Theme.gap

    Words {
        id: line

        readonly property real high: root.low ? root.body.height : root.body.height - root.button - 2.4 * Theme.capLeader - 2 * Theme.gap

        x: root.body.x + root.inset
        y: root.body.y + Math.max(0, (high - capBlock) / 2) - capTop
        width: root.low ? 0.55 * root.body.width : root.body.width - 2 * root.inset
        // As large as what is said at the seats, where that leaves all of it to be read.
        size: Math.ceil(1.15 * TypeScale.width(text, Theme.capSeat) / Math.max(1, width)) * 1.68 * Theme.capSeat <= high ? Theme.capSeat : Theme.capLeader
        text: root.plan.line !== "" ? root.plan.line : qsTr("That was the last one.")
        wrapMode: Text.WordWrap
        horizontalAlignment: Text.AlignLeft
    }
    Words {
        objectName: "minutesLeft"
        x: root.body.x + root.inset
        y: root.body.y + root.body.height - root.button - Theme.gap - 0.7 * Theme.capLeader - cap - capTop
        width: root.body.width - 2 * root.inset
        visible: !root.low
        size: Theme.capLeader
        color: Theme.quietInk
        horizontalAlignment: Text.AlignLeft
        text: root.plan.minutesLeft > 1 ? qsTr("About %1 minutes left").arg(root.plan.minutesLeft) : qsTr("Close when it is good")
    }
    BigButton {
        objectName: "nextStep"
        place: root.low ? Qt.rect(root.body.x + 0.58 * root.body.width, root.body.y, 0.42 * root.body.width, root.body.height)
            : Qt.rect(root.body.x, root.body.y + root.body.height - root.button, root.body.width, root.button)
        ground: true
        across: !root.low
        guard: root.guard
        cap: TypeScale.fit(shownText, Theme.capSeat, Theme.capLeader, 0.7 * place.width)
        text: root.plan.nextName !== "" ? qsTr("Next: %1").arg(root.plan.nextName) : qsTr("To the end")
        kind: root.plan.nextName !== "" ? Glyph.Next : Glyph.Finish
        onTriggered: root.session.nextStep()
    }
}
