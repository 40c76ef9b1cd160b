// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <tl/expected.hpp>

#include <QFile>
#include <QString>

#include <memory>
#include <string>

namespace tutti {

/// Writes a log to a file: the header, then lines in the order given. For what is derived; the running session's own log
/// is the Journal's. Thread: one. Waits on the disk.
class LogWriter {
public:
    /// Opens `file` anew and writes the header. The error is one sentence that names the file.
    [[nodiscard]] static tl::expected<LogWriter, std::string> create(const QString &file, const Header &header);

    void write(const Input &input);
    void write(const Output &output);
    /// A line as it was read, for kinds this version does not know.
    void writeLine(const std::string &line);
    /// Closes the file. What could not be written since `create` is told here.
    [[nodiscard]] tl::expected<void, std::string> finish();

private:
    explicit LogWriter(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}

    std::unique_ptr<QFile> m_file; // a QFile does not move
};

} // namespace tutti
