// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Tutti.Controls

// Words of a given cap height, which can be placed by their capitals instead of by the font's own box.
Text {
    id: root

    property real size: Theme.capSeat  // the cap height wanted: one of the three
    property real room: -1             // how wide it may be; where that is too little it gives way, up to the next size
    readonly property real smaller: size > Theme.capSeat ? Theme.capSeat : Theme.capLeader
    readonly property real cap: room < 0 ? size : TypeScale.fit(text, size, smaller, room)
    // From the top of the item to the top of the first line's capitals.
    readonly property real capTop: baselineOffset - cap
    // From the top of the first line's capitals to the last baseline.
    readonly property real capBlock: cap + (lineCount - 1) * pitch
    property real pitch: Math.round(1.68 * cap) // from baseline to baseline

    color: Theme.ink
    font.family: TypeScale.family
    font.weight: TypeScale.strong
    font.pixelSize: TypeScale.pixelSize(cap)
    lineHeightMode: Text.FixedHeight
    lineHeight: pitch
    horizontalAlignment: Text.AlignHCenter
    textFormat: Text.PlainText

    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
