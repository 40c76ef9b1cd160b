// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// As much of its parent as `share`, on whole pixels. Where stage and ground are one colour it is a ring.
Rectangle {
    required property real share

    anchors.centerIn: parent
    width: 2 * Math.round(share * parent.width / 2)
    height: width
    radius: width / 2
    color: Theme.ground
    border.color: Theme.line
    border.width: Theme.ground === Theme.stage ? Math.max(2, Math.round(Theme.buttonEdge)) : 0
}
