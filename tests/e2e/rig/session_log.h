// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <ios>
#include <vector>

namespace tutti::rig {

using Json = nlohmann::ordered_json;

/// The journal of the running session, read from the program's data folder while it is written.
class SessionLog {
public:
    explicit SessionLog(const std::filesystem::path &dataFolder) : m_file(dataFolder / "session" / "current.jsonl") {}

    /// Its lines so far, without the header. A last line that is not whole yet is left out.
    [[nodiscard]] const std::vector<Json> &lines() const;
    /// Waits until `count` lines with this `in` or `out` stand in it from line `from` on, then a little longer for one too
    /// many.
    [[nodiscard]] const std::vector<Json> &await(const char *direction, const char *kind, int count, std::size_t from, int timeoutMs = 4000) const;
    /// Counts such lines, from line `from` on.
    [[nodiscard]] static int count(const std::vector<Json> &lines, const char *direction, const char *kind, std::size_t from = 0);

private:
    std::filesystem::path m_file;
    mutable std::vector<Json> m_lines;
    mutable std::streamoff m_read = 0;
};

} // namespace tutti::rig
