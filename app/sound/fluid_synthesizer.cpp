// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/fluid_synthesizer.h"

#include "sound/fluid_log.h"
#include "sound/sound_font_file.h"

#include <fluidsynth.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

namespace tutti {
namespace {

constexpr int kChannels = 16;
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

struct Address {
    int bank = 0;
    int program = 0;
    friend bool operator==(const Address &, const Address &) = default;
};

std::vector<Address> presetsOf(fluid_sfont_t *font)
{
    std::vector<Address> all;
    fluid_sfont_iteration_start(font);
    while (fluid_preset_t *preset = fluid_sfont_iteration_next(font))
        all.push_back({fluid_preset_get_banknum(preset), fluid_preset_get_num(preset)});
    return all;
}

/// The nearest thing a bank has to `wanted`: drums stay drums and pitched stays pitched while the bank has any.
std::optional<Address> nearest(const std::vector<Address> &all, Address wanted)
{
    const bool drum = wanted.bank == 128;
    for (const Address candidate : {wanted, Address{drum ? 128 : 0, wanted.program}, Address{drum ? 128 : 0, 0}})
        if (std::ranges::find(all, candidate) != all.end())
            return candidate;
    const auto kin = std::ranges::find_if(all, [&](Address a) { return (a.bank == 128) == drum; });
    if (kin != all.end())
        return *kin;
    return all.empty() ? std::nullopt : std::optional(all.front());
}

} // namespace

struct FluidSynthesizer::Handles {
    Settings settings;
    SynthHandle synth; // before the settings it was made from
    int font = FLUID_FAILED;
    unsigned lastNote = 0; // FluidSynth numbers notes; voices of a later one are new
    bool anyNote = false;
    int dryBlocks = 0;
    int voiceLimit = 0;
    std::array<int, kChannels> instrument{};
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
    fluid_synth_t *synth = m_handles->synth.get();
    std::string name = spec.path;
    if (spec.path.empty()) {
        if (auto sound = inspectSoundFont(spec.bytes, "The built-in SoundFont"); !sound)
            return sound;
        fluid_sfloader_t *loader = new_fluid_defsfloader(m_handles->settings.get());
        if (loader == nullptr)
            return tl::unexpected(std::string("There is not enough memory for the built-in SoundFont. Close other programs."));
        fluid_sfloader_set_callbacks(loader, openMemory, readMemory, seekMemory, tellMemory, closeMemory);
        fluid_synth_add_sfloader(synth, loader);
        std::array<char, 64> address{};
        std::snprintf(address.data(), address.size(), kMemoryFormat, static_cast<const void *>(spec.bytes.data()), spec.bytes.size());
        name = address.data();
    } else if (auto sound = inspectSoundFont(spec.path); !sound) {
        return sound;
    }
    const std::string shown = spec.path.empty() ? "The built-in SoundFont" : fileNameOf(spec.path);

    clearFluidComplaint();
    m_handles->font = fluid_synth_sfload(synth, name.c_str(), 0);
    if (m_handles->font == FLUID_FAILED)
        return tl::unexpected(damagedSentence(shown));
    m_handles->voiceLimit = fluid_synth_get_polyphony(synth);
    m_handles->voices.resize(static_cast<std::size_t>(m_handles->voiceLimit) + 1);
    m_handles->instrument.fill(-1);
    m_handles->channelDb.fill(0);
    if (auto placed = place(spec.instruments, shown); !placed)
        return placed;
    for (int channel = 0; channel < kChannels; ++channel)
        fluid_synth_cc(synth, channel, 91, kReverbSend);
    return {};
}

tl::expected<void, std::string> FluidSynthesizer::place(const SoundBank &instruments, const std::string &name)
{
    fluid_synth_t *synth = m_handles->synth.get();
    const std::vector<Address> all = presetsOf(fluid_synth_get_sfont_by_id(synth, m_handles->font));
    if (all.empty())
        return tl::unexpected(fmt::format("{} holds no instruments. Choose another file; the built-in sounds play on.", name));
    for (const InstrumentSound &sound : instruments) {
        const Address wanted{sound.bank, sound.program};
        const Address found = *nearest(all, wanted);
        if (found != wanted) {
            std::string sentence = fmt::format("{} has no bank {} program {}; bank {} program {} sounds in its place.", name,
                                               wanted.bank, wanted.program, found.bank, found.program);
            if (std::ranges::find(m_replacements, sentence) == m_replacements.end())
                m_replacements.push_back(std::move(sentence));
        }
        if (fluid_synth_pin_preset(synth, m_handles->font, found.bank, found.program) != FLUID_OK)
            return tl::unexpected(damagedSentence(name));
        m_places.push_back({found.bank, found.program, std::clamp(sound.gainDb, kLeastGainDb, kHeadroomDb)});
    }
    if (m_places.empty())
        return tl::unexpected(fmt::format("No instrument was asked of {}. Check the instrument catalogue.", name));
    return {};
}

void FluidSynthesizer::noteOn(int channel, int instrument, int key, float level) noexcept
{
    if (channel < 0 || channel >= kChannels || key < 0 || key > 127 || !(level > 0))
        return;
    if (instrument < 0 || static_cast<std::size_t>(instrument) >= m_places.size())
        instrument = 0;
    Handles &h = *m_handles;
    const Place &where = m_places[static_cast<std::size_t>(instrument)];
    int &current = h.instrument[static_cast<std::size_t>(channel)];
    if (current != instrument) {
        fluid_synth_program_select(h.synth.get(), channel, h.font, where.bank, where.program);
        current = instrument;
    }
    level = std::min(level, 1.0F);
    const int velocity = std::clamp(static_cast<int>(std::lround(127.0F * std::sqrt(level))), 1, 127);
    const float reached = static_cast<float>(velocity * velocity) / (127.0F * 127.0F);
    if (fluid_synth_noteon(h.synth.get(), channel, key, velocity) == FLUID_OK)
        gainNewVoices(channel, key, where.gainDb + 20.0F * std::log10(level / reached));
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
    if (channel >= 0 && channel < kChannels && key >= 0 && key <= 127)
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

float FluidSynthesizer::strikePeak(int) const noexcept { return 0.25F; }

int FluidSynthesizer::activeVoices() const noexcept
{
    return fluid_synth_get_active_voice_count(m_handles->synth.get());
}

} // namespace tutti
