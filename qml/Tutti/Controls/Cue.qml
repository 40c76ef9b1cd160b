// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A picture and a word, side by side or one above the other: what a seat, or everybody, is asked to do. Where there is
// too little room for the size wanted the word breaks in two, then both grow smaller.
Item {
    id: root

    required property string text
    property int kind: -1
    property bool over: false // the picture above the word
    property real size: Theme.capSeat
    property real room: -1    // how wide it may be, in px; -1: as wide as it is
    property real high: 0     // how high it may be; one line and the picture always may
    property real disc: 0     // the diameter of the disc it has to lie in, instead of the two
    readonly property real across: over || kind < 0 ? 0 : 2.8   // the picture and what parts it from the word, in caps
    readonly property real above: over && kind >= 0 ? 2.2 : 0
    readonly property bool broken: setting.broken
    readonly property real cap: setting.cap
    readonly property bool fits: setting.fits
    readonly property var setting: {
        const two = TypeScale.twoLines(text);
        const sizes = [size, Theme.capSeat, Theme.capLeader].filter(each => each <= size);
        for (const cap of sizes) {
            const fits = (words, lines) => {
                const w = TypeScale.width(words, cap) + across * cap;
                const h = (above + 1 + 1.68 * (lines - 1)) * cap;
                if (disc > 0)
                    return h < disc && w <= 0.92 * Math.sqrt(disc * disc - h * h);
                return (room < 0 || w <= room) && (high <= 0 ? lines === 1 : h <= high);
            };
            if (fits(text, text === two && text.includes("\n") ? 2 : 1))
                return { cap: cap, broken: false, fits: true };
            if (fits(two, 2))
                return { cap: cap, broken: true, fits: true };
        }
        return { cap: Math.min(size, Theme.capLeader), broken: high > 0 || disc > 0, fits: false };
    }

    implicitWidth: over ? Math.max(picture.width, words.width) : across * cap + words.width
    implicitHeight: over ? above * cap + words.capBlock : Math.max(1.9 * cap, words.capBlock)

    Glyph {
        id: picture

        visible: root.kind >= 0
        x: root.over ? (root.width - width) / 2 : 0
        y: root.over ? 0 : (root.height - height) / 2
        width: root.cap * (root.over ? 1.6 : root.broken ? 2.5 : 1.9)
        height: width
        kind: Math.max(0, root.kind)
        color: Theme.ink
        strokeWidth: Math.max(2, 0.21 * root.cap)
    }
    Words {
        id: words

        x: root.over ? (root.width - width) / 2 : root.across * root.cap
        y: (root.over ? root.above * root.cap : (root.height - capBlock) / 2) - capTop
        horizontalAlignment: root.over ? Text.AlignHCenter : Text.AlignLeft
        size: root.cap
        text: root.broken ? TypeScale.twoLines(root.text) : root.text
    }
}
