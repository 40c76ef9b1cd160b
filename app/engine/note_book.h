// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/clock_map.h"
#include "engine/command.h"
#include "engine/mixer.h"
#include "engine/schedule.h"
#include "engine/synth_rack.h"

#include <array>
#include <cstdint>

namespace tutti {

/// Every note between its acceptance and its end: those that wait for their time and those that sound.
///
/// A note has one slot from acceptance to its end, and at most one entry in the schedule: its start while it waits, its
/// end while it sounds and the end is known. The schedule has as many places as there are slots, so the end of an
/// accepted note always finds room. Notes that wait may fill kPlanned slots; the other kLive are for strikes alone, so
/// that no plan, however long, keeps a touch from sounding.
///
/// Thread: audio. Real-time safe.
class NoteBook {
public:
    static constexpr std::size_t kPlanned = 1024;
    static constexpr std::size_t kLive = 512;

    NoteBook(SynthRack &rack, Mixer &mixer, const ClockMap &clock, int sampleRate) noexcept;

    /// A note of `command`, at `block` (the coming block's first frame) or when it is due. Not `running`: it waits, also
    /// if it was meant for now. False: no slot.
    bool add(const Command &command, Frames block, bool running) noexcept;
    /// The end of a note, now or when it is due. One that still waits will sound for a block at least. An unknown id has
    /// ended already.
    void end(std::int64_t noteId, std::int64_t atUs, Frames block) noexcept;
    /// Starts and ends what is due at or before `block`.
    void play(Frames block) noexcept;
    /// Takes out what was planned before the cancellation `cancels` and for later than `asOfUs`.
    void cancel(std::uint32_t cancels, std::int64_t asOfUs) noexcept;
    /// Takes out what waits and ends what sounds.
    void clear() noexcept;

    /// Frames from `block` until something is due; 0 where it is due already, the largest number where nothing waits.
    [[nodiscard]] Frames untilNext(Frames block) const noexcept;

    [[nodiscard]] int sounding() const noexcept { return m_sounding; }
    [[nodiscard]] std::uint64_t late() const noexcept { return m_late; } ///< planned notes dropped as too late

private:
    static constexpr std::size_t kSlots = kPlanned + kLive;

    enum class State : std::uint8_t { Free, Waiting, Sounding };

    struct Slot {
        State state = State::Free;
        Command note;
        Frames began{};
        SynthRack::Place place;
    };

    [[nodiscard]] bool isDue(std::int64_t us, Frames block) const noexcept;
    [[nodiscard]] bool isTooLate(const Slot &slot, Frames block) const noexcept;
    void start(std::uint16_t index, Frames block) noexcept;
    void finish(std::uint16_t index) noexcept;
    void free(std::uint16_t index) noexcept;

    SynthRack &m_rack;
    Mixer &m_mixer;
    const ClockMap &m_clock;
    Frames m_tooLate;
    std::array<Slot, kSlots> m_slots;
    std::array<std::int64_t, kSlots> m_ids; ///< beside the slots, so that looking one up runs through little memory
    std::array<std::uint16_t, kSlots> m_free;
    std::size_t m_freeCount = kSlots;
    Schedule<kSlots> m_schedule;
    int m_sounding = 0;
    std::uint64_t m_late = 0;
};

} // namespace tutti
