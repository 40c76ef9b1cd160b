// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/stage.h"

#include "core/overloaded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace tutti {
namespace {

constexpr std::string_view kOpenPads = "open-pads";

constexpr double kSoft = 0.251; // -12 dB: heard, and not in the way
constexpr Micros kRest = 10s;
constexpr Micros kExampleAfter = 1s;
constexpr Micros kExampleLength = 1500ms;
constexpr double kExampleLevel = 0.35;
constexpr int kCountFrom = 3;
constexpr Micros kBeatWithoutBeat = 1s; // a cue with no shared beat counts at 60 bpm
constexpr Micros kGovernorLook = 500ms;

/// Softer and Louder. No step is above 4 dB; the ceiling of the limiter lies above the top one.
constexpr std::array<double, 5> kDynamics{-8, -4, 0, 3, 6};
constexpr int kMiddleDynamic = 2;
constexpr double kCalmDb = -6;
constexpr int kCalmRampMs = 2000;

} // namespace

bool Stage::knows(std::string_view activity) { return activity == kOpenPads; }

Stage::Stage(const Header &header, std::shared_ptr<const Palette> palette) : m_dynamic(kMiddleDynamic)
{
    m_room.palette = std::move(palette);
    const auto &all = m_room.palette->all();
    for (std::size_t i = 0; i < kMaxSeats && !all.empty(); ++i)
        m_room.settings.instruments[i] = all[i % all.size()].id;
    for (const NamedSetting &setting : header.settings)
        (void)m_room.settings.apply(Set{setting, {}}); // Performance has told of bad ones
    for (int i = 0; i < std::clamp(header.seats, 0, kMaxSeats); ++i)
        m_room.seats[static_cast<std::size_t>(i)].present = true;
}

void Stage::begin(Effects &effects) { start(Micros{0}, effects); }

StageState Stage::state() const
{
    if (m_pausedAt)
        return StageState::Paused;
    switch (m_phase) {
    case Phase::Ready: return StageState::Ready;
    case Phase::Intro: return StageState::Intro;
    case Phase::Play: return m_activity.state();
    case Phase::Outro: return StageState::Outro;
    case Phase::Rest: return StageState::Rest;
    }
    return StageState::Ready;
}

void Stage::start(Micros t, Effects &effects)
{
    m_outro.reset();
    if (m_room.settings.introS <= 0) {
        play(t, effects);
        return;
    }
    m_phase = Phase::Intro;
    m_phaseEnds = t + microsFromSeconds(m_room.settings.introS);
    effects.say(t, StateChange{StageState::Intro, {}, {}, {}});
    // One example, in the first seat's voice and the app's own place.
    const SeatId first{0};
    m_room.play(effects, Note{0, kBacking, m_room.instrumentOf(first).id, m_room.keyOf(first, PadIndex{0}), kExampleLevel, Role::Model},
                t + kExampleAfter, t + kExampleAfter + kExampleLength);
}

void Stage::play(Micros t, Effects &effects)
{
    if (m_phase == Phase::Intro)
        effects.list.emplace_back(Effects::CancelPlanned{});
    m_phase = Phase::Play;
    m_phaseEnds.reset();
    m_governor.clear();
    m_softened = false;
    m_activity.enter(m_room, t, effects);
}

void Stage::ready(Micros t, Effects &effects)
{
    m_phase = Phase::Ready;
    m_phaseEnds.reset();
    effects.say(t, StateChange{StageState::Ready, {}, {}, {}});
}

void Stage::rest(Micros t, Effects &effects)
{
    m_phase = Phase::Rest;
    const Micros bars = m_outro ? m_outro->beat * (2 * m_room.settings.meter) : Micros{0};
    m_phaseEnds = t + std::max(kRest, bars);
    m_outro.reset();
    m_nextRoll.fill(std::nullopt);
    m_governorLook.reset();
    m_governor.clear();
    if (m_softened) {
        m_softened = false;
        sayGain(t, barsMs(2), effects);
    }
    effects.say(t, StateChange{StageState::Rest, {}, {}, {}});
}

