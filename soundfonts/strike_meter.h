// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/catalogue.h"
#include "spectrum.h"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <vector>

namespace tutti {

/// How loud a strike of this level alone is to be, held 2 s, by the catalogue's gains: its loudest 400 ms.
inline constexpr double kStrikeLevel = 0.8;
inline constexpr double kStrikeLufs = -24;
inline constexpr double kHoldSeconds = 2;
/// And no such strike is to peak above this, in dBFS: four of them at once just reach full scale.
inline constexpr double kHighestPeakDb = -7;

/// One strike as it leaves the synth.
struct Recording {
    std::vector<float> left, right; ///< 48 kHz; sample 0 is the moment of the strike
};

/// What can be said of a sound without ears.
struct StrikeMeasure {
    double peak = 0;          ///< linear, the louder channel
    double onsetMs = 0;       ///< strike to the first sample within 40 dB of the peak
    double attackMs = 0;      ///< strike to the first sample within 6 dB of the peak
    double lengthS = 0;       ///< strike to the last sample within 60 dB of the peak
    int clicks = 0;           ///< samples that break the curve of those around them, after the attack
    double endDb = 0;         ///< largest of the 5 ms before the voice ends, relative to the peak
};

/// FluidSynth with one bank, struck one note at a time. Levels are those of the app's synthesizer (app/sound), without
/// its reverb, which would hide attacks and ends.
/// Thread: any one.
class StrikeMeter {
public:
    /// The error is a sentence that names the file.
    [[nodiscard]] static tl::expected<StrikeMeter, std::string> open(const std::string &bankFile);

    /// Strikes, lets go after `holdSeconds`, and listens until the voice has ended or `maxSeconds` are over. The error
    /// is a sentence: the bank has no such preset, or it is silent at the key.
    [[nodiscard]] tl::expected<Recording, std::string> strike(const SoundAddress &address, int key, double level,
        double holdSeconds = kHoldSeconds, double maxSeconds = 15.0);

    StrikeMeter(StrikeMeter &&) noexcept;
    StrikeMeter &operator=(StrikeMeter &&) noexcept;
    ~StrikeMeter();

private:
    struct Parts;
    explicit StrikeMeter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

[[nodiscard]] StrikeMeasure measure(const Recording &recording);
/// Loudness of the loudest 400 ms in LUFS, EBU R 128.
[[nodiscard]] double momentaryLoudness(const Recording &recording);
/// The first 171 ms by frequency.
[[nodiscard]] Spectrum spectrumOf(const Recording &recording);

/// The keys by which an instrument is weighed: a pitched one's by the twelve seats in the usual scale, one for each seat,
/// another's strokes.
[[nodiscard]] std::vector<int> keysInPlay(const Instrument &instrument);
/// The address of one of its variations.
[[nodiscard]] SoundAddress variationOf(SoundAddress address, int variation);
/// Mean of loudnesses by energy, in LUFS.
[[nodiscard]] double meanLoudness(const std::vector<double> &lufs);

} // namespace tutti
