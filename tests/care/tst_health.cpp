// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/health.h"

#include <QSignalSpy>
#include <QTest>

using namespace tutti;

namespace {

/// A box whose parts can be stopped one by one.
struct Box {
    std::int64_t sound = 0;
    bool screen = true;
    std::vector<std::string> told;
    Health health{{[this] { return sound; }, [this] { return screen; }, [this](const std::string &what) { told.push_back(what); }}, {}};

    void live(bool draws = true, bool plays = true)
    {
        if (draws)
            health.frameDrawn();
        if (plays)
            ++sound;
        health.look();
    }
};

} // namespace

class tst_health : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isReadyOnceAFrameWasDrawnAndTheSoundMoved();
    void livesOnlyAsAWhole();
    void withoutAScreenNoFrameIsWaitedFor();
    void aStreamThatCountsAnewIsAlive();
    void asksForAFrameAtEachLook();
    void looksByItselfThreeTimesWithinThePatience();
    void patienceIsTheServiceManagers();
};

void tst_health::isReadyOnceAFrameWasDrawnAndTheSoundMoved()
{
    Box box;
    box.live(true, false);
    box.live(false, true);
    box.live(false, false);
    QVERIFY(box.told.empty() && !box.health.isReady());
    box.live();
    QCOMPARE(box.told, (std::vector<std::string>{"READY=1\nSTATUS=Ready to play."}));
    box.live();
    QCOMPARE(box.told.back(), std::string("WATCHDOG=1"));
}

void tst_health::livesOnlyAsAWhole()
{
    Box box;
    box.live();
    const std::size_t before = box.told.size();
    for (int i = 0; i < 3; ++i) {
        box.live(false, true);
        box.live(true, false);
        box.live(false, false);
    }
    QCOMPARE(box.told.size(), before);
    box.live();
    QCOMPARE(box.told.size(), before + 1);
}

void tst_health::withoutAScreenNoFrameIsWaitedFor()
{
    Box box;
    box.live();
    box.screen = false;
    box.live(false, true);
    QCOMPARE(box.told.back(), std::string("WATCHDOG=1"));
    box.live(false, false);
    QCOMPARE(box.told.size(), std::size_t{2});
}

void tst_health::aStreamThatCountsAnewIsAlive()
{
    Box box;
    box.sound = 1000;
    box.live();
    box.sound = 5;
    box.live();
    QCOMPARE(box.told.back(), std::string("WATCHDOG=1"));
}

void tst_health::asksForAFrameAtEachLook()
{
    Box box;
    QSignalSpy wanted(&box.health, &Health::frameWanted);
    box.live();
    box.live(false, false);
    QCOMPARE(wanted.size(), 2);
}

void tst_health::looksByItselfThreeTimesWithinThePatience()
{
    std::int64_t sound = 0;
    int told = 0;
    Health health({[&] { return ++sound; }, [] { return false; }, [&](const std::string &) { ++told; }}, std::chrono::milliseconds(30));
    QTRY_VERIFY(told >= 3);
}

void tst_health::patienceIsTheServiceManagers()
{
    qputenv("WATCHDOG_USEC", "9000000");
    qputenv("WATCHDOG_PID", "1"); // the compositor's, not ours
    QCOMPARE(Health::patience(), std::chrono::microseconds(9'000'000));
    qputenv("WATCHDOG_USEC", "soon");
    QCOMPARE(Health::patience(), std::chrono::microseconds(0));
    qunsetenv("WATCHDOG_USEC");
    QCOMPARE(Health::patience(), std::chrono::microseconds(0));
}

QTEST_GUILESS_MAIN(tst_health)
#include "tst_health.moc"
