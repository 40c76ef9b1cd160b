// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity.h"
#include "activities/circle.h"
#include "activities/effects.h"
#include "activities/governor.h"

#include <tl/expected.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tutti {

/// What all activities share: `ready` -> `intro` -> the activity's own states -> `outro` -> `rest` -> `ready`, with
/// `paused` over all of them, and the leader's cues through all of them. A value: every step is a function of the state,
/// the input and its time. It reads no clock and there is no tick: nextDue() says when it wants to be stepped, and the
/// same inputs give the same effects.
class Stage {
public:
    Stage(const Header &header, std::shared_ptr<const Repertoire> repertoire);

    /// The first step, at time 0.
    void begin(Effects &effects);
    /// One input. An error is a sentence about an input that made no sense; the state is as it was then.
    tl::expected<void, std::string> step(const Input &in, Effects &effects);
    /// What is due at `t`.
    void due(Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;

    [[nodiscard]] StageState state() const;
    [[nodiscard]] bool isPresent(SeatId seat) const { return m_circle.room.seat(seat).present; }
    /// It is played, or comes to its end.
    [[nodiscard]] bool inPlay() const { return m_phase == Phase::Play || m_phase == Phase::Outro; }
    /// Others are asked now: this seat sounds softly.
    [[nodiscard]] bool outOfTurn(SeatId seat, Micros t) const;
    [[nodiscard]] const Circle &circle() const { return m_circle; }
    [[nodiscard]] const Activity &activity() const { return m_activity; }
    [[nodiscard]] const Room &room() const { return m_circle.room; }

private:
    enum class Phase : std::uint8_t { Ready, Intro, Play, Outro, Rest };

    tl::expected<void, std::string> startActivity(const Start &start, Micros t, Effects &effects);
    void peopleChanged(Micros t, Effects &effects);
    void start(Micros t, Effects &effects);
    void play(Micros t, Effects &effects);
    void rest(Micros t, Effects &effects);
    void restoreLoudness(Micros t, Effects &effects);
    void ready(Micros t, Effects &effects);
    void pause(Micros t, Effects &effects);
    void resume(Micros t, Effects &effects);

    void strike(const Strike &strike, Micros t, Effects &effects);
    void lift(const Lift &lift, Micros t, Effects &effects);
    [[nodiscard]] Share shareOf(SeatId seat, Micros t) const;
    void endPresses(Seat &seat, Micros t, Effects &effects);
    void sound(OpenPress &press, Note note, Micros at, Effects &effects);
    [[nodiscard]] Micros helped(SeatId seat, Micros t) const;
    void govern(Micros t, Effects &effects);
    void roll(SeatId seat, Micros t, Effects &effects);
    [[nodiscard]] bool isRolling(SeatId seat, Micros t);

    void cue(const Cue &cue, Micros t, Effects &effects);
    void next(const Cue &cue, Micros t, Effects &effects);
    void finish(Micros t, Effects &effects);
    void sayState(Micros t, Effects &effects);

    Circle m_circle;
    Activity m_activity;
    Phase m_phase = Phase::Ready;
    std::optional<Micros> m_phaseEnds; ///< intro and rest
    std::optional<Micros> m_pausedAt;

    DensityGovernor m_governor;
    std::array<std::optional<Micros>, kMaxSeats> m_nextRoll{};
    std::array<Micros, kMaxSeats> m_rollsUntil{}; ///< of a rumble, when no finger holds it
    std::optional<Micros> m_governorLook;
};

} // namespace tutti
