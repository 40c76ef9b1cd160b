// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// Open Pads: everyone plays when and what they like.
Frame {
    id: root

    Beat {
        id: pendulum

        anchors.fill: parent
        beatMs: root.session.beatMs
        running: root.session.beating && root.session.headline === "" && root.session.countdown === 0 && !Theme.still
    }
    Connections {
        target: root.session

        function onBeatStruck(beat: int): void {
            pendulum.struck(beat);
        }
    }
}
