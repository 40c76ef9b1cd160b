// SPDX-License-Identifier: GPL-3.0-or-later
// Claves, blocks and the double bell: small solid things, struck with wood that is wrapped.
#include "recipes.h"
#include "shapes.h"

namespace tutti::recipes {

using namespace synthesis;

namespace {

struct Knock {
    std::uint64_t seed;
    double hz;
    std::vector<Mode> modes;
    double cutoffHz;
    Contact contact;
    double seconds;
    double room = 0.16;
};

Wave play(Knock k, const Touch &touch)
{
    Chance chance(k.seed, touch);
    k.hz *= chance.pitch(4);
    for (std::size_t i = 1; i < k.modes.size(); ++i) // the place of the strike weighs the upper modes
        k.modes[i].level *= chance.about(1, 0.3);
    k.contact.seconds *= chance.about(1, 0.2);
    if (touch.isSoft()) {
        k.cutoffHz *= touch.hardness;
        k.contact.cutoffHz *= touch.hardness;
        k.contact.level *= touch.hardness;
        k.contact.rise *= 1.6;
    }
    Wave wave = struck(k.hz, softened(k.modes, k.hz, k.cutoffHz), k.seconds, {}, k.contact, k.seed + 100 + static_cast<std::uint64_t>(touch.variation));
    inRoom(wave.samples, k.room, k.seed);
    return wave;
}

} // namespace

/// Two rods of hard wood, one of them over the hollow of a hand.
void claves(Kit &kit)
{
    kit.add(75, 9000, [](const Touch &touch) {
        return play({51, 1480, {{1, 1, 0.17}, {0.52, 0.16, 0.10}, {2.71, 0.22, 0.06}, {4.9, 0.08, 0.03}}, 3400, {0.10, 0.0012, 2600}, 0.26}, touch);
    });
}

/// Blocks with a slit: the hollow under it speaks with the wood.
void woodBlock(Kit &kit)
{
    const auto block = [](std::uint64_t seed, double hz) {
        return [=](const Touch &touch) {
            return play({seed, hz, {{1, 1, 0.20}, {1.04, 0.30, 0.12}, {2.42, 0.26, 0.08}, {3.9, 0.14, 0.05}, {5.6, 0.07, 0.03}}, 2800,
                {0.22, 0.0018, 2000}, 0.30}, touch);
        };
    };
    kit.add(77, 9000, block(52, 523));
    kit.add(76, 9000, block(53, 698));
}

/// Two small bells of sheet iron, a fourth apart on notes of the usual scale, with a wrapped stick: rounder than in a street.
void agogo(Kit &kit)
{
    const auto cone = [](std::uint64_t seed, double hz) {
        return [=](const Touch &touch) {
            return play({seed, hz, {{1, 1, 0.62}, {1.006, 0.30, 0.55}, {2.07, 0.40, 0.36}, {2.93, 0.26, 0.26}, {4.12, 0.14, 0.18}, {5.40, 0.08, 0.12}},
                2400, {0.12, 0.0018, 2400}, 0.65}, touch);
        };
    };
    kit.add(68, 9000, cone(54, 587.33));
    kit.add(67, 9000, cone(55, 783.99));
}

} // namespace tutti::recipes
