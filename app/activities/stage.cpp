// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/stage.h"

#include "core/overloaded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr double kSoft = 0.251;     // -12 dB: heard, and not in the way
constexpr double kVerySoft = 0.126; // -18 dB
constexpr Micros kRest = 10s;
constexpr Micros kExampleAfter = 1s;
constexpr Micros kExampleLength = 1500ms;
constexpr double kExampleLevel = 0.35;
constexpr Micros kGovernorLook = 500ms;
constexpr int kDenseRampMs = 4000;
constexpr int kFromDenseRampMs = 8000; // undone more slowly than done
constexpr int kRestoreRampMs = 4000;

// Beat help: a strike so soon after a grid point is on it.
constexpr Micros kOnTheGrid = 60ms;

// Rumble: a touch rolls for so long at least, and the more people roll the denser it gets.
constexpr Micros kRumbleAtLeast = 600ms;
constexpr Micros kRumbleEvery = 160ms;
constexpr Micros kRumbleDenser = 8ms;
constexpr double kRumbleLevel = 0.45;

double levelOf(Share share)
{
    switch (share) {
    case Share::Full: return 1;
    case Share::Soft: return kSoft;
    case Share::VerySoft: return kVerySoft;
    }
    return 1;
}

} // namespace

Stage::Stage(const Header &header, std::shared_ptr<const Repertoire> repertoire)
    : m_activity(activityNamed(header.activity).value_or(OpenPads{}))
{
    Room &room = m_circle.room;
    room.repertoire = std::move(repertoire);
    const auto &all = room.repertoire->palette.all();
    for (std::size_t i = 0; i < kMaxSeats && !all.empty(); ++i)
        room.settings.instruments[i] = all[i % all.size()].id;
    for (const NamedSetting &setting : header.settings)
        (void)room.settings.apply(Set{setting, {}}); // Performance has told of bad ones
    for (int i = 0; i < std::clamp(header.seats, 0, kMaxSeats); ++i)
        room.seats[static_cast<std::size_t>(i)].present = true;
}

void Stage::begin(Effects &effects) { start(Micros{0}, effects); }

StageState Stage::state() const
{
    if (m_pausedAt)
        return StageState::Paused;
    switch (m_phase) {
    case Phase::Ready: return StageState::Ready;
    case Phase::Intro: return StageState::Intro;
    case Phase::Play: return std::visit([](const auto &activity) { return activity.state(); }, m_activity);
    case Phase::Outro: return StageState::Outro;
    case Phase::Rest: return StageState::Rest;
    }
    return StageState::Ready;
}

void Stage::sayState(Micros t, Effects &effects)
{
    StateChange change{state(), {}, {}, {}};
    if (!m_pausedAt && m_phase == Phase::Play) {
        // A turn that is on its way is its next one's.
        change.seats = std::visit([&](const auto &activity) { return change.state == StageState::Pass ? activity.askedNext() : activity.asked(); }, m_activity);
        if (change.seats.size() == 1) {
            change.seat = change.seats.front();
            change.seats.clear();
        }
    }
    effects.say(t, std::move(change));
}

// ---- the phases ----

void Stage::start(Micros t, Effects &effects)
{
    m_circle.clear();
    restoreLoudness(t, effects);
    if (m_circle.room.settings.introS <= 0) {
        play(t, effects);
        return;
    }
    m_phase = Phase::Intro;
    m_phaseEnds = t + microsFromSeconds(m_circle.room.settings.introS);
    sayState(t, effects);
    // One example, in the first seat's voice and the app's own place.
    Room &room = m_circle.room;
    const SeatId first{0};
    room.play(effects, Note{0, kBacking, room.instrumentOf(first).id, room.keyOf(first, PadIndex{0}), kExampleLevel, Role::Model},
              t + kExampleAfter, t + kExampleAfter + kExampleLength);
}

