// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/session_log.h"

#include "e2e/rig/result.h"

#include <fstream>
#include <string>

namespace tutti::rig {

const std::vector<Json> &SessionLog::lines() const
{
    // A session of minutes has megabytes of it: only what is new is read.
    std::ifstream file(m_file, std::ios::binary | std::ios::ate);
    const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : 0;
    if (size < m_read) { // another session's
        m_lines.clear();
        m_read = 0;
    }
    file.seekg(m_read);
    for (std::string line; std::getline(file, line) && !file.eof(); m_read += static_cast<std::streamoff>(line.size()) + 1) {
        Json json = Json::parse(line, nullptr, false);
        if (json.is_object() && !json.contains("tutti_log"))
            m_lines.push_back(std::move(json));
    }
    return m_lines;
}

int SessionLog::count(const std::vector<Json> &lines, const char *direction, const char *kind, std::size_t from)
{
    int found = 0;
    for (std::size_t i = from; i < lines.size(); ++i) {
        const auto &line = lines[i];
        found += line.value(direction, "") == kind && (std::string_view(kind) != "note" || line.value("seat", -1) >= 0) ? 1 : 0;
    }
    return found;
}

const std::vector<Json> &SessionLog::await(const char *direction, const char *kind, int wanted, std::size_t from, int timeoutMs) const
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (nowNs() < end && count(lines(), direction, kind, from) < wanted)
        sleepMs(20);
    sleepMs(100);
    return lines();
}

} // namespace tutti::rig
