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
    // As wide as the widest word asks, and, unless it is to be lower, as high as two lines below a picture.
    readonly property real least: offered.reduce((wide, item) => Math.max(wide, TypeScale.width(item.word, Theme.capLeader) / Theme.mm + 0.8 * capMm),
        Theme.controlMinimum / Theme.mm) // mm
    property real leastHigh: Math.max(Theme.controlMinimum / Theme.mm, 3.9 * capMm) // mm
    readonly property real capMm: Theme.capLeader / Theme.mm
    readonly property var offered: {
        const all = [];
        for (let i = 0; i < items.length; ++i)
            if (items[i].offered)
                all.push(items[i]);
        return all;
    }
    readonly property int count: offered.length
    readonly property int most: session.layout.cells(body, count, least, leastHigh).length
    readonly property int pages: most > 0 ? Math.ceil(count / most) : 0
    // On one page; as many on each.
    readonly property int capacity: pages > 0 ? Math.ceil(count / pages) : 0
    readonly property list<rect> cells: session.layout.cells(body, capacity, least, leastHigh)

    // Words stand in one line where all of them can.
    readonly property bool oneLine: offered.every(item => TypeScale.width(unbroken(item.word), Theme.capLeader) + 0.8 * Theme.capLeader <= (cells[0]?.width ?? 0))

    function unbroken(word: string): string {
        return word.replace("\n", " ");
    }

    Repeater {
        model: root.offered

        ChoiceButton {
            required property int index
            required property DeskItem modelData
            readonly property int at: index - root.first

            objectName: modelData.object
            place: root.cells[at] ?? Qt.rect(0, 0, 0, 0)
            shown: at >= 0 && at < root.cells.length
            guard: root.guard
            text: modelData.name
            shownText: root.oneLine ? root.unbroken(modelData.word) : modelData.word
            kind: modelData.picture
            pictureColor: modelData.tint
            pictureShare: 0.62
            choosable: modelData.choice
            chosen: modelData.on
            Accessible.role: choosable ? Accessible.RadioButton : Accessible.Button
            Accessible.checkable: choosable
            onTriggered: modelData.used()
        }
    }
}
