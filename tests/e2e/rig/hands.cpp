// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/hands.h"

namespace tutti::rig {

std::pair<std::int64_t, std::int64_t> Hands::press(const std::vector<Point> &places)
{
    std::int64_t first = 0, last = 0;
    for (const Point &place : places) {
        last = m_panel.down(m_finger, place.x, place.y);
        first = first ? first : last;
        m_down.push_back(m_finger++);
    }
    m_panel.sync();
    return {first, last};
}

std::int64_t Hands::drag(Point to) { return m_panel.move(m_down.front(), to.x, to.y); }

std::int64_t Hands::liftAll()
{
    const std::int64_t when = nowNs();
    for (const unsigned finger : m_down)
        m_panel.up(finger);
    if (!m_down.empty())
        m_panel.sync();
    m_down.clear();
    return when;
}

std::int64_t Hands::type(int code, int ms)
{
    const std::int64_t when = m_panel.keyDown(code);
    sleepMs(ms);
    m_panel.keyUp(code);
    m_panel.sync();
    return when;
}

} // namespace tutti::rig
