// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

// The tokens of the look: colours of three themes, and sizes in millimetres. Constants but for what Main tells it:
// which theme, whether to keep still, how large a millimetre is, and how tall the three sizes of words are here.
QtObject {
    id: root

    enum Choice { Paper, Dusk, Contrast }

    property int choice: Theme.Paper
    property real mm: 1           // px in a millimetre of glass
    property real unit: 1         // px in what is a millimetre on a full-sized wall panel and less on a small one
    property real capRoom: 49     // cap heights in px: words for the room,
    property real capSeat: 24     // for a seat,
    property real capLeader: 12   // for who stands at the screen
    property bool still: false    // only outlines answer

    readonly property Tokens paper: Tokens {
        ground: "#FBF7EF"
        stage: "#F1EADB"
        panel: "#FFFFFF"
        ink: "#1B1626"
        quietInk: "#50475E"
        line: "#8A7F99"
        seats: ["#997F37", "#4C81BC", "#11594B", "#C64A78", "#7C4515", "#52336A"]
    }
    readonly property Tokens dusk: Tokens {
        ground: "#17131F"
        stage: "#211B2D"
        panel: "#2C2440"
        ink: "#FBF6EC"
        quietInk: "#B9AFC9"
        line: "#84799C"
        seats: ["#ECBB46", "#3198F1", "#AAEEC9", "#EC6D9B", "#9E6F4E", "#D8C9FD"]
    }
    // Two colours. Seats are told apart by shape and place alone.
    readonly property Tokens contrast: Tokens {
        ground: "#000000"
        stage: "#000000"
        panel: "#000000"
        ink: "#FFFF00"
        quietInk: "#FFFF00"
        line: "#FFFF00"
        seats: ["#FFFF00", "#FFFF00", "#FFFF00", "#FFFF00", "#FFFF00", "#FFFF00"]
    }
    readonly property Tokens tokens: choice === Theme.Dusk ? dusk : choice === Theme.Contrast ? contrast : paper

    readonly property color ground: tokens.ground
    readonly property color stage: tokens.stage
    readonly property color panel: tokens.panel
    readonly property color ink: tokens.ink
    readonly property color quietInk: tokens.quietInk
    readonly property color line: tokens.line

    readonly property real padMinimum: 60 * mm
    readonly property real controlMinimum: 30 * mm
    readonly property real padEdge: 6 * unit
    readonly property real padEdgeLit: 11 * unit
    readonly property real shapeInRing: 0.62 // of a ringed shape's width, as Glyph draws it
    readonly property real buttonEdge: 4 * unit
    readonly property real buttonRadius: 20 * unit
    readonly property real gap: 8 * unit
    readonly property real focusEdge: 4 * unit
    // How far a shape swells when struck. A 35 mm square of glass lying across its edge then changes by this / 35 mm
    // of the step from fill to shape: below the 0.10 of relative luminance that FlashGuard allows, so it may be as
    // often as people like. Yellow on black is the largest step there is and gets the smallest swell.
    readonly property real swell: (choice === Theme.Contrast ? 2.5 : 3.5) * mm

    function seatColor(seat: int): color {
        return tokens.seats[seat % 6];
    }
    // A sixth of the colour on the ground: with a fifth, gold on its own fill falls below 3:1. Opaque, for that is
    // cheaper to draw than to blend.
    function seatFill(seat: int): color {
        const c = tokens.seats[seat % 6];
        return Qt.rgba(ground.r + (c.r - ground.r) / 6, ground.g + (c.g - ground.g) / 6, ground.b + (c.b - ground.b) / 6, 1);
    }
}
