// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/clock_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti {

namespace {

constexpr std::int64_t kYoungUs = 2'000'000;
constexpr double kBrokenUs = 80'000;
constexpr double kCutUs = 5'000;
constexpr double kBandwidthHz = 0.2;
constexpr double kRateSpread = 0.005; // no sound card is further off
constexpr std::int64_t kFarUs = 1'000'000'000'000'000; // 30 years: keeps a wild time from overflowing
constexpr std::int64_t kMillion = 1'000'000;

std::int64_t floorDiv(std::int64_t a, std::int64_t b) noexcept
{
    const std::int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

} // namespace

void ClockMap::reset() noexcept
{
    m_running = false;
}

void ClockMap::snap(Frames frame, std::int64_t us) noexcept
{
    m_frame = frame;
    m_us = static_cast<double>(us);
    m_usPerFrame = 1e6 / m_sampleRate;
}

void ClockMap::observe(Frames frame, std::int64_t us) noexcept
{
    if (!m_running) {
        m_running = true;
        m_bornUs = us;
        snap(frame, us);
        return;
    }
    if (us - m_bornUs < kYoungUs) {
        snap(frame, us);
        return;
    }
    const auto frames = static_cast<double>((frame - m_frame).value);
    const double predicted = m_us + frames * m_usPerFrame;
    const double error = static_cast<double>(us) - predicted;
    if (std::abs(error) > kBrokenUs) {
        m_bornUs = us;
        snap(frame, us);
        return;
    }
    if (frames <= 0)
        return;
    const double cut = std::clamp(error, -kCutUs, kCutUs);
    const double w = std::min(2 * std::numbers::pi * kBandwidthHz * frames / m_sampleRate, 0.5);
    const double nominal = 1e6 / m_sampleRate;
    m_us = predicted + std::numbers::sqrt2 * w * cut;
    m_usPerFrame = std::clamp(m_usPerFrame + w * w * cut / frames, nominal * (1 - kRateSpread), nominal * (1 + kRateSpread));
    m_frame = frame;
}

Frames ClockMap::frameAt(std::int64_t us) const noexcept
{
    us = std::clamp(us, -kFarUs, kFarUs);
    if (!m_running) {
        // In whole numbers, seconds apart from the rest: no rounding and no overflow.
        const std::int64_t seconds = floorDiv(us, kMillion);
        const std::int64_t rest = us - seconds * kMillion;
        return Frames{seconds * m_sampleRate + (rest * m_sampleRate + kMillion - 1) / kMillion};
    }
    const double ahead = static_cast<double>(us) - m_us;
    return m_frame + Frames{static_cast<std::int64_t>(std::ceil(ahead / m_usPerFrame))};
}

std::int64_t ClockMap::usAfter(Frames frame) const noexcept
{
    if (!m_running) {
        const std::int64_t seconds = floorDiv(frame.value, m_sampleRate);
        return seconds * kMillion + (frame.value - seconds * m_sampleRate) * kMillion / m_sampleRate + 1;
    }
    return static_cast<std::int64_t>(std::floor(m_us + static_cast<double>((frame - m_frame).value) * m_usPerFrame)) + 1;
}

} // namespace tutti
