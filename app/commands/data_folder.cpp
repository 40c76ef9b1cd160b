// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/data_folder.h"

#include <QStandardPaths>

namespace tutti {

QString dataFolder(const QString &asked)
{
    return asked.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : asked;
}

} // namespace tutti
