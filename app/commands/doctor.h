// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti doctor`: looks at all there is to look at, from the display to a home's own files (care/examination.h); a line
/// each: good, or what to do. With `--save FILE` also into a file, for a report of something that went wrong.
/// Needs a QGuiApplication, on the real display where there is one.
[[nodiscard]] int runDoctor(const CommandLine &line);
} // namespace tutti
