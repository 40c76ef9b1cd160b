// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/active_time.h"

namespace tutti::measures {

ActiveTime activeTimeOf(std::span<const Micros> hits, const Spans &there)
{
    std::vector<Span> windows;
    windows.reserve(hits.size());
    for (const Micros t : hits)
        windows.push_back({t, t + kActiveAfterHit});
    const int n = static_cast<int>(hits.size());
    const double active = toSeconds(Spans::unionOf(std::move(windows)).within(there).length());
    const double present = toSeconds(there.length());
    // Hits and no time to hold them: a log that stops at its only instant.
    if (!(present > 0))
        return {figure(std::nullopt, n, kMinHits), figure(std::nullopt, n, kMinHits)};
    return {figure(active, n, kMinHits), figure(active / present, n, kMinHits)};
}

} // namespace tutti::measures
