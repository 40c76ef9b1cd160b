// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/conductor.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tutti {
namespace {

constexpr Micros kLongest = 60s;
constexpr Micros kRests = 15s;
constexpr int kSmoothMs = 1500;
constexpr int kBandWaits = 2; // parts while it vamps
constexpr int kBarsForOthers = 4;
constexpr double kBegins = 0.5;
constexpr double kHitLevel = 0.6;
constexpr std::string_view kSection = "section-";

bool isThere(const Circle &circle, SeatId id)
{
    const Seat &seat = circle.room.seat(id);
    return seat.present && !seat.resting;
}

} // namespace

void Conductor::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = Conductor{};
    if (circle.room.presentSeats() > 0)
        circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    waitForOne(circle, t, effects);
}

void Conductor::become(StageState phase, Micros t, Effects &effects)
{
    m_phase = phase;
    effects.say(t, StateChange{phase, m_conductor, {}, {}});
}

void Conductor::waitForOne(Circle &circle, Micros t, Effects &effects)
{
    m_last = m_conductor;
    m_conductor.reset();
    m_lands.reset();
    m_waited = 0;
    m_endsAt.reset();
    m_vampAt.reset();
    for (int i = 0; i < circle.band.parts(); ++i)
        circle.band.mute(i, false);
    circle.band.want(kBandWaits);
    setLevel(circle, kBegins, t, effects);
    become(StageState::Choose, t, effects);
}

void Conductor::lead(Circle &circle, SeatId seat, Micros t)
{
    m_conductor = seat;
    m_came = isThere(circle, seat);
    if (!circle.room.pulse)
        circle.startPulse(t + Pulse::kAhead, beatLength(circle.room.settings.bpm));
    m_begins = circle.room.pulse->ordinalAfter(t, Lead::kCountFrom, circle.room.settings.meter);
}

void Conductor::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_alone = 0;
    const auto &seats = circle.room.seats;
    const auto playing = std::count_if(seats.begin(), seats.end(), [](const Seat &seat) { return seat.present && !seat.resting; });
    if (m_phase == StageState::Choose && !m_conductor && (strike.seat != m_last || playing == 1))
        lead(circle, strike.seat, t);
    else if (m_conductor == strike.seat)
        touched(circle, t, effects);
}

/// Whoever leads has done something: the band goes with them.
void Conductor::touched(Circle &circle, Micros t, Effects &effects)
{
    if (m_phase == StageState::Vamp) {
        circle.band.want(circle.band.parts());
        become(StageState::Conduct, t, effects);
    }
    if (m_phase == StageState::Conduct)
        m_vampAt = t + kRests;
}

void Conductor::move(Circle &circle, const Move &move, Micros t, Effects &effects)
{
    if (move.seat != m_conductor || (m_phase != StageState::Conduct && m_phase != StageState::Vamp))
        return;
    m_alone = 0;
    touched(circle, t, effects);
    if (move.control == "level") {
        setLevel(circle, std::clamp(move.value, 0.0, 1.0), t, effects);
    } else if (move.control.starts_with(kSection) && move.control.size() == kSection.size() + 1) {
        const int section = move.control.back() - '0';
        if (section >= 1 && section <= kSections)
            circle.band.mute(section, move.value < 0.5);
    }
}

void Conductor::setLevel(Circle &circle, double level, Micros t, Effects &effects)
{
    m_level = level;
    const double db = kSoftestDb * (1 - level);
    if (db == circle.loudness.conducted)
        return;
    circle.loudness.conducted = db;
    circle.sayGain(t, kSmoothMs, effects);
}

void Conductor::choose(Circle &circle, const Choose &choose, Micros t, Effects &)
{
    const auto *number = std::get_if<double>(&choose.value);
    if (choose.what != "seat" || !number || m_phase != StageState::Choose)
        return;
    if (*number >= 0 && *number < kMaxSeats && *number == std::floor(*number))
        lead(circle, SeatId{static_cast<int>(*number)}, t);
}

void Conductor::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    if (m_phase == StageState::Choose && !cue.seats.empty()) {
        lead(circle, cue.seats.front(), t);
    } else if (m_phase == StageState::Conduct || m_phase == StageState::Vamp) {
        m_lands = circle.room.pulse->ordinalAfter(t, Lead::kCountFrom, circle.room.settings.meter);
        circle.leadTo(*m_lands);
        m_endsAt.reset();
        m_vampAt.reset();
        become(StageState::Cadence, t, effects);
    }
}

void Conductor::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    const int meter = circle.room.settings.meter;
    if (m_ending)
        return;
    if (++m_alone * beat.length > Lead::kAlone) {
        m_over = true;
        return;
    }
    if (m_phase == StageState::Choose && ++m_waited > kBarsForOthers * meter)
        m_last.reset(); // nobody else wanted to
    if (m_begins && beat.ordinal >= *m_begins) {
        m_begins.reset();
        circle.band.want(circle.band.parts());
        m_endsAt = beat.at + kLongest;
        m_vampAt = beat.at + kRests;
        become(StageState::Conduct, beat.at, effects);
    } else if (m_begins && *m_begins - beat.ordinal <= Lead::kCountFrom) {
        m_phase = StageState::CountIn;
        effects.say(beat.at, StateChange{StageState::CountIn, m_conductor, {}, static_cast<double>(*m_begins - beat.ordinal)});
    }
    if (m_lands == beat.ordinal) {
        circle.hitTogether(beat.at, beat.length * meter, kHitLevel, effects);
        circle.band.want(0);
        m_cadenceEnds = beat.at + beat.length * meter;
    }
}

void Conductor::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_endsAt && *m_endsAt <= t) {
        m_endsAt.reset();
        next(circle, Cue{}, t, effects); // it lands, and goes to another
    }
    if (m_vampAt && *m_vampAt <= t) {
        m_vampAt.reset();
        if (m_phase == StageState::Conduct) {
            circle.band.want(kBandWaits);
            become(StageState::Vamp, t, effects);
        }
    }
    if (m_cadenceEnds && *m_cadenceEnds <= t) {
        m_cadenceEnds.reset();
        waitForOne(circle, t, effects);
    }
}

void Conductor::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    if (!m_conductor || m_ending)
        return;
    if (isThere(circle, *m_conductor)) {
        m_came = true;
    } else if (m_came && m_begins) {
        m_begins.reset();
        m_conductor = m_last; // whose turn it stays not to be
        waitForOne(circle, t, effects);
    } else if (m_came) {
        next(circle, Cue{}, t, effects);
    }
}

void Conductor::finishAt(Micros)
{
    m_ending = true;
    m_endsAt.reset();
    m_vampAt.reset();
    m_cadenceEnds.reset();
}

void Conductor::shift(Micros by)
{
    for (auto *time : {&m_endsAt, &m_vampAt, &m_cadenceEnds})
        if (*time)
            **time += by;
}

} // namespace tutti
