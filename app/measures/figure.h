// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <optional>
#include <string>

namespace tutti::measures {

/// Below these a number says more about chance than about playing, so it is not given.
inline constexpr int kMinHits = 2;       ///< anything worked out from hits at all
inline constexpr int kMinIois = 10;      ///< steadiness
inline constexpr int kMinTempoIois = 12; ///< tempo
inline constexpr int kMinShareHits = 30; ///< shares
inline constexpr int kMinTransfers = 8;  ///< the gap between turns
inline constexpr int kMinTurnHits = 30;  ///< overlap and turn index
inline constexpr int kMinExchanges = 5;  ///< likeness
inline constexpr int kMinFreezes = 3;    ///< quiet in a freeze
inline constexpr int kMinWindows = 5;    ///< match of two seats

inline constexpr const char *kNotEnough = "not enough playing to say";

/// A number, the count it stands on, and why it is missing where it is. Missing is not zero; a value is never NaN.
struct Figure {
    std::optional<double> value;
    int n = 0;
    std::string why; ///< empty when there is a value
    friend bool operator==(const Figure &, const Figure &) = default;
};

/// `value` where `n` reaches `minimum` and there is one, otherwise `why`.
[[nodiscard]] inline Figure figure(std::optional<double> value, int n, int minimum, const char *why = kNotEnough)
{
    if (n < minimum)
        return {std::nullopt, n, kNotEnough};
    if (!value || !std::isfinite(*value))
        return {std::nullopt, n, why};
    return {value, n, {}};
}

/// How many there were; none is an answer too.
[[nodiscard]] inline Figure count(int n)
{
    return {static_cast<double>(n), n, {}};
}

} // namespace tutti::measures
