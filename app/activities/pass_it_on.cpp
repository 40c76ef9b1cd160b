// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/pass_it_on.h"

#include <cmath>

namespace tutti {
namespace {

constexpr double kHitLevel = 0.6;
constexpr double kAnswerLevel = 0.4;
constexpr int kPartsTogether = 2;

} // namespace

void PassItOn::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = PassItOn{m_form};
    m_drone.fade();
    m_taking.enter(circle, t, effects);
    if (m_taking.phase() != TurnTaking::Phase::Empty)
        m_drone.begin(circle.room, t, effects);
    follow(circle, t, effects);
}

/// What the turns have come to.
void PassItOn::follow(Circle &circle, Micros t, Effects &effects)
{
    switch (m_taking.came()) {
    case TurnTaking::Came::Nothing: break;
    case TurnTaking::Came::Turn:
        m_answerEnds = m_nextHit = std::nullopt;
        effects.say(t, StateChange{StageState::Turn, m_taking.seat(), {}, {}});
        m_turn.begin(circle, *m_taking.seat(), t, {}, effects);
        break;
    case TurnTaking::Came::Gone:
        m_turn.end();
        m_answerEnds = m_nextHit = std::nullopt;
        if (m_taking.phase() == TurnTaking::Phase::Empty)
            m_drone.fade();
        break;
    case TurnTaking::Came::Round:
        m_turn.end();
        if (m_form.ends)
            m_over = true;
        else
            playTogether(circle, t, effects);
        break;
    }
}

/// The group answers whoever has played: the app strikes the first and the third of four beats, so that there is an
/// answer however many join in.
void PassItOn::answer(Circle &circle, Micros t, Effects &effects)
{
    const Micros beat = beatLength(circle.room.settings.bpm);
    m_nextHit = t + Pulse::kAhead;
    m_answerEnds = *m_nextHit + kAnswerBeats * beat;
    effects.say(t, StateChange{StageState::Answer, m_taking.seat(), {}, {}});
}

void PassItOn::playTogether(Circle &circle, Micros t, Effects &effects)
{
    effects.say(t, StateChange{StageState::Together, {}, {}, {}});
    circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    circle.band.want(kPartsTogether);
}

void PassItOn::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_ending)
        return;
    m_taking.beat(circle, beat);
    if (m_taking.phase() != TurnTaking::Phase::Round)
        return;
    if (beat.ordinal == kTogetherBeats - 1)
        circle.band.want(0);
    if (beat.ordinal < kTogetherBeats)
        return;
    circle.hitTogether(beat.at, 2 * beat.length, kHitLevel, effects);
    m_togetherEnds = beat.at;
}

void PassItOn::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_drone.heard(t);
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
    m_taking.touched(circle, t, effects);
    follow(circle, t, effects);
    if (m_answerEnds)
        return;
    if (m_turn.isOf(strike.seat))
        m_turn.strike(circle, strike.seat, t);
    else if (circle.room.settings.variant == Variant::Choose && m_turn.hasBegun() && m_taking.choose(strike.seat))
        effects.say(t, StateChange{StageState::Turn, m_taking.seat(), {}, {}}); // the way is another
}

void PassItOn::choose(Circle &circle, const Choose &choose, Micros t, Effects &effects)
{
    const auto *number = std::get_if<double>(&choose.value);
    if (choose.what != "seat" || !number || choose.seat != m_turn.seat() || m_answerEnds)
        return;
    if (*number >= 0 && *number < kMaxSeats && *number == std::floor(*number) && m_taking.choose(SeatId{static_cast<int>(*number)})) {
        m_taking.touched(circle, t, effects);
        m_taking.taken(circle, t, effects);
        follow(circle, t, effects);
    }
}

void PassItOn::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    if (m_taking.phase() == TurnTaking::Phase::Round)
        m_togetherEnds = t;
    m_taking.next(circle, cue, t, effects);
    follow(circle, t, effects);
}

void PassItOn::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    m_taking.again(circle, t, effects);
    follow(circle, t, effects);
}

