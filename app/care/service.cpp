// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/service.h"

#include "care/run_folder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fstream>
#include <system_error>
#include <utility>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

template <class Number>
std::optional<Number> numberFrom(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

UnitFacts unitFrom(std::string_view lines)
{
    UnitFacts facts;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view key = line.substr(0, equals), value = line.substr(equals + 1);
        if (key == "LoadState")
            facts.load = value;
        else if (key == "ActiveState")
            facts.active = value;
        else if (key == "Result")
            facts.result = value;
        else if (key == "WatchdogUSec")
            facts.watchdog = value;
        else if (key == "NRestarts")
            facts.restarts = numberFrom<int>(value).value_or(0);
    }
    return facts;
}

UnitFacts unitOfThisMachine()
{
    if (!QFileInfo::exists(u"/run/systemd/system"_s)) // as sd_booted(3)
        return {};
    QProcess systemctl;
    systemctl.setStandardErrorFile(QProcess::nullDevice());
    systemctl.start(u"systemctl"_s, {u"show"_s, u"tutti-kiosk.service"_s, u"--property=LoadState,ActiveState,Result,WatchdogUSec,NRestarts"_s});
    if (!systemctl.waitForFinished(5000)) {
        systemctl.kill();
        systemctl.waitForFinished();
        return {};
    }
    return unitFrom(systemctl.readAllStandardOutput().toStdString());
}

CrashFacts crashesIn(const fs::path &folder, std::chrono::seconds running)
{
    CrashFacts facts;
    std::error_code error;
    const fs::path crashes = folder / "crashes";
    std::ifstream in(crashes);
    facts.counted = fs::exists(folder / "running", error) && (in || !fs::exists(crashes, error));
    for (std::string line; std::getline(in, line);)
        if (const auto when = numberFrom<std::int64_t>(line); when && std::chrono::seconds{*when} <= running)
            facts.ago.push_back(running - std::chrono::seconds{*when});
    return facts;
}

CrashFacts crashesOfThisMachine()
{
    const RunFolder run = RunFolder::ofThisBox();
    std::timespec running{};
    ::clock_gettime(CLOCK_BOOTTIME, &running); // what /proc/uptime counts
    return crashesIn(run.isThere() ? run.path().toStdString() : "/run/tutti", std::chrono::seconds{running.tv_sec});
}

std::optional<UpdateFacts> lastUpdateIn(const fs::path &folder)
{
    const fs::path file = folder / "state";
    std::ifstream in(file);
    std::string word;
    in >> word;
    const QDateTime written = QFileInfo(file).lastModified();
    using enum UpdateFacts::State;
    for (const auto &[state, name] : {std::pair{Running, "running"}, std::pair{Done, "done"}, std::pair{Failed, "failed"}, std::pair{ReadOnly, "read-only"}})
        if (word == name)
            return UpdateFacts{state, std::chrono::sys_seconds{std::chrono::seconds{written.toSecsSinceEpoch()}}};
    return std::nullopt;
}

std::optional<UpdateFacts> lastUpdateOfThisMachine() { return lastUpdateIn("/run/tutti-update"); }

} // namespace tutti
