// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// One pad: a drumhead with its seat's shape large in the middle. It only shows; the pad surface above it feels.
// A strike thickens the edge at once and swells the shape; now and then two rings travel outwards. Nothing here
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
    property bool bar: false        // a rounded bar instead of a full circle
    property int turn: 0            // degrees the seat is turned: its shape faces who plays it
    property string word: ""        // said in place of the shape, where there is no room above the pad

    readonly property color tint: Theme.seatColor(seatIndex)
    readonly property bool solid: present && !paused && !resting
    readonly property bool ringed: seatIndex >= 6
    readonly property real size: Math.min(width, height)
    readonly property real edge: Math.max(2, Math.min(Theme.padEdge, 0.045 * size))
    readonly property real edgeLit: edge * Theme.padEdgeLit / Theme.padEdge
    readonly property real corner: bar ? Math.min(0.28 * size, 28 * Theme.unit) : size / 2
    property real weight: 0         // of the edge: 0 at rest, 1 when lit

    onLitChanged: lit ? root.light() : root.fade()
    onStrikesChanged: if (!Theme.still && solid) swelling.restart()
    onRingsChanged: if (!Theme.still && solid) travelling.travel()
    Component.onCompleted: weight = lit ? 1 : 0

    function light(): void {
        fading.stop();
        weight = 1;
    }

    function fade(): void {
        if (Theme.still)
            weight = 0;
        else
            fading.restart();
    }

    NumberAnimation {
        id: fading

        target: root
        property: "weight"
        to: 0
        duration: 400
    }

    PadRings {
        id: travelling

        anchors.fill: parent
        tint: root.tint
        corner: root.corner
        thickness: Math.max(2, 0.67 * root.edge)
    }

    Rectangle {
        id: head

        anchors.fill: parent
        anchors.margins: -0.4 * root.weight * (root.edgeLit - root.edge)
        visible: root.present
        radius: root.corner - anchors.margins
        color: root.solid ? Theme.seatFill(root.seatIndex) : Theme.ground
        border.color: root.tint
        border.width: root.edge + root.weight * (root.edgeLit - root.edge)
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 2.4 * root.edge
        visible: root.present && root.ringed
        radius: root.corner - anchors.margins
        color: "transparent"
        border.color: root.tint
        border.width: Math.max(1, 0.5 * root.edge)
    }
    Glyph {
        anchors.fill: parent
        visible: !root.present
        kind: Glyph.Edge
        dashed: true
        color: Theme.line
        cornerRadius: root.corner
        strokeWidth: root.edge
    }

    Glyph {
        id: shape

        anchors.centerIn: parent
        visible: root.word === ""
        rotation: root.turn
        width: 0.485 * root.size
        height: width
        kind: root.seatIndex % 6
        ringed: root.ringed
        outlined: !root.solid
        color: root.present ? root.tint : Theme.line
        strokeWidth: root.edge
    }
    Words {
        anchors.centerIn: parent
        visible: root.word !== ""
        rotation: root.turn
        width: 0.76 * root.size
        cap: Math.min(Theme.capSeat, 0.3 * root.size)
        text: root.word
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 8
    }
    NumberAnimation {
        id: swelling

        target: shape
        property: "scale"
        from: 1 + Math.min(0.08, 2 * Theme.swell / Math.max(1, shape.width))
        to: 1
        duration: 420
        easing.type: Easing.OutQuad
    }
}
