// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// What all controls share: a place on the glass, perhaps turned to face another edge, and a ring when a key would
// press it. Without a place it is not there.
TouchTarget {
    id: root

    required property rect place
    property int turn: 0               // degrees clockwise
    property bool shown: true
    property real cornerRadius: Theme.buttonRadius
    readonly property bool upright: turn % 180 === 0
    property bool keyDown: false       // Space or Return, while it has the focus

    // Whole pixels: rounded corners look torn between them where drawn in software.
    width: Math.round(upright ? place.width : place.height)
    height: Math.round(upright ? place.height : place.width)
    x: Math.round(place.x + (place.width - width) / 2)
    y: Math.round(place.y + (place.height - height) / 2)
    rotation: turn
    visible: shown && place.width > 0
    activeFocusOnTab: true

    Keys.onPressed: event => root.keyMoved(event, true)
    Keys.onReleased: event => root.keyMoved(event, false)
    onActiveFocusChanged: keyDown = false
    onVisibleChanged: keyDown = false

    function keyMoved(event: var, isDown: bool): void {
        if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Space)
            return;
        event.accepted = true;
        if (!event.isAutoRepeat)
            keyDown = isDown;
    }

    FocusRing {
        target: root
        targetRadius: root.cornerRadius
    }
}
