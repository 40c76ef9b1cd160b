// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls
import Tutti.Session

// What the machine has to say of itself, and a file of it for whoever helps.
StaffPage {
    id: root

    readonly property real buttonHeight: Math.max(Theme.controlMinimum, 2.6 * Theme.capLeader)

    Flickable {
        width: root.width
        height: root.body.height - root.buttonHeight - Theme.gap
        contentHeight: lines.height
        clip: true

        Words {
            id: lines

            width: parent.width
            horizontalAlignment: Text.AlignLeft
            wrapMode: Text.WordWrap
            size: Theme.capLeader
            font.weight: TypeScale.plain
            text: root.staff.examining ? qsTr("Looking.") : root.staff.findings.length > 0 ? root.staff.findings.join("\n") : qsTr("All is well.")
        }
    }
    BigButton {
        objectName: "saveReport"
        place: Qt.rect(0, root.body.height - root.buttonHeight, Math.min(root.width, 14 * Theme.capLeader), root.buttonHeight)
        guard: root.guard
        cap: Theme.capLeader
        text: qsTr("Save for a helper")
        onTriggered: root.staff.saveReport()
    }
}
