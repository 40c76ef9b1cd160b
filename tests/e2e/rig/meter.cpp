// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/meter.h"

#include <fmt/format.h>
#include <jack/jack.h>
#include <pulse/pulseaudio.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

namespace tutti::rig {

bool Meter::hears(std::int64_t fromNs, int timeoutMs, double threshold) const
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    do {
        if (recording().peakDb(fromNs, INT64_MAX) > 20 * std::log10(threshold))
            return true;
        sleepMs(10);
    } while (nowNs() < end);
    return false;
}

Recording Meter::recordedUntil(std::int64_t ns) const
{
    const std::int64_t end = nowNs() + 5'000'000'000;
    for (;;) {
        Recording heard = recording();
        if ((!heard.samples().empty() && heard.timeOf(static_cast<std::int64_t>(heard.samples().size())) >= ns) || nowNs() > end)
            return heard;
        sleepMs(10);
    }
}

struct JackMeter::State {
    jack_client_t *client = nullptr;
    jack_port_t *ports[2] = {};
    jack_port_t *speaker = nullptr;
    std::vector<float> samples;            ///< written by JACK's thread alone, up to `written`
    std::vector<Recording::Mark> marks;
    std::atomic<std::size_t> written{0}, marked{0};
    std::size_t from = 0, fromMark = 0;    ///< what clear() has left behind
    std::atomic<int> xruns{0};
    std::atomic<bool> graphChanged{true}, ending{false}, gone{false};
    std::thread joiner;

