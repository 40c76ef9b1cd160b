// SPDX-License-Identifier: GPL-3.0-or-later
// What Tutti's engine costs beside FluidSynth alone: the same notes, SoundFont and settings, in turn in one process.
//   bench_engine SOUNDFONT [SECONDS]
#include "engine/engine.h"
#include "lib/bare_fluidsynth.h"
#include "sound/fluid_synthesizer.h"

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

using tutti::BareFluidSynth;

constexpr int kRate = BareFluidSynth::kRate;
constexpr int kPeriod = 256;
constexpr int kSeats = BareFluidSynth::kSeats;
constexpr int kPeriodsASlice = kRate / kPeriod;

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
    explicit Bare(const char *soundFont) : m_bare(soundFont, BareFluidSynth::Threads::One) {}
    void stroke(const Stroke &s) override
    {
        if (s.on)
            m_bare.strike(s.seat, s.key, 0.75);
        else
            m_bare.lift(s.seat, s.key);
    }
    void render() override { fluid_synth_write_float(m_bare.synth(), kPeriod, m_left.data(), 0, 1, m_right.data(), 0, 1); }

private:
    BareFluidSynth m_bare;
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
    for (const int program : BareFluidSynth::kPrograms)
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
