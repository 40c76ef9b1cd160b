// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/effects.h"
#include "activities/governor.h"
#include "activities/open_pads.h"
#include "activities/room.h"

#include <tl/expected.hpp>

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace tutti {

/// What all activities share: `ready` -> `intro` -> the activity's own states -> `outro` -> `rest` -> `ready`, with
/// `paused` over all of them. A value: every step is a function of the state, the input and its time. It reads no clock
/// and there is no tick: nextDue() says when it wants to be stepped, and the same inputs give the same effects.
class Stage {
public:
    /// Whether this version can play the activity.
    [[nodiscard]] static bool knows(std::string_view activity);

    Stage(const Header &header, std::shared_ptr<const Palette> palette);

    /// The first step, at time 0.
    void begin(Effects &effects);
    /// One input. An error is a sentence about an input that made no sense; the state is as it was then.
    tl::expected<void, std::string> step(const Input &in, Effects &effects);
    /// What is due at `t`.
    void due(Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;

    [[nodiscard]] StageState state() const;
    [[nodiscard]] bool isPresent(SeatId seat) const { return m_room.seat(seat).present; }
    [[nodiscard]] const Room &room() const { return m_room; }

private:
    void start(Micros t, Effects &effects);
    void play(Micros t, Effects &effects);
    void strike(const Strike &strike, Micros t, Effects &effects);
    void lift(const Lift &lift, Micros t, Effects &effects);
    void cue(const Cue &cue, Micros t, Effects &effects);
    void pause(Micros t, Effects &effects);
    void resume(Micros t, Effects &effects);
    void finish(Micros t, Effects &effects);
    void land(Micros t, Effects &effects);
    void rest(Micros t, Effects &effects);
    void ready(Micros t, Effects &effects);
    void govern(Micros t, Effects &effects);
    void roll(SeatId seat, Micros t, Effects &effects);
    void sayGain(Micros t, int rampMs, Effects &effects);
    void endPresses(Seat &seat, Micros t, Effects &effects);
    [[nodiscard]] bool inPlay() const { return m_phase == Phase::Play || m_phase == Phase::Outro; }
    [[nodiscard]] int barsMs(int bars) const;

    enum class Phase : std::uint8_t { Ready, Intro, Play, Outro, Rest };
    struct Outro {
        Micros landing{};
        Micros beat{};  ///< length of the beats it counts in
        int counts = 0; ///< of 3, 2, 1 already shown
    };

    Room m_room;
    Phase m_phase = Phase::Ready;
    std::optional<Micros> m_phaseEnds; ///< intro and rest
    std::optional<Outro> m_outro;
    std::optional<Micros> m_pausedAt;
    OpenPads m_activity; // the one activity there is; a variant when the next comes

    DensityGovernor m_governor;
    std::array<std::optional<Micros>, kMaxSeats> m_nextRoll{};
    std::optional<Micros> m_governorLook;
    bool m_softened = false;
    int m_dynamic; ///< index into the ladder of Softer and Louder
    bool m_calm = false;
};

} // namespace tutti
