// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/beat_finder.h"

#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace tutti {
namespace {

constexpr Micros kPhaseWindow = 6s;

} // namespace

void BeatFinder::heard(SeatId seat, Micros t)
{
    m_last = t;
    m_recent.emplace_back(seat, t);
    m_tempo.strike(seat, t);
}

std::optional<Micros> BeatFinder::look(Micros t)
{
    while (!m_recent.empty() && m_recent.front().second < t - kPhaseWindow)
        m_recent.pop_front();
    return m_tempo.look(t);
}

Micros BeatFinder::firstBeat(Micros period, Micros from) const
{
    std::array<std::complex<double>, kMaxSeats> seats{};
    std::array<int, kMaxSeats> counts{};
    for (const auto &[seat, at] : m_recent) {
        const auto i = static_cast<std::size_t>(seat.value);
        seats[i] += std::polar(1.0, 2 * std::numbers::pi * static_cast<double>(at.count() % period.count()) / static_cast<double>(period.count()));
        ++counts[i];
    }
    std::complex<double> group{};
    for (std::size_t i = 0; i < seats.size(); ++i)
        if (counts[i] > 0)
            group += seats[i] / static_cast<double>(counts[i]);
    double phase = std::arg(group) / (2 * std::numbers::pi);
    phase -= std::floor(phase);
    Micros first = from - Micros{from.count() % period.count()} + Micros{std::llround(phase * static_cast<double>(period.count()))};
    while (first < from)
        first += period;
    while (first - period >= from)
        first -= period;
    return first;
}

void BeatFinder::clear() { *this = BeatFinder{}; }

void BeatFinder::shift(Micros by)
{
    m_tempo.shift(by);
    for (auto &[seat, t] : m_recent)
        t += by;
    if (m_last)
        *m_last += by;
}

} // namespace tutti
