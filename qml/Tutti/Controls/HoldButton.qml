// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Acts when it has been held for a second; a ring fills meanwhile. Let go early and nothing happens.
Control {
    id: root

    required property string text
    property string shownText: text      // with line breaks, where it has any
    property int kind: -1                // a Glyph.Kind within a ring, or a word within its own edge
    property real cap: Theme.capSeat
    property bool quiet: false
    property StrayGuard guard: null      // where an arm may lean on it
    property real edge: Math.max(2, Math.round(Math.min(3 * Theme.unit, 0.06 * Math.min(width, height))))
    property real progress: 0
    readonly property bool pictured: kind >= 0
    readonly property bool held: down || keyDown

    signal triggered()

    cornerRadius: Math.min(Theme.buttonRadius, 0.27 * Math.min(width, height))

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: qsTr("Hold for one second")
    Accessible.focusable: true
    Accessible.onPressAction: root.triggered()

    onDownChanged: if (down) guard?.press()
    onLifted: guard?.lift()
    onHeldChanged: held ? filling.restart() : root.empty()

    function empty(): void {
        filling.stop();
        progress = 0;
    }

    function fill(): void {
        progress = 0;
        if (guard?.means() ?? true)
            root.triggered();
    }

    NumberAnimation {
        id: filling

        target: root
        property: "progress"
        from: 0
        to: 1
        duration: 1000
        onFinished: root.fill()
    }

    Rectangle {
        anchors.fill: parent
        radius: root.cornerRadius
        color: root.quiet ? "transparent" : Theme.panel
        border.color: root.quiet ? Theme.line : Theme.ink
        border.width: root.quiet ? Math.max(2, Math.round(0.67 * root.edge)) : root.edge
    }

    Glyph {
        anchors.fill: parent
        visible: !root.pictured && root.progress > 0
        kind: Glyph.Edge
        color: Theme.ink
        cornerRadius: root.cornerRadius
        strokeWidth: 2.2 * root.edge
        progress: root.progress
    }

    Item {
        id: block

        readonly property real ring: root.pictured ? Math.min(0.74 * root.width, root.height - 2.6 * words.cap - between - words.capBlock) : 0
        readonly property real between: root.pictured ? 1.25 * words.cap : 0

        width: parent.width
        height: ring + between + words.capBlock
        y: (parent.height - height) / 2

        Glyph {
            visible: root.pictured
            anchors.horizontalCenter: parent.horizontalCenter
            width: block.ring
            height: block.ring
            kind: Glyph.Edge
            color: Theme.line
            strokeWidth: 0.068 * block.ring
        }
        Glyph {
            visible: root.pictured && root.progress > 0
            anchors.horizontalCenter: parent.horizontalCenter
            width: block.ring
            height: block.ring
            kind: Glyph.Edge
            color: Theme.ink
            strokeWidth: 0.085 * block.ring
            progress: root.progress
        }
        Glyph {
            visible: root.pictured
            x: (block.width - width) / 2
            y: (block.ring - height) / 2
            width: 0.46 * block.ring
            height: width
            kind: Math.max(0, root.kind)
            color: Theme.ink
            strokeWidth: 0.1 * width
        }
        Words {
            id: words

            width: parent.width
            y: block.ring + block.between - capTop
            size: root.pictured && root.height < 8 * root.cap ? Theme.capLeader : root.cap // the ring comes first
            room: root.width - 2 * root.edge - 0.3 * root.cap
            text: root.shownText
            Accessible.ignored: true
        }
    }
}
