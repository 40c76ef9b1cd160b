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
    void aPageStaysWhenOthersComeBeforeIt();
    void anArmOnTheDrawerDoesNothing();
    void everyCueTakesOneTouch_data();
    void everyCueTakesOneTouch();
    void theVolumeIsLockedByHoldingAndByNoArm();
    void aSeatIsChosenAndLookedAfter();
    void anotherSoundTakesTwoTouches();
    void theDoorsOpen();
    void aSessionIsStartedByItsLengthAndGoesOnByNext();
    void theLeaderStepsTheLadderAndSeesWhoHadFewTurns();
    void ownLayerIsTakenOutAboveThePad();
    void theOneWhoLeadsSlidesAndPicksParts();
    void mousePressesToo();
    void returnAndSpacePressWhatHasFocus();
    void screenReaderPresses();
    void screenReaderSpeaksAndStrikesThePads();

private:
    QPoint at(const char *name)
    {
        QQuickItem *const item = m_screen->find(QLatin1String(name));
        return item ? Screen::middle(item) : QPoint(-1, -1);
    }
    QStringList &asked() { return m_screen->session.asked; }
    void tap(const char *name)
    {
        m_hands->press(at(name));
        m_hands->release(at(name));
    }
    /// Turns the drawer's pages until this is there.
    bool turnTo(const char *name)
    {
        for (int page = 0; page < 20 && !m_screen->find(QLatin1String(name)); ++page)
            tap("more");
        return m_screen->find(QLatin1String(name)) != nullptr;
    }

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
    for (const char *name : {"softer", "louder", "next", "leadFinish", "closeDrawer"})
        tap(name);
    QCOMPARE(asked(), (QStringList{QStringLiteral("cue softer"), QStringLiteral("cue louder"), QStringLiteral("next"),
                          QStringLiteral("finish"), QStringLiteral("toggleDrawer")}));
    tap("more");
    tap("volumeUp");
    QCOMPARE(m_screen->session.volumeStep, 4);
    tap("more");
    tap("cueRumble");
    QCOMPARE(asked().last(), QStringLiteral("cue rumble"));
    QVERIFY(turnTo("dusk"));
    tap("dusk");
    QCOMPARE(m_screen->session.theme, 1);
    tap("still");
    QVERIFY(m_screen->session.still);
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::aPageStaysWhenOthersComeBeforeIt()
{
    m_screen->session.drawerOpen = true;
    m_screen->show();
    QVERIFY(turnTo("another-echo"));
    // What is played in turns has a page of its own, before this one.
    for (const auto activity : {FakeSession::Echo, FakeSession::Together, FakeSession::Freeze, FakeSession::OurPulse}) {
        m_screen->session.activity = activity;
        m_screen->show();
        QVERIFY(m_screen->find(QStringLiteral("another-echo")));
    }
    // The page for turns goes with them: then the first is shown.
    m_screen->session.activity = FakeSession::Echo;
    m_screen->show();
    QVERIFY(turnTo("nextTurn"));
    m_screen->session.activity = FakeSession::OpenPads;
    m_screen->show();
    QVERIFY(m_screen->find(QStringLiteral("softer")));
}

void TstTouch::anArmOnTheDrawerDoesNothing()
{
    m_screen->session.drawerOpen = true;
    m_screen->show();
    m_hands->drum();
    // A sleeve lies on one button while a finger is on another; then the finger alone.
    const QPoint arm = at("next"), finger = at("louder");
    m_hands->press(arm, 20);
    m_hands->press(finger, 21);
    m_hands->release(finger, 21);
    m_hands->release(arm, 20);
    QVERIFY(asked().isEmpty());
    tap("louder");
    QCOMPARE(asked(), QStringList{QStringLiteral("cue louder")});
    // Stop is never in doubt.
    m_hands->press(arm, 20);
    m_hands->press(at("stop"), 21);
    QCOMPARE(asked().last(), QStringLiteral("stop"));
}

