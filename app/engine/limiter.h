// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/synth.h"

namespace tutti {

/// Keeps a stereo block under a ceiling that may move, with no delay of its own: the whole block is at hand, so the gain starts to
/// fall at its first frame, no steeper than its loudest places need, and climbs back slowly (150 ms).
/// Promise: no sample leaves above the ceiling, to the last bit.
/// Thread: audio. Real-time safe.
class Limiter {
public:
    /// `sampleRate` in Hz.
    explicit Limiter(int sampleRate) noexcept;

    /// True: a block whose peak is under the ceiling passes unchanged and need not be brought here.
    [[nodiscard]] bool isIdle() const noexcept { return m_gain == 1.0F; }
    void reset() noexcept { m_gain = 1.0F; }
    /// In place. Samples must be finite; `ceiling` is linear, above 0.
    void process(float *left, float *right, float ceiling) noexcept;

private:
    float m_release;     ///< what is left of the reduction after one block of climbing back
    float m_gain = 1.0F; ///< at the end of the last block
};

} // namespace tutti
