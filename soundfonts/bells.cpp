// SPDX-License-Identifier: GPL-3.0-or-later
// Tubes, cast bells and the bowl. None is quite round, so modes come in pairs that beat slowly.
#include "recipes.h"
#include "shapes.h"

namespace tutti::recipes {

using namespace synthesis;

namespace {

constexpr int kVariations = 3;

struct Cast {
    std::vector<Mode> modes;
    double power;
    double cutoffHz;
    Contact contact;
    double attackSeconds;
    double loopSeconds;
};

BankZone play(Cast bell, double hz, std::uint64_t seed, const Touch &touch)
{
    Chance chance(seed, touch);
    for (std::size_t i = 1; i < bell.modes.size(); ++i) // the clapper meets another place of the rim
        bell.modes[i].level *= chance.about(1, 0.35);
    if (touch.isSoft()) {
        bell.cutoffHz *= touch.hardness;
        bell.contact.cutoffHz *= touch.hardness;
        bell.contact.level *= touch.hardness;
        bell.contact.rise *= 2;
    }
    const auto modes = softened(scaled(bell.modes, hz, bell.power), hz, bell.cutoffHz);
    return {ringing(hz, modes, bell.attackSeconds, bell.loopSeconds, bell.contact, seed + 50 + static_cast<std::uint64_t>(touch.variation), 0.08)};
}

std::uint64_t seedOf(int instrument, int key) { return static_cast<std::uint64_t>(instrument * 1000 + key * 4); }

} // namespace

/// An orchestral chime: the ear makes the note from modes 4, 5, 6 of a tube, near 2 : 3 : 4, with little of the note itself.
std::vector<BankPreset> chimes()
{
    return pitchedPresets("Tubular chimes", {0, 14}, {52, 68, 8}, kVariations, 8000, [](double hz, int key, const Touch &touch) {
        // (3.0112^2, 5^2, 7^2 ... 15^2) / 81 * 2
        return play({{{2.0, 1, 4.6, true}, {1.21, 0.35, 4.2, true}, {0.617, 0.22, 3.6, true}, {2.988, 0.70, 3.2, true},
            {4.173, 0.32, 1.4}, {5.556, 0.18, 0.8}, {7.136, 0.10, 0.5}}, 0.3, 2600, {0.06, 0.003, 1500, 0.0008}, 0.52, 0.25},
            hz, seedOf(11, key), touch);
    });
}

/// A handbell: the second mode is tuned to the twelfth.
std::vector<BankPreset> bell()
{
    return pitchedPresets("Handbell", {0, 112}, {64, 80, 8}, kVariations, 9000, [](double hz, int key, const Touch &touch) {
        return play({{{1, 1, 4.0, true}, {1 + 2.5 / hz, 0.14, 4.0, true}, {3, 0.38, 1.5, true}, {2.01, 0.10, 1.0}, {5.43, 0.20, 0.6}, {8.4, 0.09, 0.3}},
            0.3, 4200, {0.04, 0.002, 2000}, 0.40, 0.40}, hz, seedOf(12, key), touch);
    });
}

/// A bronze bowl on a cushion, struck with felt: each mode is a pair a little apart, which makes it sing.
std::vector<BankPreset> singingBowl()
{
    return pitchedPresets("Singing bowl", {0, 98}, {52, 62, 10}, kVariations, 7000, [](double hz, int key, const Touch &touch) {
        const auto apart = [hz](double ratio, double beat) { return ratio + beat / hz; };
        return play({{{1, 1, 7.5, true}, {apart(1, 1), 0.24, 7.5, true}, {2.76, 0.42, 5.0, true},
            {apart(2.76, 2), 0.16, 5.0, true}, {5.15, 0.20, 1.8}, {8.1, 0.09, 0.9}}, 0.25, 2400, {0.05, 0.004, 600, 0.0012}, 0.50, 1.0},
            hz, seedOf(13, key), touch);
    });
}

} // namespace tutti::recipes
