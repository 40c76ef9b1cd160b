// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/initiations.h"

#include <algorithm>

namespace tutti::measures {

std::vector<SeatHit> initiationsOf(std::span<const SeatHit> hits, std::span<const Micros> invitations)
{
    std::vector<SeatHit> starts;
    Micros quietSince{}; // the session's own start counts like a hit
    Micros lastHit{};
    auto invitation = invitations.begin();
    for (const SeatHit &hit : hits) {
        if (hit.t > lastHit)
            quietSince = lastHit;
        lastHit = std::max(lastHit, hit.t);
        while (invitation != invitations.end() && *invitation <= hit.t)
            ++invitation;
        const bool invited = invitation != invitations.begin() && hit.t - *(invitation - 1) < kOwnStartAfter;
        if (hit.own && !invited && hit.t - quietSince >= kOwnStartAfter)
            starts.push_back(hit);
    }
    return starts;
}

} // namespace tutti::measures
