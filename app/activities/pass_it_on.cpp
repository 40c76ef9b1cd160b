// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/pass_it_on.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

constexpr Micros kHeldLook = 250ms;    // how often a finger that stays is looked at
constexpr Micros kOwnSound = 600ms;
constexpr double kOwnLevel = 0.3;
constexpr double kCueLevel = 0.25;
constexpr double kModelLevel = 0.4;
constexpr double kHitLevel = 0.6;
constexpr int kPartsTogether = 2;

} // namespace

void PassItOn::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = PassItOn{};
    gather(circle);
    m_drone.fade();
    if (m_ring.seats().empty()) {
        effects.say(t, StateChange{StageState::Empty, {}, {}, {}});
        return; // the first touch brings the ground, and the first turn
    }
    m_drone.begin(circle.room, t, effects);
    m_ring.pass();
    beginTurn(circle, t, effects);
}

/// Who takes part: whoever is there, does not rest and wants to be heard.
void PassItOn::gather(const Circle &circle)
{
    std::vector<SeatId> seats;
    for (int i = 0; i < kMaxSeats; ++i) {
        const Seat &seat = circle.room.seat(SeatId{i});
        if (seat.present && !seat.resting && !seat.quiet)
            seats.push_back(SeatId{i});
    }
    m_ring.setSeats(seats);
}

void PassItOn::empty(Micros t, Effects &effects)
{
    m_phase = StageState::Empty;
    m_ladder.end();
    m_quietDue.reset();
    m_passEnds.reset();
    m_company = m_anybody = false;
    m_ring.beginRound();
    m_drone.fade();
    effects.say(t, StateChange{StageState::Empty, {}, {}, {}});
}

void PassItOn::beginTurn(Circle &circle, Micros t, Effects &effects)
{
    const SeatId seat = *m_ring.now();
    const auto i = static_cast<std::size_t>(seat.value);
    m_phase = StageState::Turn;
    m_company = false;
    m_quietDue.reset();
    m_passEnds.reset();
    effects.say(t, StateChange{StageState::Turn, seat, {}, {}});
    Room &room = circle.room;
    m_ladder.begin(t, microsFromSeconds(room.settings.waitS[i]), room.settings.ladder[i]);
    // A short sound of its own, where a sound may come before it has begun.
    if (room.settings.ladder[i].cue)
        room.play(effects, Note{0, kBacking, room.instrumentOf(seat).id, room.keyOf(seat, PadIndex{0}), kOwnLevel, Role::Prompt}, t, t + kOwnSound);
    climb(circle, t, effects);
}

/// The turn travels; `to` nobody: the round is over.
void PassItOn::passOn(std::optional<SeatId> to, Micros t, Effects &effects)
{
    m_ladder.end();
    m_quietDue.reset();
    m_company = false;
    if (!to && !m_anybody)
        return empty(t, effects); // the music waits
    m_phase = StageState::Pass;
    m_passEnds = t + kPass;
    effects.say(t, StateChange{StageState::Pass, to, {}, {}});
}

void PassItOn::arrive(Circle &circle, Micros t, Effects &effects)
{
    m_passEnds.reset();
    if (m_ring.now())
        beginTurn(circle, t, effects);
    else if (m_ring.next()) { // whose turn it was to be has gone meanwhile
        m_ring.pass();
        beginTurn(circle, t, effects);
    } else {
        playTogether(circle, t, effects);
    }
}

void PassItOn::playTogether(Circle &circle, Micros t, Effects &effects)
{
    m_phase = StageState::Together;
    effects.say(t, StateChange{StageState::Together, {}, {}, {}});
    circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    circle.band.want(kPartsTogether);
}

void PassItOn::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_ending || m_phase != StageState::Together)
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
    m_anybody = true;
    m_drone.heard(t);
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
    gather(circle);
    if (m_phase == StageState::Empty && m_ring.pass())
        beginTurn(circle, t, effects);
    if (m_phase != StageState::Turn || (strike.seat != m_ring.now() && !m_company))
        return;
    m_ladder.end();
    m_played = t;
    m_quietDue = t + microsFromSeconds(circle.room.settings.restS[static_cast<std::size_t>(m_ring.now()->value)]);
}

void PassItOn::choose(Circle &circle, const Choose &choose, Micros t, Effects &effects)
{
    gather(circle);
    const auto *number = std::get_if<double>(&choose.value);
    if (choose.what != "seat" || !number || choose.seat != m_ring.now() || m_phase != StageState::Turn)
        return;
    if (*number >= 0 && *number < kMaxSeats && *number == std::floor(*number) && m_ring.choose(SeatId{static_cast<int>(*number)})) {
        m_anybody = true;
        passOn(m_ring.pass(), t, effects);
    }
}

