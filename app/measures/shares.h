// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"

#include <optional>
#include <span>

/// How playing was spread over everyone present, those who played nothing included. Equal is not better: leading and
/// listening are taking part. All are undefined for one person and where nobody played.
namespace tutti::measures {

/// Sum of |x_i - x_j| over all pairs / (2 n^2 mean): 0 all equal, towards 1 all by one.
[[nodiscard]] std::optional<double> gini(std::span<const double> amounts);
/// Gini n / (n - 1): reaches 1 in a small group too.
[[nodiscard]] std::optional<double> giniCorrected(std::span<const double> amounts);
/// Pielou's J = -sum p ln p / ln n: 1 all equal, 0 all by one.
[[nodiscard]] std::optional<double> evenness(std::span<const double> amounts);

struct Shares {
    Figure gini;
    Figure giniCorrected;
    Figure evenness;
};

/// Of counts of hits; `n` is all of them together.
[[nodiscard]] Shares sharesOf(std::span<const double> hits);

} // namespace tutti::measures
