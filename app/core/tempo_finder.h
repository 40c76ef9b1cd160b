// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

namespace tutti {

/// Finds the tempo of a group only when one is truly there.
///
/// Intervals between strikes are taken seat by seat (never between seats) over the last 15 s. For each period p of 200
/// to 1500 ms in steps of 5 the score is the mean of cos(2 pi IOI / p); the largest wins, ties go to the longer p. A
/// period counts with at least 12 intervals and a score of max(0.57, 3.4 / sqrt(n)): a few intervals always "have" a
/// tempo by chance. It is found when it counted at five looks in a row, half a second apart, within 4 % of each other;
/// p is then doubled until it lies in 400 to 1500 ms. Intervals under 200 ms are left out, and so are bounces (under
/// 80 ms after the last counted strike of that seat).
///
/// The sums are kept as the window moves, in whole numbers, so that a look costs nothing and a replay is exact.
class TempoFinder {
public:
    static constexpr Micros kWindow{15'000'000};
    static constexpr Micros kBounce{80'000};
    static constexpr Micros kLookEvery{500'000};

    /// Strikes must come in order of time for each seat.
    void strike(SeatId seat, Micros t);
    /// To be called every kLookEvery. The group's beat, if there is one.
    std::optional<Micros> look(Micros now);
    void clear();
    /// Moves all that was heard by `by`: time that did not count has passed.
    void shift(Micros by);

    struct Score {
        Micros period{};
        double value = 0;
        int intervals = 0;
    };
    /// The best period of the window as it stands, before any rule.
    [[nodiscard]] Score best() const;

private:
    static constexpr int kShortestMs = 200;
    static constexpr int kLongestMs = 1500;
    static constexpr int kStepMs = 5;
    static constexpr int kPeriods = (kLongestMs - kShortestMs) / kStepMs + 1;

    void count(Micros interval, int sign);
    void expire(Micros now);

    std::array<std::deque<Micros>, kMaxSeats> m_strikes;
    std::array<std::int64_t, kPeriods> m_sums{};
    int m_intervals = 0;
    std::deque<Micros> m_looks; ///< the last periods that counted, in a row
};

} // namespace tutti
