// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tutti {

/// What one part of a groove plays, written so that people can read it: a character for each step, with spaces and bar
/// lines for the eye.
///
/// | character   | step                                                                     |
/// |-------------|--------------------------------------------------------------------------|
/// | `.`         | rest                                                                     |
/// | `x` `X` `o` | the first stroke of a drum: usual, accented, hardly touched              |
/// | `t` `T`     | its second stroke (tone, edge), accented                                 |
/// | `s` `S`     | its third (slap, tap), accented                                          |
/// | `1` to `9`  | a degree of the scale, 1 the root                                        |
/// | `-`         | the note before goes on                                                  |
///
/// A value; equal texts (but for spaces and bars) give equal patterns.
class Pattern {
public:
    struct Step {
        bool sounds = false;
        PadIndex pad;      ///< of a drum: which stroke
        int degree = 0;    ///< of the scale, from 0
        double level = 0;  ///< 0 to 1, before the part's own
        int length = 1;    ///< steps until the note ends
        friend bool operator==(const Step &, const Step &) = default;
    };
    /// What is wrong with a text, and where.
    struct Error {
        std::size_t column = 0; ///< from 1
        std::string sentence;
    };

    Pattern() = default;
    [[nodiscard]] static tl::expected<Pattern, Error> fromSteps(std::string_view text);

    [[nodiscard]] int size() const noexcept { return static_cast<int>(m_steps.size()); }
    [[nodiscard]] bool isEmpty() const noexcept { return m_steps.empty(); }
    /// The step at `i`, counted round: a pattern repeats for ever. Not to be asked of an empty one.
    [[nodiscard]] const Step &at(std::int64_t i) const noexcept
    {
        return m_steps[static_cast<std::size_t>(i % static_cast<std::int64_t>(m_steps.size()))];
    }

    friend bool operator==(const Pattern &, const Pattern &) = default;

private:
    std::vector<Step> m_steps;
};

} // namespace tutti
