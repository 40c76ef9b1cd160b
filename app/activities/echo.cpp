// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/echo.h"

#include <algorithm>
#include <utility>

namespace tutti {
namespace {

constexpr Micros kRings = 600ms;          // after the last hit of what the app plays
constexpr Micros kLongestPause = 1500ms;  // in the tune that call and answer make
constexpr Micros kBetween = 700ms;        // between the two
constexpr double kAppGain = 0.8;
constexpr double kBothGain = 0.7;
constexpr double kAppStrength = 0.6;

// What the app calls: how far from hit to hit, in halves of a beat, and where in the scale.
constexpr std::array<int, Echo::kMostOfApp> kGaps{2, 2, 1, 1, 2, 2};
constexpr std::array<int, Echo::kMostOfApp> kSteps{0, 1, 2, 1, 0, -1};

} // namespace

void Echo::enter(Circle &circle, Micros t, Effects &effects)
{
    *this = Echo{};
    m_taking.enter(circle, t, effects);
    follow(circle, t, effects);
}

void Echo::follow(Circle &circle, Micros t, Effects &effects)
{
    switch (m_taking.came()) {
    case TurnTaking::Came::Nothing: break;
    case TurnTaking::Came::Turn: begin(circle, t, effects); break;
    case TurnTaking::Came::Gone:
        m_turn.end();
        m_app.end();
        m_partEnds.reset();
        m_partner.reset();
        break;
    case TurnTaking::Came::Round: // on at once: an exchange is together already
        m_appCallsNext = !m_appCallsNext;
        m_taking.nextRound(circle, t, effects);
        follow(circle, t, effects);
        break;
    }
}

/// An exchange.
void Echo::begin(Circle &circle, Micros t, Effects &effects)
{
    const Settings &settings = circle.room.settings;
    const SeatId seat = *m_taking.seat();
    const bool withApp = settings.variant == Variant::App || settings.variant == Variant::Mirror;
    const auto beside = m_taking.nextSeat() && m_taking.nextSeat() != seat ? m_taking.nextSeat() : m_taking.neighbour();
    m_partner = withApp ? std::nullopt : beside;
    m_appCalls = !m_partner && m_appCallsNext && settings.variant != Variant::Mirror;
    m_part = Part::Call;
    m_call.clear();
    m_answer.clear();
    m_partEnds.reset();
    m_app.end();
    if (!m_appCalls) {
        effects.say(t, StateChange{StageState::Call, seat, {}, {}});
        m_turn.begin(circle, seat, t, {}, effects);
        return;
    }
    m_turn.end();
    effects.say(t, StateChange{StageState::Call, {}, {}, {}});
    m_call = appCall(circle.room);
    m_app.begin(m_call, ToldBy::App, t + kBreath, 1, Role::Model);
    m_partEnds = m_app.lastAt() + kRings;
    m_app.due(circle.room, t, effects);
}

Phrase Echo::appCall(const Room &room) const
{
    const Micros half = beatLength(room.settings.bpm) / 2;
    const auto turned = static_cast<std::size_t>(m_calls); // not the same each time
    Phrase call;
    Micros at{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_appHits); ++i) {
        const std::size_t step = (i + turned) % kSteps.size();
        call.add(Phrase::Hit{at, *m_taking.seat(), PadIndex{0}, kAppStrength, kSteps[step]});
        at += kGaps[step] * half;
    }
    return call;
}

Phrase Echo::appAnswer(const Circle &circle) const
{
    if (circle.room.settings.variant != Variant::Mirror)
        return m_call;
    const int exchanges = m_exchanges[static_cast<std::size_t>(m_taking.seat()->value)];
    if (exchanges < 3)
        return m_call;
    return exchanges < 6 ? m_call.moved({0, 1, -1, 1}) : m_call.turnedRound();
}

void Echo::breathe(const Circle &circle, Micros t, Effects &effects)
{
    m_part = Part::Breath;
    m_turn.end();
    m_partEnds = t + kBreath;
    effects.say(t, StateChange{StageState::Breath, {}, {}, {}});
    if (appAnswers())
        m_app.begin(appAnswer(circle), ToldBy::App, *m_partEnds, kAppGain, Role::Model);
}

void Echo::respond(Circle &circle, Micros t, Effects &effects)
{
    m_part = Part::Response;
    const std::optional<SeatId> who = m_appCalls ? m_taking.seat() : m_partner;
    effects.say(t, StateChange{StageState::Response, who, {}, {}});
    if (who) {
        m_partEnds.reset();
        m_turn.begin(circle, *who, t, m_call, effects);
    } else {
        m_partEnds = m_app.lastAt() + kRings;
    }
}

void Echo::playBoth(Micros t, Effects &effects)
{
    m_part = Part::Both;
    m_turn.end();
    effects.say(t, StateChange{StageState::Both, {}, {}, {}});
    const Phrase tune = m_call.tightened(kLongestPause).followedBy(m_answer.tightened(kLongestPause), kBetween);
    m_app.begin(tune, ToldBy::Players, t + Pulse::kAhead, kBothGain, Role::Model);
    m_partEnds = m_app.lastAt() + kRings;
}

/// How long the app's next call is.
void Echo::heed(int callHits, int answerHits)
{
    ++m_calls;
    m_fullAnswers = answerHits >= callHits ? m_fullAnswers + 1 : 0;
    m_appHits = std::clamp(answerHits, 1, kMostOfApp);
    if (m_fullAnswers == 2) {
        m_fullAnswers = 0;
        m_appHits = std::min(m_appHits + 1, kMostOfApp);
    }
}

