// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/together.h"

#include <algorithm>
#include <iterator>

namespace tutti {
namespace {

// The piece: semitones above the root, as near as the scale has them. I vi IV V, vi ii V I.
constexpr std::array<int, Together::kSteps> kPiece{0, 9, 5, 7, 9, 2, 7, 0};
constexpr std::array<int, 3> kChord{0, 4, 7};

constexpr int kBassRegister = 36;
constexpr int kPadRegister = 52;
constexpr int kHarpRegister = 60;
constexpr double kPadLevel = 0.16;
constexpr double kBassLevel = 0.3;
constexpr double kHarpLevel = 0.3;
constexpr double kVoiceLevel = 0.75;
constexpr double kPartnerLevel = 0.3;
constexpr int kRingBeats = 2;

// A chord that is held is played again before it ends. None is without an end: nobody can be left with one.
constexpr Micros kChordLength = 4s;
constexpr Micros kChordAgain = 1s; // so long before its end
constexpr Micros kHeldLook = 100ms;
constexpr Micros kDroneFadesAfter = 20s;

bool holds(const Circle &circle, SeatId seat)
{
    const Seat &here = circle.room.seat(seat);
    return here.takesPart() && !here.presses.empty();
}

int holding(const Circle &circle)
{
    int seats = 0;
    for (int i = 0; i < kMaxSeats; ++i)
        seats += holds(circle, SeatId{i}) ? 1 : 0;
    return seats;
}

Micros closeIs(const Circle &circle) { return microsFromSeconds(circle.room.settings.togetherS); }
Micros beatOf(const Circle &circle) { return circle.room.pulse ? circle.room.pulse->period() : beatLength(circle.room.settings.bpm); }

int rootOf(const Scale &scale, int step) { return scale.above(0, kPiece[static_cast<std::size_t>(step)]); }

} // namespace

void Together::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = Together{};
    m_last = t;
    m_drone.fade();
    if (circle.room.presentSeats() > 0)
        m_drone.begin(circle.room, t, effects);
    sayStep(t, effects);
}

void Together::say(StageState phase, Micros t, Effects &effects)
{
    m_phase = phase;
    effects.say(t, StateChange{phase, {}, {}, phase == StageState::Held ? std::optional(static_cast<double>(m_step)) : std::nullopt});
}

void Together::sayStep(Micros t, Effects &effects) { say(StageState::Held, t, effects); }

// ---- who is together ----

/// This seat is heard now: its finger stays, or it has struck a moment ago, of whatever step.
bool Together::isNear(const Circle &circle, SeatId seat, Micros t) const
{
    const auto i = static_cast<std::size_t>(seat.value);
    if (!circle.room.seat(seat).takesPart())
        return false;
    return holds(circle, seat) || (m_struck[i] && t - m_struck[i]->at <= closeIs(circle));
}

/// A first strike so soon after a step is of that step.
bool Together::belongsToOpening(const Circle &circle, SeatId seat, Micros t) const
{
    return m_opening && t - m_opening->at <= closeIs(circle) && !m_opening->had[static_cast<std::size_t>(seat.value)];
}

/// Those whose strikes make a step with one of this seat: new since the last step, and near or held.
std::vector<SeatId> Together::others(const Circle &circle, SeatId seat, Micros t) const
{
    std::vector<SeatId> found;
    for (int i = 0; i < kMaxSeats; ++i)
        if (const auto &struck = m_struck[static_cast<std::size_t>(i)]; SeatId{i} != seat && struck && struck->isNew && isNear(circle, SeatId{i}, t))
            found.emplace_back(i);
    return found;
}

Share Together::share(const Circle &circle, SeatId seat, Micros t) const
{
    if (m_phase == StageState::Whole || m_landing || partnered() == seat || belongsToOpening(circle, seat, t))
        return Share::Full;
    for (int i = 0; i < kMaxSeats; ++i)
        if (SeatId{i} != seat && isNear(circle, SeatId{i}, t))
            return Share::Full;
    return Share::Soft;
}

