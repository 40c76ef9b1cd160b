// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"
#include "engine/clock_map.h"
#include "engine/command.h"
#include "engine/command_ring.h"
#include "engine/mixer.h"
#include "engine/note_book.h"
#include "engine/synth.h"
#include "engine/synth_rack.h"
#include "engine/thread_role.h"
#include "engine/triple_buffer.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

namespace tutti {

/// What the audio thread last said of itself; read through a triple buffer.
struct EngineState {
    std::int64_t frames = 0;        ///< transport frames handed out
    std::int64_t timeUs = 0;        ///< session time of the next block, by the engine's clock map
    std::uint64_t notesDropped = 0; ///< ring or schedule full, or not a note at all
    std::uint64_t notesLate = 0;    ///< dropped: planned and over 30 ms late, or struck while the stream stood still
    int openNotes = 0;              ///< notes that sound and have not ended
    int activeVoices = 0;           ///< of the synths
    float peak = 0;                 ///< of the last block after the limiter, linear
    float masterDb = 0;             ///< all gains together, without limiter and stop
    bool stopped = false;           ///< silent until a resume takes effect
};

/// Notes and gains in, stereo sound out: the one render function that every driver calls.
///
/// Two threads, one each way. Notes and their ends go through a ring (command_ring.h: an end is never lost). What must
/// get through even when the ring is full goes past it, each by a variable of its own that holds the newest wish: stop,
/// resume and cancel as counters (each note says how many stops and cancels came before it, so the audio thread knows
/// which ones they concern), gains as one atomic word each, a new synth as an atomic pointer. A gain replaces one to the
/// same target that the audio thread has not seen yet. All are taken in at the start of a block of 64 frames, counted
/// on the transport, so the slices a driver asks for change nothing. Blocks between which nothing is due are rendered in
/// one run, never further than the driver asked.
///
/// Memory order, for all of the above: the GUI thread stores with release after what the value speaks for, the audio
/// thread loads with acquire. The audio thread counts the commands it will take before it loads the counters; so it
/// never holds a command that is newer than the counters it knows.
///
/// A driver calls beginCallback and render; a driver without a clock (WAV, tests) calls render alone, and a session
/// time t_us is then frame t_us x rate / 10^6.
class Engine {
public:
    static constexpr int kChannels = SynthRack::kChannels;

    /// `sampleRate` in Hz, 8000 or more. The synth may be null: silence until a swapSynth.
    Engine(int sampleRate, std::unique_ptr<Synth> synth);

    [[nodiscard]] int sampleRate() const noexcept { return m_sampleRate; }

    // Thread: GUI (one producer). Wait-free.

    /// Starts a note, or plans it. `noteId` is new; `channel` 0 to 15, `key` 0 to 127, `level` 0 to 1. A touch comes
    /// with Command::kNow: it lands on the next block and is never late (but of all that came while the stream stood
    /// still for over 300 ms only the first of each channel sounds). With a session time it lands on the first block
    /// at or after that time, and is dropped when that is over 30 ms late. With `endsUs` it ends by itself, otherwise it
    /// is to be released.
    /// False: refused (stopped, no room, or out of range). It will not sound and needs no release.
    bool play(std::int64_t noteId, int channel, int instrument, int key, float level, std::int64_t atUs, std::int64_t endsUs);
    /// Ends a note, Command::kNow or at a session time. Never lost and never too late. A note that has not begun yet
    /// sounds for one block at least. An id that has ended, or was refused or cancelled, does no harm.
    void release(std::int64_t noteId, std::int64_t atUs);
    /// Takes back every planned note for later than `asOfUs`, the time up to which the caller counts notes as begun; by
    /// default the engine's own time. Such a note that has just begun all the same is ended. Those notes need no release.
    /// Notes played with kNow are not planned.
    void cancelPlanned(std::int64_t asOfUs = Command::kNow);
    /// Silence: ends everything that sounds and takes back everything that waits, in the ring too. The master falls to
    /// nothing in 60 ms, reverb included, and stays there; play refuses. Works with a full ring.
    void stop();
    /// Ends the silence, at a session time or kNow, but not before the fall is over: -12 dB, rising to 0 dB over 4 s.
    /// Notes played from now on sound, those for earlier then. Without a stop before, nothing happens.
    void resume(std::int64_t atUs);
    /// What the rules ask for (calm, cues, governor), in dB up to +12, in a straight line of dB over `rampMs`.
    void masterGain(float db, int rampMs);
    /// In dB, at most 0; at or under -100 is nothing at all.
    void channelGain(int channel, float db, int rampMs);
    /// The facilitator's five steps, in dB up to +12, over 100 ms.
    void volume(float db);

