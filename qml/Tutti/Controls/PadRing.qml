// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// One ring round a pad, which is as large as its parent.
Rectangle {
    required property real reach  // how much larger than the pad
    required property real corner // of the pad
    // Even, so that it stays on whole pixels.
    readonly property real extra: 2 * Math.round(reach / 2 * Math.min(parent.width, parent.height))

    anchors.centerIn: parent
    width: parent.width + extra
    height: parent.height + extra
    radius: corner + extra / 2
    opacity: 0
    color: "transparent"
}
