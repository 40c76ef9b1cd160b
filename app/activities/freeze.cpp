// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/freeze.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>

namespace tutti {
namespace {

constexpr Micros kShortestMusic = 10s;
constexpr Micros kLongestMusic = 25s;
constexpr Micros kLongestFreeze = 8s;
constexpr Micros kHeldLook = 250ms;  // how often a finger that stays is looked at
constexpr Micros kLaterLook = 1s;    // what the leader asked for goes on: is it over?
constexpr int kFadeMs = 400;
constexpr std::uint_fast32_t kSeed = 20'071'969;

constexpr double kTickLevel = 0.3;
constexpr Micros kTick = 1s;

// The intervals that are left to a freeze, from the last one back: each a tenth shorter than the one after it.
constexpr std::array<double, 6> kRitardando{11, 10, 9, 8, 7, 6};
constexpr double kLittleFaster = 0.85; // rather than a beat that is missing

/// The next of `left` intervals that fill `span`.
Micros nextInterval(Micros span, int left)
{
    const auto last = kRitardando.begin() + std::min<std::ptrdiff_t>(left, std::ssize(kRitardando));
    const double all = std::accumulate(kRitardando.begin(), last, 0.0);
    return microsFromSeconds(toSeconds(span) * *(last - 1) / all);
}

/// How many intervals fill `span` with none shorter than the beat was.
int intervalsIn(Micros span, Micros beat)
{
    int count = 1;
    for (const int most = static_cast<int>(kRitardando.size()); count < most; ++count)
        if (toSeconds(nextInterval(span, count + 1)) < (count == 1 ? kLittleFaster : 1) * toSeconds(beat))
            break;
    return count;
}

/// What the leader asked for that needs the beat to go on.
bool isTheLeaders(const Circle &circle)
{
    const Lead::Lasting &lasting = circle.lead.lasting;
    return lasting.fade || lasting.call || lasting.away;
}

} // namespace

// ---- the music ----

void Freeze::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = Freeze{};
    // Lengths nobody can guess: begun at another time they are others.
    m_random.seed(kSeed + static_cast<std::uint_fast32_t>(t.count() % 1'000'003));
    m_random.discard(3);
    m_aloneAt = t + Lead::kAlone;
    if (circle.room.presentSeats() > 0)
        play(circle, t, effects);
    else
        say(StageState::Empty, t, effects);
}

Micros Freeze::between(Micros shortest, Micros longest)
{
    const auto steps = (longest - shortest) / 1ms + 1;
    return shortest + 1ms * (static_cast<std::int64_t>(m_random()) % steps);
}

void Freeze::say(StageState phase, Micros t, Effects &effects)
{
    m_phase = phase;
    effects.say(t, StateChange{phase, holder(), {}, {}});
}

/// The stop is this seat's next, whoever has had it. False: it takes no part.
bool Freeze::callNext(SeatId seat)
{
    if (m_ring.choose(seat))
        return true;
    if (!contains(m_ring.seats(), seat))
        return false;
    m_ring.beginRound();
    return m_ring.choose(seat);
}

void Freeze::play(Circle &circle, Micros t, Effects &effects)
{
    m_counting = false;
    m_counts.clear();
    m_musicAt.reset();
    m_countAt.reset();
    m_stopper.reset();
    m_freezeOn.reset();
    if (!circle.room.pulse)
        circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    circle.band.want(circle.band.parts());
    setRestart(circle, 0, toMs(circle.bars(1)), t, effects);
    m_hold = circle.room.settings.variant == Variant::Hold;
    if (m_hold) {
        giveHold(circle, t, effects);
    } else {
        m_warnAt = t + between(kShortestMusic, kLongestMusic);
        say(StageState::Music, t, effects);
    }
}

