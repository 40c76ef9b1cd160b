// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"
#include "measures/initiations.h"

#include <optional>
#include <span>
#include <vector>

/// Who plays when the others do. An overlap is no fault and a gap no delay: people who play together overlap all the time.
namespace tutti::measures {

/// Hits of a seat as near as this belong to one turn.
inline constexpr Micros kTurnGap = 1500ms;
/// How long the last hit of a turn is heard as playing.
inline constexpr Micros kTurnTail = 300ms;

struct Turn {
    SeatId seat;
    Micros first{}; ///< hit
    Micros last{};  ///< hit; the same where there is one alone
    int hits = 0;
    friend bool operator==(const Turn &, const Turn &) = default;
};

/// In order of their first hits. `hits` are in order of time; those that are nobody's own are left out.
[[nodiscard]] std::vector<Turn> turnsOf(std::span<const SeatHit> hits);

/// Floor-transfer offsets in seconds, as in studies of conversation (Heldner and Edlund 2010): the first hit of a turn
/// less the last hit of the turn that began before it, where they are two seats'. Below 0 the two overlap.
[[nodiscard]] std::vector<double> transfersOf(std::span<const Turn> turns);

/// Of the time when anybody is in a turn, each from its first hit to 0.3 s after its last, the part when two or more are.
/// None below two seats.
[[nodiscard]] std::optional<double> overlapShare(std::span<const Turn> turns);

/// (runs - 1) / (hits - 1), a run being hits of one seat that follow each other: 1 every hit by another seat than the one
/// before, towards 0 one long turn each. None below two seats.
[[nodiscard]] std::optional<double> turnIndex(std::span<const SeatHit> hits);

struct TurnFigures {
    Figure gapMedianS;   ///< `n` counts transfers
    Figure overlapShare; ///< `n` counts hits, here and below
    Figure turnIndex;
};

/// Of hits with the pauses cut out of their times.
[[nodiscard]] TurnFigures turnFiguresOf(std::span<const SeatHit> hits);

} // namespace tutti::measures
