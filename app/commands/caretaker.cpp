// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/caretaker.h"

#include "commands/ensemble.h"

#include <QCoreApplication>
#include <QQuickWindow>
#include <QTime>

#include <utility>

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

} // namespace

Caretaker::Caretaker(Parts parts)
    : m_parts(std::move(parts)),
      m_night({.now = [this] { return m_parts.ensemble.session().now(); }, .minute = minuteOfDay,
               .sounds = [this] { return m_parts.ensemble.session().isBeating(); },
               .held = [this] { return m_parts.ensemble.session().isHeld(); }})
{
    Session &session = m_parts.ensemble.session();
    lookAfterSetup();
    m_night.beginDark(m_parts.run.takeDark());
    session.setDark(m_night.isDark());
    session.setQuietHours(m_night.isQuiet());
    connect(&m_night, &Night::quietChanged, &session, &Session::setQuietHours);
    // With the next turn of the event loop: the touch that wakes the screen finds no button in the dark.
    connect(&m_night, &Night::darkChanged, &session, &Session::setDark, Qt::QueuedConnection);
    connect(session.setup(), &RoomSetup::decided, this, &Caretaker::lookAfterSetup);
    connect(session.staff(), &Staff::opened, &m_night, &Night::touched); // a key was put in
    connect(&m_timer, &QTimer::timeout, this, &Caretaker::look);
    m_timer.start(kLookEvery);
    look();
}

void Caretaker::watch(QQuickWindow &glass, std::function<bool()> hasScreen)
{
    connect(&m_parts.ensemble.glassWatch(), &GlassWatch::touched, this, [this] {
        m_night.touched();
        if (m_gone) // whoever comes is not updated under their hands; the strike does not wait for the file
            QMetaObject::invokeMethod(this, [this] { look(); }, Qt::QueuedConnection);
    });
    if (!qEnvironmentVariableIsSet("NOTIFY_SOCKET"))
        return;
    m_health = std::make_unique<Health>(Health::World{m_parts.sound, std::move(hasScreen), {}}, Health::patience());
    connect(&glass, &QQuickWindow::frameSwapped, m_health->countFrames()); // in the thread that draws
    connect(m_health.get(), &Health::frameWanted, &glass, &QQuickWindow::update);
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
    m_gone = m_night.idle() >= kGone && (m_night.isDark() || (!session.isBeating() && !session.isHeld()));
    m_parts.run.setPlaying(!m_gone);
    // A box that runs for months begins anew in a quiet night, in the dark: with it its journal and whatever has grown.
    if (m_gone && m_night.isDark() && m_night.isQuiet() && session.hasPlayed() && m_parts.run.isThere() && m_parts.run.leaveDark())
        QCoreApplication::exit(0); // quit() would ask the window, which says no
}

} // namespace tutti
