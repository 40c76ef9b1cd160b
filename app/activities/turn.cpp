// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/turn.h"

#include <utility>

namespace tutti {
namespace {

constexpr Micros kHeldLook = 250ms; // how often a finger that stays is looked at
constexpr Micros kOwnSound = 600ms;
constexpr double kOwnLevel = 0.3;
constexpr double kCueLevel = 0.25;
constexpr double kModelLevel = 0.4;
constexpr double kCueGain = 0.35; // of an example's strengths
constexpr double kModelGain = 0.55;

} // namespace

void Turn::begin(Circle &circle, SeatId seat, Micros t, Phrase example, Effects &effects)
{
    *this = Turn{};
    m_seat = seat;
    m_example = std::move(example);
    Room &room = circle.room;
    const auto i = static_cast<std::size_t>(seat.value);
    m_ladder.begin(t, microsFromSeconds(room.settings.waitS[i]), room.settings.ladder[i]);
    // A short sound of its own says whose turn it is, where a sound may come before they have begun.
    if (room.settings.ladder[i].cue)
        room.play(effects, Note{0, kBacking, room.instrumentOf(seat).id, room.keyOf(seat, PadIndex{0}), kOwnLevel, Role::Prompt}, t, t + kOwnSound);
    (void)due(circle, t, effects); // the invitation
}

void Turn::end() { *this = Turn{}; }

Micros Turn::rest(const Circle &circle) const
{
    return microsFromSeconds(circle.room.settings.restS[static_cast<std::size_t>(m_seat->value)]);
}

void Turn::strike(const Circle &circle, SeatId seat, Micros t)
{
    if (seat == m_seat) {
        m_company = false;
    } else {
        if (!m_companyUntil)
            m_companyUntil = t + microsFromSeconds(circle.room.settings.waitS[static_cast<std::size_t>(m_seat->value)]);
        if (t > *m_companyUntil)
            return;
    }
    m_ladder.end();
    m_telling.end();
    m_played = t;
    m_quietDue = t + rest(circle);
}

/// A step of waiting.
void Turn::climb(Circle &circle, WaitingLadder::Rung rung, Micros t, Effects &effects)
{
    Room &room = circle.room;
    m_rung = rung;
    switch (rung) {
    case WaitingLadder::Rung::Invite: effects.say(t, Prompt{*m_seat, PromptStep::Invite}); break;
    case WaitingLadder::Rung::Cue:
        effects.say(t, Prompt{*m_seat, PromptStep::Cue});
        if (!m_example.empty())
            m_telling.begin(m_example, ToldBy::App, t, kCueGain, Role::Prompt);
        else
            for (int i = 0; i < 2; ++i)
                room.play(effects, Note{0, kBacking, room.instrumentOf(*m_seat).id, room.keyOf(*m_seat, PadIndex{0}), kCueLevel, Role::Prompt},
                          t + i * kOwnSound, t + (i + 1) * kOwnSound);
        break;
    case WaitingLadder::Rung::Model: // in the app's own voice: it does not play on anybody's pad
        effects.say(t, Prompt{*m_seat, PromptStep::Model});
        if (!m_example.empty())
            m_telling.begin(m_example, ToldBy::App, t, kModelGain, Role::Model);
        else
            for (int i = 0; i < 3; ++i)
                room.playBacking(effects, "harp", i, 60, kModelLevel, t + i * kOwnSound, kOwnSound, Role::Model);
        break;
    case WaitingLadder::Rung::Together:
        effects.say(t, Prompt{*m_seat, PromptStep::Together});
        m_company = true;
        break;
    case WaitingLadder::Rung::Over: break;
    }
}

Turn::Came Turn::due(Circle &circle, Micros t, Effects &effects)
{
    if (!m_seat)
        return Came::Nothing;
    while (const auto rung = m_ladder.due(t)) {
        climb(circle, *rung, t, effects);
        if (*rung == WaitingLadder::Rung::Over)
            return Came::NotNow;
    }
    m_telling.due(circle.room, t, effects);
    if (!m_quietDue || *m_quietDue > t)
        return Came::Nothing;
    if (!circle.room.seat(*m_seat).presses.empty()) {
        m_played = t; // a finger that stays is playing
        m_quietDue = t + kHeldLook;
    } else if (t - m_played < rest(circle)) {
        m_quietDue = m_played + rest(circle);
    } else {
        return Came::Played;
    }
    return Came::Nothing;
}

std::optional<Micros> Turn::nextDue() const { return soonest({m_ladder.nextDue(), m_telling.nextDue(), m_quietDue}); }

void Turn::shift(Micros by)
{
    m_ladder.shift(by);
    m_telling.shift(by);
    m_played += by;
    for (auto *time : {&m_quietDue, &m_companyUntil})
        if (*time)
            **time += by;
}

} // namespace tutti
