// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/cue_keys.h"
#include "access/key_map.h"
#include "access/press_code.h"
#include "access/strike_sink.h"

#include <QObject>
#include <QPointer>
#include <QQuickWindow>
#include <QTimer>

#include <optional>

namespace tutti {

/// Keys and switch boxes as instruments, and keyboards, clickers and number pads to lead by: reads a window's keys before any
/// item does. X tells of a key that repeats itself as of a release and a press of the same moment; Qt knows it where both have
/// come, on a busy machine it does not. So a release is kept back for 25 ms, and the two are nothing. Space and Return are left to a control that has the focus, since that is how it is pressed without a pointer.
/// Thread: GUI.
class Keyboard final : public QObject {
    Q_OBJECT

public:
    Keyboard(QQuickWindow &window, StrikeSink &sink, QObject *parent = nullptr);

    /// Off: keys neither play nor lead, they belong to what is on the screen. What is held is let go.
    void setPlaying(bool playing);

Q_SIGNALS:
    void stopAsked();
    void nextAsked();
    void againAsked();
    void finishAsked();
    void halvesAsked();
    void cueAsked(int kind); ///< a cues::Kind
    /// The code of presses that opens the staff door, or, from behind it, goes back to play.
    void staffAsked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool press(const QKeyEvent &key);
    [[nodiscard]] bool release(const QKeyEvent &key);
    [[nodiscard]] bool ask(const CueKeys::Asked &asked);
    void letGo();
    void releaseAll();

    QPointer<QQuickWindow> m_window;
    StrikeSink &m_sink;
    KeyMap m_strikes;
    CueKeys m_cues;
    PressCode m_code;
    bool m_playing = true;
    QTimer m_hold;
    struct LetGo {
        int key = 0;
        Qt::KeyboardModifiers modifiers;
        quint64 ms = 0;
    };
    std::optional<LetGo> m_letGo; ///< kept back
    QTimer m_wait;
    bool m_passing = false;
    quint64 m_heldSince = 0; ///< ms, of the events' own clock
};

} // namespace tutti
