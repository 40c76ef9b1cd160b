// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Above a pad whose layer goes round: its own player takes it out.
BigButton {
    id: root

    required property rect label
    readonly property real high: Math.min(Theme.padMinimum, turn % 180 === 0 ? label.height : label.width)
    readonly property real wide: Math.min(turn % 180 === 0 ? label.width : label.height, 3.4 * high)

    objectName: "takeOut"
    place: high < Theme.controlMinimum ? Qt.rect(0, 0, 0, 0)
        : turn % 180 === 0 ? Qt.rect(label.x + (label.width - wide) / 2, label.y + label.height - high, wide, high)
        : Qt.rect(label.x + (label.width - high) / 2, label.y + (label.height - wide) / 2, high, wide)
    across: true
    cap: TypeScale.fit(shownText, Theme.capSeat, Theme.capLeader, 0.5 * wide)
    text: qsTr("Take mine out")
    shownText: qsTr("Mine out")
    kind: Glyph.Layers
}
