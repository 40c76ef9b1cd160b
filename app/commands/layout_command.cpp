// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/layout_command.h"

#include "commands/panel.h"
#include "session/room_layout_json.h"

#include <fmt/format.h>

namespace tutti {

int runLayout(const CommandLine &line)
{
    const RoomGeometry geometry(roomSpec(line, KioskSettings{}, line.size.value_or(QSize(1920, 1080)), 0));
    if (line.asJson) {
        fmt::print("{}\n", roomLayoutJson(geometry).dump(2));
        return static_cast<int>(ExitStatus::Done);
    }
    fmt::print("{:.0f} x {:.0f} mm, {:.3f} mm a pixel, {} seats of at most {}\n", geometry.widthMm, geometry.heightMm, geometry.mmPerPx,
               geometry.spec.seats, geometry.maxSeats);
    for (const PadPlace &pad : geometry.pads)
        fmt::print("seat {:2} pad {}  {:6.0f} {:6.0f} mm, {:.0f} x {:.0f}\n", pad.seat.value, pad.pad.value, pad.rect.x, pad.rect.y, pad.rect.w, pad.rect.h);
    for (const auto &[name, rect] : {std::pair{"Stop", geometry.stop}, std::pair{"Finish", geometry.finish}, std::pair{"Doors", geometry.doorsHandle}, std::pair{"Lead", geometry.leadHandle}})
        fmt::print("{:13}  {:6.0f} {:6.0f} mm, {:.0f} x {:.0f}\n", name, rect.x, rect.y, rect.w, rect.h);
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
