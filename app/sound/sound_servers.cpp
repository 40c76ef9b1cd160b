// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_servers.h"

#include "sound/audio_driver.h"
#include "sound/output_devices.h"

#include <jack/jack.h>
#include <pulse/pulseaudio.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

namespace tutti {
namespace {

namespace fs = std::filesystem;

struct CloseJack {
    void operator()(jack_client_t *client) const noexcept { jack_client_close(client); }
};

struct FreeLoop {
    void operator()(pa_mainloop *loop) const noexcept { pa_mainloop_free(loop); }
};
struct LeaveServer {
    void operator()(pa_context *context) const noexcept
    {
        pa_context_disconnect(context);
        pa_context_unref(context);
    }
};

/// What the answers to the two questions, which speaker and what it is, are put into.
struct SpeakerAnswer {
    PulseSpeaker speaker;
    bool asked = false;
    bool over = false;

    static void hearServer(pa_context *context, const pa_server_info *info, void *self)
    {
        auto *answer = static_cast<SpeakerAnswer *>(self);
        if (info == nullptr || info->default_sink_name == nullptr)
            answer->over = true;
        else if (pa_operation *question = pa_context_get_sink_info_by_name(context, info->default_sink_name, hearSink, self))
            pa_operation_unref(question);
    }
    static void hearSink(pa_context *, const pa_sink_info *sink, int end, void *self)
    {
        auto *answer = static_cast<SpeakerAnswer *>(self);
        if (end != 0) {
            answer->over = true;
            return;
        }
        answer->speaker = {sink->name, static_cast<int>(sink->sample_spec.rate), sink->sample_spec.channels, OutputDevices::pretends(QString::fromUtf8(sink->name))};
    }
};

void saySomethingElse(const char *) {} // "cannot connect" every 1.5 s is not news

std::string fromEnvironment(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Where libpulse looks by itself for the server of this user.
std::string usualPulseSocket()
{
    if (const std::string own = fromEnvironment("PULSE_RUNTIME_PATH"); !own.empty())
        return own + "/native";
    if (const std::string runtime = fromEnvironment("XDG_RUNTIME_DIR"); !runtime.empty())
        return runtime + "/pulse/native";
    return "/run/user/" + std::to_string(getuid()) + "/pulse/native";
}

bool takesConnections(const std::string &socketPath)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socketPath.size() >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, socketPath.c_str(), socketPath.size());
    // Does not block: a server that hangs has a full queue and refuses.
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    const bool taken = connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    close(fd);
    return taken;
}

} // namespace

void keepServersFromStarting()
{
    setenv("JACK_NO_START_SERVER", "1", 0);
    // A server named by hand is never started by libpulse; Qt's device list asks libpulse too and has no other way to say so.
    if (fromEnvironment("PULSE_SERVER").empty() && fromEnvironment("PULSE_CLIENTCONFIG").empty())
        setenv("PULSE_SERVER", ("unix:" + usualPulseSocket()).c_str(), 0);
}

tl::expected<JackServer, std::string> askJack()
{
    static std::once_flag quiet;
    std::call_once(quiet, [] {
        jack_set_error_function(saySomethingElse);
        jack_set_info_function(saySomethingElse);
    });
    const std::unique_ptr<jack_client_t, CloseJack> client(jack_client_open("tutti-ask", JackNoStartServer, nullptr));
    if (!client)
        return tl::unexpected(std::string("no JACK server runs"));
    const char **ports = jack_get_ports(client.get(), nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
    const bool leadsSomewhere = ports != nullptr && ports[0] != nullptr;
    jack_free(ports);
    if (!leadsSomewhere)
        return tl::unexpected(std::string("the JACK server has no speaker"));
    return JackServer{static_cast<int>(jack_get_sample_rate(client.get())), static_cast<int>(jack_get_buffer_size(client.get()))};
}

bool jackIsPipeWire()
{
    const char *version = jack_get_version_string();
    return version != nullptr && std::strstr(version, "PipeWire") != nullptr;
}

tl::expected<std::string, std::string> askPulse()
{
    std::string server = fromEnvironment("PULSE_SERVER");
    if (server.empty())
        server = "unix:" + usualPulseSocket();
    std::string first = server.substr(0, server.find(' '));
    if (first.starts_with('{')) // "{machine}address"
        first.erase(0, first.find('}') + 1);
    const std::string path = first.starts_with("unix:") ? first.substr(5) : first.starts_with('/') ? first : "";
    if (!path.empty() && !takesConnections(path))
        return tl::unexpected(std::string("no PulseAudio server runs"));
    return server;
}

tl::expected<PulseSpeaker, std::string> askPulseSpeaker(const std::string &server, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    const std::unique_ptr<pa_mainloop, FreeLoop> loop(pa_mainloop_new());
    const std::unique_ptr<pa_context, LeaveServer> context(loop ? pa_context_new(pa_mainloop_get_api(loop.get()), "Tutti asks") : nullptr);
    if (!context || pa_context_connect(context.get(), server.c_str(), PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0)
        return tl::unexpected(std::string("no PulseAudio server runs"));
    SpeakerAnswer answer;
    while (!answer.over) {
        const auto left = std::chrono::duration_cast<std::chrono::microseconds>(end - Clock::now()).count();
        if (left <= 0)
            return tl::unexpected(std::string("the PulseAudio server did not answer"));
        if (pa_mainloop_prepare(loop.get(), static_cast<int>(left)) < 0 || pa_mainloop_poll(loop.get()) < 0 || pa_mainloop_dispatch(loop.get()) < 0
            || !PA_CONTEXT_IS_GOOD(pa_context_get_state(context.get())))
            return tl::unexpected(std::string("the PulseAudio server let go"));
        if (pa_context_get_state(context.get()) == PA_CONTEXT_READY && !std::exchange(answer.asked, true))
            if (pa_operation *question = pa_context_get_server_info(context.get(), SpeakerAnswer::hearServer, &answer))
                pa_operation_unref(question);
    }
    if (answer.speaker.channels == 0)
        return tl::unexpected(std::string("the PulseAudio server has no speaker"));
    return answer.speaker;
}

bool hasSoundCard()
{
    std::error_code error;
    for (fs::directory_iterator entry("/dev/snd", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string(); // pcmC0D0p: card 0, device 0, playback
        if (name.starts_with("pcm") && name.ends_with('p'))
            return true;
    }
    return false;
}

} // namespace tutti
