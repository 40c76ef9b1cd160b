// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/steadiness.h"

#include "near.h"

#include <random>

using namespace tutti;
using namespace tutti::measures;

class TestSteadiness : public QObject {
    Q_OBJECT
private slots:
    void publishedIntervalsGiveThePublishedNumbers()
    {
        const Phrase iois{500, 520, 480, 510, 490, 600};
        VERIFY_NEAR(mean(iois), 516.667, 3);
        VERIFY_NEAR(standardDeviation(iois), 43.2049, 4);
        VERIFY_NEAR(coefficientOfVariation(iois), .083622, 6);
        VERIFY_NEAR(median(iois), 505, 6);
        VERIFY_NEAR(robustVariation(iois), .044038, 6);
        VERIFY_NEAR(npvi(iois), 8.4331, 4);
    }

    void publishedPairVariability_data()
    {
        QTest::addColumn<QVector<double>>("iois");
        QTest::addColumn<double>("expected");
        QTest::newRow("1 2 3") << QVector<double>{1, 2, 3} << 53.3333;
        QTest::newRow("4 6 8") << QVector<double>{4, 6, 8} << 34.2857;
    }
    void publishedPairVariability()
    {
        QFETCH(QVector<double>, iois);
        QFETCH(double, expected);
        VERIFY_NEAR(npvi(Phrase(iois.begin(), iois.end())), expected, 4);
    }

    void tooFewIntervalsAreUndefined()
    {
        const Phrase none;
        const Phrase one{500};
        QVERIFY(!mean(none) && !median(none) && !standardDeviation(none) && !npvi(none) && !robustVariation(none));
        QVERIFY(!standardDeviation(one) && !coefficientOfVariation(one) && !robustVariation(one) && !npvi(one));
    }

    void intervalsOfZeroGiveNoInfiniteNumber()
    {
        const Phrase zeros{0, 0, 0};
        QVERIFY(!coefficientOfVariation(zeros));
        QVERIFY(!robustVariation(zeros));
        VERIFY_NEAR(npvi(zeros), 0, 9);
        VERIFY_NEAR(npvi(Phrase{0, 500}), 200, 9);
    }

    void intervalsAreTheDistancesOfOnsets()
    {
        QCOMPARE(intervalsOf(std::vector<Micros>{0us, 500ms, 500ms, 1200500us}), (Phrase{500, 0, 700.5}));
        QVERIFY(intervalsOf(std::vector<Micros>{3s}).empty());
        QVERIFY(intervalsOf(std::vector<Micros>{}).empty());
    }

    void aLongWaitEndsAPhrase()
    {
        // Three medians are 1.5 s here, so 4 s is what counts; at exactly 4 s it is still the same phrase.
        const std::vector<Phrase> runs{{500, 500, 4000, 500, 4001, 500, 500}};
        QCOMPARE(splitIntoPhrases(runs), (std::vector<Phrase>{{500, 500, 4000, 500}, {500, 500}}));
        // A slow player's own waits are longer: three medians of 2 s are 6 s.
        const std::vector<Phrase> slow{{2000, 2000, 6000, 2000, 6001, 2000}};
        QCOMPARE(splitIntoPhrases(slow), (std::vector<Phrase>{{2000, 2000, 6000, 2000}, {2000}}));
    }

    void pairsAreTakenWithinAPhraseAlone()
    {
        const std::vector<Phrase> two{{500, 500}, {1000, 1000}};
        VERIFY_NEAR(npvi(two), 0, 9);
    }

    void figuresNeedTenIntervals()
    {
        const std::vector<Phrase> nine{Phrase(9, 500.0)};
        const Steadiness few = steadinessOf(nine);
        QVERIFY(!few.cv.value && !few.npvi.value && !few.meanMs.value && !few.sdMs.value && !few.robustCv.value);
        QCOMPARE(few.cv.n, 9);
        QCOMPARE(few.cv.why, "not enough playing to say");

        const std::vector<Phrase> ten{Phrase(10, 500.0)};
        const Steadiness enough = steadinessOf(ten);
        QCOMPARE(enough.meanMs, (Figure{500.0, 10, {}}));
        QCOMPARE(enough.cv, (Figure{0.0, 10, {}}));
        QCOMPARE(enough.npvi, (Figure{0.0, 10, {}}));
    }

    void steadinessDoesNotDependOnTempo()
    {
        std::mt19937 rng{7};
        std::uniform_real_distribution<double> interval(200, 1200);
        for (int round = 0; round < 50; ++round) {
            Phrase slow;
            Phrase fast;
            for (int k = 0; k < 20; ++k) {
                slow.push_back(interval(rng));
                fast.push_back(slow.back() / 2);
            }
            VERIFY_NEAR(coefficientOfVariation(fast), *coefficientOfVariation(slow), 9);
            VERIFY_NEAR(robustVariation(fast), *robustVariation(slow), 9);
            VERIFY_NEAR(npvi(fast), *npvi(slow), 9);
        }
    }
};

QTEST_GUILESS_MAIN(TestSteadiness)
#include "tst_steadiness.moc"
