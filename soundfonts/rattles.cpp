// SPDX-License-Identifier: GPL-3.0-or-later
// Many small things that meet by chance (after P. Cook's PhISEM: collisions thrown by a falling energy, each heard
// through what it strikes).
#include "recipes.h"
#include "synthesis.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace tutti::recipes {

using namespace synthesis;

namespace {

/// How much is moving, by seconds: 0 to 1.
using Energy = std::function<double(double t)>;

/// A train of collisions: at full energy `perSecond` of them, each as strong as the energy is.
std::vector<double> collisions(double seconds, double perSecond, const Energy &energy, Noise &chance)
{
    std::vector<double> out(framesOf(seconds), 0.0);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double now = energy(static_cast<double>(i) / kRate);
        if (0.5 + 0.5 * chance() < perSecond * now / kRate)
            out[i] = now * (0.65 + 0.35 * chance());
    }
    return out;
}

/// The shake of an arm: there at once, then falling.
Energy shake(double seconds)
{
    return [=](double t) { return std::min(1.0, t / 0.0015) * std::exp(-t / seconds); };
}

Energy operator+(const Energy &a, const Energy &b)
{
    return [=](double t) { return a(t) + b(t); };
}

Energy later(double after, double level, const Energy &energy)
{
    return [=](double t) { return t < after ? 0.0 : level * energy(t - after); };
}

/// Noise in grains: every collision lets it begin anew and die within `grain` seconds.
std::vector<double> grains(const std::vector<double> &hits, double grain, Noise &noise)
{
    std::vector<double> out(hits.size());
    const double step = std::exp(-1.0 / (grain * kRate));
    double level = 0;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        level = level * step + hits[i];
        out[i] = level * noise();
    }
    return out;
}

/// What a jingle or a bell does: two-pole resonances set going by each collision.
void ringInto(std::vector<double> &out, const std::vector<double> &hits, double hz, double t60, double level)
{
    const double r = fallen(1.0 / kRate, t60);
    const double b1 = 2 * r * std::cos(2 * std::numbers::pi * hz / kRate);
    const double b2 = -r * r;
    const double in = level * std::sin(2 * std::numbers::pi * hz / kRate);
    double y1 = 0;
    double y2 = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double y = in * hits[i] + b1 * y1 + b2 * y2;
        y2 = y1;
        y1 = y;
        out[i] += y;
    }
}

void through(std::vector<double> &samples, Filter filter)
{
    for (double &x : samples)
        x = filter(x);
}

struct Shake {
    std::uint64_t seed;
    double seconds;
    Energy energy;
};

/// Seeds in a gourd: the shell rounds each of them off.
Wave gourd(const Shake &s, const Touch &touch)
{
    Chance chance(s.seed, touch);
    Noise noise(s.seed + 100 + static_cast<std::uint64_t>(touch.variation));
    const double softer = std::pow(touch.hardness, 0.35); // seeds are light: they never strike hard
    const double shell = 3300 * chance.pitch(6) * softer;
    std::vector<double> dry = grains(collisions(s.seconds, 5200, s.energy, noise), 0.0022, noise);
    std::vector<double> wet(dry.size());
    Filter main = Filter::bandPass(shell, 1.2);
    Filter second = Filter::bandPass(1.75 * shell, 1.6);
    Filter hollow = Filter::bandPass(0.3 * shell, 1.0);
    for (std::size_t i = 0; i < dry.size(); ++i)
        wet[i] = main(dry[i]) + 0.32 * softer * second(dry[i]) + 0.28 * hollow(dry[i]);
    through(wet, Filter::lowPass(6200 * softer));
    through(wet, Filter::highPass(350));
    inRoom(wet, 0.10, s.seed);
    return {std::move(wet)};
}

/// Thin brass or small bells: `count` of them, each with modes of its own between `low` and `high`.
struct Jingles {
    int count;
    int modes;
    double low, high;
    double t60;
    double perSecond;
};

Wave jingling(const Jingles &j, const Shake &s, const Touch &touch)
{
    Noise bodies(s.seed / 10); // all strokes are of one instrument
    Noise noise(s.seed + 100 + static_cast<std::uint64_t>(touch.variation));
    Wave wave;
    wave.samples.assign(framesOf(s.seconds), 0.0);
    for (int jingle = 0; jingle < j.count; ++jingle) {
        std::vector<double> hits = collisions(s.seconds, j.perSecond / j.count, s.energy, noise);
        hits[static_cast<std::size_t>(24.0 * (1 + noise()))] += 1.6; // the first of the shake finds all of them within 2 ms
        through(hits, Filter::lowPass(7500 * touch.hardness, 0.6));  // none of them is hard
        const double size = 1 + 0.09 * bodies();
        for (int mode = 0; mode < j.modes; ++mode) {
            const double place = (mode + 0.8 * std::abs(bodies())) / j.modes;
            const double hz = size * j.low * std::pow(j.high / j.low, place);
            ringInto(wave.samples, hits, hz, j.t60 * (1 - 0.45 * place) * (1 + 0.2 * bodies()), 1 / (1 + 2.2 * place));
        }
    }
    through(wave.samples, Filter::lowPass(7000, 0.6));
    inRoom(wave.samples, 0.12, s.seed);
    return wave;
}

} // namespace

