// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_font_probe.h"

#include "sound/fluid_synthesizer.h"
#include "sound/sound_font_file.h"

#include <QProcess>
#include <QString>

#include <fmt/format.h>

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace tutti {
namespace {

constexpr int kMomentBlocks = 48000 / 5 / kBlockFrames;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false; // the sanitizers' own maps are larger
#else
constexpr bool kLimitMemory = true;
#endif

void fence()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (kLimitMemory) {
        const rlimit memory{3ULL << 30U, 3ULL << 30U};
        setrlimit(RLIMIT_AS, &memory);
    }
}

/// Plays each instrument over four octaves for a moment. What comes out must be numbers.
bool playsWell(Synth &synth, std::size_t instruments)
{
    std::array<float, kBlockFrames> left{};
    std::array<float, kBlockFrames> right{};
    for (std::size_t i = 0; i < instruments; ++i) {
        static constexpr std::array kKeys{36, 48, 60, 72, 84};
        for (const int key : kKeys)
            synth.noteOn(0, static_cast<int>(i), key, 0.8F);
        for (int block = 0; block < kMomentBlocks; ++block) {
            if (block == kMomentBlocks / 2)
                for (const int key : kKeys)
                    synth.noteOff(0, key);
            synth.render(left.data(), right.data(), 1);
            for (std::size_t n = 0; n < left.size(); ++n)
                if (!std::isfinite(left[n]) || !std::isfinite(right[n]))
                    return false;
        }
        synth.silence();
    }
    return true;
}

} // namespace

int runProbe(const std::string &path, const SoundBank &instruments)
{
    fence();
    SynthSpec spec;
    spec.path = path;
    std::ranges::copy_if(instruments, std::back_inserter(spec.instruments), [](const InstrumentSound &s) { return !s.embedded; });
    const auto synth = FluidSynthesizer::create(spec);
    if (!synth) {
        fmt::print("{}\n", synth.error());
        return 1;
    }
    if (!playsWell(**synth, spec.instruments.size())) {
        fmt::print("{}\n", damagedSentence(fileNameOf(path)));
        return 1;
    }
    return 0;
}

tl::expected<void, std::string> SoundFontProbe::check(const std::string &path, const std::string &executable,
                                                      std::chrono::milliseconds patience)
{
    // What can be told without opening it needs no second process.
    if (auto outside = inspectSoundFont(path); !outside)
        return outside;
    const std::string shown = fileNameOf(path);
    QProcess trial;
    trial.setProcessChannelMode(QProcess::SeparateChannels);
    trial.setStandardErrorFile(QProcess::nullDevice());
    trial.start(QString::fromStdString(executable), {QString::fromLatin1(kArgument), QString::fromStdString(path)});
    if (!trial.waitForStarted(static_cast<int>(patience.count())))
        return tl::unexpected(fmt::format("{} could not be tried out. Start Tutti again; other sounds play meanwhile.", shown));
    if (!trial.waitForFinished(static_cast<int>(patience.count()))) {
        trial.kill();
        trial.waitForFinished();
        return tl::unexpected(fmt::format("{} takes too long to open. Choose a smaller file; other sounds play meanwhile.", shown));
    }
    if (trial.exitStatus() != QProcess::NormalExit)
        return tl::unexpected(damagedSentence(shown));
    if (trial.exitCode() == 0)
        return {};
    const std::string said = QString::fromUtf8(trial.readAllStandardOutput()).trimmed().toStdString();
    return tl::unexpected(said.empty() ? damagedSentence(shown) : said);
}

} // namespace tutti
