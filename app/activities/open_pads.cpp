// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/open_pads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace tutti {
namespace {

constexpr Micros kQuietAfter = 4s;
constexpr Micros kLostAfter = 8s;

// Softly: enough to stay with the group, too little to be pulled about.
constexpr double kFollowPhase = 0.3;
constexpr double kFollowPeriod = 0.05;
constexpr double kFollowFound = 0.1;

constexpr int kBassRegister = 36;

/// Scales that Next walks through: each shares most of its notes with the one before.
constexpr std::array<std::string_view, 4> kScales{"C pentatonic", "F pentatonic", "D minor pentatonic", "G pentatonic"};

} // namespace

void OpenPads::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = OpenPads{};
    effects.say(t, StateChange{StageState::Listen, {}, {}, {}});
    m_drone.fade();
    // Nobody there: silence. The first touch brings the drone.
    if (circle.room.presentSeats() > 0)
        m_drone.begin(circle.room, t, effects);
}

void OpenPads::become(StageState phase, Micros t, Effects &effects)
{
    const StageState before = state();
    m_phase = phase;
    if (state() != before)
        effects.say(t, StateChange{state(), {}, {}, {}});
}

void OpenPads::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_finder.heard(strike.seat, t);
    m_drone.heard(t);
    m_lastHeard = t;
    if (m_phase != StageState::Listen)
        return;
    become(circle.room.pulse ? StageState::Grounded : StageState::Active, t, effects);
    m_nextLook = t + TempoFinder::kLookEvery;
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
}

void OpenPads::setSofter(bool softer, Micros t, Effects &effects)
{
    const StageState before = state();
    m_softer = softer;
    if (state() != before)
        effects.say(t, StateChange{state(), {}, {}, {}});
}

void OpenPads::moveScale(Circle &circle, int by, Micros t)
{
    Room &room = circle.room;
    constexpr auto count = static_cast<std::ptrdiff_t>(kScales.size());
    const auto here = std::find(kScales.begin(), kScales.end(), room.settings.scale.name());
    const auto index = here == kScales.end() ? 0 : (here - kScales.begin() + by + count) % count;
    Scale scale = *Scale::parse(kScales[static_cast<std::size_t>(index)]);
    if (room.pulse)
        room.nextScale = Room::NextScale{room.pulse->timeOf(static_cast<double>(room.pulse->ordinalAfter(t, 0, room.settings.meter))), std::move(scale)};
    else
        room.settings.scale = std::move(scale);
}

void OpenPads::finishAt(Micros landing)
{
    m_ending = true;
    m_drone.endAt(landing);
    m_nextLook.reset();
}

void OpenPads::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (!m_nextLook && !m_ending) { // the leader began it
        m_nextLook = beat.at;
        m_lastHeard = beat.at;
    }
    if (circle.band.wanted() > 0)
        return; // the leader called for the band
    Room &room = circle.room;
    const int inBar = beat.inBar(room.settings.meter);
    const double level = m_drone.followedLevel(beat.at);
    room.strikeBacking(effects, "frame-drum", PadIndex{0}, level * (inBar == 0 ? 1.0 : 0.6), beat.at, beat.length / 2);
    if (inBar % 2 == 0)
        room.playBacking(effects, "bass", inBar == 0 ? 0 : room.settings.scale.fifth(), kBassRegister, level, beat.at, beat.length * 2 - 60ms);
}

void OpenPads::look(Circle &circle, Micros t, Effects &effects)
{
    Room &room = circle.room;
    m_nextLook = t + TempoFinder::kLookEvery;
    if (t - m_lastHeard >= kQuietAfter) {
        // What the leader asked for goes on for people who clap and sway, but not in an empty room.
        if (!circle.lead.holdsBeat() || t - m_lastHeard >= Lead::kAlone) {
            circle.endPulse();
            m_nextLook.reset();
        }
        m_finder.clear();
        m_lostSince.reset();
        if (m_phase != StageState::Listen)
            m_drone.fade();
        become(StageState::Listen, t, effects);
        return;
    }
    const auto found = m_finder.look(t);
    if (!room.pulse) {
        if (!found)
            return;
        circle.startPulse(m_finder.firstBeat(*found, t + Pulse::kAhead), *found);
        room.pulse->follow(kFollowPhase, kFollowPeriod);
        m_lostSince.reset();
        become(StageState::Grounded, t, effects);
        return;
    }
    if (!found) {
        m_lostSince = m_lostSince.value_or(t);
        if (t - *m_lostSince >= kLostAfter && !circle.lead.holdsBeat()) {
            circle.endPulse();
            become(StageState::Active, t, effects);
        }
        return;
    }
    m_lostSince.reset();
    if (room.pulse->isLeading() || circle.lead.holdsBeat())
        return;
    // Lean towards what was found, and never run ahead of the group's own tempo.
    const auto here = static_cast<double>(room.pulse->period().count());
    const auto there = static_cast<double>(found->count());
    if (std::abs(there - here) < 0.2 * here)
        room.pulse->setPeriod(Micros{std::llround(here + kFollowFound * (there - here))});
}

void OpenPads::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_nextLook && *m_nextLook <= t)
        look(circle, t, effects);
    m_drone.due(circle.room, t, effects);
}

std::optional<Micros> OpenPads::nextDue() const { return soonest({m_nextLook, m_drone.nextDue()}); }

void OpenPads::cancelled(Micros t) { m_drone.cancelled(t); }

void OpenPads::shift(Micros by)
{
    m_finder.shift(by);
    m_drone.shift(by);
    m_lastHeard += by;
    for (auto *t : {&m_lostSince, &m_nextLook})
        if (*t)
            **t += by;
}

} // namespace tutti
