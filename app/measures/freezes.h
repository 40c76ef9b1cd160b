// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "measures/figure.h"
#include "measures/playing.h"

#include <optional>
#include <span>
#include <vector>

namespace tutti::measures {

/// Nobody stops in no time: hits so soon after a freeze has begun are not counted.
inline constexpr Micros kFreezeGrace = 1s;

/// Own hits of all seats in two windows of one length.
struct FreezeHits {
    int before = 0; ///< up to the `warn`
    int during = 0; ///< from 1 s into the `freeze` to its end
    friend bool operator==(const FreezeHits &, const FreezeHits &) = default;
};

/// Each freeze of a session that came out of music, with the pauses cut out. Left out are those of 1 s or less, those
/// before which there was less music than the window is long, and one that the log does not see the end of.
[[nodiscard]] std::vector<FreezeHits> freezesOf(const Playing &playing, std::span<const Output> outputs);

/// 1 - during / before: 1 silence, 0 as many as before, below 0 more. None where there was nothing to stop.
[[nodiscard]] std::optional<double> quietRatio(const FreezeHits &hits);

/// Of the hits of all freezes together; `n` counts freezes.
[[nodiscard]] Figure quietInFreezes(std::span<const FreezeHits> freezes);

} // namespace tutti::measures