    // Thread: GUI. May allocate.

    /// New notes go to this one; the old one rings out, 5 s at most. Null does nothing.
    void swapSynth(std::unique_ptr<Synth> synth);
    /// A synth that has rung out, for deletion outside the audio thread; null when there is none. Ask now and then.
    [[nodiscard]] std::unique_ptr<Synth> takeRetired();
    [[nodiscard]] EngineState state() const;
    /// Between two streams, while no driver runs: the next one may come with another thread and another clock.
    void streamEnded();

    // Thread: audio. Real-time safe.

    /// The pair (next frame, time) for the clock map; before the renders of one callback. `nowUs` is session time.
    void beginCallback(std::int64_t nowUs) noexcept;
    /// Any number of frames. Magnitudes are at most Mixer::kCeiling.
    void render(float *left, float *right, int frames) noexcept;

private:
    /// A gain and its ramp in one word.
    struct alignas(8) GainWish {
        float db = 0;
        std::int32_t rampMs = 0;
    };
    static_assert(std::atomic<GainWish>::is_always_lock_free && std::atomic<std::uint32_t>::is_always_lock_free
                  && std::atomic<std::int64_t>::is_always_lock_free);

    static constexpr int kRules = kChannels; ///< gain targets: the channels, then these
    static constexpr int kVolume = kChannels + 1;

    struct ChannelLevel {
        DbRamp ramp;
        float sent = 0;
    };

    void wish(int target, float db, int rampMs);
    /// Takes in what there is, then renders at most `wanted` blocks, up to the next event.
    void nextRun(int wanted) noexcept;
    [[nodiscard]] int runLength(int wanted) const noexcept;
    void takeStop(std::uint32_t stops) noexcept;
    void takeCancel() noexcept;
    void takeGains() noexcept;
    void takeResume() noexcept;
    void takeCommands(std::size_t count) noexcept;
    void sendGains() noexcept;
    void publish() noexcept;

    const int m_sampleRate;

    // Between the threads.
    CommandRing m_ring;
    std::atomic<std::uint32_t> m_stops{0};     ///< so many stops so far
    std::atomic<std::uint32_t> m_resumed{0};   ///< and this one of them is lifted ...
    std::atomic<std::int64_t> m_resumeAtUs{0}; ///< ... from then on
    std::atomic<std::uint32_t> m_cancels{0};
    std::atomic<std::int64_t> m_cancelAsOfUs{0};
    std::array<std::atomic<GainWish>, kChannels + 2> m_wishes{};
    std::atomic<std::uint32_t> m_wished{0};    ///< a bit for each target with a new wish
    mutable TripleBuffer<EngineState> m_state;

    // GUI thread alone.
    std::uint64_t m_refused = 0;

    // Audio thread alone; the rack has its own crossing.
    SynthRack m_rack;
    Mixer m_mixer;
    ClockMap m_clock;
    NoteBook m_notes;
    std::array<ChannelLevel, kChannels> m_levels;
    std::uint32_t m_knownStops = 0;
    std::uint32_t m_knownCancels = 0;
    std::int64_t m_knownAsOfUs = 0;
    bool m_running = true;           ///< false from a stop until its resume takes effect
    bool m_silenced = true;          ///< the synths have been told
    std::uint64_t m_overflowed = 0;  ///< notes for which the book had no slot
    std::uint64_t m_afterGapLate = 0;
    bool m_called = false;           ///< there was a callback, of this stream or one before it ...
    std::int64_t m_calledUs = 0;     ///< ... at this session time
    bool m_afterGap = false;         ///< the one that has just come was long awaited
    Frames m_block{};                ///< first frame of the next run
    int m_ready = 0;                 ///< frames of the current run ...
    int m_served = 0;                ///< ... and how many of them were handed out
    alignas(64) std::array<float, kMaxRun * kBlockFrames> m_left{};
    alignas(64) std::array<float, kMaxRun * kBlockFrames> m_right{};

    mutable ThreadRole m_gui;
    ThreadRole m_audio;
};

} // namespace tutti
