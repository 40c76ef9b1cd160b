// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// A steady sound at the loudest step: is it heard, and, where there is a sound level meter, what does it show.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect place
    readonly property RoomSetup setup: session.setup
    readonly property real half: (place.height - Theme.gap) / 2

    width: place.width
    height: place.height

    ChoiceButton {
        objectName: "testSound"
        place: Qt.rect(0, 0, 0.48 * root.place.width, root.half)
        guard: root.guard
        ground: false
        text: root.session.testSounding ? qsTr("It sounds: touch to end it") : qsTr("Test sound")
        shownText: root.session.testSounding ? qsTr("It sounds") : qsTr("Test sound")
        kind: Glyph.Ear
        chosen: root.session.testSounding
        onTriggered: root.session.testSound(!root.session.testSounding)
    }
    ChoiceButton {
        objectName: "noMeter"
        place: Qt.rect(0.52 * root.place.width, 0, 0.48 * root.place.width, root.half)
        guard: root.guard
        ground: false
        text: qsTr("No meter: not calibrated")
        shownText: qsTr("No meter:\nnot calibrated")
        chosen: !root.setup.measured
        onTriggered: root.setup.forgetMeasure()
    }
    Stepper {
        object: "measured"
        place: Qt.rect(0, root.half + Theme.gap, root.place.width, root.half)
        guard: root.guard
        caption: qsTr("dB(A) on a sound level meter, one metre away")
        value: root.setup.measured ? Math.round(root.setup.measuredDb) : qsTr("–")
        onLess: root.setup.measure(-1)
        onMore: root.setup.measure(1)
    }
}
