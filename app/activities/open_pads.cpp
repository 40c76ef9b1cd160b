// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/open_pads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <string_view>

namespace tutti {
namespace {

// Notes are posted this long before they sound, so that a screen that stalls for 300 ms loses none.
constexpr Micros kAhead = 400ms;

constexpr Micros kBreathEvery = 4s;
constexpr Micros kBreathLength = 5s; // a second over the next one: a cross-fade, not a seam
constexpr double kQuietDrone = 0.10;
constexpr double kFullDrone = 0.22;
constexpr double kFadePerBreath = 0.6; // four breaths from the last strike to silence: 17 s
constexpr int kBreathsToSilence = 4;
constexpr double kLevelStep = 2.0; // 6 dB over a breath of 4 s: half of the 3 dB a second the rule allows

constexpr Micros kQuietAfter = 4s;
constexpr Micros kLostAfter = 8s;
constexpr Micros kPhaseWindow = 6s;

// Match, softly: enough to stay with the group, too little to be pulled about.
constexpr double kFollowPhase = 0.3;
constexpr double kFollowPeriod = 0.05;
constexpr double kFollowFound = 0.1;

constexpr int kDroneRegister = 48;
constexpr int kBassRegister = 36;

/// Scales that Next walks through: each shares most of its notes with the one before.
constexpr std::array<std::string_view, 4> kScales{"C pentatonic", "F pentatonic", "D minor pentatonic", "G pentatonic"};

void expire(std::deque<Micros> &times, Micros before)
{
    while (!times.empty() && times.front() < before)
        times.pop_front();
}

} // namespace

void OpenPads::enter(Room &room, Micros t, Effects &effects)
{
    *this = OpenPads{};
    effects.say(t, StateChange{StageState::Listen, {}, {}, {}});
    // Nobody there: silence. The first touch brings the drone.
    if (room.presentSeats() > 0) {
        m_breath = Breath{t, kQuietDrone};
        breathe(room, effects);
    }
}

void OpenPads::become(StageState phase, Micros t, Effects &effects)
{
    const StageState before = state();
    m_phase = phase;
    if (state() != before)
        effects.say(t, StateChange{state(), {}, {}, {}});
}

double OpenPads::followedLevel(Micros t) const
{
    const auto recent = std::count_if(m_recent.begin(), m_recent.end(), [&](Micros s) { return s >= t - kQuietAfter; });
    return std::min(kFullDrone, kQuietDrone + 0.01 * static_cast<double>(recent));
}

void OpenPads::breathe(Room &room, Effects &effects)
{
    const Breath breath = *m_breath;
    if (m_landing && breath.at >= *m_landing) {
        m_breath.reset();
        return;
    }
    const Micros length = m_landing ? std::min(kBreathLength, *m_landing - breath.at) : kBreathLength;
    room.playBacking(effects, "warm-pad", 0, kDroneRegister, breath.level, breath.at, length);
    room.playBacking(effects, "warm-pad", room.settings.scale.fifth(), kDroneRegister, breath.level * 0.7, breath.at, length);

    double level = 0;
    if (m_phase == StageState::Listen) {
        level = breath.level * kFadePerBreath;
        if (level < kQuietDrone * std::pow(kFadePerBreath, kBreathsToSilence - 1) * 0.99) {
            m_breath.reset();
            return;
        }
    } else {
        level = std::clamp(followedLevel(breath.at), breath.level / kLevelStep, breath.level * kLevelStep);
    }
    m_breath = Breath{breath.at + kBreathEvery, level};
}

void OpenPads::strike(Room &room, SeatId seat, Micros t, Effects &effects)
{
    m_lastStrike = t;
    m_recent.push_back(t);
    m_phaseStrikes.emplace_back(seat, t);
    m_finder.strike(seat, t);
    if (m_phase == StageState::Listen) {
        become(StageState::Active, t, effects);
        m_nextLook = t + TempoFinder::kLookEvery;
        if (!m_breath && !m_landing) {
            m_breath = Breath{t, kQuietDrone};
            breathe(room, effects);
        } else if (m_breath) {
            m_breath->level = std::max(m_breath->level, kQuietDrone);
        }
    }
    if (m_ostinato) {
        // The nearest beat that is known: the last one planned, the one before it, or those before that.
        const Micros period = m_ostinato->partner.period();
        const Micros from = t - m_ostinato->last.at;
        const std::int64_t beats = std::llround(static_cast<double>(from.count()) / static_cast<double>(period.count()));
        const Micros nearest = beats == -1 ? m_ostinato->before : m_ostinato->last.at + period * beats;
        m_ostinato->partner.heard(seat, t - nearest);
    }
}

void OpenPads::setSofter(bool softer, Micros t, Effects &effects)
{
    const StageState before = state();
    m_softer = softer;
    if (state() != before)
        effects.say(t, StateChange{state(), {}, {}, {}});
}

void OpenPads::next(Room &room, Micros t)
{
    if (!m_ostinato) {
        rescale(room);
        return;
    }
    const BeatGrid &last = m_ostinato->last;
    const auto meter = static_cast<std::int64_t>(room.settings.meter);
    Micros bar = last.at + m_ostinato->partner.period() * ((meter - (last.index % meter + meter) % meter) % meter);
    while (bar <= t)
        bar += m_ostinato->partner.period() * meter;
    m_rescaleAt = bar;
}

void OpenPads::rescale(Room &room)
{
    m_rescaleAt.reset();
    const auto here = std::find(kScales.begin(), kScales.end(), room.settings.scale.name());
    const auto index = here == kScales.end() ? 0 : (here - kScales.begin() + 1) % static_cast<std::ptrdiff_t>(kScales.size());
    room.settings.scale = *Scale::parse(kScales[static_cast<std::size_t>(index)]);
}

void OpenPads::finishAt(Micros landing)
{
    m_landing = landing;
    m_nextLook.reset();
}

void OpenPads::ground(Micros period, Micros t, Effects &effects)
{
    // Where the beat lies: the mean phase of each seat's strikes, one vote each.
    std::array<std::complex<double>, kMaxSeats> seats{};
    std::array<int, kMaxSeats> counts{};
    for (const auto &[seat, at] : m_phaseStrikes) {
        const auto i = static_cast<std::size_t>(seat.value);
        seats[i] += std::polar(1.0, 2 * std::numbers::pi * static_cast<double>(at.count() % period.count()) / static_cast<double>(period.count()));
        ++counts[i];
    }
    std::complex<double> group{};
    for (std::size_t i = 0; i < seats.size(); ++i)
        if (counts[i] > 0)
            group += seats[i] / static_cast<double>(counts[i]);
    double phase = std::arg(group) / (2 * std::numbers::pi);
    phase -= std::floor(phase);
    const Micros offset{std::llround(phase * static_cast<double>(period.count()))};
    Micros first = t - Micros{t.count() % period.count()} + offset;
    while (first < t + kAhead)
        first += period;

    // planBeat adds the interval: stand one beat before the first.
    m_ostinato = Ostinato{BeatPartner(period, kFollowPhase, kFollowPeriod), BeatGrid{first - period, -1, period}, first - 2 * period, Micros{-1}};
    become(StageState::Grounded, t, effects);
}

void OpenPads::planBeat(Room &room, Effects &effects)
{
    Ostinato &o = *m_ostinato;
    const Micros interval = o.last.index < 0 ? o.partner.period() : o.partner.next();
    o.before = o.last.at;
    o.last = BeatGrid{o.last.at + interval, o.last.index + 1, o.partner.period()};
    if (m_landing && o.last.at >= *m_landing)
        return;

    const int inBar = static_cast<int>(o.last.index % room.settings.meter);
    const double level = followedLevel(o.last.at);
    effects.say(o.last.at, BeatMark{o.last.index, tempoOf(o.partner.period())});
    room.playBacking(effects, "frame-drum", 0, 0, level * (inBar == 0 ? 1.0 : 0.6), o.last.at, interval / 2);
    if (inBar % 2 == 0)
        room.playBacking(effects, "bass", inBar == 0 ? 0 : room.settings.scale.fifth(), kBassRegister, level, o.last.at, interval * 2 - 60ms);
}

void OpenPads::look(Micros t, Effects &effects)
{
    m_nextLook = t + TempoFinder::kLookEvery;
    expire(m_recent, t - kQuietAfter);
    while (!m_phaseStrikes.empty() && m_phaseStrikes.front().second < t - kPhaseWindow)
        m_phaseStrikes.pop_front();

    if (m_lastStrike && t - *m_lastStrike >= kQuietAfter) {
        m_ostinato.reset();
        m_finder.clear();
        m_nextLook.reset();
        become(StageState::Listen, t, effects);
        if (m_breath)
            m_breath->level = std::min(m_breath->level, kQuietDrone);
        return;
    }
    const auto found = m_finder.look(t);
    if (!m_ostinato) {
        if (found)
            ground(*found, t, effects);
        return;
    }
    if (!found) {
        if (m_ostinato->lost < Micros{0})
            m_ostinato->lost = t;
        if (t - m_ostinato->lost >= kLostAfter) {
            m_ostinato.reset();
            become(StageState::Active, t, effects);
        }
        return;
    }
    m_ostinato->lost = Micros{-1};
    // Lean towards what was found, and never run ahead of the group's own tempo.
    const double here = static_cast<double>(m_ostinato->partner.period().count());
    const double there = static_cast<double>(found->count());
    if (std::abs(there - here) < 0.2 * here)
        m_ostinato->partner.setPeriod(Micros{std::llround(here + kFollowFound * (there - here))});
}

void OpenPads::due(Room &room, Micros t, Effects &effects)
{
    if (m_rescaleAt && *m_rescaleAt <= t)
        rescale(room);
    if (m_nextLook && *m_nextLook <= t)
        look(t, effects);
    if (m_breath && m_breath->at - kAhead <= t)
        breathe(room, effects);
    if (m_ostinato && m_ostinato->last.at + m_ostinato->partner.period() - kAhead <= t)
        planBeat(room, effects);
}

std::optional<Micros> OpenPads::nextDue() const
{
    std::optional<Micros> next = m_nextLook;
    const auto sooner = [&](Micros t) { next = next ? std::min(*next, t) : t; };
    if (m_rescaleAt)
        sooner(*m_rescaleAt);
    if (m_breath)
        sooner(m_breath->at - kAhead);
    if (m_ostinato && !(m_landing && m_ostinato->last.at >= *m_landing))
        sooner(m_ostinato->last.at + m_ostinato->partner.period() - kAhead);
    return next;
}

void OpenPads::cancelled(Micros t)
{
    // A beat that was planned and did not come is planned again; the drone takes a new breath when sound returns.
    if (m_ostinato && m_ostinato->last.at > t && m_ostinato->last.index >= 0) {
        Ostinato &o = *m_ostinato;
        o.last = BeatGrid{o.before, o.last.index - 1, o.last.period};
        o.before = o.last.at - o.last.period;
    }
    if (m_breath)
        m_breath->at = t;
}

void OpenPads::shift(Micros by)
{
    m_finder.shift(by);
    for (Micros &t : m_recent)
        t += by;
    for (auto &[seat, t] : m_phaseStrikes)
        t += by;
    for (auto *t : {&m_lastStrike, &m_nextLook, &m_rescaleAt, &m_landing})
        if (*t)
            **t += by;
    if (m_breath)
        m_breath->at += by;
    if (m_ostinato) {
        m_ostinato->last.at += by;
        m_ostinato->before += by;
        if (m_ostinato->lost >= Micros{0})
            m_ostinato->lost += by;
    }
}

std::optional<BeatGrid> OpenPads::grid() const
{
    if (!m_ostinato)
        return std::nullopt;
    return m_ostinato->last;
}

} // namespace tutti
