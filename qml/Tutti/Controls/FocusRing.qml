// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Round whatever a key would press now.
Rectangle {
    id: root

    required property Item target
    property real targetRadius: Theme.buttonRadius
    readonly property real reach: 1.75 * Theme.focusEdge

    visible: target.activeFocus
    x: -reach
    y: -reach
    width: target.width + 2 * reach
    height: target.height + 2 * reach
    radius: targetRadius + reach
    color: "transparent"
    border.width: Math.max(2, Theme.focusEdge)
    border.color: Theme.ink
}
