// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/conversation.h"

#include <algorithm>
#include <utility>

namespace tutti {
namespace {

constexpr Micros kFadesAfter = 20s;  // a long pause is part of it; after this the ground goes
constexpr Micros kKept = 180s;       // what is older than that is not told again
constexpr double kAnswerLevel = 0.8;
constexpr double kToldLevel = 0.6;
constexpr double kOpeningLevel = 0.4;
constexpr Micros kOpeningApart = 600ms;

} // namespace

// ---- who talks ----

void Conversation::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = Conversation{};
    m_touchedAt = t;
    m_sides = sidesOf(circle.room);
    meet(circle, t, effects);
    m_drone.fade();
    // Nobody there: silence. The first touch brings the ground.
    if (!m_sides[kA].empty())
        m_drone.begin(circle.room, t, effects);
}

/// The two sides as they are to be: who is still there stays on their side.
Conversation::Sides Conversation::sidesOf(const Room &room)
{
    const std::vector<SeatId> seats = room.takingPart();
    m_ring.setSeats(seats);
    const Variant variant = room.settings.variant;
    if (variant == Variant::Sides && seats.size() > 1) {
        const auto half = seats.begin() + static_cast<std::ptrdiff_t>((seats.size() + 1) / 2);
        return {std::vector(seats.begin(), half), std::vector(half, seats.end())};
    }
    const auto staying = [&](Side side) -> std::optional<SeatId> {
        const auto seat = std::find_if(m_sides[side].begin(), m_sides[side].end(), [&](SeatId s) { return contains(seats, s); });
        return seat == m_sides[side].end() ? std::nullopt : std::optional(*seat);
    };
    std::optional<SeatId> a = staying(kA);
    std::optional<SeatId> b = staying(kB);
    if (!a)
        a = takeNext(b);
    if (!a)
        std::swap(a, b);
    if (variant == Variant::App || seats.size() < 2)
        b.reset();
    else if (!b)
        b = takeNext(a);
    const auto only = [](std::optional<SeatId> seat) { return seat ? std::vector{*seat} : std::vector<SeatId>{}; };
    return {only(a), only(b)};
}

/// The next of the ring but for `other`, of a new round where this one is over.
std::optional<SeatId> Conversation::takeNext(std::optional<SeatId> other)
{
    const auto &seats = m_ring.seats();
    const auto isFree = [&](SeatId seat) { return seat != other && !m_ring.isOffered(seat); };
    if (std::none_of(seats.begin(), seats.end(), isFree))
        m_ring.beginRound();
    if (m_ring.next() == other) {
        const auto another = std::find_if(seats.begin(), seats.end(), isFree);
        if (another == seats.end())
            return std::nullopt;
        m_ring.choose(*another);
    }
    return m_ring.pass();
}

void Conversation::gather(Circle &circle, Micros t, Effects &effects)
{
    const bool withApp = appSpeaks();
    Sides sides = sidesOf(circle.room);
    if (sides == m_sides)
        return;
    m_sides = std::move(sides);
    // A half that somebody joins is still that half; another pair has another conversation, after what is being told.
    const bool goesOn = circle.room.settings.variant == Variant::Sides && withApp == appSpeaks();
    if (!goesOn && m_phase != StageState::Replay)
        meet(circle, t, effects);
}

/// These two have said nothing yet.
void Conversation::meet(Circle &circle, Micros t, Effects &effects)
{
    dropLines(circle, t, effects);
    m_said.clear();
    listen(circle.room, t, effects);
}

/// A conversation may begin.
void Conversation::listen(const Room &room, Micros t, Effects &effects)
{
    hush();
    m_phase = StageState::Quiet;
    effects.say(t, StateChange{m_phase, {}, {}, {}});
    if (!appSpeaks())
        return;
    const auto i = static_cast<std::size_t>(m_sides[kA].front().value);
    m_ladder.begin(t, microsFromSeconds(room.settings.waitS[i]), room.settings.ladder[i]);
}

/// Nothing of it goes on.
void Conversation::hush()
{
    m_ladder.end();
    m_since.reset();
    m_speech = {};
    m_quietAt = {};
    m_aloneSince = {};
    m_invited = {};
    m_answerDue.reset();
}

void Conversation::peopleChanged(Circle &circle, Micros t, Effects &effects) { gather(circle, t, effects); }

Share Conversation::share(const Circle &, SeatId seat, Micros) const
{
    const bool everyone = m_phase == StageState::Replay || m_sides[kA].empty();
    return everyone || contains(m_sides[kA], seat) || contains(m_sides[kB], seat) ? Share::Full : Share::Soft;
}

