// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Tutti.Controls
import Tutti.Session

// The picture of what is said to a seat.
QtObject {
    function picture(sign: int): int {
        switch (sign) {
        case SeatModel.Look: return Glyph.Eye;
        case SeatModel.AllPlay: return Glyph.Djembe;
        case SeatModel.BigBeat: return Glyph.LowDrum;
        case SeatModel.Finish: return Glyph.Finish;
        case SeatModel.AllRoll: return Glyph.Roll;
        case SeatModel.Louder: return Glyph.Louder;
        case SeatModel.Softer: return Glyph.Softer;
        case SeatModel.Faster: return Glyph.Faster;
        case SeatModel.Slower: return Glyph.Slower;
        case SeatModel.Settle: return Glyph.Settle;
        case SeatModel.AllOnOne: return Glyph.AllOnOne;
        case SeatModel.Listen: return Glyph.Ear;
        case SeatModel.YourTurn: return Glyph.Djembe;
        case SeatModel.ChooseWho: return Glyph.ChooseWho;
        case SeatModel.OnePlays: return Glyph.OnePlays;
        case SeatModel.WindDown: return Glyph.WindDown;
        case SeatModel.Calm: return Glyph.Waves;
        case SeatModel.ChangePlaces: return Glyph.ChangePlaces;
        case SeatModel.TouchToLead:
        case SeatModel.YouLead: return Glyph.Baton;
        case SeatModel.Rests: return Glyph.Chair;
        case SeatModel.Silent: return Glyph.QuietOne;
        case SeatModel.Snow: return Glyph.Snow;
        case SeatModel.TwoTogether: return Glyph.TwoTogether;
        case SeatModel.Talk: return Glyph.Talk;
        default: return -1;
        }
    }
}
