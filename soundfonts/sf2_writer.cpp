// SPDX-License-Identifier: GPL-3.0-or-later
#include "sf2_writer.h"

#include <fmt/format.h>
#include <libinstpatch/libinstpatch.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace tutti {

namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, Unref>;

/// The library's casts are old-style C; its types are single-inheritance structs, parent first.
template <class To, class From>
To *as(const Object<From> &object)
{
    return reinterpret_cast<To *>(object.get());
}

/// SoundFont time: 1200 steps to a doubling, 0 is one second.
int timecents(double seconds)
{
    return std::clamp(static_cast<int>(std::lround(1200 * std::log2(seconds))), -12000, 8000);
}

/// The envelope's times are for a fall by 100 dB in the standard; FluidSynth, whom this bank is made for, takes them for 96.
int fallTime(double t60)
{
    return timecents(t60 * 96.0 / 60.0);
}

void setAmount(IpatchSF2GenItem *item, guint generator, int amount)
{
    IpatchSF2GenAmount value;
    value.sword = static_cast<gint16>(amount);
    ipatch_sf2_gen_item_set_amount(item, generator, &value);
}

/// SoundFont pitch: 1200 steps to an octave, 0 is 8.176 Hz.
int absoluteCents(double hz)
{
    return static_cast<int>(std::lround(1200 * std::log2(hz / 8.176)));
}

/// Lets the velocity move a generator: by `amount` from the softest to the loudest, the loudest being 0.
void moveBySoftness(IpatchSF2IZone *zone, guint16 generator, double amount)
{
    constexpr guint16 kSoftness = 2 | 1 << 8; // the note's velocity, linear, one way, 1 at the softest
    const IpatchSF2Mod modulator{kSoftness, generator, static_cast<gint16>(std::lround(amount)), 0, 0};
    ipatch_sf2_mod_item_add(reinterpret_cast<IpatchSF2ModItem *>(zone), &modulator);
}

/// Closes the low-pass from `hardHz` at the zone's highest velocity to `softHz` at its lowest, evenly to the ear.
void setLowPass(const BankZone &zone, IpatchSF2IZone *made)
{
    constexpr double kSteps = 128;
    const double fall = absoluteCents(zone.hardHz) - absoluteCents(zone.softHz);
    const double slope = fall * kSteps / (zone.highVelocity - zone.lowVelocity);
    const double dim = 1200 * zone.dimOctaves;
    const double atLoudest = absoluteCents(zone.hardHz) + slope * (1 - zone.highVelocity / kSteps);
    auto *generators = reinterpret_cast<IpatchSF2GenItem *>(made);
    setAmount(generators, IPATCH_SF2_GEN_FILTER_CUTOFF, static_cast<int>(std::lround(atLoudest - dim)));
    if (dim > 0) { // from the envelope's top to its bottom; the finger's lifting changes nothing in that
        setAmount(generators, IPATCH_SF2_GEN_MOD_ENV_TO_FILTER_CUTOFF, static_cast<int>(std::lround(dim)));
        setAmount(generators, IPATCH_SF2_GEN_MOD_ENV_DECAY, timecents(zone.dimSeconds));
        setAmount(generators, IPATCH_SF2_GEN_MOD_ENV_SUSTAIN, 1000);
        setAmount(generators, IPATCH_SF2_GEN_MOD_ENV_RELEASE, timecents(zone.dimSeconds));
    }
    moveBySoftness(made, IPATCH_SF2_GEN_FILTER_CUTOFF, -slope);
    moveBySoftness(made, IPATCH_SF2_GEN_ATTENUATION, -10 * zone.liftDb);
}

Object<IpatchSF2Sample> makeSample(const BankZone &zone, const std::string &name)
{
    const auto &wave = zone.wave;
    // The store frees its memory with free().
    auto *pcm = static_cast<std::int16_t *>(std::malloc(wave.samples.size() * sizeof(std::int16_t)));
    if (pcm == nullptr)
        return nullptr;
    std::transform(wave.samples.begin(), wave.samples.end(), pcm,
        [](double x) { return static_cast<std::int16_t>(std::lround(std::clamp(x, -1.0, 1.0) * 32767)); });

    const Object<IpatchSample> store{ipatch_sample_store_ram_new(pcm, TRUE)};
    constexpr int kFormat = static_cast<int>(IPATCH_SAMPLE_16BIT) | static_cast<int>(IPATCH_SAMPLE_MONO) | static_cast<int>(IPATCH_SAMPLE_ENDIAN_HOST);
    g_object_set(store.get(), "sample-format", kFormat,
        "sample-size", static_cast<guint>(wave.samples.size()), "sample-rate", synthesis::kRate, nullptr);
    const Object<IpatchSampleData> data{ipatch_sample_data_new()};
    ipatch_sample_data_add(data.get(), as<IpatchSampleStore>(store));

    Object<IpatchSF2Sample> sample{ipatch_sf2_sample_new()};
    ipatch_sf2_sample_set_name(sample.get(), name.c_str());
    ipatch_sf2_sample_set_data(sample.get(), data.get());
    // Without a loop the fields still have to name a place inside: the last samples.
    const bool loops = wave.loopEnd > wave.loopStart;
    g_object_set(sample.get(), "sample-rate", synthesis::kRate, "root-note", zone.rootKey, "fine-tune", 0, "loop-start",
        static_cast<guint>(loops ? wave.loopStart : wave.samples.size() - 16), "loop-end",
        static_cast<guint>(loops ? wave.loopEnd : wave.samples.size() - 8), nullptr);
    return sample;
}

