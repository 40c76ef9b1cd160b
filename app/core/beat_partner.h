// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <array>
#include <optional>

namespace tutti {

/// A partner that keeps the beat with a group: after each beat it moves a little towards where people played.
///
/// With A the mean of each seat's mean asynchrony (one vote each), the next interval is P + a A' and the period becomes
/// P + b A'. A' = A - EMA(A) with weight 1/16, started at the first A: people tap a little early and touchscreens report
/// a little late, and without removing that bias the beat runs away (a steady -25 ms would drive 600 ms to 519).
class BeatPartner {
public:
    BeatPartner(Micros period, double a, double b) : m_period(period), m_a(a), m_b(b) {}

    /// A strike `offset` after (or, negative, before) its beat.
    void heard(SeatId seat, Micros offset);
    /// The length of the next interval; takes what was heard since the last one.
    Micros next();
    [[nodiscard]] Micros period() const { return m_period; }
    void setPeriod(Micros period);
    void setGains(double a, double b) { m_a = a, m_b = b; }

    /// The mean of the seats' means, in microseconds; nothing when nobody was heard.
    [[nodiscard]] std::optional<double> meanAsynchrony() const;

    static constexpr Micros kShortest{400'000};  ///< 150 bpm
    static constexpr Micros kLongest{1'500'000}; ///< 40 bpm

private:
    struct Votes {
        double sum = 0;
        int n = 0;
    };
    std::array<Votes, kMaxSeats> m_votes{};
    std::optional<double> m_bias;
    Micros m_period;
    double m_a;
    double m_b;
};

} // namespace tutti
