// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"

#include <optional>

namespace tutti {

/// The pad a point on the glass belongs to.
struct PadHit {
    SeatId seat;
    PadIndex pad;
    double offCentre = 0; ///< 0 at the pad's centre, 1 at its edge, more in the gap around it
    bool inside = true;   ///< within the drawn pad; false in the gap that belongs to it
    int rotation = 0;     ///< degrees clockwise the seat is turned: 0, 90, 180, 270
};

/// Answers which pad lies where, in millimetres from the top left of the glass.
class PadMap {
public:
    /// Thread: GUI. Must not allocate: it runs before the sound.
    [[nodiscard]] virtual std::optional<PadHit> hit(double xMm, double yMm) const = 0;

protected:
    ~PadMap() = default;
};

} // namespace tutti