Micros Conversation::restOf(const Room &room, Side side) const
{
    double rest = 0;
    for (const SeatId seat : m_sides[side])
        rest = std::max(rest, room.settings.restS[static_cast<std::size_t>(seat.value)]);
    return microsFromSeconds(rest);
}

// ---- what is said ----

void Conversation::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_touchedAt = t;
    m_fadeDue = t + kFadesAfter;
    m_drone.heard(t);
    m_drone.wake();
    m_drone.begin(circle.room, t, effects);
    gather(circle, t, effects);
    const bool isA = contains(m_sides[kA], strike.seat);
    if (m_phase == StageState::Replay || (!isA && !contains(m_sides[kB], strike.seat)))
        return;
    if (!m_since) {
        m_since = t;
        m_said.clear(); // what was told until now
    }
    const Side side = isA ? kA : kB;
    remember(Said{t, side, Phrase::Hit{{}, strike.seat, strike.pad, strike.strength, 0}});
    spoke(side, t, restOf(circle.room, side));
    if (auto &speech = m_speech[side])
        speech->until = t + kTurnGap;
    else
        speech = Speech{t, t + kTurnGap, false};
    if (appSpeaks()) {
        m_ladder.end();
        m_answerDue = m_quietAt[kA];
    }
    look(t, effects);
}

void Conversation::spoke(Side side, Micros at, Micros rest)
{
    const Side other = side == kA ? kB : kA;
    m_quietAt[side] = at + rest;
    m_invited[side] = false;
    m_aloneSince[other].reset();
    if (!m_aloneSince[side])
        m_aloneSince[side] = at;
}

void Conversation::remember(Said said)
{
    std::erase_if(m_said, [&](const Said &old) { return old.at < said.at - kKept; });
    // The app's is known a little before it sounds.
    const auto after = std::find_if(m_said.rbegin(), m_said.rend(), [&](const Said &other) { return other.at <= said.at; });
    m_said.insert(after.base(), said);
}

/// Who speaks at `t`.
void Conversation::look(Micros t, Effects &effects)
{
    StateChange change{StageState::Quiet, {}, {}, {}};
    for (const Side side : {kA, kB}) {
        auto &speech = m_speech[side];
        if (speech && speech->until <= t)
            speech.reset();
        if (!speech || speech->from > t)
            continue;
        speech->begun = true;
        change.state = change.state == StageState::SideA ? StageState::Both : side == kA ? StageState::SideA : StageState::SideB;
        change.seats.insert(change.seats.end(), m_sides[side].begin(), m_sides[side].end());
    }
    if (change.state != std::exchange(m_phase, change.state))
        effects.say(t, std::move(change));
}

/// When a side that is silent is invited. The app needs no invitation.
std::optional<Micros> Conversation::inviteAt(Side side) const
{
    const auto &since = m_aloneSince[side == kA ? kB : kA];
    return since && !m_invited[side] && !m_sides[side].empty() ? std::optional(*since + kInviteAfter) : std::nullopt;
}

void Conversation::invite(Side side, Micros t, Effects &effects)
{
    m_invited[side] = true;
    for (const SeatId seat : m_sides[side])
        effects.say(t, Prompt{seat, PromptStep::Invite});
}

std::vector<SeatId> Conversation::invited() const
{
    std::vector<SeatId> seats;
    for (const Side side : {kA, kB})
        if (m_invited[side])
            seats.insert(seats.end(), m_sides[side].begin(), m_sides[side].end());
    return seats;
}

// ---- what the app says ----

/// Of the ladder's steps two: the pad invites, and the app begins. More would be talking to oneself.
void Conversation::climb(Micros t, Effects &effects)
{
    while (const auto rung = m_ladder.due(t)) {
        switch (*rung) {
        case WaitingLadder::Rung::Invite: invite(kA, t, effects); break;
        case WaitingLadder::Rung::Model: open(t, effects); break;
        case WaitingLadder::Rung::Cue:
        case WaitingLadder::Rung::Together:
        case WaitingLadder::Rung::Over: break;
        }
    }
}

void Conversation::open(Micros t, Effects &effects)
{
    const SeatId seat = m_sides[kA].front();
    effects.say(t, Prompt{seat, PromptStep::Cue});
    std::vector<Said> lines;
    for (int i = 0; i < 2; ++i)
        lines.push_back(Said{t + i * kOpeningApart, kB, Phrase::Hit{{}, seat, PadIndex{0}, kOpeningLevel, i}, true, Role::Prompt});
    speak(std::move(lines));
}

