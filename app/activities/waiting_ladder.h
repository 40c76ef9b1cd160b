// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "core/units.h"

#include <optional>

namespace tutti {

/// What is done, and when, for somebody whose turn it is and who has not begun. A value without a clock.
///
/// With W the seat's `wait_s`: at 0 the pad invites; from half of W a musical cue, again every quarter of W; at W the app
/// plays once as an example; at 2 W somebody plays with them; at 3 W it is over for now. A step can be left out; what comes
/// after it keeps its time. Nothing says that time has run out, because none has.
class WaitingLadder {
public:
    enum class Rung { Invite, Cue, Model, Together, Over };

    /// Somebody is waited for from `t` on. `wait` is W, 5 to 60 s.
    void begin(Micros t, Micros wait, WaitingSteps steps);
    /// They have begun, or the turn is not theirs any more.
    void end() { m_due.reset(); }
    [[nodiscard]] bool isWaiting() const { return m_due.has_value(); }

    /// What is to be done by `t`, one at a time and in order; nothing once it is over or has ended.
    [[nodiscard]] std::optional<Rung> due(Micros t);
    [[nodiscard]] std::optional<Micros> nextDue() const { return m_due; }
    /// The leader does not wait: the next step that is taken is due at `t`, and what comes after it follows from there.
    void hurry(Micros t);
    void shift(Micros by);

private:
    struct Place {
        Rung rung = Rung::Invite;
        Micros at{}; ///< from the beginning
    };
    [[nodiscard]] Place after(const Place &place) const;

    Micros m_begin{};
    Micros m_wait{};
    WaitingSteps m_steps;
    Place m_next;
    std::optional<Micros> m_due; ///< of m_next
};

} // namespace tutti
