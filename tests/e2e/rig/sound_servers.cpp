// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/sound_servers.h"

#include <fmt/format.h>
#include <fmt/os.h>
#include <fmt/ranges.h>
#include <jack/jack.h>
#include <pulse/pulseaudio.h>

#include <unistd.h>

#include <fstream>
#include <memory>
#include <regex>

namespace tutti::rig {
namespace {

void quiet(const char *) { }

bool jackAnswers(const std::string &name)
{
    jack_set_error_function(quiet);
    jack_set_info_function(quiet);
    jack_client_t *const client = jack_client_open("knock", static_cast<jack_options_t>(JackNoStartServer | JackServerName), nullptr, name.c_str());
    if (client)
        jack_client_close(client);
    return client != nullptr;
}

bool pulseAnswers(const std::string &address)
{
    pa_mainloop *const loop = pa_mainloop_new();
    pa_context *const context = pa_context_new(pa_mainloop_get_api(loop), "knock");
    bool ready = false;
    if (pa_context_connect(context, address.c_str(), PA_CONTEXT_NOAUTOSPAWN, nullptr) >= 0) {
        for (;;) {
            const auto state = pa_context_get_state(context);
            ready = state == PA_CONTEXT_READY;
            if (ready || !PA_CONTEXT_IS_GOOD(state) || pa_mainloop_iterate(loop, 1, nullptr) < 0)
                break;
        }
        pa_context_disconnect(context);
    }
    pa_context_unref(context);
    pa_mainloop_free(loop);
    return ready;
}

Result<void> awaitAnswer(Process &process, const char *what, bool (*answers)(const std::string &), const std::string &where)
{
    const std::int64_t end = nowNs() + 10'000'000'000;
    while (nowNs() < end && process.running()) {
        if (answers(where))
            return {};
        sleepMs(20);
    }
    return Failure(fmt::format("{} did not start: {}", what, process.output()));
}

} // namespace

Result<std::unique_ptr<JackServer>> JackServer::start(const std::filesystem::path &folder, int period, Manner manner, Speaker speaker)
{
    // JACK remembers up to eight servers that were killed until the machine restarts, and then starts no more. A name
    // that has been used takes its old place, so names are used again.
    constexpr int kNames = 4;
    std::string error;
    for (int number = 0; number < kNames; ++number) {
        const std::string name = fmt::format("tutti-rig-{}", number);
        if (jackAnswers(name))
            continue;
        std::unique_ptr<JackServer> server(new JackServer);
        server->m_folder = folder;
        server->m_period = period;
        server->m_manner = manner;
        server->m_speaker = speaker;
        server->m_name = name;
        server->m_environment = {{"JACK_DEFAULT_SERVER", name}, {"JACK_NO_START_SERVER", "1"}, {"JACK_NO_AUDIO_RESERVATION", "1"}};
        if (const auto launched = server->launch())
            return server;
        else
            error = launched.error();
    }
    return Failure(error.empty() ? fmt::format("{} JACK servers of other tests are running.", kNames) : error);
}

Result<void> JackServer::launch()
{
    // Its room for two thousand ports would count as 100 MB of every client's memory.
    std::vector<std::string> command{"jackd", "-n", m_name, "--port-max", "128"};
    // A realtime server refuses to run for a user who may not ask for it.
    if (realTimeAllowed())
        command.insert(command.end(), {"-R", "-P70"});
    else
        command.emplace_back("-r");
    if (m_manner == Manner::Patient)
        command.insert(command.end(), {"-S", "-t", "2000"});
    command.insert(command.end(), {"-d", "dummy", "-r", std::to_string(m_speaker.rate), "-p", std::to_string(m_period), "-P", std::to_string(m_speaker.channels)});
    auto process = Process::start({.command = command, .environment = m_environment, .log = m_folder / "jackd.out"});
    if (!process)
        return Failure(process.error());
    m_process = std::move(*process);
    return awaitAnswer(*m_process, "jackd", jackAnswers, m_name);
}

std::map<std::string, int> JackServer::lateBlocks() const
{
    // An xrun is told to all clients alike; whose it was stands in what the server prints.
    static const std::regex kLate("XRun: client (?:= )?(.+?) (?:was not finished|finished after current callback)");
    std::map<std::string, int> late;
    std::ifstream printed(m_folder / "jackd.out");
    std::smatch match;
    for (std::string line; std::getline(printed, line);)
        if (std::regex_search(line, match, kLate))
            ++late[match[1]];
    return late;
}

JackServer::~JackServer()
{
    if (m_process)
        m_process->stop(500);
}

void JackServer::kill()
{
    m_process->signal(SIGKILL);
    m_process->wait(2000);
}

Result<void> JackServer::restart() { return launch(); }

Result<std::unique_ptr<PulseServer>> PulseServer::start(const std::filesystem::path &folder, Speaker speaker)
{
    std::unique_ptr<PulseServer> server(new PulseServer);
    server->m_folder = folder / "pulse";
    server->m_speaker = speaker;
    std::error_code error;
    std::filesystem::create_directory(server->m_folder, error);
    std::filesystem::permissions(server->m_folder, std::filesystem::perms::owner_all, error);
    if (error)
        return Failure(fmt::format("{} cannot be made: {}.", server->m_folder.string(), error.message()));
    server->m_address = fmt::format("unix:{}/native", server->m_folder.string());
    try {
        fmt::output_file((server->m_folder / "client.conf").string()).print("autospawn = no\nenable-shm = no\n");
        // A server that may choose between two rates takes that of the stream: many a sound card cannot.
        fmt::output_file((server->m_folder / "daemon.conf").string()).print("default-sample-rate = {0}\nalternate-sample-rate = {0}\n", speaker.rate);
        fmt::output_file((server->m_folder / "default.pa").string()).print(
            "load-module module-native-protocol-unix auth-anonymous=1 socket={}/native\nload-module {}\nset-default-sink rig\n",
            server->m_folder.string(), fmt::join(server->sink(), " "));
    } catch (const std::system_error &e) {
        return Failure(fmt::format("{} cannot be written: {}.", server->m_folder.string(), e.what()));
    }
    server->m_environment = {{"XDG_RUNTIME_DIR", server->m_folder.string()}, {"PULSE_SERVER", server->m_address},
        {"PULSE_CLIENTCONFIG", (server->m_folder / "client.conf").string()}, {"PULSE_STATE_PATH", server->m_folder.string()},
        {"PULSE_RUNTIME_PATH", server->m_folder.string()}};
    if (const auto launched = server->launch(); !launched)
        return Failure(launched.error());
    return server;
}

Result<void> PulseServer::launch()
{
    Environment environment = m_environment;
    environment.emplace_back("HOME", m_folder.string());
    environment.emplace_back("PULSE_CONFIG", (m_folder / "daemon.conf").string());
    auto process = Process::start({.command = {"pulseaudio", "-n", "-F", (m_folder / "default.pa").string(), "--daemonize=no",
                                       "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=yes", "--high-priority=yes", "--disable-shm=yes"},
        .environment = environment, .log = m_folder / "pulseaudio.out"});
    if (!process)
        return Failure(process.error());
    m_process = std::move(*process);
    return awaitAnswer(*m_process, "pulseaudio", pulseAnswers, m_address);
}

void PulseServer::kill()
{
    m_process->signal(SIGKILL);
    m_process->wait(2000);
    std::error_code error;
    std::filesystem::remove(m_folder / "native", error);
}

Result<void> PulseServer::restart() { return launch(); }

std::vector<std::string> PulseServer::sink() const
{
    return {"module-null-sink", "sink_name=rig", fmt::format("rate={}", m_speaker.rate), fmt::format("channels={}", m_speaker.channels), "format=float32le"};
}

Result<void> PulseServer::command(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"pactl", "--server", m_address});
    auto pactl = Process::start({.command = arguments, .environment = m_environment, .log = m_folder / "pactl.out"});
    if (!pactl)
        return Failure(pactl.error());
    if ((*pactl)->wait(10000) != 0)
        return Failure(fmt::format("{} did not work: {}", fmt::join(arguments, " "), (*pactl)->output()));
    return {};
}

Result<void> PulseServer::unplugSpeaker() { return command({"unload-module", "module-null-sink"}); }

Result<void> PulseServer::plugSpeaker()
{
    std::vector<std::string> load = sink();
    load.insert(load.begin(), "load-module");
    return command(std::move(load));
}

} // namespace tutti::rig
