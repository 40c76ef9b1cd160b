// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/groove_pass.h"

#include <algorithm>
#include <utility>

namespace tutti {
namespace {

constexpr int kParts = 3;            // enough to play to, and room above it for two
constexpr double kAlongLevel = 0.25;

/// The next two of the ring, of a new round where this one is over. Who is named is one of them.
std::vector<SeatId> take(TurnRing &ring, std::optional<SeatId> named)
{
    if (!ring.next())
        ring.beginRound();
    std::vector<SeatId> pair;
    if (named) {
        pair.push_back(*named);
        if (ring.choose(*named))
            ring.pass();
    }
    while (pair.size() < 2 && ring.pass())
        pair.push_back(*ring.now());
    return pair;
}

} // namespace

void GroovePass::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = GroovePass{};
    m_ring.setSeats(circle.room.takingPart());
    if (m_ring.seats().empty())
        become(StageState::Empty, t, effects); // the first touch brings the beat
    else
        begin(circle, t, effects);
}

void GroovePass::begin(Circle &circle, Micros t, Effects &effects)
{
    m_touchedAt = t;
    if (!circle.room.pulse)
        circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    circle.band.want(std::max(circle.band.wanted(), std::min(kParts, circle.band.parts())));
    m_ring.beginRound();
    pass();
    become(StageState::Pair, t, effects);
}

void GroovePass::empty(Circle &circle, Micros t, Effects &effects)
{
    circle.endPulse();
    m_pair.clear();
    m_since.reset();
    m_turn.reset();
    m_named.reset();
    m_goesOn = m_again = false;
    become(StageState::Empty, t, effects);
}

void GroovePass::become(StageState phase, Micros t, Effects &effects)
{
    m_phase = phase;
    effects.say(t, StateChange{phase, {}, m_pair, {}});
}

/// The next pair has the beat, or the same once more; its eight begin with the next beat that is planned.
void GroovePass::pass()
{
    if (!m_again)
        m_pair = take(m_ring, m_named);
    m_named.reset();
    m_goesOn = m_again = false;
    m_since.reset();
}

std::vector<SeatId> GroovePass::askedNext() const
{
    if (m_ending)
        return {};
    if (m_again)
        return m_pair;
    TurnRing ring = m_ring;
    return take(ring, m_named);
}

void GroovePass::strike(Circle &circle, const Strike &, Micros t, Effects &effects)
{
    m_touchedAt = t;
    m_ring.setSeats(circle.room.takingPart());
    if (m_phase == StageState::Empty && !m_ring.seats().empty())
        begin(circle, t, effects);
}

void GroovePass::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_ending)
        return;
    if (m_phase != StageState::Pair) {
        if (beat.ordinal == 0)
            m_touchedAt = std::max(m_touchedAt, beat.at); // whoever brought it was here just now
        // It goes when the leader wants it no more, and does not go on for nobody.
        if (!circle.lead.holdsBeat() || circle.lead.leavesEmpty(m_touchedAt, beat.at))
            circle.endPulse();
        return;
    }
    if (beat.at - m_touchedAt > Lead::kAlone) {
        empty(circle, beat.at, effects);
        return;
    }
    if (!m_since)
        m_since = beat.ordinal;
    const bool over = beat.ordinal >= *m_since + kBeats || (m_goesOn && beat.ordinal > *m_since);
    if (!m_turn && over && beat.inBar(circle.room.settings.meter) == 0)
        m_turn = Turn{beat.ordinal, beat.at};
    playAlong(circle, beat, effects);
}

/// With whoever has nobody: between the beats, where there is room.
void GroovePass::playAlong(Circle &circle, const Beat &beat, Effects &effects) const
{
    const bool turns = m_turn && beat.ordinal >= m_turn->ordinal;
    if ((turns ? askedNext() : m_pair).size() == 1)
        circle.room.strikeBacking(effects, "frame-drum", PadIndex{1}, kAlongLevel, beat.at + beat.length / 2, beat.length / 2, Role::Model);
}

void GroovePass::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    m_ring.setSeats(circle.room.takingPart());
    if (!cue.seats.empty() && !contains(m_ring.seats(), cue.seats.front()))
        return; // is not there, or is not to be asked
    if (!cue.seats.empty())
        m_named = cue.seats.front();
    m_again = false;
    if (m_phase == StageState::Pair)
        m_goesOn = true;
    else if (!m_ring.seats().empty())
        begin(circle, t, effects);
}

void GroovePass::again(Circle &, const Cue &, Micros, Effects &)
{
    m_again = !m_pair.empty();
    m_goesOn = false;
    m_named.reset();
}

void GroovePass::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    m_ring.setSeats(circle.room.takingPart());
    const auto gone = [&](SeatId seat) { return !contains(m_ring.seats(), seat); };
    if (m_named && gone(*m_named))
        m_named.reset();
    if (m_phase == StageState::Empty)
        return;
    const bool fewer = std::erase_if(m_pair, gone) > 0;
    if (!m_pair.empty()) {
        if (fewer)
            become(StageState::Pair, t, effects);
        return;
    }
    m_again = false;
    if (m_ring.seats().empty() && !circle.lead.holdsBeat()) {
        empty(circle, t, effects);
        return;
    }
    m_turn.reset(); // nobody has it: the next do, at once
    pass();
    become(StageState::Pair, t, effects);
}

void GroovePass::finishAt(Micros)
{
    m_ending = true;
    m_turn.reset();
}

void GroovePass::due(Circle &circle, Micros t, Effects &effects)
{
    if (!m_turn || m_turn->at > t)
        return;
    const Turn turn = *std::exchange(m_turn, std::nullopt);
    m_ring.setSeats(circle.room.takingPart());
    pass();
    m_since = turn.ordinal;
    become(StageState::Pair, t, effects);
}

std::optional<Micros> GroovePass::nextDue() const { return m_turn ? std::optional(m_turn->at) : std::nullopt; }

void GroovePass::cancelled(Micros t)
{
    if (m_turn && m_turn->at > t)
        m_turn.reset(); // its beat is planned again
}

void GroovePass::shift(Micros by)
{
    m_touchedAt += by;
    if (m_turn)
        m_turn->at += by;
}

Share GroovePass::share(const Circle &, SeatId seat, Micros) const { return m_pair.empty() || contains(m_pair, seat) ? Share::Full : Share::Soft; }

} // namespace tutti
