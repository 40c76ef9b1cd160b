// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/tutti.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace tutti::rig {

/// Fingers on a panel, and the keys beside it.
class Hands {
public:
    explicit Hands(Panel &panel) : m_panel(panel) {}

    /// Puts a finger on each of these places at once; returns when the first and the last were put.
    std::pair<std::int64_t, std::int64_t> press(const std::vector<Point> &places);
    /// Drags the finger that was put down first.
    std::int64_t drag(Point to);
    /// Takes all fingers away; returns when the first went.
    std::int64_t liftAll();
    /// The panel is gone, and the fingers with it.
    void forget() { m_down.clear(); }

    /// A key down and up again after `ms`; `code` as the kernel counts them. Returns when it went down.
    std::int64_t type(int code, int ms = 40);

private:
    Panel &m_panel;
    unsigned m_finger = 1;
    std::vector<unsigned> m_down;
};

} // namespace tutti::rig
