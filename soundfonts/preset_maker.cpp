// SPDX-License-Identifier: GPL-3.0-or-later
#include "preset_maker.h"

#include "player_model.h"
#include "spectrum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tutti {

namespace {

/// Of a strike at level 0.8, as stored: low enough that nothing clips, and the same for all, so the catalogue's gains
/// for the set hardly differ.
constexpr double kLoudness = -21.5; // LUFS
constexpr double kHighest = 0.80; // as stored
constexpr int kUsualVelocity = 114; // level 0.8
constexpr int kSoftTop = 79;        // level 0.39: what a rule of play makes soft is struck softly
constexpr int kWeakVelocity = 28;   // level 0.05
constexpr double kSoft = 0.55;
constexpr double kBrighter = 1.06;  // where they meet: rather a small step up than one down
constexpr double kSofter = 0.30;    // the low-pass of the weakest strike, as a part of the soft wave's own
constexpr double kEndDb = -60;      // of a stroke: under the room's own noise long before
// Strokes in turn are not equally loud; together they stay within 1 LU. Of pitched things keys differ a little, too.
constexpr double kStrokeScatterDb = 0.45;
constexpr double kKeyScatterDb = 0.2;

/// Rounded, so that a machine whose library adds up in another order makes the same bytes.
double factorOf(double db)
{
    return std::pow(10.0, std::round(db * 100) / 2000);
}

void scale(BankZone &zone, double db)
{
    const double factor = factorOf(db);
    for (double &x : zone.wave.samples)
        x *= factor;
}

/// Nothing a hand strikes has one tall peak: what stands above all else is rounded off.
void roundPeaks(BankZone &zone)
{
    constexpr double kKnee = 0.60;
    constexpr double kRoom = kHighest - kKnee;
    for (double &x : zone.wave.samples)
        if (std::abs(x) > kKnee)
            x = std::copysign(kKnee + kRoom * std::tanh((std::abs(x) - kKnee) / kRoom), x);
}

double colour(const BankZone &zone, int velocity)
{
    return Spectrum(zone.wave.samples, synthesis::kRate).centroid(cutoffAt(zone, velocity));
}

/// The low-pass with which a wave has a given colour.
double cutoffFor(const BankZone &zone, double wanted)
{
    const Spectrum spectrum(zone.wave.samples, synthesis::kRate);
    double low = 100;
    double high = zone.hardHz;
    for (int i = 0; i < 24; ++i) {
        const double middle = std::sqrt(low * high);
        (spectrum.centroid(middle) < wanted ? low : high) = middle;
    }
    return high;
}

/// What a closing low-pass takes from the loudness is given back: a soft shaker is softer by as much as a soft drum.
void evenOut(BankZone &zone, int strong, int weak)
{
    zone.liftDb = (loudnessAt(zone, strong) - loudnessAt(zone, weak)) * 128 / (strong - weak);
}

/// Two zones for one stroke. Each closes the low-pass as strikes get weaker: the hard one at its weakest has the colour
/// and the loudness of the soft one at its strongest.
void addStrengths(std::vector<BankZone> &zones, const std::function<BankZone(const Touch &)> &make, int variation, double openHz, double db)
{
    BankZone soft = make({kSoft, variation});
    BankZone hard = make({1, variation});
    soft.lowVelocity = 0;
    soft.highVelocity = kSoftTop;
    soft.hardHz = openHz * kSoft;
    soft.softHz = soft.hardHz * kSofter;
    hard.lowVelocity = kSoftTop + 1;
    hard.highVelocity = 127;
    hard.hardHz = openHz;
    hard.softHz = cutoffFor(hard, kBrighter * colour(soft, kSoftTop));
    evenOut(soft, kSoftTop, kWeakVelocity);
    evenOut(hard, 127, kSoftTop + 1);
    scale(hard, kLoudness + db - loudnessAt(hard, kUsualVelocity));
    scale(soft, loudnessAt(hard, kSoftTop + 1) - loudnessAt(soft, kSoftTop));
    for (BankZone *zone : {&soft, &hard}) {
        roundPeaks(*zone);
        zones.push_back(std::move(*zone));
    }
}

/// Strokes in turn: the middle one as it is, the others a little to either side.
double scatterOf(int variation, int variations, double db)
{
    return variations < 2 ? 0 : db * (2.0 * variation / (variations - 1) - 1);
}

template <class Each>
void forEachRoot(const Roots &roots, const Each &each)
{
    for (int root = roots.low; root <= roots.high; root += roots.step) {
        const int lowKey = root == roots.low ? 0 : root - roots.step / 2;
        const int highKey = root + roots.step > roots.high ? 127 : root + roots.step - roots.step / 2 - 1;
        each(440.0 * std::exp2((root - 69) / 12.0), root, [=](BankZone zone) {
            zone.rootKey = root;
            zone.lowKey = lowKey;
            zone.highKey = highKey;
            return zone;
        });
    }
}

BankZone zoneOf(int key, synthesis::Wave wave)
{
    synthesis::removeDc(wave);
    synthesis::endAt(wave, kEndDb, 0.06);
    BankZone zone;
    zone.wave = std::move(wave);
    zone.rootKey = zone.lowKey = zone.highKey = key;
    return zone;
}

std::string numbered(const std::string &name, int variation)
{
    return variation == 0 ? name : fmt::format("{} {}", name, variation + 1);
}

} // namespace

