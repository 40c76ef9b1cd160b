// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/note_player.h"

#include "engine/command.h"
#include "engine/engine.h"

#include <algorithm>

namespace tutti {
namespace {

constexpr int kFirstBackingChannel = 12;
constexpr int kBackingChannels = 4;

std::int64_t engineTime(Micros at, NotePlayer::Landing landing) { return landing == NotePlayer::Landing::Now ? Command::kNow : at.count(); }

} // namespace

NotePlayer::NotePlayer(std::shared_ptr<const Palette> palette) : m_palette(std::move(palette)) {}

void NotePlayer::setEngine(Engine *engine)
{
    m_engine = engine;
    m_held.clear();
    if (!m_engine)
        return;
    m_engine->volume(m_volumeDb);
    m_engine->masterGain(m_masterDb, 0);
}

bool NotePlayer::play(const Note &note, Micros at, std::optional<Micros> ends, Landing landing)
{
    const int instrument = std::max(0, m_palette->indexOf(note.instrument));
    const bool heldByFinger = !ends && !m_palette->all().empty() && !m_palette->all()[static_cast<std::size_t>(instrument)].percussive;
    if (!m_engine)
        return false;
    const int channel = note.seat.isPlayer() ? note.seat.value : kFirstBackingChannel + instrument % kBackingChannels;
    // A note the engine has no room for is counted there; it never sounds, so it needs no end.
    if (!m_engine->play(note.id, channel, instrument, note.key, static_cast<float>(note.level), engineTime(at, landing), ends ? ends->count() : Command::kHeld))
        return false;
    if (heldByFinger)
        m_held.push_back(note.id);
    return true;
}

void NotePlayer::release(NoteId id, Micros at, Landing landing)
{
    if (!m_engine)
        return;
    if (std::erase(m_held, id) > 0)
        m_engine->release(id, engineTime(at, landing));
    else
        m_engine->release(id, (at + kRing).count());
}

void NotePlayer::cancelPlanned(Micros asOf)
{
    if (m_engine)
        m_engine->cancelPlanned(asOf.count());
}

void NotePlayer::stop()
{
    m_held.clear();
    if (m_engine)
        m_engine->stop();
}

void NotePlayer::resume(Micros at, Landing landing)
{
    if (m_engine)
        m_engine->resume(engineTime(at, landing));
}

void NotePlayer::gain(SeatId seat, float db, int rampMs)
{
    if (seat == kBacking)
        m_masterDb = db;
    if (!m_engine)
        return;
    if (seat == kBacking)
        m_engine->masterGain(db, rampMs);
    else
        m_engine->channelGain(seat.value, db, rampMs);
}

void NotePlayer::volume(float db)
{
    m_volumeDb = db;
    if (m_engine)
        m_engine->volume(db);
}

} // namespace tutti
