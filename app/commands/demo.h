// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti demo DIR`: a scripted group session through the real screen; pictures, sound and log into DIR.
[[nodiscard]] int runDemo(const CommandLine &line);
} // namespace tutti
