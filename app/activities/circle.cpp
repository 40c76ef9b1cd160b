// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/circle.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

constexpr double kTempoStep = 4; // bpm a touch
constexpr double kCalmTempo = 0.9;
constexpr int kCalmRampMs = 2000;
constexpr Micros kAttention = 4s;

constexpr int kFadeBars = 8;
constexpr double kFadeTempo = 0.82;
constexpr double kMarkLevel = 0.5;
constexpr double kHitLevel = 0.6;
constexpr int kPartsWhileAway = 2;

// A call that the app gives when nobody did: eighths of a bar of four, cut or gone round for other metres.
constexpr std::string_view kCall = "X.x.xxx.";
constexpr double kCallLevel = 0.45;

/// "play", "soft" or "very-soft".
Share shareFrom(const std::optional<Scalar> &value)
{
    const auto *word = value ? std::get_if<std::string>(&*value) : nullptr;
    return word && *word == "soft" ? Share::Soft : word && *word == "very-soft" ? Share::VerySoft : Share::Full;
}

} // namespace

// ---- the beat and the groove ----

void Circle::clear()
{
    endPulse();
    lead = Lead{};
    band = Band{};
    m_leadsTo.reset();
    m_nextGroove.reset();
    m_attentionEnds.reset();
    m_fadeEnds.reset();
    const auto &grooves = room.repertoire->grooves;
    if (const Groove *named = room.repertoire->groove(room.settings.groove))
        take(*named);
    else if (!grooves.empty())
        take(grooves.front());
}

void Circle::startPulse(Micros first, Micros period)
{
    lead.pulseEnded();
    room.pulse.emplace(first, period);
    m_leadsTo.reset();
    if (m_nextGroove)
        take(*m_nextGroove->groove);
}

void Circle::endPulse()
{
    lead.pulseEnded();
    room.pulse.reset();
    band.want(0);
    // What lives on the beat goes with it.
    lead.lasting.call.reset();
    lead.lasting.fade.reset();
    lead.lasting.groove = lead.lasting.marked = false;
    m_slowedByCalm = false;
    if (m_nextGroove)
        take(*m_nextGroove->groove);
}

void Circle::letPulseGo()
{
    if (!lead.holdsBeat())
        endPulse();
}

/// A beat for a cue that needs one, at the tempo of the settings.
void Circle::needPulse(Micros first)
{
    if (!room.pulse)
        startPulse(first, beatLength(room.settings.bpm));
}

std::optional<Micros> Circle::planAt() const
{
    if (!room.pulse || lead.endsHere() || m_fadeEnds)
        return std::nullopt;
    return room.pulse->planAt();
}

void Circle::take(const Groove &groove)
{
    m_nextGroove.reset();
    band.choose(&groove);
    room.settings.groove = groove.id;
    room.settings.meter = groove.meter;
    if (room.pulse)
        room.pulse->beginBar(groove.meter);
}

void Circle::come(const Groove &groove, Micros t)
{
    if (lead.lasting.fade || lead.lasting.call)
        return; // their bars are counted in the metre they began in
    if (room.pulse)
        m_nextGroove = NextGroove{&groove, room.pulse->ordinalAfter(t, 0, room.settings.meter)};
    else
        take(groove);
}

void Circle::moveGroove(int by, Micros t)
{
    const auto &grooves = room.repertoire->grooves;
    if (grooves.empty())
        return;
    const Groove *here = m_nextGroove ? m_nextGroove->groove : band.groove();
    const auto count = static_cast<std::ptrdiff_t>(grooves.size());
    const auto at = here ? std::find_if(grooves.begin(), grooves.end(), [&](const Groove &g) { return &g == here; }) - grooves.begin() : -1;
    come(grooves[static_cast<std::size_t>(((at + by) % count + count) % count)], t);
}

void Circle::moveToGroove(Micros t)
{
    if (const Groove *named = room.repertoire->groove(room.settings.groove); named && named != band.groove())
        come(*named, t);
}

