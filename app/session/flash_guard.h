// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <array>
#include <optional>

namespace tutti {

/// Decides which strikes may set something moving. A touch is answered at once by outline and size, which stay as long
/// as a seat is played; rings may travel from a seat at most once in kRingsEvery, so that no place on the glass changes
/// more than three times in any second however fast it is struck (WCAG 2.3.2). It cannot be switched off.
class FlashGuard {
public:
    static constexpr Micros kRingsEvery{700'000};
    /// A glow rises and falls over at least this long; a strike meanwhile keeps it lit.
    static constexpr Micros kGlow{2'000'000};

    [[nodiscard]] bool grantsRings(SeatId seat, Micros t)
    {
        auto &last = m_last[static_cast<std::size_t>(seat.value)];
        if (last && t - *last < kRingsEvery)
            return false;
        last = t;
        return true;
    }

private:
    std::array<std::optional<Micros>, kMaxSeats> m_last{};
};

} // namespace tutti
