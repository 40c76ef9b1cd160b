// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <vector>

namespace tutti {

/// Seats the engine, the log and the tests carry, whatever the glass has room for.
inline constexpr int kMaxSeats = 12;
/// Pads a seat may have; pad 0 is the big one.
inline constexpr int kMaxPads = 3;

/// A place at the screen, 0 to 11. A seat is never a person: neighbours and helpers touch too.
struct SeatId {
    std::int8_t value{};
    constexpr SeatId() = default;
    constexpr explicit SeatId(int v) noexcept : value(static_cast<std::int8_t>(v)) {}
    friend constexpr auto operator<=>(SeatId, SeatId) = default;
    [[nodiscard]] constexpr bool isPlayer() const noexcept { return value >= 0 && value < kMaxSeats; }
};

[[nodiscard]] inline bool contains(const std::vector<SeatId> &seats, SeatId seat) noexcept
{
    return std::find(seats.begin(), seats.end(), seat) != seats.end();
}

/// The app's own voice: drone, ostinato, cadence. Written as -1 in the log.
inline constexpr SeatId kBacking{-1};

struct PadIndex {
    std::int8_t value{};
    constexpr PadIndex() = default;
    constexpr explicit PadIndex(int v) noexcept : value(static_cast<std::int8_t>(v)) {}
    friend constexpr auto operator<=>(PadIndex, PadIndex) = default;
};

} // namespace tutti