void Stage::play(Micros t, Effects &effects)
{
    if (m_phase == Phase::Intro)
        effects.list.emplace_back(Effects::CancelPlanned{});
    m_phase = Phase::Play;
    m_phaseEnds.reset();
    m_governor.clear();
    std::visit([&](auto &activity) { activity.enter(m_circle, t, effects); }, m_activity);
}

void Stage::ready(Micros t, Effects &effects)
{
    m_phase = Phase::Ready;
    m_phaseEnds.reset();
    sayState(t, effects);
}

void Stage::rest(Micros t, Effects &effects)
{
    const Micros bars = m_phase == Phase::Outro ? m_circle.bars(2) : Micros{0};
    m_phase = Phase::Rest;
    m_phaseEnds = t + std::max(kRest, bars);
    m_circle.clear();
    m_nextRoll.fill(std::nullopt);
    m_governorLook.reset();
    m_governor.clear();
    restoreLoudness(t, effects);
    sayState(t, effects);
}

void Stage::restoreLoudness(Micros t, Effects &effects)
{
    const Loudness before = m_circle.loudness;
    m_circle.loudness.clear();
    if (m_circle.loudness != before)
        m_circle.sayGain(t, kRestoreRampMs, effects);
}

void Stage::pause(Micros t, Effects &effects)
{
    m_pausedAt = t;
    effects.list.emplace_back(Effects::CancelPlanned{});
    // Fingers stay where they are; what they held has ended.
    for (Seat &seat : m_circle.room.seats)
        for (OpenPress &press : seat.presses)
            press.note = 0;
    effects.list.emplace_back(Effects::Silence{});
    sayState(t, effects);
}

void Stage::resume(Micros t, Effects &effects)
{
    const Micros since = *m_pausedAt;
    const Micros by = t - since;
    m_pausedAt.reset();
    m_circle.cancelled(since);
    m_circle.shift(by);
    std::visit(
        [&](auto &activity) {
            activity.cancelled(since);
            activity.shift(by);
        },
        m_activity);
    m_governor.shift(by);
    for (auto *time : {&m_phaseEnds, &m_governorLook})
        if (*time)
            **time += by;
    for (auto &next : m_nextRoll)
        if (next)
            *next += by;
    for (Micros &until : m_rollsUntil)
        until += by;
    effects.list.emplace_back(Effects::Unsilence{});
    sayState(t, effects);
    peopleChanged(t, effects); // who came or went meanwhile
}

// ---- what comes in ----

tl::expected<void, std::string> Stage::step(const Input &in, Effects &effects)
{
    const Micros t = in.t;
    Room &room = m_circle.room;
    tl::expected<void, std::string> result;
    std::visit(Overloaded{
                   [&](const Strike &x) { strike(x, t, effects); },
                   [&](const Lift &x) { lift(x, t, effects); },
                   [&](const Cue &x) { cue(x, t, effects); },
                   [&](const Set &x) {
                       result = room.settings.apply(x);
                       if (result && x.setting.key == "groove")
                           m_circle.moveToGroove(t);
                   },
                   [&](const Join &x) {
                       room.seat(x.seat).present = true;
                       peopleChanged(t, effects);
                   },
                   [&](const Leave &x) {
                       Seat &seat = room.seat(x.seat);
                       endPresses(seat, t, effects);
                       seat = Seat{};
                       peopleChanged(t, effects);
                   },
                   [&](const RestOn &x) {
                       room.seat(x.seat).resting = true;
                       peopleChanged(t, effects);
                   },
                   [&](const RestOff &x) {
                       room.seat(x.seat).resting = false;
                       peopleChanged(t, effects);
                   },
                   [&](const Start &x) { result = startActivity(x, t, effects); },
                   [&](const Move &x) {
                       if (!m_pausedAt && m_phase == Phase::Play)
                           std::visit([&](auto &activity) { activity.move(m_circle, x, t, effects); }, m_activity);
                   },
                   [&](const Choose &x) {
                       if (!m_pausedAt && m_phase == Phase::Play)
                           std::visit([&](auto &activity) { activity.choose(m_circle, x, t, effects); }, m_activity);
                   },
                   [](const End &) {},
               },
               in.what);
    return result;
}

