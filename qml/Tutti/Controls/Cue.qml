// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// A picture and a word, side by side or one above the other: what a seat, or everybody, is asked to do. Where there is
// too little room for the size wanted the word breaks in two, then both grow smaller.
Item {
    id: root

    required property string text
    property int kind: -1
    property bool quiet: false   // words that matter less
    property bool stacked: false // the picture above the word; else beside it, or above where that leaves more room
    property real size: Theme.capSeat
    property real room: -1    // how wide it may be, in px; -1: as wide as it is
    property real high: 0     // how high it may be; one line and the picture always may
    property real disc: 0     // the diameter of the disc it has to lie in, instead of the two
    readonly property bool broken: setting.broken
    readonly property real cap: setting.cap
    readonly property bool fits: setting.fits
    readonly property bool above: setting.above && kind >= 0
    // The picture and what parts it from the word, in caps.
    readonly property real before: kind >= 0 && !above ? 2.8 : 0
    readonly property real over: kind >= 0 && above ? 1.9 : 0
    readonly property var setting: {
        const two = TypeScale.twoLines(text);
        const oneLine = text !== two || !text.includes("\n");
        const sizes = [size, Theme.capSeat, Theme.capLeader].filter(each => each <= size);
        const pictured = kind >= 0;
        for (const cap of sizes)
            for (const above of [false, true])
                for (const broken of [false, true]) {
                    if (above !== stacked && (stacked || high <= 0))
                        continue;
                    const lines = broken || !oneLine ? 2 : 1;
                    const w = TypeScale.width(broken ? two : text, cap) + (pictured && !above ? 2.8 * cap : 0);
                    const h = ((pictured && above ? 1.9 : 0) + 1 + 1.68 * (lines - 1)) * cap;
                    if (disc > 0 ? h < disc && w <= 0.92 * Math.sqrt(disc * disc - h * h)
                                 : (room < 0 || w <= room) && (high > 0 ? h <= high : lines === 1))
                        return { cap: cap, broken: broken, above: above, fits: true };
                }
        return { cap: Math.min(size, Theme.capLeader), broken: high > 0 || disc > 0, above: stacked, fits: false };
    }

    implicitWidth: above ? Math.max(picture.width, words.width) : before * cap + words.width
    implicitHeight: above ? over * cap + words.capBlock : Math.max(1.9 * cap, words.capBlock)

    Glyph {
        id: picture

        visible: root.kind >= 0
        x: root.above ? (root.width - width) / 2 : 0
        y: root.above ? 0 : (root.height - height) / 2
        width: root.cap * (root.above ? 1.4 : root.broken ? 2.5 : 1.9)
        height: width
        kind: Math.max(0, root.kind)
        color: Theme.ink
        strokeWidth: Math.max(2, 0.21 * root.cap)
    }
    Words {
        id: words

        x: root.above ? (root.width - width) / 2 : root.before * root.cap
        y: (root.above ? root.over * root.cap : (root.height - capBlock) / 2) - capTop
        horizontalAlignment: root.above ? Text.AlignHCenter : Text.AlignLeft
        size: root.cap
        color: root.quiet ? Theme.quietInk : Theme.ink
        text: root.broken ? TypeScale.twoLines(root.text) : root.text
    }
}
