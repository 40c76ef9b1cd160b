// SPDX-License-Identifier: GPL-3.0-or-later
#include "strike_meter.h"

#include "core/preset.h"
#include "core/scale.h"

#include <ebur128.h>
#include <fluidsynth.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace tutti {

namespace {

constexpr int kRate = 48000;
constexpr int kBlock = 64;
constexpr double kGain = 0.7; // the app's, see app/sound/fluid_synthesizer.cpp

struct Deleter {
    void operator()(fluid_settings_t *settings) const { delete_fluid_settings(settings); }
    void operator()(fluid_synth_t *synth) const { delete_fluid_synth(synth); }
    void operator()(ebur128_state *state) const { ebur128_destroy(&state); }
};

double decibels(double ratio) { return 20 * std::log10(std::max(ratio, 1e-9)); }

std::vector<double> monoOf(const Recording &recording)
{
    std::vector<double> mono(recording.left.size());
    std::transform(recording.left.begin(), recording.left.end(), recording.right.begin(), mono.begin(),
        [](float left, float right) { return 0.5 * (static_cast<double>(left) + static_cast<double>(right)); });
    return mono;
}

/// A click is a bend (second difference) ten times the usual one of the 20 ms around it, and not lost in silence.
int countClicks(const std::vector<double> &mono, double peak)
{
    constexpr std::size_t kReach = kRate / 100;
    constexpr std::size_t kAttack = kRate * 3 / 100;
    if (mono.size() < kAttack + 2 * kReach)
        return 0;
    std::vector<double> bend(mono.size(), 0.0);
    std::vector<double> energy(mono.size() + 1, 0.0);
    for (std::size_t i = 1; i + 1 < mono.size(); ++i)
        bend[i] = mono[i - 1] - 2 * mono[i] + mono[i + 1];
    for (std::size_t i = 0; i < mono.size(); ++i)
        energy[i + 1] = energy[i] + bend[i] * bend[i];
    int clicks = 0;
    for (std::size_t i = kAttack; i + kReach < mono.size(); ++i) {
        const double around = energy[i + kReach] - energy[i - kReach] - bend[i] * bend[i];
        const double usual = std::sqrt(std::max(around, 0.0) / (2 * kReach - 1));
        if (std::abs(bend[i]) > 10 * usual && std::abs(bend[i]) > 1e-3 * peak)
            ++clicks;
    }
    return clicks;
}

} // namespace

struct StrikeMeter::Parts {
    std::unique_ptr<fluid_settings_t, Deleter> settings;
    std::unique_ptr<fluid_synth_t, Deleter> synth; // after its settings: it goes first
    int font = FLUID_FAILED;
};

