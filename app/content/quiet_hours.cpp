// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/quiet_hours.h"

#include <QTime>

namespace tutti {

std::optional<int> minuteFrom(std::string_view time)
{
    const QTime read = QTime::fromString(QString::fromUtf8(time.data(), static_cast<qsizetype>(time.size())), QStringLiteral("HH:mm"));
    return read.isValid() ? std::optional(read.hour() * 60 + read.minute()) : std::nullopt;
}

std::string timeText(int minute) { return QTime(minute / 60 % 24, minute % 60).toString(QStringLiteral("HH:mm")).toStdString(); }

} // namespace tutti
