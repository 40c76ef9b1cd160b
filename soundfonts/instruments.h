// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synthesis.h"

#include <string>
#include <vector>

/// What the embedded set consists of: the recipe of each instrument of the catalogue.
namespace tutti {

/// One wave and the keys and strengths it serves.
struct BankZone {
    synthesis::Wave wave;
    int rootKey = 60;           ///< the key at which the wave sounds as it is
    int lowKey = 0, highKey = 127;
    int lowVelocity = 0, highVelocity = 127;
    double attackSeconds = 0;   ///< 0: as fast as the player can
    double releaseT60 = 0;      ///< fall after the key is let go; 0: at the pace it falls anyway
    double tremoloDb = 0, tremoloHz = 0;
};

/// A preset at the address the catalogue gives its instrument.
struct BankPreset {
    std::string name; ///< at most 20 characters
    int bank = 0, program = 0;
    std::vector<BankZone> zones;
};

/// All of them, about two seconds of work. The same every time.
[[nodiscard]] std::vector<BankPreset> embeddedPresets();

} // namespace tutti