tl::expected<void, std::string> Stage::step(const Input &in, Effects &effects)
{
    const Micros t = in.t;
    tl::expected<void, std::string> result;
    std::visit(Overloaded{
                   [&](const Strike &x) { strike(x, t, effects); },
                   [&](const Lift &x) { lift(x, t, effects); },
                   [&](const Cue &x) { cue(x, t, effects); },
                   [&](const Set &x) { result = m_room.settings.apply(x); },
                   [&](const Join &x) { m_room.seat(x.seat).present = true; },
                   [&](const Leave &x) {
                       Seat &seat = m_room.seat(x.seat);
                       endPresses(seat, t, effects);
                       seat = Seat{};
                   },
                   [&](const RestOn &x) { m_room.seat(x.seat).resting = true; },
                   [&](const RestOff &x) { m_room.seat(x.seat).resting = false; },
                   [&](const Start &x) {
                       if (!knows(x.activity)) {
                           result = tl::make_unexpected(fmt::format("This version cannot play \"{}\". What was playing goes on.", x.activity));
                           return;
                       }
                       for (const NamedSetting &setting : x.settings)
                           if (auto set = m_room.settings.apply(Set{setting, {}}); !set && result)
                               result = std::move(set);
                       if (m_pausedAt)
                           resume(t, effects);
                       effects.list.emplace_back(Effects::CancelPlanned{});
                       for (Seat &seat : m_room.seats)
                           endPresses(seat, t, effects);
                       start(t, effects);
                   },
                   [](const Move &) {},   // no control in what is built
                   [](const Choose &) {}, // no choice in what is built
                   [](const End &) {},
               },
               in.what);
    return result;
}

void Stage::strike(const Strike &strike, Micros t, Effects &effects)
{
    Seat &seat = m_room.seat(strike.seat);
    OpenPress press{strike.pad, strike.touch, 0};

    // The same touch again without a lift between: the old press is over.
    if (strike.touch)
        lift(Lift{strike.seat, strike.pad, strike.touch}, t, effects);

    if (m_pausedAt || seat.quiet) {
        seat.presses.push_back(press);
        return;
    }
    if (m_phase == Phase::Ready || m_phase == Phase::Intro)
        play(t, effects);

    const bool playing = inPlay();
    bool rolls = false;
    if (playing) {
        m_governor.strike(strike.seat, t);
        if (m_room.settings.governor) {
            rolls = m_governor.rolls(strike.seat, t);
            if (!m_governorLook)
                m_governorLook = t + kGovernorLook;
        }
    }
    if (rolls) {
        auto &nextRoll = m_nextRoll[static_cast<std::size_t>(strike.seat.value)];
        if (!nextRoll) {
            nextRoll = t;
            roll(strike.seat, t, effects);
        }
    } else {
        Note note{0, strike.seat, m_room.instrumentOf(strike.seat).id, m_room.keyOf(strike.seat, strike.pad), strike.strength, Role::Strike};
        if (!playing) { // at rest: answered, softly
            note.level *= kSoft;
            note.role = Role::Soft;
        }
        press.note = m_room.play(effects, std::move(note), t, std::nullopt);
    }
    seat.presses.push_back(press);
    if (m_phase == Phase::Play)
        m_activity.strike(m_room, strike.seat, t, effects);
}

void Stage::lift(const Lift &lift, Micros t, Effects &effects)
{
    auto &presses = m_room.seat(lift.seat).presses;
    const auto press = std::find_if(presses.begin(), presses.end(), [&](const OpenPress &p) {
        return lift.touch ? p.touch == lift.touch : p.pad == lift.pad;
    });
    if (press == presses.end())
        return;
    if (press->note != 0)
        effects.list.emplace_back(Effects::Release{press->note, t});
    presses.erase(press);
}

void Stage::endPresses(Seat &seat, Micros t, Effects &effects)
{
    for (const OpenPress &press : seat.presses)
        if (press.note != 0)
            effects.list.emplace_back(Effects::Release{press.note, t});
    seat.presses.clear();
}

void Stage::roll(SeatId seat, Micros t, Effects &effects)
{
    auto &next = m_nextRoll[static_cast<std::size_t>(seat.value)];
    if (!m_governor.rolls(seat, t)) {
        next.reset();
        return;
    }
    m_room.play(effects,
                Note{0, seat, m_room.instrumentOf(seat).id, m_room.keyOf(seat, PadIndex{0}), 0.75 * DensityGovernor::kRollLevel, Role::Strike},
                t, t + DensityGovernor::kRollEvery);
    next = t + DensityGovernor::kRollEvery;
}

