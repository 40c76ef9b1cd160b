// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/pulse.h"
#include "activities/room.h"
#include "core/groove.h"

#include <vector>

namespace tutti {

/// The backing: plays a groove beat by beat, part by part, as each beat is planned. Parts join in the groove's order and
/// leave in the reverse of it, softly. A value; the groove is the repertoire's, which outlives it.
class Band {
public:
    enum class Section {
        Bars,   ///< the groove itself
        Fill,   ///< the bar before something new
        Ending, ///< the bar before the last hit
    };

    /// From the next beat that is planned, which should begin a bar.
    void choose(const Groove *groove);
    [[nodiscard]] const Groove *groove() const { return m_groove; }
    [[nodiscard]] int parts() const { return m_groove ? static_cast<int>(m_groove->parts.size()) : 0; }
    /// The first so many parts play: what is missing comes up over four beats, what is too much goes over eight.
    void want(int parts) { m_wanted = parts; }
    [[nodiscard]] int wanted() const { return m_wanted; }
    /// All but the first so many are silent from the next beat that is planned on, without going softly.
    void cutTo(int parts);
    /// One part out, or in again, wherever it stands in the order.
    void mute(int part, bool out);
    [[nodiscard]] bool isMuted(int part) const;

    /// The notes of one beat; `level` goes over all of them, 0 to 1.
    void beat(Room &room, const Beat &beat, Section section, double level, Effects &effects);

private:
    struct Layer {
        double gain = 0;
        bool muted = false;
    };
    void playPart(Room &room, const GroovePart &part, const Pattern &pattern, std::int64_t from, const Beat &beat, double level,
                  Effects &effects) const;

    const Groove *m_groove = nullptr;
    std::vector<Layer> m_layers;
    int m_wanted = 0;
};

} // namespace tutti
