// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/telling.h"
#include "activities/turn_taking.h"

#include <array>
#include <optional>

namespace tutti {

/// Echo: one calls, another answers. A value.
///
/// `call` (its seat; none: the app calls) -- quiet for the seat's `rest_s` --> `breath` (half a second) --> `response` (its
/// seat; none: the app answers) -- quiet --> `both` (the app plays call and answer as one tune, in the players' own
/// voices: any answer becomes music) --> the turn travels, and whoever answered calls. Who calls goes round as turns do
/// (turn_taking.h); the one beside them answers.
///
/// With the variant App, and with one seat alone, the app is the partner: in one round it answers, in the next it calls.
/// Its first call has two hits, then as many as the last answer had, one more after two full answers, six at most. With
/// the variant Mirror it copies each person exactly; after three exchanges it plays another tune to their rhythm, after
/// six their tune to another rhythm. What it plays begins half a second after the quiet that ended the call.
///
/// Nothing is compared: likeness is the report's alone.
class Echo : public ActivityDefaults {
public:
    static constexpr Micros kBreath{500'000};
    static constexpr int kMostHits = 8;
    static constexpr int kMostOfApp = 6;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    /// Another beginning of the same exchange; before anybody has played, the turn goes back to whose it was.
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

    /// What was called and what was answered, for the screen.
    [[nodiscard]] const Phrase &call() const { return m_call; }
    [[nodiscard]] const Phrase &answer() const { return m_answer; }

private:
    enum class Part { Call, Breath, Response, Both };

    void follow(Circle &circle, Micros t, Effects &effects);
    void begin(Circle &circle, Micros t, Effects &effects);
    void breathe(const Circle &circle, Micros t, Effects &effects);
    void respond(Circle &circle, Micros t, Effects &effects);
    void playBoth(Micros t, Effects &effects);
    void partDone(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] bool appAnswers() const { return !m_partner && !m_appCalls; }
    [[nodiscard]] Phrase appCall(const Room &room) const;
    [[nodiscard]] Phrase appAnswer(const Circle &circle) const;
    void heed(int callHits, int answerHits);

    TurnTaking m_taking;
    Part m_part = Part::Call;
    Turn m_turn;     ///< of whoever calls or answers
    Telling m_app;   ///< what the app plays
    Phrase m_call;
    Phrase m_answer;
    std::optional<SeatId> m_partner; ///< who answers; nobody: the app is the partner
    bool m_appCalls = false;
    bool m_appCallsNext = false;     ///< in the next round
    std::optional<Micros> m_partEnds;
    int m_appHits = 2;               ///< of its next call
    int m_fullAnswers = 0;           ///< one after the other
    int m_calls = 0;                 ///< of the app, that were answered
    std::array<int, kMaxSeats> m_exchanges{};
    bool m_ending = false;
};

} // namespace tutti
