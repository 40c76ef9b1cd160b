// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/room.h"
#include "core/beat_partner.h"
#include "core/tempo_finder.h"

#include <deque>
#include <optional>
#include <utility>

namespace tutti {

/// Open Pads, on screen "Play together": any touch is music. A value.
///
/// `listen` (a low drone, the music waits) -- a strike --> `active` (the drone follows the group) -- a tempo is found -->
/// `grounded` (an ostinato at the group's tempo). The tempo lost for 8 s: back to `active`. No strike for 4 s: `listen`,
/// where the drone fades to silence within 20 s and comes back with the first touch. Dense play: `softer`.
class OpenPads {
public:
    /// The activity begins, in `listen`.
    void enter(Room &room, Micros t, Effects &effects);
    /// A strike of a seat that plays; its own sound is already in the effects.
    void strike(Room &room, SeatId seat, Micros t, Effects &effects);
    /// The group grew dense, or no longer is.
    void setSofter(bool softer, Micros t, Effects &effects);
    /// The facilitator's Next: another scale, from the next bar where there is a beat, else at once.
    void next(Room &room, Micros t);
    /// Runs what is due at `t`.
    void due(Room &room, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;

    /// From here on only what leads to an ending at `landing`: no more looks for tempo, no new breath of the drone.
    void finishAt(Micros landing);
    /// What was planned ahead of `t` has been cancelled; it is to be planned again.
    void cancelled(Micros t);
    /// All times move by `by`: a pause is over.
    void shift(Micros by);

    [[nodiscard]] StageState state() const { return m_softer ? StageState::Softer : m_phase; }
    [[nodiscard]] std::optional<BeatGrid> grid() const;

private:
    struct Breath { ///< the drone breathes: overlapping long notes, so its level can follow the group
        Micros at{};
        double level = 0;
    };
    struct Ostinato {
        BeatPartner partner;
        BeatGrid last;   ///< the last beat that is planned
        Micros before{}; ///< when the beat before that one is
        Micros lost{};   ///< since when no tempo was found; negative: it is found
    };

    void become(StageState phase, Micros t, Effects &effects);
    void breathe(Room &room, Effects &effects);
    void rescale(Room &room);
    void planBeat(Room &room, Effects &effects);
    void look(Micros t, Effects &effects);
    void ground(Micros period, Micros t, Effects &effects);
    [[nodiscard]] double followedLevel(Micros t) const;

    StageState m_phase = StageState::Listen;
    bool m_softer = false;
    TempoFinder m_finder;
    std::optional<Micros> m_lastStrike;
    std::deque<Micros> m_recent; ///< strikes of the last 4 s, by which the drone's level follows
    std::deque<std::pair<SeatId, Micros>> m_phaseStrikes; ///< of the last 6 s, by which the first beat is placed
    std::optional<Breath> m_breath; ///< the next breath
    std::optional<Ostinato> m_ostinato;
    std::optional<Micros> m_nextLook;
    std::optional<Micros> m_rescaleAt; ///< the bar at which Next's scale begins
    std::optional<Micros> m_landing;
};

} // namespace tutti
