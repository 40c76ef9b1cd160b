// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {

/// Where a SoundFont keeps a sound.
struct Preset {
    int bank = 0;    ///< 0 to 128
    int program = 0; ///< 0 to 127
    friend bool operator==(const Preset &, const Preset &) = default;
};

/// The bank of the drum kits.
inline constexpr int kDrumBank = 128;

/// A SoundFont cannot say that a preset's strokes differ from one to the next. So each variation has a preset of its
/// own: that of a pitched one in the banks above the first, that of a kit at the programs above it.
[[nodiscard]] constexpr Preset variationOf(Preset first, int variation) noexcept
{
    return first.bank == kDrumBank ? Preset{first.bank, first.program + variation} : Preset{first.bank + variation, first.program};
}

} // namespace tutti
