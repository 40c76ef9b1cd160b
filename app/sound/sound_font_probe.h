// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/sound_bank.h"

#include <tl/expected.hpp>

#include <chrono>
#include <string>

/// The trial of a stranger's SoundFont in a process of its own: FluidSynth can crash on a malformed one, and then only
/// the trial ends.
namespace tutti {

/// The other half of SoundFontProbe::check, behind `tutti --probe-soundfont FILE`: loads the file, plays each
/// instrument of the catalogue that is to sound from it for a moment and returns the exit status, 0 or 1. On 1 one
/// sentence is on standard output. Keeps the process from leaving a core file and from taking over 3 GB.
[[nodiscard]] int runProbe(const std::string &path, const SoundBank &instruments);

class SoundFontProbe {
public:
    static constexpr const char *kArgument = "--probe-soundfont";

    /// Tries `path` in `executable`, this program itself. Returns when the trial is over or `patience` has run out.
    /// Thread: any but the audio and the GUI thread, since it waits.
    [[nodiscard]] static tl::expected<void, std::string> check(const std::string &path, const std::string &executable,
                                                               std::chrono::milliseconds patience = std::chrono::seconds(10));
};

} // namespace tutti