/// The stop goes on to the next; with nobody to hold it the music stops by itself.
void Freeze::giveHold(Circle &circle, Micros t, Effects &effects)
{
    m_ring.setSeats(circle.room.takingPart());
    if (!m_ring.pass()) {
        m_ring.beginRound();
        m_ring.pass();
    }
    m_warnAt.reset();
    m_turn.end();
    say(StageState::Music, t, effects);
    if (m_ring.now()) {
        m_turn.begin(circle, *m_ring.now(), t, {}, effects);
    } else {
        m_warnAt = t + between(kShortestMusic, kLongestMusic);
    }
}

void Freeze::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_aloneAt = t + Lead::kAlone;
    if (m_phase == StageState::Empty)
        return play(circle, t, effects);
    m_ring.setSeats(circle.room.takingPart());
    if (m_phase == StageState::Music && m_turn.isOf(strike.seat) && circle.room.seat(strike.seat).takesPart() && !isTheLeaders(circle))
        warn(circle, strike.seat, t, effects);
}

Share Freeze::share(const Circle &, SeatId seat, Micros) const
{
    const bool frozen = !m_ending && (m_phase == StageState::Freeze || m_phase == StageState::CountIn);
    return frozen && seat != holder() && seat != m_stopper ? Share::VerySoft : Share::Full;
}

// ---- it stops ----

void Freeze::warn(Circle &circle, std::optional<SeatId> by, Micros t, Effects &effects)
{
    m_stopper = by;
    m_turn.end();
    m_warnAt.reset();
    m_freezeAt = t + kWarn;
    say(StageState::Warn, t, effects);
    if (const auto &pulse = circle.room.pulse) {
        circle.room.settings.bpm = tempoOf(pulse->aim()); // it is counted in as it was
        m_freezeOn = pulse->last().ordinal + intervalsIn(*m_freezeAt - pulse->last().at, pulse->period());
        slow(circle);
    }
    letGo(*m_freezeAt, effects);
}

/// The next interval of those that are left, and who plays on the beat it leads to.
void Freeze::slow(Circle &circle) const
{
    Pulse &pulse = *circle.room.pulse;
    const auto left = static_cast<int>(*m_freezeOn - pulse.last().ordinal);
    circle.band.cutTo(left > 2 ? (circle.band.parts() + 1) / 2 : 1);
    if (left > 0)
        pulse.setPeriod(nextInterval(*m_freezeAt - pulse.last().at, left));
}

void Freeze::freeze(Circle &circle, Micros t, Effects &effects)
{
    silence(circle, kFadeMs, t, effects);
    m_countAt = t + (m_stopper ? kShortest : between(kShortest, kLongestFreeze));
    say(StageState::Freeze, t, effects);
}

void Freeze::empty(Circle &circle, Micros t, Effects &effects)
{
    silence(circle, kFadeMs, t, effects);
    m_stopper.reset();
    m_hold = false;
    say(StageState::Empty, t, effects);
}

/// No beat, no band, and nothing on its way.
void Freeze::silence(Circle &circle, int rampMs, Micros t, Effects &effects)
{
    m_turn.end();
    m_counting = false;
    m_counts.clear();
    m_long.clear();
    m_freezeOn.reset();
    for (auto *time : {&m_warnAt, &m_freezeAt, &m_countAt, &m_musicAt})
        time->reset();
    circle.endPulse();
    circle.band.cutTo(0);
    setRestart(circle, 0, rampMs, t, effects);
}

/// What the band has planned already will not come.
void Freeze::stopBand(Circle &circle, Micros t, Effects &effects)
{
    letGo(t, effects);
    effects.list.emplace_back(Effects::CancelPlanned{});
    circle.cancelled(t);
    cancelled(t);
}

/// Notes of the band that sound on after their beat.
void Freeze::remember(const Beat &beat, const Effects &effects)
{
    std::erase_if(m_long, [&](const auto &note) { return note.second <= beat.at; });
    for (const auto &effect : effects.list)
        if (const auto *play = std::get_if<Effects::Play>(&effect); play && play->note.seat == kBacking && play->ends)
            m_long.emplace_back(play->note.id, *play->ends);
}

