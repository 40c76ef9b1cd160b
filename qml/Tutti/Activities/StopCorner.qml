// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// Stop, and in the same place, once stopped, the way on: who stopped it finds it where their hand already is.
Item {
    id: root

    required property Session session
    readonly property bool silent: session.paused && !session.testSounding

    BigButton {
        objectName: "stop"
        enabled: !root.session.dark // the touch that wakes the screen is no Stop
        place: root.session.layout.stop
        shown: !root.silent
        text: qsTr("Stop")
        kind: Glyph.Hand
        actsOnPress: true
        onTriggered: root.session.stop()
    }
    HoldButton {
        objectName: "holdToPlayOn"
        place: root.session.layout.holdToPlayOn
        shown: root.silent
        text: qsTr("Hold to play on")
        shownText: qsTr("Hold to\nplay on")
        kind: Glyph.Play
        edge: Math.max(2, Math.round(5 * Theme.unit))
        cornerRadius: Math.min(28 * Theme.unit, 0.15 * width)
        onTriggered: root.session.resume()
    }
}
