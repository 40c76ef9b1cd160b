// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/telling.h"

#include <utility>

namespace tutti {
namespace {

constexpr Micros kRings = 600ms;
constexpr int kRegister = 60;

} // namespace

void playHit(Room &room, const Phrase::Hit &hit, ToldBy by, Micros at, double gain, Role role, Effects &effects)
{
    const Instrument &own = room.instrumentOf(hit.seat);
    const bool players = by == ToldBy::Players;
    const double level = gain * hit.strength;
    // A step below the lowest is below it, not most of an octave above.
    const Scale &scale = room.scaleAt(at);
    const int degree = degreeOf(hit.seat, hit.pad);
    const int lowest = kRegister + scale.key(degree + hit.higher) - scale.key(degree);
    if (players && hit.higher == 0)
        room.play(effects, Note{0, kBacking, own.id, room.keyOf(hit.seat, hit.pad), level, role}, at, at + kRings);
    else if (own.pitched)
        room.playBacking(effects, players ? own.id : "harp", degree + hit.higher, lowest, level, at, kRings, role);
    else
        room.strikeBacking(effects, players ? own.id : "frame-drum", hit.pad, level, at, kRings, role);
}

void Telling::begin(Phrase phrase, ToldBy by, Micros at, double gain, Role role)
{
    m_phrase = std::move(phrase);
    m_by = by;
    m_at = at;
    m_gain = gain;
    m_role = role;
    m_next = 0;
}

void Telling::due(Room &room, Micros t, Effects &effects)
{
    for (; isOn() && *nextDue() <= t; ++m_next) {
        const Phrase::Hit &hit = m_phrase.hits()[m_next];
        playHit(room, hit, m_by, m_at + hit.at, m_gain, m_role, effects);
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
