// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/fluid_driver.h"

#include "sound/fluid_log.h"
#include "sound/sound_servers.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tutti {
namespace {

struct DeleteSettings {
    void operator()(fluid_settings_t *p) const noexcept { delete_fluid_settings(p); }
};
struct DeleteDriver {
    void operator()(fluid_audio_driver_t *p) const noexcept { delete_fluid_audio_driver(p); }
};

} // namespace

struct FluidDriver::Handles {
    std::unique_ptr<fluid_settings_t, DeleteSettings> settings;
    std::unique_ptr<fluid_audio_driver_t, DeleteDriver> driver; // goes before the settings
};

FluidDriver::FluidDriver(std::string name, const DriverSettings &settings)
    : AudioDriver(settings.epoch)
    , m_name(std::move(name))
    , m_sampleRate(settings.sampleRate)
    , m_periodFrames(settings.periodFrames)
    , m_handles(std::make_unique<Handles>())
{
}

FluidDriver::~FluidDriver()
{
    m_handles.reset(); // ends the callbacks while the gate they call still stands
}

DriverResult FluidDriver::open(std::string name, const DriverSettings &settings, const std::string &pulseServer)
{
    quietFluidLog();
    std::unique_ptr<FluidDriver> made(new FluidDriver(std::move(name), settings));
    made->m_handles->settings.reset(new_fluid_settings());
    fluid_settings_t *s = made->m_handles->settings.get();
    if (s == nullptr)
        return tl::unexpected(std::string("there is not enough memory"));
    fluid_settings_setstr(s, "audio.driver", made->m_name.c_str());
    fluid_settings_setnum(s, "synth.sample-rate", settings.sampleRate); // FluidSynth's own default is 44100
    fluid_settings_setint(s, "audio.period-size", settings.periodFrames);
    fluid_settings_setint(s, "audio.periods", 2);
    fluid_settings_setint(s, "audio.realtime-prio", 60);
    fluid_settings_setint(s, "audio.jack.autoconnect", 1); // off by default
    fluid_settings_setstr(s, "audio.jack.id", "tutti");
    // With a role FluidSynth would set an environment variable, and other threads read the environment.
    fluid_settings_setstr(s, "audio.pulseaudio.media-role", "");
    if (!pulseServer.empty())
        fluid_settings_setstr(s, "audio.pulseaudio.server", pulseServer.c_str());
    clearFluidComplaint();
    made->m_handles->driver.reset(new_fluid_audio_driver2(s, callback, made.get()));
    if (!made->m_handles->driver) {
        const std::string why = fluidComplaint();
        return tl::unexpected(why.empty() ? std::string("the stream did not start") : why);
    }
    return made;
}

DriverResult FluidDriver::openJack(const DriverSettings &wanted)
{
    const auto server = askJack();
    if (!server)
        return tl::unexpected(server.error());
    DriverSettings settings = wanted;
    settings.sampleRate = server->sampleRate;
    settings.periodFrames = server->periodFrames;
    return open("jack", settings, {});
}

DriverResult FluidDriver::openPulse(const DriverSettings &wanted)
{
    const auto server = askPulse();
    if (!server)
        return tl::unexpected(server.error());
    return open("pulseaudio", wanted, *server);
}

DriverResult FluidDriver::openAlsa(const DriverSettings &wanted)
{
    if (!hasSoundCard())
        return tl::unexpected(std::string("there is no sound card"));
    return open("alsa", wanted, {});
}

int FluidDriver::callback(void *self, int frames, int, float **, int outCount, float *out[]) noexcept
{
    RenderGate &gate = static_cast<FluidDriver *>(self)->gate();
    if (outCount >= 2) {
        gate.render(out[0], out[1], frames);
        return FLUID_OK;
    }
    // A device with one loudspeaker or none; time goes on all the same.
    std::array<float, 256> left{};
    std::array<float, 256> right{};
    for (int done = 0; done < frames;) {
        const int part = std::min(frames - done, static_cast<int>(left.size()));
        gate.render(left.data(), right.data(), part);
        if (outCount == 1)
            for (int i = 0; i < part; ++i)
                out[0][done + i] = 0.5F * (left[static_cast<std::size_t>(i)] + right[static_cast<std::size_t>(i)]);
        done += part;
    }
    return FLUID_OK;
}

} // namespace tutti
