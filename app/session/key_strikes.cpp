// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/key_strikes.h"

#include <QKeyEvent>
#include <QQuickItem>

namespace tutti {

KeyStrikes::KeyStrikes(QQuickWindow &window, StrikeSink &sink, QObject *parent)
    : QObject(parent), m_window(&window), m_sink(sink), m_map(sink.touchNumbers())
{
    window.installEventFilter(this);
}

bool KeyStrikes::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const Micros arrival = m_sink.now();
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool pressesControls = key->key() == Qt::Key_Space || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const QQuickItem *focus = m_window->activeFocusItem();
        if (pressesControls && focus && focus != m_window->contentItem() && focus->activeFocusOnTab())
            break;
        const auto pressed = m_map.press(key->key(), key->isAutoRepeat(), key->modifiers().testFlag(Qt::KeypadModifier));
        if (pressed.strike)
            m_sink.strike(*pressed.strike, arrival);
        if (pressed.stop)
            Q_EMIT stopPressed();
        if (pressed.known)
            return true;
        break;
    }
    case QEvent::KeyRelease: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (const auto lift = m_map.release(key->key(), key->isAutoRepeat())) {
            m_sink.lift(*lift, m_sink.now());
            return true;
        }
        break;
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Close: releaseAll(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void KeyStrikes::releaseAll()
{
    for (const Lift &lift : m_map.releaseAll())
        m_sink.lift(lift, m_sink.now());
}

} // namespace tutti
