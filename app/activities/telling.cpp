// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/telling.h"

#include <utility>

namespace tutti {
namespace {

constexpr Micros kRings = 600ms;
constexpr int kRegister = 60;

} // namespace

void Telling::begin(Phrase phrase, Voice voice, Micros at, double gain, Role role)
{
    m_phrase = std::move(phrase);
    m_voice = voice;
    m_at = at;
    m_gain = gain;
    m_role = role;
    m_next = 0;
}

void Telling::due(Room &room, Micros t, Effects &effects)
{
    for (; isOn() && *nextDue() <= t; ++m_next) {
        const Phrase::Hit &hit = m_phrase.hits()[m_next];
        const Instrument &own = room.instrumentOf(hit.seat);
        const bool players = m_voice == Voice::Players;
        const Micros at = m_at + hit.at;
        const double level = m_gain * hit.strength;
        if (players && hit.higher == 0)
            room.play(effects, Note{0, kBacking, own.id, room.keyOf(hit.seat, hit.pad), level, m_role}, at, at + kRings);
        else if (own.pitched)
            room.playBacking(effects, players ? own.id : "harp", degreeOf(hit.seat, hit.pad) + hit.higher, kRegister, level, at, kRings, m_role);
        else
            room.strikeBacking(effects, players ? own.id : "frame-drum", hit.pad, level, at, kRings, m_role);
    }
}

std::optional<Micros> Telling::nextDue() const
{
    return isOn() ? std::optional(m_at + m_phrase.hits()[m_next].at - Pulse::kAhead) : std::nullopt;
}

void Telling::cancelled(Micros t)
{
    while (m_next > 0 && m_at + m_phrase.hits()[m_next - 1].at > t)
        --m_next;
}

} // namespace tutti
