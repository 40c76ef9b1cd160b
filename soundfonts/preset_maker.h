// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bank.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Recipes turned into presets: each wave in two strengths that meet in level and colour, each stroke in variations, all
/// at one loudness.
namespace tutti {

/// One strike, as a recipe is asked for it.
struct Touch {
    double hardness = 1; ///< 1 for the hardest; cutoffs, noise and the glide of skins follow it
    int variation = 0;

    [[nodiscard]] bool isSoft() const { return hardness < 1; }
};

/// How strikes differ from one to the next: the same every time for the same stroke and variation.
class Chance {
public:
    Chance(std::uint64_t stroke, const Touch &touch) : m_noise(stroke * 16 + static_cast<std::uint64_t>(touch.variation)) {}
    /// `middle` give or take `spread`.
    double about(double middle, double spread) { return middle + spread * m_noise(); }
    /// A factor of pitch, give or take `cents`.
    double pitch(double cents);

private:
    synthesis::Noise m_noise;
};

/// Keys with a wave of their own: every `step` from `low` to `high`; each serves the keys around it.
struct Roots {
    int low, high, step;
};

/// What a recipe gives for a key; the ranges are filled in.
using PitchedRecipe = std::function<BankZone(double hz, int key, const Touch &touch)>;
/// A wave without a loop.
using StrokeRecipe = std::function<synthesis::Wave(const Touch &touch)>;

/// The preset at `first` and its variations. `openHz`: the low-pass of the hardest strike.
[[nodiscard]] std::vector<BankPreset> pitchedPresets(const std::string &name, Preset first, const Roots &roots, int variations, double openHz,
    const PitchedRecipe &recipe);
/// The same for what sounds while held and is not struck: one strength, no variations.
[[nodiscard]] BankPreset heldPreset(const std::string &name, Preset address, const Roots &roots, const PitchedRecipe &recipe);

/// Strokes of one key each; its presets are their variations.
class Kit {
public:
    static constexpr int kVariations = 3;

    Kit(const std::string &name, Preset first);
    void add(int key, double openHz, const StrokeRecipe &recipe);
    /// What comes and goes and is not struck: one wave, which the low-pass alone makes softer.
    void addSwell(int key, double openHz, const StrokeRecipe &recipe);
    [[nodiscard]] std::vector<BankPreset> take() { return std::move(m_presets); }

private:
    std::vector<BankPreset> m_presets;
};

} // namespace tutti
