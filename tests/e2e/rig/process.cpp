// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/process.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>

extern char **environ;

namespace tutti::rig {

namespace fs = std::filesystem;

std::int64_t nowNs() noexcept
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

void sleepUntilNs(std::int64_t t) noexcept
{
    const timespec until{t / 1'000'000'000, t % 1'000'000'000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) { }
}

void sleepMs(int ms) noexcept { sleepUntilNs(nowNs() + std::int64_t{ms} * 1'000'000); }

Result<std::unique_ptr<TempDir>> TempDir::create()
{
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "tutti-rig-XXXXXX").string();
    if (error || !mkdtemp(name.data()))
        return Failure(fmt::format("No folder for temporary files: {}.", error ? error.message() : std::strerror(errno)));
    return std::unique_ptr<TempDir>(new TempDir(name));
}

TempDir::~TempDir()
{
    std::error_code error;
    if (!std::getenv("TUTTI_RIG_KEEP"))
        fs::remove_all(m_path, error);
}

fs::path findProgram(const std::string &name)
{
    if (name.find('/') != std::string::npos)
        return access(name.c_str(), X_OK) == 0 ? fs::path(name) : fs::path();
    const char *path = std::getenv("PATH");
    std::istringstream parts(path ? path : "/usr/bin:/bin");
    for (std::string part; std::getline(parts, part, ':');) {
        const fs::path candidate = fs::path(part) / name;
        if (access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return {};
}

bool realTimeAllowed()
{
    const pid_t child = fork();
    if (child == 0) {
        const sched_param wish{70};
        _exit(sched_setscheduler(0, SCHED_FIFO, &wish) == 0 ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Result<std::unique_ptr<Process>> Process::start(Options options)
{
    const fs::path program = options.command.empty() ? fs::path() : findProgram(options.command.front());
    if (program.empty())
        return Failure(fmt::format("{} is not installed.", options.command.empty() ? "The program" : options.command.front()));

    // All that allocates happens before the fork: other threads of ours may hold the heap's lock.
    std::vector<std::string> variables;
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view line(*entry);
        bool replaced = false;
        for (const auto &[key, value] : options.environment)
            replaced = replaced || (line.size() > key.size() && line.substr(0, key.size()) == key && line[key.size()] == '=');
        if (!replaced)
            variables.emplace_back(line);
    }
    for (const auto &[key, value] : options.environment)
        variables.push_back(key + "=" + value);
    std::vector<char *> arguments;
    for (auto &argument : options.command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    std::vector<char *> environment;
    for (auto &variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    const int log = open(options.log.empty() ? "/dev/null" : options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return Failure(fmt::format("{} cannot be written: {}.", options.log.string(), std::strerror(errno)));

    std::unique_ptr<Process> process(new Process);
    process->m_log = options.log;
    process->m_startedNs = nowNs();
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, options.deathSignal);
        if (getppid() != parent)
            _exit(127);
        dup2(log, STDOUT_FILENO);
        dup2(log, STDERR_FILENO);
        if (options.keepFd >= 0)
            fcntl(options.keepFd, F_SETFD, 0);
        execve(program.c_str(), arguments.data(), environment.data());
        _exit(127);
    }
    close(log);
    if (child < 0)
        return Failure(fmt::format("{} cannot be started: {}.", program.string(), std::strerror(errno)));
    setpgid(child, child); // from both sides: whichever comes first
    process->m_pid = child;
    return process;
}

Process::~Process() { stop(); }

bool Process::running() { return !wait(0); }

void Process::signal(int number)
{
    if (running())
        kill(m_pid, number);
}

std::optional<int> Process::wait(int timeoutMs)
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (!m_status) {
        int status = 0;
        if (waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            break;
        }
        if (nowNs() >= end)
            return std::nullopt;
        sleepMs(5);
    }
    return m_status;
}

void Process::stop(int patienceMs)
{
    if (running()) {
        kill(-m_pid, SIGTERM);
        if (!wait(patienceMs)) {
            kill(-m_pid, SIGKILL);
            wait(2000);
        }
    }
    kill(-m_pid, SIGKILL); // helpers it left in its group
}

std::string Process::output() const
{
    std::ifstream in(m_log);
    std::stringstream text;
    text << in.rdbuf();
    const std::string all = text.str();
    return all.size() > 2000 ? all.substr(all.size() - 2000) : all;
}

Process::Memory Process::memory() const
{
    Memory memory;
    std::ifstream in(fmt::format("/proc/{}/status", m_pid));
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmHWM:"))
            memory.peakKiB = std::strtol(line.c_str() + 6, nullptr, 10);
        else if (line.starts_with("VmRSS:"))
            memory.nowKiB = std::strtol(line.c_str() + 6, nullptr, 10);
    }
    return memory;
}

} // namespace tutti::rig
