// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"
#include "measures/exchanges.h"
#include "measures/figure.h"

#include <optional>
#include <span>
#include <vector>

/// How like an answer is to the call before it. An answer need not be a copy: an idea of one's own is an answer too.
/// A phrase has a shape from two hits on that are not all at once; below that everything here is undefined.
namespace tutti::measures {

/// The steps of the grid that answers by chance are made of: eighths of the phrase.
inline constexpr int kChanceSteps = 8;

/// Onsets in order, as parts of the phrase: the first hit is 0, the last is 1. Empty where the phrase has no shape.
[[nodiscard]] std::vector<double> scaled(std::span<const Micros> onsets);

/// The cheapest way from one list of times to the other (Victor and Purpura 1996): 1 for each hit left out or put in,
/// 10 |dt| for one that is moved, so that moving pays up to a fifth of the phrase.
[[nodiscard]] double editDistance(std::span<const double> a, std::span<const double> b);

/// 1 - editDistance / (hits of both), of scaled phrases: 1 a copy, at whatever tempo.
[[nodiscard]] std::optional<double> likeness(std::span<const double> call, std::span<const double> answer);

/// The mean likeness of every answer of so many hits on the grid, the first at its beginning, the last at its end. None
/// where the grid has fewer than so many places (9).
[[nodiscard]] std::optional<double> likenessByChance(std::span<const double> call, std::size_t hits);

/// (likeness - chance) / (1 - chance), in the manner of Cohen's kappa: 0 is what any answer of so many hits has, 1 a copy.
/// None where chance is none, and where it is 1: two hits answer two hits in one way only.
[[nodiscard]] std::optional<double> likenessAdjusted(std::span<const double> call, std::span<const double> answer);

/// Dynamic time warping of the logarithms of the intervals, at a cost of |difference|: 0 the same rhythm, at one tempo;
/// ln 2 for each interval of twice the length. Intervals of any unit. None where a phrase has no interval, or one of 0.
[[nodiscard]] std::optional<double> rhythmDistance(std::span<const double> callIntervals, std::span<const double> answerIntervals);

/// 1 - Levenshtein distance / hits of the longer: 1 the same pads in the same order.
[[nodiscard]] std::optional<double> padOrder(std::span<const PadIndex> call, std::span<const PadIndex> answer);

struct Likeness {
    Figure likeness;
    Figure adjusted;
    Figure rhythmDtw;
    Figure padOrder;
};

/// Means over exchanges; `n` counts those that have this number.
[[nodiscard]] Likeness likenessOf(std::span<const Exchange> exchanges);

} // namespace tutti::measures
