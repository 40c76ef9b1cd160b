// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/doctor.h"

#include "activities/activity.h"
#include "care/machine.h"
#include "commands/command_line.h"
#include "commands/data_folder.h"
#include "commands/panel.h"
#include "commands/sounds.h"
#include "content/settings_file.h"

#include <QGuiApplication>
#include <QScreen>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

SoundsFacts loadSounds(const Catalogue &catalogue, const KioskSettings &settings)
{
    const SoundRequest request = soundRequest(catalogue, 48000, QString::fromStdString(settings.soundfont), Fallback::Installed);
    const LoadedSound loaded = loadSound(request);
    return {loaded.synth != nullptr, loaded.name, loaded.passedOver, !request.chosen.empty(), loaded.problems};
}

} // namespace

Patient patientHere(const CommandLine &line)
{
    const QString folder = dataFolder(line.dataFolder);
    const auto settings = SettingsFile(folder + u"/settings.json"_s).read().settings;
    const QScreen &screen = *QGuiApplication::primaryScreen();

    Patient patient;
    patient.folder = folder;
    patient.activities = activityNames();
    patient.display = displayOfThisMachine(smallestCapPx(line, settings, screen.size(), reportedDiagonal(screen)));
    patient.touch = touchOfThisMachine();
    patient.fonts = fontsOfThisMachine();
    patient.drawnBy = QGuiApplication::platformName().toStdString();
    patient.loadSounds = loadSounds;
    return patient;
}

int runDoctor(const CommandLine &line)
{
    const Diagnostics found = examine(patientHere(line));
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Finding &finding : found.findings) {
        if (line.asJson)
            json.push_back({{"about", nameOf(finding.about)}, {"good", finding.good}, {"says", finding.says}});
        else
            fmt::print("{:12} {:5} {}\n", nameOf(finding.about), finding.good ? "good" : "look:", finding.says);
    }
    if (line.asJson)
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    if (!line.save.isEmpty())
        if (const auto saved = saveDiagnostics(line.save, found); !saved)
            return couldNotBeDone(saved.error());
    return static_cast<int>(std::ranges::all_of(found.findings, &Finding::good) ? ExitStatus::Done : ExitStatus::CouldNotBeDone);
}

} // namespace tutti
