// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/audio_driver.h"

#include <memory>
#include <string>

namespace tutti {

/// FluidSynth's audio drivers with our own render callback: the shortest way from touch to sound on Debian.
class FluidDriver final : public AudioDriver {
public:
    /// Through a JACK server that runs already, also PipeWire's when its libjack is the one in use.
    [[nodiscard]] static DriverResult openJack(const DriverSettings &wanted);
    /// Through a PulseAudio server or PipeWire's stand-in for it, if one listens.
    [[nodiscard]] static DriverResult openPulse(const DriverSettings &wanted);
    /// Straight to the default sound card.
    [[nodiscard]] static DriverResult openAlsa(const DriverSettings &wanted);
    ~FluidDriver() override;

    [[nodiscard]] std::string_view name() const noexcept override { return m_name; }
    [[nodiscard]] int sampleRate() const noexcept override { return m_sampleRate; }
    [[nodiscard]] int periodFrames() const noexcept override { return m_periodFrames; }

private:
    struct Handles;

    FluidDriver(std::string name, const DriverSettings &settings);
    [[nodiscard]] static DriverResult open(std::string name, const DriverSettings &settings, const std::string &pulseServer);
    static int callback(void *self, int frames, int effectCount, float *effects[], int outCount, float *out[]) noexcept;

    std::string m_name;
    int m_sampleRate;
    int m_periodFrames;
    std::unique_ptr<Handles> m_handles;
};

} // namespace tutti
