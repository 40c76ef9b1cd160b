// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/room.h"

#include <algorithm>
#include <cmath>

namespace tutti {

int Room::presentSeats() const
{
    return static_cast<int>(std::count_if(seats.begin(), seats.end(), [](const Seat &s) { return s.present; }));
}

std::vector<SeatId> Room::takingPart() const
{
    std::vector<SeatId> taking;
    for (int i = 0; i < kMaxSeats; ++i) {
        const Seat &there = seat(SeatId{i});
        if (there.present && !there.resting && !there.quiet)
            taking.push_back(SeatId{i});
    }
    return taking;
}

const Instrument &Room::instrument(std::string_view id) const
{
    static const Instrument none{};
    const Palette &palette = repertoire->palette;
    if (const Instrument *found = palette.find(id))
        return *found;
    return palette.all().empty() ? none : palette.all().front();
}

const Instrument &Room::instrumentOf(SeatId id) const { return instrument(settings.instruments[static_cast<std::size_t>(id.value)]); }

int Room::keyOf(SeatId id, PadIndex pad) const
{
    return tutti::keyOf(instrumentOf(id), settings.scale, id, pad, settings.transpose);
}

NoteId Room::play(Effects &effects, Note note, Micros at, std::optional<Micros> ends)
{
    note.id = ++lastNote;
    note.level = std::round(note.level * 1e6) / 1e6; // what is heard is what is written
    effects.list.emplace_back(Effects::Play{std::move(note), at, ends});
    return lastNote;
}

NoteId Room::strikeBacking(Effects &effects, std::string_view id, PadIndex pad, double level, Micros at, Micros length, Role role)
{
    const Instrument &voice = instrument(id);
    const int key = tutti::keyOf(voice, scaleAt(at), SeatId{0}, pad, settings.transpose);
    return play(effects, Note{0, kBacking, voice.id, key, level, role}, at, at + length);
}

NoteId Room::playBacking(Effects &effects, std::string_view id, int degree, int lowest, double level, Micros at, Micros length, Role role)
{
    const Instrument &voice = instrument(id);
    int key = voice.drumKeys.front();
    if (voice.pitched) {
        key = scaleAt(at).key(degree) + settings.transpose;
        while (key - 12 >= lowest)
            key -= 12;
        while (key < lowest)
            key += 12;
    }
    return play(effects, Note{0, kBacking, voice.id, key, level, role}, at, at + length);
}

} // namespace tutti