std::optional<Beat> Circle::planBeat(Effects &effects)
{
    // With the cue that is coming, where that lands on a bar line.
    const auto line = lead.coming() && lead.coming()->onBar ? lead.landsOn() : std::nullopt;
    if (m_nextGroove && line.value_or(m_nextGroove->ordinal) <= room.pulse->last().ordinal + 1)
        take(*m_nextGroove->groove);
    const Beat beat = room.pulse->plan();
    if (lead.beat(beat)) {
        planLanding(*lead.coming(), effects);
        if (lead.endsHere())
            return std::nullopt;
    }
    if (lead.lasting.fade && !planFade(beat))
        return std::nullopt;
    effects.say(beat.at, BeatMark{beat.index, tempoOf(room.pulse->period())});
    const double level = lead.lasting.showcase || lead.lasting.call ? 0.5 : 1;
    const std::int64_t left = m_leadsTo ? *m_leadsTo - beat.ordinal : -1;
    const auto section = left > 0 && left <= room.settings.meter ? Band::Section::Ending : lead.section(beat, room.settings.meter);
    band.beat(room, beat, section, level, effects);
    if (lead.lasting.marked)
        room.strikeBacking(effects, "surdo", PadIndex{0}, kMarkLevel * (beat.inBar(room.settings.meter) == 0 ? 1 : 0.7), beat.at, beat.length);
    if (lead.lasting.call)
        planCall(beat, effects);
    return beat;
}

// ---- cues ----

void Circle::cue(const Cue &cue, Micros t, Effects &effects)
{
    Lead::Lasting &lasting = lead.lasting;
    const auto count = [&](bool onBar, bool ends = false, std::vector<SeatId> seats = {}) {
        if (lasting.fade && cue.kind != CueKind::Groove)
            return; // nothing comes before its rest, but for music again
        lead.give(Lead::Coming{cue.kind, std::move(seats), shareFrom(cue.value), ends, onBar, {}, {}}, room, t, effects);
    };
    switch (cue.kind) {
    case CueKind::Louder:
    case CueKind::Softer:
        loudness.step(cue.kind == CueKind::Louder ? 1 : -1);
        sayGain(t, toMs(bars(2)), effects);
        break;
    case CueKind::Faster: moveTempo(kTempoStep); break;
    case CueKind::Slower: moveTempo(-kTempoStep); break;
    case CueKind::Settle:
        if (room.pulse)
            room.pulse->settle();
        break;
    case CueKind::Calm: toggleCalm(t, effects); break;
    case CueKind::Attention:
        m_attentionEnds = t + kAttention;
        effects.say(t, StateChange{StageState::Attention, {}, {}, 0.0});
        break;
    case CueKind::Rumble:
        if (lasting.rumble) {
            count(true, true);
        } else {
            lasting.rumble = true;
            effects.say(t, StateChange{StageState::Rumble, {}, {}, 0.0});
        }
        break;
    case CueKind::Groove:
    case CueKind::Accent:
    case CueKind::Fade: count(true); break;
    case CueKind::Pulse: count(false, lasting.marked); break;
    case CueKind::Call: count(true, lasting.call.has_value(), cue.seats); break;
    case CueKind::Swap: count(true, lasting.away); break;
    case CueKind::Sculpt: count(true, false, cue.seats); break;
    case CueKind::Showcase: {
        // With nobody named the next who is there; after the last of them everybody again.
        std::vector<SeatId> seats = cue.seats;
        for (int i = lasting.showcase ? lasting.showcase->value + 1 : 0; seats.empty() && i < kMaxSeats; ++i)
            if (room.seat(SeatId{i}).present)
                seats.push_back(SeatId{i});
        const bool ends = seats.empty();
        count(true, ends, std::move(seats));
        break;
    }
    case CueKind::Stop: // the stage's
    case CueKind::Resume:
    case CueKind::Finish:
    case CueKind::QuietMe:
    case CueKind::Next:
    case CueKind::Again:
    case CueKind::Skip:
    case CueKind::Back:
    case CueKind::Hold:
    case CueKind::SaidIt:
    case CueKind::Mark:
    case CueKind::LayerIn: // reserved: the log keeps them
    case CueKind::LayerOut:
    case CueKind::TeeterTotter:
    case CueKind::Wave:
    case CueKind::GroovePass: break;
    }
}

void Circle::finish(Micros t, Effects &effects)
{
    lead.give(Lead::Coming{CueKind::Finish, {}, {}, true, true, {}, {}}, room, t, effects);
}

void Circle::moveTempo(double byBpm)
{
    const Bpm here = room.pulse ? tempoOf(room.pulse->aim()) : room.settings.bpm;
    const Bpm there{std::clamp(std::round(here.value + byBpm), 40.0, 150.0)};
    if (room.pulse)
        room.pulse->lead(beatLength(there));
    else
        room.settings.bpm = there;
}

void Circle::toggleCalm(Micros t, Effects &effects)
{
    loudness.calm = !loudness.calm;
    sayGain(t, kCalmRampMs, effects);
    // What it took of the tempo it gives back, whatever was led meanwhile.
    if (room.pulse && (loudness.calm || m_slowedByCalm)) {
        const double aim = toSeconds(room.pulse->aim());
        room.pulse->lead(microsFromSeconds(loudness.calm ? aim / kCalmTempo : aim * kCalmTempo), Pulse::Pace::Gentle);
        m_slowedByCalm = loudness.calm;
    }
    effects.say(t, StateChange{StageState::Calm, {}, {}, loudness.calm ? 1.0 : 0.0});
}

