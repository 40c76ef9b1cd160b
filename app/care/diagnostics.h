// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/checks.h"
#include "content/settings_file.h"

#include <tl/expected.hpp>

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tutti {

/// What the engine and the stream of the running program say of themselves.
struct PlayCounts {
    std::chrono::seconds since{};    ///< the program's start
    std::string driver;              ///< jack, pulseaudio, alsa, qt, none
    int sampleRate = 0;              ///< Hz
    int periodFrames = 0;
    std::uint64_t callbacks = 0;     ///< of the stream that runs
    std::uint64_t notesDropped = 0;
    std::uint64_t notesLate = 0;
    int streamsLost = 0;             ///< how often sound had to be looked for again
};

/// All that a bug report needs to know of a machine. It holds nobody's name and no words of this home: of findings only
/// what may be shared, of settings only those that say nothing of people, of the sound device only its kind; and no
/// session.
struct Diagnostics {
    std::chrono::sys_seconds when;
    std::vector<Finding> findings;
    KioskSettings settings;
    DisplayFacts display;
    TouchFacts touch;
    SoundFacts sound;
    UnitFacts unit;
    CrashFacts crashes;
    std::string drawnBy;              ///< the display's kind, such as wayland or xcb
    std::optional<PlayCounts> counts; ///< none: it was not asked of a program that plays
};

/// As text that people can read before they send it. Thread: any.
[[nodiscard]] std::string textOf(const Diagnostics &diagnostics);

/// All or nothing. The error is one sentence. Thread: any; waits on the disk.
[[nodiscard]] tl::expected<void, std::string> saveDiagnostics(const QString &file, const Diagnostics &diagnostics);

/// The kind of a PulseAudio speaker by its name, such as "USB" or "HDMI"; the name itself may hold a serial number.
[[nodiscard]] std::string kindOfSpeaker(const std::string &name);

} // namespace tutti
