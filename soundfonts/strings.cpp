// SPDX-License-Identifier: GPL-3.0-or-later
// Strings, the soft keys, and the pad that lies under all.
#include "recipes.h"
#include "shapes.h"

#include <cmath>
#include <numbers>

namespace tutti::recipes {

using namespace synthesis;

namespace {

std::uint64_t seedOf(int instrument, int key) { return static_cast<std::uint64_t>(instrument * 1000 + key * 4); }

/// A string pulled aside at `at` (part of its length) by something `cutoffHz` soft: mode n has sin(n pi at) / n^slope,
/// and air and bridge take the high ones first. A stiff string's modes lie a little high. Those that are in the loop keep
/// their proportion there; the player's low-pass, which closes while they ring, goes on with taking the high ones.
struct String {
    double at, slope, cutoffHz, t60, damping;
    double stiffness = 0;
};

std::vector<Mode> plucked(double hz, const String &s)
{
    std::vector<Mode> modes;
    for (int n = 1; n <= 24 && hz * n < 9000; ++n) {
        const double level = std::abs(std::sin(n * std::numbers::pi * s.at)) / std::pow(n, s.slope);
        const double fall = s.t60 / (1 + s.damping * (n - 1));
        const double ratio = n * std::sqrt((1 + s.stiffness * n * n) / (1 + s.stiffness));
        modes.push_back({ratio, level, fall, fall > 0.16 * s.t60});
        // It also swings across, where the bridge takes more: two falls in one, as of every plucked string.
        if (n <= 6)
            modes.push_back({ratio * 1.0008, 0.45 * level, 0.22 * fall});
    }
    return softened(std::move(modes), hz, s.cutoffHz);
}

struct Finger {
    double cutoff = 1;
    double noise = 1;
};

Finger fingerOf(const Touch &touch)
{
    return touch.isSoft() ? Finger{touch.hardness, touch.hardness} : Finger{};
}

} // namespace

std::vector<BankPreset> harp()
{
    return pitchedPresets("Harp", {0, 46}, {48, 83, 7}, 1, 9000, [](double hz, int key, const Touch &touch) {
        const Finger finger = fingerOf(touch);
        const auto modes = plucked(hz, {0.29, 1.0, 2600 * finger.cutoff, 3.6 * std::pow(261.6 / hz, 0.35), 0.55});
        BankZone zone{ringing(hz, modes, 0.70, 0.05, {0.12 * finger.noise, 0.002, 2400 * finger.cutoff}, seedOf(21, key), 0.14)};
        zone.dimOctaves = 2.5;
        zone.dimSeconds = 2.8;
        return zone;
    });
}

/// The upright one, by the finger's side.
std::vector<BankPreset> bass()
{
    return pitchedPresets("Upright bass", {0, 32}, {29, 53, 6}, 1, 6000, [](double hz, int key, const Touch &touch) {
        const Finger finger = fingerOf(touch);
        const auto modes = plucked(hz, {0.20, 1.0, 700 * finger.cutoff, 2.6 * std::pow(82.4 / hz, 0.3), 0.4, 0.0001});
        BankZone zone{ringing(hz, modes, 0.50, 0.10, {0.18 * finger.noise, 0.006, 600 * finger.cutoff, 0.001}, seedOf(22, key), 0.12)};
        zone.releaseT60 = 0.25;
        zone.dimOctaves = 2;
        zone.dimSeconds = 2;
        return zone;
    });
}

/// An electric piano: a tine with a bar that holds its note, a soft hammer, and a pickup that adds the octave.
std::vector<BankPreset> softKeys()
{
    return pitchedPresets("Soft keys", {0, 4}, {42, 84, 7}, 1, 8000, [](double hz, int key, const Touch &touch) {
        const Finger finger = fingerOf(touch);
        const double octave = touch.isSoft() ? 0.14 : 0.26; // the pickup bends what swings far
        auto modes = softened(scaled({{1, 1, 4.2, true}, {2, octave, 2.6, true}, {3, 0.5 * octave, 1.2}, {1.003, 0.18, 0.9}, {4, 0.25 * octave, 0.8},
            {6.27, 0.12, 0.35}}, hz, 0.45), hz, 2400 * finger.cutoff);
        BankZone zone{ringing(hz, modes, 0.40, 0.06, {0.10 * finger.noise, 0.005, 700 * finger.cutoff, 0.0012}, seedOf(23, key), 0.10)};
        zone.releaseT60 = 0.35;
        return zone;
    });
}

/// Three soft saws a little apart. All of it is loop: every partial makes whole turns in it.
std::vector<BankPreset> warmPad()
{
    return {heldPreset("Warm pad", {0, 89}, {42, 77, 7}, [](double hz, int key, const Touch &) {
        const double loopSeconds = key < 50 ? 1.5 : key < 70 ? 1.0 : 0.6;
        const double turns = std::round(hz * loopSeconds);
        Noise chance(seedOf(24, key));
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
    })};
}

} // namespace tutti::recipes