void Stage::govern(Micros t, Effects &effects)
{
    m_governorLook = t + kGovernorLook;
    const bool soft = m_governor.softens(t) && m_room.settings.governor;
    if (soft != m_softened) {
        m_softened = soft;
        // Undone more slowly than done.
        const auto ramp = std::chrono::duration_cast<std::chrono::milliseconds>(DensityGovernor::kGroupRamp).count();
        sayGain(t, static_cast<int>(soft ? ramp : 2 * ramp), effects);
        if (m_phase == Phase::Play)
            m_activity.setSofter(soft, t, effects);
    }
    if (!m_softened && !m_governor.busy(t))
        m_governorLook.reset();
}

void Stage::sayGain(Micros t, int rampMs, Effects &effects)
{
    const double db = kDynamics[static_cast<std::size_t>(m_dynamic)] + (m_calm ? kCalmDb : 0) + (m_softened ? DensityGovernor::kGroupDb : 0);
    effects.say(t, Gain{kBacking, db, rampMs});
}

int Stage::barsMs(int bars) const
{
    const auto grid = m_activity.grid();
    const Micros beat = grid && m_phase == Phase::Play ? grid->period : kBeatWithoutBeat;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(beat * bars * m_room.settings.meter).count());
}

void Stage::cue(const Cue &cue, Micros t, Effects &effects)
{
    if (m_pausedAt && cue.kind != CueKind::Resume && cue.kind != CueKind::Finish)
        return;
    switch (cue.kind) {
    case CueKind::Stop: pause(t, effects); break;
    case CueKind::Resume:
        if (m_pausedAt)
            resume(t, effects);
        break;
    case CueKind::Finish: finish(t, effects); break;
    case CueKind::Louder:
    case CueKind::Softer: {
        const int step = cue.kind == CueKind::Louder ? 1 : -1;
        m_dynamic = std::clamp(m_dynamic + step, 0, static_cast<int>(kDynamics.size()) - 1);
        sayGain(t, barsMs(2), effects);
        break;
    }
    case CueKind::Calm:
        m_calm = !m_calm;
        sayGain(t, kCalmRampMs, effects);
        break;
    case CueKind::QuietMe:
        for (SeatId id : cue.seats) {
            Seat &seat = m_room.seat(id);
            seat.quiet = !seat.quiet;
            if (seat.quiet)
                endPresses(seat, t, effects);
        }
        break;
    case CueKind::Next:
        if (m_phase == Phase::Intro)
            play(t, effects);
        else if (m_phase == Phase::Rest)
            ready(t, effects);
        else if (m_phase == Phase::Play)
            m_activity.next(m_room, t);
        break;
    // The rest of the cue board has no meaning in Open Pads; the log keeps them.
    case CueKind::Attention:
    case CueKind::Groove:
    case CueKind::Pulse:
    case CueKind::Rumble:
    case CueKind::Faster:
    case CueKind::Slower:
    case CueKind::Settle:
    case CueKind::Accent:
    case CueKind::Call:
    case CueKind::Sculpt:
    case CueKind::LayerIn:
    case CueKind::LayerOut:
    case CueKind::Showcase:
    case CueKind::TeeterTotter:
    case CueKind::Wave:
    case CueKind::GroovePass:
    case CueKind::Fade:
    case CueKind::SaidIt:
    case CueKind::Mark:
    case CueKind::Swap:
    case CueKind::Again:
    case CueKind::Skip:
    case CueKind::Back:
    case CueKind::Hold: break;
    }
}

void Stage::pause(Micros t, Effects &effects)
{
    m_pausedAt = t;
    effects.list.emplace_back(Effects::CancelPlanned{});
    // Fingers stay where they are; what they held has ended.
    for (Seat &seat : m_room.seats)
        for (OpenPress &press : seat.presses)
            press.note = 0;
    effects.list.emplace_back(Effects::Silence{});
    effects.say(t, StateChange{StageState::Paused, {}, {}, {}});
}

void Stage::resume(Micros t, Effects &effects)
{
    const Micros by = t - *m_pausedAt;
    m_activity.cancelled(*m_pausedAt);
    m_pausedAt.reset();
    m_activity.shift(by);
    m_governor.shift(by);
    for (auto *time : {&m_phaseEnds, &m_governorLook})
        if (*time)
            **time += by;
    for (auto &next : m_nextRoll)
        if (next)
            *next += by;
    effects.list.emplace_back(Effects::Unsilence{});
    effects.say(t, StateChange{state(), {}, {}, {}});
    if (m_outro) {
        m_outro->landing += by;
        land(t, effects);
    }
}

