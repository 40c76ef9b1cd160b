// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/synth.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace tutti {

/// What a FakeSynth was told, and at which of its frames.
struct SynthEvent {
    enum class Kind { On, Off, Gain, Silence };
    Kind kind = Kind::On;
    std::int64_t frame = 0;
    int channel = 0;
    int key = 0;
    int instrument = 0;
    float value = 0;
    friend bool operator==(const SynthEvent &, const SynthEvent &) = default;
};

/// Notes what it is told; sounds a sum of steady tones. What a test wants to look at lives in a Record outside of it, as
/// the synth may be gone by then.
class FakeSynth final : public Synth {
public:
    struct Record {
        std::vector<SynthEvent> events;
        int alive = 0;
        int sounding = 0;
        int strayOffs = 0; ///< offs for a key that did not sound
        [[nodiscard]] int count(SynthEvent::Kind kind) const
        {
            int n = 0;
            for (const SynthEvent &e : events)
                n += e.kind == kind ? 1 : 0;
            return n;
        }
    };

    struct Voice {
        float amplitude = 0;     ///< of one key at level 1
        double hz = 0;           ///< 0: a constant
        float tail = 0;          ///< a constant that sounds whatever happens, as a reverb would
        float bad = 0;           ///< put into every seventh sample if it is not 0
        bool keepsEvents = true; ///< false: takes no memory while it plays
    };

    explicit FakeSynth(Record &record, Voice voice) : m_record(record), m_voice(voice)
    {
        ++m_record.alive;
        for (auto &channel : m_levels)
            channel.fill(kQuiet);
    }
    explicit FakeSynth(Record &record) : FakeSynth(record, Voice{}) {}
    ~FakeSynth() override { --m_record.alive; }
    FakeSynth(const FakeSynth &) = delete;
    FakeSynth &operator=(const FakeSynth &) = delete;

    void noteOn(int channel, int instrument, int key, float level) noexcept override
    {
        float &sounds = at(channel, key);
        if (sounds < 0)
            ++m_record.sounding;
        else
            m_sum -= sounds;
        sounds = level;
        m_sum += level;
        keep({SynthEvent::Kind::On, m_frame, channel, key, instrument, level});
    }
    void noteOff(int channel, int key) noexcept override
    {
        float &sounds = at(channel, key);
        if (sounds < 0) {
            ++m_record.strayOffs;
        } else {
            --m_record.sounding;
            m_sum -= sounds;
        }
        sounds = kQuiet;
        keep({SynthEvent::Kind::Off, m_frame, channel, key, 0, 0});
    }
    void channelGain(int channel, float db) noexcept override { keep({SynthEvent::Kind::Gain, m_frame, channel, 0, 0, db}); }
    void silence() noexcept override
    {
        for (auto &channel : m_levels)
            channel.fill(kQuiet);
        m_record.sounding = 0;
        m_sum = 0;
        keep({SynthEvent::Kind::Silence, m_frame, 0, 0, 0, 0});
    }
    void render(float *left, float *right, int blocks) noexcept override
    {
        for (int i = 0; i < blocks * kBlockFrames; ++i) {
            const double phase = 2 * std::numbers::pi * m_voice.hz * static_cast<double>(m_frame + i) / 48000.0;
            const float wave = m_voice.hz == 0 ? 1.0F : static_cast<float>(std::sin(phase));
            left[i] = static_cast<float>(m_voice.amplitude * m_sum) * wave + m_voice.tail;
            right[i] = -left[i];
            if (m_voice.bad != 0 && i % 7 == 3)
                left[i] = m_voice.bad;
        }
        m_frame += blocks * kBlockFrames;
    }
    [[nodiscard]] int activeVoices() const noexcept override { return m_record.sounding; }
    [[nodiscard]] float strikePeak(int) const noexcept override { return 0.25F; }

private:
    static constexpr float kQuiet = -1;

    float &at(int channel, int key) { return m_levels[static_cast<std::size_t>(channel)][static_cast<std::size_t>(key)]; }
    void keep(const SynthEvent &event) noexcept
    {
        if (m_voice.keepsEvents)
            m_record.events.push_back(event);
    }

    Record &m_record;
    Voice m_voice;
    std::int64_t m_frame = 0;
    double m_sum = 0; ///< of the levels of all keys that sound
    std::array<std::array<float, 128>, 16> m_levels;
};

} // namespace tutti
