// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/match.h"

#include "measures/steadiness.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tutti::measures {

namespace {

/// Where on the clock of `there` each hit is; those outside are left out.
std::vector<Micros> hitsWithin(const std::vector<Micros> &hits, const Spans &there)
{
    std::vector<Micros> inside;
    for (const Micros t : hits)
        if (there.contains(t))
            inside.push_back(there.lengthBefore(t));
    return inside;
}

std::vector<double> countsIn(std::span<const Micros> hits, Micros from, std::size_t windows)
{
    std::vector<double> counts(windows);
    for (const Micros t : hits)
        if (const auto k = static_cast<std::size_t>((t - from) / kMatchWindow); k < windows)
            ++counts[k];
    return counts;
}

} // namespace

std::optional<double> correlation(std::span<const double> a, std::span<const double> b)
{
    if (a.size() != b.size() || a.size() < 2)
        return std::nullopt;
    const double centreA = *mean(a);
    const double centreB = *mean(b);
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        both += (a[k] - centreA) * (b[k] - centreB);
        ofA += (a[k] - centreA) * (a[k] - centreA);
        ofB += (b[k] - centreB) * (b[k] - centreB);
    }
    if (!(ofA > 0) || !(ofB > 0))
        return std::nullopt;
    return std::clamp(both / std::sqrt(ofA * ofB), -1.0, 1.0); // the last bits may lie outside
}

Figure dynamicsMatch(const Playing &playing)
{
    std::vector<const SeatPlaying *> busiest;
    for (const SeatPlaying &seat : playing.seats)
        busiest.push_back(&seat);
    std::stable_sort(busiest.begin(), busiest.end(), [](const auto *a, const auto *b) { return a->hits.size() > b->hits.size(); });
    if (busiest.size() < 2)
        return figure(std::nullopt, 0, kMinWindows);

    const Spans there = busiest[0]->there.within(busiest[1]->there).shifted(-playing.latency);
    const std::vector<Micros> a = hitsWithin(busiest[0]->hits, there);
    const std::vector<Micros> b = hitsWithin(busiest[1]->hits, there);
    if (a.size() < kMinHits || b.size() < kMinHits)
        return figure(std::nullopt, 0, kMinWindows);
    const Micros from = std::min(a.front(), b.front());
    const Micros last = std::max(a.back(), b.back());
    const auto windows = std::min((last - from) / kMatchWindow + 1, (there.length() - from) / kMatchWindow);
    const auto count = static_cast<std::size_t>(windows);
    return figure(correlation(countsIn(a, from, count), countsIn(b, from, count)), static_cast<int>(windows), kMinWindows);
}

} // namespace tutti::measures
