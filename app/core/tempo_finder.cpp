// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tempo_finder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti {
namespace {

constexpr double kFixedPoint = 1ll << 40;
constexpr std::size_t kLooksInARow = 5; // 2 s at one look each half second

} // namespace

void TempoFinder::count(Micros interval, int sign)
{
    if (interval < Micros{kShortestMs * 1000})
        return;
    const double turns = 2 * std::numbers::pi * static_cast<double>(interval.count()) / 1000.0;
    for (int i = 0; i < kPeriods; ++i)
        m_sums[static_cast<std::size_t>(i)] += sign * std::llround(std::cos(turns / (kShortestMs + i * kStepMs)) * kFixedPoint);
    m_intervals += sign;
}

void TempoFinder::expire(Micros now)
{
    for (auto &strikes : m_strikes) {
        while (!strikes.empty() && strikes.front() < now - kWindow) {
            if (strikes.size() > 1)
                count(strikes[1] - strikes[0], -1);
            strikes.pop_front();
        }
    }
}

void TempoFinder::strike(SeatId seat, Micros t)
{
    expire(t);
    auto &strikes = m_strikes[static_cast<std::size_t>(seat.value)];
    if (!strikes.empty()) {
        if (t - strikes.back() < kBounce)
            return;
        count(t - strikes.back(), +1);
    }
    strikes.push_back(t);
}

TempoFinder::Score TempoFinder::best() const
{
    Score best{Micros{0}, 0, m_intervals};
    if (m_intervals == 0)
        return best;
    const auto largest = std::max_element(m_sums.rbegin(), m_sums.rend()); // from the long end: ties go to the longer
    const auto index = static_cast<int>(m_sums.rend() - largest) - 1;
    best.period = Micros{(kShortestMs + index * kStepMs) * 1000};
    best.value = static_cast<double>(*largest) / kFixedPoint / m_intervals;
    return best;
}

std::optional<Micros> TempoFinder::look(Micros now)
{
    expire(now);
    const Score score = best();
    if (score.intervals < 12 || score.value < std::max(0.57, 3.4 / std::sqrt(score.intervals))) {
        m_looks.clear();
        return std::nullopt;
    }
    m_looks.push_back(score.period);
    if (m_looks.size() > kLooksInARow)
        m_looks.pop_front();
    const auto [low, high] = std::minmax_element(m_looks.begin(), m_looks.end());
    if (m_looks.size() < kLooksInARow || static_cast<double>(high->count()) > 1.04 * static_cast<double>(low->count()))
        return std::nullopt;
    Micros period = score.period;
    while (period < Micros{400'000})
        period *= 2;
    return period;
}

void TempoFinder::clear() { *this = TempoFinder{}; }

void TempoFinder::shift(Micros by)
{
    for (auto &strikes : m_strikes)
        for (Micros &t : strikes)
            t += by;
}

} // namespace tutti
