// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/examination.h"
#include "session/staff.h"

#include <functional>

namespace tutti {

/// The program that plays, as an examination of it needs it: both are asked in the GUI thread, when somebody wants to know.
struct Playing {
    std::function<Patient()> patient;
    std::function<PlayCounts()> counts;
};

/// Lets the staff's page examine the machine and save the report: the examination runs aside and is answered in the GUI
/// thread. `folder` is the data folder; `context` lives as long as answers are wanted.
void letStaffExamine(Staff::World &world, Playing playing, const QString &folder, QObject &context);

} // namespace tutti