void Stage::peopleChanged(Micros t, Effects &effects)
{
    if (!m_pausedAt && m_phase == Phase::Play)
        std::visit([&](auto &activity) { activity.peopleChanged(m_circle, t, effects); }, m_activity);
}

tl::expected<void, std::string> Stage::startActivity(const Start &wanted, Micros t, Effects &effects)
{
    auto activity = activityNamed(wanted.activity);
    if (!activity)
        return tl::make_unexpected(fmt::format("This version cannot play \"{}\". What was playing goes on.", wanted.activity));
    tl::expected<void, std::string> result;
    m_circle.room.settings.variant = Variant::Usual; // that of what was played before
    for (const NamedSetting &setting : wanted.settings)
        if (auto set = m_circle.room.settings.apply(Set{setting, {}}); !set && result)
            result = std::move(set);
    if (m_pausedAt)
        resume(t, effects);
    effects.list.emplace_back(Effects::CancelPlanned{});
    for (Seat &seat : m_circle.room.seats)
        endPresses(seat, t, effects);
    m_activity = std::move(*activity);
    start(t, effects);
    return result;
}

void Stage::strike(const Strike &strike, Micros t, Effects &effects)
{
    Room &room = m_circle.room;
    Seat &seat = room.seat(strike.seat);
    OpenPress press{strike.pad, strike.touch, 0, {}};

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
    Note note{0, strike.seat, room.instrumentOf(strike.seat).id, room.keyOf(strike.seat, strike.pad), strike.strength, Role::Strike};
    if (!playing) { // at rest: answered, softly
        note.level *= kSoft;
        note.role = Role::Soft;
        sound(press, std::move(note), t, effects);
        seat.presses.push_back(press);
        return;
    }

    m_governor.strike(strike.seat, t);
    if (room.settings.governor && !m_governorLook)
        m_governorLook = t + kGovernorLook;
    m_circle.lead.called(strike.seat);
    m_rollsUntil[static_cast<std::size_t>(strike.seat.value)] = t + kRumbleAtLeast;
    seat.presses.push_back(press);
    if (isRolling(strike.seat, t)) {
        auto &nextRoll = m_nextRoll[static_cast<std::size_t>(strike.seat.value)];
        if (!nextRoll) {
            nextRoll = t;
            roll(strike.seat, t, effects);
        }
    } else {
        const Share share = shareOf(strike.seat, t);
        note.level *= levelOf(share);
        note.role = share == Share::Full ? Role::Strike : Role::Soft;
        sound(seat.presses.back(), std::move(note), helped(strike.seat, t), effects);
    }
    if (room.pulse)
        room.pulse->heard(strike.seat, t);
    if (m_phase == Phase::Play)
        std::visit([&](auto &activity) { activity.strike(m_circle, strike, t, effects); }, m_activity);
}

bool Stage::outOfTurn(SeatId seat, Micros t) const
{
    return std::visit(
        [&](const auto &activity) { return activity.isInTurns() && activity.share(m_circle, seat, t) == Share::Soft; },
        m_activity);
}

/// How much of a seat's playing is wanted, by the leader and by the activity.
Share Stage::shareOf(SeatId seat, Micros t) const
{
    const Share wanted = std::visit([&](const auto &activity) { return activity.share(m_circle, seat, t); }, m_activity);
    const bool inFull = m_circle.room.settings.fullOutOfTurn && outOfTurn(seat, t);
    return std::max(m_circle.lead.shareOf(seat), inFull ? Share::Full : wanted);
}

void Stage::sound(OpenPress &press, Note note, Micros at, Effects &effects)
{
    press.note = m_circle.room.play(effects, std::move(note), at, std::nullopt);
    press.sounds = at;
}

