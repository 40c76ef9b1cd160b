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

/// Lets the staff's pages examine the machine and make a report of it: that runs aside and is answered in the GUI thread.
/// `context` lives as long as answers are wanted.
void letStaffExamine(Staff::World &world, const Playing &playing, QObject &context);

} // namespace tutti
