// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"
#include "measures/spans.h"

#include <span>

namespace tutti::measures {

/// A hit stands for playing from itself to this long after.
inline constexpr Micros kActiveAfterHit = 5s;

struct ActiveTime {
    Figure seconds;
    Figure share; ///< of the time there; 0 to 1
};

/// The union of [t, t + 5 s] over the hits, within the time there (present, neither resting nor paused).
[[nodiscard]] ActiveTime activeTimeOf(std::span<const Micros> hits, const Spans &there);

} // namespace tutti::measures
