// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include <QAccessible>
#include <QPointingDevice>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tutti;

namespace {

/// Twelve fingers drumming, and one that is free.
class Hands {
public:
    explicit Hands(Screen &screen) : m_screen(screen) {}

    /// Twelve fingers come down on the pads and stay.
    void drum()
    {
        const auto &pads = m_screen.session.layout.geometry().pads;
        const double px = m_screen.session.layout.pxPerMm();
        auto sequence = QTest::touchEvent(m_screen.window(), device());
        for (int finger = 0; finger < 12; ++finger) {
            const auto &rect = pads[static_cast<std::size_t>(finger)].rect;
            sequence.press(finger, QPointF(rect.centreX() * px, rect.centreY() * px).toPoint(), m_screen.window());
        }
        m_drumming = true;
    }
    void press(QPoint at, int finger = 20) { sequence().press(finger, at, m_screen.window()); }
    void move(QPoint to, int finger = 20) { sequence().move(finger, to, m_screen.window()); }
    void release(QPoint at, int finger = 20) { sequence().release(finger, at, m_screen.window()); }
    /// A flat hand: four fingers in one event.
    void slap(QPoint at)
    {
        auto event = sequence();
        for (int i = 0; i < 4; ++i)
            event.press(30 + i, at + QPoint(12 * i - 18, 0), m_screen.window());
    }

private:
    static QPointingDevice *device()
    {
        static QPointingDevice *const panel = QTest::createTouchDevice();
        return panel;
    }
    QTest::QTouchEventSequence sequence()
    {
        auto event = QTest::touchEvent(m_screen.window(), device());
        if (m_drumming)
            for (int finger = 0; finger < 12; ++finger)
                event.stationary(finger);
        return event;
    }

    Screen &m_screen;
    bool m_drumming = false;
};

} // namespace

class TstTouch : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_screen.reset(); }

    void stopActsOnPressWhileTwelveFingersDrum();
    void flatHandStops();
    void fingerThatSlidesOffStopHasStopped();
    void finishActsOnReleaseWhileTwelveFingersDrum();
    void fingerThatSlidesOffFinishDoesNothing();
    void fingerOnAButtonPlaysNoPad();
    void heldForASecondPlaysOn();
    void letGoEarlyDoesNothing();
    void leadAndDoorsAreHeld_data();
    void leadAndDoorsAreHeld();
    void drawerTakesItsTouchesAndLeavesThePads();
    void mousePressesToo();
    void enterPressesWhatHasFocus();
    void screenReaderPresses();

private:
    QPoint at(const char *name)
    {
        QQuickItem *const item = m_screen->find(QLatin1String(name));
        return item ? Screen::middle(item) : QPoint(-1, -1);
    }
    QStringList &asked() { return m_screen->session.asked; }

    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<Hands> m_hands;
};

void TstTouch::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
    m_screen = std::make_unique<Screen>(kWall);
    m_screen->session.state = StageState::Active;
    m_screen->session.layout.setSeats(12);
    m_screen->show();
    m_screen->window()->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_screen->window()));
    m_hands = std::make_unique<Hands>(*m_screen);
}

