// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A pad in its place, with the line above it: what its seat is asked to do, or that it rests.
Item {
    id: root

    required property int seat
    required property rect rect
    required property bool bar
    required property int turn
    required property rect label
    required property SeatState state
    required property bool paused
    required property int countdown

    readonly property string line: !state ? "" : state.cueWord !== "" ? state.cueWord : state.resting ? qsTr("resting") : ""
    readonly property bool roomForLine: Math.min(label.width, label.height) >= 1.2 * Theme.capSeat
    readonly property bool upright: turn % 180 === 0

    PadView {
        x: Math.round(root.rect.x)
        y: Math.round(root.rect.y)
        width: Math.round(root.rect.width)
        height: Math.round(root.rect.height)
        turn: root.turn
        seatIndex: root.seat
        present: root.state?.present ?? false
        lit: (root.state?.lit ?? false) || (root.state?.fingers ?? 0) > 0
        resting: root.state?.resting ?? false
        strikes: root.state?.strikes ?? 0
        rings: root.state?.rings ?? 0
        paused: root.paused
        bar: root.bar
        word: root.roomForLine ? "" : root.line
    }
    Item {
        x: root.label.x + (root.label.width - width) / 2
        y: root.label.y + (root.label.height - height) / 2
        width: root.upright ? root.label.width : root.label.height
        height: root.upright ? root.label.height : root.label.width
        rotation: root.turn
        visible: root.roomForLine && root.line !== ""

        Cue {
            anchors.centerIn: parent
            text: root.line
            kind: root.countdown > 0 ? Glyph.Finish : -1
        }
    }
}
