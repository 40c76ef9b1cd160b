// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// One thing to do on the beat for those who sit further away: a picture and a word on the stage, beside the beat.
Cue {
    id: root

    required property int pastime

    visible: pastime !== Session.NoPastime && fits
    size: Theme.capRoom
    text: pastime === Session.Clap ? qsTr("Clap") : pastime === Session.Knee ? qsTr("Tap your knee")
        : pastime === Session.Sway ? qsTr("Sway") : qsTr("Sing")
    kind: pastime === Session.Clap ? Glyph.Clap : pastime === Session.Knee ? Glyph.Knee : pastime === Session.Sway ? Glyph.Sway : Glyph.Sing
}
