// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <array>
#include <deque>

namespace tutti {

/// Keeps dense play bearable without telling anyone off. First the seat: over 6 strikes a second for 3 s its strikes
/// fold into one soft roll, the others untouched; then the group: over 12 a second for 5 s, those in rolls not counted,
/// everything is softened.
/// Both are undone slowly, at two thirds of the rate that set them off, so that nothing flickers at the border.
class DensityGovernor {
public:
    static constexpr double kRollLevel = 0.126;      ///< -18 dB
    static constexpr Micros kRollEvery{125'000};     ///< 8 strokes a second: heard as one roll
    static constexpr Micros kRollOutlasts{500'000};  ///< a roll ends this long after the seat's last strike

    void strike(SeatId seat, Micros t);
    /// Whether this seat's strikes are folded into a roll at `t`.
    [[nodiscard]] bool rolls(SeatId seat, Micros t);
    /// Whether the whole group is to be softened at `t`.
    [[nodiscard]] bool softens(Micros t);
    /// Whether anyone struck in the last few seconds, so that a change may come.
    [[nodiscard]] bool busy(Micros t);
    void clear();
    void shift(Micros by);

private:
    static constexpr Micros kSeatWindow{3'000'000};
    static constexpr Micros kGroupWindow{5'000'000};

    static void expire(std::deque<Micros> &times, Micros before);

    std::array<std::deque<Micros>, kMaxSeats> m_seat;
    std::array<bool, kMaxSeats> m_rolling{};
    std::deque<Micros> m_group;
    bool m_soft = false;
};

} // namespace tutti