void Together::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_last = t;
    m_quietAt = t + kDroneFadesAfter;
    m_drone.heard(t);
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
    const SeatId seat = strike.seat;
    const auto i = static_cast<std::size_t>(seat.value);
    if (!circle.room.seat(seat).takesPart())
        return;
    if (m_phase == StageState::Whole) {
        if (m_alone != seat)
            endAlone();
        return;
    }
    if (belongsToOpening(circle, seat, t)) {
        m_opening->had[i] = true;
        m_struck[i] = Struck{t, false};
        return;
    }
    const std::vector<SeatId> with = others(circle, seat, t);
    m_struck[i] = Struck{t, true};
    if (!with.empty()) {
        endAlone();
    } else {
        heardAlone(circle, seat, t);
        if (!m_partnered)
            return;
    }
    if (m_opening && t - m_opening->at < beatOf(circle))
        return; // a step a beat, however fast they are
    Opening opening{t, {}};
    opening.had[i] = true;
    Room &room = circle.room;
    const Micros ring = kRingBeats * beatOf(circle);
    for (const SeatId other : with) { // they were heard thinly: now in full
        opening.had[static_cast<std::size_t>(other.value)] = true;
        room.play(effects, Note{0, kBacking, room.instrumentOf(other).id, room.keyOf(other, PadIndex{0}), kVoiceLevel, Role::Backing}, t, t + ring);
    }
    if (with.empty()) {
        const int third = room.settings.scale.above(rootOf(room.settings.scale, m_step), kChord[1]);
        room.playBacking(effects, "harp", third, kHarpRegister, kPartnerLevel, t, ring, Role::Model);
    }
    open(circle, opening, effects);
}

void Together::endAlone()
{
    m_alone.reset();
    m_partnerAt.reset();
    m_partnered = false;
}

/// Somebody strikes, and nobody with them. The wait for the app's half begins with the first of such strikes.
void Together::heardAlone(const Circle &circle, SeatId seat, Micros t)
{
    if (m_alone == seat)
        return;
    m_alone = seat;
    m_partnered = false;
    m_partnerAt = t + microsFromSeconds(circle.room.settings.waitS[static_cast<std::size_t>(seat.value)]);
}

// ---- the piece ----

void Together::open(Circle &circle, Opening opening, Effects &effects)
{
    const Micros t = opening.at;
    m_opening = opening;
    for (auto &struck : m_struck)
        if (struck)
            struck->isNew = false;
    endChord(t, effects);
    m_chordStep = m_step;
    m_chord = playChord(circle, m_step, t, kChordLength, effects);
    pluckChord(circle, m_step, t, effects);
    m_chordEnds = t + kChordLength;
    m_chordDue = t + std::min(kRingBeats * beatOf(circle), kChordLength - kChordAgain);
    if (++m_step < kSteps)
        sayStep(t, effects);
    else
        playWhole(circle, t, effects);
}

std::vector<NoteId> Together::playChord(Circle &circle, int step, Micros at, Micros length, Effects &effects)
{
    Room &room = circle.room;
    const Scale &scale = room.scaleAt(at);
    const int root = rootOf(scale, step);
    std::vector<NoteId> notes{room.playBacking(effects, "bass", root, kBassRegister, kBassLevel, at, length)};
    for (const int above : kChord)
        notes.push_back(room.playBacking(effects, "warm-pad", scale.above(root, above), kPadRegister, kPadLevel, at, length));
    return notes;
}

void Together::pluckChord(Circle &circle, int step, Micros at, Effects &effects)
{
    const Scale &scale = circle.room.scaleAt(at);
    const Micros beat = beatOf(circle);
    Micros plucked = at;
    for (const int above : kChord) {
        circle.room.playBacking(effects, "harp", scale.above(rootOf(scale, step), above), kHarpRegister, kHarpLevel, plucked, kRingBeats * beat);
        plucked += beat / 4;
    }
}

void Together::endChord(Micros t, Effects &effects)
{
    for (const NoteId note : m_chord)
        effects.list.emplace_back(Effects::Release{note, t});
    m_chord.clear();
    m_chordDue.reset();
}

/// It lasts while two of them hold it.
void Together::holdChord(Circle &circle, Micros t, Effects &effects)
{
    if (holding(circle) < 2 || t - m_last >= Lead::kAlone) {
        endChord(t, effects);
        return;
    }
    if (t >= m_chordEnds - kChordAgain) {
        const auto again = playChord(circle, m_chordStep, t, kChordLength, effects);
        m_chord.erase(m_chord.begin(), m_chord.end() - std::ssize(again)); // what has ended
        m_chord.insert(m_chord.end(), again.begin(), again.end());
        m_chordEnds = t + kChordLength;
    }
    m_chordDue = t + kHeldLook;
}

