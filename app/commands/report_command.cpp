// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/report_command.h"

#include "commands/command_line.h"
#include "commands/replay.h"
#include "content/whole_file.h"
#include "records/report.h"
#include "records/report_pdf.h"

#include <fmt/format.h>

#include <cstdio>

namespace tutti {
namespace {

tl::expected<void, std::string> writeText(const QString &path, const std::string &text)
{
    if (const auto written = writeWholeFile(path, QByteArray::fromStdString(text)); !written)
        return tl::make_unexpected(fmt::format("{} could not be written: {}. Choose another place.", path.toStdString(), written.error()));
    return {};
}

} // namespace

int runReport(const CommandLine &line)
{
    auto log = readLogFile(line.file);
    if (!log)
        return couldNotBeDone(log.error());
    for (const std::string &problem : log->problems)
        fmt::print(stderr, "{}\n", problem);
    if (log->outputs.empty()) {
        auto replayed = replay(*log, Library::builtIn(), {});
        if (!replayed)
            return couldNotBeDone(replayed.error());
        log->outputs = std::move(replayed->outputs);
    }
    const auto report = makeReport(*log);
    if (!report)
        return couldNotBeDone(report.error());
    if (!line.json.isEmpty())
        if (const auto written = writeText(line.json, reportJson(*report)); !written)
            return couldNotBeDone(written.error());
    if (!line.pdf.isEmpty())
        if (const auto written = writeReportPdf(*report, line.pdf); !written)
            return couldNotBeDone(written.error());
    if (line.json.isEmpty() && line.pdf.isEmpty())
        fmt::print("{}", reportText(*report));
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
