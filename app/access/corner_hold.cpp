// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/corner_hold.h"

#include <algorithm>

namespace tutti {

int CornerHold::cornerAt(double x, double y) const
{
    const double side = std::min(kCornerMm, kCornerShare * std::min(m_width, m_height));
    const bool left = x < side, right = x > m_width - side, upper = y < side, lower = y > m_height - side;
    if (!(left || right) || !(upper || lower))
        return -1;
    return (right ? 1 : 0) + (lower ? 2 : 0);
}

void CornerHold::at(int contact, double x, double y, Micros t)
{
    const int corner = cornerAt(x, y);
    const auto known = m_contacts.find(contact);
    if (known == m_contacts.end()) {
        m_contacts.emplace(contact, corner);
        judge(t);
    } else if (known->second >= 0 && known->second != corner) {
        known->second = -1;
        judge(t);
    }
}

void CornerHold::lifted(int contact, Micros t)
{
    if (m_contacts.erase(contact) > 0)
        judge(t);
}

void CornerHold::judge(Micros t)
{
    const bool held = m_contacts.size() == 2 && std::all_of(m_contacts.begin(), m_contacts.end(), [](const auto &c) { return c.second >= 0; })
        && m_contacts.begin()->second != m_contacts.rbegin()->second;
    m_since = held ? std::optional(t) : std::nullopt;
}

} // namespace tutti
