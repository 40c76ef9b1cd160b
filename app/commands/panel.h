// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/command_line.h"
#include "session/room_geometry.h"

class QScreen;

namespace tutti {

/// What the room looks like: the command line over the settings over what the display says of itself.
/// `reported` is the display's own diagonal in inches, 0 where it says nothing; it is often wrong.
[[nodiscard]] RoomSpec roomSpec(const CommandLine &line, const KioskSettings &settings, QSize pixels, double reported);

/// The diagonal a display reports of itself, in inches; 0 when it says nothing.
[[nodiscard]] double reportedDiagonal(const QScreen &screen);

/// How tall the smallest capitals are on that panel, in pixels; 0 where nobody has said how large it is.
[[nodiscard]] double smallestCapPx(const CommandLine &line, const KioskSettings &settings, QSize pixels, double reported);

} // namespace tutti