/// When a strike of this seat sounds. With full help it is on the grid of the beat, with gentle half as far from it as it
/// was; where there is no beat, and a little after a grid point, at once.
Micros Stage::helped(SeatId seat, Micros t) const
{
    const Room &room = m_circle.room;
    const BeatHelp help = room.settings.help[static_cast<std::size_t>(seat.value)];
    if (help == BeatHelp::Off || !room.pulse)
        return t;
    const double grid = room.settings.grid;
    constexpr double kRounding = 1e-9;
    const double steps = room.pulse->positionAt(t) / grid;
    const Micros before = room.pulse->timeOf(std::floor(steps + kRounding) * grid);
    if (t - before <= kOnTheGrid)
        return t;
    const Micros delay = room.pulse->timeOf((std::floor(steps + kRounding) + 1) * grid) - t;
    return t + (help == BeatHelp::Full ? delay : delay / 2);
}

void Stage::lift(const Lift &lift, Micros t, Effects &effects)
{
    auto &presses = m_circle.room.seat(lift.seat).presses;
    const auto press = std::find_if(presses.begin(), presses.end(), [&](const OpenPress &p) {
        return lift.touch ? p.touch == lift.touch : p.pad == lift.pad;
    });
    if (press == presses.end())
        return;
    press->release(t, effects);
    presses.erase(press);
}

void Stage::endPresses(Seat &seat, Micros t, Effects &effects)
{
    for (const OpenPress &press : seat.presses)
        press.release(t, effects);
    seat.presses.clear();
}

// ---- rolls: what is too dense to be heard one by one, and a rumble ----

bool Stage::isRolling(SeatId seat, Micros t)
{
    if (m_circle.lead.lasting.rumble)
        return !m_circle.room.seat(seat).presses.empty() || t < m_rollsUntil[static_cast<std::size_t>(seat.value)];
    return m_circle.room.settings.governor && m_governor.rolls(seat, t);
}

void Stage::roll(SeatId seat, Micros t, Effects &effects)
{
    auto &next = m_nextRoll[static_cast<std::size_t>(seat.value)];
    Room &room = m_circle.room;
    if (!isRolling(seat, t) || room.seat(seat).quiet) {
        next.reset();
        return;
    }
    const bool rumble = m_circle.lead.lasting.rumble;
    const auto rolling = std::count_if(m_nextRoll.begin(), m_nextRoll.end(), [](const auto &roll) { return roll.has_value(); });
    const Micros every = rumble ? kRumbleEvery - kRumbleDenser * rolling : DensityGovernor::kRollEvery;
    // Out of turn it is no louder than a single stroke would be.
    const Share share = shareOf(seat, t);
    const double level = rumble ? kRumbleLevel * levelOf(share) : 0.75 * std::min(DensityGovernor::kRollLevel, levelOf(share));
    const Role role = share == Share::Full ? Role::Strike : Role::Soft;
    room.play(effects, Note{0, seat, room.instrumentOf(seat).id, room.keyOf(seat, PadIndex{0}), level, role}, t, t + every);
    next = t + every;
}

void Stage::govern(Micros t, Effects &effects)
{
    m_governorLook = t + kGovernorLook;
    const bool dense = m_governor.softens(t) && m_circle.room.settings.governor;
    if (bool &now = m_circle.loudness.dense; dense != now) {
        now = dense;
        m_circle.sayGain(t, dense ? kDenseRampMs : kFromDenseRampMs, effects);
        if (m_phase == Phase::Play)
            std::visit([&](auto &activity) { activity.setSofter(dense, t, effects); }, m_activity);
    }
    if (!dense && !m_governor.busy(t))
        m_governorLook.reset();
}

// ---- the leader ----

