// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/turn_taking.h"

#include <algorithm>
#include <vector>

namespace tutti {

/// Who takes part: whoever is there, does not rest and wants to be heard.
void TurnTaking::gather(const Circle &circle)
{
    const std::vector<SeatId> seats = circle.room.takingPart();
    for (int i = 0; i < kMaxSeats; ++i)
        if (!circle.room.seat(SeatId{i}).present)
            m_taken[static_cast<std::size_t>(i)] = 0;
    m_ring.setSeats(seats);
}

std::optional<StageState> TurnTaking::state() const
{
    switch (m_phase) {
    case Phase::Empty: return StageState::Empty;
    case Phase::Pass: return StageState::Pass;
    case Phase::Away: return StageState::Swap;
    case Phase::Turn:
    case Phase::Round: break;
    }
    return std::nullopt;
}

void TurnTaking::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = TurnTaking{};
    m_touchedAt = t;
    gather(circle);
    if (m_ring.pass())
        beginTurn();
    else
        empty(t, effects); // the first touch brings the first turn
}

void TurnTaking::beginTurn()
{
    m_phase = Phase::Turn;
    m_passEnds.reset();
    m_came = Came::Turn;
}

void TurnTaking::empty(Micros t, Effects &effects)
{
    m_phase = Phase::Empty;
    m_came = Came::Gone;
    m_passEnds.reset();
    m_anybody = false;
    m_ring.beginRound();
    effects.say(t, StateChange{StageState::Empty, {}, {}, {}});
}

/// The turn travels to whom the ring has it with now: nobody, then the round is whole, or others take the seats.
void TurnTaking::passOn(Circle &circle, Micros t, Effects &effects)
{
    m_came = Came::Gone;
    if (!m_ring.now()) {
        if (!m_anybody)
            return empty(t, effects); // the music waits
        if (m_ring.offers() < circle.room.settings.people)
            return changePlaces(circle, t, effects);
    }
    m_phase = Phase::Pass;
    m_passEnds = t + kPass;
    effects.say(t, StateChange{StageState::Pass, m_ring.now(), {}, {}});
}

void TurnTaking::arrive()
{
    m_passEnds.reset();
    if (m_ring.now() || m_ring.pass()) { // or whose turn it was to be has gone meanwhile
        beginTurn();
        return;
    }
    m_phase = Phase::Round;
    m_came = Came::Round;
}

// ---- more people than seats ----

void TurnTaking::changePlaces(Circle &circle, Micros t, Effects &effects)
{
    m_chairs = m_ring.seats().size();
    m_phase = Phase::Away;
    m_walking = m_seated = false;
    m_alone = t + Lead::kAlone;
    circle.cue(Cue{CueKind::Swap, {}, {}}, t, effects);
}

/// While people walk, and once they sit.
void TurnTaking::away(Circle &circle, Micros t, Effects &effects)
{
    if (circle.lead.lasting.away) {
        m_walking = true;
        const int left = circle.room.settings.people - m_ring.offers();
        const std::size_t awaited = left > 0 ? std::min(m_chairs, static_cast<std::size_t>(left)) : m_chairs;
        if (!m_seated && awaited > 0 && m_ring.seats().size() >= awaited) {
            m_seated = true;
            circle.cue(Cue{CueKind::Swap, {}, {}}, t, effects); // everybody sits: on from the next bar line
        }
        return;
    }
    if (!m_walking)
        return; // it is still announced
    m_walking = false;
    m_alone.reset();
    circle.letPulseGo();
    m_phase = Phase::Pass;
    if (m_ring.pass())
        beginTurn();
    else
        empty(t, effects);
}

// ---- what happens ----

void TurnTaking::touched(Circle &circle, Micros t, Effects &effects)
{
    m_anybody = true;
    m_touchedAt = t;
    gather(circle);
    if (m_phase == Phase::Away) {
        m_alone = t + Lead::kAlone;
        if (!m_walking && !circle.lead.coming()) // another cue came between: announced again
            circle.cue(Cue{CueKind::Swap, {}, {}}, t, effects);
        away(circle, t, effects);
    } else if (m_phase == Phase::Empty && m_ring.pass()) {
        beginTurn();
    }
}

void TurnTaking::taken(Circle &circle, Micros t, Effects &effects)
{
    if (m_ring.now())
        ++m_taken[static_cast<std::size_t>(m_ring.now()->value)];
    m_ring.pass();
    passOn(circle, t, effects);
}

void TurnTaking::defer(Circle &circle, Micros t, Effects &effects)
{
    m_ring.defer();
    passOn(circle, t, effects);
}

void TurnTaking::nextRound(Circle &circle, Micros t, Effects &effects)
{
    m_ring.beginRound();
    m_anybody = false;
    gather(circle);
    if (m_ring.pass())
        beginTurn();
    else
        empty(t, effects);
}

void TurnTaking::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    gather(circle);
    m_anybody = true; // somebody is here
    if (!cue.seats.empty() && !m_ring.choose(cue.seats.front()))
        return; // has had it in this round, or is not there
    switch (m_phase) {
    case Phase::Empty:
        if (m_ring.pass())
            beginTurn();
        break;
    case Phase::Turn:
        m_ring.pass();
        passOn(circle, t, effects);
        break;
    case Phase::Pass: arrive(); break;
    case Phase::Away: // not after all
        m_walking = true;
        away(circle, t, effects);
        break;
    case Phase::Round: break;
    }
}

void TurnTaking::again(Circle &circle, Micros, Effects &)
{
    gather(circle);
    if ((m_phase == Phase::Turn || m_phase == Phase::Pass) && (m_ring.giveBack() || m_ring.now()))
        beginTurn();
}

void TurnTaking::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    gather(circle);
    if (m_phase == Phase::Away)
        return away(circle, t, effects);
    if (circle.lead.lasting.away) { // the leader has them change places
        m_phase = Phase::Away;
        m_chairs = 0;
        m_walking = true;
        m_seated = false;
        m_alone = t + Lead::kAlone;
        m_passEnds.reset();
        m_came = Came::Gone;
        return;
    }
    if (m_phase == Phase::Empty || m_phase == Phase::Round)
        return;
    if (m_ring.seats().empty()) {
        empty(t, effects);
    } else if (m_phase == Phase::Turn && !m_ring.now()) {
        m_ring.pass();
        passOn(circle, t, effects);
    }
}

void TurnTaking::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_passEnds && *m_passEnds <= t)
        arrive();
    if (m_alone && *m_alone <= t) { // nobody came back
        m_alone.reset();
        m_walking = true;
        if (!circle.lead.lasting.away)
            away(circle, t, effects);
        else if (!std::exchange(m_seated, true))
            circle.cue(Cue{CueKind::Swap, {}, {}}, t, effects);
    }
}

void TurnTaking::beat(Circle &circle, const Beat &beat)
{
    if (beat.ordinal == 0)
        m_touchedAt = std::max(m_touchedAt, beat.at); // whoever began it was here just now
    if (m_phase == Phase::Empty && circle.lead.leavesEmpty(m_touchedAt, beat.at))
        circle.endPulse();
    else if (m_phase == Phase::Turn || m_phase == Phase::Pass)
        circle.letPulseGo();
}

void TurnTaking::shift(Micros by)
{
    m_touchedAt += by;
    for (auto *time : {&m_passEnds, &m_alone})
        if (*time)
            **time += by;
}

} // namespace tutti
