// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/room_geometry.h"

#include <nlohmann/json.hpp>

namespace tutti {

/// What `tutti layout --json` prints: where pads and controls are, in pixels and in millimetres from the top left.
/// `items` is what can be touched during play, and nothing in it overlaps; `areas` is what shares the same glass at other
/// times (the stage, the drawer, the place Stop grows into); `home` is the other screen.
[[nodiscard]] nlohmann::ordered_json roomLayoutJson(const RoomGeometry &geometry);

} // namespace tutti
