// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/synth.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

/// Arithmetic on one block of kBlockFrames. Fixed lengths and no branches inside, so the compiler makes vectors of it.
namespace tutti {

/// dB at and below which a gain counts as nothing at all.
inline constexpr float kSilentDb = -100.0F;

[[nodiscard]] inline float dbToLinear(float db) noexcept
{
    return db <= kSilentDb ? 0.0F : std::exp2(db * 0.166096405F); // log2(10) / 20
}

/// Highest magnitude of a block. The bits of a float without its sign order like its magnitude, with infinity and NaN
/// on top: one integer maximum finds the peak and whatever is not a number.
[[nodiscard]] inline float peakOf(const float *block) noexcept
{
    std::int32_t top = 0;
    for (int i = 0; i < kBlockFrames; ++i)
        top = std::max(top, std::bit_cast<std::int32_t>(block[i]) & 0x7FFFFFFF);
    return std::bit_cast<float>(top);
}

/// The same of two. Written so that NaN on either side gets through, which std::max does not do.
[[nodiscard]] inline float peakOf(const float *left, const float *right) noexcept
{
    const float a = peakOf(left);
    const float b = peakOf(right);
    return std::isnan(a) || a >= b ? a : b;
}

/// Multiplies by a gain that moves in a straight line from `from` (the last block's end) to `to` (this one's).
inline void applyGain(float *block, float from, float to) noexcept
{
    if (from == to) {
        if (to == 1.0F)
            return;
        for (int i = 0; i < kBlockFrames; ++i)
            block[i] *= to;
        return;
    }
    const float step = (to - from) / kBlockFrames;
    for (int i = 0; i < kBlockFrames; ++i)
        block[i] *= from + step * static_cast<float>(i + 1);
}

} // namespace tutti
