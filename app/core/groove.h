// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pattern.h"
#include "core/units.h"

#include <string>
#include <vector>

namespace tutti {

/// One voice of a groove.
struct GroovePart {
    enum class Voice {
        Drum,  ///< strokes; an instrument without pitch
        Bass,  ///< degrees, low
        Chord, ///< degrees, each with the third and the fifth of the scale above it
        Tune,  ///< degrees, in the middle
    };
    std::string name;       ///< as the file calls it, e.g. "surdo"
    std::string instrument; ///< catalogue id
    Voice voice = Voice::Drum;
    double level = 0.4;     ///< 0 to 1
    Pattern bars;           ///< one bar or more, gone round
    Pattern fill;           ///< one bar that leads into something new; empty: the bars go on
    Pattern ending;         ///< one bar that leads to the last hit; empty: the fill, or the bars
    friend bool operator==(const GroovePart &, const GroovePart &) = default;
};

/// Music to drum to: parts that join one after the other, in a metre of its own, at the group's tempo.
struct Groove {
    std::string id;     ///< the word in logs
    std::string name;   ///< shown
    std::string origin; ///< where people play it
    int meter = 4;      ///< beats in a bar, 2 to 12
    int division = 4;   ///< steps in a beat, 1 to 6: 4 are sixteenths, 3 the triplets of a 6/8 or 12/8
    double swing = 0.5; ///< where between two beats or steps the second of a pair lies, 0.5 (even) to 0.7
    Bpm slowest{40};    ///< where it is at home; it is played at any tempo
    Bpm fastest{150};
    std::vector<GroovePart> parts; ///< in the order they join
    std::string sha256; ///< of its text, in hex; says whether a log's groove is still this one

    [[nodiscard]] int stepsInBar() const noexcept { return meter * division; }
    friend bool operator==(const Groove &, const Groove &) = default;
};

} // namespace tutti
