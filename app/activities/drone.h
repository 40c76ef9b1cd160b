// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/room.h"

#include <deque>
#include <optional>

namespace tutti {

/// The ground under free play: a low chord that breathes, overlapping long notes, so that its level can follow the
/// group by less than 3 dB a second. With nobody playing it fades to silence within 20 s. A value.
class Drone {
public:
    /// Breathes from `t` on, if it does not already.
    void begin(Room &room, Micros t, Effects &effects);
    /// Nobody plays: from the next breath on it fades.
    void fade();
    /// Somebody does.
    void wake();
    /// Goes with the breath that is in the air.
    void end() { m_next.reset(); }
    /// No breath begins at or after `landing`, none lasts over it.
    void endAt(Micros landing) { m_landing = landing; }
    /// A strike, by which the level goes.
    void heard(Micros t);
    /// The level that goes with how much is played at `t`: what other parts of a backing take theirs from.
    [[nodiscard]] double followedLevel(Micros t) const;

    void due(Room &room, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    /// The same where all that sounds goes on: a breath that has not begun comes again at its time.
    void dropped(Micros t);
    void shift(Micros by);

private:
    struct Breath {
        Micros at{};
        double level = 0;
    };
    void breathe(Room &room, Effects &effects);

    std::optional<Breath> m_next;
    bool m_fading = false;
    std::deque<Micros> m_recent; ///< strikes of the last 4 s
    std::optional<Micros> m_landing;
};

} // namespace tutti
