// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti report`: the measures of a log, in words, as JSON and as a page. A log without outputs is replayed first.
[[nodiscard]] int runReport(const CommandLine &line);
} // namespace tutti