double Chance::pitch(double cents)
{
    return std::exp2(about(0, cents) / 1200);
}

std::vector<BankPreset> pitchedPresets(const std::string &name, Preset first, const Roots &roots, int variations, double openHz,
    const PitchedRecipe &recipe)
{
    std::vector<BankPreset> presets;
    for (int variation = 0; variation < variations; ++variation) {
        BankPreset preset{numbered(name, variation), variationOf(first, variation), {}};
        forEachRoot(roots, [&](double hz, int root, const auto &ranged) {
            addStrengths(preset.zones, [&](const Touch &touch) { return ranged(recipe(hz, root, touch)); }, variation, openHz,
                scatterOf(variation, variations, kKeyScatterDb));
        });
        presets.push_back(std::move(preset));
    }
    return presets;
}

BankPreset heldPreset(const std::string &name, Preset address, const Roots &roots, const PitchedRecipe &recipe)
{
    BankPreset preset{name, address, {}};
    forEachRoot(roots, [&](double hz, int root, const auto &ranged) {
        BankZone zone = ranged(recipe(hz, root, Touch{}));
        scale(zone, kLoudness - loudnessAt(zone, kUsualVelocity));
        preset.zones.push_back(std::move(zone));
    });
    return preset;
}

Kit::Kit(const std::string &name, Preset first)
{
    for (int variation = 0; variation < kVariations; ++variation)
        m_presets.push_back({numbered(name, variation), variationOf(first, variation), {}});
}

void Kit::add(int key, double openHz, const StrokeRecipe &recipe)
{
    for (int variation = 0; variation < kVariations; ++variation)
        addStrengths(m_presets[static_cast<std::size_t>(variation)].zones, [&](const Touch &touch) { return zoneOf(key, recipe(touch)); },
            variation, openHz, scatterOf(variation, kVariations, kStrokeScatterDb));
}

void Kit::addSwell(int key, double openHz, const StrokeRecipe &recipe)
{
    for (int variation = 0; variation < kVariations; ++variation) {
        BankZone zone = zoneOf(key, recipe({1, variation}));
        zone.hardHz = openHz;
        zone.softHz = openHz * kSofter;
        evenOut(zone, 127, kWeakVelocity);
        scale(zone, kLoudness + scatterOf(variation, kVariations, kStrokeScatterDb) - loudnessAt(zone, kUsualVelocity));
        m_presets[static_cast<std::size_t>(variation)].zones.push_back(std::move(zone));
    }
}

} // namespace tutti
