// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

namespace tutti {

class Synth;

/// One instruction from the GUI thread to the audio thread. Small and trivially copyable: it travels through the ring.
struct Command {
    enum class Kind : std::uint8_t { NoteOn, NoteOff, CancelPlanned, MasterGain, ChannelGain, Resume, SwapSynth };

    static constexpr std::int64_t kNow = INT64_MIN;  ///< `atUs`: at the next block
    static constexpr std::int64_t kHeld = INT64_MAX; ///< `endsUs`: until its NoteOff comes

    Kind kind = Kind::NoteOn;
    std::uint8_t channel = 0;    ///< 0 to 11 the seats, 12 to 15 the backing
    std::uint8_t key = 60;       ///< MIDI
    std::int16_t instrument = 0; ///< index in the catalogue
    float value = 0;             ///< note: linear level 0 to 1; gains: dB
    std::int32_t rampMs = 0;
    std::int64_t noteId = 0;
    std::int64_t atUs = kNow;    ///< session microseconds
    std::int64_t endsUs = kHeld;
    Synth *synth = nullptr;      ///< SwapSynth: ownership passes to the engine
};

static_assert(std::is_trivially_copyable_v<Command>);

} // namespace tutti
