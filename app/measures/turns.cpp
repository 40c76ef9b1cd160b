// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/turns.h"

#include "measures/spans.h"
#include "measures/steadiness.h"

#include <algorithm>
#include <array>

namespace tutti::measures {

std::vector<Turn> turnsOf(std::span<const SeatHit> hits)
{
    std::vector<Turn> turns;
    std::array<std::optional<std::size_t>, kMaxSeats> latest; // turn of each seat
    for (const SeatHit &hit : hits) {
        if (!hit.own || !hit.seat.isPlayer())
            continue;
        auto &mine = latest[static_cast<std::size_t>(hit.seat.value)];
        if (mine && hit.t - turns[*mine].last <= kTurnGap) {
            turns[*mine].last = hit.t;
            ++turns[*mine].hits;
        } else {
            mine = turns.size();
            turns.push_back({hit.seat, hit.t, hit.t, 1});
        }
    }
    return turns;
}

std::vector<double> transfersOf(std::span<const Turn> turns)
{
    std::vector<double> offsets;
    for (std::size_t k = 0; k + 1 < turns.size(); ++k)
        if (turns[k].seat != turns[k + 1].seat)
            offsets.push_back(toSeconds(turns[k + 1].first - turns[k].last));
    return offsets;
}

std::optional<double> overlapShare(std::span<const Turn> turns)
{
    if (std::none_of(turns.begin(), turns.end(), [&](const Turn &turn) { return turn.seat != turns.front().seat; }))
        return std::nullopt;
    struct Edge {
        Micros t{};
        int change = 0;
    };
    std::vector<Edge> edges;
    for (const Turn &turn : turns) {
        edges.push_back({turn.first, 1});
        edges.push_back({turn.last + kTurnTail, -1});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) { return a.t < b.t; });
    Micros any{};
    Micros several{};
    int active = 0;
    Micros since{};
    for (const Edge &edge : edges) {
        if (active >= 1)
            any += edge.t - since;
        if (active >= 2)
            several += edge.t - since;
        active += edge.change;
        since = edge.t;
    }
    return toSeconds(several) / toSeconds(any); // a turn lasts 0.3 s at least
}

std::optional<double> turnIndex(std::span<const SeatHit> hits)
{
    int own = 0;
    int changes = 0;
    std::optional<SeatId> last;
    for (const SeatHit &hit : hits) {
        if (!hit.own)
            continue;
        ++own;
        changes += last && *last != hit.seat ? 1 : 0;
        last = hit.seat;
    }
    if (changes == 0) // one seat, or nobody
        return std::nullopt;
    return static_cast<double>(changes) / (own - 1);
}

TurnFigures turnFiguresOf(std::span<const SeatHit> hits)
{
    const std::vector<Turn> turns = turnsOf(hits);
    const std::vector<double> transfers = transfersOf(turns);
    int own = 0;
    for (const Turn &turn : turns)
        own += turn.hits;
    return {
        .gapMedianS = figure(median(transfers), static_cast<int>(transfers.size()), kMinTransfers),
        .overlapShare = figure(overlapShare(turns), own, kMinTurnHits),
        .turnIndex = figure(turnIndex(hits), own, kMinTurnHits),
    };
}

} // namespace tutti::measures
