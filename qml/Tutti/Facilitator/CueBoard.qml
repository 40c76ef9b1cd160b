// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// The leader's cues, each from one touch. What lasts is marked while it is on; a second touch ends it.
DeskGrid {
    id: root

    readonly property LeaderDesk desk: session.desk

    items: [
        DeskItem { word: qsTr("Look up"); picture: Glyph.Eye; object: "cueAttention"; onUsed: root.session.cue(Cues.Attention) },
        DeskItem { word: qsTr("All play"); picture: Glyph.Djembe; object: "cueGroove"; onUsed: root.session.cue(Cues.Groove) },
        DeskItem { word: qsTr("Big beat"); picture: Glyph.LowDrum; choice: true; on: root.desk.marked; object: "cuePulse"; onUsed: root.session.cue(Cues.Pulse) },
        DeskItem { word: qsTr("All roll"); picture: Glyph.Roll; choice: true; on: root.desk.rumbling; object: "cueRumble"; onUsed: root.session.cue(Cues.Rumble) },
        DeskItem { word: qsTr("All on one"); picture: Glyph.AllOnOne; object: "cueAccent"; onUsed: root.session.cue(Cues.Accent) },
        DeskItem { word: qsTr("I play,\nyou answer"); name: qsTr("I play, you answer"); picture: Glyph.CallAnswer; choice: true; on: root.desk.calling; object: "cueCall"; onUsed: root.session.cue(Cues.Call) },
        DeskItem { word: qsTr("Half the\nroom"); name: qsTr("Half the room"); picture: Glyph.Halves; choice: true; on: root.desk.half > 0; object: "cueSculpt"; onUsed: root.desk.halfTheRoom() },
        DeskItem { word: qsTr("One plays"); picture: Glyph.OnePlays; choice: true; on: root.desk.showcase >= 0; object: "cueShowcase"; onUsed: root.session.cue(Cues.Showcase) },
        DeskItem { word: qsTr("Slower"); picture: Glyph.Slower; object: "cueSlower"; onUsed: root.session.cue(Cues.Slower) },
        DeskItem { word: qsTr("Faster"); picture: Glyph.Faster; object: "cueFaster"; onUsed: root.session.cue(Cues.Faster) },
        DeskItem { word: qsTr("Steady"); picture: Glyph.Settle; object: "cueSettle"; onUsed: root.session.cue(Cues.Settle) },
        DeskItem { word: qsTr("Calm"); picture: Glyph.Waves; choice: true; on: root.desk.calm; object: "cueCalm"; onUsed: root.session.cue(Cues.Calm) },
        DeskItem { word: qsTr("Wind down"); picture: Glyph.WindDown; object: "cueFade"; onUsed: root.session.cue(Cues.Fade) },
        DeskItem { word: qsTr("Change\nplaces"); name: qsTr("Change places"); picture: Glyph.ChangePlaces; choice: true; on: root.desk.away; object: "cueSwap"; onUsed: root.session.cue(Cues.Swap) }
    ]
}
