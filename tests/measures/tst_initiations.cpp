// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/initiations.h"

using namespace tutti;
using namespace tutti::measures;

namespace {

constexpr SeatId A{0};
constexpr SeatId B{1};

} // namespace

class TestInitiations : public QObject {
    Q_OBJECT
private slots:
    void publishedHitsGiveThePublishedStarts()
    {
        const std::vector<SeatHit> hits{{3s, A}, {3400ms, B}, {10s, B}, {10500ms, A}, {20s, A}, {21s, B}, {40s, B}};
        QCOMPARE(initiationsOf(hits, std::vector<Micros>{18s}), (std::vector<SeatHit>{{10s, B}, {40s, B}}));
    }

    void exactlyFiveSecondsAreEnough_data()
    {
        QTest::addColumn<QVector<qint64>>("hitsUs");
        QTest::addColumn<QVector<qint64>>("cuesUs");
        QTest::addColumn<int>("starts");
        QTest::newRow("5 s into the session") << QVector<qint64>{5'000'000} << QVector<qint64>{} << 1;
        QTest::newRow("a moment before") << QVector<qint64>{4'999'999} << QVector<qint64>{} << 0;
        QTest::newRow("5 s after a hit") << QVector<qint64>{1'000'000, 6'000'000} << QVector<qint64>{} << 1;
        QTest::newRow("a moment less") << QVector<qint64>{1'000'000, 5'999'999} << QVector<qint64>{} << 0;
        QTest::newRow("5 s after a cue") << QVector<qint64>{20'000'000} << QVector<qint64>{15'000'000} << 1;
        QTest::newRow("less than 5 s after it") << QVector<qint64>{20'000'000} << QVector<qint64>{15'000'001} << 0;
        QTest::newRow("a cue in the same microsecond") << QVector<qint64>{20'000'000} << QVector<qint64>{20'000'000} << 0;
        QTest::newRow("a cue just after") << QVector<qint64>{20'000'000} << QVector<qint64>{20'000'001} << 1;
        QTest::newRow("the last of several cues") << QVector<qint64>{20'000'000}
                                                  << QVector<qint64>{1'000'000, 2'000'000, 16'000'000} << 0;
        QTest::newRow("before the start, by the latency") << QVector<qint64>{-40'000} << QVector<qint64>{} << 0;
    }
    void exactlyFiveSecondsAreEnough()
    {
        QFETCH(QVector<qint64>, hitsUs);
        QFETCH(QVector<qint64>, cuesUs);
        QFETCH(int, starts);
        std::vector<SeatHit> hits;
        for (const qint64 t : hitsUs)
            hits.push_back({Micros{t}, A});
        std::vector<Micros> cues;
        for (const qint64 t : cuesUs)
            cues.emplace_back(t);
        QCOMPARE(static_cast<int>(initiationsOf(hits, cues).size()), starts);
    }

    void twoSeatsInTheSameMicrosecondBothStart()
    {
        const std::vector<SeatHit> hits{{1s, A}, {10s, A}, {10s, B}, {10s + 1us, B}};
        QCOMPARE(initiationsOf(hits, {}), (std::vector<SeatHit>{{10s, A}, {10s, B}}));
    }

    void aHelpersHandEndsTheSilenceAndStartsNothing()
    {
        const std::vector<SeatHit> hits{{10s, A, false}, {12s, B}, {20s, B, false}};
        QVERIFY(initiationsOf(hits, {}).empty());
    }

    void nothingComesOfNothing()
    {
        QVERIFY(initiationsOf({}, {}).empty());
        QVERIFY(initiationsOf({}, std::vector<Micros>{1s}).empty());
    }
};

QTEST_GUILESS_MAIN(TestInitiations)
#include "tst_initiations.moc"
