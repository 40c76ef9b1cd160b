// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "glyph.h"

#include <QPainterPath>

namespace tutti {

/// What a picture is made of: areas that are filled and lines that are stroked with round ends, in a box of `aspect` by 1.
struct Picture {
    QPainterPath fill;
    QPainterPath lines;
};

/// The picture of a kind that is one: of a real thing, in as few strokes as it takes to know it across a room.
[[nodiscard]] Picture pictureOf(Glyph::Kind kind);
/// Width by height of a kind's box.
[[nodiscard]] qreal aspectOf(Glyph::Kind kind);
/// A crescent, cut out of a disc by another, without losing its curves.
[[nodiscard]] QPainterPath crescent(QPointF centre, qreal radius, QPointF cut, qreal cutRadius);
[[nodiscard]] QPainterPath disc(QPointF centre, qreal rx, qreal ry);

} // namespace tutti
