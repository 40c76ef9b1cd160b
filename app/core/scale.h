// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/instrument.h"
#include "core/seat.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tutti {

/// A scale such as "D dorian": a root and its steps. Every pitched pad plays a degree of it, so whatever people
/// play together fits.
class Scale {
public:
    /// C pentatonic, the default: no two of its notes clash.
    Scale() = default;
    /// "C pentatonic", "A minor pentatonic", "F# dorian", "Bb major". Nothing for a name that is not known.
    [[nodiscard]] static std::optional<Scale> parse(std::string_view name);

    /// MIDI key of a degree; degree 0 is the root at or above middle C (60), negative degrees lie below it.
    [[nodiscard]] int key(int degree) const noexcept;
    [[nodiscard]] bool contains(int key) const noexcept;
    [[nodiscard]] int degreesPerOctave() const noexcept { return static_cast<int>(m_steps.size()); }
    [[nodiscard]] int root() const noexcept { return m_root; }
    /// The degree that lies a fifth (or what the scale has nearest to it) above the root.
    [[nodiscard]] int fifth() const noexcept;
    /// The degree that lies nearest to `semitones` above `degree`: a third, a fifth, whatever the scale has of them.
    [[nodiscard]] int above(int degree, int semitones) const noexcept;
    [[nodiscard]] const std::string &name() const noexcept { return m_name; }

    friend bool operator==(const Scale &, const Scale &) = default;

private:
    std::string m_name = "C pentatonic";
    int m_root = 0; ///< pitch class
    std::vector<int> m_steps{0, 2, 4, 7, 9};
};

/// The degree a seat's pad plays. Left to right the seats climb, in steps of two degrees so that neighbours are told
/// apart; the second six take the degrees between; a seat's further pads lie one degree above and one below.
///
/// | seat  | 0 | 1 | 2 | 3 | 4 | 5  | 6 | 7 | 8 | 9 | 10 | 11 |
/// |-------|---|---|---|---|---|----|---|---|---|---|----|----|
/// | pad 0 | 0 | 2 | 4 | 6 | 8 | -2 | 1 | 3 | 5 | 7 | 9  | -4 |
/// | pad 1 | +1, pad 2: -1                                    |
[[nodiscard]] int degreeOf(SeatId seat, PadIndex pad) noexcept;

/// The MIDI key a seat's pad sounds: its degree folded by octaves into the instrument's range, or the drum's own key for
/// that pad. `transpose` is in semitones and moves pitched instruments only.
[[nodiscard]] int keyOf(const Instrument &instrument, const Scale &scale, SeatId seat, PadIndex pad, int transpose) noexcept;

} // namespace tutti
