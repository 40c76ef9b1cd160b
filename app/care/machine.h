// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/checks.h"

#include <QString>

#include <filesystem>
#include <vector>

/// The facts of this machine that the checks are made of. What takes a file system, a kernel or a server is named with
/// each, and how long it may take. Roots can be given for tests; they are those of the machine otherwise.
namespace tutti {

// Thread: GUI, with a QGuiApplication. At once.
[[nodiscard]] DisplayFacts displayOfThisMachine(double smallestCapPx = 0);
[[nodiscard]] TouchFacts touchOfThisMachine();
[[nodiscard]] FontFacts fontsOfThisMachine();

// Thread: any.

/// Touch panels the kernel has, by what it says of its input devices. Under a millisecond.
[[nodiscard]] int kernelTouchPanels(const std::filesystem::path &inputClass);
/// /sys/class/input, or TUTTI_INPUT_CLASS: the tests' panels are no kernel's.
[[nodiscard]] std::filesystem::path inputClassOfThisMachine();
/// Asks JACK and PulseAudio; a server that hangs costs seconds.
[[nodiscard]] SoundFacts soundOfThisMachine();
/// Makes the folder and writes a file there for a moment; waits on the disk.
[[nodiscard]] FolderFacts folderAt(const QString &path);
/// Of a folder that need not be there yet.
[[nodiscard]] DiskFacts diskAt(const QString &path);
/// `watch` is told the time, where somebody keeps one.
[[nodiscard]] ClockFacts clockOfThisMachine(ClockWatch *watch = nullptr);
/// Sockets of these processes to which somebody else could talk over a network. A process that may not be looked into
/// counts as one without.
[[nodiscard]] std::vector<OpenPort> openPorts(const std::vector<int> &processes, const std::filesystem::path &proc = "/proc");
/// This process, and all that run the same program.
[[nodiscard]] std::vector<int> processesOfTutti(const std::filesystem::path &proc = "/proc");
/// Asks dpkg; empty where there is none. Tens of milliseconds.
[[nodiscard]] std::vector<PackageFacts> packagesOfThisMachine();
[[nodiscard]] VersionFacts versionsOfThisMachine();

} // namespace tutti