void Conversation::answer(const Room &room, Micros t)
{
    if (!m_lines.empty() && m_lines.back().at > t) { // one at a time
        m_answerDue = m_lines.back().at + kTurnGap;
        return;
    }
    m_answerDue.reset();
    std::vector<Said> phrase; // A's last: what came without a quiet between
    for (auto said = m_said.rbegin(); said != m_said.rend() && phrase.size() < kMostInAnswer; ++said) {
        if (said->side != kA)
            continue;
        if (!phrase.empty() && phrase.back().at - said->at >= restOf(room, kA))
            break;
        phrase.push_back(*said);
    }
    std::reverse(phrase.begin(), phrase.end());
    std::vector<Said> lines;
    Micros at = t + kBreath;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        Said line{at, kB, phrase[i].hit, true, Role::Model};
        line.hit.strength *= kAnswerLevel;
        line.hit.higher = static_cast<int>(i % 3) - 1;
        lines.push_back(line);
        if (i + 1 < phrase.size()) {
            const std::size_t interval = (i + 1) % (phrase.size() - 1);
            at += phrase[interval + 1].at - phrase[interval].at;
        }
    }
    if (!lines.empty())
        speak(std::move(lines));
}

/// As side B.
void Conversation::speak(std::vector<Said> lines)
{
    if (!m_speech[kB]) // else it goes on
        m_speech[kB] = Speech{lines.front().at, {}, false};
    m_speech[kB]->until = lines.back().at + kTurnGap;
    m_lines = std::move(lines);
    m_nextLine = 0;
}

/// When it is told again: after 90 s of it, both have been quiet for as long as a turn needs.
std::optional<Micros> Conversation::tellsAt() const
{
    if (!m_since || !m_quietAt[kA] || !m_quietAt[kB])
        return std::nullopt;
    return std::max({*m_since + kTalk, *m_quietAt[kA], *m_quietAt[kB]});
}

/// Of all the ten seconds that begin with a strike and have both sides in them the fullest; of equals the last.
std::vector<Conversation::Said> Conversation::best(Micros t) const
{
    const auto end = std::find_if(m_said.begin(), m_said.end(), [&](const Said &said) { return said.at > t; });
    auto from = end;
    auto to = end;
    auto until = m_said.begin();
    for (auto begin = m_said.begin(); begin != end; ++begin) {
        until = std::find_if(until, end, [&](const Said &said) { return said.at - begin->at >= kTold; });
        const bool both = std::any_of(begin, until, [&](const Said &said) { return said.side != begin->side; });
        if (both && until - begin >= to - from) {
            from = begin;
            to = until;
        }
    }
    return {from, to};
}

/// False: there is nothing to tell.
bool Conversation::tell(Circle &circle, Micros t, Effects &effects)
{
    std::vector<Said> lines = best(t);
    if (lines.empty())
        return false;
    dropLines(circle, t, effects);
    hush();
    const Micros by = t + Pulse::kAhead - lines.front().at;
    for (Said &line : lines) {
        line.at += by;
        line.hit.strength *= kToldLevel;
    }
    m_lines = std::move(lines);
    m_nextLine = 0;
    m_phase = StageState::Replay;
    effects.say(t, StateChange{m_phase, {}, {}, {}});
    return true;
}

/// Plans what comes within Pulse::kAhead, so that what ends it finds little that is on its way.
void Conversation::playLines(Room &room, Micros t, Effects &effects)
{
    for (; m_nextLine < m_lines.size() && m_lines[m_nextLine].at - Pulse::kAhead <= t; ++m_nextLine) {
        const Said &line = m_lines[m_nextLine];
        if (line.byApp || !room.seat(line.hit.seat).quiet)
            playHit(room, line.hit, line.byApp ? ToldBy::App : ToldBy::Players, line.at, 1, line.role, effects);
        if (m_phase == StageState::Replay || line.role != Role::Model)
            continue;
        remember(line);
        spoke(kB, line.at, restOf(room, kA));
    }
    if (!m_lines.empty() && m_lines.back().at + kTurnGap <= t)
        forgetLines();
}

void Conversation::forgetLines()
{
    m_lines.clear();
    m_nextLine = 0;
}

/// The app falls silent, with what it has planned.
void Conversation::dropLines(Circle &circle, Micros t, Effects &effects)
{
    const bool planned = m_nextLine > 0 && m_lines[m_nextLine - 1].at > t;
    forgetLines();
    if (!planned)
        return;
    effects.list.emplace_back(Effects::CancelPlanned{});
    circle.cancelled(t);
    m_drone.dropped(t);
    std::erase_if(m_said, [&](const Said &said) { return said.at > t; });
}

// ---- the leader, and what is due ----