    int rate = Recording::kRate;
    [[nodiscard]] std::int64_t nsOf(jack_nframes_t frames) const { return std::int64_t{frames} * 1'000'000'000 / rate; }

    int process(jack_nframes_t frames)
    {
        const std::size_t at = written.load(std::memory_order_relaxed);
        const std::size_t mark = marked.load(std::memory_order_relaxed);
        if (at + frames > samples.size() || mark >= marks.size())
            return 0;
        const auto *const left = static_cast<const float *>(jack_port_get_buffer(ports[0], frames));
        const auto *const right = static_cast<const float *>(jack_port_get_buffer(ports[1], frames));
        for (jack_nframes_t i = 0; i < frames; ++i)
            samples[at + i] = 0.5F * (left[i] + right[i]);
        jack_nframes_t cycle = 0;
        jack_time_t now = 0, next = 0;
        float period = 0;
        jack_get_cycle_times(client, &cycle, &now, &next, &period);
        jack_latency_range_t latency{};
        jack_port_get_latency_range(speaker, JackPlaybackLatency, &latency);
        // JACK counts on CLOCK_MONOTONIC_RAW, which drifts against the clock of everybody else.
        const std::int64_t here = nowNs();
        const std::int64_t offset = here - static_cast<std::int64_t>(jack_get_time()) * 1000;
        // After a stall JACK's smoothed time lags behind; a block cannot have begun two blocks ago.
        const std::int64_t began = std::max(static_cast<std::int64_t>(now) * 1000 + offset, here - 2 * nsOf(frames));
        marks[mark] = {static_cast<std::int64_t>(at), began + nsOf(latency.max)};
        marked.store(mark + 1, std::memory_order_release);
        written.store(at + frames, std::memory_order_release);
        return 0;
    }

    void join()
    {
        for (int side = 0; side < 2; ++side) {
            jack_port_t *const out = jack_port_by_name(client, side == 0 ? "system:playback_1" : "system:playback_2");
            const char **const sources = out ? jack_port_get_all_connections(client, out) : nullptr;
            for (int i = 0; sources && sources[i]; ++i)
                if (!jack_port_connected_to(ports[side], sources[i]))
                    jack_connect(client, sources[i], jack_port_name(ports[side]));
            jack_free(sources);
        }
    }
};

JackMeter::JackMeter(std::unique_ptr<State> state) : m_state(std::move(state)) { }

Result<std::unique_ptr<JackMeter>> JackMeter::start(const JackServer &server, int maxSeconds)
{
    auto state = std::make_unique<State>();
    State *const s = state.get();
    s->client = jack_client_open("meter", static_cast<jack_options_t>(JackNoStartServer | JackServerName), nullptr, server.name().c_str());
    if (!s->client)
        return Failure("The meter found no JACK server.");
    std::unique_ptr<JackMeter> meter(new JackMeter(std::move(state)));
    s->rate = server.rate();
    if (static_cast<int>(jack_get_sample_rate(s->client)) != s->rate)
        return Failure("The JACK server does not run at its rate.");
    s->samples.assign(static_cast<std::size_t>(maxSeconds) * static_cast<std::size_t>(s->rate), 0);
    s->marks.assign(s->samples.size() / jack_get_buffer_size(s->client) + 16, {});
    s->ports[0] = jack_port_register(s->client, "left", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    s->ports[1] = jack_port_register(s->client, "right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    s->speaker = jack_port_by_name(s->client, "system:playback_1");
    jack_set_process_callback(s->client, [](jack_nframes_t n, void *self) { return static_cast<State *>(self)->process(n); }, s);
    jack_set_xrun_callback(s->client, [](void *self) { ++static_cast<State *>(self)->xruns; return 0; }, s);
    jack_set_graph_order_callback(s->client, [](void *self) { static_cast<State *>(self)->graphChanged = true; return 0; }, s);
    jack_on_shutdown(s->client, [](void *self) { static_cast<State *>(self)->gone = true; }, s);
    if (!s->ports[0] || !s->ports[1] || !s->speaker || jack_activate(s->client) != 0)
        return Failure("The meter could not join the JACK server.");
    s->joiner = std::thread([s] { // a JACK callback may not make connections itself
        while (!s->ending && !s->gone) {
            if (s->graphChanged.exchange(false))
                s->join();
            sleepMs(2);
        }
    });
    return meter;
}

JackMeter::~JackMeter()
{
    m_state->ending = true;
    if (m_state->joiner.joinable())
        m_state->joiner.join();
    if (m_state->client)
        jack_client_close(m_state->client);
}

Recording JackMeter::recording() const
{
    const std::size_t written = m_state->written.load(std::memory_order_acquire);
    const std::size_t marked = m_state->marked.load(std::memory_order_acquire);
    const auto base = static_cast<std::ptrdiff_t>(m_state->from);
    std::vector<float> samples(m_state->samples.begin() + base, m_state->samples.begin() + static_cast<std::ptrdiff_t>(written));
    std::vector<Recording::Mark> marks(m_state->marks.begin() + static_cast<std::ptrdiff_t>(m_state->fromMark), m_state->marks.begin() + static_cast<std::ptrdiff_t>(marked));
    for (auto &mark : marks)
        mark.index -= base;
    return {std::move(samples), std::move(marks)};
}

void JackMeter::clear()
{
    m_state->from = m_state->written.load(std::memory_order_acquire);
    m_state->fromMark = m_state->marked.load(std::memory_order_acquire);
}

int JackMeter::xruns() const { return m_state->xruns; }

struct PulseMeter::State {
    pa_threaded_mainloop *loop = nullptr;
    pa_context *context = nullptr;
    pa_stream *stream = nullptr;
    mutable std::mutex mutex;              ///< guards what follows
    std::vector<float> samples;
    struct Burst { std::int64_t index, arrival; };
    std::vector<Burst> bursts;
    std::int64_t lastArrival = 0;

    void read()
    {
        const std::int64_t arrival = nowNs();
        const std::lock_guard guard(mutex);
        // Fragments that come together are one block of the sink.
        if (arrival - lastArrival > 400'000)
            bursts.push_back({static_cast<std::int64_t>(samples.size()), arrival});
        lastArrival = arrival;
        while (pa_stream_readable_size(stream) > 0) {
            const void *data = nullptr;
            std::size_t bytes = 0;
            if (pa_stream_peek(stream, &data, &bytes) < 0 || bytes == 0)
                return;
            const std::size_t frames = bytes / (2 * sizeof(float));
            const auto *const in = static_cast<const float *>(data);
            for (std::size_t i = 0; i < frames; ++i)
                samples.push_back(in ? 0.5F * (in[2 * i] + in[2 * i + 1]) : 0.0F);
            pa_stream_drop(stream);
        }
    }
};

PulseMeter::PulseMeter(std::unique_ptr<State> state) : m_state(std::move(state)) { }

Result<std::unique_ptr<PulseMeter>> PulseMeter::start(const PulseServer &server)
{
    auto state = std::make_unique<State>();
    State *const s = state.get();
    s->samples.reserve(static_cast<std::size_t>(Recording::kRate) * 60);
    s->loop = pa_threaded_mainloop_new();
    std::unique_ptr<PulseMeter> meter(new PulseMeter(std::move(state)));
    s->context = pa_context_new(pa_threaded_mainloop_get_api(s->loop), "meter");
    pa_context_set_state_callback(s->context, [](pa_context *, void *self) { pa_threaded_mainloop_signal(static_cast<State *>(self)->loop, 0); }, s);
    if (pa_context_connect(s->context, server.address().c_str(), PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0 || pa_threaded_mainloop_start(s->loop) < 0)
        return Failure("The meter found no PulseAudio server.");
    pa_threaded_mainloop_lock(s->loop);
    while (pa_context_get_state(s->context) != PA_CONTEXT_READY && PA_CONTEXT_IS_GOOD(pa_context_get_state(s->context)))
        pa_threaded_mainloop_wait(s->loop);
    const pa_sample_spec format{PA_SAMPLE_FLOAT32LE, Recording::kRate, 2};
    bool joined = false;
    if (pa_context_get_state(s->context) == PA_CONTEXT_READY) {
        s->stream = pa_stream_new(s->context, "meter", &format, nullptr);
        pa_stream_set_state_callback(s->stream, [](pa_stream *, void *self) { pa_threaded_mainloop_signal(static_cast<State *>(self)->loop, 0); }, s);
        pa_stream_set_read_callback(s->stream, [](pa_stream *, std::size_t, void *self) { static_cast<State *>(self)->read(); }, s);
        // The default fragment size, which is huge: a small one would lower the latency of the sink for everybody.
        if (pa_stream_connect_record(s->stream, "rig.monitor", nullptr, PA_STREAM_NOFLAGS) >= 0) {
            while (pa_stream_get_state(s->stream) == PA_STREAM_CREATING)
                pa_threaded_mainloop_wait(s->loop);
            joined = pa_stream_get_state(s->stream) == PA_STREAM_READY;
        }
    }
    pa_threaded_mainloop_unlock(s->loop);
    if (!joined)
        return Failure("The meter could not record PulseAudio's sink.");
    return meter;
}

PulseMeter::~PulseMeter()
{
    pa_threaded_mainloop_stop(m_state->loop);
    if (m_state->stream) {
        pa_stream_disconnect(m_state->stream);
        pa_stream_unref(m_state->stream);
    }
    if (m_state->context) {
        pa_context_disconnect(m_state->context);
        pa_context_unref(m_state->context);
    }
    pa_threaded_mainloop_free(m_state->loop);
}

Recording PulseMeter::recording() const
{
    constexpr std::int64_t kReach = 150'000'000;
    const std::lock_guard guard(m_state->mutex);
    const auto &bursts = m_state->bursts;
    const auto startOf = [](const State::Burst &b) { return b.arrival - b.index * 1'000'000'000 / Recording::kRate; };
    std::vector<Recording::Mark> marks;
    std::vector<std::int64_t> near;
    std::size_t first = 0, last = 0;
    for (const auto &burst : bursts) {
        while (bursts[first].arrival < burst.arrival - kReach)
            ++first;
        while (last < bursts.size() && bursts[last].arrival <= burst.arrival + kReach)
            ++last;
        near.clear();
        for (std::size_t i = first; i < last; ++i)
            near.push_back(startOf(bursts[i]));
        const auto quartile = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 4);
        std::nth_element(near.begin(), quartile, near.end());
        marks.push_back({burst.index, *quartile + burst.index * 1'000'000'000 / Recording::kRate});
    }
    return {m_state->samples, std::move(marks)};
}

void PulseMeter::clear()
{
    const std::lock_guard guard(m_state->mutex);
    m_state->samples.clear();
    m_state->bursts.clear();
}

} // namespace tutti::rig
