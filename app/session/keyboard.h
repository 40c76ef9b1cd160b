// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/cue_keys.h"
#include "access/key_map.h"
#include "access/strike_sink.h"

#include <QObject>
#include <QPointer>
#include <QQuickWindow>
#include <QTimer>

namespace tutti {

/// Keys and switch boxes as instruments, and keyboards, clickers and number pads to lead by: reads a window's keys before any
/// item does. Space and Return are left to a control that has the focus, since that is how it is pressed without a pointer.
/// Thread: GUI.
class Keyboard final : public QObject {
    Q_OBJECT

public:
    Keyboard(QQuickWindow &window, StrikeSink &sink, QObject *parent = nullptr);

Q_SIGNALS:
    void stopAsked();
    void nextAsked();
    void againAsked();
    void finishAsked();
    void halvesAsked();
    void cueAsked(int kind); ///< a cues::Kind

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool press(const QKeyEvent &key);
    [[nodiscard]] bool release(const QKeyEvent &key);
    [[nodiscard]] bool ask(const CueKeys::Asked &asked);
    void releaseAll();

    QPointer<QQuickWindow> m_window;
    StrikeSink &m_sink;
    KeyMap m_strikes;
    CueKeys m_cues;
    QTimer m_hold;
    quint64 m_heldSince = 0; ///< ms, of the events' own clock
};

} // namespace tutti
