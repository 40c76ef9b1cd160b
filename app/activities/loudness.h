// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>

namespace tutti {

/// Why the master is asked to be where it is. The engine applies the sum and keeps it under its ceiling.
struct Loudness {
    /// Softer and Louder. No step is above 4 dB; the limiter's ceiling lies above the top one.
    static constexpr std::array<double, 5> kDynamics{-8, -4, 0, 3, 6};
    static constexpr double kCalmDb = -6;
    static constexpr double kDenseDb = -6;
    static constexpr double kFadedDb = -8;
    static constexpr double kAwayDb = -9;

    int dynamic = 2;    ///< index into the ladder
    bool calm = false;
    bool dense = false; ///< the governor softens everything
    bool faded = false; ///< a cool-down is under way
    bool away = false;  ///< people change places
    double conducted = 0; ///< dB, at most 0: one of them leads
    double frozen = 0;    ///< dB, at most 0: music that was stopped begins again

    /// What does not outlast what was played.
    void clear()
    {
        dense = faded = away = false;
        conducted = frozen = 0;
    }
    void step(int by) { dynamic = std::clamp(dynamic + by, 0, static_cast<int>(kDynamics.size()) - 1); }
    [[nodiscard]] double db() const
    {
        return kDynamics[static_cast<std::size_t>(dynamic)] + (calm ? kCalmDb : 0) + (dense ? kDenseDb : 0) + (faded ? kFadedDb : 0)
               + (away ? kAwayDb : 0) + conducted + frozen;
    }
    friend bool operator==(const Loudness &, const Loudness &) = default;
};

} // namespace tutti
