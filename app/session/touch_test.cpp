// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/touch_test.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTouchEvent>

#include <algorithm>
#include <cmath>

namespace tutti {

TouchTest::TouchTest(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setAcceptTouchEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton);
    connect(this, &TouchTest::coloursChanged, this, [this] { update(); });
}

void TouchTest::setSide(qreal side)
{
    side = std::max(8.0, side);
    if (side == m_side)
        return;
    m_side = side;
    lay();
    Q_EMIT sideChanged();
}

int TouchTest::answered() const { return static_cast<int>(std::count(m_felt.begin(), m_felt.end(), Felt::Answer)); }
int TouchTest::ghosts() const { return static_cast<int>(std::count(m_felt.begin(), m_felt.end(), Felt::Ghost)); }

void TouchTest::begin()
{
    m_phase = HandsOff;
    m_points = 0;
    lay();
    Q_EMIT phaseChanged();
}

void TouchTest::wipe()
{
    if (m_phase == Wipe)
        return;
    m_phase = Wipe;
    Q_EMIT phaseChanged();
}

void TouchTest::geometryChange(const QRectF &to, const QRectF &from)
{
    QQuickPaintedItem::geometryChange(to, from);
    if (to.size() != from.size())
        lay();
}

void TouchTest::lay()
{
    m_columns = std::max(1, static_cast<int>(std::lround(width() / m_side)));
    m_rows = std::max(1, static_cast<int>(std::lround(height() / m_side)));
    m_felt.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), Felt::Nothing);
    m_down.clear();
    update();
    Q_EMIT felt();
}

/// Everything a finger slid over: events are further apart than places are wide.
void TouchTest::feel(const QPointF &from, const QPointF &to)
{
    if (width() <= 0 || height() <= 0)
        return;
    const QPointF way = to - from;
    const int steps = 1 + static_cast<int>(std::hypot(way.x(), way.y()) / (m_side / 4));
    bool news = false;
    for (int i = 0; i <= steps; ++i) {
        const QPointF at = from + way * i / steps;
        const int column = std::clamp(static_cast<int>(at.x() / width() * m_columns), 0, m_columns - 1);
        const int row = std::clamp(static_cast<int>(at.y() / height() * m_rows), 0, m_rows - 1);
        Felt &place = m_felt[static_cast<std::size_t>(row * m_columns + column)];
        const Felt now = m_phase == HandsOff ? Felt::Ghost : Felt::Answer;
        if (place != Felt::Nothing) // a place that feels by itself proves nothing when it is wiped
            continue;
        place = now;
        news = true;
    }
    if (!news)
        return;
    update();
    Q_EMIT felt();
}

void TouchTest::touchEvent(QTouchEvent *event)
{
    if (event->type() == QEvent::TouchCancel) {
        m_down.clear();
        return;
    }
    for (const QEventPoint &point : event->points()) {
        if (point.state() == QEventPoint::Released) {
            m_down.remove(point.id());
            continue;
        }
        feel(m_down.value(point.id(), point.position()), point.position());
        m_down.insert(point.id(), point.position());
    }
    if (m_down.size() > m_points) {
        m_points = static_cast<int>(m_down.size());
        Q_EMIT felt();
    }
    event->accept();
}

void TouchTest::touchUngrabEvent() { m_down.clear(); }

void TouchTest::mousePressEvent(QMouseEvent *event)
{
    m_mouse = event->position();
    feel(m_mouse, m_mouse);
}

void TouchTest::mouseMoveEvent(QMouseEvent *event)
{
    feel(m_mouse, event->position());
    m_mouse = event->position();
}

void TouchTest::paint(QPainter *painter)
{
    const qreal w = width() / m_columns;
    const qreal h = height() / m_rows;
    const qreal gap = std::max(1.0, 0.04 * m_side);
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column) {
            const QRectF place(column * w + gap, row * h + gap, w - 2 * gap, h - 2 * gap);
            switch (m_felt[static_cast<std::size_t>(row * m_columns + column)]) {
            case Felt::Answer: painter->fillRect(place, m_answer); break;
            case Felt::Ghost: // by shape as well as by colour
                painter->fillRect(place.adjusted(w / 4, h / 4, -w / 4, -h / 4), m_ghost);
                [[fallthrough]];
            case Felt::Nothing:
                painter->setPen(QPen(m_line, 1));
                painter->drawRect(place);
                break;
            }
        }
}

} // namespace tutti
