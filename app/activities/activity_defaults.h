// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/circle.h"
#include "activities/turn.h"

#include <optional>
#include <vector>

namespace tutti {

/// What an activity does with what does not concern it. Each activity is one of these and has its own in place of some.
struct ActivityDefaults {
    /// How much of a strike of this seat at this time is wanted; asked before strike(), with its finger down already. What
    /// is out of turn is soft, unless the settings want it in full.
    [[nodiscard]] Share share(const Circle &, SeatId, Micros) const { return Share::Full; }
    /// A continuous control.
    void move(Circle &, const Move &, Micros, Effects &) {}
    /// A choice, such as who is next.
    void choose(Circle &, const Choose &, Micros, Effects &) {}
    /// The leader goes on, or back; where `cue` names seats it is about them.
    void next(Circle &, const Cue &, Micros, Effects &) {}
    void again(Circle &, const Cue &, Micros, Effects &) {}
    /// The leader does not wait: the next step for whoever is waited for is due.
    void hurry(Micros) {}
    /// Somebody came, went, rests, or wants not to be heard.
    void peopleChanged(Circle &, Micros, Effects &) {}
    /// The group grew dense, or no longer is.
    void setSofter(bool, Micros, Effects &) {}
    // What the screen and the leader want to know of whoever takes turns.
    /// Who plays softly does so because it is somebody else's turn.
    [[nodiscard]] bool isInTurns() const { return false; }
    /// Whose turn it is now, and whose it is next.
    [[nodiscard]] std::vector<SeatId> asked() const { return {}; }
    [[nodiscard]] std::vector<SeatId> askedNext() const { return {}; }
    /// The turn that is waited for, or goes on.
    [[nodiscard]] const Turn *turn() const { return nullptr; }
    /// How many turns this seat has taken; nothing where there are none.
    [[nodiscard]] std::optional<int> turnsTaken(SeatId) const { return std::nullopt; }

    /// It has come to its end: the stage finishes.
    [[nodiscard]] bool isOver() const { return false; }
};

} // namespace tutti
