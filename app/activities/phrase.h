// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/room.h"

#include <vector>

namespace tutti {

/// A few hits as they were played: what somebody said in music, to be answered, copied or told again. A value.
class Phrase {
public:
    struct Hit {
        Micros at{}; ///< from the first hit on
        SeatId seat;
        PadIndex pad;
        double strength = 0.75;
        int higher = 0; ///< degrees of the scale above the pad's own, or below
        friend bool operator==(const Hit &, const Hit &) = default;
    };

    /// In order of time; `t` is that of the strike.
    void add(const Strike &strike, Micros t);
    void add(const Hit &hit) { m_hits.push_back(hit); }
    void clear() { *this = Phrase{}; }
    [[nodiscard]] bool empty() const { return m_hits.empty(); }
    [[nodiscard]] int size() const { return static_cast<int>(m_hits.size()); }
    [[nodiscard]] const std::vector<Hit> &hits() const { return m_hits; }
    /// From the first hit to the last.
    [[nodiscard]] Micros length() const { return m_hits.empty() ? Micros{0} : m_hits.back().at; }
    /// When its first hit was.
    [[nodiscard]] Micros began() const { return m_began; }
    void shift(Micros by) { m_began += by; }

    enum class Voice {
        App,    ///< the app's own, so that nobody hears their instrument played by no one
        Players ///< the instruments of those who played it
    };
    /// Plays it from `at` on, at `gain` of its strengths. Returns when the last hit begins.
    Micros play(Room &room, Voice voice, Micros at, double gain, Role role, Effects &effects) const;

    friend bool operator==(const Phrase &, const Phrase &) = default;

private:
    std::vector<Hit> m_hits;
    Micros m_began{};
};

} // namespace tutti
