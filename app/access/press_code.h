// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"

#include <array>
#include <optional>

namespace tutti {

/// The staff door for who has one switch: long, short, long, short, long on the same key, without a longer pause. Nobody
/// plays that by chance: each long press is longer than a stroke, each short one shorter than a held tone.
/// A value; times of any one clock.
class PressCode {
public:
    static constexpr Micros kLong = 1500ms;   ///< at least
    static constexpr Micros kShort = 700ms;   ///< at most
    static constexpr Micros kPause = 3s;      ///< at most, between two presses
    static constexpr std::array kCode{true, false, true, false, true}; ///< long?

    void pressed(int key, Micros t)
    {
        if (key != m_key || m_down || (m_lifted && t - *m_lifted > kPause)) {
            *this = PressCode{};
            m_key = key;
        }
        m_down = t;
    }
    /// True: that was the whole of it.
    [[nodiscard]] bool lifted(int key, Micros t)
    {
        if (key != m_key || !m_down) {
            *this = PressCode{};
            return false;
        }
        const Micros length = t - *m_down;
        m_down.reset();
        m_lifted = t;
        if (kCode[m_at] ? length < kLong : length > kShort) {
            // A long press that does not belong there may be the first of another try.
            m_at = length >= kLong ? 1 : 0;
            return false;
        }
        if (++m_at < kCode.size())
            return false;
        *this = PressCode{};
        return true;
    }

private:
    int m_key = 0;
    std::size_t m_at = 0;
    std::optional<Micros> m_down, m_lifted;
};

} // namespace tutti
