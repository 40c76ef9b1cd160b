// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/staff_examination.h"

#include <QThreadPool>

#include <utility>

namespace tutti {
namespace {

constexpr auto kReportFile = "tutti-report.txt";

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

/// `use` makes of what was found what is answered, on a worker.
template <class Use, class Answer>
void examineAside(const Playing &playing, QObject &context, Use use, Answer answer)
{
    QThreadPool::globalInstance()->start([patient = playing.patient(), counts = playing.counts(), &context, use = std::move(use), answer = std::move(answer)] {
        Diagnostics found = examine(patient);
        found.counts = counts;
        QMetaObject::invokeMethod(&context, [answer, done = use(found)] { answer(done); }, Qt::QueuedConnection);
    });
}

} // namespace

void letStaffExamine(Staff::World &world, Playing playing, const QString &folder, QObject &context)
{
    world.examine = [playing, &context](auto answer) { examineAside(playing, context, whatIsNotWell, std::move(answer)); };
    world.saveReport = [playing, folder, &context](const QString &stick, auto answer) {
        const QString file = (stick.isEmpty() ? folder : stick) + QLatin1Char('/') + QLatin1StringView(kReportFile);
        examineAside(playing, context, [file](const Diagnostics &found) { return save(file, found); }, std::move(answer));
    };
}

} // namespace tutti
