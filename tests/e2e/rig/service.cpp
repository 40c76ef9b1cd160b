// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/service.h"

#include "e2e/rig/local_socket.h"

#include <fmt/format.h>

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

namespace tutti::rig {

namespace fs = std::filesystem;

namespace {

constexpr const char *kService = "Service";
constexpr std::int64_t kForever = -1;
constexpr std::int64_t kMs = 1'000'000;

std::string trimmed(const std::string &text)
{
    const auto from = text.find_first_not_of(" \t");
    return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::vector<std::string> words(const std::string &text)
{
    std::istringstream in(text);
    std::vector<std::string> found;
    for (std::string word; in >> word;)
        found.push_back(word);
    return found;
}

std::optional<std::pair<std::string, std::string>> assignment(const std::string &text)
{
    const auto sign = text.find('=');
    if (sign == std::string::npos || sign == 0)
        return std::nullopt;
    return std::pair{trimmed(text.substr(0, sign)), trimmed(text.substr(sign + 1))};
}

int signalNumber(const std::string &name)
{
    return name == "SIGKILL" ? SIGKILL : name == "SIGTERM" ? SIGTERM : SIGABRT; // SIGABRT is systemd's own choice
}

/// Whether a process belongs to the group of the main one.
bool inGroup(pid_t process, pid_t group) { return getpgid(process) == group; }

} // namespace

Result<UnitFile> UnitFile::read(const fs::path &file)
{
    std::ifstream in(file);
    if (!in)
        return Failure(fmt::format("{} cannot be read.", file.string()));
    UnitFile unit;
    std::string section;
    for (std::string line; std::getline(in, line);) {
        line = trimmed(line);
        if (line.empty() || line[0] == '#' || line[0] == ';')
            continue;
        if (line.front() == '[' && line.back() == ']')
            section = line.substr(1, line.size() - 2);
        else if (const auto pair = assignment(line); pair && line.back() != '\\')
            unit.m_values[{section, pair->first}].push_back(pair->second);
        else
            return Failure(fmt::format("{}: \"{}\" is not understood.", file.string(), line));
    }
    return unit;
}

std::vector<std::string> UnitFile::values(const std::string &section, const std::string &key) const
{
    const auto found = m_values.find({section, key});
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

std::string UnitFile::value(const std::string &section, const std::string &key) const
{
    const auto all = values(section, key);
    return all.empty() ? std::string() : all.back();
}

std::int64_t UnitFile::milliseconds(const std::string &section, const std::string &key, std::int64_t none) const
{
    const std::string text = value(section, key);
    if (text.empty())
        return none;
    if (text == "infinity")
        return kForever;
    char *unit = nullptr;
    const double number = std::strtod(text.c_str(), &unit);
    const std::string_view name(unit);
    return static_cast<std::int64_t>(number * (name == "ms" ? 1 : name == "min" ? 60'000 : 1000));
}

Result<std::unique_ptr<Service>> Service::start(const fs::path &file, Places places)
{
    auto unit = UnitFile::read(file);
    if (!unit)
        return Failure(unit.error());
    if (unit->value(kService, "Type") != "notify" || unit->value(kService, "Restart") != "always")
        return Failure(fmt::format("{} is not of the kind that this rig runs.", file.string()));
    std::unique_ptr<Service> service(new Service(std::move(*unit), std::move(places)));
    service->m_notifyPath = service->m_places.runtime / (file.stem().string() + ".notify");
    if (const auto prepared = service->prepare(); !prepared)
        return Failure(prepared.error());
    service->m_thread = std::thread([raw = service.get()] { raw->supervise(); });
    return service;
}

Result<void> Service::prepare()
{
    std::error_code error;
    for (const auto &[key, root] : {std::pair{"RuntimeDirectory", m_places.runtime}, {"StateDirectory", m_places.state}})
        for (const auto &name : words(m_unit.value(kService, key)))
            fs::create_directories(root / name, error);
    const auto address = addressOf(m_notifyPath);
    if (!address)
        return Failure(address.error());
    m_notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (error || m_notify < 0 || setsockopt(m_notify, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0
        || bind(m_notify, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        return Failure(fmt::format("{} cannot be made: {}.", m_notifyPath.string(), error ? error.message() : std::strerror(errno)));
    return {};
}

Service::~Service()
{
    update([this] { m_stop = true; });
    if (m_thread.joinable())
        m_thread.join();
    if (m_notify >= 0)
        close(m_notify);
}

template <class Change> void Service::update(Change change)
{
    const std::lock_guard lock(m_mutex);
    change();
    m_changed.notify_all();
}

Service::Run Service::run() const
{
    const std::lock_guard lock(m_mutex);
    return m_run;
}

int Service::hangs() const
{
    const std::lock_guard lock(m_mutex);
    return m_hangs;
}

std::optional<Service::Run> Service::awaitReady(int number, int timeoutMs) const
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, std::chrono::milliseconds(timeoutMs), [&] { return m_run.number >= number && m_run.readyNs > 0; }))
        return std::nullopt;
    return m_run;
}

std::string Service::output() const
{
    std::ifstream in(m_places.log);
    std::stringstream text;
    text << in.rdbuf();
    const std::string all = text.str();
    return all.size() > 3000 ? all.substr(all.size() - 3000) : all;
}

std::string Service::moved(std::string text) const
{
    for (const auto &[from, to] : m_places.moved)
        if (text.starts_with(from))
            return to + text.substr(from.size());
    return text;
}

Environment Service::environment() const
{
    Environment environment = m_places.environment;
    for (const auto &line : m_unit.values(kService, "Environment"))
        for (const auto &word : words(line))
            if (const auto pair = assignment(word))
                environment.push_back(*pair);
    for (std::string name : m_unit.values(kService, "EnvironmentFile")) {
        if (name.starts_with('-'))
            name.erase(0, 1);
        std::ifstream in(moved(name));
        for (std::string line; std::getline(in, line);)
            if (const auto pair = assignment(line); pair && line[0] != '#')
                environment.push_back(*pair);
    }
    environment.emplace_back("NOTIFY_SOCKET", m_notifyPath.string());
    if (const auto watchdog = m_unit.milliseconds(kService, "WatchdogSec", 0); watchdog > 0)
        environment.emplace_back("WATCHDOG_USEC", std::to_string(watchdog * 1000));
    if (const auto name = m_unit.value(kService, "RuntimeDirectory"); !name.empty())
        environment.emplace_back("RUNTIME_DIRECTORY", (m_places.runtime / name).string());
    if (const auto name = m_unit.value(kService, "StateDirectory"); !name.empty())
        environment.emplace_back("STATE_DIRECTORY", (m_places.state / name).string());
    return environment;
}

std::vector<std::string> Service::command(const Environment &environment) const
{
    std::vector<std::string> command;
    for (const auto &word : words(m_unit.value(kService, "ExecStart"))) {
        if (!word.starts_with('$')) {
            command.push_back(moved(word));
            continue;
        }
        for (const auto &[name, value] : environment)
            if (name == word.substr(1))
                for (const auto &part : words(value))
                    command.push_back(part);
    }
    return command;
}

bool Service::mayNotify(pid_t sender) const
{
    const auto access = m_unit.value(kService, "NotifyAccess");
    return sender == m_process->pid() || (access == "all" && inGroup(sender, m_process->pid()));
}

bool Service::hear(int timeoutMs)
{
    pollfd wait{m_notify, POLLIN, 0};
    if (poll(&wait, 1, timeoutMs) != 1)
        return false;
    std::array<char, 4096> text{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred)) + 256> control{};
    iovec part{text.data(), text.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = recvmsg(m_notify, &message, MSG_CMSG_CLOEXEC);
    pid_t sender = -1;
    for (cmsghdr *head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head))
        if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_CREDENTIALS) {
            ucred who{};
            std::memcpy(&who, CMSG_DATA(head), sizeof who);
            sender = who.pid;
        }
    if (got <= 0 || !mayNotify(sender))
        return true;
    std::istringstream lines(std::string(text.data(), static_cast<std::size_t>(got)));
    for (std::string line; std::getline(lines, line);) {
        if (line == "READY=1") {
            m_heardNs = nowNs();
            update([this] { m_run.readyNs = m_heardNs; });
        } else if (line == "WATCHDOG=1") {
            m_heardNs = nowNs();
            update([this] { m_run.watched = true; });
        }
    }
    return true;
}

void Service::superviseRun()
{
    const std::int64_t startLimit = m_unit.milliseconds(kService, "TimeoutStartSec", 90'000);
    const std::int64_t stopLimit = m_unit.milliseconds(kService, "TimeoutStopSec", 90'000);
    const std::int64_t watchdog = m_unit.milliseconds(kService, "WatchdogSec", 0);
    while (m_process->running()) {
        hear(10);
        const Run now = run();
        {
            const std::lock_guard lock(m_mutex);
            if (m_stop)
                break;
        }
        const std::int64_t silentMs = (nowNs() - (now.readyNs ? m_heardNs : now.startedNs)) / kMs;
        if (!now.readyNs && startLimit != kForever && silentMs > startLimit)
            break;
        if (now.readyNs && watchdog > 0 && silentMs > watchdog) {
            update([this] { ++m_hangs; });
            kill(-m_process->pid(), signalNumber(m_unit.value(kService, "WatchdogSignal")));
            break;
        }
    }
    // What is left of the group goes with the main process.
    m_process->stop(static_cast<int>(stopLimit));
}

void Service::supervise()
{
    const std::int64_t pause = m_unit.milliseconds(kService, "RestartSec", 100);
    const auto stopped = [this] {
        const std::lock_guard lock(m_mutex);
        return m_stop;
    };
    while (!stopped()) {
        const Environment variables = environment();
        auto process = Process::start({.command = command(variables), .environment = variables, .log = m_places.log, .deathSignal = SIGKILL});
        if (process) {
            m_process = std::move(*process);
            m_heardNs = 0;
            update([this] { m_run = {m_run.number + 1, m_process->pid(), m_process->startedNs(), 0, false}; });
            superviseRun();
            update([this] { m_run.main = -1; m_run.readyNs = 0; });
            while (hear(0)) { } // what the dead one said last
        } else {
            std::ofstream(m_places.log, std::ios::app) << process.error() << '\n';
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(pause), [this] { return m_stop; });
    }
}

} // namespace tutti::rig
