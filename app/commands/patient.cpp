// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/patient.h"

#include "activities/activity.h"
#include "care/machine.h"
#include "commands/command_line.h"
#include "commands/panel.h"
#include "commands/sounds.h"
#include "content/settings_file.h"

#include <QGuiApplication>
#include <QScreen>
#include <QThreadPool>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr auto kReportFile = "tutti-report.txt";

SoundsFacts loadSounds(const Catalogue &catalogue, const KioskSettings &settings)
{
    const SoundRequest request = soundRequest(catalogue, 48000, QString::fromStdString(settings.soundfont), Fallback::Installed);
    const LoadedSound loaded = loadSound(request);
    return {loaded.synth != nullptr, loaded.name, loaded.passedOver, !request.chosen.empty(), loaded.problems};
}

QStringList whatIsNotWell(const Diagnostics &found)
{
    QStringList lines;
    for (const Finding &finding : found.findings)
        if (!finding.good)
            lines << QString::fromStdString(finding.says);
    return lines;
}

QString save(const QString &file, const Diagnostics &found)
{
    const auto saved = saveDiagnostics(file, found);
    return saved ? Staff::tr("Saved as %1. It holds no names and nothing that was played.").arg(file) : QString::fromStdString(saved.error());
}

} // namespace

Patient patientFor(const CommandLine &line, const QString &folder)
{
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

void letStaffExamine(Staff::World &world, const CommandLine &line, const QString &folder, QObject &context)
{
    world.examine = [&line, folder, &context](std::function<void(const QStringList &)> answer) {
        QThreadPool::globalInstance()->start([patient = patientFor(line, folder), &context, answer = std::move(answer)] {
            QMetaObject::invokeMethod(&context, [answer, lines = whatIsNotWell(examine(patient))] { answer(lines); }, Qt::QueuedConnection);
        });
    };
    world.saveReport = [&line, folder, &context](const QString &stick, std::function<void(const QString &)> answer) {
        const QString file = (stick.isEmpty() ? folder : stick) + u'/' + QLatin1StringView(kReportFile);
        QThreadPool::globalInstance()->start([patient = patientFor(line, folder), file, &context, answer = std::move(answer)] {
            QMetaObject::invokeMethod(&context, [answer, said = save(file, examine(patient))] { answer(said); }, Qt::QueuedConnection);
        });
    };
}

} // namespace tutti
