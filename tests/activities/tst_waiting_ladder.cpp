// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/waiting_ladder.h"

#include <QTest>

#include <string>

using namespace tutti;

namespace {

const char *nameOf(WaitingLadder::Rung rung)
{
    switch (rung) {
    case WaitingLadder::Rung::Invite: return "invite";
    case WaitingLadder::Rung::Cue: return "cue";
    case WaitingLadder::Rung::Model: return "model";
    case WaitingLadder::Rung::Together: return "together";
    case WaitingLadder::Rung::Over: return "over";
    }
    return "";
}

/// All that is done until `until`, each with its second.
std::string climb(WaitingLadder &ladder, Micros until)
{
    std::string done;
    while (ladder.nextDue() && *ladder.nextDue() <= until) {
        const Micros t = *ladder.nextDue();
        const auto rung = ladder.due(t);
        done += (done.empty() ? "" : " ") + std::string(nameOf(*rung)) + "@" + QString::number(toSeconds(t)).toStdString();
    }
    return done;
}

} // namespace

class tst_waiting_ladder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachStepComesInItsTime_data();
    void eachStepComesInItsTime();
    void whoBeginsIsLeftInPeace();
    void theLeaderCanStepIt();
    void aPauseIsNoWaiting();
};

void tst_waiting_ladder::eachStepComesInItsTime_data()
{
    QTest::addColumn<WaitingSteps>("steps");
    QTest::addColumn<int>("wait");
    QTest::addColumn<QString>("done");
    QTest::newRow("all of 20 s") << WaitingSteps{} << 20 << QStringLiteral("invite@100 cue@110 cue@115 model@120 together@140 over@160");
    QTest::newRow("all of 5 s") << WaitingSteps{} << 5 << QStringLiteral("invite@100 cue@102.5 cue@103.75 model@105 together@110 over@115");
    QTest::newRow("without a cue") << WaitingSteps{.cue = false} << 20 << QStringLiteral("invite@100 model@120 together@140 over@160");
    QTest::newRow("without a sound") << WaitingSteps{.cue = false, .model = false} << 20 << QStringLiteral("invite@100 together@140 over@160");
    QTest::newRow("without a model") << WaitingSteps{.model = false} << 20 << QStringLiteral("invite@100 cue@110 cue@115 together@140 over@160");
    QTest::newRow("without company") << WaitingSteps{.together = false} << 20 << QStringLiteral("invite@100 cue@110 cue@115 model@120 over@160");
    QTest::newRow("nothing but time") << WaitingSteps{false, false, false} << 60 << QStringLiteral("invite@100 over@280");
}

void tst_waiting_ladder::eachStepComesInItsTime()
{
    QFETCH(WaitingSteps, steps);
    QFETCH(int, wait);
    QFETCH(QString, done);
    WaitingLadder ladder;
    QVERIFY(!ladder.isWaiting());
    ladder.begin(100s, Micros{wait * 1'000'000LL}, steps);
    QVERIFY(ladder.isWaiting());
    QCOMPARE(QString::fromStdString(climb(ladder, 1000s)), done);
    QVERIFY(!ladder.isWaiting());
    QVERIFY(!ladder.due(2000s));
}

void tst_waiting_ladder::whoBeginsIsLeftInPeace()
{
    WaitingLadder ladder;
    ladder.begin(0s, 10s, {});
    QCOMPARE(climb(ladder, 6s), std::string("invite@0 cue@5"));
    ladder.end();
    QCOMPARE(climb(ladder, 100s), std::string());
    ladder.hurry(7s);
    QVERIFY(!ladder.isWaiting());
}

void tst_waiting_ladder::theLeaderCanStepIt()
{
    WaitingLadder ladder;
    ladder.begin(0s, 20s, {});
    QCOMPARE(climb(ladder, 1s), std::string("invite@0"));
    ladder.hurry(2s);
    QCOMPARE(climb(ladder, 3s), std::string("cue@2"));
    ladder.hurry(3s); // not the cue again: the next step
    QCOMPARE(climb(ladder, 4s), std::string("model@3"));
    QCOMPARE(climb(ladder, 30s), std::string("together@23"));
    ladder.hurry(31s);
    QCOMPARE(climb(ladder, 32s), std::string("over@31"));
}

void tst_waiting_ladder::aPauseIsNoWaiting()
{
    WaitingLadder ladder;
    ladder.begin(0s, 20s, {});
    QCOMPARE(climb(ladder, 8s), std::string("invite@0"));
    ladder.shift(100s);
    QCOMPARE(climb(ladder, 121s), std::string("cue@110 cue@115 model@120"));
}

QTEST_APPLESS_MAIN(tst_waiting_ladder)
#include "tst_waiting_ladder.moc"
