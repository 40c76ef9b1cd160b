// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileDevice>
#include <QString>

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace tutti {

/// Writes a file, all or nothing: what was there stays until the new one is whole and on the disk, also when the disk is
/// full or the power goes. The error is the system's reason, such as "No space left on device". Thread: any; waits on the
/// disk.
[[nodiscard]] tl::expected<void, std::string> writeWholeFile(const QString &path, const QByteArray &bytes, std::optional<QFileDevice::Permissions> permissions = {});

} // namespace tutti