void Stage::cue(const Cue &cue, Micros t, Effects &effects)
{
    // What is asked for a person's sake is given at any time, and begins nothing.
    const bool always = cue.kind == CueKind::Resume || cue.kind == CueKind::Finish || cue.kind == CueKind::Calm || cue.kind == CueKind::QuietMe;
    if (m_pausedAt && !always)
        return;
    switch (cue.kind) {
    case CueKind::Calm: m_circle.cue(cue, t, effects); break;
    case CueKind::Stop: pause(t, effects); break;
    case CueKind::Resume:
        if (m_pausedAt)
            resume(t, effects);
        break;
    case CueKind::Finish: finish(t, effects); break;
    case CueKind::QuietMe:
        for (const SeatId id : cue.seats) {
            Seat &seat = m_circle.room.seat(id);
            seat.quiet = !seat.quiet;
            if (seat.quiet)
                endPresses(seat, t, effects);
        }
        peopleChanged(t, effects);
        break;
    case CueKind::Next:
    case CueKind::Skip: next(cue, t, effects); break;
    case CueKind::Again:
    case CueKind::Back:
        if (m_phase == Phase::Play)
            std::visit([&](auto &activity) { activity.again(m_circle, cue, t, effects); }, m_activity);
        break;
    default:
        if (m_phase == Phase::Ready || m_phase == Phase::Intro)
            play(t, effects); // a cue is a beginning, too
        if (m_phase == Phase::Play)
            m_circle.cue(cue, t, effects);
    }
}

/// On from wherever one is: from an intro or a rest, out of what a cue left on, to the next thing the activity has.
void Stage::next(const Cue &cue, Micros t, Effects &effects)
{
    if (const auto *word = cue.value ? std::get_if<std::string>(&*cue.value) : nullptr; word && *word == "step") {
        if (m_phase == Phase::Play) // it is about somebody's waiting, and takes nothing further
            std::visit([&](auto &activity) { activity.hurry(t); }, m_activity);
        return;
    }
    const Lead::Lasting &lasting = m_circle.lead.lasting;
    if (m_phase == Phase::Intro)
        play(t, effects);
    else if (m_phase == Phase::Rest)
        ready(t, effects);
    else if (m_phase != Phase::Play)
        return;
    else if (lasting.away)
        m_circle.cue(Cue{CueKind::Swap, {}, {}}, t, effects);
    else if (lasting.call)
        m_circle.cue(Cue{CueKind::Call, {}, {}}, t, effects);
    else if (lasting.rumble)
        m_circle.cue(Cue{CueKind::Rumble, {}, {}}, t, effects);
    else
        std::visit([&](auto &activity) { activity.next(m_circle, cue, t, effects); }, m_activity);
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
    if (m_phase == Phase::Intro)
        play(t, effects);
    if (m_phase != Phase::Play)
        return;
    m_phase = Phase::Outro;
    m_circle.finish(t, effects);
    std::visit([&](auto &activity) { activity.finishAt(m_circle.lead.coming()->at); }, m_activity);
    due(t, effects);
}

// ---- what is due ----

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
        std::visit([&](auto &activity) { activity.due(m_circle, t, effects); }, m_activity);
    while (m_circle.wantsBeat(t)) {
        const auto beat = m_circle.planBeat(effects);
        if (beat && inPlay())
            std::visit([&](auto &activity) { activity.beat(m_circle, *beat, effects); }, m_activity);
    }
    if (m_phase == Phase::Play && std::visit([](const auto &activity) { return activity.isOver(); }, m_activity))
        finish(t, effects);
    const bool away = m_circle.lead.lasting.away;
    const Circle::Landed landed = m_circle.due(t, effects);
    switch (landed) {
    case Circle::Landed::Nothing:
    case Circle::Landed::Lasting: break;
    case Circle::Landed::Passing: sayState(t, effects); break;
    case Circle::Landed::Ending: rest(t, effects); break;
    }
    if (away != m_circle.lead.lasting.away)
        peopleChanged(t, effects); // they have got up, or sit again
}

std::optional<Micros> Stage::nextDue() const
{
    if (m_pausedAt)
        return std::nullopt;
    std::optional<Micros> next = soonest({m_phaseEnds, m_governorLook, m_circle.nextDue()});
    for (const auto &roll : m_nextRoll)
        next = soonest({next, roll});
    if (inPlay())
        next = soonest({next, std::visit([](const auto &activity) { return activity.nextDue(); }, m_activity)});
    return next;
}

} // namespace tutti
