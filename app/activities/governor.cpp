// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/governor.h"

#include <algorithm>

namespace tutti {
namespace {

constexpr std::size_t kSeatOn = 18;  // 6/s over 3 s
constexpr std::size_t kSeatOff = 12;
constexpr std::size_t kGroupOn = 60; // 12/s over 5 s
constexpr std::size_t kGroupOff = 40;

} // namespace

void DensityGovernor::expire(std::deque<Micros> &times, Micros before)
{
    while (!times.empty() && times.front() <= before)
        times.pop_front();
}

void DensityGovernor::strike(SeatId seat, Micros t)
{
    m_seat[static_cast<std::size_t>(seat.value)].push_back(t);
    if (!rolls(seat, t))
        m_group.push_back(t);
    expire(m_group, t - kGroupWindow);
}

bool DensityGovernor::rolls(SeatId seat, Micros t)
{
    auto &times = m_seat[static_cast<std::size_t>(seat.value)];
    bool &rolling = m_rolling[static_cast<std::size_t>(seat.value)];
    expire(times, t - kSeatWindow);
    if (times.empty() || times.back() < t - kRollOutlasts)
        rolling = false;
    else
        rolling = times.size() > (rolling ? kSeatOff : kSeatOn);
    return rolling;
}

bool DensityGovernor::softens(Micros t)
{
    expire(m_group, t - kGroupWindow);
    m_soft = m_group.size() > (m_soft ? kGroupOff : kGroupOn);
    return m_soft;
}

bool DensityGovernor::busy(Micros t)
{
    expire(m_group, t - kGroupWindow);
    for (auto &times : m_seat)
        expire(times, t - kSeatWindow);
    return !m_group.empty() || std::any_of(m_seat.begin(), m_seat.end(), [](const auto &times) { return !times.empty(); });
}

void DensityGovernor::clear() { *this = DensityGovernor{}; }

void DensityGovernor::shift(Micros by)
{
    for (auto &times : m_seat)
        for (Micros &t : times)
            t += by;
    for (Micros &t : m_group)
        t += by;
}

} // namespace tutti
