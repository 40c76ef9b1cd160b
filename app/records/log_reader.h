// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <tl/expected.hpp>

#include <QIODevice>
#include <QString>

#include <string>
#include <vector>

namespace tutti {

/// A line of a kind this version does not know: kept as it was, and ignored.
struct UnknownLine {
    Micros t{}; ///< its own, or the last before it
    std::string text;
    friend bool operator==(const UnknownLine &, const UnknownLine &) = default;
};

/// A session as it was read. Times never run back, neither within `inputs` nor within `outputs`.
struct SessionLog {
    std::string name; ///< the file's, as it is told in sentences
    Header header;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<UnknownLine> unknown;
    /// One sentence each for whatever was moved or left out: "session.jsonl, line 12: this line is not JSON and was left
    /// out." Past a few hundred they are only counted.
    std::vector<std::string> problems;
};

/// A longer line is left out unread.
inline constexpr qint64 kMaxLogLine = 1 << 20;
/// Arrays and objects within each other; the format itself needs three.
inline constexpr int kMaxLogDepth = 16;
/// No session is longer, so a time beyond it is a mistake.
inline constexpr Micros kLongestSession = std::chrono::hours(24 * 7);

/// Reads a log, however damaged: broken lines are left out and reported, the rest still counts. The error is one sentence
/// that names the file: there is none, it is empty, it has no header or that of another version.
/// Thread: any. Waits on the disk. Never throws.
[[nodiscard]] tl::expected<SessionLog, std::string> readLog(QIODevice &device, const std::string &name);
[[nodiscard]] tl::expected<SessionLog, std::string> readLogFile(const QString &file);

} // namespace tutti
