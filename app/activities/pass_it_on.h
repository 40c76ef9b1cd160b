// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/drone.h"
#include "activities/turn_ring.h"
#include "activities/waiting_ladder.h"

#include <optional>

namespace tutti {

/// Pass It On, on screen "Pass it round": one after the other, with all the time it takes. A value.
///
/// `turn` (its seat; the others sound softly) -- they have played and been quiet for the seat's `rest_s`, or the leader's
/// Next --> `pass` (the turn travels for 1.5 s) --> `turn` of the next; after a round `together` (eight beats, everyone in
/// full, a last hit) --> the next round. Nobody there, or nobody who touched anything in a whole round: `empty`, until the
/// first touch.
///
/// Who does not begin is waited for by the ladder (waiting_ladder.h); when that is over the turn comes back later in the
/// round. Nothing ends by the clock while somebody plays. Next skips, Next with a seat is that seat's, Again gives the turn
/// back to whose it was. A seat that leaves or rests in its own turn passes it on.
class PassItOn : public ActivityDefaults {
public:
    static constexpr Micros kPass{1'500'000};
    static constexpr int kTogetherBeats = 8;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// The one whose turn it is names who is next.
    void choose(Circle &circle, const Choose &choose, Micros t, Effects &effects);
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] StageState state() const { return m_phase; }
    /// Whose turn it is, or is about to be.
    [[nodiscard]] std::optional<SeatId> turn() const { return m_ring.now(); }
    [[nodiscard]] std::optional<SeatId> nextTurn() const { return m_ring.next(); }

private:
    void gather(const Circle &circle);
    void empty(Micros t, Effects &effects);
    void beginTurn(Circle &circle, Micros t, Effects &effects);
    void passOn(std::optional<SeatId> to, Micros t, Effects &effects);
    void arrive(Circle &circle, Micros t, Effects &effects);
    void playTogether(Circle &circle, Micros t, Effects &effects);
    void climb(Circle &circle, Micros t, Effects &effects);

    StageState m_phase = StageState::Empty;
    TurnRing m_ring;
    WaitingLadder m_ladder;
    Drone m_drone;
    bool m_company = false;            ///< the ladder says: somebody plays with them
    bool m_anybody = false;            ///< touched anything in this round
    Micros m_played{};                 ///< when whoever's turn it is was last heard
    std::optional<Micros> m_quietDue;  ///< then it may have been quiet for long enough
    std::optional<Micros> m_passEnds;
    std::optional<Micros> m_togetherEnds;
    bool m_ending = false;
};

} // namespace tutti
