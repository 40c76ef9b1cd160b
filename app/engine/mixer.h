// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"
#include "engine/limiter.h"
#include "engine/synth.h"

#include <array>
#include <cstdint>

namespace tutti {

/// A gain in dB that moves in a straight line to its target, one step a block.
class DbRamp {
public:
    explicit DbRamp(float db = 0) noexcept : m_now(db), m_target(db) {}

    void jump(float db) noexcept
    {
        m_now = m_target = db;
        m_blocks = 0;
    }
    void moveTo(float db, int blocks) noexcept
    {
        m_target = db;
        m_blocks = blocks;
        m_step = blocks > 0 ? (db - m_now) / static_cast<float>(blocks) : 0.0F;
        if (blocks <= 0)
            m_now = db;
    }
    /// True: it moved.
    bool step() noexcept
    {
        if (m_blocks == 0)
            return false;
        --m_blocks;
        m_now = m_blocks == 0 ? m_target : m_now + m_step;
        return true;
    }
    [[nodiscard]] float now() const noexcept { return m_now; }
    [[nodiscard]] bool isMoving() const noexcept { return m_blocks != 0; }

private:
    float m_now;
    float m_target;
    float m_step = 0;
    int m_blocks = 0;
};

/// From the synth's block to what is heard:
///
///     synth -> -10 log10(active seats) -> limiter -> volume x rules x rise x gate, together at most 0 dB
///
/// Loudness (n equal voices that know nothing of each other add 10 log10(n) dB): the master falls by that for the seats
/// that sounded in the last 4 s, within 30 ms, and comes back by 3 dB a second. The rule "no event more than 6 dB above
/// the greater of the running level and one strike at strength 0.8 alone" is kept by the limiter's ceiling, which is that
/// strike + 6 dB: the right side of the rule is never smaller than the strike. Instruments of one loudness differ in
/// their peaks, so it is the strike of the peakiest seat that sounded in the last 4 s, or of the backing where no seat did;
/// when that is over, the ceiling sinks by 3 dB a second, and at the first strike after 4 s of none it is there at once.
/// The rule is kept at every volume, because the volume comes after the limiter. Gain above 0 dB, should the rules and
/// the volume add up to any, goes before the limiter, so the ceiling holds for that as well.
///
/// Thread: audio. Real-time safe.
class Mixer {
public:
    /// Linear. No ceiling is higher: -1 dBFS.
    static constexpr float kCeiling = 0.89F;
    /// The peak of a strike at level 0.8 where nothing was struck yet.
    static constexpr float kUsualPeak = 0.25F;
    static constexpr int kChannels = 16; ///< the first 12 are the seats

    explicit Mixer(int sampleRate) noexcept;

    void volume(float db) noexcept;             ///< over 100 ms
    void rules(float db, int rampMs) noexcept;
    /// `strikePeak`: what one strike at level 0.8 of what is played there peaks at alone, linear.
    void noteOn(int channel, Frames at, float strikePeak) noexcept;

    void close() noexcept;                      ///< to nothing in 60 ms, in a smooth line
    void open() noexcept;                       ///< from nothing to -12 dB at once (5 ms), then up to 0 dB over 4 s
    [[nodiscard]] bool isClosed() const noexcept { return m_gateState == Gate::Closed; }

    /// One block in place. `block` is its first transport frame. Whatever is not a sane number comes out as 0.
    void process(float *left, float *right, Frames block) noexcept;

    [[nodiscard]] float peak() const noexcept { return m_peak; }         ///< of the last block as heard, linear
    [[nodiscard]] float masterDb() const noexcept { return m_masterDb; } ///< all gains but limiter and gate
    [[nodiscard]] float ceiling() const noexcept { return m_ceiling; }   ///< linear, before the volume
    [[nodiscard]] int blocksIn(int ms) const noexcept;                   ///< at least 1

private:
    enum class Gate : std::uint8_t { Open, Closing, Closed, Opening };

    void advance(Frames block) noexcept;
    void stepGate() noexcept;

    int m_sampleRate;
    Limiter m_limiter;
    DbRamp m_volume;
    DbRamp m_rules;
    DbRamp m_rise;
    std::array<Frames, kChannels> m_lastOn;
    std::array<float, kChannels> m_strikePeak{};
    Frames m_activeFor;
    float m_ceiling = 2 * kUsualPeak;
    bool m_seatsSilent = true; ///< for 4 s
    float m_ceilingFall; ///< what is left of it after a block of sinking
    float m_activeDb = 0;
    float m_activeDown; ///< dB a block
    float m_activeUp;
    bool m_moved = true;

    Gate m_gateState = Gate::Open;
    float m_gate = 1;     ///< at the end of this block
    float m_gateFrom = 1;
    int m_gateBlock = 0;

    float m_pre = 1; ///< before the limiter, at the end of the last block
    float m_post = 1;
    float m_preTo = 1; ///< at the end of this one
    float m_postTo = 1;
    float m_postOpen = 1; ///< m_postTo without the gate
    float m_masterDb = 0;
    float m_peak = 0;
};

} // namespace tutti
