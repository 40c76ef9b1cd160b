// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A number between less and more, and what it is the number of.
Item {
    id: root

    required property string caption
    required property string value
    property string object: ""
    property StrayGuard guard: null
    property rect place
    readonly property real button: Math.min(place.height, Math.max(Theme.controlMinimum, 0.2 * place.width))

    signal less()
    signal more()

    x: place.x
    y: place.y
    width: place.width
    height: place.height

    BigButton {
        objectName: root.object + "Less"
        place: Qt.rect(0, (root.height - root.button) / 2, root.button, root.button)
        guard: root.guard
        worded: false
        pictureShare: 0.4
        text: qsTr("%1: less").arg(root.caption)
        kind: Glyph.Minus
        onTriggered: root.less()
    }
    Words {
        x: root.button
        width: root.width - 2 * root.button
        y: root.height / 2 - cap - capTop - 0.2 * cap
        size: Theme.capSeat
        room: width
        text: root.value
        Accessible.ignored: true
    }
    Words {
        x: root.button
        width: root.width - 2 * root.button
        y: root.height / 2 - capTop + 0.9 * cap
        size: Theme.capLeader
        room: width
        font.weight: TypeScale.plain
        text: root.caption
        Accessible.name: qsTr("%1: %2").arg(root.caption).arg(root.value)
    }
    BigButton {
        objectName: root.object + "More"
        place: Qt.rect(root.width - root.button, (root.height - root.button) / 2, root.button, root.button)
        guard: root.guard
        worded: false
        pictureShare: 0.4
        text: qsTr("%1: more").arg(root.caption)
        kind: Glyph.Plus
        onTriggered: root.more()
    }
}
