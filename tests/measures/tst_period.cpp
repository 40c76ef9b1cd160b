// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/period.h"

#include "near.h"

#include <random>
#include <vector>

using namespace tutti::measures;

namespace {

const std::vector<double> kPublished{500, 500, 1000, 490, 510, 1500};

} // namespace

class TestPeriod : public QObject {
    Q_OBJECT
private slots:
    void publishedScores_data()
    {
        QTest::addColumn<double>("period");
        QTest::addColumn<double>("score");
        QTest::newRow("500") << 500.0 << .997372;
        QTest::newRow("250") << 250.0 << .989528;
        QTest::newRow("505") << 505.0 << .991956;
    }
    void publishedScores()
    {
        QFETCH(double, period);
        QFETCH(double, score);
        VERIFY_NEAR(periodScore(kPublished, period), score, 6);
    }

    void publishedBestPeriodIs500()
    {
        const auto best = bestPeriod(kPublished, {250, 2000, 5});
        QVERIFY(best);
        QCOMPARE(best->ms, 500.0);
        VERIFY_NEAR(best->score, .997372, 6);
    }

    void ofEqualScoresTheLongestPeriodIsTaken()
    {
        // 600 fits 200, 300 and 600 alike.
        const auto best = bestPeriod(std::vector<double>(20, 600.0));
        QVERIFY(best);
        QCOMPARE(best->ms, 600.0);
        VERIFY_NEAR(best->score, 1, 9);
    }

    void bothEndsOfTheRangeAreTried()
    {
        QCOMPARE(bestPeriod(std::vector<double>{1500}, {1000, 1500, 5})->ms, 1500.0);
        QCOMPARE(bestPeriod(std::vector<double>{700}, {700, 900, 5})->ms, 700.0);
    }

    void withoutIntervalsOrPeriodsThereIsNone()
    {
        QVERIFY(!periodScore({}, 500));
        QVERIFY(!periodScore(kPublished, 0));
        QVERIFY(!bestPeriod({}));
        QVERIFY(!bestPeriod(kPublished, {500, 400, 5}));
        QVERIFY(!bestPeriod(kPublished, {200, 1500, 0}));
    }

    void tempoNeedsTwelveIntervals()
    {
        const Tempo few = tempoOf(std::vector<double>(11, 600.0));
        QVERIFY(!few.periodMs.value && !few.score.value);
        QCOMPARE(few.score.n, 11);
        QCOMPARE(few.score.why, "not enough playing to say");
        const Tempo enough = tempoOf(std::vector<double>(12, 600.0));
        QCOMPARE(enough.periodMs, (Figure{600.0, 12, {}}));
    }

    void rollsAreLeftOut()
    {
        std::vector<double> intervals(12, 600.0);
        intervals.insert(intervals.end(), 400, 199.9);
        QCOMPARE(tempoOf(intervals).periodMs, (Figure{600.0, 12, {}}));
        QVERIFY(!tempoOf(std::vector<double>(1000, 50.0)).periodMs.value);
        QVERIFY(!tempoOf(std::vector<double>(1000, 0.0)).score.value);
    }

    void aShortPeriodIsDoubledIntoBeats()
    {
        QCOMPARE(tempoOf(std::vector<double>(40, 250.0)).periodMs, (Figure{500.0, 40, {}}));
        QCOMPARE(tempoOf(std::vector<double>(40, 395.0)).periodMs, (Figure{790.0, 40, {}}));
        QCOMPARE(tempoOf(std::vector<double>(40, 400.0)).periodMs, (Figure{400.0, 40, {}}));
    }

    void randomPlayingHasAScoreAndNoTempo()
    {
        std::mt19937 rng{1};
        std::uniform_real_distribution<double> interval(250, 2000);
        for (int round = 0; round < 40; ++round) {
            std::vector<double> intervals;
            for (int k = 0; k < 200; ++k)
                intervals.push_back(interval(rng));
            const Tempo tempo = tempoOf(intervals);
            QVERIFY(tempo.score.value);
            QVERIFY(!tempo.periodMs.value);
            QCOMPARE(tempo.periodMs.why, "no shared beat found");
        }
    }

    void aLooseBeatWithHolesIsFound()
    {
        std::mt19937 rng{5};
        std::normal_distribution<double> jitter(0, 24);
        std::bernoulli_distribution missed(.2);
        std::vector<double> intervals;
        for (int k = 0; k < 100; ++k)
            intervals.push_back((missed(rng) ? 1200 : 600) + jitter(rng));
        const Tempo tempo = tempoOf(intervals);
        QVERIFY(tempo.periodMs.value);
        QVERIFY(std::abs(*tempo.periodMs.value - 600) <= 12);
    }
};

QTEST_GUILESS_MAIN(TestPeriod)
#include "tst_period.moc"