void TstTouch::everyCueTakesOneTouch_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("call");
    const auto row = [](const char *button, const char *cue) { QTest::newRow(cue) << QString::fromLatin1(button) << QStringLiteral("cue ") + QLatin1String(cue); };
    row("softer", "softer");
    row("louder", "louder");
    row("cueAttention", "attention");
    row("cueGroove", "groove");
    row("cuePulse", "pulse");
    row("cueRumble", "rumble");
    row("cueAccent", "accent");
    row("cueCall", "call");
    row("cueShowcase", "showcase");
    row("cueSlower", "slower");
    row("cueFaster", "faster");
    row("cueSettle", "settle");
    row("cueCalm", "calm");
    row("cueFade", "fade");
    row("cueSwap", "swap");
    QTest::newRow("half the room") << QStringLiteral("cueSculpt") << QString();
    QTest::newRow("finish") << QStringLiteral("leadFinish") << QStringLiteral("finish");
}

void TstTouch::everyCueTakesOneTouch()
{
    QFETCH(QString, button);
    QFETCH(QString, call);
    m_screen->session.drawerOpen = true;
    m_screen->show();
    m_hands->drum();
    QVERIFY(turnTo(qPrintable(button)));
    tap(qPrintable(button));
    if (call.isEmpty()) { // the desk's own business
        QCOMPARE(m_screen->session.given.size(), std::size_t{1});
        QCOMPARE(std::get<Cue>(m_screen->session.given.front().what).kind, CueKind::Sculpt);
    } else {
        QCOMPARE(asked(), QStringList{call});
    }
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::theVolumeIsLockedByHoldingAndByNoArm()
{
    m_screen->session.drawerOpen = true;
    m_screen->show();
    QVERIFY(turnTo("volumeLock"));
    const QPoint lock = at("volumeLock");
    m_hands->press(lock, 20);
    m_hands->press(at("volumeUp"), 21);
    QTRY_COMPARE_WITH_TIMEOUT(m_screen->find(QStringLiteral("volumeLock"))->property("progress").toDouble() > 0.9, true, 3000);
    QTest::qWait(300); // nothing to wait for is what is tested
    QVERIFY(!m_screen->session.desk.isVolumeLocked());
    m_hands->release(at("volumeUp"), 21);
    m_hands->release(lock, 20);
    QCOMPARE(m_screen->session.volumeStep, 3);
    m_hands->press(lock, 20);
    QTRY_VERIFY_WITH_TIMEOUT(m_screen->session.desk.isVolumeLocked(), 3000);
    m_hands->release(lock, 20);
}

void TstTouch::aSeatIsChosenAndLookedAfter()
{
    m_screen->session.drawerOpen = true;
    m_screen->join(0, 11);
    m_screen->show();
    QVERIFY(turnTo("helpFull"));
    tap("helpFull");
    QVERIFY(m_screen->session.given.empty()); // of nobody
    tap("seatChip4");
    for (const char *name : {"helpGentle", "helpFull", "quietMe", "restSeat", "askSeat"})
        tap(name);
    QCOMPARE(m_screen->session.given.size(), std::size_t{5});
    QVERIFY(turnTo("another-conductor"));
    QSignalSpy another(&m_screen->session.desk, &LeaderDesk::anotherAsked);
    tap("another-conductor");
    QCOMPARE(another.count(), 1);
    QCOMPARE(another.front().front().toString(), QStringLiteral("conductor"));
}

void TstTouch::anotherSoundTakesTwoTouches()
{
    m_screen->session.drawerOpen = true;
    m_screen->join(0, 11);
    m_screen->show();
    QVERIFY(turnTo("instrument-instrument-2"));
    QVERIFY(m_screen->session.given.empty());
    tap("seatChip3");
    tap("instrument-instrument-2");
    QCOMPARE(m_screen->session.given.size(), std::size_t{1});
    const auto *set = std::get_if<Set>(&m_screen->session.given.front().what);
    QVERIFY(set && set->seat == SeatId{3} && set->setting.key == "instruments");
}

void TstTouch::theDoorsOpen()
{
    m_screen->session.place = FakeSession::Home;
    m_screen->show();
    tap("drum");
    tap("playTogether");
    tap("passItRound");
    QCOMPARE(asked(), (QStringList{QStringLiteral("openDoor drum"), QStringLiteral("openDoor play-together"), QStringLiteral("openDoor pass-it-round")}));
}

void TstTouch::aSessionIsStartedByItsLengthAndGoesOnByNext()
{
    m_screen->session.place = FakeSession::Home;
    m_screen->show();
    tap("startSession");
    QVERIFY(!m_screen->find(QStringLiteral("drum")));
    tap("startSession"); // not after all
    QVERIFY(m_screen->find(QStringLiteral("drum")));
    tap("startSession");
    tap("recipe1");
    QCOMPARE(asked(), QStringList{QStringLiteral("startPlan 1")});
    m_screen->session.plan.start(1);
    m_screen->session.place = FakeSession::Playing;
    m_screen->session.drawerOpen = true;
    m_screen->show();
    m_hands->drum();
    tap("nextStep"); // on the drawer's first page, whatever else is played
    QCOMPARE(asked().back(), QStringLiteral("nextStep"));
    QCOMPARE(m_screen->session.struck, 12);
}

void TstTouch::theLeaderStepsTheLadderAndSeesWhoHadFewTurns()
{
    m_screen->session.activity = FakeSession::PassItOn;
    m_screen->session.drawerOpen = true;
    m_screen->join(0, 11);
    m_screen->session.seat(2, [](SeatModel::Place &place) {
        place.turns = 1;
        place.assisted = true;
        place.restS = 4.5;
    });
    m_screen->show();
    QVERIFY(turnTo("rungCue"));
    tap("rungCue");
    const auto *step = std::get_if<Cue>(&m_screen->session.given.back().what);
    QVERIFY(step && step->kind == CueKind::Next && step->value == Scalar{std::string("step")});
    QVERIFY(turnTo("morePeople"));
    tap("morePeople");
    QCOMPARE(std::get<Set>(m_screen->session.given.back().what).setting.key, std::string("people"));
    QVERIFY(turnTo("varyChoose"));
    tap("varyChoose");
    QCOMPARE(std::get<Set>(m_screen->session.given.back().what).setting.key, std::string("variant"));
    // Each seat's own.
    QVERIFY(turnTo("waitMore"));
    tap("seatChip2");
    m_screen->session.seat(2, [](SeatModel::Place &place) { place.chosen = true; });
    QVERIFY(m_screen->find(QStringLiteral("seatChip2"))->property("chosen").toBool());
    QVERIFY(!m_screen->find(QStringLiteral("seatChip1"))->property("chosen").toBool());
    QVERIFY(turnTo("askSeat"));
    QCOMPARE(m_screen->find(QStringLiteral("askSeat"))->property("text").toString(), QStringLiteral("Their turn. Turns so far: 1"));
    QVERIFY(turnTo("waitMore"));
    tap("waitMore");
    const auto *wait = std::get_if<Set>(&m_screen->session.given.back().what);
    QVERIFY(wait && wait->seat == SeatId{2} && wait->setting.key == "wait_s");
    QVERIFY(turnTo("endLater"));
    QCOMPARE(m_screen->find(QStringLiteral("endLater"))->property("text").toString(), QStringLiteral("Their turn ends later. It ends after 4.5 seconds of quiet"));
    tap("endLater");
    const auto *rest = std::get_if<Set>(&m_screen->session.given.back().what);
    QVERIFY(rest && rest->seat == SeatId{2} && rest->setting.key == "rest_s");
    QVERIFY(turnTo("waitCue"));
    tap("waitCue");
    QCOMPARE(std::get<Set>(m_screen->session.given.back().what).setting.key, std::string("ladder"));
    QVERIFY(turnTo("assistSeat"));
    QVERIFY(m_screen->find(QStringLiteral("assistSeat"))->property("chosen").toBool()); // what is on is marked
    tap("assistSeat");
    QCOMPARE(std::get<Set>(m_screen->session.given.back().what).setting.key, std::string("assisted"));
}

void TstTouch::ownLayerIsTakenOutAboveThePad()
{
    m_screen->session.activity = FakeSession::BuildAGroove;
    m_screen->session.layout.setSeats(3);
    m_screen->join(0, 2);
    m_screen->session.seat(1, [](SeatModel::Place &place) { place.layered = true; });
    m_screen->show();
    tap("takeOut");
    QCOMPARE(asked(), QStringList{QStringLiteral("toggleLayer 1")});
    QCOMPARE(m_screen->session.struck, 0);
    // From the drawer too, where the pads have no room above.
    m_screen->session.drawerOpen = true;
    m_screen->show();
    QVERIFY(turnTo("seatLayer"));
    tap("seatChip1");
    tap("seatLayer");
    QCOMPARE(asked(), (QStringList{QStringLiteral("toggleLayer 1"), QStringLiteral("toggleLayer 1")}));
}

void TstTouch::theOneWhoLeadsSlidesAndPicksParts()
{
    m_screen->session.activity = FakeSession::Conductor;
    m_screen->session.layout.setSeats(3);
    m_screen->join(0, 2);
    m_screen->session.conductor = 1;
    m_screen->session.sections = {true, true, false, true};
    m_screen->session.seat(1, [](SeatModel::Place &place) { place.leads = true; });
    m_screen->session.layout.setBars({false, true});
    m_screen->show();
    tap("section2");
    QCOMPARE(asked(), QStringList{QStringLiteral("toggleSection 2")});
    QCOMPARE(m_screen->session.struck, 0);
    const auto &strip = m_screen->session.layout.geometry().pads[1].rect;
    const double px = m_screen->session.layout.pxPerMm();
    const QPoint low = QPointF((strip.x + 0.15 * strip.w) * px, strip.centreY() * px).toPoint();
    m_hands->press(low);
    m_hands->move(low - QPoint(0, qRound(30 * px)));
    QVERIFY(!m_screen->session.slid.empty());
    QCOMPARE(m_screen->session.slid.back().first, 1);
    QVERIFY(std::abs(m_screen->session.slid.back().second - 30) < 1);
}

void TstTouch::mousePressesToo()
{
    QTest::mousePress(m_screen->window(), Qt::LeftButton, {}, at("stop"));
    QCOMPARE(asked(), QStringList{QStringLiteral("stop")});
    QTest::mouseRelease(m_screen->window(), Qt::LeftButton, {}, at("stop"));
    QTest::mouseClick(m_screen->window(), Qt::LeftButton, {}, at("finish"));
    QCOMPARE(asked(), (QStringList{QStringLiteral("stop"), QStringLiteral("finish")}));
}

void TstTouch::returnAndSpacePressWhatHasFocus()
{
    m_screen->find(QStringLiteral("finish"))->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(m_screen->window(), Qt::Key_Return);
    QCOMPARE(asked(), QStringList{QStringLiteral("finish")});
    // Held down it repeats itself, and is one press all the same.
    QKeyEvent again(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, QString(), true);
    QTest::keyPress(m_screen->window(), Qt::Key_Space);
    QCoreApplication::sendEvent(m_screen->window(), &again);
    QTest::keyRelease(m_screen->window(), Qt::Key_Space);
    QCOMPARE(asked(), (QStringList{QStringLiteral("finish"), QStringLiteral("finish")}));
    asked().removeLast();
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

void TstTouch::screenReaderSpeaksAndStrikesThePads()
{
    m_screen->session.layout.setSeats(3);
    m_screen->session.seat(1, [](SeatModel::Place &place) {
        place.instrument = QStringLiteral("Djembe");
        place.said = {QStringLiteral("Your turn"), SeatModel::YourTurn};
    });
    m_screen->show();
    QStringList spoken;
    for (QQuickItem *const item : shownItems(m_screen->window()->contentItem())) {
        QAccessibleInterface *const accessible = QAccessible::queryAccessibleInterface(item);
        if (!accessible || !accessible->text(QAccessible::Name).startsWith(QLatin1String("Seat ")))
            continue;
        spoken << accessible->text(QAccessible::Name);
        accessible->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    }
    spoken.sort();
    QCOMPARE(spoken.size(), 3);
    QCOMPARE(spoken[1], QStringLiteral("Seat 2, Djembe, Your turn"));
    asked().sort();
    QCOMPARE(asked(), (QStringList{QStringLiteral("strikeSeat 0 0"), QStringLiteral("strikeSeat 1 0"), QStringLiteral("strikeSeat 2 0")}));
}

QTEST_MAIN(TstTouch)
#include "tst_touch.moc"
