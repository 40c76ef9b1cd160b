// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

namespace tutti {

/// One instruction about a note from the GUI thread to the audio thread. Small and trivially copyable: it travels
/// through the ring. Gains, stop, resume, cancel and a new synth go past the ring (engine.h says why).
struct Command {
    enum class Kind : std::uint8_t { NoteOn, NoteOff };

    static constexpr std::int64_t kNow = INT64_MIN;  ///< `atUs`: at the next block
    static constexpr std::int64_t kHeld = INT64_MAX; ///< `endsUs`: until its NoteOff comes

    Kind kind = Kind::NoteOn;
    std::uint8_t channel = 0;    ///< 0 to 11 the seats, 12 to 15 the backing
    std::uint8_t key = 60;       ///< MIDI, 0 to 127
    std::int16_t instrument = 0; ///< index in the catalogue
    float level = 0;             ///< linear, 0 to 1
    std::uint32_t stops = 0;     ///< how many stops came before it
    std::uint32_t cancels = 0;   ///< how many cancellations of what is planned came before it
    std::int64_t noteId = 0;
    std::int64_t atUs = kNow;    ///< session microseconds
    std::int64_t endsUs = kHeld; ///< session microseconds
};

static_assert(std::is_trivially_copyable_v<Command> && sizeof(Command) <= 64);

} // namespace tutti
