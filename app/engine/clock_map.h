// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"

#include <cstdint>

namespace tutti {

/// Which transport frame a session time falls on.
///
/// Without callbacks (offline) a frame is exactly t_us x rate / 10^6. With them each callback gives a (frame, time)
/// pair. The pairs jitter: a callback comes late by some milliseconds when the machine is busy, never early for long,
/// and the sound card's clock is not the computer's (0.1 to 0.2 % off on a null sink). A second-order loop follows the
/// pairs (F. Adriaensen, "Using a DLL to filter time", 2005: per step of length T, w = 2 pi B T, phase gain sqrt(2) w,
/// rate gain w^2), here with B = 0.2 Hz and with each error cut to 5 ms, so that one late callback moves the map by
/// less than 0.1 ms.
///
/// In the first 2 s of a stream the map takes each pair as it is: a PulseAudio stream may hand out two seconds of
/// blocks at once when it starts. An error over 80 ms is a stream that broke off: the map starts anew from there.
///
/// Thread: audio. Real-time safe.
class ClockMap {
public:
    /// `sampleRate` in Hz.
    explicit ClockMap(int sampleRate) noexcept : m_sampleRate(sampleRate), m_usPerFrame(1e6 / sampleRate) {}

    /// Back to no pairs, for a new stream.
    void reset() noexcept;
    /// `frame` is the next to be handed out, `us` the session time of the callback that asks for it.
    void observe(Frames frame, std::int64_t us) noexcept;

    /// The first frame not before `us`.
    [[nodiscard]] Frames frameAt(std::int64_t us) const noexcept;
    /// The first whole microsecond that falls after `frame`.
    [[nodiscard]] std::int64_t usAfter(Frames frame) const noexcept;

private:
    void snap(Frames frame, std::int64_t us) noexcept;

    int m_sampleRate;
    bool m_running = false;
    std::int64_t m_bornUs = 0; ///< when the stream began
    Frames m_frame{};          ///< the anchor: this frame ...
    double m_us = 0;           ///< ... is at this time
    double m_usPerFrame;
};

} // namespace tutti
