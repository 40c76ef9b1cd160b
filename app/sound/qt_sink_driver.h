// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/audio_driver.h"

#include <QThread>

#include <memory>

class QAudioDevice;

namespace tutti {

/// Qt Multimedia's sink, the last resort before silence: 52 ms from touch to sound at its best.
class QtSinkDriver final : public AudioDriver {
public:
    [[nodiscard]] static DriverResult open(const DriverSettings &wanted);
    ~QtSinkDriver() override;

    [[nodiscard]] std::string_view name() const noexcept override { return "qt"; }
    [[nodiscard]] int sampleRate() const noexcept override { return m_sampleRate; }
    [[nodiscard]] int periodFrames() const noexcept override { return kBufferFrames; }

    /// Qt 6.4's PulseAudio backend pulls 2048 frames at a time and grants three quarters of what is asked: with less
    /// than this it stays silent for ever and reports no error.
    static constexpr int kBufferFrames = 2800;

private:
    class Stream;

    QtSinkDriver(const DriverSettings &settings, int sampleRate);
    [[nodiscard]] tl::expected<void, std::string> start(const QAudioDevice &device, bool floats);

    int m_sampleRate;
    QThread m_thread;
    Stream *m_stream = nullptr; // lives in m_thread and ends with it
};

} // namespace tutti
