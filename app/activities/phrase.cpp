// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/phrase.h"

#include <algorithm>

namespace tutti {

void Phrase::add(const Strike &strike, Micros t)
{
    if (m_hits.empty())
        m_began = t;
    m_hits.push_back(Hit{t - m_began, strike.seat, strike.pad, strike.strength, 0});
}

Phrase Phrase::tightened(Micros most) const
{
    Phrase tight = *this;
    for (std::size_t i = 1; i < m_hits.size(); ++i)
        tight.m_hits[i].at = tight.m_hits[i - 1].at + std::min(most, m_hits[i].at - m_hits[i - 1].at);
    return tight;
}

Phrase Phrase::turnedRound() const
{
    Phrase turned = *this;
    const std::size_t pauses = m_hits.empty() ? 0 : m_hits.size() - 1;
    for (std::size_t i = 1; i <= pauses; ++i) {
        const std::size_t from = i % pauses + 1;
        turned.m_hits[i].at = turned.m_hits[i - 1].at + m_hits[from].at - m_hits[from - 1].at;
    }
    return turned;
}

Phrase Phrase::moved(const std::vector<int> &steps) const
{
    Phrase moved = *this;
    for (std::size_t i = 0; i < m_hits.size() && !steps.empty(); ++i)
        moved.m_hits[i].higher += steps[i % steps.size()];
    return moved;
}

Phrase Phrase::followedBy(const Phrase &other, Micros pause) const
{
    Phrase both = *this;
    const Micros from = empty() ? Micros{0} : length() + pause;
    for (Hit hit : other.m_hits) {
        hit.at += from;
        both.m_hits.push_back(hit);
    }
    return both;
}

} // namespace tutti
