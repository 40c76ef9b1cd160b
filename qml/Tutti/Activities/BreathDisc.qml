// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// As much of its parent as `share`, on whole pixels. Where stage and ground are one colour it is the
// faint fill of a pad.
Rectangle {
    required property real share

    anchors.centerIn: parent
    width: 2 * Math.round(share * parent.width / 2)
    height: width
    radius: width / 2
    color: Theme.ground === Theme.stage ? Theme.seatFill(0) : Theme.ground
}
