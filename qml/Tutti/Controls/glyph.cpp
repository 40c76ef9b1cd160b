// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyph.h"

#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tutti {
namespace {

constexpr qreal kShapeInRing = 0.62;
constexpr qreal kSwingReach = 33 * std::numbers::pi / 180;
const qreal kSwingAspect = 2 * std::sin(kSwingReach) / (1 - std::cos(kSwingReach));

/// What a picture is made of: areas that are filled and lines that are stroked with round ends.
struct Picture {
    QPainterPath fill;
    QPainterPath lines;
};

void addLine(QPainterPath &path, QPointF from, QPointF to)
{
    path.moveTo(from);
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

QPainterPath disc(QPointF centre, qreal rx, qreal ry)
{
    QPainterPath path;
    path.addEllipse(centre, rx, ry);
    return path;
}

// The seat shapes. The box is the pad's shape box; each fills as much of it as makes all six look equally large.
QPainterPath shapePath(Glyph::Kind kind)
{
    QPainterPath path;
    switch (kind) {
    case Glyph::Disc:
        return disc({0.5, 0.5}, 0.46, 0.46);
    case Glyph::Square:
        path.addRect(0.07, 0.07, 0.86, 0.86);
        return path;
    case Glyph::Triangle:
        path.moveTo(0.5, 0.055);
        path.lineTo(0.94, 0.815);
        path.lineTo(0.06, 0.815);
        path.closeSubpath();
        return path;
    case Glyph::Cross:
        path.addPolygon(QPolygonF{{0.33, 0.0}, {0.67, 0.0}, {0.67, 0.33}, {1.0, 0.33}, {1.0, 0.67}, {0.67, 0.67},
                                  {0.67, 1.0}, {0.33, 1.0}, {0.33, 0.67}, {0.0, 0.67}, {0.0, 0.33}, {0.33, 0.33}});
        path.closeSubpath();
        return path;
    case Glyph::Crescent: {
        // Stands a little to the right, where its weight is in the middle.
        return reduced(enlarged(disc({0.52, 0.5}, 0.48, 0.48)).subtracted(enlarged(disc({0.77, 0.42}, 0.385, 0.385))));
    }
    case Glyph::Drop:
        path.moveTo(0.5, 0.0);
        path.cubicTo(0.56, 0.20, 0.86, 0.40, 0.86, 0.645);
        path.cubicTo(0.86, 0.845, 0.70, 1.0, 0.5, 1.0);
        path.cubicTo(0.30, 1.0, 0.14, 0.845, 0.14, 0.645);
        path.cubicTo(0.14, 0.40, 0.44, 0.20, 0.5, 0.0);
        path.closeSubpath();
        return path;
    default:
        return path;
    }
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

Picture picture(Glyph::Kind kind)
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
        p.fill = reduced(enlarged(disc({0.47, 0.5}, 0.45, 0.45)).subtracted(enlarged(disc({0.70, 0.40}, 0.38, 0.38))));
        break;
    case Glyph::Halves: {
        p.lines.addEllipse(QPointF(0.5, 0.5), 0.45, 0.45);
        QPainterPath half;
        half.moveTo(0.5, 0.05);
        half.arcTo(QRectF(0.05, 0.05, 0.9, 0.9), 90, -180);
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
        p.lines.moveTo(0.08, 0.55);
        p.lines.lineTo(0.38, 0.85);
        p.lines.lineTo(0.92, 0.18);
        break;
    case Glyph::Swing: { // aspect kSwingAspect: the lowest 66 degrees of a circle
        const qreal radius = 1 / (1 - std::cos(kSwingReach));
        const QRectF circle(kSwingAspect / 2 - radius, 1 - 2 * radius, 2 * radius, 2 * radius);
        p.lines.arcMoveTo(circle, 270 - qRadiansToDegrees(kSwingReach));
        p.lines.arcTo(circle, 270 - qRadiansToDegrees(kSwingReach), 2 * qRadiansToDegrees(kSwingReach));
        break;
    }
    default:
        break;
    }
    return p;
}

/// A rounded rectangle from the middle of its top, clockwise: the way a ring fills.
QPainterPath edgePath(const QRectF &box, qreal radius)
{
    const qreal r = std::min(radius, std::min(box.width(), box.height()) / 2);
    const qreal d = 2 * r;
    QPainterPath path;
    path.moveTo(box.center().x(), box.top());
    path.lineTo(box.right() - r, box.top());
    path.arcTo(QRectF(box.right() - d, box.top(), d, d), 90, -90);
    path.lineTo(box.right(), box.bottom() - r);
    path.arcTo(QRectF(box.right() - d, box.bottom() - d, d, d), 0, -90);
    path.lineTo(box.left() + r, box.bottom());
    path.arcTo(QRectF(box.left(), box.bottom() - d, d, d), -90, -90);
    path.lineTo(box.left(), box.top() + r);
    path.arcTo(QRectF(box.left(), box.top(), d, d), 180, -90);
    path.closeSubpath();
    return path;
}

QTransform scaledAbout(QPointF centre, qreal factor)
{
    return QTransform::fromTranslate(-centre.x(), -centre.y()) * QTransform::fromScale(factor, factor)
        * QTransform::fromTranslate(centre.x(), centre.y());
}

} // namespace

Glyph::Glyph(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void Glyph::setKind(Kind kind) { assign(m_kind, kind, &Glyph::kindChanged); }
void Glyph::setColor(const QColor &color) { assign(m_color, color, &Glyph::colorChanged); }
void Glyph::setFill(const QColor &fill) { assign(m_fill, fill, &Glyph::fillChanged); }
void Glyph::setStrokeWidth(qreal width) { assign(m_strokeWidth, width, &Glyph::strokeWidthChanged); }
void Glyph::setOutlined(bool outlined) { assign(m_outlined, outlined, &Glyph::outlinedChanged); }
void Glyph::setRinged(bool ringed) { assign(m_ringed, ringed, &Glyph::ringedChanged); }
void Glyph::setDashed(bool dashed) { assign(m_dashed, dashed, &Glyph::dashedChanged); }
void Glyph::setProgress(qreal progress) { assign(m_progress, std::clamp(progress, 0.0, 1.0), &Glyph::progressChanged); }
void Glyph::setCornerRadius(qreal radius) { assign(m_cornerRadius, radius, &Glyph::cornerRadiusChanged); }

qreal Glyph::aspect() const
{
    switch (m_kind) {
    case Finish:
        return 1.45;
    case Together:
        return 1.83;
    case Next:
        return 1.03;
    case Swing:
        return kSwingAspect;
    default:
        return 1.0;
    }
}

QTransform Glyph::fit(qreal inset) const
{
    const qreal ratio = aspect();
    const qreal w = std::max(width() - 2 * inset, 0.0);
    const qreal h = std::max(height() - 2 * inset, 0.0);
    const qreal unit = std::min(w / ratio, h);
    return QTransform::fromTranslate((width() - unit * ratio) / 2, (height() - unit) / 2).scale(unit, unit);
}

void Glyph::paint(QPainter *painter)
{
    if (width() <= 0 || height() <= 0)
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(Qt::NoPen);
    if (m_kind == Edge)
        paintEdge(*painter);
    else if (m_kind < Edge)
        paintShape(*painter);
    else
        paintPicture(*painter);
}

void Glyph::paintEdge(QPainter &painter) const
{
    const qreal half = m_strokeWidth / 2;
    const QPainterPath path = edgePath(QRectF(0, 0, width(), height()).adjusted(half, half, -half, -half), m_cornerRadius - half);
    if (m_fill.alpha() > 0)
        painter.fillPath(path, m_fill);
    if (m_progress <= 0 || m_strokeWidth <= 0)
        return;
    QPen pen(m_color, m_strokeWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    const qreal length = path.length() / m_strokeWidth; // dashes are counted in pen widths
    if (m_dashed) {
        // A dash of 1.3 widths, round ends included 2.3, and as much air again: what reads as "not here yet".
        const qreal count = std::max(8.0, std::round(length / 4.6));
        pen.setDashPattern({1.3, length / count - 1.3});
    } else if (m_progress < 1) {
        pen.setDashPattern({length * m_progress, length * 2});
    }
    painter.strokePath(path, pen);
}

void Glyph::paintShape(QPainter &painter) const
{
    const QPainterPath shape = shapePath(m_kind);
    const QPen pen(m_color, m_strokeWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    QTransform inRing; // the whole box, or what a ring round the shape leaves of it
    if (m_ringed) {
        const qreal ring = std::min(m_strokeWidth, 0.06 * std::min(width(), height()));
        painter.strokePath(fit(ring / 2).map(disc({0.5, 0.5}, 0.5, 0.5)), QPen(m_color, ring));
        inRing = scaledAbout({0.5, 0.5}, kShapeInRing);
    }
    if (m_outlined) // the line stays inside what the filled shape covers
        painter.strokePath(fit(m_strokeWidth / 2).map(inRing.map(shape)), pen);
    else
        painter.fillPath(fit(0).map(inRing.map(shape)), m_color);
}

void Glyph::paintPicture(QPainter &painter) const
{
    const Picture p = picture(m_kind);
    const QTransform where = fit(p.lines.isEmpty() ? 0 : m_strokeWidth / 2);
    if (!p.fill.isEmpty())
        painter.fillPath(where.map(p.fill), m_color);
    if (p.lines.isEmpty())
        return;
    QPen pen(m_color, m_strokeWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (m_dashed)
        pen.setDashPattern({0.01, 3.6});
    painter.strokePath(where.map(p.lines), pen);
}

} // namespace tutti
