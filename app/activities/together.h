// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/drone.h"

#include <array>
#include <optional>
#include <vector>

namespace tutti {

/// Together, on screen "Both together": what one plays is thin, what two play is whole. A value.
///
/// `held`, its value the step of the piece, from 0: a strike alone sounds softly. Two seats within `together_s` of each
/// other, or one while the other's finger stays: at the second strike both voices and the step's chord sound in full, and
/// the piece goes on a step, at most one a beat. Who strikes within `together_s` after that is of the same; the next step
/// wants new strikes of two. The chord lasts while two seats hold. After eight steps `whole`: the app plays them through
/// as one tune, everyone in full; then a new piece.
///
/// With nobody else for a seat's `wait_s` after its first strike alone, the app plays the other half, softly, until a
/// second person does. Next is a step, Again a step back.
class Together : public ActivityDefaults {
public:
    static constexpr int kSteps = 8;
    static constexpr int kBeatsAStep = 2; ///< in the tune

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

    [[nodiscard]] Share share(const Circle &circle, SeatId seat, Micros t) const;
    [[nodiscard]] StageState state() const { return m_phase; }
    /// Which step of the piece is next, 0 to 7.
    [[nodiscard]] int step() const { return m_step; }
    /// Whose other half the app plays.
    [[nodiscard]] std::optional<SeatId> partnered() const { return m_partnered ? m_alone : std::nullopt; }

private:
    struct Opening {
        Micros at{};
        std::array<bool, kMaxSeats> had{}; ///< who has struck in it
    };
    struct Struck {
        Micros at{};
        bool isNew = true; ///< of no step yet
    };

    [[nodiscard]] bool isNear(const Circle &circle, SeatId seat, Micros t) const;
    [[nodiscard]] bool belongsToOpening(const Circle &circle, SeatId seat, Micros t) const;
    [[nodiscard]] std::vector<SeatId> others(const Circle &circle, SeatId seat, Micros t) const;
    void endAlone();
    void heardAlone(const Circle &circle, SeatId seat, Micros t);
    void open(Circle &circle, Opening opening, Effects &effects);
    void say(StageState phase, Micros t, Effects &effects);
    void sayStep(Micros t, Effects &effects);
    [[nodiscard]] static std::vector<NoteId> playChord(Circle &circle, int step, Micros at, Micros length, Effects &effects);
    static void pluckChord(Circle &circle, int step, Micros at, Effects &effects);
    void endChord(Micros t, Effects &effects);
    void holdChord(Circle &circle, Micros t, Effects &effects);
    void endPulse(Circle &circle);
    void playWhole(Circle &circle, Micros t, Effects &effects);
    void endWhole(Circle &circle, int step, Micros t, Effects &effects);

    StageState m_phase = StageState::Held;
    int m_step = 0;
    std::array<std::optional<Struck>, kMaxSeats> m_struck{}; ///< last
    std::optional<Opening> m_opening;  ///< the last
    std::optional<SeatId> m_alone;     ///< who was the last to strike alone
    bool m_partnered = false;          ///< the app plays their other half
    std::optional<Micros> m_partnerAt; ///< it begins to

    std::vector<NoteId> m_chord;       ///< of the last step
    int m_chordStep = 0;
    std::optional<Micros> m_chordDue;  ///< does anybody hold it still?
    Micros m_chordEnds{};              ///< it ends by itself unless it is played again

    Drone m_drone;
    Micros m_last{};                   ///< strike of anyone, or step
    std::optional<Micros> m_quietAt;   ///< nobody plays: the ground goes
    std::int64_t m_wholeFrom = 0;      ///< ordinal of the tune's first beat
    bool m_ownPulse = false;           ///< the beat there is came with the tune
    std::optional<Micros> m_wholeEnds;
    std::optional<Micros> m_landing;
};

} // namespace tutti