void Stage::finish(Micros t, Effects &effects)
{
    if (m_pausedAt) { // silence already: only the way to rest is left
        m_pausedAt.reset();
        effects.list.emplace_back(Effects::Unsilence{});
        if (m_phase == Phase::Ready)
            ready(t, effects);
        else
            rest(t, effects);
        return;
    }
    switch (m_phase) {
    case Phase::Ready:
    case Phase::Outro:
    case Phase::Rest: return;
    case Phase::Intro: play(t, effects); break;
    case Phase::Play: break;
    }

    // The first bar line at least three beats from here; with no shared beat three seconds from here.
    Outro outro{t + kCountFrom * kBeatWithoutBeat, kBeatWithoutBeat, 0};
    if (const auto grid = m_activity.grid()) {
        const auto meter = static_cast<std::int64_t>(m_room.settings.meter);
        outro.beat = grid->period;
        outro.landing = grid->at + grid->period * ((meter - ((grid->index % meter) + meter) % meter) % meter);
        while (outro.landing < t + kCountFrom * grid->period)
            outro.landing += grid->period * meter;
    }
    m_phase = Phase::Outro;
    m_outro = outro;
    m_activity.finishAt(outro.landing);
    if (outro.landing - kCountFrom * outro.beat > t)
        effects.say(t, StateChange{StageState::Outro, {}, {}, {}});
    land(t, effects);
    due(t, effects);
}

/// One last hit together, on the bar: the app's chord under everyone's own voice.
void Stage::land(Micros, Effects &effects)
{
    const Micros at = m_outro->landing;
    const Micros length = m_outro->beat * m_room.settings.meter;
    m_room.playBacking(effects, "warm-pad", 0, 48, 0.2, at, length);
    m_room.playBacking(effects, "warm-pad", m_room.settings.scale.fifth(), 48, 0.14, at, length);
    m_room.playBacking(effects, "bass", 0, 36, 0.3, at, length);
    for (int i = 0; i < kMaxSeats; ++i) {
        const SeatId id{i};
        if (!m_room.seat(id).present || m_room.seat(id).quiet)
            continue;
        m_room.play(effects, Note{0, kBacking, m_room.instrumentOf(id).id, m_room.keyOf(id, PadIndex{0}), 0.5, Role::Backing}, at, at + length);
    }
}

void Stage::due(Micros t, Effects &effects)
{
    if (m_pausedAt)
        return;
    for (int i = 0; i < kMaxSeats; ++i)
        if (const auto &next = m_nextRoll[static_cast<std::size_t>(i)]; next && *next <= t)
            roll(SeatId{i}, t, effects);
    if (m_governorLook && *m_governorLook <= t)
        govern(t, effects);
    if (m_phase == Phase::Intro && *m_phaseEnds <= t)
        play(t, effects);
    else if (m_phase == Phase::Rest && *m_phaseEnds <= t)
        ready(t, effects);
    if (inPlay())
        if (const auto next = m_activity.nextDue(); next && *next <= t)
            m_activity.due(m_room, t, effects);
    if (m_outro) {
        while (m_outro->counts < kCountFrom && m_outro->landing - (kCountFrom - m_outro->counts) * m_outro->beat <= t) {
            effects.say(t, StateChange{StageState::Outro, {}, {}, static_cast<double>(kCountFrom - m_outro->counts)});
            ++m_outro->counts;
        }
        if (m_outro->landing <= t)
            rest(t, effects);
    }
}

std::optional<Micros> Stage::nextDue() const
{
    if (m_pausedAt)
        return std::nullopt;
    std::optional<Micros> next;
    const auto sooner = [&](std::optional<Micros> t) {
        if (t)
            next = next ? std::min(*next, *t) : *t;
    };
    sooner(m_phaseEnds);
    sooner(m_governorLook);
    for (const auto &roll : m_nextRoll)
        sooner(roll);
    if (inPlay())
        sooner(m_activity.nextDue());
    if (m_outro)
        sooner(m_outro->counts < kCountFrom ? m_outro->landing - (kCountFrom - m_outro->counts) * m_outro->beat : m_outro->landing);
    return next;
}

} // namespace tutti
