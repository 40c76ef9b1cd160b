// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/phrase.h"

namespace tutti {
namespace {

constexpr Micros kRings = 600ms;
constexpr int kAppRegister = 60;

} // namespace

void Phrase::add(const Strike &strike, Micros t)
{
    if (m_hits.empty())
        m_began = t;
    m_hits.push_back(Hit{t - m_began, strike.seat, strike.pad, strike.strength, 0});
}

Micros Phrase::play(Room &room, Voice voice, Micros at, double gain, Role role, Effects &effects) const
{
    for (const Hit &hit : m_hits) {
        const Instrument &own = room.instrumentOf(hit.seat);
        const Micros from = at + hit.at;
        const double level = gain * hit.strength;
        // A step below the lowest is below it, not most of an octave above.
        const Scale &scale = room.scaleAt(from);
        const int degree = degreeOf(hit.seat, hit.pad);
        const int lowest = kAppRegister + scale.key(degree + hit.higher) - scale.key(degree);
        if (voice == Voice::Players && hit.higher == 0)
            room.play(effects, Note{0, kBacking, own.id, room.keyOf(hit.seat, hit.pad), level, role}, from, from + kRings);
        else if (own.pitched)
            room.playBacking(effects, voice == Voice::Players ? own.id : "harp", degree + hit.higher, lowest, level, from, kRings, role);
        else
            room.strikeBacking(effects, voice == Voice::Players ? own.id : "frame-drum", hit.pad, level, from, kRings, role);
    }
    return at + length();
}

} // namespace tutti
