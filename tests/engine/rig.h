// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/fake_synth.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace tutti {

/// An engine at 48 kHz with a fake synth, and all that it has played so far.
struct Rig {
    static constexpr int kRate = 48000;

    explicit Rig(FakeSynth::Voice voice = {})
        : engine(std::make_unique<Engine>(kRate, std::make_unique<FakeSynth>(record, voice)))
    {
    }

    void render(int frames, int slice = kBlockFrames)
    {
        while (frames > 0) {
            const int count = std::min(frames, slice);
            const std::size_t from = left.size();
            left.resize(from + static_cast<std::size_t>(count));
            right.resize(left.size());
            engine->render(left.data() + from, right.data() + from, count);
            frames -= count;
        }
    }
    void renderMs(int ms) { render(ms * kRate / 1000); }

    bool strike(std::int64_t id, int channel = 0, int key = 60, float level = 0.8F)
    {
        return engine->play(id, channel, 0, key, level, Command::kNow, Command::kHeld);
    }

    [[nodiscard]] std::vector<SynthEvent> of(SynthEvent::Kind kind) const
    {
        std::vector<SynthEvent> found;
        std::copy_if(record.events.begin(), record.events.end(), std::back_inserter(found),
                     [kind](const SynthEvent &e) { return e.kind == kind; });
        return found;
    }
    /// Highest magnitude from `frame` on.
    [[nodiscard]] float peakFrom(std::size_t frame) const
    {
        float peak = 0;
        for (std::size_t i = frame; i < left.size(); ++i)
            peak = std::max({peak, std::abs(left[i]), std::abs(right[i])});
        return peak;
    }
    /// Greatest difference between neighbours from `frame` on.
    [[nodiscard]] float stepFrom(std::size_t frame) const
    {
        float step = 0;
        for (std::size_t i = frame + 1; i < left.size(); ++i)
            step = std::max(step, std::abs(left[i] - left[i - 1]));
        return step;
    }

    FakeSynth::Record record;
    std::unique_ptr<Engine> engine;
    std::vector<float> left;
    std::vector<float> right;
};

} // namespace tutti
