// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace tutti::rig {

/// What a sound server played, mono, with the time each sample was heard.
class Recording {
public:
    static constexpr int kRate = 48000;

    /// Sample `index` was heard at `ns`; between two marks time runs at the sample rate.
    struct Mark { std::int64_t index = 0; std::int64_t ns = 0; };

    Recording(std::vector<float> samples, std::vector<Mark> marks) : m_samples(std::move(samples)), m_marks(std::move(marks)) {}

    [[nodiscard]] const std::vector<float> &samples() const { return m_samples; }
    [[nodiscard]] std::int64_t timeOf(std::int64_t index) const;
    /// The first sample heard at or after `ns`; may lie past the end.
    [[nodiscard]] std::int64_t indexAt(std::int64_t ns) const;

    /// Largest |sample| between two times, in dB of full scale; -200 where there is none.
    [[nodiscard]] double peakDb(std::int64_t fromNs, std::int64_t toNs) const;
    /// Root mean square between two times, in dB of full scale.
    [[nodiscard]] double levelDb(std::int64_t fromNs, std::int64_t toNs) const;
    /// Times of first samples above `threshold` after `quietMs` of less.
    [[nodiscard]] std::vector<std::int64_t> onsets(double threshold = 0.01, int quietMs = 20) const;
    /// The first time from `fromNs` on after which nothing louder than `db` is heard for as long as the recording lasts.
    [[nodiscard]] std::int64_t silentFrom(std::int64_t fromNs, double db) const;

    /// How strong a tone of `hz` is over time: the amplitude of a sine of that pitch in a Hann window of 20 ms, one value
    /// each 2 ms, the first centred on `fromNs`.
    [[nodiscard]] std::vector<double> tone(double hz, std::int64_t fromNs, std::int64_t toNs) const;
    static constexpr std::int64_t kToneStepNs = 2'000'000;
    /// Strikes in such a curve: rises by half and more within 24 ms, up to at least `floor`. Times from the curve's start.
    [[nodiscard]] static std::vector<std::int64_t> rises(const std::vector<double> &curve, double floor);

private:
    std::vector<float> m_samples;
    std::vector<Mark> m_marks;
};

} // namespace tutti::rig
