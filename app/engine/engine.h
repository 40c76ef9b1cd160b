// SPDX-License-Identifier: GPL-3.0-or-later
// CONTRACT SKETCH: signatures others rely on; the engine's author completes it.
#pragma once

#include "core/units.h"
#include "engine/command.h"
#include "engine/synth.h"

#include <memory>
#include <optional>

namespace tutti {

/// What the audio thread last said of itself; read through a triple buffer.
struct EngineState {
    std::int64_t frames = 0;        ///< transport frames rendered
    std::uint64_t notesDropped = 0; ///< ring or schedule full
    std::uint64_t notesLate = 0;    ///< planned notes over 30 ms late, dropped
    int openNotes = 0;
    int activeVoices = 0;
    float peak = 0;                 ///< of the last block after the limiter, linear
    float masterDb = 0;
};

class Engine {
public:
    /// `sampleRate` in Hz. The synth may be null: silence until a SwapSynth.
    explicit Engine(int sampleRate, std::unique_ptr<Synth> synth);

    // Thread: GUI (one producer). Wait-free.
    bool play(std::int64_t noteId, int channel, int instrument, int key, float level, std::int64_t atUs, std::int64_t endsUs);
    void release(std::int64_t noteId, std::int64_t atUs);
    void cancelPlanned();
    void stop();                                  ///< past the ring: works when it is full
    void resume(std::int64_t atUs);               ///< -12 dB, rising over 4 s
    void masterGain(float db, int rampMs);        ///< what the rules ask for (calm, cues, governor)
    void channelGain(int channel, float db, int rampMs);
    void volume(float db);                        ///< the facilitator's five steps, ramped
    void swapSynth(std::unique_ptr<Synth> synth); ///< the old one rings out
    std::unique_ptr<Synth> takeRetired();         ///< synths that have rung out, for deletion outside the audio thread
    EngineState state() const;

    // Thread: audio. Real-time safe.
    void beginCallback(std::int64_t nowUs) noexcept; ///< (frame, time) pair for the clock mapping, before render
    void render(float *left, float *right, int frames) noexcept;
};

} // namespace tutti
