// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/staff_examination.h"

#include <QThreadPool>

#include <utility>

namespace tutti {
namespace {

QStringList whatIsNotWell(const Diagnostics &found)
{
    QStringList lines;
    for (const Finding &finding : found.findings)
        if (!finding.good)
            lines << QString::fromStdString(finding.says);
    return lines;
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

void letStaffExamine(Staff::World &world, const Playing &playing, QObject &context)
{
    world.examine = [playing, &context](auto answer) { examineAside(playing, context, whatIsNotWell, std::move(answer)); };
    world.report = [playing, &context](auto answer) {
        examineAside(playing, context, [](const Diagnostics &found) { return QByteArray::fromStdString(textOf(found)); }, std::move(answer));
    };
}

} // namespace tutti
