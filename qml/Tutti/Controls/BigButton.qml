// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A picture, a word, or both. Acts when the last finger lifts within it, so a hand laid there by mistake can slide off.
Control {
    id: root

    required property string text
    property string shownText: text       // with line breaks, where it has any
    property int kind: -1                 // a Glyph.Kind, or no picture
    property color pictureColor: Theme.ink
    property real cap: Theme.capSeat
    property bool worded: true            // the word is shown; it is always said
    property bool quiet: false            // words that matter less
    property bool flat: false             // words only, no edge
    property bool across: false           // the picture before the word instead of above it
    property bool ground: false           // lies on a panel itself
    property bool main: false             // the one that most people look for: ink, with words in the ground's colour
    property bool chosen: false           // the one of several that is on
    readonly property real thickEdge: Math.round(2.4 * edge) // when chosen
    property bool choosable: chosen
    property bool actsOnPress: false      // Stop alone
    property StrayGuard guard: null       // where an arm may lean on it
    property real edge: Math.max(2, Math.round(Math.min((ground ? 0.75 : 1) * Theme.buttonEdge, 0.04 * Math.min(width, height))))
    property real pictureShare: 0.74      // of the width, at most
    readonly property bool pictured: kind >= 0

    signal triggered()

    slack: 10 * Theme.unit
    cornerRadius: Math.min(Theme.buttonRadius, 0.2 * Math.min(width, height))

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.focusable: true
    Accessible.onPressAction: root.triggered()

    onPressed: if (actsOnPress) root.triggered()
    onDownChanged: if (down) guard?.press()
    onTapped: if (!actsOnPress && (guard?.means() ?? true)) root.triggered()
    onLifted: guard?.lift()
    onKeyDownChanged: if (keyDown) root.triggered()

    Rectangle {
        anchors.fill: parent
        visible: !root.flat
        radius: root.cornerRadius
        color: root.main ? Theme.ink : root.ground ? Theme.ground : Theme.panel
        border.color: root.main && root.down ? Theme.line : Theme.ink
        border.width: root.down ? 2 * root.edge : root.chosen ? root.thickEdge : root.edge
    }

    Item {
        id: block

        readonly property real parting: !root.worded ? 0 : root.across ? 0.9 * words.cap : Math.max(0.5 * words.cap, 0.085 * root.height)
        readonly property real wordHeight: root.worded ? words.capBlock : 0
        readonly property real heightLeft: root.height - 2 * (root.choosable ? root.thickEdge : root.edge) - words.cap
            - (root.across || !root.worded ? 0 : parting + wordHeight)
        // A picture too small to be told is left out.
        readonly property bool pictured: root.pictured && (root.across || !root.worded || heightLeft >= 0.8 * words.cap)
        readonly property bool both: pictured && root.worded
        readonly property real between: both ? parting : 0
        // As high for a wide picture as for a square one, so that words stand in line from button to button. Where it can, it
        // leaves room for the tails of letters below.
        readonly property real picture: !pictured ? 0 : Math.max(0, Math.min(root.pictureShare * root.width,
            root.across && both ? 2.4 * words.cap : both ? Math.max(heightLeft - 0.5 * words.cap, Math.min(heightLeft, 2 * words.cap)) : heightLeft))
        readonly property real pictureWidth: Math.min(picture * glyph.aspect, root.pictureShare * root.width)

        anchors.centerIn: parent
        width: root.across && both ? pictureWidth + between + words.contentWidth : root.width
        height: root.across ? Math.max(picture, wordHeight) : picture + between + wordHeight

        Glyph {
            id: glyph

            visible: block.pictured
            x: root.across && block.both ? 0 : (block.width - width) / 2
            y: root.across ? (block.height - height) / 2 : 0
            width: block.pictureWidth
            height: block.picture
            kind: Math.max(0, root.kind)
            color: root.main ? Theme.ground : root.pictureColor
            strokeWidth: Math.max(2, Math.min(6 * Theme.unit, 0.075 * block.picture))
        }

        Words {
            id: words

            visible: root.worded
            x: root.across && block.both ? block.width - contentWidth : 0
            y: (root.across ? (block.height - capBlock) / 2 : block.picture + block.between) - capTop
            width: root.across && block.both ? contentWidth : root.width
            horizontalAlignment: root.across && block.both ? Text.AlignLeft : Text.AlignHCenter
            size: root.cap
            room: root.width - 2 * root.edge - (root.across && block.both ? 3.9 : 0.3) * root.cap
            text: root.shownText
            color: root.main ? Theme.ground : root.quiet ? Theme.quietInk : Theme.ink
            Accessible.ignored: true
        }
    }
}
