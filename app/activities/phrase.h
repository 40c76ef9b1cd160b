// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "core/units.h"

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
    /// A pause is over: what comes is as far from its first hit as if there had been none.
    void shift(Micros by) { m_began += by; }

    /// No pause in it longer than `most`.
    [[nodiscard]] Phrase tightened(Micros most) const;
    /// Its pauses in another order: the first becomes the last.
    [[nodiscard]] Phrase turnedRound() const;
    /// Its hits one after the other so many degrees higher or lower, as `steps` has it, again and again.
    [[nodiscard]] Phrase moved(const std::vector<int> &steps) const;
    /// Another one after it, `pause` after its last hit.
    [[nodiscard]] Phrase followedBy(const Phrase &other, Micros pause) const;

    friend bool operator==(const Phrase &, const Phrase &) = default;

private:
    std::vector<Hit> m_hits;
    Micros m_began{}; ///< its first hit
};

} // namespace tutti
