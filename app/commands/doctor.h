// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti doctor`: looks at display, touch, sound, SoundFonts, data folder and disk, and at a home's own catalogue,
/// grooves, recipes and settings; a line each: good, or what to do.
/// Needs a QGuiApplication, on the real display where there is one.
[[nodiscard]] int runDoctor(const CommandLine &line);
} // namespace tutti
