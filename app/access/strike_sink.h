// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/touch_numbers.h"
#include "core/event.h"
#include "core/units.h"

#include <chrono>

namespace tutti {

/// Where presses go. A direct call, not a signal: it stands between a finger and its sound.
/// Thread: GUI.
class StrikeSink {
public:
    /// `arrival` is `now()` when the event reached the program, read once. It may lie up to 30 ms back: see the flat hand
    /// in access/touch_tracker.h.
    virtual void strike(const Strike &strike, Micros arrival) = 0;
    virtual void lift(const Lift &lift, Micros arrival) = 0;
    /// A finger of the seat that leads has moved away from its player, or (negative) towards them.
    virtual void slide(SeatId, double /*upMm*/, Micros /*arrival*/) {}

    /// The clock that stamps arrivals.
    [[nodiscard]] virtual Micros now() const
    {
        return std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch());
    }
    /// All that strike here draw their touch numbers from this one source.
    [[nodiscard]] TouchNumbers &touchNumbers() { return m_numbers; }

protected:
    ~StrikeSink() = default;

private:
    TouchNumbers m_numbers;
};

} // namespace tutti
