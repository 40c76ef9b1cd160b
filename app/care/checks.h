// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/finding.h"
#include "care/service.h"
#include "sound/sound_servers.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What each thing that was looked at means. Facts in, a finding out: no file, no clock, no server is asked here; where
/// the facts come from is machine.h. Thread: any.
namespace tutti {

struct ScreenFacts {
    std::string name;      ///< of its plug, such as HDMI-A-1
    int widthPx = 0;
    int heightPx = 0;
    double diagonalIn = 0; ///< as it says itself; 0: it does not say
    friend bool operator==(const ScreenFacts &, const ScreenFacts &) = default;
};
struct DisplayFacts {
    bool answers = true;              ///< false: drawn into memory
    std::vector<ScreenFacts> screens; ///< the one Tutti is on first
    double smallestCapPx = 0;         ///< height of the smallest capitals Tutti draws on it; 0: not known
};
[[nodiscard]] Finding checkDisplay(const DisplayFacts &facts);

struct TouchFacts {
    int panels = 0;       ///< that the display hands on
    int fingers = 0;      ///< the most that one of them tells apart
    int kernelPanels = 0; ///< that the kernel knows
    friend bool operator==(const TouchFacts &, const TouchFacts &) = default;
};
[[nodiscard]] Finding checkTouch(const TouchFacts &facts);

struct SoundFacts {
    std::optional<JackServer> jack;
    std::optional<std::string> pulse; ///< the server's address
    std::optional<PulseSpeaker> speaker;
    bool card = false;
    std::string reasons;              ///< why there is neither JACK nor PulseAudio
};
[[nodiscard]] Finding checkSound(const SoundFacts &facts);

struct SoundsFacts {
    bool loaded = false;
    std::string name;                  ///< the SoundFont's; empty: the built-in set
    int passedOver = 0;                ///< SoundFonts before it that could not be used; why is the first of the problems
    bool ownChoice = false;            ///< somebody picked it: its name is theirs
    std::vector<std::string> problems; ///< sentences, as loading gave them
};
[[nodiscard]] Finding checkSounds(const SoundsFacts &facts);

struct FontFacts {
    bool any = false;
    bool ours = false; ///< one that the screens are made for
};
[[nodiscard]] Finding checkFonts(const FontFacts &facts);

struct FolderFacts {
    enum class State : std::uint8_t { Writable, NotMade, ReadOnly };
    std::string path;
    State state = State::Writable;
};
[[nodiscard]] Finding checkFolder(const FolderFacts &facts);

struct DiskFacts {
    std::string place;
    std::optional<std::uint64_t> freeBytes;
    std::string why; ///< there is no number
};
[[nodiscard]] Finding checkDisk(const DiskFacts &facts);

struct ClockFacts {
    std::chrono::sys_seconds now;
    std::chrono::sys_days built;
    bool jumped = false; ///< since it was last looked at
};
[[nodiscard]] Finding checkClock(const ClockFacts &facts);

/// Tells a clock that was set from one that runs. A machine that sleeps is no jump.
class ClockWatch {
public:
    static constexpr std::chrono::seconds kJump{300}; ///< less is what a time server puts right
    /// `wall` is the date, `running` the time since the machine started, sleep included. Whether the date has jumped
    /// since the last call.
    [[nodiscard]] bool jumped(std::chrono::sys_seconds wall, std::chrono::seconds running);

private:
    std::optional<std::chrono::seconds> m_apart;
};

struct OpenPort {
    std::string protocol; ///< tcp or udp
    int number = 0;
    friend bool operator==(const OpenPort &, const OpenPort &) = default;
};
[[nodiscard]] Finding checkNetwork(const std::vector<OpenPort> &open);

[[nodiscard]] Finding checkService(const UnitFacts &facts);
[[nodiscard]] Finding checkLastStart(const CrashFacts &facts);
[[nodiscard]] Finding checkUpdates(const std::optional<UpdateFacts> &last);

struct PackageFacts {
    std::string name;
    std::string version;
    std::string status; ///< dpkg's word: installed, unpacked, half-configured, ...
    friend bool operator==(const PackageFacts &, const PackageFacts &) = default;
};
[[nodiscard]] Finding checkPackages(const std::vector<PackageFacts> &packages);

struct VersionFacts {
    std::string tutti, system, kernel, qt, fluidSynth;
};
[[nodiscard]] Finding checkVersions(const VersionFacts &facts);

/// A home's own files: how many there are in all, or what is wrong with each. The sentences may hold what people wrote.
[[nodiscard]] std::vector<Finding> checkOwnFiles(Subject about, const std::vector<std::string> &problems, std::string inOrder);

} // namespace tutti
