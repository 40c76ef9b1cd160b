// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/key_map.h"
#include "access/strike_sink.h"

#include <QObject>
#include <QPointer>
#include <QQuickWindow>

namespace tutti {

/// Keys and switch boxes as instruments: reads a window's keys before any item does. Space and Enter are left to a
/// control that has the focus, since that is how it is pressed without a pointer.
/// Thread: GUI.
class KeyStrikes final : public QObject {
    Q_OBJECT

public:
    KeyStrikes(QQuickWindow &window, StrikeSink &sink, QObject *parent = nullptr);

Q_SIGNALS:
    void stopPressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void releaseAll();

    QPointer<QQuickWindow> m_window;
    StrikeSink &m_sink;
    KeyMap m_map;
};

} // namespace tutti
