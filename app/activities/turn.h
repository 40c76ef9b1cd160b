// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/circle.h"
#include "activities/telling.h"
#include "activities/waiting_ladder.h"

#include <optional>

namespace tutti {

/// One turn of one seat. It is waited for by the ladder (waiting_ladder.h), lasts as long as they play, and is over when
/// they have been quiet for the seat's `rest_s`. Nothing ends it by the clock while a finger is down. A value.
class Turn {
public:
    /// It is this seat's turn. `example` is what the cue and the model play; where it is empty a sound or two of the
    /// seat's own invite, and the app's harp shows.
    void begin(Circle &circle, SeatId seat, Micros t, Phrase example, Effects &effects);
    void end();
    [[nodiscard]] bool isOn() const { return m_seat.has_value(); }
    [[nodiscard]] std::optional<SeatId> seat() const { return m_seat; }
    /// They have played in it.
    [[nodiscard]] bool hasBegun() const { return m_quietDue.has_value(); }
    /// A strike of this seat is of this turn; of any seat, once the ladder has come to "somebody plays with them".
    [[nodiscard]] bool isOf(SeatId seat) const { return m_seat && (seat == m_seat || m_company); }
    /// The last step of the ladder that was taken, while they are waited for.
    [[nodiscard]] std::optional<WaitingLadder::Rung> rung() const { return m_ladder.isWaiting() ? m_rung : std::nullopt; }
    /// The leader does not wait for the next step.
    void hurry(Micros t) { m_ladder.hurry(t); }

    /// A strike of a seat for which isOf() holds. Once they have played themselves only their own count; company keeps the
    /// turn for W at most, so that a switch that is stuck does not keep it for ever.
    void strike(const Circle &circle, SeatId seat, Micros t);

    enum class Came {
        Nothing,
        Played, ///< and have been quiet since
        NotNow, ///< the ladder is over: the turn comes back later
    };
    Came due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t) { m_telling.cancelled(t); }
    void shift(Micros by);

private:
    void climb(Circle &circle, WaitingLadder::Rung rung, Micros t, Effects &effects);
    [[nodiscard]] Micros rest(const Circle &circle) const;

    std::optional<SeatId> m_seat;
    WaitingLadder m_ladder;
    std::optional<WaitingLadder::Rung> m_rung;
    Phrase m_example;
    Telling m_telling; ///< of the example
    bool m_company = false;
    std::optional<Micros> m_companyUntil; ///< somebody has begun for them
    Micros m_played{};                ///< when they were last heard
    std::optional<Micros> m_quietDue; ///< then it may have been quiet for long enough
};

} // namespace tutti
