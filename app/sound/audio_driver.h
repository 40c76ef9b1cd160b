// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/render_gate.h"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tutti {

struct DriverSettings {
    int sampleRate = 48000;   ///< Hz, a wish: a JACK server has its own
    /// Frames for each callback, a wish for pulseaudio and alsa (256: 7.5 ms from touch to sound on a null sink, 64:
    /// 2.6 ms for more work); JACK's server decides for itself.
    int periodFrames = 256;
    RenderGate::Clock::time_point epoch{}; ///< the zero of the session's microseconds
};

/// A stream that runs from its creation to its destruction and calls `gate()` for every period.
/// Thread: one owner at a time, created and deleted in any thread; both may take long when a server hangs.
class AudioDriver {
public:
    explicit AudioDriver(RenderGate::Clock::time_point epoch) : m_gate(epoch) {}
    virtual ~AudioDriver() = default; // those who derive stop their stream here
    AudioDriver(const AudioDriver &) = delete;
    AudioDriver &operator=(const AudioDriver &) = delete;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual int sampleRate() const noexcept = 0;    ///< Hz, what the stream really has
    [[nodiscard]] virtual int periodFrames() const noexcept = 0;  ///< of the stream, as far as it is known
    [[nodiscard]] std::uint64_t callbackCount() const noexcept { return m_gate.callbackCount(); }
    [[nodiscard]] RenderGate &gate() noexcept { return m_gate; }

private:
    RenderGate m_gate;
};

using DriverResult = tl::expected<std::unique_ptr<AudioDriver>, std::string>; ///< else: why not, for the doctor and the log

/// One way to make sound. `open` returns soon when there is nothing to open: it is asked again every 1.5 s.
struct DriverChoice {
    std::string name;
    std::function<DriverResult(const DriverSettings &)> open; ///< Thread: a worker
    bool playsToDesktop = true;  ///< its speakers are those of the desktop's sound server: none there, no sound
    bool movesAlong = true;      ///< the server itself moves the stream when another speaker is chosen
};

/// jack, pulseaudio, alsa, qt: in the order of what they take from touch to sound.
[[nodiscard]] std::vector<DriverChoice> standardDrivers();

/// Call once in main, before any thread starts: asking for a sound server must not start one (libjack and libpulse
/// both would). A server that a desktop's socket wakes is used all the same.
void keepServersFromStarting();

} // namespace tutti
