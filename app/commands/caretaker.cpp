// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/caretaker.h"

#include "commands/ensemble.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QScreen>
#include <QTime>

#include <algorithm>

namespace tutti {
namespace {

constexpr std::chrono::seconds kLookEvery{30};
/// Somebody who has not touched anything for so long has gone.
constexpr Micros kGone = 600s;

int minuteOfDay()
{
    const QTime now = QTime::currentTime();
    return now.hour() * 60 + now.minute();
}

/// Qt makes one up where there is none; that has no name.
bool hasScreen()
{
    const auto screens = QGuiApplication::screens();
    return std::any_of(screens.begin(), screens.end(), [](const QScreen *screen) { return !screen->name().isEmpty(); });
}

} // namespace

Caretaker::Caretaker(Parts parts)
    : m_parts(std::move(parts)),
      m_night({.now = [this] { return m_parts.ensemble.session().now(); }, .minute = minuteOfDay,
               .sounds = [this] { return m_parts.ensemble.session().isBeating(); },
               .held = [this] { return m_parts.ensemble.session().isHeld(); }})
{
    Session &session = m_parts.ensemble.session();
    connect(&m_parts.ensemble.glassWatch(), &GlassWatch::touched, &m_night, &Night::touched);
    connect(&m_night, &Night::darkChanged, &session, &Session::setDark);
    connect(&m_night, &Night::quietChanged, &session, &Session::setQuietHours);
    connect(session.setup(), &RoomSetup::decided, this, &Caretaker::lookAfterSetup);
    lookAfterSetup();
    m_night.beginDark(m_parts.run.takeDark());

    if (qEnvironmentVariableIsSet("NOTIFY_SOCKET")) {
        m_health = std::make_unique<Health>(Health::World{m_parts.sound, hasScreen, {}}, Health::patience());
        // From the thread that draws.
        connect(&m_parts.glass, &QQuickWindow::frameSwapped, m_health.get(), &Health::frameDrawn, Qt::DirectConnection);
        connect(m_health.get(), &Health::frameWanted, &m_parts.glass, &QQuickWindow::update);
    }
    connect(&m_timer, &QTimer::timeout, this, &Caretaker::look);
    m_timer.start(kLookEvery);
}

void Caretaker::lookAfterSetup()
{
    const KioskSettings &settings = m_parts.ensemble.session().setup()->settings();
    m_night.setHours(settings.quiet);
    m_night.setDarkAfter(std::chrono::minutes(settings.darkAfterMin));
}

void Caretaker::look()
{
    const Session &session = m_parts.ensemble.session();
    const bool gone = m_night.idle() >= kGone && !session.isBeating();
    m_parts.run.setPlaying(!gone);
    // A box that runs for months begins anew in a quiet night, in the dark: with it its journal and whatever has grown.
    if (gone && m_night.isDark() && m_night.isQuiet() && session.hasPlayed() && m_parts.run.isThere() && m_parts.run.leaveDark())
        QCoreApplication::exit(0); // quit() would ask the window, which says no
}

} // namespace tutti
