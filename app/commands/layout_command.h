// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti layout`: where pads and controls are on a panel.
[[nodiscard]] int runLayout(const CommandLine &line);
} // namespace tutti
