// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/log_writer.h"

#include "records/log_format.h"

#include <fmt/core.h>

namespace tutti {

namespace {

std::string notWritten(const QFile &file)
{
    return fmt::format("{} could not be written ({}); choose another place or make some room.",
                       file.fileName().toStdString(), file.errorString().toStdString());
}

} // namespace

tl::expected<LogWriter, std::string> LogWriter::create(const QString &file, const Header &header)
{
    auto device = std::make_unique<QFile>(file);
    if (!device->open(QIODevice::WriteOnly | QIODevice::Truncate))
        return tl::make_unexpected(notWritten(*device));
    LogWriter writer(std::move(device));
    writer.writeLine(lineOf(header));
    return writer;
}

void LogWriter::write(const Input &input) { writeLine(lineOf(input)); }
void LogWriter::write(const Output &output) { writeLine(lineOf(output)); }

void LogWriter::writeLine(const std::string &line)
{
    if (m_file->error() != QFileDevice::NoError)
        return; // what follows a gap is no use; finish() tells
    m_file->write(line.data(), static_cast<qint64>(line.size()));
    m_file->putChar('\n');
}

tl::expected<void, std::string> LogWriter::finish()
{
    const bool good = m_file->flush() && m_file->error() == QFileDevice::NoError;
    const auto problem = good ? std::string() : notWritten(*m_file);
    m_file->close();
    if (!good)
        return tl::make_unexpected(problem);
    return {};
}

} // namespace tutti
