// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/command_line.h"
#include "session/room_geometry.h"

namespace tutti {

/// What the room looks like: the command line over the settings over what the display says of itself.
/// `reported` is the display's own diagonal in inches, 0 where it says nothing; it is often wrong.
[[nodiscard]] RoomSpec roomSpec(const CommandLine &line, const KioskSettings &settings, QSize pixels, double reported);

} // namespace tutti
