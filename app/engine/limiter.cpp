// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/limiter.h"

#include "engine/block_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tutti {

namespace {
constexpr float kReleaseSeconds = 0.15F;
}

Limiter::Limiter(int sampleRate) noexcept
    : m_release(std::exp(-kBlockFrames / (kReleaseSeconds * static_cast<float>(sampleRate))))
{
}

void Limiter::process(float *left, float *right, float ceiling) noexcept
{
    const float peak = peakOf(left, right);
    const float need = peak > ceiling ? ceiling / peak : 1.0F;

    std::array<float, kBlockFrames> gains;
    if (need >= m_gain) {
        float to = std::min(need, 1.0F - (1.0F - m_gain) * m_release);
        if (to > 0.9999F && need == 1.0F)
            to = 1.0F;
        const float step = (to - m_gain) / kBlockFrames;
        for (int i = 0; i < kBlockFrames; ++i)
            gains[static_cast<std::size_t>(i)] = m_gain + step * static_cast<float>(i + 1);
        m_gain = to;
    } else {
        // The gentlest straight fall that is in time for every sample: at each, the line is under what that one needs.
        float slope = 0.0F;
        for (int i = 0; i < kBlockFrames; ++i) {
            const float loud = std::max(std::abs(left[i]), std::abs(right[i]));
            if (loud * m_gain > ceiling)
                slope = std::min(slope, (ceiling / loud - m_gain) / static_cast<float>(i + 1));
        }
        for (int i = 0; i < kBlockFrames; ++i)
            gains[static_cast<std::size_t>(i)] = std::max(need, m_gain + slope * static_cast<float>(i + 1));
        m_gain = gains.back();
    }
    for (int i = 0; i < kBlockFrames; ++i) {
        const float gain = gains[static_cast<std::size_t>(i)];
        // The clamp is for the last bit that rounding may leave over.
        left[i] = std::clamp(left[i] * gain, -ceiling, ceiling);
        right[i] = std::clamp(right[i] * gain, -ceiling, ceiling);
    }
}

} // namespace tutti