void TstTouch::stopActsOnPressWhileTwelveFingersDrum()
{
    m_hands->drum();
    QCOMPARE(m_screen->session.struck, 12);
    m_hands->press(at("stop"));
    QCOMPARE(asked(), QStringList{QStringLiteral("stop")});
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::flatHandStops()
{
    m_hands->drum();
    m_hands->slap(at("stop"));
    QCOMPARE(asked(), QStringList{QStringLiteral("stop")});
}

void TstTouch::fingerThatSlidesOffStopHasStopped()
{
    m_hands->drum();
    const QPoint stop = at("stop");
    m_hands->press(stop);
    m_hands->move(stop + QPoint(300, 0));
    m_hands->release(stop + QPoint(300, 0));
    QCOMPARE(asked(), QStringList{QStringLiteral("stop")});
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::finishActsOnReleaseWhileTwelveFingersDrum()
{
    m_hands->drum();
    const QPoint finish = at("finish");
    m_hands->press(finish);
    QVERIFY(asked().isEmpty());
    m_hands->move(finish + QPoint(20, 30));
    m_hands->release(finish + QPoint(20, 30));
    QCOMPARE(asked(), QStringList{QStringLiteral("finish")});
}

void TstTouch::fingerThatSlidesOffFinishDoesNothing()
{
    const QPoint finish = at("finish");
    m_hands->press(finish);
    m_hands->move(finish - QPoint(400, 0));
    m_hands->release(finish - QPoint(400, 0));
    QVERIFY(asked().isEmpty());
}

void TstTouch::fingerOnAButtonPlaysNoPad()
{
    for (const char *name : {"stop", "finish", "doors", "lead"}) {
        m_hands->press(at(name));
        m_hands->release(at(name));
    }
    QCOMPARE(m_screen->session.struck, 0);
}

void TstTouch::heldForASecondPlaysOn()
{
    m_screen->session.state = StageState::Paused;
    m_screen->show();
    m_hands->drum();
    m_hands->press(at("holdToPlayOn"));
    QTRY_COMPARE_WITH_TIMEOUT(m_screen->find(QStringLiteral("holdToPlayOn"))->property("progress").toDouble() > 0.3, true, 3000);
    QVERIFY(asked().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(asked(), QStringList{QStringLiteral("resume")}, 3000);
}

void TstTouch::letGoEarlyDoesNothing()
{
    m_screen->session.state = StageState::Paused;
    m_screen->show();
    QQuickItem *const hold = m_screen->find(QStringLiteral("holdToPlayOn"));
    m_hands->press(Screen::middle(hold));
    QTRY_VERIFY_WITH_TIMEOUT(hold->property("progress").toDouble() > 0.2, 3000);
    m_hands->release(Screen::middle(hold));
    QCOMPARE(hold->property("progress").toDouble(), 0.0);
    QTest::qWait(1100); // nothing to wait for is what is tested
    QVERIFY(asked().isEmpty());
}

void TstTouch::leadAndDoorsAreHeld_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("call");
    QTest::newRow("Lead") << QStringLiteral("lead") << QStringLiteral("toggleDrawer");
    QTest::newRow("Doors") << QStringLiteral("doors") << QStringLiteral("goHome");
}

void TstTouch::leadAndDoorsAreHeld()
{
    QFETCH(QString, name);
    QFETCH(QString, call);
    const QPoint where = at(qPrintable(name));
    m_hands->press(where);
    m_hands->release(where);
    QVERIFY(asked().isEmpty());
    m_hands->press(where);
    QTRY_COMPARE_WITH_TIMEOUT(asked(), QStringList{call}, 3000);
}

void TstTouch::drawerTakesItsTouchesAndLeavesThePads()
{
    m_screen->session.drawerOpen = true;
    m_screen->show();
    m_hands->drum();
    QCOMPARE(m_screen->session.struck, 12);
    for (const char *name : {"softer", "louder", "next", "leadFinish", "closeDrawer"}) {
        m_hands->press(at(name));
        m_hands->release(at(name));
    }
    QCOMPARE(asked(), (QStringList{QStringLiteral("cue softer"), QStringLiteral("cue louder"), QStringLiteral("next"),
                          QStringLiteral("finish"), QStringLiteral("toggleDrawer")}));
    const auto tap = [this](const char *name) {
        m_hands->press(at(name));
        m_hands->release(at(name));
    };
    tap("more");
    tap("volumeUp");
    QCOMPARE(m_screen->session.volumeStep, 4);
    tap("more");
    tap("cueRumble");
    QCOMPARE(asked().last(), QStringLiteral("cue rumble"));
    while (!m_screen->find(QStringLiteral("dusk")))
        tap("more");
    tap("dusk");
    QCOMPARE(m_screen->session.theme, 1);
    tap("still");
    QVERIFY(m_screen->session.still);
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::mousePressesToo()
{
    QTest::mousePress(m_screen->window(), Qt::LeftButton, {}, at("stop"));
    QCOMPARE(asked(), QStringList{QStringLiteral("stop")});
    QTest::mouseRelease(m_screen->window(), Qt::LeftButton, {}, at("stop"));
    QTest::mouseClick(m_screen->window(), Qt::LeftButton, {}, at("finish"));
    QCOMPARE(asked(), (QStringList{QStringLiteral("stop"), QStringLiteral("finish")}));
}

void TstTouch::enterPressesWhatHasFocus()
{
    m_screen->find(QStringLiteral("finish"))->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(m_screen->window(), Qt::Key_Return);
    QCOMPARE(asked(), QStringList{QStringLiteral("finish")});
    m_screen->find(QStringLiteral("lead"))->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyPress(m_screen->window(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(asked(), (QStringList{QStringLiteral("finish"), QStringLiteral("toggleDrawer")}), 3000);
    QTest::keyRelease(m_screen->window(), Qt::Key_Return);
}

void TstTouch::screenReaderPresses()
{
    for (const char *name : {"stop", "finish", "doors", "lead"}) {
        QAccessibleInterface *const accessible = QAccessible::queryAccessibleInterface(m_screen->find(QLatin1String(name)));
        QVERIFY(accessible);
        accessible->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    }
    QCOMPARE(asked(), (QStringList{QStringLiteral("stop"), QStringLiteral("finish"), QStringLiteral("goHome"), QStringLiteral("toggleDrawer")}));
}

QTEST_MAIN(TstTouch)
#include "tst_touch.moc"
