// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/keyboard.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QQuickItem>

namespace tutti {
namespace {

/// A press that belongs to a release of the same moment is at most so far behind it in the queue, in ms.
constexpr int kRepeatComesWithinMs = 25;

} // namespace

Keyboard::Keyboard(QQuickWindow &window, StrikeSink &sink, QObject *parent)
    : QObject(parent), m_window(&window), m_sink(sink), m_strikes(sink.touchNumbers())
{
    m_hold.setSingleShot(true);
    m_hold.setInterval(static_cast<int>(1000 * CueKeys::kHoldS));
    connect(&m_hold, &QTimer::timeout, this, [this] { (void)ask(m_cues.held()); });
    m_wait.setSingleShot(true);
    m_wait.setInterval(kRepeatComesWithinMs);
    connect(&m_wait, &QTimer::timeout, this, &Keyboard::letGo);
    window.installEventFilter(this);
}

bool Keyboard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (m_letGo && m_letGo->key == key.key() && m_letGo->ms == key.timestamp()) {
            m_letGo.reset(); // it repeats itself: it was never let go
            m_wait.stop();
            return true;
        }
        letGo();
        if (press(key))
            return true;
        break;
    }
    case QEvent::KeyRelease: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (m_passing)
            break;
        if (key.isAutoRepeat()) {
            if (release(key))
                return true;
            break;
        }
        letGo();
        m_letGo = LetGo{key.key(), key.modifiers(), key.timestamp()};
        m_wait.start();
        return true;
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Close: releaseAll(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void Keyboard::setPlaying(bool playing)
{
    if (playing == m_playing)
        return;
    releaseAll();
    m_playing = playing;
}

bool Keyboard::press(const QKeyEvent &key)
{
    const Micros arrival = m_sink.now();
    if (!key.isAutoRepeat())
        m_code.pressed(key.key(), std::chrono::milliseconds(key.timestamp()));
    if (!m_playing) {
        if (KeyMap::isStop(key.key()) && !key.isAutoRepeat())
            Q_EMIT stopAsked(); // from anywhere, whatever else the key does there
        return false;
    }
    const QQuickItem *focus = m_window->activeFocusItem();
    const bool pressesControls = key.key() == Qt::Key_Space || key.key() == Qt::Key_Return;
    if (pressesControls && focus && focus != m_window->contentItem() && focus->activeFocusOnTab())
        return false;
    const bool numberPad = key.modifiers().testFlag(Qt::KeypadModifier);
    const auto pressed = m_strikes.press(key.key(), key.isAutoRepeat(), numberPad);
    if (pressed.strike)
        m_sink.strike(*pressed.strike, arrival);
    if (pressed.stop)
        Q_EMIT stopAsked();
    if (pressed.known)
        return true;
    // What a person types with Control or Alt held is no cue.
    if (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool known = ask(m_cues.press(key.key(), key.isAutoRepeat(), numberPad));
    if (m_cues.isHolding() && !m_hold.isActive()) {
        m_hold.start();
        m_heldSince = key.timestamp();
    }
    return known;
}

bool Keyboard::release(const QKeyEvent &key)
{
    if (!key.isAutoRepeat() && m_code.lifted(key.key(), std::chrono::milliseconds(key.timestamp())))
        Q_EMIT staffAsked();
    if (!m_playing)
        return false;
    if (const auto lift = m_strikes.release(key.key(), key.isAutoRepeat())) {
        m_sink.lift(*lift, m_sink.now());
        return true;
    }
    // On a busy machine both may have waited; how long it was held is what the keys say.
    if (m_cues.isHolding() && static_cast<double>(key.timestamp() - m_heldSince) >= 1000 * CueKeys::kHoldS && !key.isAutoRepeat())
        (void)ask(m_cues.held());
    const bool known = ask(m_cues.release(key.key(), key.isAutoRepeat(), key.modifiers().testFlag(Qt::KeypadModifier)));
    if (!m_cues.isHolding())
        m_hold.stop();
    return known;
}

bool Keyboard::ask(const CueKeys::Asked &asked)
{
    switch (asked.act) {
    case CueKeys::Act::Nothing: break;
    case CueKeys::Act::Next: Q_EMIT nextAsked(); break;
    case CueKeys::Act::Again: Q_EMIT againAsked(); break;
    case CueKeys::Act::Stop: Q_EMIT stopAsked(); break;
    case CueKeys::Act::Finish: Q_EMIT finishAsked(); break;
    case CueKeys::Act::Halves: Q_EMIT halvesAsked(); break;
    case CueKeys::Act::Cue: Q_EMIT cueAsked(static_cast<int>(asked.cue)); break;
    }
    return asked.known;
}

/// The release that was kept back: no press came with it.
void Keyboard::letGo()
{
    if (!m_letGo)
        return;
    m_wait.stop();
    QKeyEvent event(QEvent::KeyRelease, m_letGo->key, m_letGo->modifiers);
    event.setTimestamp(m_letGo->ms);
    m_letGo.reset();
    if (release(event) || !m_window)
        return;
    m_passing = true; // it is a control's
    QCoreApplication::sendEvent(m_window, &event);
    m_passing = false;
}

void Keyboard::releaseAll()
{
    letGo();
    for (const Lift &lift : m_strikes.releaseAll())
        m_sink.lift(lift, m_sink.now());
    m_cues.releaseAll();
    m_hold.stop();
}

} // namespace tutti
