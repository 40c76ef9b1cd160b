// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/active_time.h"

#include "near.h"

using namespace tutti;
using namespace tutti::measures;

class TestActiveTime : public QObject {
    Q_OBJECT
private slots:
    void publishedHitsGiveThePublishedTime()
    {
        const std::vector<Micros> hits{2s, 3s, 10s, 11500ms, 30s};
        const ActiveTime time = activeTimeOf(hits, Spans::unionOf({{0s, 60s}}));
        VERIFY_NEAR(time.seconds.value, 17.5, 6);
        VERIFY_NEAR(time.share.value, .291667, 6);
        QCOMPARE(time.share.n, 5);
    }

    void zeroOrOneHitIsUndefined()
    {
        const Spans minute = Spans::unionOf({{0s, 60s}});
        QCOMPARE(activeTimeOf({}, minute).seconds, (Figure{{}, 0, "not enough playing to say"}));
        QCOMPARE(activeTimeOf(std::vector<Micros>{2s}, minute).share, (Figure{{}, 1, "not enough playing to say"}));
    }

    void noTimeThereIsUndefined()
    {
        const ActiveTime time = activeTimeOf(std::vector<Micros>{0s, 0s, 1s}, {});
        QVERIFY(!time.seconds.value && !time.share.value);
    }

    void timeAwayIsCutOut()
    {
        // Struck at 1 and 2 s, away from 3 to 50 s, back for the last ten.
        const Spans there = Spans::unionOf({{0s, 3s}, {50s, 60s}});
        const ActiveTime time = activeTimeOf(std::vector<Micros>{1s, 2s}, there);
        VERIFY_NEAR(time.seconds.value, 2, 9);
        VERIFY_NEAR(time.share.value, 2. / 13, 9);
    }

    void aSessionShorterThanTheWindowIsActiveThroughout()
    {
        const ActiveTime time = activeTimeOf(std::vector<Micros>{0s, 1s}, Spans::unionOf({{0s, 2s}}));
        VERIFY_NEAR(time.seconds.value, 2, 9);
        VERIFY_NEAR(time.share.value, 1, 9);
    }
};

QTEST_GUILESS_MAIN(TestActiveTime)
#include "tst_active_time.moc"
