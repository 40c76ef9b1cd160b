// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_font_loader.h"

#include "sound/fluid_synthesizer.h"
#include "sound/sound_font_file.h"
#include "sound/sound_font_probe.h"

#include <QMetaObject>

#include <utility>

namespace tutti {
namespace {

bool tryBank(const SynthSpec &spec, const std::string &name, LoadedSound &into)
{
    auto made = FluidSynthesizer::create(spec);
    if (!made) {
        into.problems.push_back(made.error());
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
    if (!request.chosen.empty()) {
        const auto tried = request.probeExecutable.empty() ? tl::expected<void, std::string>{}
                                                           : SoundFontProbe::check(request.chosen, request.probeExecutable);
        spec.path = request.chosen;
        if (!tried)
            sound.problems.push_back(tried.error());
        else if (tryBank(spec, fileNameOf(request.chosen), sound))
            return sound;
    }
    for (const std::string &path : request.installed) {
        spec.path = path;
        if (tryBank(spec, fileNameOf(path), sound))
            return sound;
    }
    spec.path.clear();
    spec.bytes = request.embedded;
    if (!request.embeddedInstruments.empty())
        spec.instruments = request.embeddedInstruments;
    tryBank(spec, {}, sound);
    return sound;
}

SoundFontLoader::SoundFontLoader(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

SoundFontLoader::~SoundFontLoader()
{
    m_pool.waitForDone();
}

void SoundFontLoader::load(SoundRequest request)
{
    const std::uint64_t number = ++m_wanted;
    m_pool.start([this, number, request = std::move(request)] {
        auto sound = std::make_shared<LoadedSound>(loadSound(request));
        QMetaObject::invokeMethod(this, [this, number, sound] { accept(number, sound); }, Qt::QueuedConnection);
    });
}

std::optional<LoadedSound> SoundFontLoader::take()
{
    return std::exchange(m_result, std::nullopt);
}

void SoundFontLoader::dispose(std::unique_ptr<Synth> synth)
{
    if (synth)
        m_pool.start([gone = std::shared_ptr<Synth>(std::move(synth))] {});
}

void SoundFontLoader::accept(std::uint64_t number, std::shared_ptr<LoadedSound> sound)
{
    if (number != m_wanted) {
        dispose(std::move(sound->synth));
        return;
    }
    m_done = number;
    m_result = std::move(*sound);
    emit loaded();
}

} // namespace tutti
