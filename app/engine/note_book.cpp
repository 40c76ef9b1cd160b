// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/note_book.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace tutti {

namespace {
constexpr int kTooLateMs = 30;
constexpr std::int64_t kNoId = std::numeric_limits<std::int64_t>::min();
}

NoteBook::NoteBook(SynthRack &rack, Mixer &mixer, const ClockMap &clock, int sampleRate) noexcept
    : m_rack(rack), m_mixer(mixer), m_clock(clock), m_tooLate(std::int64_t{sampleRate} * kTooLateMs / 1000)
{
    m_ids.fill(kNoId);
    for (std::size_t i = 0; i < kSlots; ++i) // slot 0 on top: the low ones are used again and stay in the cache
        m_free[i] = static_cast<std::uint16_t>(kSlots - 1 - i);
}

bool NoteBook::isDue(std::int64_t us, Frames block) const noexcept
{
    return us == Command::kNow || m_clock.frameAt(us) <= block;
}

bool NoteBook::isTooLate(const Slot &slot, Frames block) const noexcept
{
    return slot.note.atUs != Command::kNow && block - m_clock.frameAt(slot.note.atUs) > m_tooLate;
}

bool NoteBook::add(const Command &command, Frames block, bool running) noexcept
{
    const bool live = running && command.atUs == Command::kNow;
    if (m_freeCount == 0 || (!live && m_freeCount <= kLive))
        return false;
    const std::uint16_t index = m_free[--m_freeCount];
    m_ids[index] = command.noteId;
    m_slots[index].note = command;
    m_slots[index].state = State::Waiting;
    if (live)
        start(index, block);
    else
        m_schedule.insert({command.atUs, index, true});
    return true;
}

void NoteBook::end(std::int64_t noteId, std::int64_t atUs, Frames block) noexcept
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), noteId);
    if (found == m_ids.end())
        return;
    const auto index = static_cast<std::uint16_t>(found - m_ids.begin());
    Slot &slot = m_slots[index];
    if (slot.state == State::Waiting) {
        slot.note.endsUs = std::min(slot.note.endsUs, atUs);
        return;
    }
    if (slot.note.endsUs <= atUs)
        return; // ends by then anyway
    if (slot.note.endsUs != Command::kHeld)
        m_schedule.removeIf([index](const auto &entry) { return entry.slot == index; });
    if (isDue(atUs, block) && slot.began < block) {
        finish(index);
        return;
    }
    slot.note.endsUs = std::max(atUs, m_clock.usAfter(block));
    m_schedule.insert({slot.note.endsUs, index, false});
}

void NoteBook::play(Frames block) noexcept
{
    while (!m_schedule.empty() && isDue(m_schedule.next().us, block)) {
        const auto entry = m_schedule.next();
        m_schedule.pop();
        if (!entry.starts) {
            finish(entry.slot);
        } else if (isTooLate(m_slots[entry.slot], block)) {
            ++m_late;
            free(entry.slot);
        } else {
            start(entry.slot, block);
        }
    }
}

Frames NoteBook::untilNext(Frames block) const noexcept
{
    if (m_schedule.empty())
        return Frames{std::numeric_limits<std::int32_t>::max()};
    const std::int64_t us = m_schedule.next().us;
    return us == Command::kNow ? Frames{} : std::max(Frames{}, m_clock.frameAt(us) - block);
}

void NoteBook::start(std::uint16_t index, Frames block) noexcept
{
    Slot &slot = m_slots[index];
    slot.state = State::Sounding;
    slot.began = block;
    slot.place = m_rack.strike(slot.note.channel, slot.note.instrument, slot.note.key, slot.note.level);
    m_mixer.noteOn(slot.note.channel, block, m_rack.strikePeak(slot.note.instrument));
    ++m_sounding;
    if (slot.note.endsUs == Command::kHeld)
        return;
    // Not in the block it starts in, whatever was asked for: a note that is never heard is no note.
    slot.note.endsUs = std::max(slot.note.endsUs, m_clock.usAfter(block));
    m_schedule.insert({slot.note.endsUs, index, false});
}

void NoteBook::finish(std::uint16_t index) noexcept
{
    Slot &slot = m_slots[index];
    assert(slot.state == State::Sounding);
    m_rack.lift(slot.place, slot.note.channel, slot.note.key);
    --m_sounding;
    free(index);
}

void NoteBook::free(std::uint16_t index) noexcept
{
    m_slots[index].state = State::Free;
    m_ids[index] = kNoId;
    m_free[m_freeCount++] = index;
}

void NoteBook::cancel(std::uint32_t cancels, std::int64_t asOfUs) noexcept
{
    m_schedule.removeIf([&](const auto &entry) {
        const Command &note = m_slots[entry.slot].note;
        if (!entry.starts || note.cancels == cancels || note.atUs == Command::kNow || note.atUs <= asOfUs)
            return false;
        free(entry.slot);
        return true;
    });
}

void NoteBook::clear() noexcept
{
    m_schedule.clear();
    m_rack.liftAll();
    m_sounding = 0;
    for (std::uint16_t i = 0; i < kSlots; ++i)
        if (m_slots[i].state != State::Free)
            free(i);
}

} // namespace tutti
