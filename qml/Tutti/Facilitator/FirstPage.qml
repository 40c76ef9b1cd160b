// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What is needed most: Softer, Louder, Next, Finish.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    // One size for the four.
    readonly property real cap: TypeScale.fit(qsTr("Louder"), Theme.capSeat, Theme.capLeader, 0.82 * session.layout.louder.width)

    BigButton {
        objectName: "softer"
        place: root.session.layout.softer
        ground: true
        guard: root.guard
        cap: root.cap
        text: qsTr("Softer")
        kind: Glyph.Softer
        onTriggered: root.session.cue(Cues.Softer)
    }
    BigButton {
        objectName: "louder"
        place: root.session.layout.louder
        ground: true
        guard: root.guard
        cap: root.cap
        text: qsTr("Louder")
        kind: Glyph.Louder
        onTriggered: root.session.cue(Cues.Louder)
    }
    BigButton {
        objectName: "next"
        place: root.session.layout.next
        ground: true
        guard: root.guard
        cap: root.cap
        text: qsTr("Next")
        kind: Glyph.Next
        onTriggered: root.session.next()
    }
    BigButton {
        objectName: "leadFinish"
        place: root.session.layout.drawerFinish
        ground: true
        guard: root.guard
        cap: root.cap
        text: qsTr("Finish")
        kind: Glyph.Finish
        onTriggered: root.session.finish()
    }
}
