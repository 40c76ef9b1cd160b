// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One pad: a drumhead with its seat's shape large in the middle. It only shows; the pad surface above it feels.
// A strike thickens the edge at once and swells the shape; now and then rings travel outwards. Nothing here
// brightens or darkens an area: see Theme.swell and, for how often rings may travel, Session.
Item {
    id: root

    required property int seatIndex
    required property bool present  // somebody has touched this seat
    required property bool lit      // struck within the last moments, or held
    required property bool resting
    required property bool paused
    required property int strikes   // one more with every strike
    required property int rings     // one more whenever rings may travel
    property bool asked: false      // it is their turn: filled, and a sixth larger
    property bool glowing: false    // everybody is to look up
    property bool bar: false        // a rounded bar instead of a full circle
    property int turn: 0            // degrees the seat is turned: its shape faces who plays it
    property string word: ""        // said in place of the shape, where there is no room above the pad
    property int picture: -1        // with the word

    readonly property color tint: Theme.seatColor(seatIndex)
    readonly property bool solid: present && !paused && !resting
    readonly property bool ringed: seatIndex >= 6
    readonly property real size: Math.min(width, height)
    readonly property real edge: Math.max(2, Math.min(Theme.padEdge, 0.045 * size))
    readonly property real edgeLit: edge * Theme.padEdgeLit / Theme.padEdge
    readonly property real corner: bar ? Math.min(0.28 * size, 28 * Theme.unit) : size / 2

    // Slowly, so that no fill ever flashes; see Theme.swell for what may be quick.
    readonly property real filled: asked ? 1 : glowing ? 0.35 : 0
    property real fillShown: filled
    scale: asked && !paused ? 7 / 6 : 1

    Behavior on fillShown { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }
    Behavior on scale { enabled: !Theme.still; NumberAnimation { duration: 900; easing.type: Easing.InOutSine } }

    Component.onCompleted: thick.opacity = lit ? 1 : 0
    onLitChanged: lit ? root.light() : root.fade()
    onStrikesChanged: if (!Theme.still && solid && word === "") swelling.restart()
    onWordChanged: if (word !== "") root.settle()
    onRingsChanged: if (!Theme.still && solid) travelling.travel()

    function light(): void {
        fading.stop();
        thick.opacity = 1;
    }

    // An animator shows what it moves even where that is not to be seen: it ends before the word is read.
    function settle(): void {
        swelling.stop();
        swollen.opacity = 0;
    }

    function fade(): void {
        if (Theme.still)
            thick.opacity = 0;
        else
            fading.restart();
    }

    PadRings {
        id: travelling

        anchors.fill: parent
        tint: root.tint
        corner: root.corner
        thickness: Math.max(2, Math.round(0.67 * root.edge))
    }

    Glyph {
        anchors.fill: parent
        kind: Glyph.Edge
        dashed: !root.present
        color: root.present ? root.tint : Theme.line
        fill: root.solid ? Theme.seatFill(root.seatIndex) : "transparent"
        cornerRadius: root.corner
        strokeWidth: root.edge
    }
    Glyph {
        anchors.fill: parent
        visible: root.fillShown > 0
        opacity: root.fillShown
        kind: Glyph.Edge
        color: root.tint
        fill: root.tint
        cornerRadius: root.corner
        strokeWidth: root.edge
    }
    // The thick edge lies over the usual one, drawn beforehand and unseen, so that answering a touch draws nothing anew.
    Glyph {
        id: thick

        anchors.fill: parent
        anchors.margins: -Math.round(0.4 * (root.edgeLit - root.edge))
        opacity: 0
        kind: Glyph.Edge
        color: root.tint
        cornerRadius: root.corner - anchors.margins
        strokeWidth: root.edgeLit
    }
    OpacityAnimator {
        id: fading

        target: thick
        from: 1
        to: 0
        duration: 400
    }

    Glyph {
        id: shape

        anchors.centerIn: parent
        visible: root.word === ""
        rotation: root.turn
        width: 2 * Math.round((root.ringed ? 0.32 : 0.2425) * root.size)
        height: width
        kind: root.seatIndex % 6
        ringed: root.ringed
        outlined: !root.solid
        color: root.present ? root.tint : Theme.line
        strokeWidth: root.edge
    }
    // The same a little larger, seen at once and let go of slowly. A ring round the shape stays as it is: two rings
    // beside each other would change too much of the glass at once.
    Glyph {
        id: swollen

        readonly property real bare: (root.ringed ? Theme.shapeInRing : 1) * shape.width

        anchors.centerIn: parent
        visible: shape.visible
        opacity: 0
        rotation: root.turn
        width: bare + 2 * Math.round(Math.min(Theme.swell, 0.05 * bare))
        height: width
        kind: shape.kind
        color: root.tint
        strokeWidth: root.edge
    }
    OpacityAnimator {
        id: swelling

        target: swollen
        from: 1
        to: 0
        duration: 450
        easing.type: Easing.InQuad
    }
    Glyph {
        anchors.centerIn: parent
        visible: shape.visible && root.fillShown > 0
        opacity: root.fillShown
        rotation: root.turn
        width: shape.width
        height: width
        kind: shape.kind
        ringed: root.ringed
        color: Theme.ground
        strokeWidth: root.edge
    }
    Cue {
        anchors.centerIn: parent
        visible: root.word !== ""
        rotation: root.turn
        over: true
        size: root.word.length < 3 ? Theme.capRoom : Theme.capSeat // a count is read from further away
        disc: root.size - 2 * root.edgeLit
        text: root.word
        kind: root.picture
    }
}
