// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/build_a_groove.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

constexpr double kDrawn = 0.5;    // how far a stroke is drawn to the grid
constexpr double kEarly = 0.25;   // beats before the loop that a stroke may be early and still belong to it
constexpr double kShort = 0.8;    // beats that a note sounds which does not ring by itself
constexpr double kOfferedLevel = 0.5;
constexpr double kLayerLevel = 0.8;
constexpr Micros kRing = 1s;
constexpr int kLastLoops = 2;     // of the last layer: four bars

} // namespace

void BuildAGroove::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = BuildAGroove{};
    m_touchedAt = t;
    effects.say(t, StateChange{StageState::Empty, {}, {}, {}});
    if (circle.room.presentSeats() == 0)
        return; // the first touch brings the beat
    circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    circle.band.want(1);
}

void BuildAGroove::become(StageState phase, Micros t, Effects &effects)
{
    m_phase = phase;
    StateChange change{phase, {}, {}, {}};
    if (phase == StageState::Add) {
        if (m_adding.size() == 1)
            change.seat = m_adding.front();
        else
            change.seats = m_adding;
    } else if (phase != StageState::Empty) {
        change.value = layers();
    }
    effects.say(t, std::move(change));
}

int BuildAGroove::loopBeats(const Circle &circle) const { return kBars * circle.room.settings.meter; }

bool BuildAGroove::hasLayer(SeatId seat) const
{
    return std::any_of(m_layers.begin(), m_layers.end(), [&](const Layer &layer) { return contains(layer.seats, seat); });
}

Share BuildAGroove::share(const Circle &, SeatId seat, Micros) const
{
    return m_phase == StageState::Add && !contains(m_adding, seat) ? Share::Soft : Share::Full;
}

void BuildAGroove::strike(Circle &circle, const Strike &strike, Micros t, Effects &)
{
    Room &room = circle.room;
    m_touchedAt = t;
    if (!room.pulse) {
        circle.startPulse(t + Pulse::kAhead, beatLength(room.settings.bpm));
        circle.band.want(1);
        return;
    }
    const double position = room.pulse->positionAt(t);
    if (m_closing && position < static_cast<double>(m_closing->line) && contains(m_closing->seats, strike.seat) && !m_layers.empty()) {
        auto &strokes = m_layers.back().strokes;
        if (std::exchange(m_closing->offered, false))
            strokes.clear();
        strokes.push_back(strokeOf(circle, strike, position));
        return;
    }
    if (m_phase != StageState::Add || !contains(m_adding, strike.seat) || position < static_cast<double>(*m_since) - kEarly)
        return;
    m_new.strokes.push_back(strokeOf(circle, strike, position));
}

/// As it goes round: drawn to the grid, from the beginning of the two bars.
BuildAGroove::Stroke BuildAGroove::strokeOf(const Circle &circle, const Strike &strike, double position) const
{
    double place = position - static_cast<double>(*m_since);
    const double grid = circle.room.settings.grid;
    place += kDrawn * (std::round(place / grid) * grid - place);
    place = std::fmod(std::max(0.0, place), loopBeats(circle));
    return {strike.seat, strike.pad, place, strike.strength, kShort};
}

/// Who is asked next: the seat the leader named, else the first without a layer; two at once where there are more seats
/// than layers left.
std::vector<SeatId> BuildAGroove::nextToAsk(const Circle &circle) const
{
    if (layers() >= kMostLayers)
        return {};
    if (!m_named.empty())
        return m_named;
    std::vector<SeatId> waiting;
    for (int i = 0; i < kMaxSeats; ++i) {
        const SeatId seat{i};
        const Seat &there = circle.room.seat(seat);
        if (there.present && !there.resting && !there.quiet && !hasLayer(seat) && !m_sitsOut[static_cast<std::size_t>(i)])
            waiting.push_back(seat);
    }
    const int left = kMostLayers - layers();
    if (waiting.size() > static_cast<std::size_t>(left))
        waiting.resize((waiting.size() + static_cast<std::size_t>(left) - 1) / static_cast<std::size_t>(left));
    else if (waiting.size() > 1)
        waiting.resize(1);
    return waiting;
}

void BuildAGroove::ask(Circle &circle, const Beat &beat, Effects &effects)
{
    m_adding = nextToAsk(circle);
    for (const SeatId seat : m_adding)
        m_sitsOut[static_cast<std::size_t>(seat.value)] = false;
    m_named.clear();
    m_new = Layer{m_adding, {}};
    m_askedAt = beat.at;
    if (!m_adding.empty())
        become(StageState::Add, beat.at, effects);
    else if (m_phase != (m_layers.empty() ? StageState::Empty : StageState::Loop))
        become(m_layers.empty() ? StageState::Empty : StageState::Loop, beat.at, effects);
}

