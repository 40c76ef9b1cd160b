// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/pulse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace tutti {
namespace {

constexpr std::size_t kKept = 2 * Pulse::kTogetherBeats;
constexpr double kLevel = 2; // half beats

double inMicros(Micros t) { return static_cast<double>(t.count()); }

} // namespace

Pulse::Pulse(Micros first, Micros period) : m_partner(period, 0, 0)
{
    m_beats.push_back(Beat{first - m_partner.period(), -1, -1, m_partner.period()});
}

void Pulse::lead(Micros period, Pace pace)
{
    m_pace = pace;
    if (!m_home)
        m_home = this->period();
    m_target = std::clamp(period, BeatPartner::kShortest, BeatPartner::kLongest);
}

void Pulse::settle()
{
    m_pace = Pace::Usual;
    if (m_home)
        m_target = *m_home;
}

void Pulse::heard(SeatId seat, Micros t)
{
    const double position = positionAt(t);
    m_heard.push_back({seat, position});
    m_partner.heard(seat, t - timeOf(std::round(position * kLevel) / kLevel));
}

std::optional<double> Pulse::together() const
{
    std::array<std::complex<double>, kMaxSeats> phases{};
    std::array<int, kMaxSeats> counts{};
    const double to = static_cast<double>(last().ordinal);
    for (const Heard &heard : m_heard) {
        if (heard.position <= to - kTogetherBeats || heard.position > to)
            continue;
        const auto seat = static_cast<std::size_t>(heard.seat.value);
        phases[seat] += std::polar(1.0, 2 * std::numbers::pi * kLevel * heard.position);
        ++counts[seat];
    }
    std::complex<double> group{};
    int seats = 0;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        if (counts[i] == 0)
            continue;
        group += phases[i] / static_cast<double>(counts[i]);
        ++seats;
    }
    if (seats == 0)
        return std::nullopt;
    return std::abs(group) / seats;
}

Beat Pulse::plan()
{
    const Beat before = last();
    const Micros interval = before.ordinal < 0 ? period() : m_partner.next();
    if (m_target) {
        const double here = inMicros(period());
        constexpr double kGentleSeconds = 8;
        const double most = m_pace == Pace::Gentle ? std::min(kMostPerBeat, std::pow(1.05, 1e-6 * here / kGentleSeconds)) : kMostPerBeat;
        const double there = std::clamp(inMicros(*m_target), here / most, here * most);
        m_partner.setPeriod(Micros{std::llround(there)});
        if (period() == *m_target) {
            if (m_home == m_target)
                m_home.reset();
            m_target.reset();
        }
    }
    const std::int64_t ordinal = before.ordinal + 1;
    m_beats.push_back(Beat{before.at + interval, ordinal, ordinal + m_offset, period()});
    if (m_beats.size() > kKept)
        m_beats.pop_front();
    while (!m_heard.empty() && m_heard.front().position <= static_cast<double>(ordinal - kTogetherBeats))
        m_heard.pop_front();
    return last();
}

void Pulse::beginBar(int meter)
{
    const std::int64_t next = last().ordinal + 1 + m_offset;
    m_offset += (meter - next % meter) % meter;
}

double Pulse::positionAt(Micros t) const
{
    const auto after = std::partition_point(m_beats.begin(), m_beats.end(), [&](const Beat &beat) { return beat.at <= t; });
    if (after == m_beats.begin()) // before all that is known
        return static_cast<double>(m_beats.front().ordinal) + inMicros(t - m_beats.front().at) / inMicros(m_beats.front().length);
    const Beat &from = *(after - 1);
    const Micros length = after == m_beats.end() ? period() : after->at - from.at;
    return static_cast<double>(from.ordinal) + inMicros(t - from.at) / inMicros(length);
}

Micros Pulse::timeOf(double position) const
{
    const double whole = std::floor(position);
    const double part = position - whole;
    const std::int64_t ordinal = static_cast<std::int64_t>(whole);
    const std::int64_t first = m_beats.front().ordinal;
    if (ordinal < first)
        return m_beats.front().at + Micros{std::llround((position - static_cast<double>(first)) * inMicros(m_beats.front().length))};
    if (ordinal >= last().ordinal)
        return last().at + Micros{std::llround((position - static_cast<double>(last().ordinal)) * inMicros(period()))};
    const auto from = m_beats.begin() + static_cast<std::ptrdiff_t>(ordinal - first);
    return from->at + Micros{std::llround(part * inMicros((from + 1)->at - from->at))};
}

std::int64_t Pulse::ordinalAfter(Micros t, double beats, std::optional<int> meter) const
{
    constexpr double kRounding = 1e-6;
    auto ordinal = static_cast<std::int64_t>(std::ceil(positionAt(t) + beats - kRounding));
    ordinal = std::max(ordinal, last().ordinal + 1); // what is planned has been told to everyone
    if (meter)
        ordinal += (*meter - (ordinal + m_offset) % *meter) % *meter;
    return ordinal;
}

void Pulse::cancelled(Micros t)
{
    while (m_beats.size() > 1 && last().at > t && last().ordinal >= 0)
        m_beats.pop_back();
}

void Pulse::shift(Micros by)
{
    for (Beat &beat : m_beats)
        beat.at += by;
}

} // namespace tutti
