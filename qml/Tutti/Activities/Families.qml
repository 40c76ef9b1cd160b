// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Tutti.Controls
import Tutti.Session

// The picture of a family of instruments.
QtObject {
    function picture(family: int): int {
        switch (family) {
        case InstrumentModel.Drum: return Glyph.Djembe;
        case InstrumentModel.Wood: return Glyph.Wood;
        case InstrumentModel.Shaker: return Glyph.Shaker;
        case InstrumentModel.Bar: return Glyph.Bars;
        case InstrumentModel.Tongue: return Glyph.Tongues;
        case InstrumentModel.Bell: return Glyph.Bell;
        case InstrumentModel.Bowl: return Glyph.Bowl;
        case InstrumentModel.String: return Glyph.Strings;
        case InstrumentModel.Bass: return Glyph.LowString;
        default: return Glyph.Waves;
        }
    }
}
