// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include <QtMath>

#include <cmath>
#include <numbers>

namespace tutti {
namespace {

constexpr qreal kSwingReach = 33 * std::numbers::pi / 180;
const qreal kSwingAspect = 2 * std::sin(kSwingReach) / (1 - std::cos(kSwingReach));

void addLine(QPainterPath &path, QPointF from, QPointF to)
{
    path.moveTo(from);
    path.lineTo(to);
}

/// The head of an arrow and the like: two lines that meet at `corner`.
void addCorner(QPainterPath &path, QPointF from, QPointF corner, QPointF to)
{
    addLine(path, from, corner);
    path.lineTo(to);
}

/// A finger: a line with round ends, as an area.
QPainterPath finger(QPointF from, QPointF to, qreal width)
{
    QPainterPath line;
    addLine(line, from, to);
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    return stroker.createStroke(line);
}

/// Joining and cutting paths flattens their curves to about a unit, so it is done a thousand times as large.
constexpr qreal kLarge = 1000;

QPainterPath enlarged(const QPainterPath &path)
{
    return QTransform::fromScale(kLarge, kLarge).map(path);
}

QPainterPath reduced(const QPainterPath &path)
{
    return QTransform::fromScale(1 / kLarge, 1 / kLarge).map(path);
}

/// So many waves between two points on one level, beginning upwards.
void wave(QPainterPath &path, qreal from, qreal to, qreal y, qreal high, int waves)
{
    const qreal half = (to - from) / (2 * waves);
    path.moveTo(from, y);
    for (int i = 0; i < 2 * waves; ++i)
        path.quadTo(from + (i + 0.5) * half, y + (i % 2 == 0 ? -2 : 2) * high, from + (i + 1) * half, y);
}

QPainterPath handPath()
{
    QPainterPath palm;
    palm.moveTo(0.335, 0.50);
    palm.lineTo(0.865, 0.50);
    palm.lineTo(0.865, 0.70);
    palm.cubicTo(0.865, 0.87, 0.77, 0.98, 0.62, 0.98);
    palm.cubicTo(0.50, 0.98, 0.42, 0.93, 0.36, 0.85);
    palm.lineTo(0.335, 0.80);
    palm.closeSubpath();
    constexpr qreal kWide = 0.115;
    const auto digit = [](QPointF from, QPointF to, qreal width) { return finger(from * kLarge, to * kLarge, width * kLarge); };
    return reduced(enlarged(palm).united(digit({0.3925, 0.17}, {0.3925, 0.62}, kWide))
        .united(digit({0.531, 0.0775}, {0.531, 0.62}, kWide))
        .united(digit({0.669, 0.10}, {0.669, 0.62}, kWide))
        .united(digit({0.8075, 0.22}, {0.8075, 0.66}, kWide))
        .united(digit({0.155, 0.535}, {0.41, 0.83}, 0.13))
        .simplified());
}

} // namespace

QPainterPath disc(QPointF centre, qreal rx, qreal ry)
{
    QPainterPath path;
    path.addEllipse(centre, rx, ry);
    return path;
}

QPainterPath crescent(QPointF centre, qreal radius, QPointF cut, qreal cutRadius)
{
    return reduced(enlarged(disc(centre, radius, radius)).subtracted(enlarged(disc(cut, cutRadius, cutRadius))));
}

qreal aspectOf(Glyph::Kind kind)
{
    switch (kind) {
    case Glyph::Finish: return 1.45;
    case Glyph::Together: return 1.83;
    case Glyph::Next: return 1.03;
    case Glyph::Swing: return kSwingAspect;
    case Glyph::Eye:
    case Glyph::PassRound:
    case Glyph::Pairs:
    case Glyph::ChooseWho: return 1.5;
    case Glyph::CallAnswer:
    case Glyph::Mirrored:
    case Glyph::Talk:
    case Glyph::Sunset:
    case Glyph::Waves:
    case Glyph::Wood:
    case Glyph::LowString: return 1.4;
    case Glyph::Faster:
    case Glyph::Slower:
    case Glyph::Settle:
    case Glyph::AllOnOne:
    case Glyph::ChangePlaces:
    case Glyph::TwoTogether:
    case Glyph::Layers:
    case Glyph::Bowl: return 1.3;
    case Glyph::LowDrum:
    case Glyph::Roll:
    case Glyph::OnePlays:
    case Glyph::WindDown:
    case Glyph::Bars: return 1.2;
    case Glyph::Clap:
    case Glyph::Knee:
    case Glyph::Sway:
    case Glyph::Baton: return 1.1;
    case Glyph::Djembe:
    case Glyph::Locked:
    case Glyph::Open:
    case Glyph::Tongues:
    case Glyph::Bell:
    case Glyph::Strings: return 0.9;
    case Glyph::Ear:
    case Glyph::Sing:
    case Glyph::Chair:
    case Glyph::Shaker: return 0.8;
    default: return 1.0;
    }
}

Picture pictureOf(Glyph::Kind kind)
{
    Picture p;
    switch (kind) {
    case Glyph::Hand:
        p.fill = handPath();
        break;
    case Glyph::Finish: // aspect 1.45
        p.lines.moveTo(0.20, 0.74);
        p.lines.cubicTo(0.36, 0.30, 0.54, 0.06, 0.72, 0.06);
        p.lines.cubicTo(0.92, 0.06, 1.10, 0.32, 1.21, 0.62);
        addLine(p.lines, {0.03, 0.95}, {1.42, 0.95});
        p.fill = disc({1.255, 0.735}, 0.165, 0.165);
        break;
    case Glyph::Softer:
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.25, 0.25);
        p.fill = disc({0.5, 0.5}, 0.11, 0.11);
        break;
    case Glyph::Louder:
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.47, 0.47);
        p.fill = disc({0.5, 0.5}, 0.2, 0.2);
        break;
    case Glyph::VerySoft:
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.14, 0.14);
        p.fill = disc({0.5, 0.5}, 0.05, 0.05);
        break;
    case Glyph::Next:
        p.lines.moveTo(0.03, 0.06);
        p.lines.lineTo(0.76, 0.5);
        p.lines.lineTo(0.03, 0.94);
        p.lines.closeSubpath();
        addLine(p.lines, {1.0, 0.06}, {1.0, 0.94});
        break;
    case Glyph::Play:
        p.fill.addPolygon(QPolygonF{{0.17, 0.06}, {0.93, 0.5}, {0.17, 0.94}});
        p.fill.closeSubpath();
        break;
    case Glyph::Together: // aspect 1.83
        p.lines.addEllipse(QPointF(0.915, 0.655), 0.51, 0.325);
        p.fill.setFillRule(Qt::WindingFill);
        p.fill.addEllipse(QPointF(0.915, 0.655), 0.16, 0.098);
        for (const QPointF &hand : {QPointF{0.12, 0.675}, {0.35, 0.28}, {0.915, 0.12}, {1.48, 0.28}, {1.71, 0.675}})
            p.fill.addEllipse(hand, 0.118, 0.118);
        break;
    case Glyph::Minus:
        addLine(p.lines, {0.1, 0.5}, {0.9, 0.5});
        break;
    case Glyph::Plus:
        addLine(p.lines, {0.1, 0.5}, {0.9, 0.5});
        addLine(p.lines, {0.5, 0.1}, {0.5, 0.9});
        break;
    case Glyph::Sheet:
        p.lines.addPolygon(QPolygonF{{0.18, 0.04}, {0.60, 0.04}, {0.84, 0.28}, {0.84, 0.96}, {0.18, 0.96}});
        p.lines.closeSubpath();
        p.lines.addPolygon(QPolygonF{{0.58, 0.06}, {0.58, 0.30}, {0.82, 0.30}});
        break;
    case Glyph::Moon:
        p.fill = crescent({0.47, 0.5}, 0.45, {0.70, 0.40}, 0.38);
        break;
    case Glyph::Halves:
    case Glyph::LeftHalf: {
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.45, 0.45);
        QPainterPath half;
        half.moveTo(0.5, 0.05);
        half.arcTo(QRectF(0.05, 0.05, 0.9, 0.9), 90, kind == Glyph::Halves ? -180 : 180);
        half.closeSubpath();
        p.fill = half;
        break;
    }
    case Glyph::Ripples:
        p.fill = disc({0.5, 0.5}, 0.12, 0.12);
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.27, 0.27);
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.46, 0.46);
        break;
    case Glyph::Tick:
        addCorner(p.lines, {0.08, 0.55}, {0.38, 0.85}, {0.92, 0.18});
        break;
    case Glyph::Swing: { // aspect kSwingAspect: the lowest 66 degrees of a circle
        const qreal radius = 1 / (1 - std::cos(kSwingReach));
        const QRectF circle(kSwingAspect / 2 - radius, 1 - 2 * radius, 2 * radius, 2 * radius);
        p.lines.arcMoveTo(circle, 270 - qRadiansToDegrees(kSwingReach));
        p.lines.arcTo(circle, 270 - qRadiansToDegrees(kSwingReach), 2 * qRadiansToDegrees(kSwingReach));
        break;
    }
    case Glyph::Eye: // aspect 1.5
        p.lines.moveTo(0.03, 0.5);
        p.lines.cubicTo(0.4, 0.02, 1.1, 0.02, 1.47, 0.5);
        p.lines.cubicTo(1.1, 0.98, 0.4, 0.98, 0.03, 0.5);
        p.fill = disc({0.75, 0.5}, 0.2, 0.2);
        break;
    case Glyph::Ear: // aspect 0.8
        p.lines.moveTo(0.10, 0.40);
        p.lines.cubicTo(0.10, -0.10, 0.76, -0.08, 0.76, 0.38);
        p.lines.cubicTo(0.76, 0.62, 0.52, 0.62, 0.48, 0.80);
        p.lines.cubicTo(0.44, 1.02, 0.18, 1.02, 0.14, 0.80);
        p.lines.moveTo(0.28, 0.40);
        p.lines.cubicTo(0.28, 0.14, 0.58, 0.16, 0.58, 0.38);
        p.lines.cubicTo(0.58, 0.48, 0.44, 0.50, 0.42, 0.58);
        break;
    case Glyph::Djembe: // aspect 0.9
        p.lines.addEllipse(QPointF(0.45, 0.16), 0.41, 0.13);
        p.lines.moveTo(0.04, 0.16);
        p.lines.cubicTo(0.06, 0.46, 0.34, 0.52, 0.34, 0.62);
        p.lines.lineTo(0.24, 0.97);
        p.lines.lineTo(0.66, 0.97);
        p.lines.lineTo(0.56, 0.62);
        p.lines.cubicTo(0.56, 0.52, 0.84, 0.46, 0.86, 0.16);
        break;
    case Glyph::LowDrum: // aspect 1.2
        p.lines.addEllipse(QPointF(0.6, 0.27), 0.55, 0.22);
        p.lines.moveTo(0.05, 0.27);
        p.lines.lineTo(0.05, 0.74);
        p.lines.cubicTo(0.05, 1.03, 1.15, 1.03, 1.15, 0.74);
        p.lines.lineTo(1.15, 0.27);
        p.fill = disc({0.6, 0.27}, 0.2, 0.085);
        break;
    case Glyph::Roll: // aspect 1.2
        p.lines.addEllipse(QPointF(0.6, 0.76), 0.55, 0.21);
        wave(p.lines, 0.05, 1.15, 0.24, 0.16, 3);
        break;
    case Glyph::Faster:
    case Glyph::Slower: { // the same pendulum, swinging narrow or wide; aspect 1.3
        const QPointF bob = kind == Glyph::Faster ? QPointF(0.86, 0.80) : QPointF(1.16, 0.58);
        addLine(p.lines, {0.65, 0.03}, bob);
        p.fill = disc(bob, 0.15, 0.15);
        p.lines.moveTo(kind == Glyph::Faster ? 0.44 : 0.14, bob.y());
        if (kind == Glyph::Faster)
            p.lines.quadTo(0.52, 0.86, 0.60, 0.87);
        else
            p.lines.quadTo(0.34, 0.92, 0.74, 0.90);
        break;
    }
    case Glyph::Settle: // aspect 1.3
        addLine(p.lines, {0.65, 0.03}, {0.65, 0.7});
        p.fill = disc({0.65, 0.8}, 0.17, 0.17);
        addLine(p.lines, {0.25, 0.03}, {1.05, 0.03});
        break;
    case Glyph::AllOnOne: // aspect 1.3: one stroke that lands, and everybody round it
        p.fill = disc({0.65, 0.58}, 0.21, 0.21);
        addLine(p.lines, {0.15, 0.96}, {1.15, 0.96});
        addLine(p.lines, {0.65, 0.03}, {0.65, 0.20});
        addLine(p.lines, {0.18, 0.22}, {0.30, 0.35});
        addLine(p.lines, {1.12, 0.22}, {1.00, 0.35});
        break;
    case Glyph::CallAnswer: { // aspect 1.4: one speaks, the others answer
        p.fill = disc({0.2, 0.5}, 0.18, 0.18);
        for (const qreal r : {0.36, 0.56}) {
            const QRectF circle(0.2 - r, 0.5 - r, 2 * r, 2 * r);
            p.lines.arcMoveTo(circle, 42);
            p.lines.arcTo(circle, 42, -84);
        }
        for (const qreal y : {0.16, 0.5, 0.84})
            p.lines.addEllipse(QPointF(1.2, y), 0.12, 0.12);
        break;
    }
    case Glyph::ChooseWho: // aspect 1.5
        p.fill = disc({0.75, 0.7}, 0.22, 0.22);
        p.lines.addEllipse(QPointF(0.2, 0.7), 0.16, 0.16);
        p.lines.addEllipse(QPointF(1.3, 0.7), 0.16, 0.16);
        addCorner(p.lines, {0.58, 0.17}, {0.75, 0.34}, {0.92, 0.17});
        addLine(p.lines, {0.75, 0.03}, {0.75, 0.33});
        break;
    case Glyph::OnePlays: // aspect 1.2: a light that falls on one
        p.fill = disc({0.6, 0.76}, 0.19, 0.19);
        addLine(p.lines, {0.5, 0.04}, {0.06, 0.92});
        addLine(p.lines, {0.7, 0.04}, {1.14, 0.92});
        addLine(p.lines, {0.5, 0.04}, {0.7, 0.04});
        break;
    case Glyph::PassRound: // aspect 1.5: one plays, and it goes on to the next
        p.fill = disc({0.72, 0.30}, 0.27, 0.27);
        p.lines.addEllipse(QPointF(0.20, 0.76), 0.17, 0.17);
        p.lines.addEllipse(QPointF(1.25, 0.76), 0.17, 0.17);
        p.lines.moveTo(1.06, 0.24);
        p.lines.quadTo(1.25, 0.26, 1.25, 0.48);
        addCorner(p.lines, {1.13, 0.38}, {1.25, 0.50}, {1.37, 0.36});
        break;
    case Glyph::Mirrored: // aspect 1.4: a call, and the same again
        p.fill = disc({0.25, 0.5}, 0.2, 0.2);
        p.lines.addEllipse(QPointF(1.15, 0.5), 0.2, 0.2);
        addLine(p.lines, {0.7, 0.05}, {0.7, 0.23});
        addLine(p.lines, {0.7, 0.41}, {0.7, 0.59});
        addLine(p.lines, {0.7, 0.77}, {0.7, 0.95});
        break;
    case Glyph::Talk: // aspect 1.4: two that answer each other
        for (const qreal side : {-1.0, 1.0}) {
            const qreal x = 0.7 + 0.4 * side;
            p.lines.addEllipse(QPointF(x, 0.42), 0.26, 0.34);
            addCorner(p.lines, {x + 0.08 * side, 0.75}, {x + 0.2 * side, 0.95}, {x + 0.2 * side, 0.64});
        }
        break;
    case Glyph::Snow:
        for (int arm = 0; arm < 6; ++arm) {
            const qreal angle = arm * std::numbers::pi / 3;
            const auto at = [&](qreal r, qreal turn) { return QPointF(0.5 + r * std::sin(angle + turn), 0.5 - r * std::cos(angle + turn)); };
            addLine(p.lines, {0.5, 0.5}, at(0.46, 0));
            addCorner(p.lines, at(0.42, 0.32), at(0.27, 0), at(0.42, -0.32));
        }
        break;
    case Glyph::TwoTogether: // aspect 1.3: two at once on one drum
        p.fill = disc({0.38, 0.2}, 0.17, 0.17);
        p.fill.addEllipse(QPointF(0.92, 0.2), 0.17, 0.17);
        p.lines.addEllipse(QPointF(0.65, 0.7), 0.56, 0.24);
        break;
    case Glyph::Pairs: // aspect 1.5: two play, the next two follow
        p.fill = disc({0.2, 0.3}, 0.17, 0.17);
        p.fill.addEllipse(QPointF(0.2, 0.74), 0.17, 0.17);
        p.lines.addEllipse(QPointF(1.28, 0.3), 0.15, 0.15);
        p.lines.addEllipse(QPointF(1.28, 0.74), 0.15, 0.15);
        addLine(p.lines, {0.52, 0.52}, {0.92, 0.52});
        addCorner(p.lines, {0.78, 0.36}, {0.95, 0.52}, {0.78, 0.68});
        break;
    case Glyph::Greet: // somebody waves
        p.lines.addEllipse(QPointF(0.42, 0.24), 0.15, 0.15);
        p.lines.moveTo(0.12, 0.96);
        p.lines.cubicTo(0.12, 0.62, 0.24, 0.52, 0.42, 0.52);
        p.lines.cubicTo(0.62, 0.52, 0.72, 0.44, 0.78, 0.2);
        p.lines.moveTo(0.72, 0.96);
        p.lines.quadTo(0.70, 0.72, 0.60, 0.62);
        addLine(p.lines, {0.66, 0.05}, {0.72, 0.12});
        addLine(p.lines, {0.90, 0.05}, {0.84, 0.12});
        break;
    case Glyph::Sunset: // aspect 1.4
        addLine(p.lines, {0.04, 0.72}, {1.36, 0.72});
        p.lines.moveTo(0.36, 0.72);
        p.lines.arcTo(QRectF(0.36, 0.38, 0.68, 0.68), 180, -180);
        addLine(p.lines, {0.7, 0.06}, {0.7, 0.2});
        addLine(p.lines, {0.22, 0.26}, {0.32, 0.36});
        addLine(p.lines, {1.18, 0.26}, {1.08, 0.36});
        addLine(p.lines, {0.36, 0.94}, {1.04, 0.94});
        break;
    case Glyph::Steps: // one step further
        p.lines.moveTo(0.05, 0.95);
        p.lines.lineTo(0.05, 0.72);
        p.lines.lineTo(0.35, 0.72);
        p.lines.lineTo(0.35, 0.44);
        p.lines.lineTo(0.65, 0.44);
        p.lines.lineTo(0.65, 0.16);
        p.lines.lineTo(0.95, 0.16);
        break;
    case Glyph::GiveBack:
        p.lines.moveTo(0.16, 0.42);
        p.lines.lineTo(0.66, 0.42);
        p.lines.arcTo(QRectF(0.42, 0.42, 0.48, 0.48), 90, -180);
        p.lines.lineTo(0.36, 0.90);
        addCorner(p.lines, {0.36, 0.20}, {0.12, 0.42}, {0.36, 0.64});
        break;
    case Glyph::Helped: // a hand that goes with another
        p.fill = reduced(finger(QPointF(0.12, 0.84) * kLarge, QPointF(0.56, 0.40) * kLarge, 0.2 * kLarge)
                             .united(finger(QPointF(0.44, 0.90) * kLarge, QPointF(0.88, 0.46) * kLarge, 0.2 * kLarge)));
        addLine(p.lines, {0.70, 0.06}, {0.70, 0.20});
        addLine(p.lines, {0.40, 0.14}, {0.48, 0.26});
        break;
    case Glyph::WindDown: // aspect 1.2
        for (int i = 0; i < 5; ++i)
            addLine(p.lines, {0.06 + 0.27 * i, 0.06 + 0.19 * i}, {0.06 + 0.27 * i, 0.96});
        break;
    case Glyph::Waves: // aspect 1.4
        wave(p.lines, 0.04, 1.36, 0.34, 0.15, 2);
        wave(p.lines, 0.04, 1.36, 0.70, 0.15, 2);
        break;
    case Glyph::ChangePlaces: // aspect 1.3
        addLine(p.lines, {0.05, 0.28}, {1.22, 0.28});
        addCorner(p.lines, {0.98, 0.05}, {1.25, 0.28}, {0.98, 0.51});
        addLine(p.lines, {1.25, 0.74}, {0.08, 0.74});
        addCorner(p.lines, {0.32, 0.51}, {0.05, 0.74}, {0.32, 0.97});
        break;
    case Glyph::Clap: // aspect 1.1
        p.fill = reduced(finger(QPointF(0.16, 0.88) * kLarge, QPointF(0.46, 0.42) * kLarge, 0.22 * kLarge)
                             .united(finger(QPointF(0.94, 0.88) * kLarge, QPointF(0.64, 0.42) * kLarge, 0.22 * kLarge)));
        addLine(p.lines, {0.55, 0.03}, {0.55, 0.18});
        addLine(p.lines, {0.24, 0.08}, {0.32, 0.20});
        addLine(p.lines, {0.86, 0.08}, {0.78, 0.20});
        break;
    case Glyph::Knee: // aspect 1.1: someone sitting, and the hand that comes down on the knee
        p.fill = disc({0.30, 0.15}, 0.14, 0.14);
        p.lines.moveTo(0.27, 0.36);
        p.lines.lineTo(0.24, 0.68);
        p.lines.lineTo(0.78, 0.68);
        p.lines.lineTo(0.78, 0.97);
        p.lines.lineTo(0.98, 0.97);
        addCorner(p.lines, {0.28, 0.40}, {0.50, 0.52}, {0.74, 0.46});
        break;
    case Glyph::Sway: // aspect 1.1
        p.fill = disc({0.62, 0.15}, 0.14, 0.14);
        p.lines.moveTo(0.60, 0.34);
        p.lines.cubicTo(0.56, 0.56, 0.44, 0.66, 0.48, 0.97);
        addCorner(p.lines, {0.20, 0.34}, {0.05, 0.52}, {0.20, 0.70});
        addCorner(p.lines, {0.90, 0.34}, {1.05, 0.52}, {0.90, 0.70});
        break;
    case Glyph::Sing: // aspect 0.8
        p.fill = disc({0.24, 0.82}, 0.21, 0.16);
        p.lines.moveTo(0.43, 0.80);
        p.lines.lineTo(0.43, 0.05);
        p.lines.cubicTo(0.46, 0.26, 0.76, 0.26, 0.70, 0.54);
        break;
    case Glyph::Locked:
    case Glyph::Open: // aspect 0.9
        p.lines.addRoundedRect(QRectF(0.08, 0.44, 0.74, 0.53), 0.08, 0.08);
        p.lines.moveTo(0.24, 0.44);
        p.lines.lineTo(0.24, 0.26);
        if (kind == Glyph::Locked) {
            p.lines.cubicTo(0.24, -0.04, 0.66, -0.04, 0.66, 0.26);
            p.lines.lineTo(0.66, 0.44);
        } else {
            p.lines.cubicTo(0.24, -0.06, 0.64, -0.06, 0.68, 0.18);
        }
        break;
    case Glyph::QuietOne:
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.40, 0.40);
        addLine(p.lines, {0.08, 0.92}, {0.92, 0.08});
        break;
    case Glyph::Chair: // aspect 0.8
        p.lines.moveTo(0.08, 0.03);
        p.lines.lineTo(0.14, 0.97);
        addCorner(p.lines, {0.11, 0.54}, {0.66, 0.54}, {0.72, 0.97});
        break;
    case Glyph::Layers: // aspect 1.3
        p.lines.addPolygon(QPolygonF{{0.65, 0.03}, {1.26, 0.28}, {0.65, 0.53}, {0.04, 0.28}});
        p.lines.closeSubpath();
        p.lines.addPolygon(QPolygonF{{0.04, 0.51}, {0.65, 0.76}, {1.26, 0.51}});
        p.lines.addPolygon(QPolygonF{{0.04, 0.73}, {0.65, 0.98}, {1.26, 0.73}});
        break;
    case Glyph::Baton: // aspect 1.1
        addLine(p.lines, {0.22, 0.80}, {1.05, 0.05});
        p.fill = disc({0.18, 0.84}, 0.14, 0.14);
        p.lines.moveTo(0.38, 0.18);
        p.lines.quadTo(0.12, 0.26, 0.06, 0.52);
        break;
    case Glyph::Wood: // aspect 1.4: a block and its slit
        p.lines.addRoundedRect(QRectF(0.05, 0.36, 1.3, 0.5), 0.1, 0.1);
        addLine(p.lines, {0.22, 0.66}, {1.18, 0.66});
        addLine(p.lines, {0.9, 0.24}, {1.3, 0.05});
        p.fill = disc({0.85, 0.26}, 0.10, 0.10);
        break;
    case Glyph::Shaker: // aspect 0.8
        p.lines.addEllipse(QPointF(0.4, 0.52), 0.34, 0.45);
        p.fill.setFillRule(Qt::WindingFill);
        for (const QPointF &seed : {QPointF{0.32, 0.36}, {0.50, 0.46}, {0.30, 0.60}, {0.46, 0.72}})
            p.fill.addEllipse(seed, 0.055, 0.055);
        break;
    case Glyph::Bars: // aspect 1.2
        for (int i = 0; i < 4; ++i)
            p.lines.addRoundedRect(QRectF(0.04 + 0.3 * i, 0.04 + 0.09 * i, 0.2, 0.92 - 0.18 * i), 0.06, 0.06);
        break;
    case Glyph::Tongues: // aspect 0.9
        p.lines.addRoundedRect(QRectF(0.05, 0.30, 0.80, 0.66), 0.12, 0.12);
        for (int i = 0; i < 4; ++i)
            addLine(p.lines, {0.21 + 0.16 * i, 0.50}, {0.21 + 0.16 * i, i == 1 || i == 2 ? 0.03 : 0.14});
        break;
    case Glyph::Bell: // aspect 0.9
        p.lines.moveTo(0.06, 0.82);
        p.lines.cubicTo(0.22, 0.66, 0.12, 0.10, 0.45, 0.10);
        p.lines.cubicTo(0.78, 0.10, 0.68, 0.66, 0.84, 0.82);
        p.lines.closeSubpath();
        p.fill = disc({0.45, 0.93}, 0.10, 0.07);
        break;
    case Glyph::Bowl: // aspect 1.3
        p.lines.addEllipse(QPointF(0.65, 0.30), 0.60, 0.16);
        p.lines.moveTo(0.05, 0.30);
        p.lines.cubicTo(0.10, 0.82, 0.40, 0.97, 0.65, 0.97);
        p.lines.cubicTo(0.90, 0.97, 1.20, 0.82, 1.25, 0.30);
        break;
    case Glyph::Strings: // aspect 0.9
        p.lines.moveTo(0.06, 0.04);
        p.lines.lineTo(0.06, 0.96);
        p.lines.cubicTo(0.40, 0.90, 0.82, 0.60, 0.84, 0.10);
        p.lines.cubicTo(0.60, 0.30, 0.34, 0.04, 0.06, 0.04);
        addLine(p.lines, {0.26, 0.10}, {0.26, 0.88});
        addLine(p.lines, {0.46, 0.17}, {0.46, 0.76});
        addLine(p.lines, {0.64, 0.20}, {0.64, 0.58});
        break;
    case Glyph::LowString: // aspect 1.4: one long string that swings
        wave(p.lines, 0.06, 1.34, 0.5, 0.36, 1);
        addLine(p.lines, {0.06, 0.20}, {0.06, 0.80});
        addLine(p.lines, {1.34, 0.20}, {1.34, 0.80});
        break;
    default:
        break;
    }
    return p;
}

} // namespace tutti
