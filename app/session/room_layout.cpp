// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_layout.h"

#include <algorithm>

namespace tutti {

namespace {
QRectF asQt(const GlassRect &r)
{
    return {r.x, r.y, r.w, r.h};
}
} // namespace

int PadPlaceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant PadPlaceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PadPlace &place = m_places[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SeatRole: return int{place.seat.value};
    case PadRole: return int{place.pad.value};
    case RectRole: return asQt(place.rect);
    case BarRole: return place.bar;
    case RotationRole: return place.rotation;
    case LargerRole: return asQt(place.larger);
    case LabelRole: return asQt(place.label);
    default: return {};
    }
}

QHash<int, QByteArray> PadPlaceModel::roleNames() const
{
    return {{SeatRole, "seat"}, {PadRole, "pad"}, {RectRole, "rect"}, {BarRole, "bar"}, {RotationRole, "turn"}, {LargerRole, "larger"}, {LabelRole, "label"}};
}

void PadPlaceModel::show(const RoomGeometry &geometry)
{
    std::vector<PadPlace> places = geometry.pads;
    for (PadPlace &place : places) {
        place.rect = geometry.inPixels(place.rect);
        place.larger = geometry.inPixels(place.larger);
        place.label = geometry.inPixels(place.label);
    }
    const auto samePads = [](const PadPlace &a, const PadPlace &b) { return a.seat == b.seat && a.pad == b.pad; };
    if (std::equal(places.begin(), places.end(), m_places.begin(), m_places.end(), samePads)) {
        m_places = std::move(places);
        if (!m_places.empty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_places.size()) - 1));
        return;
    }
    beginResetModel();
    m_places = std::move(places);
    endResetModel();
}

RoomLayout::RoomLayout(QObject *parent) : QObject(parent)
{
    m_pads.show(m_geometry);
}

void RoomLayout::setSpec(const RoomSpec &spec)
{
    if (m_spec == spec)
        return;
    m_spec = spec;
    work();
}

QList<QRectF> RoomLayout::cells(const QRectF &body, int count, double leastMm, double leastHighMm) const
{
    const double mm = m_geometry.mmPerPx;
    QList<QRectF> all;
    for (const GlassRect &cell : m_geometry.cells({body.x() * mm, body.y() * mm, body.width() * mm, body.height() * mm}, count, leastMm, leastHighMm))
        all.append(px(cell));
    return all;
}

QList<QRectF> RoomLayout::doors() const
{
    QList<QRectF> cells;
    for (const GlassRect &door : m_geometry.doors)
        cells.append(px(door));
    return cells;
}

QRectF RoomLayout::px(const GlassRect &mm) const
{
    return asQt(m_geometry.inPixels(mm));
}

void RoomLayout::work()
{
    m_geometry = RoomGeometry(m_spec);
    m_pads.show(m_geometry);
    Q_EMIT changed();
}

} // namespace tutti
