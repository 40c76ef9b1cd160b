// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"

#include <optional>
#include <vector>

namespace tutti {

/// Whose turn it is, round after round. A value without a clock.
///
/// In a round each seat of the ring is offered one turn, in the order of the ring; who was not ready is come back to, once,
/// before the round is over, and that is the same offer. A seat that joins comes last in the ring, and in this round too.
/// One that leaves or rests is passed over. So the turns offered to the seats present never differ by more than one since
/// the last change of the ring.
class TurnRing {
public:
    /// Who takes part now. Those that are new come last, in the order given. If the one whose turn it is has gone, the turn
    /// is nobody's until pass().
    void setSeats(const std::vector<SeatId> &seats);
    [[nodiscard]] const std::vector<SeatId> &seats() const { return m_ring; }

    /// Whose turn it is. Nobody's before the first round, between rounds, and where its seat has gone.
    [[nodiscard]] std::optional<SeatId> now() const { return m_now; }
    /// Whose it would be after pass(). Nobody: the round is over then.
    [[nodiscard]] std::optional<SeatId> next() const;
    /// Who sits after whose turn it is, round the ring; nobody where there is no other.
    [[nodiscard]] std::optional<SeatId> neighbour() const;
    [[nodiscard]] bool isOffered(SeatId seat) const;
    /// How many turns were offered in this round, those of seats that have gone since among them.
    [[nodiscard]] int offers() const { return m_offers; }

    /// A new round: nobody has been offered a turn in it.
    void beginRound();
    /// The turn goes on. Nothing: everyone has been offered one, and been come back to; beginRound() next.
    std::optional<SeatId> pass();
    /// It goes on, and comes back to who has it now at the end of the round. A second time it does not come back.
    std::optional<SeatId> defer();
    /// This seat is next, if it has not been offered a turn in this round; else nothing changes, and false.
    bool choose(SeatId seat);
    /// The turn goes back to who had it before, in the same offer. False: nobody did in this round, or they have gone.
    bool giveBack();

private:
    [[nodiscard]] bool isHere(SeatId seat) const;

    std::vector<SeatId> m_ring;
    int m_offers = 0;
    std::vector<SeatId> m_offered;  ///< in this round, in order
    std::vector<SeatId> m_deferred; ///< to be come back to, soonest first
    std::vector<SeatId> m_cameBack; ///< in this round: not a second time
    std::optional<SeatId> m_now;
    std::optional<SeatId> m_before; ///< who had the turn before
    std::optional<SeatId> m_chosen;
};

} // namespace tutti
