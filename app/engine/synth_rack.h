// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"
#include "engine/synth.h"

#include <array>
#include <atomic>
#include <boost/lockfree/spsc_queue.hpp>
#include <cstdint>
#include <memory>
#include <vector>

namespace tutti {

/// The synth that plays, and those that ring out after another took its place.
///
/// A new synth is offered through one atomic pointer, the mailbox: the GUI thread exchanges its own in, the audio thread
/// exchanges it out, so each synth has one owner at any time. An offer that was not taken yet comes back to the GUI
/// thread with the next one and goes to the retired. The old synth gets no new notes; the ends of its notes still reach
/// it; it is mixed in until it is quiet, 5 s at most with a fade at the end, and goes back through a ring. When all
/// places ring, or the ring is full because nobody takes the retired, the offer waits: nothing leaks, nothing blocks.
///
/// On each synth a key counts the notes that hold it: every on strikes anew, only the last off lets go.
class SynthRack {
public:
    static constexpr int kChannels = 16;
    static constexpr int kKeys = 128;

    /// Which synth sounds a note. Stays valid, and does nothing, when that synth has gone.
    struct Place {
        int index = -1;
        std::uint32_t serial = 0;
    };

    SynthRack(std::unique_ptr<Synth> first, int sampleRate);
    ~SynthRack();
    SynthRack(const SynthRack &) = delete;
    SynthRack &operator=(const SynthRack &) = delete;

    // Thread: GUI. May allocate.
    void offer(std::unique_ptr<Synth> synth);
    [[nodiscard]] std::unique_ptr<Synth> takeRetired();

    // Thread: audio. Real-time safe.
    /// Takes what is offered; true: there is a new synth. `now` is the first frame of the coming block.
    bool adopt(Frames now) noexcept;
    Place strike(int channel, int instrument, int key, float level) noexcept;
    void lift(Place place, int channel, int key) noexcept;
    void liftAll() noexcept;
    void silence() noexcept;
    void channelGain(int channel, float db) noexcept;
    /// `blocks` blocks of all that sounds, one at a time while something rings out. `now` is the first frame.
    void render(float *left, float *right, Frames now, int blocks) noexcept;
    [[nodiscard]] int activeVoices() const noexcept;
    [[nodiscard]] float strikePeak(int instrument) const noexcept; ///< of the synth that plays; 0 without one
    [[nodiscard]] bool ringsOut() const noexcept; ///< one that has been replaced still sounds

private:
    struct Player {
        std::unique_ptr<Synth> synth; ///< null: a free place
        std::uint32_t serial = 0;
        bool done = false;            ///< rung out, waiting for room in the ring
        int held = 0;                 ///< notes, over all keys
        Frames ringsUntil{};
        std::array<std::array<std::uint16_t, kKeys>, kChannels> holds{};
    };

    void ringOut(Player &player, float *left, float *right, Frames now) noexcept;

    static_assert(std::atomic<Synth *>::is_always_lock_free && std::atomic<std::size_t>::is_always_lock_free);

    Frames m_ringFor;
    Frames m_fadeFor;
    std::array<Player, 4> m_players;
    int m_current = -1;
    std::array<float, kBlockFrames> m_left{};
    std::array<float, kBlockFrames> m_right{};

    std::atomic<Synth *> m_offered{nullptr};
    boost::lockfree::spsc_queue<Synth *, boost::lockfree::capacity<8>> m_retired; ///< audio writes, GUI reads
    std::vector<std::unique_ptr<Synth>> m_untaken;                               ///< GUI thread alone
};

} // namespace tutti
