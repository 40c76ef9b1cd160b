// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/glass_watch.h"

#include <QLineF>
#include <QQuickWindow>
#include <QTouchEvent>

namespace tutti {

GlassWatch::GlassWatch(QQuickWindow &window, Clock clock, double mmPerPx, QObject *parent)
    : QObject(parent), m_window(&window), m_clock(std::move(clock)), m_mmPerPx(mmPerPx)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const auto due = m_hold.due();
        if (due && *due <= m_clock())
            Q_EMIT cornersHeld();
        else
            tell();
    });
    connect(&window, &QQuickWindow::widthChanged, this, &GlassWatch::fit);
    connect(&window, &QQuickWindow::heightChanged, this, &GlassWatch::fit);
    fit();
    window.installEventFilter(this);
}

void GlassWatch::setMmPerPx(double mm)
{
    m_mmPerPx = mm;
    fit();
}

/// What is down on a glass that changes its size is no hand in a corner any more.
void GlassWatch::fit()
{
    m_hold = m_window ? CornerHold(m_window->width() * m_mmPerPx, m_window->height() * m_mmPerPx) : CornerHold();
    tell();
}

bool GlassWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd: read(*static_cast<QTouchEvent *>(event)); break;
    case QEvent::MouseButtonPress:
    case QEvent::KeyPress: Q_EMIT touched(); break;
    case QEvent::TouchCancel:
    case QEvent::FocusOut:
    case QEvent::Hide:
        m_hold.clear();
        tell();
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void GlassWatch::read(const QTouchEvent &event)
{
    const Micros t = m_clock();
    if (event.type() == QEvent::TouchBegin) { // whatever was left of a panel that was unplugged
        m_hold.clear();
        m_counted.clear();
    }
    bool isThere = false;
    for (const QEventPoint &point : event.points()) {
        if (point.state() == QEventPoint::Released) {
            m_hold.lifted(point.id(), t);
            m_counted.erase(point.id());
            continue;
        }
        const QPointF at = point.scenePosition() * m_mmPerPx;
        m_hold.at(point.id(), at.x(), at.y(), t);
        const auto [counted, isNew] = m_counted.try_emplace(point.id(), at);
        if (isNew || QLineF(counted->second, at).length() >= kMoveMm) {
            counted->second = at;
            isThere = true;
        }
    }
    if (isThere)
        Q_EMIT touched();
    tell();
}

void GlassWatch::tell()
{
    if (const auto due = m_hold.due())
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(*due - m_clock(), Micros{0})));
    else
        m_timer.stop();
    if (m_told == m_hold.isHeld())
        return;
    m_told = m_hold.isHeld();
    Q_EMIT heldChanged(m_told);
}

} // namespace tutti
