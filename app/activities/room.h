// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/effects.h"
#include "activities/pulse.h"
#include "core/repertoire.h"
#include "core/settings.h"

#include <algorithm>
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
    NoteId note = 0;  ///< 0: it made no note (a roll, or it began while paused)
    Micros sounds{};  ///< when the note begins; with beat help a little after the press

    /// The finger has left: a note that has not begun yet is heard all the same.
    void release(Micros t, Effects &effects) const
    {
        constexpr Micros kShortest = 50ms;
        if (note != 0)
            effects.list.emplace_back(Effects::Release{note, sounds > t - kShortest ? std::max(t, sounds + kShortest) : t});
    }
};

struct Seat {
    bool present = false;
    bool resting = false; ///< parked by the facilitator; still sounds
    bool quiet = false;   ///< *quiet me*: own sound off, own choice
    std::vector<OpenPress> presses; ///< oldest first
};

/// What every activity shares: who is there, the settings, what there is to play with, the beat while there is one. A
/// value.
struct Room {
    Settings settings;
    std::array<Seat, kMaxSeats> seats;
    std::shared_ptr<const Repertoire> repertoire;
    std::optional<Pulse> pulse;
    /// Another scale from a bar line on: what is planned for after it is in that scale already.
    struct NextScale {
        Micros at{};
        Scale scale;
    };
    std::optional<NextScale> nextScale;
    NoteId lastNote = 0;

    [[nodiscard]] const Scale &scaleAt(Micros t) const { return nextScale && t >= nextScale->at ? nextScale->scale : settings.scale; }

    [[nodiscard]] Seat &seat(SeatId id) { return seats[static_cast<std::size_t>(id.value)]; }
    [[nodiscard]] const Seat &seat(SeatId id) const { return seats[static_cast<std::size_t>(id.value)]; }
    [[nodiscard]] int presentSeats() const;
    /// Who is asked for anything: whoever is there, does not rest and wants to be heard; in the order of the seats.
    [[nodiscard]] std::vector<SeatId> takingPart() const;

    /// The seat's own voice: instrument and key of one of its pads. An id the catalogue lacks falls to its first entry.
    [[nodiscard]] const Instrument &instrumentOf(SeatId id) const;
    [[nodiscard]] const Instrument &instrument(std::string_view id) const;
    [[nodiscard]] int keyOf(SeatId id, PadIndex pad) const;

    /// Adds a note to the effects and returns its id.
    NoteId play(Effects &effects, Note note, Micros at, std::optional<Micros> ends);
    /// A stroke of the app's own on a drum; `pad` says which.
    NoteId strikeBacking(Effects &effects, std::string_view instrument, PadIndex pad, double level, Micros at, Micros length,
                         Role role = Role::Backing);
    /// A note of the app's own: `degree` of the scale in the register at or above `lowest`, or a drum's big pad.
    NoteId playBacking(Effects &effects, std::string_view instrument, int degree, int lowest, double level, Micros at, Micros length,
                       Role role = Role::Backing);
};

} // namespace tutti
