// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <tl/expected.hpp>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace tutti {

/// The running session's log on disk, FOLDER/session/current.jsonl, written while people play: what was handed over a
/// second before a kill or a power cut is there. At the end of the session it is deleted unless someone keeps it; after a
/// crash the next journal finds it and puts it aside (see recoverJournal).
///
/// A disk that is full, read-only or gone never stops play: one sentence is told, nothing written is lost, and the journal
/// goes on by itself as soon as it can, without a gap. When too much waits it gives up for this session, so that the file
/// is always a true beginning.
///
/// All calls but the constructor and destructor: any one thread, never waiting on the disk. One worker thread writes.
class Journal {
public:
    /// One plain sentence for people. Called in the worker thread.
    using Tell = std::function<void(const std::string &sentence)>;

    struct Limits {
        std::chrono::milliseconds syncEvery{250};   ///< between two writes to the disk
        std::chrono::milliseconds retryEvery{1000}; ///< while writing fails
        std::size_t waitingBytes = 32U << 20;       ///< text that waits for the disk; two hours of a lively group
        std::size_t waitingEvents = 200'000;        ///< events that wait for the worker while the disk hangs
    };

    explicit Journal(std::filesystem::path dataFolder, Tell tell = {});
    Journal(std::filesystem::path dataFolder, Tell tell, Limits limits);
    /// Writes what is left and waits for it. A session that has not ended stays on disk as after a crash.
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /// A session begins; one that was still open ends first.
    void begin(Header header);
    void write(Input input);
    void write(Output output);
    /// At its end this session moves to `target`, which must not be there yet.
    void keep(std::filesystem::path target);
    void end();

    /// Waits until all that was handed over before is safe on the disk, and every end is carried out; false after `limit`.
    /// For the end of the program and for tests.
    [[nodiscard]] bool waitUntilWritten(std::chrono::milliseconds limit);

private:
    struct Keep {
        std::filesystem::path target;
    };
    struct Finish {};
    using Item = std::variant<Header, Input, Output, Keep, Finish>;
    class Session;

    void hand(Item item);
    void run();

    const std::filesystem::path m_folder;
    const Tell m_tell;
    const Limits m_limits;

    std::mutex m_mutex; ///< guards what follows; never held across a disk access
    std::condition_variable m_wake;
    std::condition_variable m_done;
    std::vector<Item> m_queue;
    std::uint64_t m_handed = 0;
    std::uint64_t m_written = 0;
    bool m_flooded = false; ///< events were dropped since the last begin
    bool m_hurry = false;
    bool m_closing = false;
    std::thread m_worker; ///< last: starts when all else is there
};

/// Looks for the journal of a session that ended in a crash, mends its last line and puts it aside as
/// FOLDER/session/recovered-<UTC time>.jsonl; an older one makes room for it. One in which nobody had played is deleted.
/// The result is the file's new place, or nothing where there was none. The error is one sentence: another Tutti is using
/// the folder, or the disk does not let us. Thread: any. Waits on the disk.
[[nodiscard]] tl::expected<std::optional<std::filesystem::path>, std::string>
recoverJournal(const std::filesystem::path &dataFolder);

} // namespace tutti
