// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/scripted_session.h"

#include "activities/activity.h"
#include "content/recipes.h"
#include "records/log_writer.h"

#include <QGuiApplication>
#include <QQuickItem>

namespace tutti {
namespace {

constexpr int kRate = 48000;
constexpr int kFrameMs = 50;
constexpr int kSettleMs = 900; // the longest movement that ends by itself, with room to spare

} // namespace

tl::expected<std::unique_ptr<ScriptedSession>, std::string> ScriptedSession::create(Given given)
{
    const int theme = given.theme;
    std::unique_ptr<ScriptedSession> session(new ScriptedSession(std::move(given)));
    session->session().setTheme(theme);
    session->session().begin();
    const auto window = session->m_ensemble.openWindow();
    if (!window)
        return tl::make_unexpected(window.error());
    session->m_window = *window;
    return session;
}

namespace {

/// What comes with Tutti, recipes and all.
Library wholeLibrary()
{
    Library library = Library::builtIn();
    library.recipes = readRecipes({}, activityNames()).recipes;
    return library;
}

} // namespace

ScriptedSession::ScriptedSession(Given given)
    : m_header(headerFor("open-pads", Library::builtIn())),
      m_ensemble({m_header, wholeLibrary(), m_record, [this] { return m_now; }, Micros{0}, given.room, kRate}), m_wav(std::move(given.wav))
{
    if (given.synth)
        m_ensemble.engine().swapSynth(std::move(given.synth));
}

void ScriptedSession::playTo(double seconds)
{
    // In steps of a hundredth of a second, so that what falls due is heard when it is due.
    const Micros until = microsFromSeconds(seconds);
    while (m_now < until) {
        m_now = std::min(until, m_now + 10ms);
        if (m_wav && m_error.empty())
            if (const auto rendered = m_wav->renderTo(m_ensemble.engine(), m_now.count() * kRate / 1'000'000); !rendered)
                m_error = rendered.error();
        session().catchUp();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall); // what has begun to move is told of by a call that waits
        m_animation.step(10);
    }
}

void ScriptedSession::strike(int seat, int pad, double strength)
{
    session().strike(Strike{SeatId{seat}, PadIndex{pad}, {}, strength, StrikeBy::Touch, false}, m_now);
}

void ScriptedSession::lift(int seat, int pad) { session().lift(Lift{SeatId{seat}, PadIndex{pad}, {}}, m_now); }

void ScriptedSession::tap(int seat)
{
    strike(seat);
    playTo(now() + 1.0 / 6);
    lift(seat);
}

void ScriptedSession::pressed(const QString &button)
{
    if (auto *item = m_window->findChild<QQuickItem *>(button))
        QMetaObject::invokeMethod(item, "triggered");
}

QString ScriptedSession::said(int seat)
{
    SeatModel &seats = *session().seats();
    return seats.data(seats.index(seat), SeatModel::Word).toString();
}

int ScriptedSession::drawerPages() const
{
    const auto *drawer = m_window->findChild<QQuickItem *>(QStringLiteral("leadDrawer"));
    return drawer ? drawer->property("pageCount").toInt() : 0;
}

QImage ScriptedSession::picture() { return pictureAfter(kSettleMs); }

QImage ScriptedSession::pictureAfter(int ms)
{
    // Frame by frame, each of them drawn: what fades by itself goes on only where it is drawn.
    QGuiApplication::processEvents();
    QImage picture = m_window->grabWindow();
    for (int at = 0; at < ms; at += kFrameMs) {
        m_animation.step(std::min(kFrameMs, ms - at));
        QGuiApplication::processEvents();
        picture = m_window->grabWindow();
    }
    return picture;
}

tl::expected<void, std::string> ScriptedSession::finish(const QString &log, double tail)
{
    session().end();
    if (m_wav) {
        const std::int64_t last = (m_now + microsFromSeconds(tail)).count() * kRate / 1'000'000;
        if (m_error.empty())
            if (const auto rendered = m_wav->renderTo(m_ensemble.engine(), last); !rendered)
                m_error = rendered.error();
        if (const auto finished = m_wav->finish(); !finished && m_error.empty())
            m_error = finished.error();
    }
    if (!m_error.empty())
        return tl::make_unexpected(m_error);
    if (log.isEmpty())
        return {};
    auto writer = LogWriter::create(log, m_header);
    if (!writer)
        return tl::make_unexpected(writer.error());
    for (const auto &line : m_record.lines)
        std::visit([&](const auto &x) { writer->write(x); }, line);
    return writer->finish();
}

} // namespace tutti
