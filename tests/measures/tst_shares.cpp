// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/shares.h"

#include "near.h"

#include <algorithm>
#include <random>
#include <vector>

using namespace tutti::measures;

class TestShares : public QObject {
    Q_OBJECT
private slots:
    void publishedShares_data()
    {
        QTest::addColumn<QVector<double>>("hits");
        QTest::addColumn<double>("plain");
        QTest::addColumn<double>("corrected");
        QTest::addColumn<double>("even");
        QTest::newRow("12 8 20 0") << QVector<double>{12, 8, 20, 0} << .4 << .533333 << .742738;
        QTest::newRow("all the same") << QVector<double>{10, 10, 10, 10} << 0. << 0. << 1.;
        QTest::newRow("all by one") << QVector<double>{40, 0, 0, 0} << .75 << 1. << 0.;
    }
    void publishedShares()
    {
        QFETCH(QVector<double>, hits);
        QFETCH(double, plain);
        QFETCH(double, corrected);
        QFETCH(double, even);
        VERIFY_NEAR(gini(hits), plain, 6);
        VERIFY_NEAR(giniCorrected(hits), corrected, 6);
        VERIFY_NEAR(evenness(hits), even, 6);
        QVERIFY(sharesOf(hits).gini.value && sharesOf(hits).giniCorrected.value && sharesOf(hits).evenness.value);
        QCOMPARE(sharesOf(hits).gini.n, 40);
    }

    void onePersonOrNoHitsIsUndefined()
    {
        for (const std::vector<double> &hits : {std::vector<double>{}, {7}, {0}, {0, 0, 0}})
            QVERIFY(!gini(hits) && !giniCorrected(hits) && !evenness(hits));
        QCOMPARE(sharesOf(std::vector<double>{100}).gini, (Figure{{}, 100, "one seat alone has nobody to share with"}));
        QCOMPARE(sharesOf({}).evenness, (Figure{{}, 0, "not enough playing to say"}));
    }

    void sharesNeedThirtyHits()
    {
        QCOMPARE(sharesOf(std::vector<double>{20, 9}).gini, (Figure{{}, 29, "not enough playing to say"}));
        QVERIFY(sharesOf(std::vector<double>{20, 10}).gini.value);
    }

    void orderAndScaleChangeNothing()
    {
        std::mt19937 rng{3};
        std::uniform_int_distribution<int> count(0, 50);
        for (int round = 0; round < 50; ++round) {
            std::vector<double> hits{1};
            for (int k = 0; k < 11; ++k)
                hits.push_back(count(rng));
            std::vector<double> other = hits;
            std::shuffle(other.begin(), other.end(), rng);
            for (double &h : other)
                h *= 3;
            VERIFY_NEAR(gini(other), *gini(hits), 9);
            VERIFY_NEAR(evenness(other), *evenness(hits), 9);
            QVERIFY(*giniCorrected(hits) >= 0 && *giniCorrected(hits) <= 1 + 1e-12);
            QVERIFY(*evenness(hits) >= 0 && *evenness(hits) <= 1 + 1e-12);
        }
    }
};

QTEST_GUILESS_MAIN(TestShares)
#include "tst_shares.moc"
