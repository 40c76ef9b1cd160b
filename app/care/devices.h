// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/checks.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tutti {

/// What is plugged in at one moment.
struct Plugged {
    TouchFacts touch;
    std::vector<ScreenFacts> screens; ///< the one Tutti is on first
    friend bool operator==(const Plugged &, const Plugged &) = default;
};

/// What to say of devices that go and come: a value that is told what is plugged in. What was never there is not missed;
/// that is the business of the start's checks.
class HotPlug {
public:
    /// Whether there is a screen now, and it is another one or of another size than before.
    bool take(const Plugged &plugged);
    [[nodiscard]] bool hasTouch() const;
    [[nodiscard]] bool hasScreen() const { return !m_now.screens.empty(); }
    [[nodiscard]] QString touchSentence() const;  ///< empty: all is there
    [[nodiscard]] QString screenSentence() const;

private:
    Plugged m_now;
    bool m_knewTouch = false;       ///< there has been a panel
    bool m_knewKernelTouch = false; ///< the kernel has known a panel
    bool m_knewScreen = false;      ///< a screen with a plug
};

/// Looks at what is plugged in: when the display tells that a screen has come, gone or changed, and every 2 s. (Qt 6.4
/// has no signal for input devices, and goes on listing a panel that is gone, on X11 and on Wayland: hence the kernel's
/// list.)
/// Thread: GUI.
class Devices : public QObject {
    Q_OBJECT

public:
    using Source = std::function<Plugged()>;
    static constexpr std::chrono::milliseconds kLookEvery{2000};

    /// `source` is asked at once, and on each look; default: this machine.
    explicit Devices(Source source = {}, QObject *parent = nullptr);

    [[nodiscard]] bool hasTouch() const { return m_hotPlug.hasTouch(); }
    [[nodiscard]] bool hasScreen() const { return m_hotPlug.hasScreen(); }
    [[nodiscard]] QString touchSentence() const { return m_hotPlug.touchSentence(); }
    [[nodiscard]] QString screenSentence() const { return m_hotPlug.screenSentence(); }

    void look();

Q_SIGNALS:
    /// A sentence has changed, or a panel has come that was not there at the start.
    void changed();
    /// There is a screen, and it is another one or of another size than before.
    void screenChanged();

private:
    void watchScreens();

    Source m_source;
    HotPlug m_hotPlug;
    QTimer m_timer;
};

} // namespace tutti
