// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti`: opens the screen and stays until it is closed. Needs a QGuiApplication.
[[nodiscard]] int runScreen(const CommandLine &line);
} // namespace tutti
