// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/library.h"
#include "records/log_reader.h"

#include <tl/expected.hpp>

#include <QString>

#include <string>
#include <vector>

namespace tutti {

struct ReplayRequest {
    QString events;    ///< where to write what happened, or empty
    QString wav;       ///< where to write the sound, or empty
    QString soundFont; ///< for the sound; empty: the embedded set
};

struct Replayed {
    std::vector<Output> outputs;
    std::vector<std::string> problems; ///< sentences about inputs that made no sense, and about the SoundFont
    Micros length{};
};

/// Plays a log's inputs again, as fast as it goes, from the same state and with the same rules as the screen does.
/// The error is one sentence. Thread: any one. Waits on the disk.
[[nodiscard]] tl::expected<Replayed, std::string> replay(const SessionLog &log, const Library &library, const ReplayRequest &request);

/// `tutti replay` and what it prints.
struct CommandLine;
[[nodiscard]] int runReplay(const CommandLine &line);

} // namespace tutti
