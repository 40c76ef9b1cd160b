// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/fluid_synthesizer.h"

#include "engine/block_math.h"
#include "sound/fluid_log.h"
#include "sound/sound_font_file.h"

#include <fluidsynth.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>

namespace tutti {
namespace {

constexpr int kChannels = 16;
constexpr int kKeys = 128;
constexpr double kGain = 0.7; // FluidR3's presets then peak near 0.25 at level 0.8
// FluidSynth can only take away from a voice, so every voice starts this much too quiet and the synth this much too loud.
constexpr float kHeadroomDb = 12.0F;
constexpr float kLeastGainDb = -40.0F;
constexpr float kFloorDb = -140.0F; // FluidSynth's attenuation ends at 144 dB
constexpr int kReverbSend = 32; // controller 91: a small room, enough to bind twelve seats together
constexpr int kTailBlocks = 48000 * 3 / 2 / kBlockFrames; // the reverb below has fallen by over 60 dB
constexpr int kReturnBlocks = 32; // of those: over which the reverb comes back

template <auto Delete>
struct Deleter {
    template <class T>
    void operator()(T *p) const noexcept { Delete(p); }
};
using Settings = std::unique_ptr<fluid_settings_t, Deleter<delete_fluid_settings>>;
using SynthHandle = std::unique_ptr<fluid_synth_t, Deleter<delete_fluid_synth>>;

// FluidSynth's loader callbacks carry no user data, only a name: the name holds the address.
constexpr const char *kMemoryFormat = "tutti-memory:%p:%zu";

struct MemoryFile {
    const std::byte *begin = nullptr;
    fluid_long_long_t size = 0;
    fluid_long_long_t at = 0;
};

void *openMemory(const char *name)
{
    void *begin = nullptr;
    std::size_t size = 0;
    if (std::sscanf(name, kMemoryFormat, &begin, &size) != 2)
        return nullptr;
    return new MemoryFile{static_cast<const std::byte *>(begin), static_cast<fluid_long_long_t>(size), 0};
}

int readMemory(void *buffer, fluid_long_long_t count, void *handle)
{
    auto *file = static_cast<MemoryFile *>(handle);
    if (count < 0 || count > file->size - file->at)
        return FLUID_FAILED;
    std::memcpy(buffer, file->begin + file->at, static_cast<std::size_t>(count));
    file->at += count;
    return FLUID_OK;
}

int seekMemory(void *handle, fluid_long_long_t offset, int origin)
{
    auto *file = static_cast<MemoryFile *>(handle);
    const fluid_long_long_t base = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? file->at : file->size;
    if (base + offset < 0 || base + offset > file->size)
        return FLUID_FAILED;
    file->at = base + offset;
    return FLUID_OK;
}

int closeMemory(void *handle)
{
    delete static_cast<MemoryFile *>(handle);
    return FLUID_OK;
}

fluid_long_long_t tellMemory(void *handle)
{
    return static_cast<MemoryFile *>(handle)->at;
}

Settings makeSettings(const SynthSpec &spec)
{
    Settings settings(new_fluid_settings());
    if (!settings)
        return settings;
    fluid_settings_t *s = settings.get();
    fluid_settings_setnum(s, "synth.sample-rate", spec.sampleRate);
    fluid_settings_setint(s, "synth.threadsafe-api", 0); // the audio thread owns it while it plays
    fluid_settings_setint(s, "synth.midi-channels", kChannels);
    fluid_settings_setint(s, "synth.polyphony", spec.polyphony);
    fluid_settings_setnum(s, "synth.gain", kGain * std::pow(10.0, kHeadroomDb / 20.0));
    fluid_settings_setint(s, "synth.dynamic-sample-loading", 1);
    fluid_settings_setint(s, "synth.lock-memory", 0);
    fluid_settings_setint(s, "synth.cpu-cores", 1);
    fluid_settings_setint(s, "synth.chorus.active", 0);
    fluid_settings_setint(s, "synth.reverb.active", 1);
    fluid_settings_setnum(s, "synth.reverb.room-size", 0.3);
    fluid_settings_setnum(s, "synth.reverb.damp", 0.4);
    fluid_settings_setnum(s, "synth.reverb.width", 0.8);
    fluid_settings_setnum(s, "synth.reverb.level", 0.5);
    return settings;
}

std::vector<Preset> presetsOf(fluid_sfont_t *font)
{
    std::vector<Preset> all;
    fluid_sfont_iteration_start(font);
    while (fluid_preset_t *preset = fluid_sfont_iteration_next(font))
        all.push_back({fluid_preset_get_banknum(preset), fluid_preset_get_num(preset)});
    return all;
}

/// The nearest thing a bank that is not empty has to `wanted`: drums stay drums and pitched stays pitched while the bank has any.
Preset nearest(const std::vector<Preset> &all, Preset wanted)
{
    const bool drum = wanted.bank == kDrumBank;
    const int usual = drum ? kDrumBank : 0;
    for (const Preset candidate : {wanted, Preset{usual, wanted.program}, Preset{usual, 0}})
        if (std::ranges::find(all, candidate) != all.end())
            return candidate;
    const auto kin = std::ranges::find_if(all, [&](Preset p) { return (p.bank == kDrumBank) == drum; });
    return kin != all.end() ? *kin : all.front();
}

} // namespace

struct FluidSynthesizer::Font {
    int id = FLUID_FAILED;
    std::string shown; // how people know it
    std::vector<Preset> presets;
};

struct FluidSynthesizer::Handles {
    Settings settings;
    SynthHandle synth; // before the settings it was made from
    unsigned lastNote = 0; // FluidSynth numbers notes; voices of a later one are new
    bool anyNote = false;
    int dryBlocks = 0;
    int voiceLimit = 0;
    std::array<std::size_t, kChannels> chosen{}; // of m_found
    std::array<std::array<std::uint8_t, kKeys>, kChannels> turn{}; // which variation comes next
    std::array<float, kChannels> channelDb{};
    std::vector<fluid_voice_t *> voices;
    std::array<float, kBlockFrames> reverbLeft{};
    std::array<float, kBlockFrames> reverbRight{};
    std::array<float, kBlockFrames> chorus{};
};

FluidSynthesizer::FluidSynthesizer(std::unique_ptr<Handles> handles)
    : m_handles(std::move(handles))
{
}

std::string fluidSynthVersion()
{
    return fluid_version_str();
}

FluidSynthesizer::~FluidSynthesizer() = default;

tl::expected<std::unique_ptr<FluidSynthesizer>, std::string> FluidSynthesizer::create(const SynthSpec &spec)
{
    quietFluidLog();
    auto handles = std::make_unique<Handles>();
    handles->settings = makeSettings(spec);
    if (handles->settings)
        handles->synth.reset(new_fluid_synth(handles->settings.get()));
    if (!handles->synth)
        return tl::unexpected(std::string("The synthesizer did not start. Restart Tutti; if it stays silent, restart the computer."));
    std::unique_ptr<FluidSynthesizer> made(new FluidSynthesizer(std::move(handles)));
    if (auto loaded = made->load(spec); !loaded)
        return tl::unexpected(loaded.error());
    return made;
}

tl::expected<void, std::string> FluidSynthesizer::load(const SynthSpec &spec)
{
    if (spec.instruments.empty())
        return tl::unexpected(std::string("No instrument was asked for. Check the instrument catalogue."));
    const bool wantsOwn = std::ranges::any_of(spec.instruments, &InstrumentSound::embedded);
    const bool alone = spec.path.empty();
    std::optional<Font> own; // first: once a SoundFont is loaded FluidSynth takes no loader for another kind
    if (alone || (wantsOwn && !spec.bytes.empty())) {
        auto opened = openMemory(spec.bytes);
        if (!opened)
            return tl::unexpected(opened.error());
        own = std::move(*opened);
    }
    std::optional<Font> file;
    if (!alone) {
        auto opened = openFile(spec.path);
        if (!opened)
            return tl::unexpected(opened.error());
        file = std::move(*opened);
    }
    for (const InstrumentSound &sound : spec.instruments)
        if (auto placed = place(sound, own && (alone || sound.embedded) ? *own : *file); !placed)
            return placed;

    fluid_synth_t *synth = m_handles->synth.get();
    m_handles->voiceLimit = fluid_synth_get_polyphony(synth);
    m_handles->voices.resize(static_cast<std::size_t>(m_handles->voiceLimit) + 1);
    m_handles->chosen.fill(m_found.size()); // none
    m_handles->channelDb.fill(0);
    for (int channel = 0; channel < kChannels; ++channel)
        fluid_synth_cc(synth, channel, 91, kReverbSend);
    return {};
}

tl::expected<FluidSynthesizer::Font, std::string> FluidSynthesizer::openFile(const std::string &path)
{
    if (auto sound = inspectSoundFont(path); !sound)
        return tl::unexpected(sound.error());
    return open(path, fileNameOf(path));
}

tl::expected<FluidSynthesizer::Font, std::string> FluidSynthesizer::openMemory(std::span<const std::byte> bytes)
{
    const std::string shown = "The built-in SoundFont";
    if (auto sound = inspectSoundFont(bytes, shown); !sound)
        return tl::unexpected(sound.error());
    fluid_sfloader_t *loader = new_fluid_defsfloader(m_handles->settings.get());
    if (loader == nullptr)
        return tl::unexpected(std::string("There is not enough memory for the built-in SoundFont. Close other programs."));
    fluid_sfloader_set_callbacks(loader, tutti::openMemory, readMemory, seekMemory, tellMemory, closeMemory);
    fluid_synth_add_sfloader(m_handles->synth.get(), loader);
    std::array<char, 64> address{};
    std::snprintf(address.data(), address.size(), kMemoryFormat, static_cast<const void *>(bytes.data()), bytes.size());
    return open(address.data(), shown);
}

tl::expected<FluidSynthesizer::Font, std::string> FluidSynthesizer::open(const std::string &name, const std::string &shown)
{
    clearFluidComplaint();
    Font font;
    font.id = fluid_synth_sfload(m_handles->synth.get(), name.c_str(), 0);
    if (font.id == FLUID_FAILED)
        return tl::unexpected(damagedSentence(shown));
    font.shown = shown;
    font.presets = presetsOf(fluid_synth_get_sfont_by_id(m_handles->synth.get(), font.id));
    if (font.presets.empty())
        return tl::unexpected(fmt::format("{} holds no instruments. Choose another file; other sounds play meanwhile.", shown));
    return font;
}

tl::expected<void, std::string> FluidSynthesizer::place(const InstrumentSound &sound, const Font &font)
{
    const Preset wanted{sound.bank, sound.program};
    const Preset found = nearest(font.presets, wanted);
    if (found != wanted) {
        std::string sentence = fmt::format("{} has no bank {} program {}; bank {} program {} sounds in its place.", font.shown,
                                           wanted.bank, wanted.program, found.bank, found.program);
        if (std::ranges::find(m_replacements, sentence) == m_replacements.end())
            m_replacements.push_back(std::move(sentence));
    }
    Place place{m_found.size(), 0, std::clamp(sound.gainDb, kLeastGainDb, kHeadroomDb)};
    do {
        const Preset preset = variationOf(found, place.variations);
        if (fluid_synth_pin_preset(m_handles->synth.get(), font.id, preset.bank, preset.program) != FLUID_OK)
            return tl::unexpected(damagedSentence(font.shown));
        m_found.push_back({font.id, preset});
        ++place.variations;
    } while (found == wanted && place.variations < sound.variations
             && std::ranges::find(font.presets, variationOf(found, place.variations)) != font.presets.end());
    place.peak = dbToLinear(sound.peakDb);
    m_places.push_back(place);
    return {};
}

void FluidSynthesizer::noteOn(int channel, int instrument, int key, float level) noexcept
{
    if (channel < 0 || channel >= kChannels || key < 0 || key >= kKeys || !(level > 0))
        return;
    if (instrument < 0 || static_cast<std::size_t>(instrument) >= m_places.size())
        instrument = 0;
    const Place &where = m_places[static_cast<std::size_t>(instrument)];
    choose(channel, key, where);
    level = std::min(level, 1.0F);
    const int velocity = std::clamp(static_cast<int>(std::lround(127.0F * std::sqrt(level))), 1, 127);
    const float reached = static_cast<float>(velocity * velocity) / (127.0F * 127.0F);
    if (fluid_synth_noteon(m_handles->synth.get(), channel, key, velocity) == FLUID_OK)
        gainNewVoices(channel, key, where.gainDb + 20.0F * std::log10(level / reached));
}

/// Puts the variation whose turn it is on the channel. All of them are pinned: nothing is read or allocated.
void FluidSynthesizer::choose(int channel, int key, const Place &place) noexcept
{
    Handles &h = *m_handles;
    std::uint8_t &turn = h.turn[static_cast<std::size_t>(channel)][static_cast<std::size_t>(key)];
    const std::size_t wanted = place.first + static_cast<std::size_t>((turn + channel) % place.variations);
    turn = static_cast<std::uint8_t>((turn + 1) % place.variations);
    std::size_t &chosen = h.chosen[static_cast<std::size_t>(channel)];
    if (chosen == wanted)
        return;
    const Found &found = m_found[wanted];
    fluid_synth_program_select(h.synth.get(), channel, found.font, found.preset.bank, found.preset.program);
    chosen = wanted;
}

// An instrument's gain goes into its voices and not into the channel: what still rings of another stays as it is.
void FluidSynthesizer::gainNewVoices(int channel, int key, float db) noexcept
{
    Handles &h = *m_handles;
    fluid_synth_get_voicelist(h.synth.get(), h.voices.data(), h.voiceLimit + 1, -1);
    const float centibels = 10.0F * std::max(kHeadroomDb - db, 0.0F);
    unsigned newest = h.lastNote;
    bool any = h.anyNote;
    for (fluid_voice_t *voice : h.voices) {
        if (voice == nullptr)
            break;
        const unsigned note = fluid_voice_get_id(voice);
        if ((h.anyNote && note <= h.lastNote) || fluid_voice_get_channel(voice) != channel || fluid_voice_get_key(voice) != key)
            continue;
        fluid_voice_gen_incr(voice, GEN_ATTENUATION, centibels);
        fluid_voice_update_param(voice, GEN_ATTENUATION);
        newest = any ? std::max(newest, note) : note;
        any = true;
    }
    h.lastNote = newest;
    h.anyNote = any;
    // What is done to a voice waits for the end of the next call on the synth; without one it waits for the next note.
    fluid_synth_get_active_voice_count(h.synth.get());
}

void FluidSynthesizer::noteOff(int channel, int key) noexcept
{
    if (channel >= 0 && channel < kChannels && key >= 0 && key < kKeys)
        fluid_synth_noteoff(m_handles->synth.get(), channel, key);
}

void FluidSynthesizer::channelGain(int channel, float db) noexcept
{
    if (channel < 0 || channel >= kChannels)
        return;
    db = db > kFloorDb ? std::min(db, 0.0F) : kFloorDb; // also for what is not a number
    float &current = m_handles->channelDb[static_cast<std::size_t>(channel)];
    if (db == current)
        return;
    current = db;
    // Adds to the attenuation of the channel's voices, now and later; FluidSynth walks there over one block.
    fluid_synth_set_gen(m_handles->synth.get(), channel, GEN_ATTENUATION, -10.0F * db);
}

void FluidSynthesizer::silence() noexcept
{
    fluid_synth_all_sounds_off(m_handles->synth.get(), -1);
    m_handles->dryBlocks = kTailBlocks;
}

void FluidSynthesizer::render(float *left, float *right, int blocks) noexcept
{
    for (; blocks > 0 && m_handles->dryBlocks > 0; --blocks) {
        renderDry(left, right);
        left += kBlockFrames;
        right += kBlockFrames;
    }
    if (blocks == 0)
        return;
    const int frames = blocks * kBlockFrames;
    std::fill_n(left, frames, 0.0F);
    std::fill_n(right, frames, 0.0F);
    // Reverb goes straight into the output, chorus is off.
    float *dry[2] = {left, right};
    float *effects[4] = {left, right, left, right};
    fluid_synth_process(m_handles->synth.get(), frames, 4, effects, 2, dry);
}

/// One block while an old reverb is held back.
void FluidSynthesizer::renderDry(float *left, float *right) noexcept
{
    Handles &h = *m_handles;
    std::fill_n(left, kBlockFrames, 0.0F);
    std::fill_n(right, kBlockFrames, 0.0F);
    float *dry[2] = {left, right};
    --h.dryBlocks;
    h.reverbLeft.fill(0);
    h.reverbRight.fill(0);
    float *effects[4] = {h.reverbLeft.data(), h.reverbRight.data(), h.chorus.data(), h.chorus.data()};
    fluid_synth_process(h.synth.get(), kBlockFrames, 4, effects, 2, dry);
    if (h.dryBlocks >= kReturnBlocks)
        return;
    const int done = (kReturnBlocks - 1 - h.dryBlocks) * kBlockFrames;
    for (int i = 0; i < kBlockFrames; ++i) {
        const float share = static_cast<float>(done + i) / (kReturnBlocks * kBlockFrames);
        left[i] += share * h.reverbLeft[static_cast<std::size_t>(i)];
        right[i] += share * h.reverbRight[static_cast<std::size_t>(i)];
    }
}

float FluidSynthesizer::strikePeak(int instrument) const noexcept
{
    const auto i = static_cast<std::size_t>(instrument);
    return instrument < 0 || i >= m_places.size() ? 0.0F : m_places[i].peak;
}

int FluidSynthesizer::activeVoices() const noexcept
{
    return fluid_synth_get_active_voice_count(m_handles->synth.get());
}

} // namespace tutti
