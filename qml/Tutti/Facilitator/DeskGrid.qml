// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// The items of a page as equal buttons, as many as the place has room for from `first` on.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect body
    required property list<DeskItem> items
    property int first: 0
    property real least: Math.max(30, 76 * session.layout.scale)     // mm
    property real leastHigh: Math.max(30, 40 * session.layout.scale) // mm
    readonly property list<rect> cells: session.layout.cells(body, items.length - first, least, leastHigh)
    /// How many fit on one page.
    readonly property int capacity: session.layout.cells(body, 99, least, leastHigh).length

    Repeater {
        model: root.cells.length

        ChoiceButton {
            required property int index
            readonly property DeskItem item: root.items[root.first + index] ?? null

            objectName: item?.object ?? ""
            place: root.cells[index] ?? Qt.rect(0, 0, 0, 0)
            guard: root.guard
            text: item?.name ?? ""
            shownText: item?.word ?? ""
            kind: item?.picture ?? -1
            pictureShare: 0.62
            choosable: item?.choice ?? false
            chosen: item?.on ?? false
            Accessible.role: choosable ? Accessible.RadioButton : Accessible.Button
            Accessible.checkable: choosable
            onTriggered: item?.used()
        }
    }
}
