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
    // The hand that goes from one to the other does not travel far.
    readonly property real across: Math.min(place.width, 2 * 52 * Theme.unit + Math.max(9 * Theme.capSeat, TypeScale.width(caption, Theme.capLeader) + 2 * Theme.gap))
    readonly property real button: Math.min(place.height, Math.max(Theme.controlMinimum, Math.min(52 * Theme.unit, 0.3 * across)))

    signal less()
    signal more()

    x: place.x + (place.width - across) / 2
    y: place.y
    width: across
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
        id: number

        x: root.button
        width: root.width - 2 * root.button
        y: (root.height - cap - meaning.capBlock - 0.9 * meaning.cap) / 2 - capTop
        size: Theme.capSeat
        room: width
        text: root.value
        Accessible.ignored: true
    }
    Words {
        id: meaning

        x: root.button + Theme.gap
        width: root.width - 2 * x
        y: number.y + number.capTop + number.cap + 0.9 * cap - capTop
        size: Theme.capLeader
        wrapMode: Text.WordWrap
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
