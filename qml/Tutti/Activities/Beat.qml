// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// The beat is one slowly swinging shape. It passes its lowest point on the beat, where its coming can be seen, and
// swings to and fro in two beats. From 125 bpm on it takes four, at its lowest or outermost on the beat: any faster and a
// place that it passes would flash more than three times a second. Resting, it hangs still.
Item {
    id: root

    required property int beatMs
    required property bool running
    required property int meter
    property bool big: false       // the leader marks it
    readonly property bool swings: running && !Theme.still
    readonly property real reach: 26.5 // degrees to either side
    property real foot: 0              // kept free below the swing
    readonly property real rod: Math.min(0.73 * height, 0.75 * width, 0.79 * (height - foot))
    readonly property real largest: 0.52 * rod
    property real share: big ? 0.52 : 0.375 // of the rod: the ball
    readonly property real ball: share * rod
    // Where nothing else may stand: so far to either side of the middle, and so far down.
    readonly property real sideways: running ? 0.45 * rod + largest / 2 : 0
    readonly property real lowest: rod + largest / 2
    property int counted: 0        // which beat of the bar is now
    readonly property int beatsToAndFro: beatMs < 480 ? 4 : 2
    readonly property real quarter: beatMs * beatsToAndFro / 4 // ms from lowest to outermost

    // Each time the swing begins anew it is set right, so it never drifts from what is heard.
    function struck(beat: int): void {
        counted = beat % meter;
        if (swings && beat % beatsToAndFro === 0)
            swing.restart();
    }

    visible: running
    onSwingsChanged: {
        swings ? swing.restart() : swing.stop();
        // It comes slowly, so that it may come and go without a flash; it goes at once.
        swings ? coming.restart() : coming.stop();
    }

    Behavior on share { NumberAnimation { duration: 900; easing.type: Easing.InOutSine } }

    Glyph {
        visible: root.swings

        readonly property real halfWide: root.rod * Math.sin(33 * Math.PI / 180)
        readonly property real high: root.rod * (1 - Math.cos(33 * Math.PI / 180))

        x: root.width / 2 - width / 2
        y: root.rod - high - strokeWidth / 2
        width: 2 * halfWide + strokeWidth
        height: high + strokeWidth
        kind: Glyph.Swing
        dashed: true
        color: Theme.line
        strokeWidth: Math.max(2, 0.022 * root.rod)
    }

    BeatCount {
        anchors.centerIn: parent
        visible: root.running && !root.swings
        meter: root.meter
        now: root.counted
        size: Math.min(0.3 * (root.height - root.foot), 0.7 * root.width / root.meter)
    }

    Item {
        id: pendulum

        x: root.width / 2
        visible: root.swings
        width: 1
        height: root.rod
        transformOrigin: Item.Top

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 0.034 * root.rod
            width: Math.max(2, 0.019 * root.rod)
            height: parent.height - y
            antialiasing: true
            color: Theme.line
        }
        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            y: root.rod - height / 2
            rotation: -pendulum.rotation // a disc that does not turn stays smooth where drawn in software
            width: root.ball / 0.92
            height: width
            kind: Glyph.Disc
            color: Theme.ink
        }

        NumberAnimation on opacity {
            id: coming

            running: false
            from: 0
            to: 1
            duration: 2000
            easing.type: Easing.InOutSine
        }
        SequentialAnimation on rotation {
            id: swing

            running: false
            loops: Animation.Infinite

            NumberAnimation { from: 0; to: -root.reach; duration: root.quarter; easing.type: Easing.OutSine }
            NumberAnimation { to: 0; duration: root.quarter; easing.type: Easing.InSine }
            NumberAnimation { to: root.reach; duration: root.quarter; easing.type: Easing.OutSine }
            NumberAnimation { to: 0; duration: root.quarter; easing.type: Easing.InSine }
        }
    }
}
