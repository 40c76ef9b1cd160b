// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/our_pulse.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

// Match: the adaptive beat. Hold: it stays with the group's phase and keeps its own tempo.
constexpr double kMatchPhase = 0.3;
constexpr double kMatchPeriod = 0.05;
constexpr double kHoldPhase = 0.15;

constexpr int kSettled = 8;   // beats until something is so
constexpr int kHoldAtLeast = 16;
constexpr int kBaseParts = 2; // the low drum and the chord
constexpr int kQuiet = 8;     // beats without a strike until only the low drum is left,
constexpr int kAlone = 16;    // and until it goes as well
constexpr Micros kDroneFadesAfter = 4s;
constexpr double kAnotherTempo = 0.12; // beyond this the beat does not lean over, it begins anew

bool isNear(Micros a, Micros b, double within)
{
    return std::abs(std::log(static_cast<double>(a.count()) / static_cast<double>(b.count()))) <= within;
}

} // namespace

void OurPulse::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = OurPulse{};
    effects.say(t, StateChange{StageState::Gather, {}, {}, {}});
    m_drone.fade();
    if (circle.room.presentSeats() > 0)
        m_drone.begin(circle.room, t, effects);
}

void OurPulse::become(StageState phase, Micros t, Effects &effects)
{
    if (phase == m_phase)
        return;
    m_phase = phase;
    m_held = m_firm = 0;
    effects.say(t, StateChange{phase, {}, {}, {}});
}

void OurPulse::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_finder.heard(strike.seat, t);
    m_drone.heard(t);
    m_alone = 0;
    if (!m_nextLook)
        m_nextLook = t + TempoFinder::kLookEvery;
    if (m_phase != StageState::Gather)
        return;
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
}

void OurPulse::match(Circle &circle, Micros period, Micros t, Effects &effects)
{
    circle.startPulse(m_finder.firstBeat(period, t + Pulse::kAhead), period);
    circle.room.pulse->follow(kMatchPhase, kMatchPeriod);
    m_judged.reset();
    circle.band.want(std::max(circle.band.wanted(), kBaseParts));
    m_drone.end();
    become(StageState::Match, t, effects);
}

void OurPulse::look(Circle &circle, Micros t, Effects &effects)
{
    m_nextLook = t + TempoFinder::kLookEvery;
    const auto found = m_finder.look(t);
    if (m_phase == StageState::Gather) {
        if (found && !circle.room.pulse) {
            match(circle, *found, t, effects);
        } else if (const auto last = m_finder.lastStrike(); last && t - *last >= kDroneFadesAfter) {
            m_drone.fade();
            m_finder.clear();
            m_nextLook.reset();
        }
        return;
    }
    // The group has gone over to another tempo, not to half or twice of this one: the app goes with it.
    const Micros period = circle.room.pulse->period();
    if (m_phase == StageState::Match && found && m_loose > 0 && !isNear(*found, period, kAnotherTempo)
        && !isNear(*found, period * 2, kAnotherTempo) && !isNear(*found * 2, period, kAnotherTempo)) {
        match(circle, *found, t, effects);
    }
}

void OurPulse::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_ending)
        return;
    if (m_phase == StageState::Gather) { // the leader began it
        m_judged.reset();
        circle.room.pulse->follow(kHoldPhase, 0);
        circle.band.want(std::max(circle.band.wanted(), kBaseParts));
        m_drone.end();
        become(StageState::Hold, beat.at, effects);
    }
    if (std::exchange(m_judged, beat.ordinal) == beat.ordinal)
        return;
    ++m_alone;
    judge(circle, beat, effects);
    leaveAlone(circle, beat, effects);
}

/// Are people together? From that follow what the beat does and how many parts play.
void OurPulse::judge(Circle &circle, const Beat &beat, Effects &effects)
{
    Pulse &pulse = *circle.room.pulse;
    const auto together = pulse.together();
    if (pulse.isLeading())
        become(StageState::Lead, beat.at, effects);
    else if (m_phase == StageState::Lead)
        become(StageState::Hold, beat.at, effects);
    if (!together)
        return;
    m_firm = *together >= kTogether ? m_firm + 1 : 0;
    m_apart = *together < kTogether ? m_apart + 1 : 0;
    m_loose = *together < kLoose ? m_loose + 1 : 0;

    // What they played before they went apart would be heard as part of a tempo that nobody plays.
    if (m_loose == kSettled)
        m_finder.clear();

    if (m_firm > 0 && m_firm % kSettled == 0)
        circle.band.want(std::min(circle.band.parts(), circle.band.wanted() + 1));
    if (m_apart > 0 && m_apart % kSettled == 0 && !circle.lead.lasting.groove)
        circle.band.want(std::max(kBaseParts, circle.band.wanted() - 1));

    if (m_phase == StageState::Match && m_firm >= kSettled)
        become(StageState::Hold, beat.at, effects);
    else if (m_phase == StageState::Hold && ++m_held >= kHoldAtLeast && m_loose >= kSettled && !circle.lead.lasting.groove)
        become(StageState::Match, beat.at, effects);
    // While people are far apart their strokes say nothing of this beat: it waits for the finder.
    const bool matches = m_phase == StageState::Match;
    pulse.follow(matches ? (m_loose > 0 ? 0 : kMatchPhase) : kHoldPhase, matches && m_loose == 0 ? kMatchPeriod : 0);
}

/// With nobody playing the music does not go on for ever.
void OurPulse::leaveAlone(Circle &circle, const Beat &beat, Effects &effects)
{
    const bool led = circle.lead.holdsBeat();
    if (led ? m_alone * beat.length < Lead::kAlone : m_alone < kQuiet)
        return;
    circle.band.want(std::min(circle.band.wanted(), 1));
    if (!led && m_alone < kAlone)
        return;
    circle.endPulse();
    m_finder.clear();
    m_nextLook.reset();
    m_alone = 0;
    become(StageState::Gather, beat.at, effects);
}

void OurPulse::finishAt(Micros landing)
{
    m_ending = true;
    m_drone.endAt(landing);
    m_nextLook.reset();
}

void OurPulse::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_nextLook && *m_nextLook <= t)
        look(circle, t, effects);
    m_drone.due(circle.room, t, effects);
}

std::optional<Micros> OurPulse::nextDue() const { return soonest({m_nextLook, m_drone.nextDue()}); }

void OurPulse::cancelled(Micros t) { m_drone.cancelled(t); }

void OurPulse::shift(Micros by)
{
    m_finder.shift(by);
    m_drone.shift(by);
    if (m_nextLook)
        *m_nextLook += by;
}

} // namespace tutti