void Freeze::letGo(Micros at, Effects &effects) const
{
    for (const auto &[note, ends] : m_long)
        if (ends > at)
            effects.list.emplace_back(Effects::Release{note, at});
}

bool Freeze::isHeld(const Circle &circle) const
{
    return m_stopper && circle.room.seat(*m_stopper).takesPart() && !circle.room.seat(*m_stopper).presses.empty();
}

// ---- it goes on ----

/// The count is a beat of its own, so its strokes are known ahead, and the music comes on the beat after it.
void Freeze::beginCount(Circle &circle, Micros at)
{
    m_countAt.reset();
    m_counting = true;
    circle.startPulse(at, beatLength(circle.room.settings.bpm));
}

void Freeze::planCount(Circle &circle, const Beat &beat, Effects &effects)
{
    if (beat.ordinal < kCount) {
        circle.room.strikeBacking(effects, "frame-drum", PadIndex{1}, kTickLevel, beat.at, kTick, Role::Prompt);
        m_counts.push_back({beat.at, kCount - static_cast<int>(beat.ordinal)});
    }
    if (beat.ordinal == kCount - 1) {
        circle.room.pulse->beginBar(circle.room.settings.meter);
        circle.band.want(circle.band.parts());
    } else if (beat.ordinal == kCount) {
        m_musicAt = beat.at;
    }
}

void Freeze::setRestart(Circle &circle, double db, int rampMs, Micros t, Effects &effects)
{
    if (circle.loudness.frozen == db)
        return;
    circle.loudness.frozen = db;
    circle.sayGain(t, rampMs, effects);
}

void Freeze::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_ending)
        return;
    remember(beat, effects);
    if (m_counting) {
        planCount(circle, beat, effects);
    } else if (m_freezeOn) {
        slow(circle);
        letGo(*m_freezeAt, effects);
    } else if (m_phase != StageState::Music && !m_musicAt) {
        m_freezeAt.reset(); // the leader began it
        m_countAt.reset();
        m_musicAt = beat.at;
    }
}

// ---- the leader, and who is there ----

void Freeze::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    m_aloneAt = t + Lead::kAlone;
    m_ring.setSeats(circle.room.takingPart());
    const bool names = !cue.seats.empty() && circle.room.settings.variant == Variant::Hold;
    if (names && !callNext(cue.seats.front()))
        return; // is not there
    switch (m_phase) {
    case StageState::Empty: play(circle, t, effects); break;
    case StageState::Music:
        if (names && m_hold)
            giveHold(circle, t, effects);
        else if (!names && !circle.lead.lasting.fade)
            warn(circle, {}, t, effects);
        break;
    case StageState::Warn:
        stopBand(circle, t, effects);
        freeze(circle, t, effects);
        break;
    case StageState::Freeze:
        if (!m_counting && !circle.room.pulse) {
            m_phase = StageState::CountIn;
            beginCount(circle, t);
        }
        break;
    case StageState::CountIn:
        if (!m_musicAt)
            circle.room.pulse->beginBar(circle.room.settings.meter);
        play(circle, t, effects);
        break;
    default: break;
    }
}

void Freeze::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    if (m_phase != StageState::Freeze && m_phase != StageState::CountIn)
        return;
    m_aloneAt = t + Lead::kAlone;
    if (circle.room.pulse)
        stopBand(circle, t, effects);
    freeze(circle, t, effects);
}

void Freeze::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    m_ring.setSeats(circle.room.takingPart());
    if (m_phase == StageState::Empty)
        return;
    if (circle.room.presentSeats() == 0 && !circle.lead.holdsBeat()) {
        stopBand(circle, t, effects);
        empty(circle, t, effects);
    } else if (m_phase == StageState::Music && m_hold && !m_ring.now()) {
        m_turn.end(); // whose it was has gone
        if (!m_ring.seats().empty() || !m_warnAt)
            giveHold(circle, t, effects);
    }
}

