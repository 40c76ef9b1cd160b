// SPDX-License-Identifier: GPL-3.0-or-later
#include "touch_target.h"

#include <QMouseEvent>
#include <QTouchEvent>

namespace tutti {

TouchTarget::TouchTarget(QQuickItem *parent) : QQuickItem(parent)
{
    setAcceptTouchEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton);
}

void TouchTarget::setSlack(qreal slack)
{
    if (m_slack == slack)
        return;
    m_slack = slack;
    emit slackChanged();
}

bool TouchTarget::reaches(QPointF position) const
{
    return boundingRect().adjusted(-m_slack, -m_slack, m_slack, m_slack).contains(position);
}

void TouchTarget::touchEvent(QTouchEvent *event)
{
    if (event->type() == QEvent::TouchCancel) {
        letGo();
        return;
    }
    QHash<int, ulong> stillDown;
    bool fresh = false;
    bool inside = false;
    for (const QEventPoint &point : event->points()) {
        const auto known = m_fingers.constFind(point.id());
        if (point.state() == QEventPoint::Released) {
            inside = reaches(point.position());
        } else if (point.state() == QEventPoint::Pressed) {
            stillDown.insert(point.id(), point.pressTimestamp());
            fresh = fresh || known == m_fingers.constEnd() || known.value() != point.pressTimestamp();
        } else if (known != m_fingers.constEnd()) {
            stillDown.insert(known.key(), known.value());
        }
    }
    // A finger the event no longer names is gone, whether or not its release was ever told.
    m_fingers = stillDown;
    event->accept();
    if (fresh)
        press();
    if (m_fingers.isEmpty() && !m_mouse)
        release(inside);
}

void TouchTarget::mousePressEvent(QMouseEvent *event)
{
    m_mouse = true;
    event->accept();
    press();
}

void TouchTarget::mouseReleaseEvent(QMouseEvent *event)
{
    m_mouse = false;
    event->accept();
    if (m_fingers.isEmpty())
        release(reaches(event->position()));
}

void TouchTarget::touchUngrabEvent()
{
    m_fingers.clear();
    if (!m_mouse)
        release(false);
}

void TouchTarget::mouseUngrabEvent()
{
    m_mouse = false;
    if (m_fingers.isEmpty())
        release(false);
}

void TouchTarget::itemChange(ItemChange change, const ItemChangeData &data)
{
    if ((change == ItemVisibleHasChanged || change == ItemEnabledHasChanged) && !data.boolValue)
        letGo();
    QQuickItem::itemChange(change, data);
}

void TouchTarget::press()
{
    if (!m_down) {
        m_down = true;
        emit downChanged();
    }
    emit pressed();
}

void TouchTarget::release(bool inside)
{
    if (!m_down)
        return;
    m_down = false;
    emit downChanged();
    if (inside)
        emit tapped();
    emit lifted();
}

void TouchTarget::letGo()
{
    m_fingers.clear();
    m_mouse = false;
    release(false);
}

} // namespace tutti
