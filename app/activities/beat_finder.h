// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/tempo_finder.h"
#include "core/units.h"

#include <deque>
#include <optional>
#include <utility>

namespace tutti {

/// Listens for the group's beat: its tempo (core/tempo_finder.h) and where in time its beats lie. A value.
class BeatFinder {
public:
    void heard(SeatId seat, Micros t);
    /// The group's beat as it is at `t`, if there is one. To be called every TempoFinder::kLookEvery.
    [[nodiscard]] std::optional<Micros> look(Micros t);
    /// The first beat at or after `from` for a group that plays with this period: by the mean phase of each seat's strikes
    /// of the last 6 s, one vote each.
    [[nodiscard]] Micros firstBeat(Micros period, Micros from) const;
    [[nodiscard]] std::optional<Micros> lastStrike() const { return m_last; }
    void clear();
    void shift(Micros by);

private:
    TempoFinder m_tempo;
    std::deque<std::pair<SeatId, Micros>> m_recent;
    std::optional<Micros> m_last;
};

} // namespace tutti
