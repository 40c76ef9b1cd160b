// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/drone.h"

#include "activities/pulse.h"

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr Micros kBreathEvery = 4s;
constexpr Micros kBreathLength = 5s; // a second over the next one: a cross-fade, not a seam
constexpr double kQuiet = 0.10;
constexpr double kFull = 0.22;
constexpr double kFadePerBreath = 0.6; // four breaths from the last strike to silence: 17 s
constexpr int kBreathsToSilence = 4;
constexpr double kLevelStep = 2.0; // 6 dB over a breath of 4 s: half of the 3 dB a second the rule allows
constexpr Micros kRecent = 4s;
constexpr int kRegister = 48;

} // namespace

void Drone::begin(Room &room, Micros t, Effects &effects)
{
    if (m_next || m_landing)
        return;
    m_next = Breath{t, kQuiet};
    breathe(room, effects);
}

void Drone::fade()
{
    m_fading = true;
    if (m_next)
        m_next->level = std::min(m_next->level, kQuiet);
}

void Drone::wake()
{
    m_fading = false;
    if (m_next)
        m_next->level = std::max(m_next->level, kQuiet);
}

void Drone::heard(Micros t)
{
    while (!m_recent.empty() && m_recent.front() < t - kRecent)
        m_recent.pop_front();
    m_recent.push_back(t);
}

double Drone::followedLevel(Micros t) const
{
    const auto recent = std::count_if(m_recent.begin(), m_recent.end(), [&](Micros s) { return s >= t - kRecent; });
    return std::min(kFull, kQuiet + 0.01 * static_cast<double>(recent));
}

void Drone::breathe(Room &room, Effects &effects)
{
    const Breath breath = *m_next;
    if (m_landing && breath.at >= *m_landing) {
        m_next.reset();
        return;
    }
    const Micros length = m_landing ? std::min(kBreathLength, *m_landing - breath.at) : kBreathLength;
    room.playBacking(effects, "warm-pad", 0, kRegister, breath.level, breath.at, length);
    room.playBacking(effects, "warm-pad", room.settings.scale.fifth(), kRegister, breath.level * 0.7, breath.at, length);

    double level = 0;
    if (m_fading) {
        level = breath.level * kFadePerBreath;
        if (level < kQuiet * std::pow(kFadePerBreath, kBreathsToSilence - 1) * 0.99) {
            m_next.reset();
            return;
        }
    } else {
        level = std::clamp(followedLevel(breath.at), breath.level / kLevelStep, breath.level * kLevelStep);
    }
    m_next = Breath{breath.at + kBreathEvery, level};
}

void Drone::due(Room &room, Micros t, Effects &effects)
{
    if (m_next && m_next->at - Pulse::kAhead <= t)
        breathe(room, effects);
}

std::optional<Micros> Drone::nextDue() const
{
    return m_next ? std::optional(m_next->at - Pulse::kAhead) : std::nullopt;
}

void Drone::cancelled(Micros t)
{
    if (m_next) // a new breath when sound returns
        m_next->at = t;
}

void Drone::dropped(Micros t)
{
    if (m_next && m_next->at - kBreathEvery > t)
        m_next->at -= kBreathEvery;
}

void Drone::shift(Micros by)
{
    for (Micros &t : m_recent)
        t += by;
    if (m_next)
        m_next->at += by;
    if (m_landing)
        *m_landing += by;
}

} // namespace tutti
