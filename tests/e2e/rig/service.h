// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/process.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tutti::rig {

/// A unit file: sections of lines KEY=VALUE, as systemd.syntax(7) has them. A key may come several times.
class UnitFile {
public:
    static Result<UnitFile> read(const std::filesystem::path &file);
    /// The last value of a key, as in systemd; empty when it is not there.
    [[nodiscard]] std::string value(const std::string &section, const std::string &key) const;
    [[nodiscard]] std::vector<std::string> values(const std::string &section, const std::string &key) const;
    /// A span of time as systemd.time(7) has it, in ms; `none` when the key is not there.
    [[nodiscard]] std::int64_t milliseconds(const std::string &section, const std::string &key, std::int64_t none) const;

private:
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> m_values;
};

/// Runs one service unit the way systemd does, where no systemd runs: ExecStart= with its environment and folders, ready and
/// alive by what it tells NOTIFY_SOCKET, killed when it is silent for WatchdogSec=, and started again (Restart=always).
/// What it knows of a unit: Type=notify, NotifyAccess=, ExecStart=, Environment=, EnvironmentFile=, RuntimeDirectory=,
/// StateDirectory=, Restart=, RestartSec=, TimeoutStartSec=, TimeoutStopSec=, WatchdogSec=, WatchdogSignal=. Users, terminals
/// and the sandbox it leaves out. In place of the control group stands the process group.
class Service {
public:
    struct Places {
        /// Where what the unit names lies here: the beginning of a path, and what stands in its place.
        std::vector<std::pair<std::string, std::string>> moved;
        std::filesystem::path runtime; ///< for /run
        std::filesystem::path state;   ///< for /var/lib
        Environment environment;       ///< what the machine would give it
        std::filesystem::path log;     ///< standard output and error of all its runs
    };
    static Result<std::unique_ptr<Service>> start(const std::filesystem::path &unit, Places places);
    /// Asks it to end, as `systemctl stop` does.
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /// What stands of one run.
    struct Run {
        int number = 0;             ///< counted from 1
        pid_t main = -1;            ///< the process of ExecStart=
        std::int64_t startedNs = 0;
        std::int64_t readyNs = 0;   ///< 0: not yet
        bool watched = false;       ///< it has sent WATCHDOG=1
    };
    [[nodiscard]] Run run() const;
    /// Waits until run `number` or a later one is ready.
    [[nodiscard]] std::optional<Run> awaitReady(int number, int timeoutMs) const;
    /// How many runs ended because the watchdog heard nothing.
    [[nodiscard]] int hangs() const;
    /// What it printed last.
    [[nodiscard]] std::string output() const;

private:
    Service(UnitFile unit, Places places) : m_unit(std::move(unit)), m_places(std::move(places)) {}
    Result<void> prepare();
    void supervise();
    void superviseRun();
    /// True when something was heard.
    bool hear(int timeoutMs);
    [[nodiscard]] bool mayNotify(pid_t sender) const;
    [[nodiscard]] std::string moved(std::string text) const;
    [[nodiscard]] std::vector<std::string> command(const Environment &environment) const;
    [[nodiscard]] Environment environment() const;
    template <class Change> void update(Change change);

    UnitFile m_unit;
    Places m_places;
    int m_notify = -1;
    std::filesystem::path m_notifyPath;
    std::unique_ptr<Process> m_process; ///< the thread's own
    std::int64_t m_heardNs = 0;         ///< the last WATCHDOG=1 or READY=1; the thread's own

    mutable std::mutex m_mutex; ///< guards what follows
    mutable std::condition_variable m_changed;
    Run m_run;
    int m_hangs = 0;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tutti::rig
