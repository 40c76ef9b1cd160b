// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/band.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tutti {
namespace {

constexpr double kJoinPerBeat = 1.0 / 4;
constexpr double kLeavePerBeat = 1.0 / 8;
constexpr Micros kRing = 1s; // what is struck rings by itself; it is let go of later
constexpr int kBassRegister = 31;
constexpr int kChordRegister = 52;
constexpr int kTuneRegister = 60;
constexpr std::array<int, 3> kChord{0, 4, 7}; // semitones above the written degree, as near as the scale has them
constexpr double kChordLevel = 0.6;           // three notes of it sound like one

/// Where step `k` of a beat lies, 0 to 1: the second of a pair comes at `swing` of the pair.
double placeOf(int k, const Groove &groove)
{
    const int division = groove.division;
    if (division % 2 != 0)
        return static_cast<double>(k) / division;
    return (k - k % 2 + (k % 2) * 2 * groove.swing) / division;
}

} // namespace

void Band::choose(const Groove *groove)
{
    if (groove == m_groove)
        return;
    // Who plays goes on playing: the new groove's first parts take over from the old one's.
    m_groove = groove;
    m_layers.resize(static_cast<std::size_t>(parts()));
    for (Layer &layer : m_layers)
        layer.muted = false;
}

void Band::cutTo(int parts)
{
    m_wanted = std::min(m_wanted, parts);
    for (std::size_t i = static_cast<std::size_t>(parts); i < m_layers.size(); ++i)
        m_layers[i].gain = 0;
}

void Band::mute(int part, bool out)
{
    if (part >= 0 && part < parts())
        m_layers[static_cast<std::size_t>(part)].muted = out;
}

bool Band::isMuted(int part) const { return part < 0 || part >= parts() || m_layers[static_cast<std::size_t>(part)].muted; }

void Band::beat(Room &room, const Beat &beat, Section section, double level, Effects &effects)
{
    for (int i = 0; i < parts(); ++i) {
        Layer &layer = m_layers[static_cast<std::size_t>(i)];
        const bool plays = i < m_wanted && !layer.muted;
        layer.gain = plays ? std::min(1.0, layer.gain + kJoinPerBeat) : std::max(0.0, layer.gain - kLeavePerBeat);
        if (layer.gain <= 0)
            continue;
        const GroovePart &part = m_groove->parts[static_cast<std::size_t>(i)];
        const std::int64_t inBar = static_cast<std::int64_t>(beat.inBar(m_groove->meter)) * m_groove->division;
        const double partLevel = level * layer.gain * part.level;
        if (section == Section::Ending && !part.ending.isEmpty())
            playPart(room, part, part.ending, inBar, beat, partLevel, effects);
        else if (section != Section::Bars && !part.fill.isEmpty())
            playPart(room, part, part.fill, inBar, beat, partLevel, effects);
        else
            playPart(room, part, part.bars, beat.index * m_groove->division, beat, partLevel, effects);
    }
}

void Band::playPart(Room &room, const GroovePart &part, const Pattern &pattern, std::int64_t from, const Beat &beat, double level,
                    Effects &effects) const
{
    const Micros step = beat.length / m_groove->division;
    for (int k = 0; k < m_groove->division; ++k) {
        const Pattern::Step &wanted = pattern.at(from + k);
        if (!wanted.sounds)
            continue;
        const Micros at = beat.at + Micros{std::llround(placeOf(k, *m_groove) * static_cast<double>(beat.length.count()))};
        const Micros length = room.instrument(part.instrument).percussive ? std::max(kRing, step * wanted.length) : step * wanted.length;
        const double note = wanted.level * level;
        switch (part.voice) {
        case GroovePart::Voice::Drum: room.strikeBacking(effects, part.instrument, wanted.pad, note, at, length); break;
        case GroovePart::Voice::Bass: room.playBacking(effects, part.instrument, wanted.degree, kBassRegister, note, at, length); break;
        case GroovePart::Voice::Tune: room.playBacking(effects, part.instrument, wanted.degree, kTuneRegister, note, at, length); break;
        case GroovePart::Voice::Chord:
            for (const int above : kChord)
                room.playBacking(effects, part.instrument, room.scaleAt(at).above(wanted.degree, above), kChordRegister, note * kChordLevel, at, length);
            break;
        }
    }
}

} // namespace tutti
