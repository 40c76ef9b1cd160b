// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipes.h"
#include "shapes.h"

#include <algorithm>
#include <cmath>

namespace tutti::recipes {

using namespace synthesis;

namespace {

/// A skin, what it stands on, and a hand.
struct SkinStroke {
    std::uint64_t seed;
    double hz;           ///< of the skin's lowest mode
    Skin skin;
    double cutoffHz;     ///< how hard the hand or the mallet is
    Contact contact;
    Glide glide;
    double seconds;
    double airHz = 0;    ///< what the body's air speaks at, with its level and decay
    double airLevel = 0;
    double airT60 = 0.4;
    double room = 0.10;
    double pinch = 1;    ///< what fingertips that stay for a moment leave of the three lowest modes
};

Wave play(SkinStroke s, const Touch &touch)
{
    Chance chance(s.seed, touch);
    // No hand falls twice on the same place, nor stays for the same time.
    s.skin.at = std::clamp(chance.about(s.skin.at, 0.035), 0.0, 0.97);
    s.skin.angle = chance.about(s.skin.angle, 0.4);
    s.skin.t60 *= chance.about(1, 0.05);
    s.hz *= chance.pitch(5);
    s.contact.seconds *= chance.about(1, 0.15);
    if (touch.isSoft()) {
        s.cutoffHz *= touch.hardness;
        s.contact.cutoffHz *= touch.hardness;
        s.contact.level *= touch.hardness;
        s.contact.rise *= 1.8;
        s.skin.width *= 1.25; // more of the finger's pad
        s.glide.depth *= touch.hardness * touch.hardness;
    }
    std::vector<Mode> modes = softened(skinModes(s.skin), s.hz, s.cutoffHz);
    for (Mode &mode : modes)
        if (mode.ratio < 2.0)
            mode.level *= s.pinch;
    if (s.airLevel > 0)
        modes.push_back({s.airHz / s.hz, s.airLevel, s.airT60});
    Wave wave = struck(s.hz, modes, s.seconds, s.glide, s.contact, s.seed + 100 + static_cast<std::uint64_t>(touch.variation));
    inRoom(wave.samples, s.room, s.seed);
    return wave;
}

} // namespace

/// A goblet: the air in it speaks low under a flat hand in the middle; at the rim the tight skin sings.
void djembe(Kit &kit)
{
    constexpr double kSkin = 236;
    constexpr double kAir = 78;
    kit.add(64, 7000, [](const Touch &touch) { // bass
        return play({1, kSkin, {.at = 0.14, .width = 0.34, .t60 = 0.26, .damping = 0.9, .breath = 0.8}, 800, {0.30, 0.006, 700, 0.0012},
            {0.03, 0.045}, 0.75, kAir, 1.5, 0.62}, touch);
    });
    kit.add(61, 9000, [](const Touch &touch) { // tone
        return play({2, kSkin, {.at = 0.74, .width = 0.13, .t60 = 0.60, .damping = 0.5, .breath = 0.7}, 2200, {0.17, 0.0026, 1900},
            {0.022, 0.04}, 0.62, kAir, 0.22, 0.3}, touch);
    });
    kit.add(60, 10000, [](const Touch &touch) { // slap
        return play({3, kSkin * 1.03, {.at = 0.84, .width = 0.07, .t60 = 0.56, .damping = 0.26, .breath = 0.5}, 2600, {0.20, 0.0022, 2400},
            {0.015, 0.03}, 0.45, kAir, 0.10, 0.2, 0.12, 0.45}, touch);
    });
}

/// A thick skin on a tall barrel.
void conga(Kit &kit)
{
    constexpr double kSkin = 196;
    kit.add(63, 9000, [](const Touch &touch) { // open
        return play({11, kSkin, {.at = 0.66, .width = 0.16, .t60 = 0.66, .damping = 0.85, .breath = 1.1, .air = 0.1}, 1700,
            {0.26, 0.0026, 1500}, {0.022, 0.035}, 0.8, 98, 0.12, 0.3}, touch);
    });
    kit.add(62, 8000, [](const Touch &touch) { // muffled: the hand stays
        return play({12, kSkin * 1.015, {.at = 0.56, .width = 0.24, .t60 = 0.30, .damping = 0.9, .breath = 1.0, .air = 0.1}, 1100,
            {0.24, 0.005, 1000, 0.001}, {0.02, 0.03}, 0.42, 98, 0.35, 0.26}, touch);
    });
    kit.add(65, 10000, [](const Touch &touch) { // slap
        return play({13, kSkin * 1.04, {.at = 0.86, .width = 0.08, .t60 = 0.54, .damping = 0.3, .breath = 0.5, .air = 0.1}, 2600,
            {0.20, 0.0022, 2500}, {0.012, 0.03}, 0.45, 98, 0.08, 0.2, 0.12, 0.5}, touch);
    });
}

/// A wide thin skin on a shallow ring, played by fingers. The air on both sides slows its low modes.
void frameDrum(Kit &kit)
{
    constexpr double kSkin = 88;
    kit.add(41, 7000, [](const Touch &touch) { // low: the thumb, half way
        return play({21, kSkin, {.at = 0.42, .width = 0.10, .t60 = 1.15, .damping = 0.7, .breath = 0.8, .air = 0.5, .split = 0.007}, 900,
            {0.20, 0.004, 1100, 0.001}, {0.035, 0.06}, 1.1}, touch);
    });
    kit.add(45, 9000, [](const Touch &touch) { // at the edge
        return play({22, kSkin, {.at = 0.90, .width = 0.04, .t60 = 0.85, .damping = 0.12, .breath = 0.4, .air = 0.5, .split = 0.007, .highest = 16},
            1900, {0.15, 0.002, 2200}, {0.01, 0.04}, 0.7, 0, 0, 0, 0.12, 0.6}, touch);
    });
    kit.add(47, 8000, [](const Touch &touch) { // a finger's tap beside the hand that holds the skin
        return play({23, kSkin * 1.25, {.at = 0.62, .width = 0.07, .t60 = 0.50, .damping = 0.18, .breath = 0.7, .air = 0.5}, 1500,
            {0.20, 0.003, 1600}, {0.02, 0.04}, 0.5}, touch);
    });
}

/// The big one that carries a pulse: two skins on a wide shell, a soft mallet.
void surdo(Kit &kit)
{
    constexpr double kSkin = 70;
    kit.add(87, 6000, [](const Touch &touch) { // open
        return play({34, kSkin, {.at = 0.42, .width = 0.14, .t60 = 1.15, .damping = 0.75, .breath = 0.85, .air = 0.3}, 900,
            {0.14, 0.007, 600, 0.0014}, {0.04, 0.06}, 1.3, 126, 0.34, 0.7}, touch);
    });
    kit.add(86, 6000, [](const Touch &touch) { // a hand lies on the skin
        return play({32, kSkin * 1.04, {.at = 0.34, .width = 0.16, .t60 = 0.44, .damping = 0.8, .breath = 1.0, .air = 0.3}, 900,
            {0.16, 0.007, 640, 0.0014}, {0.035, 0.05}, 0.6, 126, 0.45, 0.36}, touch);
    });
    kit.add(43, 7000, [](const Touch &touch) { // by hand, towards the rim
        return play({33, kSkin, {.at = 0.62, .width = 0.10, .t60 = 0.75, .damping = 0.35, .breath = 0.7, .air = 0.3}, 900,
            {0.14, 0.004, 1100, 0.001}, {0.02, 0.05}, 0.9, 126, 0.20, 0.4}, touch);
    });
}

namespace {

struct BoxStroke {
    std::uint64_t seed;
    Plate plate;
    double cutoffHz;
    Contact contact;
    double airLevel;
    double wires;   ///< how much the wires behind the plate answer
    double seconds;
};

/// Thin plywood over a box with a hole. The wires lie against the plate: it throws them off, and they come back.
Wave play(BoxStroke s, const Touch &touch)
{
    constexpr double kPlate = 128;
    constexpr double kAir = 86;
    Chance chance(s.seed, touch);
    s.plate.x = chance.about(s.plate.x, 0.05);
    s.plate.y = chance.about(s.plate.y, 0.02);
    const double pitch = chance.pitch(5);
    s.contact.seconds *= chance.about(1, 0.15);
    if (touch.isSoft()) {
        s.cutoffHz *= touch.hardness;
        s.contact.cutoffHz *= touch.hardness;
        s.contact.level *= touch.hardness;
        s.contact.rise *= 1.8;
        s.wires *= touch.hardness;
    }
    const auto seed = s.seed + 100 + static_cast<std::uint64_t>(touch.variation);
    std::vector<Mode> modes = softened(plateModes(s.plate), kPlate, s.cutoffHz);
    modes.push_back({kAir / kPlate, s.airLevel, 0.46});
    Wave wave = struck(kPlate * pitch, modes, s.seconds, {0.014, 0.03}, s.contact, seed);
    if (s.wires > 0) {
        Noise noise(seed + 50);
        Filter rattle = Filter::bandPass(2000 * pitch, 0.7);
        Filter follow = Filter::lowPass(60);
        for (std::size_t i = 0; i < wave.samples.size(); ++i) {
            const double t = static_cast<double>(i) / kRate;
            const double swing = follow(std::abs(wave.samples[i]));
            wave.samples[i] += s.wires * rattle(noise()) * (swing + 0.15 * std::min(1.0, t / 0.003) * fallen(t, 0.22));
        }
    }
    inRoom(wave.samples, 0.12, s.seed);
    return wave;
}

} // namespace

void cajon(Kit &kit)
{
    kit.add(36, 7000, [](const Touch &touch) { // bass: the palm, in the middle
        return play(BoxStroke{41, {.x = 0.5, .y = 0.42, .width = 0.34, .t60 = 0.26, .damping = 0.8}, 700, {0.20, 0.006, 800, 0.0012}, 1.5, 0.10, 0.6},
            touch);
    });
    kit.add(38, 10000, [](const Touch &touch) { // slap: fingers, at the upper edge
        return play(BoxStroke{42, {.x = 0.42, .y = 0.90, .width = 0.10, .t60 = 0.44, .damping = 0.20, .highest = 14}, 1800, {0.14, 0.003, 2000}, 0.34, 0.45, 0.5},
            touch);
    });
    kit.add(37, 9000, [](const Touch &touch) { // a soft tap in the corner
        return play(BoxStroke{43, {.x = 0.24, .y = 0.88, .width = 0.09, .t60 = 0.46, .damping = 0.25, .highest = 14}, 1300, {0.10, 0.003, 1500}, 0.26, 0.2, 0.45},
            touch);
    });
}

} // namespace tutti::recipes
