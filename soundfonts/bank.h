// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preset.h"
#include "synthesis.h"

#include <string>
#include <vector>

/// What a bank consists of.
namespace tutti {

/// One wave and the keys and strengths it serves.
struct BankZone {
    synthesis::Wave wave;
    int rootKey = 60;           ///< the key at which the wave sounds as it is
    int lowKey = 0, highKey = 127;
    int lowVelocity = 0, highVelocity = 127;
    double hardHz = 0, softHz = 0; ///< the player's low-pass at the highest and the lowest velocity; 0: open ...
    double liftDb = 0;          ///< ... and what it adds for that as strikes get weaker, over all 128 velocities
    double dimOctaves = 0, dimSeconds = 1; ///< by so much the low-pass closes further while it rings, within that time
    double attackSeconds = 0;   ///< 0: as fast as the player can
    double releaseT60 = 0;      ///< fall after the key is let go; 0: at the pace it falls anyway
    double tremoloDb = 0, tremoloHz = 0;
};

/// A preset at the address the catalogue gives its instrument, or one of its variations.
struct BankPreset {
    std::string name; ///< at most 20 characters
    Preset address;
    std::vector<BankZone> zones;
};

} // namespace tutti
