// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the kiosk's session and systemd know of the program. Thread: any.
namespace tutti {

/// The unit that keeps Tutti running, as systemd sees it.
struct UnitFacts {
    std::string load;     ///< loaded, not-found, masked; empty: there is no systemd to ask
    std::string active;   ///< active, activating, failed, inactive
    std::string result;   ///< success, or how its last run ended: signal, watchdog, exit-code, ...
    std::string watchdog; ///< how long systemd waits for word of it, such as "10s"; "0" or "infinity": for ever
    int restarts = 0;     ///< since it was started by hand or with the machine
    friend bool operator==(const UnitFacts &, const UnitFacts &) = default;
};
/// From the lines that `systemctl show` writes.
[[nodiscard]] UnitFacts unitFrom(std::string_view lines);
/// Asks systemd; waits for it, tens of milliseconds.
[[nodiscard]] UnitFacts unitOfThisMachine();

/// The bad ends that the session counts (kiosk/session): those of the minute before the latest of them.
struct CrashFacts {
    bool counted = false;                  ///< there is a session, and it lets us read
    std::vector<std::chrono::seconds> ago; ///< oldest first
    friend bool operator==(const CrashFacts &, const CrashFacts &) = default;
};
/// `folder` is the session's in /run, `running` the time since the machine was switched on.
[[nodiscard]] CrashFacts crashesIn(const std::filesystem::path &folder, std::chrono::seconds running);
[[nodiscard]] CrashFacts crashesOfThisMachine();

/// How the last update went, as kiosk-update says.
struct UpdateFacts {
    enum class State : std::uint8_t { Running, Done, Failed, ReadOnly };
    State state = State::Done;
    std::chrono::sys_seconds when;
    friend bool operator==(const UpdateFacts &, const UpdateFacts &) = default;
};
/// Nothing: there was none since the machine was switched on.
[[nodiscard]] std::optional<UpdateFacts> lastUpdateIn(const std::filesystem::path &folder);
[[nodiscard]] std::optional<UpdateFacts> lastUpdateOfThisMachine();

} // namespace tutti
