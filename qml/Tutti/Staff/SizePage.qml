// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Tutti.Controls
import Tutti.Session

// How large the glass is: one of the usual sizes, and a line to lay a ruler on, since what a screen says of itself is
// often wrong.
Item {
    id: root

    required property Session session
    required property StrayGuard guard
    required property rect place
    readonly property RoomSetup setup: session.setup
    readonly property real third: (place.height - 2 * Theme.gap) / 3
    readonly property list<rect> sizes: session.layout.cells(Qt.rect(0, 0, place.width, third), setup.usualDiagonals.length, Theme.controlMinimum / Theme.mm, Math.min(third, Theme.controlMinimum) / Theme.mm)
    readonly property int lineMm: 200 * Theme.mm < 0.9 * place.width ? 200 : 100

    width: place.width
    height: place.height

    Repeater {
        model: root.setup.usualDiagonals

        ChoiceButton {
            required property int index
            required property real modelData

            objectName: "diagonal" + modelData
            place: root.sizes[index] ?? Qt.rect(0, 0, 0, 0)
            shown: index < root.sizes.length
            guard: root.guard
            text: qsTr("%1 inch").arg(modelData)
            shownText: modelData
            chosen: Math.abs(root.setup.diagonalIn - modelData) < 0.25
            onTriggered: root.setup.diagonalIn = modelData
        }
    }
    Stepper {
        object: "diagonal"
        place: Qt.rect(0, root.third + Theme.gap, root.place.width, root.third)
        guard: root.guard
        caption: qsTr("inch from corner to corner")
        value: Math.round(2 * root.setup.diagonalIn) / 2
        onLess: root.setup.diagonalIn -= 0.5
        onMore: root.setup.diagonalIn += 0.5
    }
    Item {
        id: ruler

        objectName: "ruler"
        x: (root.place.width - width) / 2
        y: 2 * (root.third + Theme.gap)
        width: root.lineMm * Theme.mm
        height: root.third

        Accessible.role: Accessible.Graphic
        Accessible.name: question.text

        Rectangle {
            y: 0.3 * parent.height
            width: parent.width
            height: Math.max(2, Math.round(1.5 * Theme.mm))
            color: Theme.ink
        }
        Repeater {
            model: root.lineMm / 10 + 1

            Rectangle {
                required property int index
                readonly property bool tall: index % 5 === 0

                x: Math.round(index * 10 * Theme.mm - width / 2)
                y: 0.3 * ruler.height - height
                width: Math.max(1, Math.round(Theme.mm))
                height: (tall ? 0.3 : 0.16) * ruler.height
                color: Theme.ink
            }
        }
        Words {
            id: question

            anchors.horizontalCenter: parent.horizontalCenter
            y: 0.45 * parent.height - capTop
            size: Theme.capLeader
            room: root.place.width
            font.weight: TypeScale.plain
            text: qsTr("Lay a ruler here: is this line %1 cm long?").arg(root.lineMm / 10)
            Accessible.ignored: true
        }
    }
}
