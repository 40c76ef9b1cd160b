// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/shares.h"

#include <cmath>
#include <numeric>

namespace tutti::measures {

namespace {

double total(std::span<const double> amounts)
{
    return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

} // namespace

std::optional<double> gini(std::span<const double> amounts)
{
    const double sum = total(amounts);
    if (amounts.size() < 2 || !(sum > 0))
        return std::nullopt;
    double differences = 0;
    for (const double a : amounts)
        for (const double b : amounts)
            differences += std::abs(a - b);
    return differences / (2 * static_cast<double>(amounts.size()) * sum);
}

std::optional<double> giniCorrected(std::span<const double> amounts)
{
    const auto plain = gini(amounts);
    if (!plain)
        return std::nullopt;
    const auto n = static_cast<double>(amounts.size());
    return *plain * n / (n - 1);
}

std::optional<double> evenness(std::span<const double> amounts)
{
    const double sum = total(amounts);
    if (amounts.size() < 2 || !(sum > 0))
        return std::nullopt;
    double entropy = 0;
    for (const double a : amounts)
        if (a > 0)
            entropy -= a / sum * std::log(a / sum);
    return entropy / std::log(static_cast<double>(amounts.size()));
}

Shares sharesOf(std::span<const double> hits)
{
    constexpr const char *kAlone = "one seat alone has nobody to share with";
    const int n = static_cast<int>(total(hits));
    const char *why = hits.size() == 1 ? kAlone : kNotEnough;
    return {
        .gini = figure(gini(hits), n, kMinShareHits, why),
        .giniCorrected = figure(giniCorrected(hits), n, kMinShareHits, why),
        .evenness = figure(evenness(hits), n, kMinShareHits, why),
    };
}

} // namespace tutti::measures
