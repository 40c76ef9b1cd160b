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
    property bool asked: false      // it is their turn: filled, and larger
    property bool waits: false      // it is somebody else's: an outline in its full colour
    property rect larger: Qt.rect(0, 0, width, height) // where it stands then
    property bool glowing: false    // everybody is to look up
    property bool bar: false        // a rounded bar instead of a full circle
    property int turn: 0            // degrees the seat is turned: its shape faces who plays it
    property string word: ""        // said in place of the shape, where there is no room above the pad
    property int picture: -1        // with the word
    property bool quietWord: false  // it matters less

    readonly property color tint: Theme.seatColor(seatIndex)
    readonly property bool solid: present && !paused && !resting && !waits
    readonly property bool ringed: seatIndex >= 6
    readonly property real size: Math.min(width, height)
    readonly property real edge: Math.max(2, Math.min(Theme.padEdge, 0.045 * size))
    readonly property real edgeLit: edge * Theme.padEdgeLit / Theme.padEdge
    readonly property real corner: bar ? Math.min(0.28 * size, 28 * Theme.unit) : size / 2

    // Slowly, so that no fill ever flashes; see Theme.swell for what may be quick.
    readonly property real filled: asked ? 1 : glowing ? 0.35 : 0
    property real fillShown: filled
    // What stands there then is drawn at its own size, not stretched.
    readonly property rect turned: Qt.rect(Math.round(larger.x), Math.round(larger.y), Math.round(larger.width), Math.round(larger.height))
    readonly property rect stands: asked ? turned : Qt.rect(0, 0, width, height)
    readonly property real growth: size > 0 ? Math.min(stands.width, stands.height) / size : 1

    Behavior on fillShown { NumberAnimation { duration: 2000; easing.type: Easing.InOutSine } }

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

        x: root.stands.x
        y: root.stands.y
        width: root.stands.width
        height: root.stands.height
        tint: root.tint
        corner: root.growth * root.corner
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
    // It is their turn, or everybody is to look up.
    Glyph {
        id: filling

        readonly property rect place: root.glowing && !root.asked ? Qt.rect(0, 0, root.width, root.height) : root.turned

        x: place.x
        y: place.y
        width: place.width
        height: place.height
        visible: root.fillShown > 0
        opacity: root.fillShown
        kind: Glyph.Edge
        color: root.tint
        fill: root.tint
        cornerRadius: root.corner * width / Math.max(1, root.width)
        strokeWidth: root.edge
    }
    // Words are read on the ground, with a broad rim round it.
    Glyph {
        anchors.centerIn: parent
        width: 2 * Math.round(0.45 * root.width)
        height: 2 * Math.round(0.45 * root.height)
        visible: root.word !== "" && root.fillShown > 0
        opacity: root.fillShown
        kind: Glyph.Edge
        color: Theme.ground
        fill: Theme.ground
        cornerRadius: 0.9 * root.corner
    }
    // The thick edge lies over the usual one, drawn beforehand and unseen, so that answering a touch draws nothing anew.
    Glyph {
        id: thick

        readonly property int beyond: Math.round(0.4 * (root.edgeLit - root.edge))

        x: root.stands.x - beyond
        y: root.stands.y - beyond
        width: root.stands.width + 2 * beyond
        height: root.stands.height + 2 * beyond
        opacity: 0
        kind: Glyph.Edge
        color: root.tint
        cornerRadius: root.growth * root.corner + beyond
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
    Glyph {
        id: bright

        x: Math.round(filling.place.x + (filling.place.width - width) / 2)
        y: Math.round(filling.place.y + (filling.place.height - height) / 2)
        visible: shape.visible && root.fillShown > 0
        opacity: root.glowing && !root.asked ? 0 : root.fillShown // on a glow the shape keeps its colour
        rotation: root.turn
        width: 2 * Math.round(root.growth * shape.width / 2)
        height: width
        kind: shape.kind
        ringed: root.ringed
        color: Theme.ground
        strokeWidth: root.edge
    }
    // The shape a little larger, seen at once and let go of slowly. A ring round it stays as it is: two rings beside each
    // other would change too much of the glass at once.
    Glyph {
        id: swollen

        readonly property Glyph under: root.asked ? bright : shape
        readonly property real bare: (root.ringed ? Theme.shapeInRing : 1) * under.width

        x: under.x + (under.width - width) / 2
        y: under.y + (under.height - height) / 2
        visible: shape.visible
        opacity: 0
        rotation: root.turn
        width: bare + 2 * Math.round(Math.min(Theme.swell, 0.05 * bare))
        height: width
        kind: shape.kind
        color: root.asked ? Theme.ground : root.tint
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
    Cue {
        anchors.centerIn: parent
        visible: root.word !== ""
        rotation: root.turn
        stacked: true
        size: root.word.length < 3 ? Theme.capRoom : root.quietWord ? Theme.capLeader : Theme.capSeat // a count is read from further away
        quiet: root.quietWord
        disc: root.asked ? 0.88 * root.size : root.size - 2 * root.edgeLit
        text: root.word
        kind: root.picture
    }
}