/// The two bars are over and begin again.
void BuildAGroove::turnLoop(Circle &circle, const Beat &beat, Effects &effects)
{
    const bool goesOn = std::exchange(m_goesOn, false);
    if (beat.at - m_touchedAt > Lead::kAlone) {
        m_over = true;
        return;
    }
    switch (m_phase) {
    case StageState::Empty:
        ask(circle, beat, effects);
        break;
    case StageState::Add: {
        const bool here = std::any_of(m_adding.begin(), m_adding.end(), [&](SeatId seat) { return circle.room.seat(seat).present; });
        if (goesOn || !here) { // passed on: not asked again unless somebody asks for them
            for (const SeatId seat : m_adding)
                m_sitsOut[static_cast<std::size_t>(seat.value)] = here;
            ask(circle, beat, effects);
            break;
        }
        double wait = 0;
        for (const SeatId seat : m_adding)
            wait = std::max(wait, circle.room.settings.waitS[static_cast<std::size_t>(seat.value)]);
        m_closing = Closing{beat.ordinal, m_adding, m_new.strokes.empty()};
        if (m_new.strokes.empty()) {
            if (toSeconds(beat.at - m_askedAt) < wait) {
                m_closing.reset();
                break; // listens again
            }
            for (const SeatId seat : m_adding)
                m_new.strokes.push_back({seat, PadIndex{0}, 0, kOfferedLevel, static_cast<double>(loopBeats(circle))});
        }
        m_layers.push_back(std::exchange(m_new, Layer{}));
        m_adding.clear();
        become(StageState::Loop, beat.at, effects);
        break;
    }
    case StageState::Loop:
        if (goesOn && nextToAsk(circle).empty())
            become(StageState::Breakdown, beat.at, effects);
        else
            ask(circle, beat, effects);
        break;
    case StageState::Breakdown:
        if (m_layers.size() > 1) {
            m_layers.erase(m_layers.begin());
            become(StageState::Breakdown, beat.at, effects);
        } else if (++m_lastLoops >= kLastLoops) {
            m_over = true;
        }
        break;
    default: break;
    }
}

void BuildAGroove::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (!m_since) {
        if (beat.inBar(circle.room.settings.meter) != 0)
            return;
        m_since = beat.ordinal + loopBeats(circle); // two bars to hear the beat first
    }
    const int beats = loopBeats(circle);
    if (!m_ending && beat.ordinal >= *m_since && (beat.ordinal - *m_since) % beats == 0 && m_turned != beat.ordinal) {
        m_turned = beat.ordinal;
        turnLoop(circle, beat, effects);
    }
    playLayers(circle, beat, effects);
}

void BuildAGroove::playLayers(Circle &circle, const Beat &beat, Effects &effects) const
{
    if (m_layers.empty() || beat.ordinal < *m_since)
        return;
    Room &room = circle.room;
    const double level = kLayerLevel / std::sqrt(static_cast<double>(m_layers.size()));
    const auto from = static_cast<double>((beat.ordinal - *m_since) % loopBeats(circle));
    for (const Layer &layer : m_layers) {
        for (const Stroke &stroke : layer.strokes) {
            const double in = stroke.place - from;
            if (in < 0 || in >= 1 || room.seat(stroke.seat).quiet)
                continue;
            const Instrument &voice = room.instrumentOf(stroke.seat);
            const Micros at = beat.at + Micros{std::llround(in * static_cast<double>(beat.length.count()))};
            const Micros length = voice.percussive ? kRing : Micros{std::llround(stroke.length * static_cast<double>(beat.length.count()))};
            room.play(effects, Note{0, kBacking, voice.id, room.keyOf(stroke.seat, stroke.pad), stroke.level * level, Role::Backing}, at, at + length);
        }
    }
}

void BuildAGroove::next(Circle &circle, const Cue &cue, Micros, Effects &)
{
    if (!cue.seats.empty()) {
        if (!circle.room.seat(cue.seats.front()).takesPart())
            return; // is not there, or is not to be asked
        m_named = {cue.seats.front()};
        m_goesOn = m_phase == StageState::Add;
        return;
    }
    m_goesOn = true;
}

void BuildAGroove::again(Circle &, const Cue &cue, Micros, Effects &)
{
    m_closing.reset();
    if (cue.seats.empty()) {
        if (!m_layers.empty())
            m_layers.pop_back();
        return;
    }
    for (const SeatId seat : cue.seats) {
        m_sitsOut[static_cast<std::size_t>(seat.value)] = true;
        for (Layer &layer : m_layers) {
            std::erase(layer.seats, seat);
            std::erase_if(layer.strokes, [&](const Stroke &stroke) { return stroke.seat == seat; });
        }
    }
    std::erase_if(m_layers, [](const Layer &layer) { return layer.seats.empty(); });
}

/// Who has gone, or rests, is not asked any more; with nobody left the next are, when the loop turns.
void BuildAGroove::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    const auto gone = [&](SeatId seat) { return !circle.room.seat(seat).takesPart(); };
    std::erase_if(m_named, gone);
    if (std::erase_if(m_adding, gone) == 0)
        return;
    std::erase_if(m_new.seats, gone);
    std::erase_if(m_new.strokes, [&](const Stroke &stroke) { return gone(stroke.seat); });
    if (!m_adding.empty())
        return become(StageState::Add, t, effects);
    m_goesOn = false; // it was about them
    become(m_layers.empty() ? StageState::Empty : StageState::Loop, t, effects);
}

void BuildAGroove::finishAt(Micros) { m_ending = true; }

void BuildAGroove::shift(Micros by)
{
    m_askedAt += by;
    m_touchedAt += by;
}

} // namespace tutti
