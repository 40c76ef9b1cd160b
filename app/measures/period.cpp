// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/period.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace tutti::measures {

namespace {

constexpr double kShortestMs = 200;
constexpr double kShortestBeatMs = 400;
constexpr double kSame = 1e-9; // scores of whole multiples differ by the last bits of cos alone

} // namespace

std::optional<double> periodScore(std::span<const double> intervalsMs, double periodMs)
{
    if (intervalsMs.empty() || !(periodMs > 0))
        return std::nullopt;
    double sum = 0;
    for (const double interval : intervalsMs)
        sum += std::cos(2 * std::numbers::pi * interval / periodMs);
    return sum / static_cast<double>(intervalsMs.size());
}

std::optional<Period> bestPeriod(std::span<const double> intervalsMs, PeriodRange range)
{
    if (!(range.stepMs > 0))
        return std::nullopt;
    std::optional<Period> best;
    for (int k = 0; range.fromMs + k * range.stepMs <= range.toMs + kSame; ++k) {
        const double ms = range.fromMs + k * range.stepMs;
        const auto score = periodScore(intervalsMs, ms);
        if (score && (!best || *score >= best->score - kSame))
            best = Period{ms, best ? std::max(*score, best->score) : *score};
    }
    return best;
}

Tempo tempoOf(std::span<const double> intervalsMs)
{
    std::vector<double> beats;
    for (const double interval : intervalsMs)
        if (interval >= kShortestMs)
            beats.push_back(interval);
    const int n = static_cast<int>(beats.size());
    if (n < kMinTempoIois)
        return {figure(std::nullopt, n, kMinTempoIois), figure(std::nullopt, n, kMinTempoIois)};

    const Period best = *bestPeriod(beats);
    Tempo tempo{{}, figure(best.score, n, kMinTempoIois)};
    std::optional<double> period;
    if (best.score >= std::max(0.57, 3.4 / std::sqrt(n))) {
        period = best.ms;
        while (*period < kShortestBeatMs)
            *period *= 2;
    }
    tempo.periodMs = figure(period, n, kMinTempoIois, "no shared beat found");
    return tempo;
}

} // namespace tutti::measures
