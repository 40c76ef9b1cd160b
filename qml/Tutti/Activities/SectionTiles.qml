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
    required property list<bool> sections // which of them play
    required property list<int> families  // InstrumentModel.Family of each
    required property list<string> names
    // As large as a pad where that leaves the strip its width, else what a finger still finds.
    readonly property real strip: Math.max(Theme.padMinimum, 0.34 * rect.width)
    readonly property real tile: Math.min(0.28 * rect.width, (rect.width - strip - 2 * Theme.gap) / 2)
    readonly property bool fits: tile >= Theme.controlMinimum

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

            readonly property real step: (root.width - root.strip) / 2

            objectName: "section" + index
            place: Qt.rect(root.strip + (index % 2 + 0.5) * step - root.tile / 2 + Theme.gap / 2, (0.32 + 0.36 * Math.floor(index / 2)) * root.height - root.tile / 2, root.tile, root.tile)
            text: root.names[index] ?? ""
            worded: false
            pictureShare: 0.6
            kind: Families.picture(root.families[index] ?? -1)
            chosen: root.sections[index]
            Accessible.role: Accessible.CheckBox
            onTriggered: root.toggled(index)
        }
    }
}