StrikeMeter::StrikeMeter(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
StrikeMeter::StrikeMeter(StrikeMeter &&) noexcept = default;
StrikeMeter &StrikeMeter::operator=(StrikeMeter &&) noexcept = default;
StrikeMeter::~StrikeMeter() = default;

tl::expected<StrikeMeter, std::string> StrikeMeter::open(const std::string &bankFile)
{
    fluid_set_log_function(FLUID_WARN, nullptr, nullptr); // one word for each ROM sample of a bank
    auto parts = std::make_unique<Parts>();
    parts->settings.reset(new_fluid_settings());
    fluid_settings_t *settings = parts->settings.get();
    fluid_settings_setnum(settings, "synth.sample-rate", kRate);
    fluid_settings_setint(settings, "synth.reverb.active", 0);
    fluid_settings_setint(settings, "synth.chorus.active", 0);
    fluid_settings_setint(settings, "synth.dynamic-sample-loading", 1);
    fluid_settings_setint(settings, "synth.threadsafe-api", 0);
    parts->synth.reset(new_fluid_synth(settings));
    if (parts->synth)
        parts->font = fluid_synth_sfload(parts->synth.get(), bankFile.c_str(), 0);
    if (parts->font == FLUID_FAILED)
        return tl::unexpected(fmt::format("{} could not be loaded; name a SoundFont that opens elsewhere.", bankFile));
    return StrikeMeter{std::move(parts)};
}

tl::expected<Recording, std::string> StrikeMeter::strike(const SoundAddress &address, int key, double level, double holdSeconds,
    double maxSeconds)
{
    fluid_synth_t *synth = m_parts->synth.get();
    Recording recording;
    const auto render = [&] {
        const std::size_t at = recording.left.size();
        recording.left.resize(at + kBlock);
        recording.right.resize(at + kBlock);
        fluid_synth_write_float(synth, kBlock, &recording.left[at], 0, 1, &recording.right[at], 0, 1);
    };
    if (fluid_synth_program_select(synth, 0, m_parts->font, address.bank, address.program) != FLUID_OK)
        return tl::unexpected(fmt::format("The bank has no preset {}:{}.", address.bank, address.program));
    const int velocity = std::clamp(static_cast<int>(std::lround(127 * std::sqrt(level))), 1, 127);
    const double rounded = velocity * velocity / (127.0 * 127.0);
    fluid_synth_set_gain(synth, static_cast<float>(kGain * std::pow(10.0, address.gainDb / 20.0) * level / rounded));
    // FluidSynth fades a voice in the first time it is used, over its first block, and never again.
    fluid_synth_noteon(synth, 0, key, velocity);
    render();
    fluid_synth_all_sounds_off(synth, 0);
    for (int i = 0; i < 4; ++i)
        render(); // what is left of that, and of the strike before
    recording = {};

    if (fluid_synth_noteon(synth, 0, key, velocity) != FLUID_OK || fluid_synth_get_active_voice_count(synth) == 0)
        return tl::unexpected(fmt::format("Preset {}:{} is silent at key {}.", address.bank, address.program, key));
    bool held = true;
    while (static_cast<double>(recording.left.size()) < maxSeconds * kRate && fluid_synth_get_active_voice_count(synth) > 0) {
        if (held && static_cast<double>(recording.left.size()) >= holdSeconds * kRate) {
            fluid_synth_noteoff(synth, 0, key);
            held = false;
        }
        render();
    }
    return recording;
}

double momentaryLoudness(const Recording &recording)
{
    const std::unique_ptr<ebur128_state, Deleter> state{ebur128_init(2, kRate, EBUR128_MODE_M)};
    std::vector<float> frames(std::size_t{2} * kRate * 4 / 10, 0.0F); // silence first, so that short sounds fill a window too
    if (!state || ebur128_add_frames_float(state.get(), frames.data(), frames.size() / 2) != EBUR128_SUCCESS)
        return -HUGE_VAL;
    double loudest = -HUGE_VAL;
    constexpr std::size_t kStep = kRate / 100;
    for (std::size_t at = 0; at + kStep <= recording.left.size(); at += kStep) {
        frames.clear();
        for (std::size_t i = at; i < at + kStep; ++i) {
            frames.push_back(recording.left[i]);
            frames.push_back(recording.right[i]);
        }
        double now = -HUGE_VAL;
        if (ebur128_add_frames_float(state.get(), frames.data(), kStep) == EBUR128_SUCCESS
            && ebur128_loudness_momentary(state.get(), &now) == EBUR128_SUCCESS)
            loudest = std::max(loudest, now);
    }
    return loudest;
}

Spectrum spectrumOf(const Recording &recording)
{
    return {monoOf(recording), kRate};
}

std::vector<int> keysInPlay(const Instrument &instrument)
{
    std::vector<int> keys;
    if (instrument.pitched)
        for (int seat = 0; seat < kMaxSeats; ++seat)
            keys.push_back(keyOf(instrument, Scale{}, SeatId{seat}, PadIndex{0}, 0));
    else // a list that was short repeats its last
        std::unique_copy(instrument.drumKeys.begin(), instrument.drumKeys.end(), std::back_inserter(keys));
    return keys;
}

SoundAddress variationOf(SoundAddress address, int variation)
{
    const Preset preset = variationOf(Preset{address.bank, address.program}, variation);
    address.bank = preset.bank;
    address.program = preset.program;
    return address;
}

double meanLoudness(const std::vector<double> &lufs)
{
    double energy = 0;
    for (const double one : lufs)
        energy += std::pow(10.0, one / 10);
    return 10 * std::log10(energy / static_cast<double>(lufs.size()));
}

StrikeMeasure measure(const Recording &recording)
{
    StrikeMeasure m;
    std::vector<double> loud(recording.left.size());
    for (std::size_t i = 0; i < loud.size(); ++i) {
        loud[i] = static_cast<double>(std::max(std::abs(recording.left[i]), std::abs(recording.right[i])));
        m.peak = std::max(m.peak, loud[i]);
    }
    if (m.peak <= 0)
        return m;
    const auto within = [&](double db) {
        return [least = m.peak * std::pow(10.0, -db / 20)](double x) { return x >= least; };
    };
    const auto ms = [](std::ptrdiff_t frames) { return 1000.0 * static_cast<double>(frames) / kRate; };
    m.onsetMs = ms(std::find_if(loud.begin(), loud.end(), within(40)) - loud.begin());
    m.attackMs = ms(std::find_if(loud.begin(), loud.end(), within(6)) - loud.begin());
    m.lengthS = static_cast<double>(loud.rend() - std::find_if(loud.rbegin(), loud.rend(), within(60))) / kRate;
    m.clicks = countClicks(monoOf(recording), m.peak);
    const auto end = std::find_if(loud.rbegin(), loud.rend(), [](double x) { return x > 0; });
    const auto before = end + std::min<std::ptrdiff_t>(kRate / 200, loud.rend() - end);
    m.endDb = decibels(*std::max_element(end, before) / m.peak);
    return m;
}

} // namespace tutti
