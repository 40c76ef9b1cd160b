// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_setup.h"

#include "session/room_layout.h"
#include "session/session.h"

#include <QSignalSpy>
#include <QTest>

using namespace tutti;

class tst_room_setup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWayThroughAWallHasSixPages();
    void onlyWhatHangsHasAHeight();
    void whatIsChosenActsOnTheGlassAndIsKept();
    void whatIsOutOfRangeIsTheNearestThatIsNot();
    void whatWasMeasuredGoesWithTheLoudestStep();
    void quietHoursMoveRoundTheClock();
    void thePictureTurnsAQuarterAtATime();
};

void tst_room_setup::theWayThroughAWallHasSixPages()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    setup.begin();
    QSignalSpy finished(&setup, &RoomSetup::finished);
    QList<RoomSetup::Page> seen;
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(setup.pageNumber(), i + 1);
        QCOMPARE(setup.pageCount(), 6);
        seen << setup.page();
        QCOMPARE(finished.size(), 0);
        setup.next();
    }
    QCOMPARE(seen, (QList{RoomSetup::Place, RoomSetup::Size, RoomSetup::Height, RoomSetup::Sound, RoomSetup::Touch, RoomSetup::Look}));
    QCOMPARE(finished.size(), 1);
    for (int i = 0; i < 8; ++i)
        setup.previous();
    QCOMPARE(setup.page(), RoomSetup::Place);
}

void tst_room_setup::onlyWhatHangsHasAHeight()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    setup.begin();
    setup.setKind(RoomSetup::Table);
    QCOMPARE(setup.pageCount(), 5);
    setup.next();
    setup.next();
    QCOMPARE(setup.page(), RoomSetup::Sound);
}

void tst_room_setup::whatIsChosenActsOnTheGlassAndIsKept()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    QSignalSpy decided(&setup, &RoomSetup::decided);
    setup.setKind(RoomSetup::Table);
    setup.setDiagonalIn(55);
    setup.setLowerEdgeMm(650);
    QSignalSpy wait(&setup, &RoomSetup::waitDecided);
    setup.setWaitS(30);
    QCOMPARE(wait.size(), 1);
    QCOMPARE(layout.kind(), RoomLayout::Table);
    QCOMPARE(layout.diagonalInch(), 55.0);
    QCOMPARE(layout.lowerEdgeMm(), 650.0);
    QCOMPARE(setup.settings().kind, KioskSettings::Kind::Table);
    QCOMPARE(setup.settings().diagonalIn, std::optional(55.0));
    QCOMPARE(setup.settings().lowerEdgeMm, std::optional(650.0));
    QCOMPARE(setup.settings().waitS, std::optional(30.0));
    QCOMPARE(decided.size(), 4);
}

void tst_room_setup::whatIsOutOfRangeIsTheNearestThatIsNot()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    setup.setDiagonalIn(1000);
    QCOMPARE(setup.diagonalIn(), 200.0);
    setup.setLowerEdgeMm(-50);
    QCOMPARE(setup.lowerEdgeMm(), 0.0);
    setup.setLoudestStep(0);
    QCOMPARE(setup.loudestStep(), 1);
    setup.setQuietStep(9);
    QCOMPARE(setup.quietStep(), 5);
    setup.setDarkAfterMin(0);
    QCOMPARE(setup.darkAfterMin(), 1);
    setup.setWaitS(1000);
    QCOMPARE(setup.waitS(), 60);
    for (int i = 0; i < 200; ++i)
        setup.measure(1);
    QCOMPARE(setup.measuredDb(), 120.0);
    setup.setTurn(45);
    QCOMPARE(setup.turn(), 0);
}

void tst_room_setup::whatWasMeasuredGoesWithTheLoudestStep()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    setup.setLoudestStep(3);
    QVERIFY(!setup.isMeasured());
    setup.measure(2); // from the first guess
    QCOMPARE(setup.measuredDb(), RoomSetup::kFirstGuessDb + 2);
    const double byStep = double{Session::volumeDb(3)} - double{Session::volumeDb(2)};
    setup.setLoudestStep(2);
    QCOMPARE(setup.measuredDb(), RoomSetup::kFirstGuessDb + 2 - byStep);
    setup.setLoudestStep(3);
    QCOMPARE(setup.measuredDb(), RoomSetup::kFirstGuessDb + 2);
    setup.forgetMeasure();
    QVERIFY(!setup.isMeasured());
}

void tst_room_setup::quietHoursMoveRoundTheClock()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    QVERIFY(!setup.hasQuietHours());
    setup.useQuietHours(true);
    QCOMPARE(setup.quietFrom(), QStringLiteral("21:00"));
    QCOMPARE(setup.quietUntil(), QStringLiteral("07:00"));
    setup.moveQuiet(6, -1);
    QCOMPARE(setup.quietFrom(), QStringLiteral("00:00"));
    QCOMPARE(setup.quietUntil(), QStringLiteral("06:30"));
    setup.moveQuiet(-1, 0);
    QCOMPARE(setup.quietFrom(), QStringLiteral("23:30"));
    setup.useQuietHours(false);
    QVERIFY(!setup.settings().quiet);
}

void tst_room_setup::thePictureTurnsAQuarterAtATime()
{
    RoomLayout layout;
    RoomSetup setup(layout);
    for (const int turn : {90, 180, 270, 0}) {
        setup.turnOn();
        QCOMPARE(setup.turn(), turn);
    }
}

QTEST_GUILESS_MAIN(tst_room_setup)
#include "tst_room_setup.moc"
