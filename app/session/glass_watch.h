// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/corner_hold.h"

#include <QObject>
#include <QPointF>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>

class QQuickWindow;
class QTouchEvent;

namespace tutti {

/// Sees every touch of a window before anyone, and takes none: somebody is there, and perhaps somebody who holds two
/// corners. Thread: GUI.
class GlassWatch final : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<Micros()>;
    GlassWatch(QQuickWindow &window, Clock clock, double mmPerPx, QObject *parent = nullptr);

    /// So far a finger has to move to be somebody who is there: a sleeve that rests on the frame trembles.
    static constexpr double kMoveMm = 8;

    void setMmPerPx(double mm);
    [[nodiscard]] bool isHeld() const { return m_hold.isHeld(); }

Q_SIGNALS:
    /// A finger went down or has moved; the mouse or a key went down.
    void touched();
    /// Two corners and nothing else are held, or no longer.
    void heldChanged(bool held);
    /// For as long as it takes.
    void cornersHeld();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read(const QTouchEvent &event);
    void fit();
    void tell();

    QPointer<QQuickWindow> m_window;
    Clock m_clock;
    double m_mmPerPx;
    CornerHold m_hold;
    std::map<int, QPointF> m_counted; ///< where each finger was when it was last told of, mm
    QTimer m_timer;
    bool m_told = false;
};

} // namespace tutti
