// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/devices.h"

#include "care/machine.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>
#include <functional>
#include <utility>

namespace tutti {
namespace {

Plugged pluggedIntoThisMachine()
{
    return {touchOfThisMachine(), displayOfThisMachine().screens};
}

/// With the last screen gone, Qt on X11 has something in its place that bears the name of the display, such as ":0.0".
bool isStandIn(const ScreenFacts &screen)
{
    return screen.name.find(':') != std::string::npos;
}

} // namespace

bool HotPlug::take(const Plugged &plugged)
{
    Plugged now = plugged;
    m_knewScreen = m_knewScreen || std::ranges::any_of(now.screens, std::not_fn(isStandIn));
    if (m_knewScreen) // else it is an X server that knows no plugs
        std::erase_if(now.screens, isStandIn);
    m_knewTouch = m_knewTouch || now.touch.panels > 0;
    m_knewKernelTouch = m_knewKernelTouch || now.touch.kernelPanels > 0;
    const Plugged before = std::exchange(m_now, std::move(now));
    return !m_now.screens.empty() && (before.screens.empty() || before.screens.front() != m_now.screens.front());
}

QString HotPlug::touchSentence() const
{
    const bool gone = (m_knewTouch && m_now.touch.panels == 0) || (m_knewKernelTouch && m_now.touch.kernelPanels == 0);
    return gone ? Devices::tr("The touch panel has gone. Plug its USB cable in again and we go on.") : QString();
}

QString HotPlug::screenSentence() const
{
    const bool gone = m_knewScreen && m_now.screens.empty();
    return gone ? Devices::tr("The screen has gone. Switch it on, or plug its cable in again, and we go on.") : QString();
}

Devices::Devices(Source source, QObject *parent) : QObject(parent), m_source(source ? std::move(source) : pluggedIntoThisMachine)
{
    m_hotPlug.take(m_source());
    watchScreens();
    connect(&m_timer, &QTimer::timeout, this, &Devices::look);
    m_timer.start(kLookEvery);
}

void Devices::look()
{
    const auto words = [this] { return std::pair(touchSentence(), screenSentence()); };
    const auto before = words();
    const bool another = m_hotPlug.take(m_source());
    if (another)
        emit screenChanged();
    if (words() != before)
        emit changed();
}

void Devices::watchScreens()
{
    const auto *app = qobject_cast<QGuiApplication *>(QCoreApplication::instance());
    if (app == nullptr)
        return; // a test of this class alone
    // Qt tells before it is done: its own list is right when the event loop turns next.
    const auto later = [this] { QMetaObject::invokeMethod(this, &Devices::look, Qt::QueuedConnection); };
    const auto watch = [this, later](QScreen *screen) { connect(screen, &QScreen::geometryChanged, this, later); };
    connect(app, &QGuiApplication::screenAdded, this, [later, watch](QScreen *screen) {
        watch(screen);
        later();
    });
    connect(app, &QGuiApplication::screenRemoved, this, later);
    connect(app, &QGuiApplication::primaryScreenChanged, this, later);
    for (QScreen *screen : QGuiApplication::screens())
        watch(screen);
}

} // namespace tutti
