// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/result.h"

#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tutti::rig {

/// A folder of its own under TMPDIR, mode 0700, removed at the end.
class TempDir {
public:
    static Result<std::unique_ptr<TempDir>> create();
    ~TempDir();
    TempDir(const TempDir &) = delete;
    TempDir &operator=(const TempDir &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
    explicit TempDir(std::filesystem::path path) : m_path(std::move(path)) {}
    std::filesystem::path m_path;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

/// A program in a process group of its own. It ends with this object, and with the thread that started it: the kernel
/// sends it a signal when that thread is gone, so a test that crashes leaves no server behind.
class Process {
public:
    struct Options {
        std::vector<std::string> command;  ///< looked for in PATH
        Environment environment;           ///< added to ours
        std::filesystem::path log;         ///< standard output and error
        int keepFd = -1;                   ///< stays open in the child under the same number
        int deathSignal = SIGTERM;
    };

    static Result<std::unique_ptr<Process>> start(Options options);
    ~Process();
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Taken just before the fork.
    [[nodiscard]] std::int64_t startedNs() const { return m_startedNs; }
    [[nodiscard]] bool running();
    void signal(int number);
    /// Asks, waits, then kills the whole group.
    void stop(int patienceMs = 2000);
    /// The exit status, 128 + n for an end by signal n; none when it still runs after `timeoutMs`.
    std::optional<int> wait(int timeoutMs);
    /// What it has printed, at most its last 2000 characters.
    [[nodiscard]] std::string output() const;

    /// Resident memory in KiB, now and at its highest; 0 when it has ended.
    struct Memory { long nowKiB = 0; long peakKiB = 0; };
    [[nodiscard]] Memory memory() const;

private:
    Process() = default;
    pid_t m_pid = -1;
    std::int64_t m_startedNs = 0;
    std::optional<int> m_status;
    std::filesystem::path m_log;
};

/// Where a program of this name lies in PATH, or empty.
[[nodiscard]] std::filesystem::path findProgram(const std::string &name);
/// Whether this user may ask for real-time scheduling.
[[nodiscard]] bool realTimeAllowed();

} // namespace tutti::rig
