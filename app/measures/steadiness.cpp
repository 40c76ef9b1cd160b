// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/steadiness.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tutti::measures {

namespace {

constexpr double kLongestMs = 4000; // no interval up to this is ever a rest
constexpr double kLongestMedians = 3;
constexpr double kMadToSd = 1.4826; // makes the deviation of a normal distribution equal its SD

} // namespace

std::optional<double> mean(std::span<const double> values)
{
    if (values.empty())
        return std::nullopt;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<double> standardDeviation(std::span<const double> values)
{
    if (values.size() < 2)
        return std::nullopt;
    const double centre = *mean(values);
    double squares = 0;
    for (const double v : values)
        squares += (v - centre) * (v - centre);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::optional<double> median(std::span<const double> values)
{
    if (values.empty())
        return std::nullopt;
    std::vector<double> sorted(values.begin(), values.end());
    const auto upper = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), upper, sorted.end());
    if (sorted.size() % 2 == 1)
        return *upper;
    return (*upper + *std::max_element(sorted.begin(), upper)) / 2;
}

std::optional<double> coefficientOfVariation(std::span<const double> values)
{
    const auto sd = standardDeviation(values);
    const auto centre = mean(values);
    if (!sd || !(*centre > 0))
        return std::nullopt;
    return *sd / *centre;
}

std::optional<double> robustVariation(std::span<const double> values)
{
    const auto centre = median(values);
    if (values.size() < 2 || !(*centre > 0))
        return std::nullopt;
    std::vector<double> deviations;
    deviations.reserve(values.size());
    for (const double v : values)
        deviations.push_back(std::abs(v - *centre));
    return kMadToSd * *median(deviations) / *centre;
}

std::optional<double> npvi(std::span<const Phrase> phrases)
{
    double sum = 0;
    std::size_t pairs = 0;
    for (const Phrase &phrase : phrases) {
        for (std::size_t k = 0; k + 1 < phrase.size(); ++k, ++pairs) {
            const double both = phrase[k] + phrase[k + 1];
            if (both > 0)
                sum += std::abs(phrase[k] - phrase[k + 1]) / (both / 2);
        }
    }
    if (pairs == 0)
        return std::nullopt;
    return 100 * sum / static_cast<double>(pairs);
}

std::optional<double> npvi(std::span<const double> phrase)
{
    const Phrase one(phrase.begin(), phrase.end());
    return npvi(std::span(&one, 1));
}

Phrase intervalsOf(std::span<const Micros> onsets)
{
    Phrase intervals;
    for (std::size_t k = 0; k + 1 < onsets.size(); ++k)
        intervals.push_back(static_cast<double>((onsets[k + 1] - onsets[k]).count()) / 1000);
    return intervals;
}

std::vector<double> pooled(std::span<const Phrase> phrases)
{
    std::vector<double> all;
    for (const Phrase &phrase : phrases)
        all.insert(all.end(), phrase.begin(), phrase.end());
    return all;
}

std::vector<Phrase> splitIntoPhrases(std::span<const Phrase> runs)
{
    const double longest = std::max(kLongestMedians * median(pooled(runs)).value_or(0), kLongestMs);
    std::vector<Phrase> phrases;
    for (const Phrase &run : runs) {
        Phrase phrase;
        for (const double interval : run) {
            if (interval <= longest) {
                phrase.push_back(interval);
            } else if (!phrase.empty()) {
                phrases.push_back(std::move(phrase));
                phrase.clear();
            }
        }
        if (!phrase.empty())
            phrases.push_back(std::move(phrase));
    }
    return phrases;
}

Steadiness steadinessOf(std::span<const Phrase> runs)
{
    const std::vector<Phrase> phrases = splitIntoPhrases(runs);
    const std::vector<double> all = pooled(phrases);
    const int n = static_cast<int>(all.size());
    return {
        .meanMs = figure(mean(all), n, kMinIois),
        .sdMs = figure(standardDeviation(all), n, kMinIois),
        .cv = figure(coefficientOfVariation(all), n, kMinIois),
        .robustCv = figure(robustVariation(all), n, kMinIois),
        .npvi = figure(npvi(phrases), n, kMinIois),
    };
}

} // namespace tutti::measures
