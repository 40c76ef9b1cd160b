// SPDX-License-Identifier: GPL-3.0-or-later
#include "glyph.h"

#include "pictures.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr qreal kShapeInRing = 0.62;
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
    case Glyph::Crescent:
        // Stands a little to the right, where its weight is in the middle.
        return crescent({0.52, 0.5}, 0.48, {0.77, 0.42}, 0.385);
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

qreal Glyph::aspect() const { return aspectOf(m_kind); }

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
    const Picture p = pictureOf(m_kind);
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
