// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tutti {

/// How one instrument of the catalogue is made to sound.
struct InstrumentSound {
    int bank = 0;          ///< 0 for pitched presets, 128 for drum kits
    int program = 0;       ///< 0 to 127
    float gainDb = 0;      ///< -40 to +12; evens out what banks and samples differ in
    float peakDb = -12;    ///< dBFS, the lowest peak of one strike of level 0.8 with that gain, over its keys
    int variations = 1;    ///< presets whose strokes are taken in turn, see core/preset.h
    bool embedded = false; ///< the built-in set's, whatever bank is loaded
    friend bool operator==(const InstrumentSound &, const InstrumentSound &) = default;
};

/// In catalogue order: `Command::instrument` is an index into it.
using SoundBank = std::vector<InstrumentSound>;

} // namespace tutti