void Conversation::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    gather(circle, t, effects);
    if (m_phase == StageState::Replay) {
        dropLines(circle, t, effects);
        listen(circle.room, t, effects);
        if (cue.seats.empty())
            return;
    }
    if (circle.room.settings.variant == Variant::Sides)
        return; // everybody talks already
    const bool withApp = appSpeaks();
    Sides sides = m_sides;
    if (!cue.seats.empty()) {
        const SeatId seat = cue.seats.front();
        if (!contains(m_ring.seats(), seat) || contains(m_sides[kA], seat) || contains(m_sides[kB], seat))
            return; // is not there, is not to be asked, or talks
        if (m_ring.choose(seat))
            m_ring.pass();
        sides[withApp ? kA : kB] = {seat};
    } else if (m_ring.seats().size() > (withApp ? 1 : 2)) {
        const auto a = takeNext(withApp ? std::optional(m_sides[kA].front()) : std::nullopt);
        sides[kA] = {*a};
        if (!withApp)
            sides[kB] = {*takeNext(a)};
    } else {
        return;
    }
    m_before = std::exchange(m_sides, std::move(sides));
    meet(circle, t, effects);
}

void Conversation::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    gather(circle, t, effects);
    if (tell(circle, t, effects) || !m_before || circle.room.settings.variant == Variant::Sides)
        return;
    const auto isHere = [&](const std::vector<SeatId> &side) {
        return std::all_of(side.begin(), side.end(), [&](SeatId seat) { return contains(m_ring.seats(), seat); });
    };
    const bool ofThisKind = (*m_before)[kB].empty() == m_sides[kB].empty();
    if (!ofThisKind || !isHere((*m_before)[kA]) || !isHere((*m_before)[kB]))
        return;
    std::swap(m_sides, *m_before);
    meet(circle, t, effects);
}

/// What the leader began does not go on in an empty room.
void Conversation::beat(Circle &circle, const Beat &beat, Effects &)
{
    if (beat.ordinal == 0)
        m_touchedAt = std::max(m_touchedAt, beat.at); // they were here just now
    if (!m_ending && circle.lead.leavesEmpty(m_touchedAt, beat.at))
        circle.endPulse();
}

void Conversation::due(Circle &circle, Micros t, Effects &effects)
{
    m_drone.due(circle.room, t, effects);
    if (m_ending)
        return;
    if (m_fadeDue && *m_fadeDue <= t) {
        m_fadeDue.reset();
        m_drone.fade();
    }
    climb(t, effects);
    playLines(circle.room, t, effects);
    if (m_phase == StageState::Replay) {
        if (m_lines.empty())
            listen(circle.room, t, effects);
        return;
    }
    look(t, effects);
    for (const Side side : {kA, kB})
        if (const auto at = inviteAt(side); at && *at <= t)
            invite(side, t, effects);
    if (const auto at = tellsAt(); at && *at <= t) {
        if (tell(circle, t, effects))
            return;
        m_since.reset(); // never within ten seconds of each other: another 90 s
        m_quietAt = {};
    }
    if (m_answerDue && *m_answerDue <= t)
        answer(circle.room, t);
}

std::optional<Micros> Conversation::nextDue() const
{
    std::optional<Micros> next = m_drone.nextDue();
    if (m_ending)
        return next;
    next = soonest({next, m_fadeDue, m_ladder.nextDue(), m_answerDue, tellsAt()});
    for (const Side side : {kA, kB}) {
        const auto &speech = m_speech[side];
        next = soonest({next, inviteAt(side), speech ? std::optional(speech->begun ? speech->until : speech->from) : std::nullopt});
    }
    if (!m_lines.empty())
        next = soonest({next, m_nextLine < m_lines.size() ? m_lines[m_nextLine].at - Pulse::kAhead : m_lines.back().at + kTurnGap});
    return next;
}

void Conversation::finishAt(Micros landing)
{
    m_ending = true;
    hush();
    forgetLines();
    m_fadeDue.reset();
    m_drone.endAt(landing);
}

void Conversation::cancelled(Micros t)
{
    m_drone.cancelled(t);
    const auto isLost = [&](const Said &said) { return said.at > t; };
    m_nextLine = std::min(m_nextLine, static_cast<std::size_t>(std::find_if(m_lines.begin(), m_lines.end(), isLost) - m_lines.begin()));
    std::erase_if(m_said, isLost); // comes back with its line
}

void Conversation::shift(Micros by)
{
    m_drone.shift(by);
    m_ladder.shift(by);
    m_touchedAt += by;
    for (auto *list : {&m_said, &m_lines})
        for (Said &said : *list)
            said.at += by;
    for (const Side side : {kA, kB}) {
        if (auto &speech = m_speech[side]) {
            speech->from += by;
            speech->until += by;
        }
        for (auto *time : {&m_quietAt[side], &m_aloneSince[side]})
            if (*time)
                **time += by;
    }
    for (auto *time : {&m_since, &m_answerDue, &m_fadeDue})
        if (*time)
            **time += by;
}

} // namespace tutti