void PassItOn::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    gather(circle);
    m_anybody = true; // somebody is here
    if (!cue.seats.empty() && !m_ring.choose(cue.seats.front()))
        return; // has had it in this round, or is not there
    switch (m_phase) {
    case StageState::Empty:
        if (m_ring.pass())
            beginTurn(circle, t, effects);
        break;
    case StageState::Turn: passOn(m_ring.pass(), t, effects); break;
    case StageState::Pass: arrive(circle, t, effects); break;
    case StageState::Together: m_togetherEnds = t; break;
    default: break;
    }
}

void PassItOn::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    gather(circle);
    if (m_phase != StageState::Turn && m_phase != StageState::Pass)
        return;
    if (m_ring.giveBack() || m_ring.now())
        beginTurn(circle, t, effects);
}

void PassItOn::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    gather(circle);
    if (m_phase == StageState::Empty || m_phase == StageState::Together)
        return;
    if (m_ring.seats().empty())
        empty(t, effects);
    else if (m_phase == StageState::Turn && !m_ring.now())
        passOn(m_ring.pass(), t, effects);
}

/// The steps of waiting that are due.
void PassItOn::climb(Circle &circle, Micros t, Effects &effects)
{
    Room &room = circle.room;
    while (const auto rung = m_ladder.due(t)) {
        const SeatId seat = *m_ring.now();
        const std::string &own = room.instrumentOf(seat).id;
        const int key = room.keyOf(seat, PadIndex{0});
        switch (*rung) {
        case WaitingLadder::Rung::Invite: effects.say(t, Prompt{seat, PromptStep::Invite}); break;
        case WaitingLadder::Rung::Cue:
            effects.say(t, Prompt{seat, PromptStep::Cue});
            for (int i = 0; i < 2; ++i)
                room.play(effects, Note{0, kBacking, own, key, kCueLevel, Role::Prompt}, t + i * kOwnSound, t + (i + 1) * kOwnSound);
            break;
        case WaitingLadder::Rung::Model: // in the app's own voice: it does not play on anybody's pad
            effects.say(t, Prompt{seat, PromptStep::Model});
            for (int i = 0; i < 3; ++i)
                room.playBacking(effects, "harp", i, 60, kModelLevel, t + i * kOwnSound, kOwnSound, Role::Model);
            break;
        case WaitingLadder::Rung::Together:
            effects.say(t, Prompt{seat, PromptStep::Together});
            m_company = true;
            break;
        case WaitingLadder::Rung::Over: passOn(m_ring.defer(), t, effects); return;
        }
    }
}

void PassItOn::due(Circle &circle, Micros t, Effects &effects)
{
    m_drone.due(circle.room, t, effects);
    if (m_ending)
        return;
    if (m_phase == StageState::Turn && m_ring.now())
        climb(circle, t, effects);
    if (m_quietDue && *m_quietDue <= t && m_phase == StageState::Turn && m_ring.now()) {
        const SeatId seat = *m_ring.now();
        const Micros rest = microsFromSeconds(circle.room.settings.restS[static_cast<std::size_t>(seat.value)]);
        if (!circle.room.seat(seat).presses.empty()) {
            m_played = t;
            m_quietDue = t + kHeldLook;
        } else if (t - m_played < rest) {
            m_quietDue = m_played + rest;
        } else {
            passOn(m_ring.pass(), t, effects);
        }
    }
    if (m_passEnds && *m_passEnds <= t)
        arrive(circle, t, effects);
    if (m_togetherEnds && *m_togetherEnds <= t) {
        m_togetherEnds.reset();
        circle.endPulse();
        m_ring.beginRound();
        m_anybody = false;
        gather(circle);
        if (m_ring.pass())
            beginTurn(circle, t, effects);
        else
            empty(t, effects);
    }
}

std::optional<Micros> PassItOn::nextDue() const
{
    if (m_ending)
        return m_drone.nextDue();
    return soonest({m_drone.nextDue(), m_phase == StageState::Turn ? m_ladder.nextDue() : std::nullopt, m_quietDue, m_passEnds, m_togetherEnds});
}

Share PassItOn::share(const Circle &, SeatId seat, Micros) const
{
    const bool everyone = m_phase == StageState::Empty || m_phase == StageState::Together || m_company;
    return everyone || (m_phase == StageState::Turn && seat == m_ring.now()) ? Share::Full : Share::Soft;
}

void PassItOn::finishAt(Micros landing)
{
    m_ending = true;
    m_ladder.end();
    m_drone.endAt(landing);
    m_quietDue.reset();
    m_passEnds.reset();
    m_togetherEnds.reset();
}

void PassItOn::cancelled(Micros t)
{
    m_drone.cancelled(t);
    if (m_togetherEnds && *m_togetherEnds > t)
        m_togetherEnds.reset(); // its beat is planned again
}

void PassItOn::shift(Micros by)
{
    m_drone.shift(by);
    m_ladder.shift(by);
    m_played += by;
    for (auto *time : {&m_quietDue, &m_passEnds, &m_togetherEnds})
        if (*time)
            **time += by;
}

} // namespace tutti