void Freeze::finishAt(Micros)
{
    m_ending = true;
    m_turn.end();
    m_counting = false;
    m_counts.clear();
    m_freezeOn.reset();
    for (auto *time : {&m_warnAt, &m_freezeAt, &m_countAt, &m_musicAt})
        time->reset();
}

// ---- what is due ----

void Freeze::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_ending) {
        setRestart(circle, 0, kFadeMs, t, effects);
        return;
    }
    if (m_phase == StageState::Music)
        dueInMusic(circle, t, effects);
    if (m_phase == StageState::Warn)
        dueInWarn(circle, t, effects);
    if (m_phase == StageState::Freeze)
        dueInFreeze(circle, t, effects);
    while (!m_counts.empty() && m_counts.front().at <= t) {
        const int number = m_counts.front().number;
        m_counts.erase(m_counts.begin());
        m_phase = StageState::CountIn;
        effects.say(t, StateChange{m_phase, {}, {}, static_cast<double>(number)});
        if (number == 1) // the music that follows is not to be a fright
            setRestart(circle, kRestartDb, toMs(circle.room.pulse->period()), t, effects);
    }
    if (m_musicAt && *m_musicAt <= t)
        play(circle, t, effects);
}

void Freeze::dueInMusic(Circle &circle, Micros t, Effects &effects)
{
    if (m_turn.due(circle, t, effects) == Turn::Came::NotNow)
        m_warnAt = t;
    if (t >= m_aloneAt) {
        if (isTheLeaders(circle)) // for people who are not there any more
            return empty(circle, t, effects);
        if (!circle.lead.coming())
            return warn(circle, {}, t, effects);
        m_aloneAt = t + kLaterLook;
    }
    if (!m_warnAt || *m_warnAt > t)
        return;
    if (circle.lead.coming() || isTheLeaders(circle))
        m_warnAt = t + kLaterLook;
    else
        warn(circle, {}, t, effects);
}

void Freeze::dueInWarn(Circle &circle, Micros t, Effects &effects)
{
    if (m_freezeAt && *m_freezeAt <= t)
        return freeze(circle, t, effects);
    if (!m_freezeOn)
        return;
    slow(circle);
    if (circle.room.pulse->last().ordinal < *m_freezeOn - 1 || !circle.wantsBeat(t))
        return;
    circle.endPulse(); // the next beat would be in the silence
    m_freezeOn.reset();
}

void Freeze::dueInFreeze(Circle &circle, Micros t, Effects &effects)
{
    if (!m_countAt || *m_countAt - Pulse::kAhead > t)
        return;
    if (isHeld(circle))
        *m_countAt += kHeldLook;
    else if (t >= m_aloneAt)
        empty(circle, t, effects);
    else
        beginCount(circle, *m_countAt);
}

std::optional<Micros> Freeze::nextDue() const
{
    if (m_ending)
        return std::nullopt;
    const bool plays = m_phase == StageState::Music;
    return soonest({plays ? m_turn.nextDue() : std::nullopt, plays ? std::optional(m_aloneAt) : std::nullopt, m_warnAt, m_freezeAt,
                    m_countAt ? std::optional(*m_countAt - Pulse::kAhead) : std::nullopt,
                    m_counts.empty() ? std::nullopt : std::optional(m_counts.front().at), m_musicAt});
}

void Freeze::cancelled(Micros t)
{
    m_long.clear();
    std::erase_if(m_counts, [&](const Count &count) { return count.at > t; }); // they come with their beats again
    if (m_musicAt && *m_musicAt > t)
        m_musicAt.reset();
}

void Freeze::shift(Micros by)
{
    m_turn.shift(by);
    m_aloneAt += by;
    for (Count &count : m_counts)
        count.at += by;
    for (auto *time : {&m_warnAt, &m_freezeAt, &m_countAt, &m_musicAt})
        if (*time)
            **time += by;
}

} // namespace tutti
