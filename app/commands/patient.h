// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/examination.h"
#include "session/staff.h"

namespace tutti {

struct CommandLine;

/// This machine, for an examination. Thread: GUI; what comes of it may go to any.
[[nodiscard]] Patient patientFor(const CommandLine &line, const QString &folder);

/// The examination, and the file of it, as the staff's page asks for them: aside, answered in the GUI thread. `folder` is
/// the data folder; `context` lives as long as answers are wanted.
void letStaffExamine(Staff::World &world, const CommandLine &line, const QString &folder, QObject &context);

} // namespace tutti
