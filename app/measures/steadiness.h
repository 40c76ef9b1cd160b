// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"
#include "measures/figure.h"

#include <optional>
#include <span>
#include <vector>

namespace tutti::measures {

/// Intervals between one seat's onsets (IOIs) that follow each other without a break, in milliseconds, 0 or more.
using Phrase = std::vector<double>;

[[nodiscard]] std::optional<double> mean(std::span<const double> values);
/// With n - 1; none below two values.
[[nodiscard]] std::optional<double> standardDeviation(std::span<const double> values);
[[nodiscard]] std::optional<double> median(std::span<const double> values);
/// SD / mean; none where the mean is 0.
[[nodiscard]] std::optional<double> coefficientOfVariation(std::span<const double> values);
/// 1.4826 times the median absolute deviation, over the median: one long wait hardly moves it. None where the median is 0.
[[nodiscard]] std::optional<double> robustVariation(std::span<const double> values);
/// Normalised pairwise variability index: 100 times the mean of |a - b| / ((a + b) / 2) over neighbours within a phrase.
/// Two neighbours of 0 do not differ. None without a pair.
[[nodiscard]] std::optional<double> npvi(std::span<const Phrase> phrases);
[[nodiscard]] std::optional<double> npvi(std::span<const double> phrase);

/// The intervals between onsets given in order.
[[nodiscard]] Phrase intervalsOf(std::span<const Micros> onsets);
/// Cuts at every interval over max(3 medians, 4 s), the median taken over all of them: a wait that long is a rest between
/// phrases, not playing, and is left out.
[[nodiscard]] std::vector<Phrase> splitIntoPhrases(std::span<const Phrase> runs);
/// All intervals of the phrases in one list.
[[nodiscard]] std::vector<double> pooled(std::span<const Phrase> phrases);

struct Steadiness {
    Figure meanMs;
    Figure sdMs;
    Figure cv;
    Figure robustCv;
    Figure npvi;
};

/// Of intervals that are cut into phrases first; `n` counts the intervals left.
[[nodiscard]] Steadiness steadinessOf(std::span<const Phrase> runs);

} // namespace tutti::measures
