// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mixer.h"

#include "engine/block_math.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tutti {

namespace {

constexpr int kActiveSeconds = 4;
constexpr int kActiveDownMs = 30;
constexpr float kActiveUpDbPerSecond = 3.0F;
constexpr int kVolumeMs = 100;
constexpr int kCloseMs = 60;
constexpr int kOpenMs = 5;
constexpr float kRiseFromDb = -12.0F;
constexpr int kRiseMs = 4000;
// No mix of voices comes near it: a sample beyond is a fault in the synth.
constexpr float kFault = 1000.0F;
// What the limiter keeps to: the rest is room for the rounding of the gains after it.
constexpr float kRounding = 0.9999F;
constexpr float kCeilingFallDbPerSecond = 3.0F;
constexpr float kLeastPeak = 0.02F;

/// -10 log10(n) for n active seats; none counts as one.
constexpr std::array<float, kMaxSeats + 1> kActiveDb{0.0F,        0.0F,        -3.0103F,    -4.771213F,  -6.0206F,
                                                     -6.9897F,    -7.781513F,  -8.45098F,   -9.0309F,    -9.542425F,
                                                     -10.0F,      -10.413927F, -10.791812F};

void flushFaults(float *block) noexcept
{
    for (int i = 0; i < kBlockFrames; ++i)
        block[i] = std::abs(block[i]) <= kFault ? block[i] : 0.0F; // NaN compares false
}

} // namespace

Mixer::Mixer(int sampleRate) noexcept
    : m_sampleRate(sampleRate), m_limiter(sampleRate), m_activeFor(std::int64_t{sampleRate} * kActiveSeconds),
      m_ceilingFall(dbToLinear(-kCeilingFallDbPerSecond * kBlockFrames / static_cast<float>(sampleRate))),
      m_activeDown(-kActiveDb.back() / static_cast<float>(blocksIn(kActiveDownMs))),
      m_activeUp(kActiveUpDbPerSecond * kBlockFrames / static_cast<float>(sampleRate))
{
    m_lastOn.fill(Frames{std::numeric_limits<std::int64_t>::min() / 2});
}

int Mixer::blocksIn(int ms) const noexcept
{
    const std::int64_t blocks = std::int64_t{ms} * m_sampleRate / 1000 / kBlockFrames;
    return static_cast<int>(std::clamp<std::int64_t>(blocks, 1, std::numeric_limits<int>::max()));
}

void Mixer::volume(float db) noexcept
{
    m_volume.moveTo(db, blocksIn(kVolumeMs));
}

void Mixer::rules(float db, int rampMs) noexcept
{
    m_rules.moveTo(db, blocksIn(rampMs));
}

void Mixer::noteOn(int channel, Frames at, float strikePeak) noexcept
{
    m_lastOn[static_cast<std::size_t>(channel)] = at;
    m_strikePeak[static_cast<std::size_t>(channel)] = std::clamp(strikePeak, kLeastPeak, kCeiling / 2);
}

void Mixer::close() noexcept
{
    if (m_gateState == Gate::Closed || m_gateState == Gate::Closing)
        return;
    m_gateState = Gate::Closing;
    m_gateFrom = m_gate;
    m_gateBlock = 0;
}

void Mixer::open() noexcept
{
    m_gateState = Gate::Opening;
    m_gateFrom = m_gate;
    m_gateBlock = 0;
    m_rise.jump(kRiseFromDb);
    m_rise.moveTo(0, blocksIn(kRiseMs));
    m_moved = true;
}

void Mixer::stepGate() noexcept
{
    if (m_gateState == Gate::Open || m_gateState == Gate::Closed)
        return;
    const bool closing = m_gateState == Gate::Closing;
    const int blocks = blocksIn(closing ? kCloseMs : kOpenMs);
    const float to = closing ? 0.0F : 1.0F;
    if (++m_gateBlock >= blocks) {
        m_gate = to;
        m_gateState = closing ? Gate::Closed : Gate::Open;
        return;
    }
    // Half a cosine: it leaves and arrives level, so there is no corner to hear.
    const float way = 0.5F - 0.5F * std::cos(std::numbers::pi_v<float> * static_cast<float>(m_gateBlock) / static_cast<float>(blocks));
    m_gate = m_gateFrom + (to - m_gateFrom) * way;
}

void Mixer::advance(Frames block) noexcept
{
    m_pre = m_preTo;
    m_post = m_postTo;

    std::size_t active = 0;
    float seats = 0;
    float backing = 0;
    for (std::size_t i = 0; i < m_lastOn.size(); ++i) {
        if (block - m_lastOn[i] >= m_activeFor)
            continue;
        const bool isSeat = i < kMaxSeats;
        active += isSeat ? 1U : 0U;
        float &peak = isSeat ? seats : backing;
        peak = std::max(peak, m_strikePeak[i]);
    }
    const float peak = seats > 0 ? seats : backing;
    const bool afterSilence = m_seatsSilent && seats > 0; // nothing loud rings on that a sinking ceiling had to spare
    m_seatsSilent = seats == 0;
    if (2 * peak >= m_ceiling || afterSilence)
        m_ceiling = 2 * peak;
    else if (peak > 0)
        m_ceiling = std::max(2 * peak, m_ceiling * m_ceilingFall);
    const float target = kActiveDb[active];
    if (m_activeDb != target) {
        m_activeDb = m_activeDb > target ? std::max(target, m_activeDb - m_activeDown) : std::min(target, m_activeDb + m_activeUp);
        m_moved = true;
    }
    m_moved |= m_volume.step();
    m_moved |= m_rules.step();
    m_moved |= m_rise.step();
    if (m_moved) {
        const float asked = m_volume.now() + m_rules.now() + m_rise.now();
        m_preTo = dbToLinear(m_activeDb + std::max(asked, 0.0F));
        m_postOpen = dbToLinear(std::min(asked, 0.0F));
        m_masterDb = m_activeDb + asked;
        m_moved = false;
    }
    stepGate();
    m_postTo = m_postOpen * m_gate;
}

void Mixer::process(float *left, float *right, Frames block) noexcept
{
    advance(block);
    if (m_post == 0.0F && m_postTo == 0.0F) {
        std::fill_n(left, kBlockFrames, 0.0F);
        std::fill_n(right, kBlockFrames, 0.0F);
        m_limiter.reset();
        m_peak = 0;
        return;
    }

    float peak = peakOf(left, right);
    if (!(peak <= kFault)) {
        flushFaults(left);
        flushFaults(right);
        peak = peakOf(left, right);
    }
    const float limit = m_ceiling * kRounding;
    if (m_limiter.isIdle() && peak * std::max(m_pre, m_preTo) <= limit) {
        const float from = m_pre * m_post;
        const float to = m_preTo * m_postTo;
        applyGain(left, from, to);
        applyGain(right, from, to);
        m_peak = peak * std::max(from, to);
        return;
    }
    applyGain(left, m_pre, m_preTo);
    applyGain(right, m_pre, m_preTo);
    m_limiter.process(left, right, limit);
    applyGain(left, m_post, m_postTo);
    applyGain(right, m_post, m_postTo);
    m_peak = peakOf(left, right);
}

} // namespace tutti