Object<IpatchSF2IZone> makeZone(const BankZone &zone, IpatchSF2Sample *sample)
{
    Object<IpatchSF2IZone> made{ipatch_sf2_izone_new()};
    ipatch_sf2_izone_set_sample(made.get(), sample);
    auto *generators = as<IpatchSF2GenItem>(made);
    ipatch_sf2_gen_item_set_note_range(generators, zone.lowKey, zone.highKey);
    if (zone.lowVelocity > 0 || zone.highVelocity < 127)
        ipatch_sf2_gen_item_set_velocity_range(generators, zone.lowVelocity, zone.highVelocity);
    const auto &wave = zone.wave;
    if (wave.loopEnd > wave.loopStart)
        setAmount(generators, IPATCH_SF2_GEN_SAMPLE_MODES, IPATCH_SF2_GEN_SAMPLE_MODE_LOOP);
    if (zone.hardHz > 0)
        setLowPass(zone, made.get());
    if (zone.attackSeconds > 0)
        setAmount(generators, IPATCH_SF2_GEN_VOL_ENV_ATTACK, timecents(zone.attackSeconds));
    if (wave.t60 > 0) {
        setAmount(generators, IPATCH_SF2_GEN_VOL_ENV_DECAY, fallTime(wave.t60));
        setAmount(generators, IPATCH_SF2_GEN_VOL_ENV_SUSTAIN, 1000);
    }
    // Lifting the finger must not choke what rings by itself: a release at its own pace goes unheard. A wave that
    // ends by itself gets a release longer than it can last.
    constexpr double kUnheard = 60;
    const double release = zone.releaseT60 > 0 ? zone.releaseT60 : wave.t60 > 0 ? wave.t60 : kUnheard;
    setAmount(generators, IPATCH_SF2_GEN_VOL_ENV_RELEASE, fallTime(release));
    if (zone.tremoloDb > 0) {
        setAmount(generators, IPATCH_SF2_GEN_MOD_LFO_TO_VOLUME, static_cast<int>(std::lround(10 * zone.tremoloDb)));
        setAmount(generators, IPATCH_SF2_GEN_MOD_LFO_FREQ, absoluteCents(zone.tremoloHz));
    }
    return made;
}

} // namespace

tl::expected<void, std::string> writeSf2(const std::vector<BankPreset> &presets, const std::string &file)
{
    ipatch_init();
    const Object<IpatchSF2> font{ipatch_sf2_new()};
    // Fixed texts in place of the library's own, so that the same sounds give the same bytes.
    ipatch_sf2_set_info(font.get(), IPATCH_SF2_NAME, "Tutti embedded set");
    ipatch_sf2_set_info(font.get(), IPATCH_SF2_COPYRIGHT, "Tutti contributors, GPL-3.0-or-later");
    ipatch_sf2_set_info(font.get(), IPATCH_SF2_COMMENT, "Synthesised from physical models by soundfonts/make_bank; no recordings.");
    ipatch_sf2_set_info(font.get(), IPATCH_SF2_SOFTWARE, "tutti make_bank:tutti make_bank");

    int samples = 0; // each name is there once
    for (const BankPreset &preset : presets) {
        const Object<IpatchSF2Inst> instrument{ipatch_sf2_inst_new()};
        ipatch_sf2_inst_set_name(instrument.get(), preset.name.c_str());
        ipatch_container_append(as<IpatchContainer>(font), as<IpatchItem>(instrument));
        for (const BankZone &zone : preset.zones) {
            const Object<IpatchSF2Sample> sample = makeSample(zone, fmt::format("{:.12} {} {}", preset.name, zone.rootKey, ++samples));
            if (!sample)
                return tl::unexpected(fmt::format("{} was not written: memory ran out; close other programs and try again.", file));
            ipatch_container_append(as<IpatchContainer>(font), as<IpatchItem>(sample));
            const Object<IpatchSF2IZone> made = makeZone(zone, sample.get());
            ipatch_container_append(as<IpatchContainer>(instrument), as<IpatchItem>(made));
        }
        const Object<IpatchSF2Preset> made{ipatch_sf2_preset_new()};
        ipatch_sf2_preset_set_name(made.get(), preset.name.c_str());
        ipatch_sf2_preset_set_midi_locale(made.get(), preset.address.bank, preset.address.program);
        ipatch_sf2_preset_new_zone(made.get(), instrument.get());
        ipatch_container_append(as<IpatchContainer>(font), as<IpatchItem>(made));
    }

    const Object<IpatchSF2File> target{ipatch_sf2_file_new()};
    GError *error = nullptr;
    const auto failed = [&] {
        auto sentence = fmt::format("{} could not be written ({}); check the folder and the disk.", file, error ? error->message : "unknown reason");
        g_clear_error(&error);
        return tl::unexpected(std::move(sentence));
    };
    IpatchFileHandle *handle = ipatch_file_open(as<IpatchFile>(target), file.c_str(), "w", &error);
    if (handle == nullptr)
        return failed();
    const Object<IpatchSF2Writer> writer{ipatch_sf2_writer_new(handle, font.get())}; // takes the handle over
    if (!ipatch_sf2_writer_save(writer.get(), &error))
        return failed();
    return {};
}

} // namespace tutti