/// All of it, once, by the beat there is or by one of its own; the last chord rings first.
void Together::playWhole(Circle &circle, Micros t, Effects &effects)
{
    m_step = 0;
    say(StageState::Whole, t, effects);
    if (circle.room.pulse) {
        m_wholeFrom = circle.room.pulse->ordinalAfter(t, kRingBeats, circle.room.settings.meter);
    } else {
        circle.startPulse(t + kRingBeats * beatOf(circle), beatOf(circle));
        m_ownPulse = true;
        m_wholeFrom = 0;
    }
    circle.band.want(std::max(1, circle.band.wanted())); // the part that carries the beat
}

void Together::beat(Circle &circle, const Beat &beat, Effects &effects)
{
    if (m_landing)
        return;
    if (beat.ordinal == 0)
        m_last = std::max(m_last, beat.at); // whoever began it was here just now
    if (m_phase != StageState::Whole) {
        // The tune's beat goes when the leader wants it no more, the leader's does not go on for nobody.
        if (circle.lead.leavesEmpty(m_last, beat.at) || (m_ownPulse && !circle.lead.holdsBeat()))
            endPulse(circle);
        return;
    }
    m_last = beat.at;
    const std::int64_t since = beat.ordinal - m_wholeFrom;
    if (since >= kSteps * kBeatsAStep) {
        m_wholeEnds = beat.at;
    } else if (since >= 0 && since % kBeatsAStep == 0) {
        const auto step = static_cast<int>(since / kBeatsAStep);
        (void)playChord(circle, step, beat.at, kBeatsAStep * beat.length, effects); // it ends with its beats
        pluckChord(circle, step, beat.at, effects);
    }
}

void Together::endPulse(Circle &circle)
{
    m_ownPulse = false;
    circle.endPulse();
}

void Together::endWhole(Circle &circle, int step, Micros t, Effects &effects)
{
    m_wholeEnds.reset();
    if (m_ownPulse && !circle.lead.holdsBeat())
        endPulse(circle);
    m_struck.fill(std::nullopt);
    m_opening.reset();
    m_step = step;
    sayStep(t, effects);
}

void Together::next(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    m_last = t;
    if (m_phase == StageState::Whole)
        endWhole(circle, 0, t, effects);
    else
        open(circle, Opening{t, {}}, effects);
}

void Together::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    m_last = t;
    if (m_phase == StageState::Whole)
        return endWhole(circle, kSteps - 1, t, effects);
    if (m_step > 0)
        --m_step;
    sayStep(t, effects);
}

void Together::peopleChanged(Circle &circle, Micros, Effects &)
{
    for (int i = 0; i < kMaxSeats; ++i)
        if (!circle.room.seat(SeatId{i}).takesPart())
            m_struck[static_cast<std::size_t>(i)].reset();
    if (m_alone && !circle.room.seat(*m_alone).takesPart())
        endAlone();
}

// ---- what is due ----

void Together::due(Circle &circle, Micros t, Effects &effects)
{
    m_drone.due(circle.room, t, effects);
    if (m_landing) {
        endChord(std::max(t, *m_landing), effects);
        return;
    }
    if (m_quietAt && *m_quietAt <= t) {
        m_quietAt.reset();
        m_drone.fade();
    }
    if (m_chordDue && *m_chordDue <= t)
        holdChord(circle, t, effects);
    if (m_partnerAt && *m_partnerAt <= t) {
        m_partnerAt.reset();
        m_partnered = true;
        effects.say(t, Prompt{*m_alone, PromptStep::Together});
    }
    if (m_wholeEnds && *m_wholeEnds <= t)
        endWhole(circle, 0, t, effects);
}

std::optional<Micros> Together::nextDue() const
{
    if (m_landing)
        return m_drone.nextDue();
    return soonest({m_drone.nextDue(), m_quietAt, m_chordDue, m_partnerAt, m_wholeEnds});
}

void Together::finishAt(Micros landing)
{
    m_landing = landing;
    m_drone.endAt(landing);
}

void Together::cancelled(Micros t)
{
    m_drone.cancelled(t);
    m_chord.clear(); // a Stop has ended it
    m_chordDue.reset();
    if (m_wholeEnds && *m_wholeEnds > t)
        m_wholeEnds.reset(); // its beat is planned again
}

void Together::shift(Micros by)
{
    m_drone.shift(by);
    m_last += by;
    m_chordEnds += by;
    for (auto *time : {&m_quietAt, &m_chordDue, &m_partnerAt, &m_wholeEnds, &m_landing})
        if (*time)
            **time += by;
    for (auto &struck : m_struck)
        if (struck)
            struck->at += by;
    if (m_opening)
        m_opening->at += by;
}

} // namespace tutti
