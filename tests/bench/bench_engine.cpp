// SPDX-License-Identifier: GPL-3.0-or-later
// What Tutti's engine costs beside FluidSynth alone: the same notes, SoundFont and settings, in turn in one process.
//   bench_engine SOUNDFONT [SECONDS]
#include "engine/engine.h"
#include "sound/fluid_synthesizer.h"

#include <fluidsynth.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

namespace {

constexpr int kRate = 48000;
constexpr int kPeriod = 256;
constexpr int kSeats = 12;
constexpr int kPeriodsASlice = kRate / kPeriod;
/// Bank 0 programs of twelve pitched instruments.
constexpr std::array kPrograms{12, 46, 11, 108, 98, 8, 112, 14, 13, 10, 9, 114};

struct Stroke {
    int period = 0;
    bool on = false;
    int seat = 0;
    int key = 60;
    std::int64_t id = 0;
};

/// Twelve seats at four strikes a second each, held a quarter of a second.
std::vector<Stroke> strokes(int seconds)
{
    std::mt19937 random(1);
    std::vector<Stroke> all;
    std::int64_t id = 0;
    for (int seat = 0; seat < kSeats; ++seat) {
        for (double t = 0.02 * seat; t < seconds - 1; t += 0.15 + 0.2 * static_cast<double>(random() % 1000) / 1000) {
            const int key = 55 + static_cast<int>(random() % 24);
            const int begin = static_cast<int>(t * kRate / kPeriod);
            all.push_back({begin, true, seat, key, ++id});
            all.push_back({begin + kRate / 4 / kPeriod, false, seat, key, id});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Stroke &a, const Stroke &b) { return a.period < b.period; });
    return all;
}

class Player {
public:
    virtual ~Player() = default;
    virtual void stroke(const Stroke &stroke) = 0;
    virtual void render() = 0;

protected:
    std::array<float, kPeriod> m_left{}, m_right{};
};

class WithEngine final : public Player {
public:
    explicit WithEngine(std::unique_ptr<tutti::Synth> synth) : m_engine(kRate, std::move(synth)) {}
    void stroke(const Stroke &s) override
    {
        if (s.on)
            m_engine.play(s.id, s.seat, s.seat, s.key, 0.75F, tutti::Command::kNow, tutti::Command::kHeld);
        else
            m_engine.release(s.id, tutti::Command::kNow);
    }
    void render() override { m_engine.render(m_left.data(), m_right.data(), kPeriod); }

private:
    tutti::Engine m_engine;
};

class Bare final : public Player {
public:
    explicit Bare(const char *soundFont)
    {
        // As FluidSynthesizer sets it.
        m_settings = new_fluid_settings();
        fluid_settings_setnum(m_settings, "synth.sample-rate", kRate);
        fluid_settings_setint(m_settings, "synth.threadsafe-api", 0);
        fluid_settings_setint(m_settings, "synth.polyphony", 256);
        fluid_settings_setint(m_settings, "synth.dynamic-sample-loading", 1);
        fluid_settings_setint(m_settings, "synth.chorus.active", 0);
        fluid_settings_setint(m_settings, "synth.reverb.active", 1);
        fluid_settings_setnum(m_settings, "synth.reverb.room-size", 0.3);
        fluid_settings_setnum(m_settings, "synth.reverb.damp", 0.4);
        fluid_settings_setnum(m_settings, "synth.reverb.width", 0.8);
        fluid_settings_setnum(m_settings, "synth.reverb.level", 0.5);
        m_synth = new_fluid_synth(m_settings);
        const int font = fluid_synth_sfload(m_synth, soundFont, 0);
        for (int seat = 0; seat < kSeats; ++seat) {
            fluid_synth_program_select(m_synth, channelOf(seat), font, 0, kPrograms[static_cast<std::size_t>(seat)]);
            fluid_synth_cc(m_synth, channelOf(seat), 91, 32);
        }
    }
    ~Bare() override
    {
        delete_fluid_synth(m_synth);
        delete_fluid_settings(m_settings);
    }
    void stroke(const Stroke &s) override
    {
        if (s.on)
            fluid_synth_noteon(m_synth, channelOf(s.seat), s.key, static_cast<int>(std::lround(127 * std::sqrt(0.75))));
        else
            fluid_synth_noteoff(m_synth, channelOf(s.seat), s.key);
    }
    void render() override { fluid_synth_write_float(m_synth, kPeriod, m_left.data(), 0, 1, m_right.data(), 0, 1); }

private:
    static int channelOf(int seat) { return seat; }
    fluid_settings_t *m_settings = nullptr;
    fluid_synth_t *m_synth = nullptr;
};

/// Plays one second; returns what it took, in seconds.
double slice(Player &player, const std::vector<Stroke> &all, std::size_t &next, int from)
{
    const auto begin = std::chrono::steady_clock::now();
    for (int period = from; period < from + kPeriodsASlice; ++period) {
        for (; next < all.size() && all[next].period <= period; ++next)
            player.stroke(all[next]);
        player.render();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        fmt::print(stderr, "Usage: bench_engine SOUNDFONT [SECONDS]\n");
        return 2;
    }
    const int seconds = argc > 2 ? std::max(5, std::atoi(argv[2])) : 60;
    tutti::SynthSpec spec;
    spec.path = argv[1];
    for (const int program : kPrograms)
        spec.instruments.push_back({0, program, 0});
    auto synth = tutti::FluidSynthesizer::create(spec);
    if (!synth) {
        fmt::print(stderr, "{}\n", synth.error());
        return 1;
    }
    WithEngine engine(std::move(*synth));
    Bare bare(argv[1]);
    const auto all = strokes(seconds);
    std::size_t nextEngine = 0, nextBare = 0;
    std::vector<double> ratios, engineCost, bareCost;
    for (int second = 0; second < seconds; ++second) {
        const int from = second * kPeriodsASlice;
        double a = 0, b = 0;
        if (second % 2) {
            a = slice(engine, all, nextEngine, from);
            b = slice(bare, all, nextBare, from);
        } else {
            b = slice(bare, all, nextBare, from);
            a = slice(engine, all, nextEngine, from);
        }
        if (second < 2)
            continue; // caches and presets warm up
        ratios.push_back(a / b);
        engineCost.push_back(a);
        bareCost.push_back(b);
    }
    fmt::print("| engine, cost beside FluidSynth alone | {:.3f} times | at most 1.05 | median of {} s; {:.2f} % and {:.2f} % of one core |\n",
        median(ratios), ratios.size(), 100 * median(engineCost), 100 * median(bareCost));
    return 0;
}
