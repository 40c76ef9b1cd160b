// SPDX-License-Identifier: GPL-3.0-or-later
// The pages behind the staff door, by hand and by key.
#include "screen.h"

#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace tutti;

class TstStaffPages : public QObject {
    Q_OBJECT

private slots:
    void roomSetUpIsTenTouches();
    void theWayBackGoesThroughThePages();
    void aPinIsTypedOnTheGlass();
    void aPinIsTypedOnAKeyboard();
    void nothingIsTypedWhileItWaits();
    void whatTheMachineIsAskedForIsHeld();
    void whileTheTestSoundSoundsThereIsStop();
    void theRulerIsAsLongAsItSays();
    void aWipeOfTheGlassTouchesNothing();
    void whatLiesBehindTheDoorIsNotTouched();
    void inTheDarkNoButtonActs();
    void aTurnedPanelIsTouchedWhereItIsSeen();

private:
    static QPointingDevice *panel()
    {
        static QPointingDevice *const one = QTest::createTouchDevice();
        return one;
    }
    /// One touch, in the middle of the button of that name; false: there is none to be seen.
    static bool touch(Screen &s, const QString &name)
    {
        QQuickItem *button = s.find(name);
        if (!button)
            return false;
        QTest::touchEvent(s.window(), panel()).press(1, Screen::middle(button));
        QTest::touchEvent(s.window(), panel()).release(1, Screen::middle(button));
        s.show();
        return true;
    }
    static bool type(Screen &s, const char *digits)
    {
        for (; *digits; ++digits)
            if (!touch(s, QStringLiteral("digit") + QLatin1Char(*digits)))
                return false;
        return touch(s, QStringLiteral("pinEnter"));
    }
};

void TstStaffPages::roomSetUpIsTenTouches()
{
    Screen s(kWall);
    s.session.openStaff(Staff::Menu);
    int touches = 0;
    const auto next = [&](const char *name) { return ++touches, touch(s, QLatin1StringView(name)); };
    QVERIFY(next("staffSetUp"));
    QVERIFY(next("setUpNext")); // it hangs on a wall, this way up
    QVERIFY(next("diagonal55"));
    QVERIFY(next("setUpNext"));
    QVERIFY(next("setUpNext")); // as high as is usual
    QVERIFY(next("testSound"));
    QVERIFY(s.session.asked.contains(QStringLiteral("testSound")));
    QVERIFY(next("setUpNext")); // nobody has a meter
    QCOMPARE(s.session.setup.page(), RoomSetup::Touch);
    QVERIFY(next("setUpNext")); // wiped
    QVERIFY(next("setUpDusk"));
    QVERIFY(next("setUpNext"));
    QCOMPARE(touches, 10);
    QCOMPARE(s.session.staff.view(), Staff::Menu);
    QCOMPARE(s.session.setup.settings().diagonalIn, std::optional(55.0));
    QCOMPARE(s.session.theme, 1);
}

void TstStaffPages::theWayBackGoesThroughThePages()
{
    Screen s(kWall);
    s.session.openStaff(Staff::Menu);
    QVERIFY(touch(s, QStringLiteral("staffSetUp")) && touch(s, QStringLiteral("setUpNext")));
    QCOMPARE(s.session.setup.page(), RoomSetup::Size);
    QVERIFY(touch(s, QStringLiteral("staffBack")));
    QCOMPARE(s.session.setup.page(), RoomSetup::Place);
    QVERIFY(touch(s, QStringLiteral("staffBack")));
    QCOMPARE(s.session.staff.view(), Staff::Menu);
    QVERIFY(touch(s, QStringLiteral("staffBack")));
    QVERIFY(!s.session.staff.isOpen());
}

void TstStaffPages::aPinIsTypedOnTheGlass()
{
    for (const Panel &panel : kPanels) {
        Screen s(panel);
        s.session.openStaff(Staff::NewPin);
        QVERIFY2(type(s, "1905") && type(s, "1905"), panel.name);
        QVERIFY2(s.session.staff.isPinSet(), panel.name);
        QVERIFY(touch(s, QStringLiteral("staffPin")) && touch(s, QStringLiteral("pinTakeAway")));
        QVERIFY2(!s.session.staff.isPinSet(), panel.name);
    }
}

void TstStaffPages::aPinIsTypedOnAKeyboard()
{
    Screen s(kWall);
    s.session.openStaff(Staff::NewPin);
    for (int i = 0; i < 2; ++i) {
        for (const char digit : {'1', '2', '9', '9'})
            QTest::keyClick(s.window(), digit);
        QTest::keyClick(s.window(), Qt::Key_Backspace);
        QTest::keyClick(s.window(), Qt::Key_4);
        QTest::keyClick(s.window(), Qt::Key_Return);
        s.show();
    }
    QVERIFY(s.session.staff.isPinSet());
    s.session.staff.close();
    s.session.staff.knock();
    s.show();
    QCOMPARE(s.session.staff.view(), Staff::AskPin);
    for (const char digit : {'1', '2', '9', '4'})
        QTest::keyClick(s.window(), digit);
    QTest::keyClick(s.window(), Qt::Key_Enter);
    QCOMPARE(s.session.staff.view(), Staff::Menu);
}

