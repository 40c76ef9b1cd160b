// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records/report.h"

#include <tl/expected.hpp>

#include <QString>

#include <string>

namespace tutti {

/// Writes the report as A4. Needs a QGuiApplication and an installed font. The error is one sentence that names the file.
/// Thread: GUI. Waits on the disk.
[[nodiscard]] tl::expected<void, std::string> writeReportPdf(const Report &report, const QString &file);

} // namespace tutti