void shaker(Kit &kit)
{
    kit.add(82, 7500, [](const Touch &touch) { return gourd({61, 0.42, shake(0.075)}, touch); });             // forward
    kit.add(70, 7500, [](const Touch &touch) { return gourd({62, 0.34, shake(0.065)}, touch); });             // back
    kit.add(69, 7500, [](const Touch &touch) {                                                                // there and back
        return gourd({63, 0.55, shake(0.05) + later(0.13, 0.8, shake(0.07))}, touch);
    });
}

/// Pairs of small cymbals in a ring with a skin.
void tambourine(Kit &kit)
{
    static constexpr Jingles kJingles{8, 5, 2700, 8200, 0.34, 900};
    kit.add(54, 8000, [](const Touch &touch) { // struck with the heel of the hand
        Wave wave = jingling(kJingles, {71, 0.6, shake(0.05)}, touch);
        const std::vector<Mode> skin{{1, 1, 0.20}, {1.6, 0.6, 0.14}, {2.2, 0.4, 0.10}};
        mix(wave, struck(210, skin, 0.4, {0.02, 0.03}, {0.3, 0.003, 1200}, 71), 0.5);
        return wave;
    });
    kit.add(42, 8000, [](const Touch &touch) { // shaken
        return jingling(kJingles, {72, 0.55, shake(0.08) + later(0.085, 0.6, shake(0.06))}, touch);
    });
    kit.add(44, 8000, [](const Touch &touch) { // a finger on the skin
        Wave wave = jingling(kJingles, {73, 0.5, shake(0.022)}, touch);
        const std::vector<Mode> skin{{1, 1, 0.22}, {1.6, 0.7, 0.16}, {2.2, 0.5, 0.12}, {2.9, 0.3, 0.09}};
        mix(wave, struck(225, skin, 0.4, {0.02, 0.03}, {0.35, 0.003, 1500}, 73), 0.9);
        return wave;
    });
}

/// A strap of little round bells with a pellet in each.
void sleighBells(Kit &kit)
{
    static constexpr Jingles kBells{14, 4, 2100, 7000, 0.55, 500};
    kit.add(83, 8000, [](const Touch &touch) { return jingling(kBells, {81, 0.95, shake(0.09)}, touch); }); // a swing
    kit.add(80, 8000, [](const Touch &touch) {                                                              // to and fro
        return jingling(kBells, {82, 1.1, shake(0.06) + later(0.15, 0.7, shake(0.07)) + later(0.30, 0.45, shake(0.07))}, touch);
    });
}

namespace {

/// Steel beads that roll over a skin: a patter at once, then the wave.
Wave beads(const Shake &s, const Touch &touch)
{
    Chance chance(s.seed, touch);
    Noise noise(s.seed + 100 + static_cast<std::uint64_t>(touch.variation));
    const double stretch = chance.about(1, 0.12); // no wave is as long as the last
    const Energy energy = [&](double t) { return s.energy(t / stretch); };
    std::vector<double> dry = grains(collisions(s.seconds * stretch, 5200, energy, noise), 0.0016, noise);
    Filter deep = Filter::bandPass(150, 1.5);
    Filter skin = Filter::lowPass(480);
    Filter wash = Filter::bandPass(1050 * chance.pitch(60), 0.6);
    Filter spray = Filter::bandPass(2700, 0.8);
    Wave wave;
    wave.samples.resize(dry.size());
    for (std::size_t i = 0; i < dry.size(); ++i) {
        const double now = energy(static_cast<double>(i) / kRate);
        wave.samples[i] = 1.6 * deep(dry[i]) + 1.6 * skin(dry[i]) + (0.4 + 0.5 * now) * wash(dry[i]) + 0.75 * touch.hardness * now * spray(dry[i]);
    }
    through(wave.samples, Filter::lowPass(5200 * touch.hardness));
    fadeOut(wave, 0.35); // the last beads
    return wave;
}

/// Comes within `rise` seconds from a third, and goes with the time constant `fall`.
Energy swell(double rise, double fall)
{
    return [=](double t) {
        const double begun = std::min(1.0, t / 0.001);
        return begun * (t < rise ? 0.34 + 0.66 * std::pow(std::sin(t / rise * std::numbers::pi / 2), 2) : std::exp(-(t - rise) / fall));
    };
}

} // namespace

void oceanDrum(Kit &kit)
{
    kit.addSwell(60, 8000, [](const Touch &touch) { return beads({91, 2.3, swell(0.50, 0.55)}, touch); });  // a wave
    kit.addSwell(62, 8000, [](const Touch &touch) { return beads({92, 1.5, swell(0.22, 0.34)}, touch); });  // a small one
    kit.addSwell(64, 8000, [](const Touch &touch) { return beads({93, 0.95, swell(0.012, 0.26)}, touch); }); // a patter
}

} // namespace tutti::recipes
