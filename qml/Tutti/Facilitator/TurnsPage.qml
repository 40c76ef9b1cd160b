// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// Turns: how far whoever is waited for has been helped, the next step of it at once, back, on, and how many take part.
DeskGrid {
    id: root

    readonly property LeaderDesk desk: session.desk
    readonly property int activity: session.activity
    readonly property bool ladder: seatsChange || (activity === Session.Freeze && desk.variant === LeaderDesk.Hold)
    readonly property bool seatsChange: [Session.PassItOn, Session.Hello, Session.Goodbye, Session.Echo].includes(activity)

    body: session.layout.drawerBody
    items: [
        DeskItem { word: qsTr("Invited"); picture: Glyph.Ripples; choice: true; on: root.desk.rung >= 0; offered: root.ladder; object: "rungInvite"; onUsed: root.desk.step() },
        DeskItem { word: qsTr("A cue"); picture: Glyph.Bell; choice: true; on: root.desk.rung >= 1; offered: root.ladder; object: "rungCue"; onUsed: root.desk.step() },
        DeskItem { word: qsTr("Shown"); name: qsTr("Shown how"); picture: Glyph.Eye; choice: true; on: root.desk.rung >= 2; offered: root.ladder; object: "rungModel"; onUsed: root.desk.step() },
        DeskItem { word: qsTr("With\ncompany"); name: qsTr("With company"); picture: Glyph.TwoTogether; choice: true; on: root.desk.rung >= 3; offered: root.ladder; object: "rungTogether"; onUsed: root.desk.step() },
        DeskItem { word: qsTr("Next"); name: qsTr("The next turn"); picture: Glyph.Next; object: "nextTurn"; onUsed: root.session.next() },
        DeskItem { word: qsTr("Give\nback"); name: qsTr("Give the turn back"); picture: Glyph.GiveBack; offered: root.seatsChange; object: "giveBack"; onUsed: root.session.cue(Cues.Again) },
        DeskItem { word: qsTr("Again"); picture: Glyph.GiveBack; offered: !root.seatsChange; object: "onceMore"; onUsed: root.session.cue(Cues.Again) },
        DeskItem { word: qsTr("Change\nplaces"); name: qsTr("Change places"); picture: Glyph.ChangePlaces; choice: true; on: root.desk.away; object: "turnsSwap"; onUsed: root.session.cue(Cues.Swap) },
        DeskItem { word: qsTr("Others\nin full"); name: qsTr("Others are heard in full"); picture: Glyph.Louder; offered: root.activity !== Session.Freeze; choice: true; on: root.desk.fullOutOfTurn; object: "outOfTurn"; onUsed: root.desk.hearOutOfTurn() },
        DeskItem { word: qsTr("Fewer\npeople"); name: root.peopleSaid(qsTr("Fewer people")); picture: Glyph.Minus; offered: root.seatsChange; object: "fewerPeople"; onUsed: root.desk.takePart(-1) },
        DeskItem { word: root.desk.people > 0 ? qsTr("More\n(%1 now)").arg(root.desk.people) : qsTr("More\npeople"); name: root.peopleSaid(qsTr("More people")); picture: Glyph.Plus; offered: root.seatsChange; object: "morePeople"; onUsed: root.desk.takePart(1) },
        DeskItem { word: qsTr("They\nchoose"); name: qsTr("They choose who is next"); picture: Glyph.ChooseWho; choice: true; on: root.desk.variant === LeaderDesk.Choose; offered: root.activity === Session.PassItOn; object: "varyChoose"; onUsed: root.desk.vary(LeaderDesk.Choose) },
        DeskItem { word: qsTr("Mirror"); name: qsTr("Tutti mirrors each person"); picture: Glyph.Mirrored; choice: true; on: root.desk.variant === LeaderDesk.Mirror; offered: root.activity === Session.Echo; object: "varyMirror"; onUsed: root.desk.vary(LeaderDesk.Mirror) },
        DeskItem { word: qsTr("Two\nsides"); name: qsTr("Two halves of the room"); picture: Glyph.Halves; choice: true; on: root.desk.variant === LeaderDesk.Sides; offered: root.activity === Session.Conversation; object: "varySides"; onUsed: root.desk.vary(LeaderDesk.Sides) },
        DeskItem { word: qsTr("With\nTutti"); name: qsTr("Tutti is the partner"); picture: Glyph.CallAnswer; choice: true; on: root.desk.variant === LeaderDesk.WithApp; offered: root.activity === Session.Echo || root.activity === Session.Conversation; object: "varyApp"; onUsed: root.desk.vary(LeaderDesk.WithApp) },
        DeskItem { word: qsTr("A player\nstops it"); name: qsTr("A player stops the music"); picture: Glyph.Snow; choice: true; on: root.desk.variant === LeaderDesk.Hold; offered: root.activity === Session.Freeze; object: "varyHold"; onUsed: root.desk.vary(LeaderDesk.Hold) }
    ]

    function peopleSaid(word: string): string {
        return root.desk.people > 0 ? qsTr("%1, %2 take part").arg(word).arg(root.desk.people) : word;
    }
}
