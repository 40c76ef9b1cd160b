// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_font_loader.h"

#include "sound/fluid_synthesizer.h"
#include "sound/sound_font_file.h"
#include "sound/sound_font_probe.h"

#include <chrono>
#include <utility>

namespace tutti {
namespace {

constexpr std::chrono::milliseconds kLookEvery{10};

bool tryBank(const SynthSpec &spec, const std::string &name, LoadedSound &into)
{
    auto made = FluidSynthesizer::create(spec);
    if (!made) {
        into.problems.push_back(made.error());
        ++into.passedOver;
        return false;
    }
    const auto &replaced = (*made)->replacements();
    into.problems.insert(into.problems.end(), replaced.begin(), replaced.end());
    into.name = name;
    into.synth = std::move(*made);
    return true;
}

} // namespace

LoadedSound loadSound(const SoundRequest &request)
{
    LoadedSound sound;
    SynthSpec spec;
    spec.sampleRate = request.sampleRate;
    spec.instruments = request.instruments;
    spec.bytes = request.embedded;
    if (!request.chosen.empty()) {
        const auto tried = request.probeExecutable.empty() ? tl::expected<void, std::string>{}
                                                           : SoundFontProbe::check(request.chosen, request.probeExecutable);
        spec.path = request.chosen;
        if (tried && tryBank(spec, fileNameOf(request.chosen), sound))
            return sound;
        if (!tried) {
            sound.problems.push_back(tried.error());
            ++sound.passedOver;
        }
    }
    for (const std::string &path : request.installed) {
        spec.path = path;
        if (tryBank(spec, fileNameOf(path), sound))
            return sound;
    }
    spec.path.clear();
    if (!request.embeddedInstruments.empty())
        spec.instruments = request.embeddedInstruments;
    tryBank(spec, {}, sound);
    return sound;
}

SoundFontLoader::SoundFontLoader(QObject *parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &SoundFontLoader::look);
}

SoundFontLoader::~SoundFontLoader() = default;

void SoundFontLoader::load(SoundRequest request)
{
    const std::uint64_t number = ++m_wanted;
    later([this, number, request = std::move(request)] {
        std::optional<LoadedSound> sound = loadSound(request);
        const std::lock_guard lock(m_mutex);
        m_done = number;
        m_result.swap(sound);
    });
    m_look.start();
}

std::optional<LoadedSound> SoundFontLoader::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_done != m_wanted)
        return std::nullopt;
    return std::exchange(m_result, std::nullopt);
}

void SoundFontLoader::dispose(std::unique_ptr<Synth> synth)
{
    if (synth)
        later([gone = std::shared_ptr<Synth>(std::move(synth))] {});
}

void SoundFontLoader::later(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_more.notify_one();
}

void SoundFontLoader::work(const std::stop_token &stop)
{
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_more.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

void SoundFontLoader::look()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_done != m_wanted)
            return;
    }
    m_look.stop();
    emit loaded();
}

} // namespace tutti
