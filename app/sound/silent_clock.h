// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/audio_driver.h"

#include <thread>
#include <vector>

namespace tutti {

/// Keeps the engine's time going where there is nothing to hear it: the floor under all drivers.
class SilentClock final : public AudioDriver {
public:
    /// Runs in real time in a thread of its own.
    [[nodiscard]] static std::unique_ptr<SilentClock> create(const DriverSettings &settings);
    /// Runs only when stepped: for tests and for all that is faster than real time.
    [[nodiscard]] static std::unique_ptr<SilentClock> createStepped(const DriverSettings &settings);
    ~SilentClock() override;

    [[nodiscard]] std::string_view name() const noexcept override { return "none"; }
    [[nodiscard]] int sampleRate() const noexcept override { return m_sampleRate; }
    [[nodiscard]] int periodFrames() const noexcept override { return static_cast<int>(m_left.size()); }

    /// One period; the time is that of the frames so far. Thread: any one. Only when stepped.
    void step() noexcept;

private:
    explicit SilentClock(const DriverSettings &settings);
    void run(const std::stop_token &stop);

    int m_sampleRate;
    std::vector<float> m_left;
    std::vector<float> m_right;
    std::int64_t m_frames = 0;
    std::jthread m_thread;
};

} // namespace tutti
