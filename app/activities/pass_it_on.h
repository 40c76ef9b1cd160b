// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/drone.h"
#include "activities/turn_taking.h"

#include <optional>

namespace tutti {

/// Pass It On, on screen "Pass it round": one after the other, with all the time it takes. A value.
///
/// `turn` (its seat; the others sound softly) -- they have played and been quiet, or the leader's Next --> `pass` -->
/// `turn` of the next; after a round `together` (eight beats, everyone in full, a last hit) --> the next round. How turns
/// go round, and what happens when people come, go and change places: turn_taking.h.
///
/// Next skips, Next with a seat is that seat's, Again gives the turn back to whose it was. With the variant Choose a touch
/// on another pad, once whoever has the turn has played, says whose is next; it takes nothing from the turn.
class PassItOn : public ActivityDefaults {
public:
    static constexpr int kTogetherBeats = 8;
    static constexpr int kAnswerBeats = 4;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// The one whose turn it is names who is next.
    void choose(Circle &circle, const Choose &choose, Micros t, Effects &effects);
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void hurry(Micros t) { m_turn.hurry(t); }
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] bool isInTurns() const { return true; }
    [[nodiscard]] StageState state() const;
    [[nodiscard]] std::vector<SeatId> asked() const;
    [[nodiscard]] std::vector<SeatId> askedNext() const;
    [[nodiscard]] const Turn *turn() const { return m_turn.isOn() ? &m_turn : nullptr; }
    [[nodiscard]] std::optional<int> turnsTaken(SeatId seat) const { return m_taking.turnsTaken(seat); }
    [[nodiscard]] bool isOver() const { return m_over; }

protected:
    /// What makes a greeting of it (greetings.h).
    struct Form {
        bool answered = false; ///< the group answers each turn
        bool ends = false;     ///< after one round, on a chord that all share
    };
    explicit PassItOn(Form form) : m_form(form) {}

public:
    PassItOn() = default;

private:
    void follow(Circle &circle, Micros t, Effects &effects);
    void answer(Circle &circle, Micros t, Effects &effects);
    void playTogether(Circle &circle, Micros t, Effects &effects);

    Form m_form;
    TurnTaking m_taking;
    Turn m_turn;
    Drone m_drone;
    std::optional<Micros> m_nextHit;     ///< of the answer
    std::optional<Micros> m_plannedHit;
    std::optional<Micros> m_answerEnds;
    std::optional<Micros> m_togetherEnds;
    bool m_ending = false;
    bool m_over = false;
};

} // namespace tutti
