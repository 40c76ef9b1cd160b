// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/playing.h"
#include "measures/steadiness.h"
#include "measures/turns.h"

#include "near.h"

#include <algorithm>
#include <random>

using namespace tutti;
using namespace tutti::measures;

namespace {

constexpr SeatId A{0};
constexpr SeatId B{1};

const std::vector<SeatHit> kPublished{{0ms, A}, {500ms, A}, {1s, A}, {2200ms, B}, {2700ms, B}, {4s, A}, {4300ms, B},
                                      {4500ms, A}, {4800ms, B}, {5300ms, B}};

/// The published hits again and again, 10 s apart.
std::vector<SeatHit> published(int times)
{
    std::vector<SeatHit> hits;
    for (int k = 0; k < times; ++k)
        for (const SeatHit &hit : kPublished)
            hits.push_back({hit.t + k * 10s, hit.seat});
    return hits;
}

Input strike(Micros t, int seat, bool assisted = false)
{
    return {t, Strike{.seat = SeatId{seat}, .assisted = assisted}};
}

const Figure kMissing{{}, 0, "not enough playing to say"};

} // namespace

class TestTurns : public QObject {
    Q_OBJECT
private slots:
    void publishedHitsGiveThePublishedTurns()
    {
        const std::vector<Turn> turns = turnsOf(kPublished);
        QCOMPARE(turns, (std::vector<Turn>{{A, 0s, 1s, 3}, {B, 2200ms, 2700ms, 2}, {A, 4s, 4500ms, 2}, {B, 4300ms, 5300ms, 3}}));
        std::vector<double> hits;
        std::vector<double> seconds;
        for (const Turn &turn : turns) {
            hits.push_back(turn.hits);
            seconds.push_back(toSeconds(turn.last - turn.first));
        }
        VERIFY_NEAR(mean(hits), 2.5, 6);
        VERIFY_NEAR(mean(seconds), .75, 6);

        const std::vector<double> transfers = transfersOf(turns);
        QCOMPARE(transfers.size(), 3u);
        VERIFY_NEAR(transfers[0], 1.2, 6);
        VERIFY_NEAR(transfers[1], 1.3, 6);
        VERIFY_NEAR(transfers[2], -.2, 6);
        VERIFY_NEAR(median(transfers), 1.2, 6);
        VERIFY_NEAR(overlapShare(turns), .135135, 6);
        VERIFY_NEAR(turnIndex(kPublished), .555556, 6);
    }

    void exactlyOneAndAHalfSecondsAreOneTurn()
    {
        QCOMPARE(turnsOf(std::vector<SeatHit>{{0s, A}, {1500ms, A}}).size(), 1u);
        QCOMPARE(turnsOf(std::vector<SeatHit>{{0s, A}, {1500ms + 1us, A}}).size(), 2u);
    }

    void aSeatThatGoesOnHandsOverNothing()
    {
        QVERIFY(transfersOf(turnsOf(std::vector<SeatHit>{{0s, A}, {5s, A}, {10s, A}})).empty());
    }

    void tooLittleIsUndefined_data()
    {
        QTest::addColumn<QVector<SeatHit>>("hits");
        QTest::newRow("nothing") << QVector<SeatHit>{};
        QTest::newRow("one hit") << QVector<SeatHit>{{1s, A}};
        QTest::newRow("one person") << QVector<SeatHit>{{1s, A}, {2s, A}, {9s, A}};
        QTest::newRow("one person and a helper's hand") << QVector<SeatHit>{{1s, A}, {2s, B, false, {}, true}, {3s, A}};
        QTest::newRow("helpers' hands alone") << QVector<SeatHit>{{1s, A, false, {}, true}, {2s, B, false, {}, true}};
    }
    void tooLittleIsUndefined()
    {
        QFETCH(QVector<SeatHit>, hits);
        QVERIFY(!overlapShare(turnsOf(hits)));
        QVERIFY(!turnIndex(hits));
        QVERIFY(transfersOf(turnsOf(hits)).empty());
        const TurnFigures figures = turnFiguresOf(hits);
        QCOMPARE(figures.gapMedianS, kMissing);
        QVERIFY(!figures.overlapShare.value && !figures.turnIndex.value);
    }

