// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "measures/initiations.h"
#include "measures/spans.h"

#include <optional>
#include <span>
#include <vector>

namespace tutti::measures {

/// A hit nearer than this to the last counted one of its seat is a bounce; at exactly this distance it is none.
inline constexpr Micros kBounce = 80ms;

[[nodiscard]] constexpr bool isBounce(Micros t, std::optional<Micros> lastCounted) noexcept
{
    return lastCounted && t - *lastCounted < kBounce;
}

/// What one seat did, as the measures see it. Bounces are gone; so is what was struck while paused or resting. Times have
/// the touch latency taken off.
struct SeatPlaying {
    SeatId seat;
    std::vector<Micros> hits;              ///< by the seat's own hand, in order
    int assisted = 0;                      ///< by a helper's hand
    std::vector<std::vector<Micros>> runs; ///< `hits`, cut wherever a pause, a rest, a leave or a helper's hand came between
    Spans there;                           ///< present, neither resting nor paused
    /// False for a seat that rested all the time it was here: it has no part in the shares.
    [[nodiscard]] bool tookPart() const { return !there.all().empty() || !hits.empty(); }
};

/// A whole session, as the measures see it.
struct Playing {
    Micros length{};                 ///< to `end`, or without one to the last event
    std::vector<SeatPlaying> seats;  ///< each that was ever present, in order
    std::vector<SeatHit> hits;       ///< whatever was heard of any seat, in order of time
    std::vector<Micros> invitations; ///< cues and prompts, in order of time
    Micros latency{};                ///< has been taken off the hits and `paused`
    Spans paused;

    /// The time of a hit on a clock that stands still while paused.
    [[nodiscard]] Micros withoutPauses(Micros t) const { return t - paused.lengthBefore(t); }
    /// The same for a line of the log, which the latency has not been taken off.
    [[nodiscard]] Micros lineWithoutPauses(Micros t) const { return withoutPauses(t - latency); }
    /// Those of `hits` that are a seat's own, with the pauses cut out of their times.
    [[nodiscard]] std::vector<SeatHit> ownHits() const;
};

/// Inputs in order of time. What comes after `end` is ignored. A strike from an absent seat joins it.
[[nodiscard]] Playing playingOf(const Header &header, std::span<const Input> inputs, std::span<const Output> outputs);

} // namespace tutti::measures
