// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What else can be played. It begins at once, with everybody where they are.
DeskGrid {
    id: root

    readonly property LeaderDesk desk: session.desk

    body: session.layout.drawerBody
    items: [
        DeskItem { word: qsTr("Play\ntogether"); name: qsTr("Play together"); picture: Glyph.Together; choice: true; on: root.session.activity === Session.OpenPads; object: "another-open-pads"; onUsed: root.desk.another("open-pads") },
        DeskItem { word: qsTr("Our beat"); picture: Glyph.Djembe; choice: true; on: root.session.activity === Session.OurPulse; object: "another-our-pulse"; onUsed: root.desk.another("our-pulse") },
        DeskItem { word: qsTr("Layers"); picture: Glyph.Layers; choice: true; on: root.session.activity === Session.BuildAGroove; object: "another-build-a-groove"; onUsed: root.desk.another("build-a-groove") },
        DeskItem { word: qsTr("Lead the\nband"); name: qsTr("Lead the band"); picture: Glyph.Baton; choice: true; on: root.session.activity === Session.Conductor; object: "another-conductor"; onUsed: root.desk.another("conductor") },
        DeskItem { word: qsTr("Pass it\nround"); name: qsTr("Pass it round"); picture: Glyph.PassRound; choice: true; on: root.session.activity === Session.PassItOn; object: "another-pass-it-on"; onUsed: root.desk.another("pass-it-on") },
        DeskItem { word: qsTr("Echo"); picture: Glyph.Mirrored; choice: true; on: root.session.activity === Session.Echo; object: "another-echo"; onUsed: root.desk.another("echo") },
        DeskItem { word: qsTr("Talk in\nmusic"); name: qsTr("Talk in music"); picture: Glyph.Talk; choice: true; on: root.session.activity === Session.Conversation; object: "another-conversation"; onUsed: root.desk.another("conversation") },
        DeskItem { word: qsTr("Both\ntogether"); name: qsTr("Both together"); picture: Glyph.TwoTogether; choice: true; on: root.session.activity === Session.Together; object: "another-together"; onUsed: root.desk.another("together") },
        DeskItem { word: qsTr("Freeze"); picture: Glyph.Snow; choice: true; on: root.session.activity === Session.Freeze; object: "another-freeze"; onUsed: root.desk.another("freeze") },
        DeskItem { word: qsTr("Groove\nPass"); name: qsTr("Groove Pass"); picture: Glyph.Pairs; choice: true; on: root.session.activity === Session.GroovePass; object: "another-groove-pass"; onUsed: root.desk.another("groove-pass") },
        DeskItem { word: qsTr("Hello"); picture: Glyph.Greet; choice: true; on: root.session.activity === Session.Hello; object: "another-hello"; onUsed: root.desk.another("hello") },
        DeskItem { word: qsTr("Goodbye"); picture: Glyph.Sunset; choice: true; on: root.session.activity === Session.Goodbye; object: "another-goodbye"; onUsed: root.desk.another("goodbye") }
    ]
}
