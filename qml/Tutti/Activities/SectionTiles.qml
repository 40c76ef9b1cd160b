// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls

// The parts of the band beside the strip of the one who leads: a touch takes one out, the next brings it in again.
Item {
    id: root

    required property rect rect
    required property int turn
    required property bool shown
    required property list<bool> sections
    readonly property real tile: 0.28 * rect.width
    readonly property bool fits: tile >= Theme.padMinimum

    signal toggled(section: int)

    x: rect.x
    y: rect.y
    width: rect.width
    height: rect.height
    rotation: turn

    Repeater {
        model: root.shown && root.fits ? root.sections.length : 0

        ChoiceButton {
            required property int index

            objectName: "section" + index
            place: Qt.rect((0.40 + 0.32 * (index % 2)) * root.width, (0.18 + 0.36 * Math.floor(index / 2)) * root.height, root.tile, root.tile)
            text: qsTr("Part %1").arg(index + 1)
            worded: false
            pictureShare: 0.6
            kind: [Glyph.Waves, Glyph.Shaker, Glyph.Djembe, Glyph.Bars][index]
            chosen: root.sections[index]
            Accessible.role: Accessible.CheckBox
            onTriggered: root.toggled(index)
        }
    }
}
