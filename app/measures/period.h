// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"

#include <optional>
#include <span>

namespace tutti::measures {

/// How well intervals fit whole numbers of a period, beats left out included: the mean of cos(2 pi interval / period).
/// 1 is every one of them, about 0 is chance. Milliseconds; period over 0. None without intervals.
[[nodiscard]] std::optional<double> periodScore(std::span<const double> intervalsMs, double periodMs);

struct Period {
    double ms = 0;
    double score = 0;
};

/// Periods from `fromMs` to `toMs`, both included, `stepMs` apart.
struct PeriodRange {
    double fromMs = 200;
    double toMs = 1500;
    double stepMs = 5;
};

/// The period of the best score; of equals the longest. None without intervals or without periods.
[[nodiscard]] std::optional<Period> bestPeriod(std::span<const double> intervalsMs, PeriodRange range = {});

struct Tempo {
    Figure periodMs; ///< in 400 to 1500 ms where a beat was found
    Figure score;
};

/// The beat that all seats' intervals have in common (each between two onsets of one seat). Those under 200 ms are rolls
/// and are left out. A few intervals fit some period by chance, so a beat is found from 12 on with a score of at least
/// max(0.57, 3.4 / sqrt(n)).
[[nodiscard]] Tempo tempoOf(std::span<const double> intervalsMs);

} // namespace tutti::measures