/// A part that ends by itself: a breath, or what the app plays.
void Echo::partDone(Circle &circle, Micros t, Effects &effects)
{
    m_partEnds.reset();
    switch (m_part) {
    case Part::Call: breathe(circle, t, effects); break;
    case Part::Breath: respond(circle, t, effects); break;
    case Part::Response:
        ++m_exchanges[static_cast<std::size_t>(m_taking.seat()->value)];
        if (circle.room.settings.variant == Variant::Mirror) {
            m_taking.taken(circle, t, effects);
        } else {
            m_answer = appAnswer(circle);
            playBoth(t, effects);
        }
        break;
    case Part::Both: m_taking.taken(circle, t, effects); break;
    }
}

void Echo::strike(Circle &circle, const Strike &strike, Micros t, Effects &effects)
{
    m_taking.touched(circle, t, effects);
    follow(circle, t, effects);
    if (!m_turn.isOf(strike.seat))
        return;
    Phrase &phrase = m_part == Part::Call ? m_call : m_answer;
    if (phrase.size() < kMostHits)
        phrase.add(strike, t);
    m_turn.strike(circle, strike.seat, t);
}

void Echo::beat(Circle &circle, const Beat &beat, Effects &)
{
    if (!m_ending)
        m_taking.beat(circle, beat);
}

void Echo::next(Circle &circle, const Cue &cue, Micros t, Effects &effects)
{
    // What somebody has called is answered; else it goes on.
    if (m_taking.phase() == TurnTaking::Phase::Turn && cue.seats.empty() && m_part == Part::Call && !m_call.empty()) {
        m_app.end();
        breathe(circle, t, effects);
        return;
    }
    m_taking.next(circle, cue, t, effects);
    follow(circle, t, effects);
}

void Echo::again(Circle &circle, const Cue &, Micros t, Effects &effects)
{
    if (m_taking.phase() == TurnTaking::Phase::Turn && !m_call.empty()) {
        begin(circle, t, effects);
        return;
    }
    m_taking.again(circle, t, effects);
    follow(circle, t, effects);
}

void Echo::peopleChanged(Circle &circle, Micros t, Effects &effects)
{
    m_taking.peopleChanged(circle, t, effects);
    follow(circle, t, effects);
    // Whoever was to answer has gone: the app does.
    const auto here = circle.room.takingPart();
    if (!m_partner || std::find(here.begin(), here.end(), *m_partner) != here.end())
        return;
    m_partner.reset();
    if (m_taking.phase() == TurnTaking::Phase::Turn && m_part == Part::Response)
        breathe(circle, t, effects);
}

void Echo::due(Circle &circle, Micros t, Effects &effects)
{
    if (m_ending)
        return;
    switch (m_turn.due(circle, t, effects)) {
    case Turn::Came::Nothing: break;
    case Turn::Came::NotNow:
        if (m_part == Part::Call)
            m_taking.defer(circle, t, effects);
        else
            m_taking.taken(circle, t, effects); // a call is a turn, answered or not
        break;
    case Turn::Came::Played:
        if (m_part == Part::Call) {
            breathe(circle, t, effects);
        } else {
            if (m_appCalls)
                heed(m_call.size(), m_answer.size());
            playBoth(t, effects);
        }
        break;
    }
    m_app.due(circle.room, t, effects);
    if (m_partEnds && *m_partEnds <= t)
        partDone(circle, t, effects);
    m_app.due(circle.room, t, effects);
    m_taking.due(circle, t, effects);
    follow(circle, t, effects);
}

std::optional<Micros> Echo::nextDue() const
{
    if (m_ending)
        return std::nullopt;
    return soonest({m_turn.nextDue(), m_app.nextDue(), m_partEnds, m_taking.nextDue()});
}

Share Echo::share(const Circle &, SeatId seat, Micros) const
{
    switch (m_taking.phase()) {
    case TurnTaking::Phase::Turn: return m_part == Part::Both || m_turn.isOf(seat) ? Share::Full : Share::Soft;
    case TurnTaking::Phase::Pass: return Share::Soft;
    case TurnTaking::Phase::Empty:
    case TurnTaking::Phase::Round:
    case TurnTaking::Phase::Away: break;
    }
    return Share::Full;
}

StageState Echo::state() const
{
    if (const auto state = m_taking.state())
        return *state;
    switch (m_part) {
    case Part::Call: return StageState::Call;
    case Part::Breath: return StageState::Breath;
    case Part::Response: return StageState::Response;
    case Part::Both: return StageState::Both;
    }
    return StageState::Call;
}

std::vector<SeatId> Echo::asked() const
{
    return m_turn.isOn() ? std::vector{*m_turn.seat()} : std::vector<SeatId>{};
}

std::vector<SeatId> Echo::askedNext() const
{
    if (m_ending)
        return {};
    if (m_taking.phase() == TurnTaking::Phase::Pass && m_taking.seat())
        return {*m_taking.seat()};
    if (m_taking.phase() != TurnTaking::Phase::Turn)
        return {};
    if (m_part == Part::Call || m_part == Part::Breath) {
        if (m_partner)
            return {*m_partner};
        if (m_appCalls)
            return {*m_taking.seat()};
    }
    return {};
}

void Echo::finishAt(Micros)
{
    m_ending = true;
    m_turn.end();
    m_app.end();
    m_taking.end();
    m_partEnds.reset();
}

void Echo::cancelled(Micros t)
{
    m_app.cancelled(t);
    m_turn.cancelled(t);
}

void Echo::shift(Micros by)
{
    m_taking.shift(by);
    m_turn.shift(by);
    m_app.shift(by);
    m_call.shift(by);
    m_answer.shift(by);
    if (m_partEnds)
        *m_partEnds += by;
}

} // namespace tutti
