// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A pad in its place, with the line above it: what its seat is asked to do, or that it rests.
Item {
    id: root

    required property int seat
    required property int pad
    required property rect rect
    required property rect larger
    required property bool bar
    required property int turn
    required property rect label
    required property SeatState state
    required property bool paused
    required property real level // of the one who leads

    readonly property string line: state?.word ?? ""
    readonly property int picture: Signs.picture(state?.sign ?? SeatModel.NoSign)
    readonly property bool roomForLine: Math.min(label.width, label.height) >= 1.2 * Theme.capSeat
    readonly property bool upright: turn % 180 === 0
    readonly property bool leads: (state?.leads ?? false) && pad === 0 && !paused
    readonly property string spoken: [qsTr("Seat %1").arg(seat + 1), state?.instrument ?? "", line].filter(part => part !== "").join(", ")

    signal struck()

    PadView {
        x: Math.round(root.rect.x)
        y: Math.round(root.rect.y)
        width: Math.round(root.rect.width)
        height: Math.round(root.rect.height)
        visible: !root.leads
        turn: root.turn
        seatIndex: root.seat
        present: root.state?.present ?? false
        lit: (root.state?.lit ?? false) || (root.state?.fingers ?? 0) > 0
        resting: root.state?.resting ?? false
        strikes: root.state?.strikes ?? 0
        rings: root.state?.rings ?? 0
        asked: root.state?.asked ?? false
        waits: root.state?.waits ?? false
        larger: Qt.rect(root.larger.x - x, root.larger.y - y, root.larger.width, root.larger.height)
        glowing: root.state?.sign === SeatModel.Look || root.state?.sign === SeatModel.Talk // to look up, to join in
        paused: root.paused
        bar: root.bar
        word: root.roomForLine ? "" : root.line
        picture: root.picture
        quietWord: root.state?.sign === SeatModel.NextTurn
        Accessible.role: Accessible.Button
        Accessible.name: root.spoken
        Accessible.onPressAction: root.struck()
    }
    LevelStrip {
        x: root.rect.x
        y: root.rect.y
        width: root.rect.width
        height: root.rect.height
        visible: root.leads
        seatIndex: root.seat
        turn: root.turn
        level: root.level
        Accessible.role: Accessible.Slider
        Accessible.name: root.spoken
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
            kind: root.picture
            quiet: root.state?.sign === SeatModel.NextTurn
            room: parent.width
            high: parent.height
        }
    }
}
