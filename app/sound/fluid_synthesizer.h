// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preset.h"
#include "engine/synth.h"
#include "sound/sound_bank.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tutti {

/// The version of FluidSynth that plays, such as "2.3.1". Thread: any.
[[nodiscard]] std::string fluidSynthVersion();

/// What a synth is made from: a SoundFont on disk and the built-in one beside it or, if `path` is empty, that alone.
struct SynthSpec {
    int sampleRate = 48000;               ///< Hz, 8000 to 96000
    std::string path;                     ///< .sf2 or .sf3, UTF-8
    std::span<const std::byte> bytes;     ///< the built-in one; outlives the synth. Beside a file it may be missing.
    SoundBank instruments;                ///< catalogue order, not empty
    int polyphony = 256;                  ///< voices; the oldest and quietest give way
};

/// FluidSynth behind the engine's interface.
///
/// Level: a strike of level 0.8 on a preset of FluidR3 with gain 0 peaks near 0.25 (median of 57 presets and drum keys,
/// most within 2 dB). Level goes to velocity by the curve of the SoundFont standard, amplitude = (velocity / 127)^2
/// (SF2.04, 8.4.1), and what rounding to a velocity takes away is given back to the voices.
///
/// Every preset the catalogue uses is pinned while loading, so choosing one in the audio thread reads no file.
///
/// An instrument that only the built-in set has sounds from there, beside a file; where the built-in set is missing the
/// file's nearest has to do. Variations of a stroke are taken in turn, each channel and key for itself, and channels
/// begin at different ones: two djembes struck at once are two djembes.
class FluidSynthesizer final : public Synth {
public:
    /// Loads the SoundFont and pins what the instruments need; 35 ms to 3 s. On failure one plain sentence that names
    /// the file. A malformed file may crash FluidSynth: try a stranger's in another process first (SoundFontProbe).
    /// Thread: any but the audio thread.
    [[nodiscard]] static tl::expected<std::unique_ptr<FluidSynthesizer>, std::string> create(const SynthSpec &spec);
    ~FluidSynthesizer() override;

    /// One sentence for each preset a SoundFont lacks, saying what sounds instead.
    [[nodiscard]] const std::vector<std::string> &replacements() const noexcept { return m_replacements; }

    // Thread: audio. Real-time safe.
    void noteOn(int channel, int instrument, int key, float level) noexcept override;
    void noteOff(int channel, int key) noexcept override;
    /// Takes effect over the next block, sample by sample: no click.
    void channelGain(int channel, float db) noexcept override;
    /// The reverb's tail is held back too, until it has died away.
    void silence() noexcept override;
    void render(float *left, float *right, int blocks) noexcept override;
    [[nodiscard]] int activeVoices() const noexcept override;
    [[nodiscard]] float strikePeak(int instrument) const noexcept override;

private:
    struct Handles;
    struct Font;
    /// Where one variation of an instrument was found.
    struct Found {
        int font = 0;
        Preset preset;
    };
    /// An instrument: so many of m_found from `first` on, and their gain.
    struct Place {
        std::size_t first = 0;
        int variations = 1;
        float gainDb = 0;
        float peak = 0; ///< linear, of a strike at level 0.8
    };

    explicit FluidSynthesizer(std::unique_ptr<Handles> handles);
    [[nodiscard]] tl::expected<void, std::string> load(const SynthSpec &spec);
    [[nodiscard]] tl::expected<Font, std::string> openFile(const std::string &path);
    [[nodiscard]] tl::expected<Font, std::string> openMemory(std::span<const std::byte> bytes);
    [[nodiscard]] tl::expected<Font, std::string> open(const std::string &name, const std::string &shown);
    [[nodiscard]] tl::expected<void, std::string> place(const InstrumentSound &sound, const Font &font);
    void choose(int channel, int key, const Place &place) noexcept;
    void renderDry(float *left, float *right) noexcept;
    void gainNewVoices(int channel, int key, float db) noexcept;

    std::unique_ptr<Handles> m_handles;
    std::vector<Place> m_places; ///< catalogue order
    std::vector<Found> m_found;
    std::vector<std::string> m_replacements;
};

} // namespace tutti