    void twoSeatsInTheSameMicrosecondOverlapWholly()
    {
        const std::vector<SeatHit> hits{{1s, A}, {1s, B}};
        QCOMPARE(overlapShare(turnsOf(hits)), 1.);
        QCOMPARE(turnIndex(hits), 1.);
        QCOMPARE(transfersOf(turnsOf(hits)), std::vector<double>{0});
    }

    void ofSeveralAtOnceEachMomentCountsOnce()
    {
        // Three seats for 0.3 s, then one alone for 0.3 s.
        const std::vector<SeatHit> hits{{0s, A}, {0s, B}, {0s, SeatId{2}}, {5s, A}};
        VERIFY_NEAR(overlapShare(turnsOf(hits)), .5, 9);
    }

    void aGapNeedsEightTransfersTheRestThirtyHits()
    {
        const TurnFigures two = turnFiguresOf(published(2)); // and B to A between them
        QCOMPARE(two.gapMedianS, (Figure{{}, 7, "not enough playing to say"}));
        QCOMPARE(two.overlapShare, (Figure{{}, 20, "not enough playing to say"}));
        QCOMPARE(two.turnIndex, (Figure{{}, 20, "not enough playing to say"}));
        const TurnFigures three = turnFiguresOf(published(3));
        QCOMPARE(three.gapMedianS.n, 11);
        VERIFY_NEAR(three.gapMedianS.value, 1.2, 6); // -0.2, 1.2 and 1.3 three times, 4.7 twice
        VERIFY_NEAR(three.overlapShare.value, .135135, 6);
        QCOMPARE(three.overlapShare.n, 30);
        VERIFY_NEAR(three.turnIndex.value, 17. / 29, 6);

        std::vector<SeatHit> alone;
        for (int k = 0; k < 40; ++k)
            alone.push_back({k * 500ms, A});
        QCOMPARE(turnFiguresOf(alone).turnIndex, (Figure{{}, 40, "not enough playing to say"}));
    }

    void pausesAreCutOut()
    {
        // A second before the pause and half a second after it: one turn, and a gap of 1.5 s.
        const std::vector<Input> inputs{strike(1s, 0), {2s, Cue{.kind = CueKind::Stop}}, strike(5s, 1), {60s, Cue{.kind = CueKind::Resume}},
                                        strike(60500ms, 0), strike(62s, 1), {70s, End{}}};
        const auto hits = playingOf({.seats = 2, .latencyUs = 40'000}, inputs, {}).ownHits();
        QCOMPARE(turnsOf(hits), (std::vector<Turn>{{A, 960ms, 2460ms, 2}, {B, 3960ms, 3960ms, 1}}));
        VERIFY_NEAR(transfersOf(turnsOf(hits)).front(), 1.5, 9);
    }

    void bouncesRestingSeatsAndHelpersHaveNoTurns()
    {
        const std::vector<Input> inputs{strike(1s, 0), strike(1079ms, 0), strike(1158ms, 0), strike(2s, 1, true), {3s, RestOn{B}},
                                        strike(4s, 1), strike(9s, 2), strike(9080ms, 2)};
        QCOMPARE(turnsOf(playingOf({.seats = 3}, inputs, {}).ownHits()),
                 (std::vector<Turn>{{A, 1s, 1158ms, 2}, {SeatId{2}, 9s, 9080ms, 2}}));
    }

    void sharesLieBetweenNoneAndAll()
    {
        std::mt19937 rng{5};
        std::uniform_int_distribution<int> gapMs(0, 3000);
        std::uniform_int_distribution<int> seat(0, 4);
        for (int round = 0; round < 200; ++round) {
            std::vector<SeatHit> hits{{0s, A}, {0s, B}};
            for (int k = 0; k < 40; ++k)
                hits.push_back({hits.back().t + gapMs(rng) * 1ms, SeatId{seat(rng)}});
            const auto overlap = overlapShare(turnsOf(hits));
            const auto index = turnIndex(hits);
            QVERIFY(overlap && *overlap >= 0 && *overlap <= 1);
            QVERIFY(index && *index > 0 && *index <= 1);
            QVERIFY(std::ssize(transfersOf(turnsOf(hits))) < std::ssize(turnsOf(hits)));
        }
    }
};

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
