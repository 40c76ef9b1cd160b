// SPDX-License-Identifier: GPL-3.0-or-later
// Bars that lie on their nodes, and tongues.
#include "recipes.h"
#include "shapes.h"

namespace tutti::recipes {

using namespace synthesis;

namespace {

constexpr int kVariations = 2;

/// A bar over its resonator, and a mallet.
struct Bar {
    std::vector<Mode> modes; ///< for middle C; the first is the note
    double power;            ///< how decays shrink with the bar, see scaled()
    double cutoffHz;
    Contact contact;
    double attackSeconds;
    double loopSeconds;
    double aside = 0.09;     ///< the strike's usual distance from the middle, as a part of the length
    double room = 0.10;
};

BankZone play(Bar bar, double hz, std::uint64_t seed, const Touch &touch)
{
    Chance chance(seed, touch);
    if (touch.isSoft()) {
        bar.cutoffHz *= touch.hardness;
        bar.contact.cutoffHz *= touch.hardness;
        bar.contact.level *= touch.hardness;
        bar.contact.rise *= 2;
    }
    // The levels are those of the usual place; beside it the second mode, which has a node in the middle, moves most.
    const double usual = 0.5 - bar.aside;
    const double at = 0.5 - bar.aside * (touch.variation == 0 ? 0.85 : 1.35);
    for (std::size_t i = 1; i < bar.modes.size() && i < 5; ++i) {
        const int n = static_cast<int>(i) + 1;
        bar.modes[i].level *= freeBar(n, at) / freeBar(n, usual) * freeBar(1, usual) / freeBar(1, at) * chance.about(1, 0.08);
    }
    const auto modes = softened(scaled(bar.modes, hz, bar.power), hz, bar.cutoffHz);
    return {ringing(hz, modes, bar.attackSeconds, bar.loopSeconds, bar.contact, seed + 50 + static_cast<std::uint64_t>(touch.variation), bar.room)};
}

std::uint64_t seedOf(int instrument, int key) { return static_cast<std::uint64_t>(instrument * 1000 + key * 4); }

} // namespace

/// Rosewood, undercut so that the second mode is two octaves up; a tube under each bar; yarn mallet.
std::vector<BankPreset> marimba()
{
    return pitchedPresets("Marimba", {0, 12}, {48, 84, 6}, kVariations, 9000, [](double hz, int key, const Touch &touch) {
        // The tube takes from the note at first and so rounds its start; the cords let the whole bar thud a little.
        return play({{{1, 1, 1.3, true}, {3.98, 0.46, 0.24}, {9.6, 0.22, 0.09}, {1.006, -0.14, 0.20}, {0.47, 0.10, 0.06}}, 0.55, 3400,
            {0.20, 0.0032, 1300, 0.0009}, 0.24, 0.04}, hz, seedOf(1, key), touch);
    });
}

/// Aluminium over resonators with a slow, shallow fan.
std::vector<BankPreset> vibraphone()
{
    return pitchedPresets("Vibraphone", {0, 11}, {56, 84, 7}, kVariations, 9000, [](double hz, int key, const Touch &touch) {
        BankZone zone = play({{{1, 1, 4.0, true}, {4, 0.32, 1.0, true}, {10.2, 0.14, 0.3}, {1.004, -0.10, 0.6}}, 0.4, 4000,
            {0.10, 0.0024, 2000, 0.0008}, 0.50, 0.05}, hz, seedOf(2, key), touch);
        zone.tremoloDb = 1.2;
        zone.tremoloHz = 3.6;
        return zone;
    });
}

/// Steel bars, free at both ends, not undercut; rubber mallet.
std::vector<BankPreset> glockenspiel()
{
    return pitchedPresets("Glockenspiel", {0, 9}, {62, 83, 7}, kVariations, 10000, [](double hz, int key, const Touch &touch) {
        return play({{{1, 1, 3.4, true}, {2.756, 0.38, 1.1, true}, {5.404, 0.18, 0.45}, {8.933, 0.08, 0.2}}, 0.4, 4500,
            {0.08, 0.0016, 2800}, 0.45, 0.05}, hz, seedOf(3, key), touch);
    });
}

/// Wide aluminium bars, each on a wooden box of its own that answers to the note alone; felt mallet.
std::vector<BankPreset> chimeBars()
{
    return pitchedPresets("Chime bars", {0, 10}, {58, 83, 7}, kVariations, 8000, [](double hz, int key, const Touch &touch) {
        return play({{{1, 1, 2.6, true}, {2.756, 0.20, 0.7, true}, {5.404, 0.10, 0.25}, {0.998, 0.16, 0.5}, {0.41, 0.08, 0.08}}, 0.45, 2600,
            {0.14, 0.0034, 1100, 0.0011}, 0.40, 0.05, 0.07, 0.16}, hz, seedOf(4, key), touch);
    });
}

/// Tongues clamped at one end on a box; the box answers an octave and a bit up.
std::vector<BankPreset> kalimba()
{
    return pitchedPresets("Thumb piano", {0, 108}, {58, 82, 6}, kVariations, 9000, [](double hz, int key, const Touch &touch) {
        return play({{{1, 1, 1.9, true}, {2, 0.24, 0.8, true}, {3.01, 0.12, 0.5}, {6.267, 0.36, 0.18}, {0.7, 0.10, 0.07}}, 0.5, 4200,
            {0.24, 0.004, 1100}, 0.30, 0.04, 0.12, 0.14}, hz, seedOf(5, key), touch);
    });
}

/// Tongues sawn into a box of hard wood, rubber mallets. The hollow speaks under all of them, and the neighbours hum along.
std::vector<BankPreset> logDrum()
{
    return pitchedPresets("Log drum", {0, 115}, {46, 70, 6}, 3, 8000, [](double hz, int key, const Touch &touch) {
        Chance chance(seedOf(6, key), touch);
        constexpr double kHollow = 172;
        std::vector<Mode> modes = scaled({{1, 1, 0.62}, {1.006, 0.30, 0.40}, {3.2, 0.20, 0.16}, {6.27, 0.14, 0.09}}, hz, 0.45);
        modes.insert(modes.end(), {{0.749, 0.07, 0.3}, {1.335, 0.06, 0.26}, {kHollow / hz, 0.30, 0.12}});
        Contact contact{0.22, 0.004, 1000, 0.0010};
        double cutoff = 1700;
        for (std::size_t i = 1; i < modes.size(); ++i)
            modes[i].level *= chance.about(1, 0.25);
        contact.seconds *= chance.about(1, 0.2);
        if (touch.isSoft()) {
            cutoff *= touch.hardness;
            contact.cutoffHz *= touch.hardness;
            contact.level *= touch.hardness;
            contact.rise *= 1.8;
        }
        BankZone zone{struck(hz * chance.pitch(3), softened(modes, hz, cutoff), 0.72, {0.004, 0.03}, contact,
            seedOf(6, key) + 50 + static_cast<std::uint64_t>(touch.variation))};
        inRoom(zone.wave.samples, 0.14, seedOf(6, key));
        removeDc(zone.wave);
        endAt(zone.wave, -60, 0.08);
        return zone;
    });
}

} // namespace tutti::recipes
