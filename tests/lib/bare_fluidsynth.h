// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fluidsynth.h>

#include <array>
#include <cmath>
#include <memory>

namespace tutti {

/// FluidSynth and nothing else, with the settings of Tutti's own (sound/fluid_synthesizer.cpp): what Tutti is measured beside.
class BareFluidSynth {
public:
    static constexpr int kSeats = 12;
    static constexpr int kRate = 48000;
    /// Bank 0 programs of twelve pitched instruments.
    static constexpr std::array<int, kSeats> kPrograms{12, 46, 11, 108, 98, 8, 112, 14, 13, 10, 9, 114};

    enum class Threads { One, Many }; ///< that strike and render
    BareFluidSynth(const char *soundFont, Threads threads)
        : m_settings(new_fluid_settings())
    {
        fluid_settings_t *const s = m_settings.get();
        fluid_settings_setnum(s, "synth.sample-rate", kRate);
        fluid_settings_setint(s, "synth.threadsafe-api", threads == Threads::Many ? 1 : 0);
        fluid_settings_setint(s, "synth.polyphony", 256);
        fluid_settings_setint(s, "synth.dynamic-sample-loading", 1);
        fluid_settings_setint(s, "synth.chorus.active", 0);
        fluid_settings_setint(s, "synth.reverb.active", 1);
        fluid_settings_setnum(s, "synth.reverb.room-size", 0.3);
        fluid_settings_setnum(s, "synth.reverb.damp", 0.4);
        fluid_settings_setnum(s, "synth.reverb.width", 0.8);
        fluid_settings_setnum(s, "synth.reverb.level", 0.5);
        m_synth.reset(new_fluid_synth(s));
        const int font = fluid_synth_sfload(m_synth.get(), soundFont, 0);
        m_loaded = font != FLUID_FAILED;
        for (int seat = 0; m_loaded && seat < kSeats; ++seat) {
            fluid_synth_program_select(m_synth.get(), seat, font, 0, kPrograms[static_cast<std::size_t>(seat)]);
            fluid_synth_cc(m_synth.get(), seat, 91, 32);
        }
    }

    /// The SoundFont could be read.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] fluid_settings_t *settings() { return m_settings.get(); }
    [[nodiscard]] fluid_synth_t *synth() { return m_synth.get(); }

    /// `level` is linear, 0 to 1.
    void strike(int seat, int key, double level) { fluid_synth_noteon(m_synth.get(), seat, key, static_cast<int>(std::lround(127 * std::sqrt(level)))); }
    void lift(int seat, int key) { fluid_synth_noteoff(m_synth.get(), seat, key); }

private:
    struct DeleteSettings { void operator()(fluid_settings_t *p) const noexcept { delete_fluid_settings(p); } };
    struct DeleteSynth { void operator()(fluid_synth_t *p) const noexcept { delete_fluid_synth(p); } };
    std::unique_ptr<fluid_settings_t, DeleteSettings> m_settings;
    std::unique_ptr<fluid_synth_t, DeleteSynth> m_synth; ///< goes before the settings
    bool m_loaded = false;
};

} // namespace tutti
