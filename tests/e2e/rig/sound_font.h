// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/result.h"

#include <filesystem>
#include <vector>

namespace tutti::rig {

/// A tone of the rig's SoundFont: every key of the range sounds as a sine of exactly `hz`, so each pad of a screen can be
/// given a pitch that is nobody else's and be told from the others in one recording.
struct Tone {
    int bank = 0;
    int program = 0;
    int lowKey = 0;
    int highKey = 127;
    double hz = 750;
    bool silent = false;
};

/// How each strike runs: instant, then down to `sustainDb`, held there, gone soon after its end.
/// With a sustain of -100 dB a strike is a short burst.
struct Shape {
    double attackS = 0.001;
    double decayS = 0.3;      ///< for a fall of 100 dB
    double sustainDb = -14;
    double releaseS = 0.08;   ///< for a fall of 100 dB
    bool square = false;      ///< full scale from the first sample: for timing
};

/// Writes a SoundFont of a few KB. Presets that `tones` does not name (all of bank 0, the drum kit) get a plain sine.
Result<void> writeSoundFont(const std::filesystem::path &file, const std::vector<Tone> &tones, const Shape &shape);

} // namespace tutti::rig
