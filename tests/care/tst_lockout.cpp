// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/lockout.h"

#include <QTest>

using namespace tutti;

class tst_lockout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void threeAreFreeThenEachWaitIsTwiceAsLong();
    void theRightOneForgetsAll();
    void aStartBeginsTheWaitAnew();
    void guessingAllOfFourDigitsTakesMonths();
};

void tst_lockout::threeAreFreeThenEachWaitIsTwiceAsLong()
{
    LockOut lock;
    QCOMPARE(lock.left(0s), Micros{0});
    lock.wrong(1s);
    lock.wrong(2s);
    QCOMPARE(lock.left(2s), Micros{0});
    Micros t = 3s;
    for (const int seconds : {30, 60, 120, 240, 480, 900, 900}) {
        lock.wrong(t);
        QCOMPARE(lock.left(t), Micros(std::chrono::seconds(seconds)));
        QCOMPARE(lock.left(t + 10s), Micros(std::chrono::seconds(seconds - 10)));
        t += std::chrono::seconds(seconds);
        QCOMPARE(lock.left(t), Micros{0});
    }
}

void tst_lockout::theRightOneForgetsAll()
{
    LockOut lock;
    for (int i = 0; i < 5; ++i)
        lock.wrong(0s);
    lock.right();
    QCOMPARE(lock, LockOut{});
    QCOMPARE(lock.left(0s), Micros{0});
}

void tst_lockout::aStartBeginsTheWaitAnew()
{
    QCOMPARE(LockOut(2, 5s).left(5s), Micros{0});
    QCOMPARE(LockOut(4, 5s).left(5s), Micros(60s));
    QCOMPARE(LockOut(100000, 5s).left(5s), Micros(900s));
    QCOMPARE(LockOut(-3, 5s).left(5s), Micros{0});
}

void tst_lockout::guessingAllOfFourDigitsTakesMonths()
{
    LockOut lock;
    Micros t = 0s;
    for (int i = 0; i < 10'000; ++i) {
        lock.wrong(t);
        t += lock.left(t);
    }
    QVERIFY(t > std::chrono::hours(24 * 90));
}

QTEST_GUILESS_MAIN(tst_lockout)
#include "tst_lockout.moc"