void TstStaffPages::nothingIsTypedWhileItWaits()
{
    Screen s(kWall);
    s.session.openStaff(Staff::NewPin);
    QVERIFY(type(s, "1905") && type(s, "1905"));
    s.session.staff.close();
    s.session.staff.knock();
    s.show();
    for (int i = 0; i < 3; ++i)
        QVERIFY(type(s, "0000"));
    QVERIFY(s.session.staff.waitS() > 0);
    QVERIFY(touch(s, QStringLiteral("digit1")));
    QCOMPARE(s.session.staff.digits(), 0);
}

void TstStaffPages::whatTheMachineIsAskedForIsHeld()
{
    Screen s(kWall);
    s.session.openStaff(Staff::Machine);
    const QString before = s.session.staff.sentence();
    QVERIFY(touch(s, QStringLiteral("powerOff"))); // brushed past
    QCOMPARE(s.session.staff.sentence(), before);
    QQuickItem *button = s.find(QStringLiteral("powerOff"));
    QTest::mousePress(s.window(), Qt::LeftButton, {}, Screen::middle(button));
    QTRY_VERIFY(s.session.staff.sentence() != before);
    QTest::mouseRelease(s.window(), Qt::LeftButton, {}, Screen::middle(button));
}

void TstStaffPages::whileTheTestSoundSoundsThereIsStop()
{
    Screen s(kWall);
    s.session.openStaff(Staff::SetUp);
    s.session.setup.begin();
    while (s.session.setup.page() != RoomSetup::Sound)
        s.session.setup.next();
    s.show();
    QVERIFY(!s.find(QStringLiteral("stop")));
    QVERIFY(touch(s, QStringLiteral("testSound")));
    QVERIFY(s.session.testSounding);
    QVERIFY(touch(s, QStringLiteral("stop")));
    QCOMPARE(s.session.asked.last(), QStringLiteral("stop"));
    QVERIFY(touch(s, QStringLiteral("testSound")));
    QVERIFY(!s.session.testSounding);
}

void TstStaffPages::theRulerIsAsLongAsItSays()
{
    Screen s(kWall);
    s.session.openStaff(Staff::SetUp);
    s.session.setup.begin();
    s.session.setup.next();
    for (const double inches : {43.0, 65.0, 86.0}) {
        s.session.setup.setDiagonalIn(inches);
        s.show();
        const double widthMm = inches * 25.4 * 1920 / std::hypot(1920, 1080);
        QCOMPARE(s.find(QStringLiteral("ruler"))->width(), 200 * 1920 / widthMm);
    }
}

void TstStaffPages::aWipeOfTheGlassTouchesNothing()
{
    Screen s(kWall);
    s.session.staff.clean();
    s.show();
    for (int x = 20; x < 1920; x += 100) {
        QTest::touchEvent(s.window(), panel()).press(1, QPoint(x, 20 + x / 2));
        QTest::touchEvent(s.window(), panel()).release(1, QPoint(x, 20 + x / 2));
    }
    QVERIFY(s.session.asked.isEmpty());
    QCOMPARE(s.session.struck, 0);
}

void TstStaffPages::whatLiesBehindTheDoorIsNotTouched()
{
    Screen s(kWall);
    const GlassRect pad = s.session.layout.geometry().inPixels(s.session.layout.geometry().pads.front().rect);
    const QPoint where(qRound(pad.centreX()), qRound(pad.centreY()));
    QTest::mouseClick(s.window(), Qt::LeftButton, {}, where);
    QCOMPARE(s.session.struck, 1);
    s.session.openStaff(Staff::Check);
    QTest::mouseClick(s.window(), Qt::LeftButton, {}, where);
    QCOMPARE(s.session.struck, 1);
}

void TstStaffPages::inTheDarkNoButtonActs()
{
    Screen s(kWall);
    s.session.dark = true;
    s.show();
    QVERIFY(touch(s, QStringLiteral("stop")) && touch(s, QStringLiteral("finish")));
    QVERIFY(s.session.asked.isEmpty());
    s.session.dark = false;
    s.show();
    QVERIFY(touch(s, QStringLiteral("stop")));
    QCOMPARE(s.session.asked, QStringList{QStringLiteral("stop")});
}

void TstStaffPages::aTurnedPanelIsTouchedWhereItIsSeen()
{
    for (const int turn : {90, 180, 270}) {
        Screen s(kWall);
        s.session.setup.setTurn(turn);
        s.show();
        const bool upright = turn % 180 != 0;
        QCOMPARE(s.session.layout.width(), upright ? 1080.0 : 1920.0);
        QQuickItem *surface = s.find(QStringLiteral("padSurface"));
        QVERIFY(surface);
        const GlassRect pad = s.session.layout.geometry().inPixels(s.session.layout.geometry().pads.front().rect);
        const QPoint seen = surface->mapToScene(QPointF(pad.centreX(), pad.centreY())).toPoint();
        QVERIFY(QRect(0, 0, 1920, 1080).contains(seen));
        QTest::touchEvent(s.window(), panel()).press(1, seen);
        QTRY_COMPARE(s.session.struck, 1);
    }
}

QTEST_MAIN(TstStaffPages)
#include "tst_staff_pages.moc"
