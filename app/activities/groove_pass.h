// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/turn_ring.h"

#include <optional>
#include <vector>

namespace tutti {

/// Groove Pass: the music never stops, and goes from pair to pair. A value.
///
/// `pair` (its seats, in full; the others softly) -- eight beats, to the first bar line after them --> `pair` of the next.
/// In a round every seat has one place in a pair (turn_ring.h); who is left over, or alone, plays with the app: a soft drum
/// between the beats. Nobody who takes part, or nobody who touched anything for Lead::kAlone: `empty`, without a beat, until
/// the first touch.
///
/// Next is the next pair at the next bar line; with a seat it is in that pair, even if it had its place. Again keeps the pair
/// for eight beats more. A seat that leaves or rests in its own turn leaves the other with the app.
///
/// A beat is planned Pulse::kAhead before it sounds, but a pair changes with its sound: what is struck until then is the
/// pair's that was.
class GroovePass : public ActivityDefaults {
public:
    static constexpr int kBeats = 8;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] bool isInTurns() const { return true; }
    [[nodiscard]] StageState state() const { return m_phase; }
    /// Who plays now: two seats, or one with the app; nobody where it is empty, and once an ending is on its way.
    [[nodiscard]] std::vector<SeatId> asked() const { return m_ending ? std::vector<SeatId>{} : m_pair; }
    /// Who plays after them.
    [[nodiscard]] std::vector<SeatId> askedNext() const;

private:
    /// The bar line at which the pair changes: planned, and not yet come.
    struct Turn {
        std::int64_t ordinal = 0;
        Micros at{};
    };

    void begin(Circle &circle, Micros t, Effects &effects);
    void empty(Circle &circle, Micros t, Effects &effects);
    void become(StageState phase, Micros t, Effects &effects);
    void pass();
    void playAlong(Circle &circle, const Beat &beat, Effects &effects) const;

    StageState m_phase = StageState::Empty;
    TurnRing m_ring;
    std::vector<SeatId> m_pair;
    std::optional<std::int64_t> m_since; ///< the beat that the pair's eight begin at; nothing: the next that is planned
    std::optional<Turn> m_turn;
    std::optional<SeatId> m_named;       ///< the leader wants them in the next pair
    bool m_goesOn = false;               ///< Next: at the next bar line
    bool m_again = false;                ///< the pair once more
    Micros m_touchedAt{};
    bool m_ending = false;
};

} // namespace tutti