void PassItOn::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    m_taking.peopleChanged(circle, t, effects);
    follow(circle, t, effects);
}

void PassItOn::due(Circle &circle, Micros t, Effects &effects)
{
    m_drone.due(circle.room, t, effects);
    if (m_ending)
        return;
    if (!m_answerEnds)
        switch (m_turn.due(circle, t, effects)) {
        case Turn::Came::Nothing: break;
        case Turn::Came::NotNow: m_taking.defer(circle, t, effects); break;
        case Turn::Came::Played:
            if (m_form.answered)
                answer(circle, t, effects);
            else
                m_taking.taken(circle, t, effects);
            break;
        }
    if (m_nextHit && *m_nextHit - Pulse::kAhead <= t) {
        const Micros two = 2 * beatLength(circle.room.settings.bpm);
        circle.hitTogether(*m_nextHit, two, kAnswerLevel, effects);
        m_plannedHit = m_nextHit;
        *m_nextHit += two;
        if (*m_nextHit >= *m_answerEnds)
            m_nextHit.reset();
    }
    if (m_answerEnds && *m_answerEnds <= t)
        m_taking.taken(circle, t, effects);
    m_taking.due(circle, t, effects);
    if (m_togetherEnds && *m_togetherEnds <= t) {
        m_togetherEnds.reset();
        circle.letPulseGo();
        m_taking.nextRound(circle, t, effects);
    }
    follow(circle, t, effects);
}

std::optional<Micros> PassItOn::nextDue() const
{
    if (m_ending)
        return m_drone.nextDue();
    const auto hit = m_nextHit ? std::optional(*m_nextHit - Pulse::kAhead) : std::nullopt;
    return soonest({m_drone.nextDue(), m_answerEnds ? std::nullopt : m_turn.nextDue(), hit, m_answerEnds, m_taking.nextDue(), m_togetherEnds});
}

Share PassItOn::share(const Circle &, SeatId seat, Micros) const
{
    switch (m_taking.phase()) {
    case TurnTaking::Phase::Turn: return m_answerEnds || m_turn.isOf(seat) ? Share::Full : Share::Soft;
    case TurnTaking::Phase::Pass: return Share::Soft;
    case TurnTaking::Phase::Empty:
    case TurnTaking::Phase::Round:
    case TurnTaking::Phase::Away: break;
    }
    return Share::Full;
}

StageState PassItOn::state() const
{
    if (const auto state = m_taking.state())
        return *state;
    if (m_taking.phase() == TurnTaking::Phase::Round)
        return StageState::Together;
    return m_answerEnds ? StageState::Answer : StageState::Turn;
}

std::vector<SeatId> PassItOn::asked() const
{
    if (m_turn.isOn() && !m_answerEnds)
        return {*m_turn.seat()};
    return {};
}

std::vector<SeatId> PassItOn::askedNext() const
{
    if (m_ending)
        return {};
    if (m_taking.phase() == TurnTaking::Phase::Pass && m_taking.seat())
        return {*m_taking.seat()};
    if (m_taking.phase() == TurnTaking::Phase::Turn && m_taking.nextSeat())
        return {*m_taking.nextSeat()};
    return {};
}

void PassItOn::finishAt(Micros landing)
{
    m_ending = true;
    m_turn.end();
    m_taking.end();
    m_drone.endAt(landing);
    m_answerEnds = m_nextHit = m_togetherEnds = std::nullopt;
}

void PassItOn::cancelled(Micros t)
{
    m_drone.cancelled(t);
    m_turn.cancelled(t);
    if (m_answerEnds && m_plannedHit && *m_plannedHit > t)
        m_nextHit = m_plannedHit;
    if (m_togetherEnds && *m_togetherEnds > t)
        m_togetherEnds.reset(); // its beat is planned again
}

void PassItOn::shift(Micros by)
{
    m_drone.shift(by);
    m_taking.shift(by);
    m_turn.shift(by);
    for (auto *time : {&m_nextHit, &m_plannedHit, &m_answerEnds, &m_togetherEnds})
        if (*time)
            **time += by;
}

} // namespace tutti
