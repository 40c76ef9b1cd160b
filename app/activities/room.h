// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/effects.h"
#include "core/instrument.h"
#include "core/settings.h"

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tutti {

/// A press that lasts, and the note it holds.
struct OpenPress {
    PadIndex pad;
    std::optional<std::int64_t> touch;
    NoteId note = 0; ///< 0: it made no note (a flat roll, or it began while paused)
};

struct Seat {
    bool present = false;
    bool resting = false; ///< parked by the facilitator; still sounds
    bool quiet = false;   ///< *quiet me*: own sound off, own choice
    std::vector<OpenPress> presses; ///< oldest first
};

/// Where the shared beat is, while there is one: a beat that is known and the length of those to come.
struct BeatGrid {
    Micros at{};
    std::int64_t index = 0;
    Micros period{};
};

/// What every activity shares: who is there, the settings, the instruments. A value.
struct Room {
    Settings settings;
    std::array<Seat, kMaxSeats> seats;
    std::shared_ptr<const Palette> palette;
    NoteId lastNote = 0;

    [[nodiscard]] Seat &seat(SeatId id) { return seats[static_cast<std::size_t>(id.value)]; }
    [[nodiscard]] const Seat &seat(SeatId id) const { return seats[static_cast<std::size_t>(id.value)]; }
    [[nodiscard]] int presentSeats() const;

    /// The seat's own voice: instrument and key of one of its pads. An id the catalogue lacks falls to its first entry.
    [[nodiscard]] const Instrument &instrumentOf(SeatId id) const;
    [[nodiscard]] const Instrument &instrument(std::string_view id) const;
    [[nodiscard]] int keyOf(SeatId id, PadIndex pad) const;

    /// Adds a note to the effects and returns its id.
    NoteId play(Effects &effects, Note note, Micros at, std::optional<Micros> ends);
    /// A note of the app's own: `degree` of the scale in the register at or above `lowest`, or a drum's big pad.
    NoteId playBacking(Effects &effects, std::string_view instrument, int degree, int lowest, double level, Micros at, Micros length);
};

} // namespace tutti
