// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tutti {

/// Where settings, catalogue and the running session's journal lie: what `--data` says, else the user's data folder.
[[nodiscard]] QString dataFolder(const QString &asked);

} // namespace tutti
