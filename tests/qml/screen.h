// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_session.h"

#include <QImage>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <memory>

namespace tutti {

/// A panel to show the screens on.
struct Panel {
    const char *name;
    int width;  ///< px
    int height;
    double inch;
    RoomLayout::Kind kind;
};

inline constexpr Panel kWall{"1920x1080", 1920, 1080, 65, RoomLayout::Wall};
inline constexpr Panel kPanels[] = {
    kWall,
    {"3840x2160", 3840, 2160, 86, RoomLayout::Wall},
    {"1024x600", 1024, 600, 10.1, RoomLayout::Small},
    {"1080x1920", 1080, 1920, 55, RoomLayout::Wall},
    {"table", 1920, 1080, 55, RoomLayout::Table},
};

/// The real Main.qml on a stand-in session.
class Screen {
public:
    explicit Screen(const Panel &panel, int theme = 0);

    /// Puts the session's state on the screen.
    void show();
    QImage grab();
    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    /// The one shown item of that objectName, or null.
    [[nodiscard]] QQuickItem *find(const QString &name) const;
    /// The middle of an item, in window coordinates.
    [[nodiscard]] static QPoint middle(const QQuickItem *item);
    [[nodiscard]] bool isLoaded() const { return m_window != nullptr; }

    /// Seats `from` to `to` have joined; `lit` has just been struck.
    void join(int from, int to, int lit = -1);

    FakeSession session;

private:
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
};

/// Every item below and including `root` that is shown.
QList<QQuickItem *> shownItems(QQuickItem *root);

} // namespace tutti
