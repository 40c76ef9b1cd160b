// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"
#include "measures/playing.h"

#include <optional>
#include <span>

namespace tutti::measures {

/// Hits are counted in windows of this length.
inline constexpr Micros kMatchWindow = 2s;

/// Pearson's r, -1 to 1. None below two pairs and where either never changes. As many of one as of the other.
[[nodiscard]] std::optional<double> correlation(std::span<const double> a, std::span<const double> b);

/// How the two seats with most hits grow and fade together: the correlation of their hits in each 2 s. Of equals the lower
/// seats are taken. The time is that in which both are there, end to end, in whole windows from the first hit of either to
/// the last. `n` counts windows.
[[nodiscard]] Figure dynamicsMatch(const Playing &playing);

} // namespace tutti::measures