/// Its sounds, and what has to be so from its beat on, while it is still Pulse::kAhead away.
void Circle::planLanding(const Lead::Coming &coming, Effects &effects)
{
    Lead::Lasting &lasting = lead.lasting;
    const Micros bar = coming.beat * room.settings.meter;
    switch (coming.kind) {
    case CueKind::Finish:
        hitTogether(coming.at, bar, kHitLevel, effects);
        break;
    case CueKind::Accent:
    case CueKind::Rumble: hitTogether(coming.at, 2 * coming.beat, kHitLevel, effects); break;
    case CueKind::Groove:
        needPulse(coming.at);
        band.want(band.parts());
        if (lasting.fade) { // it was not yet time to go
            lasting.fade.reset();
            lasting.marked = false;
            m_fadeEnds.reset();
            room.pulse->settle();
        }
        break;
    case CueKind::Pulse:
        needPulse(coming.at);
        lasting.marked = !coming.ends;
        break;
    case CueKind::Call:
        needPulse(coming.at);
        lasting.call.reset();
        if (!coming.ends)
            lasting.call = Lead::Lasting::Call{landingOrdinal(coming.at), coming.seats};
        break;
    case CueKind::Fade:
        needPulse(coming.at);
        lasting.fade = Lead::Lasting::Fade{landingOrdinal(coming.at)};
        room.pulse->lead(microsFromSeconds(toSeconds(room.pulse->period()) / kFadeTempo));
        break;
    case CueKind::Swap:
        if (coming.ends)
            break;
        needPulse(coming.at);
        band.want(std::max(band.wanted(), std::min(kPartsWhileAway, band.parts())));
        break;
    default: break; // Sculpt and Showcase change what strikes do, not what is planned
    }
}

Circle::Landed Circle::land(const Lead::Coming &coming, Micros t, Effects &effects)
{
    Lead::Lasting &lasting = lead.lasting;
    const auto lasts = [&](std::vector<SeatId> seats = {}) {
        effects.say(t, StateChange{stateOf(coming.kind), {}, std::move(seats), 0.0});
        return Landed::Lasting;
    };
    switch (coming.kind) {
    case CueKind::Finish: return Landed::Ending;
    case CueKind::Groove: // pads open: everybody plays
        lasting.shares.fill(Share::Full);
        lasting.showcase.reset();
        lasting.rumble = false;
        lasting.groove = true;
        if (std::exchange(loudness.faded, false))
            sayGain(t, toMs(bars(1)), effects);
        return Landed::Passing;
    case CueKind::Rumble: lasting.rumble = false; return Landed::Passing;
    case CueKind::Call: return lasting.call ? Landed::Lasting : Landed::Passing; // the call's own bars say what they are
    case CueKind::Sculpt:
        if (coming.share == Share::Full)
            lasting.shares.fill(coming.seats.empty() ? Share::Full : Share::Soft);
        for (const SeatId seat : coming.seats)
            lasting.shares[static_cast<std::size_t>(seat.value)] = coming.share;
        return coming.seats.empty() ? Landed::Passing : lasts(coming.seats);
    case CueKind::Showcase:
        lasting.showcase = coming.ends ? std::nullopt : std::optional(coming.seats.front());
        return coming.ends ? Landed::Passing : lasts(coming.seats);
    case CueKind::Fade:
        loudness.faded = true;
        sayGain(t, toMs(bars(kFadeBars)), effects);
        return lasts();
    case CueKind::Swap:
        lasting.away = loudness.away = !coming.ends;
        sayGain(t, toMs(bars(1)), effects);
        if (coming.ends)
            return Landed::Passing;
        for (Seat &seat : room.seats)
            seat.present = false;
        return lasts();
    default: return Landed::Passing;
    }
}

/// The beat of the pulse a cue falls on, also where the pulse has only come up for it.
std::int64_t Circle::landingOrdinal(Micros at) const
{
    return lead.landsOn().value_or(room.pulse->ordinalAfter(at, 0, room.settings.meter));
}

void Circle::hitTogether(Micros at, Micros length, double level, Effects &effects)
{
    room.playBacking(effects, "warm-pad", 0, 48, 0.33 * level, at, length);
    room.playBacking(effects, "warm-pad", room.settings.scale.fifth(), 48, 0.23 * level, at, length);
    room.playBacking(effects, "bass", 0, 36, 0.5 * level, at, length);
    for (int i = 0; i < kMaxSeats; ++i) {
        const SeatId id{i};
        if (!room.seat(id).present || room.seat(id).quiet)
            continue;
        room.play(effects, Note{0, kBacking, room.instrumentOf(id).id, room.keyOf(id, PadIndex{0}), 0.83 * level, Role::Backing}, at, at + length);
    }
}

