// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/panel.h"

#include "session/session.h"

#include <QScreen>

#include <cmath>

namespace tutti {
namespace {

// Below this a panel is on a desk or in a hand, not on a wall.
constexpr double kSmallestWallIn = 24;
constexpr double kUsualWallIn = 65;

bool isBelievable(double diagonalIn)
{
    return diagonalIn >= KioskSettings::kSmallestIn && diagonalIn <= KioskSettings::kLargestIn;
}

RoomKind kindOf(KioskSettings::Kind kind)
{
    switch (kind) {
    case KioskSettings::Kind::Wall: return RoomKind::Wall;
    case KioskSettings::Kind::Table: return RoomKind::Table;
    case KioskSettings::Kind::Small: return RoomKind::Small;
    }
    return RoomKind::Wall;
}

} // namespace

RoomSpec roomSpec(const CommandLine &line, const KioskSettings &settings, QSize pixels, double reported)
{
    RoomSpec spec;
    if (settings.turn % 180 != 0)
        pixels.transpose(); // it hangs upright, and is drawn so
    spec.widthPx = pixels.width();
    spec.heightPx = pixels.height();
    spec.kind = kindOf(settings.kind);
    spec.diagonalInch = settings.diagonalIn.value_or(isBelievable(reported) ? reported : kUsualWallIn);
    spec.lowerEdgeMm = settings.lowerEdgeMm.value_or(spec.lowerEdgeMm);
    if (!settings.diagonalIn && spec.diagonalInch < kSmallestWallIn)
        spec.kind = RoomKind::Small;
    if (line.panel) {
        spec.diagonalInch = line.panel->diagonalIn;
        spec.kind = kindOf(line.panel->kind);
        spec.lowerEdgeMm = line.panel->lowerEdgeMm.value_or(spec.lowerEdgeMm);
    }
    spec.seats = line.seats.value_or(settings.seats.value_or(0));
    spec.doors = kDoorsBuilt;
    spec.padsPerSeat = line.pads.value_or(1);
    spec.leadSide = settings.leadSide == KioskSettings::Side::Left ? RoomSide::Left : RoomSide::Right;
    return spec;
}

double reportedDiagonal(const QScreen &screen)
{
    const QSizeF mm = screen.physicalSize();
    return std::hypot(mm.width(), mm.height()) / 25.4;
}

double smallestCapPx(const CommandLine &line, const KioskSettings &settings, QSize pixels, double reported)
{
    if (!line.panel && !settings.diagonalIn && !isBelievable(reported))
        return 0;
    const RoomGeometry geometry(roomSpec(line, settings, pixels, reported));
    return geometry.leaderCapMm / geometry.mmPerPx;
}

} // namespace tutti
