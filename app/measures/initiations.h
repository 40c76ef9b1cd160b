// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <span>
#include <vector>

namespace tutti::measures {

/// How long everyone has been silent, and nothing has invited, before a hit counts as someone's own start.
inline constexpr Micros kOwnStartAfter = 5s;

struct SeatHit {
    Micros t{};
    SeatId seat;
    /// False for a hit that ends the silence and is nobody's own start: a helper's hand, a resting seat.
    bool own = true;
    PadIndex pad{};
    bool assisted = false; ///< by a helper's hand
    friend bool operator==(const SeatHit &, const SeatHit &) = default;
};

/// The own hits that come 5 s or more after the last hit of any seat, after the last cue or prompt and after the start of
/// the session. Exactly 5 s is enough in all three. Hits in the same microsecond do not end each other's silence.
/// `hits` and `invitations` are in order of time.
[[nodiscard]] std::vector<SeatHit> initiationsOf(std::span<const SeatHit> hits, std::span<const Micros> invitations);

} // namespace tutti::measures
