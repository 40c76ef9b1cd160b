// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/circle.h"
#include "activities/turn_ring.h"

#include <array>
#include <optional>
#include <utility>

namespace tutti {

/// The engine under every game of turns: whose turn it is and how it travels, who comes, goes and changes places, and when
/// a round is whole. What somebody does in their turn is the activity's. A value.
///
/// A turn --> `pass` (it travels for 1.5 s) --> the next turn; after the last of a round it travels to everybody. With more
/// people than seats (`people`) those who sat change places, again and again, until as many as take part have been offered
/// a turn. Nobody there, or nobody who touched anything in a whole round: `empty`, until the first touch.
class TurnTaking {
public:
    static constexpr Micros kPass{1'500'000};

    enum class Phase {
        Empty,
        Turn,
        Pass,
        Round, ///< the round is whole: the activity's, until nextRound()
        Away,  ///< people change places
    };
    /// What there is to do for the activity; came() tells it once.
    enum class Came {
        Nothing,
        Turn,  ///< it is seat()'s turn
        Gone,  ///< it is nobody's turn any more
        Round, ///< everybody has been offered a turn
    };

    void enter(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] Came came() { return std::exchange(m_came, Came::Nothing); }
    [[nodiscard]] Phase phase() const { return m_phase; }
    /// The log's word for it; nothing where it is the activity's to say.
    [[nodiscard]] std::optional<StageState> state() const;

    /// Whose turn it is, or is about to be, who is next, and who sits beside them.
    [[nodiscard]] std::optional<SeatId> seat() const { return m_ring.now(); }
    [[nodiscard]] std::optional<SeatId> nextSeat() const { return m_ring.next(); }
    [[nodiscard]] std::optional<SeatId> neighbour() const { return m_ring.neighbour(); }
    /// How many turns this seat has taken since it came, for the leader alone.
    [[nodiscard]] int turnsTaken(SeatId seat) const { return m_taken[static_cast<std::size_t>(seat.value)]; }

    /// A strike of anybody's: somebody is here.
    void touched(Circle &circle, Micros t, Effects &effects);
    /// The turn was taken, and goes on.
    void taken(Circle &circle, Micros t, Effects &effects);
    /// Not now: it goes on, and comes back before the round is over.
    void defer(Circle &circle, Micros t, Effects &effects);
    /// This seat is next, if it has not been offered a turn in this round.
    bool choose(SeatId seat) { return m_ring.choose(seat); }
    /// After a round.
    void nextRound(Circle &circle, Micros t, Effects &effects);

    /// The leader's; in Round they are the activity's.
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, Micros t, Effects &effects);
    void peopleChanged(Circle &circle, Micros t, Effects &effects);

    /// A beat was planned: one that the leader brought goes when it is wanted no more, and does not go on in an empty room.
    void beat(Circle &circle, const Beat &beat);
    void end() { m_passEnds = m_alone = std::nullopt; }
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const { return soonest({m_passEnds, m_alone}); }
    void shift(Micros by);

private:
    void gather(const Circle &circle);
    void beginTurn();
    void passOn(Circle &circle, Micros t, Effects &effects);
    void arrive();
    void empty(Micros t, Effects &effects);
    void changePlaces(Circle &circle, Micros t, Effects &effects);
    void away(Circle &circle, Micros t, Effects &effects);

    Phase m_phase = Phase::Empty;
    Came m_came = Came::Nothing;
    TurnRing m_ring;
    bool m_anybody = false;      ///< touched anything in this round
    bool m_walking = false;      ///< they have got up
    bool m_seated = false;       ///< they sit again, and the groove is to end
    std::size_t m_chairs = 0;    ///< how many sat before
    std::optional<Micros> m_passEnds;
    Micros m_touchedAt{};
    std::optional<Micros> m_alone; ///< then nobody has come back
    std::array<int, kMaxSeats> m_taken{};
};

} // namespace tutti
