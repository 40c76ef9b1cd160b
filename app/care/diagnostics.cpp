// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/diagnostics.h"

#include "content/whole_file.h"
#include "engine/engine.h"
#include "sound/audio_output.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <QFile>
#include <QFileInfo>

#include <array>
#include <utility>

namespace tutti {
namespace {

std::string word(bool yes)
{
    return yes ? "yes" : "no";
}

class Text {
public:
    void heading(std::string_view words) { m_text += fmt::format("{}{}\n", m_text.empty() ? "" : "\n", words); }
    void line(std::string_view what, std::string_view says) { m_text += fmt::format("  {:14} {}\n", what, says); }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void describe(Text &text, const KioskSettings &settings)
{
    const auto number = [](const auto &value, std::string_view unit) { return value ? fmt::format("{}{}", *value, unit) : std::string("not set"); };
    text.heading("Settings");
    text.line("theme", nameOf(settings.theme));
    text.line("panel", nameOf(settings.kind));
    text.line("diagonal", number(settings.diagonalIn, " inches"));
    text.line("lower edge", number(settings.lowerEdgeMm, " mm"));
    text.line("seats", number(settings.seats, ""));
    text.line("lead side", nameOf(settings.leadSide));
    text.line("volume", fmt::format("{} of {}{}", settings.volumeStep, KioskSettings::kVolumeSteps, settings.volumeLocked ? ", locked" : ""));
    text.line("loudest step", fmt::format("{}{}", settings.loudestStep, settings.measuredDb ? fmt::format(", {:.0f} dB(A) measured", *settings.measuredDb) : ""));
    text.line("quiet hours", settings.quiet ? fmt::format("{} to {}, step {}", timeText(settings.quiet->from), timeText(settings.quiet->until), settings.quietStep)
                                            : std::string("none"));
    text.line("dark after", fmt::format("{} min", settings.darkAfterMin));
    text.line("turned", fmt::format("{} degrees", settings.turn));
    text.line("wait", number(settings.waitS, " s"));
    text.line("SoundFont", settings.soundfont.empty() ? "Tutti's own choice" : "one of this home's own");
    text.line("still", word(settings.still));
    text.line("audio", nameOf(settings.audio));
}

void describe(Text &text, const PlayCounts &counts)
{
    text.heading("Play");
    text.line("running", fmt::format("{:.1f} hours", std::chrono::duration<double, std::ratio<3600>>(counts.since).count()));
    text.line("driver", fmt::format("{}, {} Hz, {} frames", counts.driver, counts.sampleRate, counts.periodFrames));
    text.line("callbacks", fmt::format("{}", counts.callbacks));
    text.line("notes dropped", fmt::format("{}", counts.notesDropped));
    text.line("notes late", fmt::format("{}", counts.notesLate));
    text.line("sound lost", fmt::format("{} times", counts.streamsLost));
}

} // namespace

PlayCounts countsOf(const AudioOutput &output, const EngineState &engine, std::chrono::seconds since, int streamsLost)
{
    return {since,
            output.driverName().toStdString(),
            output.sampleRate(),
            output.periodFrames(),
            output.callbackCount(),
            engine.notesDropped,
            engine.notesLate,
            streamsLost};
}

std::string kindOfSpeaker(const std::string &name)
{
    struct Kind {
        std::string_view in;
        std::string_view kind;
    };
    constexpr std::array<Kind, 6> kKinds{
        {{"auto_null", "none"}, {"bluez", "Bluetooth"}, {"hdmi", "HDMI"}, {"usb", "USB"}, {"iec958", "digital"}, {"analog", "analogue"}}};
    for (const auto &[in, kind] : kKinds)
        if (name.find(in) != std::string::npos)
            return std::string(kind);
    return "another kind";
}

std::string textOf(const Diagnostics &diagnostics)
{
    Text text;
    text.heading("Tutti: what this machine says of itself");
    text.line("", "For a report of something that went wrong. It holds no names and nothing of what was played; read it before you send it.");
    text.line("written", fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(std::chrono::system_clock::to_time_t(diagnostics.when))));

    text.heading("Found");
    for (const Finding &finding : diagnostics.findings)
        text.line(nameOf(finding.about), fmt::format("{:5} {}", finding.good ? "good" : "look:", finding.shared.empty() ? finding.says : finding.shared));

    text.heading("Devices");
    text.line("drawn by", diagnostics.drawnBy);
    for (const ScreenFacts &screen : diagnostics.display.screens)
        text.line("screen", fmt::format("{}, {} x {} pixels, says it has {:.1f} inches", screen.name, screen.widthPx, screen.heightPx, screen.diagonalIn));
    text.line("touch", fmt::format("{} panels, {} fingers; {} known to the kernel", diagnostics.touch.panels, diagnostics.touch.fingers,
                                   diagnostics.touch.kernelPanels));
    const SoundFacts &sound = diagnostics.sound;
    text.line("JACK", sound.jack ? fmt::format("{} Hz, {} frames", sound.jack->sampleRate, sound.jack->periodFrames) : "none");
    text.line("PulseAudio", !sound.pulse     ? "none"
                            : !sound.speaker ? "yes"
                                             : fmt::format("{}, {} Hz, {} channels", kindOfSpeaker(sound.speaker->name), sound.speaker->sampleRate,
                                                           sound.speaker->channels));
    text.line("sound card", word(sound.card));

    describe(text, diagnostics.settings);
    if (diagnostics.counts)
        describe(text, *diagnostics.counts);

    text.heading("Starts since the machine was switched on");
    const UnitFacts &unit = diagnostics.unit;
    text.line("kiosk", unit.load.empty() ? "no systemd"
                                         : fmt::format("{} {}, last result {}, restarts {}, watchdog {}", unit.load, unit.active, unit.result,
                                                       unit.restarts, unit.watchdog));
    text.line("bad ends", !diagnostics.crashes.counted ? "not counted" : fmt::format("{} in the minute before the last one", diagnostics.crashes.ago.size()));
    for (const std::chrono::seconds ago : diagnostics.crashes.ago)
        text.line("", fmt::format("{} s ago", ago.count()));
    return text.take();
}

tl::expected<void, std::string> saveDiagnostics(const QString &file, const Diagnostics &diagnostics)
{
    const QByteArray text = QByteArray::fromStdString(textOf(diagnostics));
    const auto failed = [&](const std::string &why) {
        return tl::unexpected(fmt::format("{} could not be written ({}). Choose another place.", file.toStdString(), why));
    };
    // A device, or a pipe, is not to be replaced by a file.
    if (const QFileInfo target(file); target.exists() && !target.isFile()) {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) < 0 || !out.flush())
            return failed(out.errorString().toStdString());
        return {};
    }
    if (const auto written = writeWholeFile(file, text); !written)
        return failed(written.error());
    return {};
}

} // namespace tutti
