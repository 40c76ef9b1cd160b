// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/beat_partner.h"

#include <algorithm>
#include <cmath>

namespace tutti {

void BeatPartner::heard(SeatId seat, Micros offset)
{
    Votes &votes = m_votes[static_cast<std::size_t>(seat.value)];
    votes.sum += static_cast<double>(offset.count());
    ++votes.n;
}

std::optional<double> BeatPartner::meanAsynchrony() const
{
    double sum = 0;
    int seats = 0;
    for (const Votes &votes : m_votes) {
        if (votes.n > 0) {
            sum += votes.sum / votes.n;
            ++seats;
        }
    }
    return seats > 0 ? std::optional(sum / seats) : std::nullopt;
}

Micros BeatPartner::next()
{
    const auto asynchrony = meanAsynchrony();
    m_votes = {};
    if (!asynchrony)
        return m_period;
    if (!m_bias)
        m_bias = *asynchrony;
    else
        *m_bias += (*asynchrony - *m_bias) / 16;
    const double unbiased = *asynchrony - *m_bias;
    const Micros interval = m_period + Micros{std::llround(m_a * unbiased)};
    setPeriod(m_period + Micros{std::llround(m_b * unbiased)});
    return interval;
}

void BeatPartner::setPeriod(Micros period) { m_period = std::clamp(period, kShortest, kLongest); }

} // namespace tutti
