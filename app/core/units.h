// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace tutti {

/// Musical and log time: whole microseconds since the session's header. Monotonic, never wall time.
using Micros = std::chrono::microseconds;
using namespace std::chrono_literals; // 30s, 60ms, 5us

[[nodiscard]] constexpr Micros microsFromSeconds(double seconds) noexcept
{
    const double us = seconds * 1e6;
    return Micros{static_cast<std::int64_t>(us < 0 ? us - 0.5 : us + 0.5)};
}

/// The earliest of those that are set.
[[nodiscard]] constexpr std::optional<Micros> soonest(std::initializer_list<std::optional<Micros>> times) noexcept
{
    std::optional<Micros> first;
    for (const auto &t : times)
        if (t && (!first || *t < *first))
            first = t;
    return first;
}

[[nodiscard]] constexpr double toSeconds(Micros t) noexcept
{
    return static_cast<double>(t.count()) * 1e-6;
}

/// Whole milliseconds, the rest cut off.
[[nodiscard]] constexpr int toMs(Micros t) noexcept { return static_cast<int>(t / std::chrono::milliseconds(1)); }

/// A number with a unit that mixes with nothing but itself: `Beats + Frames` does not compile.
template <class Tag, class Rep>
struct Quantity {
    using rep = Rep;
    Rep value{};

    constexpr Quantity() = default;
    constexpr explicit Quantity(Rep v) noexcept : value(v) {}

    friend constexpr auto operator<=>(const Quantity &, const Quantity &) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) noexcept { return Quantity{static_cast<Rep>(a.value + b.value)}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) noexcept { return Quantity{static_cast<Rep>(a.value - b.value)}; }
    constexpr Quantity &operator+=(Quantity b) noexcept { return *this = *this + b; }
    constexpr Quantity &operator-=(Quantity b) noexcept { return *this = *this - b; }
};

/// Audio frames of the running stream.
using Frames = Quantity<struct FramesTag, std::int64_t>;
/// Position or length in beats of the shared beat.
using Beats = Quantity<struct BeatsTag, double>;
/// Tempo in beats a minute.
using Bpm = Quantity<struct BpmTag, double>;

[[nodiscard]] constexpr Micros beatLength(Bpm tempo) noexcept { return microsFromSeconds(60.0 / tempo.value); }
[[nodiscard]] constexpr Bpm tempoOf(Micros beat) noexcept { return Bpm{60.0 / toSeconds(beat)}; }
[[nodiscard]] constexpr Micros lengthOf(Beats beats, Bpm tempo) noexcept { return microsFromSeconds(beats.value * 60.0 / tempo.value); }

} // namespace tutti
