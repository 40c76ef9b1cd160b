// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/command.h"

#include <atomic>
#include <boost/lockfree/spsc_queue.hpp>
#include <cassert>
#include <cstddef>
#include <vector>

namespace tutti {

/// The ring that carries notes from the GUI thread to the audio thread, and the promise that a note's end always fits.
///
/// Promise: a note-off that is owed is never lost. Let H be the held notes posted whose off is not posted yet.
/// Invariant: free room in the ring >= |H|.
/// - It holds at the start (|H| = 0).
/// - postNote pushes only where room >= 1 + |H| + (1 for its own off, if held): afterwards room >= |H| again.
/// - postRelease of a note in H takes one place and takes the note out of H: both sides fall by one.
/// - Any other push happens only where room > |H|.
/// - The audio thread only takes out, which only adds room; the producer may see that late, never early.
/// So a full ring refuses new notes, and a refused note owes no off.
///
/// Lock-free: Boost's single-producer single-consumer queue holds two atomic indices; each side stores its own with
/// release and reads the other's with acquire, so a command is seen whole or not at all.
class CommandRing {
public:
    static constexpr std::size_t kCapacity = 2048;
    /// Notes that may wait for their release at one time. 40 fingers need 40.
    static constexpr std::size_t kMaxHeld = 512;

    static_assert(std::atomic<std::size_t>::is_always_lock_free);

    CommandRing() { m_held.reserve(kMaxHeld); }

    // Thread: GUI. Wait-free.

    /// False: no room; the note will not sound and owes no release.
    bool postNote(const Command &note)
    {
        const bool held = note.endsUs == Command::kHeld;
        if (held && m_held.size() == kMaxHeld)
            return false;
        if (m_queue.write_available() < 1 + m_held.size() + (held ? 1 : 0))
            return false;
        m_queue.push(note);
        if (held)
            m_held.push_back({note.noteId, note.atUs});
        return true;
    }

    /// A note that is not held (it ends by itself, or was refused, or was stopped) takes this only where there is room
    /// to spare: nothing depends on it.
    void postRelease(std::int64_t noteId, std::int64_t atUs)
    {
        for (std::size_t i = 0; i < m_held.size(); ++i) {
            if (m_held[i].noteId != noteId)
                continue;
            takeOut(i);
            push(noteId, atUs);
            return;
        }
        if (m_queue.write_available() > m_held.size())
            push(noteId, atUs);
    }

    /// Ends now what was planned for later than `us`: nobody else will, once it is cancelled. One that has not begun
    /// has no use for its off, and one that began a moment ago must not be left sounding.
    void releasePlannedAfter(std::int64_t us)
    {
        for (std::size_t i = 0; i < m_held.size();) {
            if (m_held[i].atUs == Command::kNow || m_held[i].atUs <= us) {
                ++i;
                continue;
            }
            push(m_held[i].noteId, Command::kNow);
            takeOut(i);
        }
    }

    /// After a stop the audio thread has ended everything; no off is owed.
    void forgetHeld() { m_held.clear(); }

    [[nodiscard]] std::size_t held() const { return m_held.size(); }

    // Thread: audio. Real-time safe.

    [[nodiscard]] std::size_t readable() const noexcept { return m_queue.read_available(); }

    /// The oldest command, of those `readable()` counted.
    Command take() noexcept
    {
        Command command;
        [[maybe_unused]] const bool got = m_queue.pop(command);
        assert(got);
        return command;
    }

private:
    struct Held {
        std::int64_t noteId;
        std::int64_t atUs;
    };

    void takeOut(std::size_t i)
    {
        m_held[i] = m_held.back();
        m_held.pop_back();
    }

    void push(std::int64_t noteId, std::int64_t atUs)
    {
        Command off;
        off.kind = Command::Kind::NoteOff;
        off.noteId = noteId;
        off.atUs = atUs;
        [[maybe_unused]] const bool pushed = m_queue.push(off);
        assert(pushed);
    }

    boost::lockfree::spsc_queue<Command, boost::lockfree::capacity<kCapacity>> m_queue;
    std::vector<Held> m_held; ///< GUI thread alone
};

} // namespace tutti
