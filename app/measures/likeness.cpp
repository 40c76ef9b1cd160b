// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/likeness.h"

#include "measures/steadiness.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace tutti::measures {

namespace {

constexpr double kShiftCost = 10; // for moving a hit by a whole phrase
constexpr std::size_t kShortest = 2;

/// The cheapest way from `a` to `b`, in which a thing is left out, put in, or becomes another one.
template <class T>
double cheapest(std::span<const T> a, std::span<const T> b, const std::function<double(const T &, const T &)> &costOf)
{
    std::vector<double> above(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        above[j] = static_cast<double>(j);
    std::vector<double> row(above.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        row[0] = static_cast<double>(i + 1);
        for (std::size_t j = 0; j < b.size(); ++j)
            row[j + 1] = std::min({above[j + 1] + 1, row[j] + 1, above[j] + costOf(a[i], b[j])});
        above.swap(row);
    }
    return above.back();
}

} // namespace

std::vector<double> scaled(std::span<const Micros> onsets)
{
    std::vector<double> parts;
    if (onsets.size() < kShortest || onsets.back() <= onsets.front())
        return parts;
    const double length = toSeconds(onsets.back() - onsets.front());
    for (const Micros t : onsets)
        parts.push_back(toSeconds(t - onsets.front()) / length);
    return parts;
}

double editDistance(std::span<const double> a, std::span<const double> b)
{
    return cheapest<double>(a, b, [](double x, double y) { return kShiftCost * std::abs(x - y); });
}

std::optional<double> likeness(std::span<const double> call, std::span<const double> answer)
{
    if (call.size() < kShortest || answer.size() < kShortest)
        return std::nullopt;
    return 1 - editDistance(call, answer) / static_cast<double>(call.size() + answer.size());
}

std::optional<double> likenessByChance(std::span<const double> call, std::size_t hits)
{
    if (call.size() < kShortest || hits < kShortest || hits > kChanceSteps + 1)
        return std::nullopt;
    // Each bit is an inner place of the grid, struck or not: 2^7 answers of any number of hits.
    constexpr unsigned kInner = kChanceSteps - 1;
    double sum = 0;
    int answers = 0;
    for (unsigned struck = 0; struck < 1U << kInner; ++struck) {
        if (static_cast<std::size_t>(std::popcount(struck)) != hits - 2)
            continue;
        std::vector<double> answer{0};
        for (unsigned k = 0; k < kInner; ++k)
            if ((struck >> k & 1U) != 0)
                answer.push_back((k + 1.0) / kChanceSteps);
        answer.push_back(1);
        sum += *likeness(call, answer);
        ++answers;
    }
    return sum / answers;
}

std::optional<double> likenessAdjusted(std::span<const double> call, std::span<const double> answer)
{
    const auto plain = likeness(call, answer);
    const auto chance = likenessByChance(call, answer.size());
    if (!plain || !chance || !(*chance < 1))
        return std::nullopt;
    return (*plain - *chance) / (1 - *chance);
}

std::optional<double> rhythmDistance(std::span<const double> callIntervals, std::span<const double> answerIntervals)
{
    const auto isNone = [](double interval) { return !(interval > 0); };
    if (callIntervals.empty() || answerIntervals.empty() || std::any_of(callIntervals.begin(), callIntervals.end(), isNone)
        || std::any_of(answerIntervals.begin(), answerIntervals.end(), isNone))
        return std::nullopt;
    std::vector<double> above(answerIntervals.size() + 1, std::numeric_limits<double>::infinity());
    above[0] = 0;
    std::vector<double> row(above.size());
    for (const double a : callIntervals) {
        row[0] = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < answerIntervals.size(); ++j)
            row[j + 1] = std::abs(std::log(a / answerIntervals[j])) + std::min({above[j], above[j + 1], row[j]});
        above.swap(row);
    }
    return above.back();
}

std::optional<double> padOrder(std::span<const PadIndex> call, std::span<const PadIndex> answer)
{
    if (call.size() < kShortest || answer.size() < kShortest)
        return std::nullopt;
    const double distance = cheapest<PadIndex>(call, answer, [](PadIndex a, PadIndex b) { return a == b ? 0.0 : 1.0; });
    return 1 - distance / static_cast<double>(std::max(call.size(), answer.size()));
}

Likeness likenessOf(std::span<const Exchange> exchanges)
{
    std::vector<double> plain;
    std::vector<double> adjusted;
    std::vector<double> rhythm;
    std::vector<double> pads;
    const auto add = [](std::vector<double> &values, std::optional<double> value) {
        if (value)
            values.push_back(*value);
    };
    for (const Exchange &e : exchanges) {
        const std::vector<double> call = scaled(e.call.times);
        const std::vector<double> answer = scaled(e.answer.times);
        add(plain, likeness(call, answer));
        add(adjusted, likenessAdjusted(call, answer));
        add(rhythm, rhythmDistance(intervalsOf(e.call.times), intervalsOf(e.answer.times)));
        add(pads, padOrder(e.call.pads, e.answer.pads));
    }
    const auto meanOf = [](const std::vector<double> &values) {
        return figure(mean(values), static_cast<int>(values.size()), kMinExchanges);
    };
    return {.likeness = meanOf(plain), .adjusted = meanOf(adjusted), .rhythmDtw = meanOf(rhythm), .padOrder = meanOf(pads)};
}

} // namespace tutti::measures