/// The bars of call and answer take turns; where nobody gave the last call, the app gives this one.
void Circle::planCall(const Beat &beat, Effects &effects)
{
    Lead::Lasting::Call &call = *lead.lasting.call;
    const std::int64_t since = beat.ordinal - call.since;
    if (since < 0)
        return;
    const int meter = room.settings.meter;
    const bool answers = since / meter % 2 == 1;
    if (since % meter == 0) {
        call.turnsAt = beat.at;
        call.answersThen = answers;
        if (!answers && since > 0)
            call.appCalls = !call.caller;
    }
    if (answers || !call.appCalls)
        return;
    for (int half = 0; half < 2; ++half) {
        const char step = kCall[static_cast<std::size_t>((since % meter * 2 + half) % static_cast<std::int64_t>(kCall.size()))];
        if (step == '.')
            continue;
        const Micros at = beat.at + half * beat.length / 2;
        room.strikeBacking(effects, "djembe", PadIndex{1}, kCallLevel * (step == 'X' ? 1 : 0.7), at, beat.length, Role::Model);
    }
}

/// Eight bars: the parts go one after the other until only the low drum is left, then a rest. False: this beat is the rest.
bool Circle::planFade(const Beat &beat)
{
    const std::int64_t since = beat.ordinal - lead.lasting.fade->since;
    const std::int64_t bar = since / room.settings.meter;
    if (since == 0)
        lead.lasting.marked = true;
    const bool goesOn = lead.coming() && lead.coming()->kind == CueKind::Groove; // music again, if a moment late
    if (bar >= kFadeBars && !goesOn) {
        m_fadeEnds = beat.at;
        return false;
    }
    const auto left = static_cast<int>(std::lround(band.parts() * (1 - static_cast<double>(bar + 1) / kFadeBars)));
    band.want(std::min(band.wanted(), left));
    return true;
}

// ---- what is due ----

Circle::Landed Circle::due(Micros t, Effects &effects)
{
    if (lead.plans(t, effects))
        planLanding(*lead.coming(), effects);
    Landed result = Landed::Nothing;
    if (const auto coming = lead.lands(t))
        result = land(*coming, t, effects);
    if (auto &call = lead.lasting.call; call && call->turnsAt && *call->turnsAt <= t) {
        call->turnsAt.reset();
        call->answering = call->answersThen;
        if (!call->answering)
            call->caller.reset();
        effects.say(t, StateChange{call->answering ? StageState::Answer : StageState::Call, call->caller, {}, 0.0});
    }
    if (room.nextScale && room.nextScale->at <= t) {
        room.settings.scale = room.nextScale->scale;
        room.nextScale.reset();
    }
    if (m_attentionEnds && *m_attentionEnds <= t) {
        m_attentionEnds.reset();
        if (result == Landed::Nothing)
            result = Landed::Passing;
    }
    if (m_fadeEnds && *m_fadeEnds <= t) {
        m_fadeEnds.reset();
        result = Landed::Ending;
    }
    return result;
}

std::optional<Micros> Circle::nextDue() const
{
    const auto &call = lead.lasting.call;
    return soonest({planAt(), lead.nextDue(), call ? call->turnsAt : std::nullopt, m_attentionEnds, m_fadeEnds,
                    room.nextScale ? std::optional(room.nextScale->at) : std::nullopt});
}

void Circle::cancelled(Micros t)
{
    lead.cancelled(t);
    if (room.pulse)
        room.pulse->cancelled(t);
    if (m_fadeEnds && *m_fadeEnds > t)
        m_fadeEnds.reset();
    if (auto &call = lead.lasting.call; call && call->turnsAt && *call->turnsAt > t)
        call->turnsAt.reset();
}

void Circle::shift(Micros by)
{
    lead.shift(by);
    if (room.pulse)
        room.pulse->shift(by);
    if (room.nextScale)
        room.nextScale->at += by;
    for (auto *time : {&m_attentionEnds, &m_fadeEnds})
        if (*time)
            **time += by;
    if (auto &call = lead.lasting.call; call && call->turnsAt)
        *call->turnsAt += by;
}

void Circle::sayGain(Micros t, int rampMs, Effects &effects) const { effects.say(t, Gain{kBacking, loudness.db(), rampMs}); }

Micros Circle::bars(int count) const
{
    return (room.pulse ? room.pulse->period() : Lead::kBeatWithoutBeat) * count * room.settings.meter;
}

} // namespace tutti
