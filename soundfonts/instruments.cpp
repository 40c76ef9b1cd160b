// SPDX-License-Identifier: GPL-3.0-or-later
// Sources of the mode ratios: bars and beams, membranes and strings after Fletcher & Rossing, The Physics of Musical
// Instruments (2nd ed.), chapters 2, 3, 18 to 21. Levels and decays are ours, set to be warm: little above 6 kHz.
#include "instruments.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace tutti {

namespace {

using namespace synthesis;

constexpr double kPeak = 0.9;

double hertz(int key) { return 440.0 * std::exp2((key - 69) / 12.0); }

/// A soft mallet stays in contact for a while and so stirs high modes little.
std::vector<Mode> softened(std::vector<Mode> modes, double hz, double cutoffHz)
{
    for (Mode &mode : modes)
        mode.level /= 1 + std::pow(hz * mode.ratio / cutoffHz, 2);
    return modes;
}

/// Small bodies ring shorter: all decays, given for middle C, scaled for `hz`.
std::vector<Mode> scaled(std::vector<Mode> modes, double hz, double power)
{
    for (Mode &mode : modes)
        mode.t60 *= std::pow(hertz(60) / hz, power);
    return modes;
}

/// A preset with a wave every `step` keys, each serving the keys around it.
BankPreset pitched(std::string name, int program, int lowRoot, int highRoot, int step, const std::function<BankZone(double hz, int key)> &make)
{
    BankPreset preset{std::move(name), 0, program, {}};
    for (int root = lowRoot; root <= highRoot; root += step) {
        BankZone zone = make(hertz(root), root);
        normalise(zone.wave, kPeak);
        zone.rootKey = root;
        zone.lowKey = root == lowRoot ? 0 : root - step / 2;
        zone.highKey = root + step > highRoot ? 127 : root + step - step / 2 - 1;
        preset.zones.push_back(std::move(zone));
    }
    return preset;
}

BankZone drum(int key, Wave wave)
{
    fadeOut(wave, 0.05);
    normalise(wave, kPeak);
    BankZone zone;
    zone.wave = std::move(wave);
    zone.rootKey = zone.lowKey = zone.highKey = key;
    return zone;
}

// --- bars -----------------------------------------------------------------------------------------------------------

/// Rosewood, undercut so that the second mode is two octaves up; yarn mallet.
BankPreset marimba()
{
    return pitched("Marimba", 12, 48, 84, 6, [](double hz, int key) {
        auto modes = softened(scaled({{1, 1, 1.3, true}, {3.98, 0.48, 0.22}, {9.6, 0.24, 0.09}}, hz, 0.65), hz, 3400);
        return BankZone{ringing(hz, modes, 0.22, 0.04, {0.20, 0.003, 1400}, 100 + static_cast<std::uint64_t>(key))};
    });
}

/// Aluminium over resonators with a slow, shallow fan.
BankPreset vibraphone()
{
    return pitched("Vibraphone", 11, 56, 84, 7, [](double hz, int key) {
        auto modes = softened(scaled({{1, 1, 4.0, true}, {4, 0.36, 1.0}, {10.2, 0.16, 0.3}}, hz, 0.4), hz, 4200);
        BankZone zone{ringing(hz, modes, 0.50, 0.05, {0.10, 0.002, 2200}, 200 + static_cast<std::uint64_t>(key))};
        zone.tremoloDb = 1.5;
        zone.tremoloHz = 4.2;
        return zone;
    });
}

/// Steel bars, free at both ends, not undercut; rubber mallet.
BankPreset glockenspiel()
{
    return pitched("Glockenspiel", 8, 62, 83, 7, [](double hz, int key) {
        auto modes = softened(scaled({{1, 1, 3.4, true}, {2.756, 0.42, 1.1}, {5.404, 0.22, 0.45}, {8.933, 0.10, 0.2}}, hz, 0.4), hz, 4500);
        return BankZone{ringing(hz, modes, 0.45, 0.05, {0.08, 0.0015, 3000}, 300 + static_cast<std::uint64_t>(key))};
    });
}

/// Tongues clamped at one end on a box; the box answers an octave and a bit up.
BankPreset kalimba()
{
    return pitched("Kalimba", 108, 58, 82, 6, [](double hz, int key) {
        auto modes = softened(scaled({{1, 1, 1.9, true}, {2, 0.26, 0.8}, {3.01, 0.14, 0.5}, {6.267, 0.42, 0.18}}, hz, 0.5), hz, 4500);
        return BankZone{ringing(hz, modes, 0.30, 0.04, {0.25, 0.004, 1100}, 400 + static_cast<std::uint64_t>(key))};
    });
}

// --- bells ----------------------------------------------------------------------------------------------------------

/// An orchestral chime: the ear makes the note from modes 4, 5, 6 of a tube, near 2 : 3 : 4, with little of the note itself.
BankPreset chimes()
{
    return pitched("Tubular chimes", 14, 52, 68, 8, [](double hz, int key) {
        // (3.0112^2, 5^2, 7^2 ... 15^2) / 81 * 2
        auto modes = softened(scaled({{2.0, 1, 4.6, true}, {1.21, 0.35, 4.2, true}, {0.617, 0.22, 3.6, true}, {2.988, 0.75, 3.2, true},
            {4.173, 0.36, 1.4}, {5.556, 0.22, 0.8}, {7.136, 0.12, 0.5}}, hz, 0.3), hz, 2600);
        return BankZone{ringing(hz, modes, 0.65, 0.25, {0.06, 0.003, 1500}, 500 + static_cast<std::uint64_t>(key))};
    });
}

/// A handbell: the second mode is tuned to the twelfth; the cast is never quite round, so the note beats slowly.
BankPreset bell()
{
    return pitched("Handbell", 112, 64, 80, 8, [](double hz, int key) {
        const double apart = 1 + 1.25 / hz;
        auto modes = softened(scaled({{1, 1, 4.0, true}, {apart, 0.16, 4.0, true}, {3, 0.42, 1.5, true}, {5.43, 0.24, 0.6}, {8.4, 0.12, 0.3}},
            hz, 0.3), hz, 4200);
        return BankZone{ringing(hz, modes, 0.40, 0.80, {0.04, 0.002, 2000}, 600 + static_cast<std::uint64_t>(key))};
    });
}

/// A bronze bowl on a cushion, struck with felt: each mode is a pair a little apart, which makes it sing.
BankPreset singingBowl()
{
    return pitched("Singing bowl", 98, 52, 62, 10, [](double hz, int key) {
        const auto apart = [hz](double ratio, double beat) { return ratio + beat / hz; };
        auto modes = softened(scaled({{1, 1, 7.5, true}, {apart(1, 1), 0.22, 7.5, true}, {2.76, 0.42, 5.0, true},
            {apart(2.76, 2), 0.14, 5.0, true}, {5.15, 0.22, 1.8}, {8.1, 0.10, 0.9}}, hz, 0.25), hz, 2400);
        return BankZone{ringing(hz, modes, 0.50, 1.0, {0.05, 0.004, 600}, 700 + static_cast<std::uint64_t>(key))};
    });
}

// --- strings --------------------------------------------------------------------------------------------------------

/// A string pulled aside at `at` (part of its length) by something `cutoffHz` soft: mode n has sin(n pi at) / n^slope,
/// and air and bridge take the high ones first.
std::vector<Mode> plucked(double hz, double at, double slope, double cutoffHz, double t60, double damping)
{
    std::vector<Mode> modes;
    for (int n = 1; n <= 24 && hz * n < 9000; ++n) {
        const double level = std::abs(std::sin(n * std::numbers::pi * at)) / std::pow(n, slope);
        const double fall = t60 / (1 + damping * (n - 1));
        modes.push_back({static_cast<double>(n), level, fall, fall > 0.45 * t60});
    }
    return softened(std::move(modes), hz, cutoffHz);
}

BankPreset harp()
{
    return pitched("Harp", 46, 48, 83, 7, [](double hz, int key) {
        auto modes = plucked(hz, 0.29, 1.0, 2600, 3.6 * std::pow(hertz(60) / hz, 0.35), 0.55);
        return BankZone{ringing(hz, modes, 0.36, 0.05, {0.12, 0.002, 2400}, 800 + static_cast<std::uint64_t>(key))};
    });
}

BankPreset bass()
{
    return pitched("Upright bass", 32, 29, 53, 6, [](double hz, int key) {
        auto modes = plucked(hz, 0.20, 1.0, 700, 2.6 * std::pow(hertz(40) / hz, 0.3), 0.4);
        BankZone zone{ringing(hz, modes, 0.32, 0.08, {0.20, 0.006, 600}, 900 + static_cast<std::uint64_t>(key))};
        zone.releaseT60 = 0.25;
        return zone;
    });
}

// --- pad ------------------------------------------------------------------------------------------------------------

/// Three soft saws a little apart. All of it is loop: every partial makes whole turns in it.
BankPreset warmPad()
{
    return pitched("Warm pad", 89, 42, 78, 12, [](double hz, int key) {
        const double loopSeconds = key < 50 ? 1.5 : key < 70 ? 1.0 : 0.6;
        const double turns = std::round(hz * loopSeconds);
        Noise chance(1000 + static_cast<std::uint64_t>(key));
        std::vector<double> period(static_cast<std::size_t>(std::lround(turns / hz * kRate)), 0.0);
        for (int voice = -1; voice <= 1; ++voice)
            for (int n = 1; n <= 16 && n * hz < 6000; ++n) {
                const double level = (voice == 0 ? 1.0 : 0.6) / std::pow(n, 1.5) / (1 + std::pow(n * hz / 1100, 2));
                // The outer voices lie one turn off in every partial: the same gentle drift in every register.
                const double step = 2 * std::numbers::pi * (n * turns + voice) / static_cast<double>(period.size());
                const double phase = std::numbers::pi * chance();
                for (std::size_t i = 0; i < period.size(); ++i)
                    period[i] += level * std::sin(step * static_cast<double>(i) + phase);
            }
        BankZone zone{looped(std::move(period))};
        zone.attackSeconds = 0.03;
        zone.releaseT60 = 0.9;
        return zone;
    });
}

// --- drums: one key each, at the addresses of the General MIDI kit ---------------------------------------------------

/// A wide thin skin on a shallow ring, struck by fingers between middle and edge. Ratios: the zeros of the Bessel
/// functions over the first.
Wave frameDrum()
{
    const std::vector<Mode> modes{{1, 1, 0.95}, {1.594, 0.62, 0.60}, {2.136, 0.42, 0.42}, {2.296, 0.28, 0.34}, {2.653, 0.24, 0.30},
        {2.918, 0.15, 0.24}, {3.156, 0.13, 0.21}, {3.501, 0.10, 0.17}, {4.060, 0.06, 0.13}};
    return struck(98, modes, 0.9, 0.06, 0.05, {0.35, 0.004, 1800}, 1);
}

/// A goblet: the air in it speaks low, the tight skin sings two octaves above.
Wave djembe()
{
    const double skin = 310.0 / 80.0;
    const std::vector<Mode> modes{{1, 0.75, 0.50}, {skin, 1, 0.46}, {skin * 1.594, 0.46, 0.28}, {skin * 2.136, 0.30, 0.19},
        {skin * 2.296, 0.20, 0.16}, {skin * 2.653, 0.14, 0.14}, {skin * 3.156, 0.08, 0.10}};
    return struck(80, modes, 0.60, 0.035, 0.04, {0.50, 0.003, 2600}, 2);
}

/// The open tone: a thick skin on a tall barrel.
Wave conga()
{
    const std::vector<Mode> modes{{1, 1, 0.60}, {1.58, 0.42, 0.34}, {2.13, 0.28, 0.24}, {2.29, 0.18, 0.20}, {2.64, 0.14, 0.17},
        {2.91, 0.09, 0.13}, {3.59, 0.05, 0.10}};
    return struck(208, modes, 0.65, 0.025, 0.03, {0.32, 0.0025, 2400}, 3);
}

/// A box of thin plywood: its air, then the modes of the plate, all soon gone.
Wave cajon()
{
    const std::vector<Mode> modes{{1, 1, 0.34}, {2.3, 0.55, 0.20}, {3.4, 0.36, 0.15}, {5.1, 0.24, 0.11}, {7.2, 0.13, 0.08}, {9.9, 0.07, 0.06}};
    return struck(84, modes, 0.42, 0.03, 0.03, {0.60, 0.005, 2200}, 4);
}

/// Two rods of hard wood.
Wave claves()
{
    const std::vector<Mode> modes{{1, 1, 0.16}, {2.74, 0.16, 0.06}};
    return struck(1870, modes, 0.22, 0, 1, {0.15, 0.001, 4000}, 5);
}

/// Seeds in a gourd: noise that the shell rounds off, each seed its own small burst.
Wave shaker()
{
    Noise noise(6);
    Noise chance(66);
    Filter shell = Filter::bandPass(3900, 1.1);
    Filter soften = Filter::lowPass(7000, 0.707);
    Wave wave;
    wave.samples.resize(kRate * 3 / 10);
    double seed = 1;
    for (std::size_t i = 0; i < wave.samples.size(); ++i) {
        const double t = static_cast<double>(i) / kRate;
        if (chance() > 0.992)
            seed = 0.5 + 0.5 * std::abs(chance());
        seed *= std::exp(-1.0 / (0.004 * kRate));
        const double shake = std::exp(-t / 0.045) * std::min(1.0, t / 0.001);
        wave.samples[i] = soften(shell(noise() * (0.25 + seed) * shake));
    }
    return wave;
}

/// Pairs of small cymbals that meet a few times: high modes with no order, kept from being sharp.
Wave tambourine()
{
    Noise chance(7);
    Noise noise(77);
    Filter body = Filter::bandPass(5200, 0.8);
    Filter soften = Filter::lowPass(6500, 0.707);
    Wave wave;
    wave.samples.resize(kRate * 55 / 100);
    for (const double at : {0.0, 0.013, 0.024, 0.041}) {
        for (int mode = 0; mode < 9; ++mode) {
            const double hz = 2900 + 640 * mode + 170 * chance();
            const double level = (at == 0.0 ? 1.0 : 0.55) / (1 + 0.25 * mode);
            const double t60 = 0.42 - 0.025 * mode;
            const double phase = std::numbers::pi * chance();
            for (auto i = static_cast<std::size_t>(at * kRate); i < wave.samples.size(); ++i) {
                const double t = static_cast<double>(i) / kRate - at;
                wave.samples[i] += level * fallen(t, t60) * std::min(1.0, t / 0.0008) * std::sin(2 * std::numbers::pi * hz * t + phase);
            }
        }
    }
    for (std::size_t i = 0; i < wave.samples.size(); ++i) {
        const double t = static_cast<double>(i) / kRate;
        wave.samples[i] = soften(wave.samples[i] + 5 * body(noise()) * std::exp(-t / 0.03) * std::min(1.0, t / 0.0008));
    }
    return wave;
}

/// Steel beads that roll under a skin: a small patter at once, then one wave that comes and goes, brightest at its top.
Wave oceanDrum()
{
    Noise noise(8);
    Filter deep = Filter::lowPass(450, 0.707);
    Filter wash = Filter::bandPass(1100, 0.6);
    Filter spray = Filter::bandPass(2900, 0.8);
    Wave wave;
    wave.samples.resize(kRate * 2);
    for (std::size_t i = 0; i < wave.samples.size(); ++i) {
        const double t = static_cast<double>(i) / kRate;
        const double swell = t < 0.5 ? 0.30 + 0.70 * std::pow(std::sin(t / 0.5 * std::numbers::pi / 2), 2) : std::exp(-(t - 0.5) / 0.45);
        const double n = noise();
        wave.samples[i] = std::min(1.0, t / 0.001) * swell * (3.0 * deep(n) + (0.5 + 0.5 * swell) * wash(n) + 0.7 * swell * swell * spray(n));
    }
    fadeOut(wave, 0.4);
    return wave;
}

} // namespace

std::vector<BankPreset> embeddedPresets()
{
    std::vector<BankPreset> presets{marimba(), vibraphone(), glockenspiel(), kalimba(), chimes(), bell(), singingBowl(), harp(), bass(), warmPad()};

    BankPreset ocean{"Ocean drum", 0, 122, {}};
    ocean.zones.push_back(drum(60, oceanDrum()));
    presets.push_back(std::move(ocean));

    BankPreset kit{"Hand drums", 128, 0, {}};
    kit.zones.push_back(drum(54, tambourine()));
    kit.zones.push_back(drum(63, conga()));
    kit.zones.push_back(drum(64, djembe()));
    kit.zones.push_back(drum(70, shaker()));
    kit.zones.push_back(drum(75, claves()));
    kit.zones.push_back(drum(87, frameDrum()));
    presets.push_back(std::move(kit));

    BankPreset box{"Cajon", 128, 40, {}};
    box.zones.push_back(drum(36, cajon()));
    presets.push_back(std::move(box));
    return presets;
}

} // namespace tutti
