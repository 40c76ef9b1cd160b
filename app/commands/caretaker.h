// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/health.h"
#include "care/run_folder.h"
#include "session/night.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QQuickWindow;

namespace tutti {

class Ensemble;

/// Looks after a box while it runs: tells the service manager that it lives, lets the screen go dark and the house be quiet,
/// says that somebody plays so that nobody updates it meanwhile, and lets it begin anew in a quiet night.
/// Thread: GUI.
class Caretaker final : public QObject {
public:
    struct Parts {
        Ensemble &ensemble;
        RunFolder run;
        std::function<std::int64_t()> sound; ///< a count that moves while the audio callback does
    };

    /// Before the window is there: a box that starts in the night starts dark.
    explicit Caretaker(Parts parts);
    /// The window is open. `hasScreen`: there is one to draw on.
    void watch(QQuickWindow &glass, std::function<bool()> hasScreen);

private:
    void lookAfterSetup();
    void look();

    Parts m_parts;
    Night m_night;
    bool m_gone = false; ///< nobody has been there for a while
    std::unique_ptr<Health> m_health; ///< where a service manager listens
    QTimer m_timer;
};

} // namespace tutti
