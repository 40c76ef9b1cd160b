// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {

/// FluidSynth's own block: events land on its borders, the engine renders in steps of it.
inline constexpr int kBlockFrames = 64;
/// Blocks that are rendered in one go where nothing happens between them; a call for each block costs 5 % more.
inline constexpr int kMaxRun = 8;

/// What the engine needs of something that makes sound. sound/ has the real one, the tests a fake one.
/// While an engine holds it, every method is called from the audio thread alone and must be real-time safe.
class Synth {
public:
    virtual ~Synth() = default;

    /// Starts `key` (MIDI, 0 to 127) on `channel` (0 to 15) with the catalogue's instrument `instrument`.
    /// `level` is linear, 0 to 1. A key that sounds already on the channel is struck anew.
    virtual void noteOn(int channel, int instrument, int key, float level) noexcept = 0;
    virtual void noteOff(int channel, int key) noexcept = 0;
    /// Gain of all that sounds and will sound on the channel, in dB, at most 0.
    virtual void channelGain(int channel, float db) noexcept = 0;
    /// Ends every voice at once, without a release.
    virtual void silence() noexcept = 0;
    /// Writes `blocks` blocks, 1 to kMaxRun, of kBlockFrames into both.
    virtual void render(float *left, float *right, int blocks) noexcept = 0;
    [[nodiscard]] virtual int activeVoices() const noexcept = 0;
    /// Linear: the peak of one strike of `instrument` at level 0.8 alone.
    [[nodiscard]] virtual float strikePeak(int instrument) const noexcept = 0;
};

} // namespace tutti
