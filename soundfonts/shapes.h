// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synthesis.h"

/// How bodies vibrate, and how much of each way a strike at a place sets going. After Fletcher & Rossing, The Physics of
/// Musical Instruments (2nd ed.), chapters 2, 3 and 18 to 21.
namespace tutti::synthesis {

/// A round skin and a strike on it.
struct Skin {
    double at = 0.5;     ///< where: 0 the middle, 1 the rim
    double width = 0.1;  ///< of what touches, as a part of the skin's radius: a wide hand stirs no small waves
    double angle = 0.6;  ///< radians, against the direction in which the skin is tightest
    double t60 = 0.5;    ///< seconds, of the mode with one nodal line
    double damping = 0.6; ///< how much sooner high modes end: t60 / (1 + damping (ratio - 1))
    double breath = 0.7; ///< modes without a nodal line move air and tire: their part of t60
    double air = 0.2;    ///< load of the air, which slows low modes more than high ones
    double split = 0.004; ///< a skin is never evenly tight: by this part the two of each pair lie apart
    double highest = 10; ///< ratio of the highest mode
};

/// The modes of a skin, relative to its lowest; the strongest has level 1.
[[nodiscard]] std::vector<Mode> skinModes(const Skin &skin);

/// How much of mode `n` (1 the lowest) of a bar free at both ends a strike at `at` (0 one end, 0.5 the middle) sets
/// going, against its most.
[[nodiscard]] double freeBar(int n, double at);

/// A plate held at its edges, and a strike on it.
struct Plate {
    double x = 0.5, y = 0.5; ///< where it is struck, 0 to 1 along each side
    double width = 0.1;      ///< of what touches, as a part of the short side
    double proportion = 1.5; ///< the long side (y) to the short one (x)
    double t60 = 0.2;        ///< seconds, of the lowest mode
    double damping = 0.5;    ///< as of a skin
    double highest = 9;
};

/// The modes of a plate, relative to its lowest; the strongest has level 1.
[[nodiscard]] std::vector<Mode> plateModes(const Plate &plate);

/// A soft mallet stays in contact for a while and so stirs high modes little.
[[nodiscard]] std::vector<Mode> softened(std::vector<Mode> modes, double hz, double cutoffHz);

/// Small bodies ring shorter: all decays, given for middle C, scaled for `hz`.
[[nodiscard]] std::vector<Mode> scaled(std::vector<Mode> modes, double hz, double power);

} // namespace tutti::synthesis
