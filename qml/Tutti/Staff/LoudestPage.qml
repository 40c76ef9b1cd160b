// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Facilitator

// The step above which nobody gets, and what a meter showed of it.
StaffPage {
    id: root

    said: setup.measured ? qsTr("At this step the test sound measured about %1 dB(A), one metre away.").arg(Math.round(setup.measuredDb))
        : qsTr("Not calibrated: room set-up has a test sound for a sound level meter.")

    VolumeSteps {
        x: 0.1 * root.width
        y: 0
        width: 0.8 * root.width
        height: 0.5 * root.body.height
        step: root.setup.loudestStep
        worded: false
    }
    Stepper {
        object: "loudest"
        place: Qt.rect(0, 0.5 * root.body.height, root.width, 0.5 * root.body.height - Theme.gap)
        guard: root.guard
        caption: qsTr("of five steps, no step above it")
        value: root.setup.loudestStep
        onLess: root.setup.loudestStep -= 1
        onMore: root.setup.loudestStep += 1
    }
}
