// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/freezes.h"

#include "near.h"

using namespace tutti;
using namespace tutti::measures;

namespace {

Input strike(Micros t, int seat, bool assisted = false)
{
    return {t, Strike{.seat = SeatId{seat}, .assisted = assisted}};
}

Output state(Micros t, StageState state) { return {t, StateChange{state, {}, {}, {}}}; }

/// Music to 10 s, a warning, and a freeze from 12 to 18 s: two windows of 5 s, 5 to 10 s and 13 to 18 s.
const std::vector<Output> kStates{state(0s, StageState::Music), state(10s, StageState::Warn), state(12s, StageState::Freeze),
                                  state(18s, StageState::CountIn), state(20s, StageState::Music)};

std::vector<FreezeHits> freezes(const std::vector<Input> &inputs, const std::vector<Output> &outputs, std::int64_t latencyUs = 0)
{
    return freezesOf(playingOf({.seats = 2, .activity = "freeze", .latencyUs = latencyUs}, inputs, outputs), outputs);
}

const std::vector<Input> kEdges{strike(4999ms, 1), strike(5s, 0), strike(9999ms, 1), strike(10s, 0), strike(11s, 1),
                                strike(12500ms, 0), strike(12999ms, 1), strike(13s, 0), strike(17999ms, 1), strike(18s, 0)};

} // namespace

class TestFreezes : public QObject {
    Q_OBJECT
private slots:
    void publishedHitsGiveThePublishedRatio()
    {
        VERIFY_NEAR(quietRatio({14, 2}), .857143, 6);
        QCOMPARE(quietRatio({14, 0}), 1.);
        QCOMPARE(quietRatio({2, 2}), 0.);
        QCOMPARE(quietRatio({2, 5}), -1.5);
        QVERIFY(!quietRatio({0, 0}) && !quietRatio({1, 0}) && !quietRatio({0, 4}));
    }

    void windowsAreAsLongAsEachOther()
    {
        QCOMPARE(freezes(kEdges, kStates), (std::vector<FreezeHits>{{2, 2}}));
    }

    void theLatencyIsTakenOffTheHitsAlone()
    {
        QCOMPARE(freezes(kEdges, kStates, 40'000), (std::vector<FreezeHits>{{2, 2}}));
    }

    void helpersAndRestingSeatsAreNotCounted()
    {
        QCOMPARE(freezes({strike(6s, 0, true), strike(7s, 0), {8s, RestOn{SeatId{1}}}, strike(9s, 1), strike(14s, 0, true), strike(15s, 1)}, kStates),
                 (std::vector<FreezeHits>{{1, 0}}));
    }

    void aPauseIsCutOut()
    {
        // 30 s of pause in the freeze, which is said again after it.
        const std::vector<Input> inputs{strike(5s, 0), strike(9s, 0), strike(13s, 1), {14s, Cue{.kind = CueKind::Stop}}, strike(20s, 1),
                                        {44s, Cue{.kind = CueKind::Resume}}, strike(47s, 0)};
        const std::vector<Output> outputs{kStates[0], kStates[1], kStates[2], state(14s, StageState::Paused), state(44s, StageState::Freeze),
                                          state(48s, StageState::CountIn)};
        QCOMPARE(freezes(inputs, outputs), (std::vector<FreezeHits>{{2, 2}}));
    }

    void theLeadersCuesChangeNothing()
    {
        std::vector<Output> outputs = kStates;
        outputs.insert(outputs.begin() + 3, state(15s, StageState::Calm));
        outputs.insert(outputs.begin() + 4, state(16s, StageState::Freeze));
        QCOMPARE(freezes(kEdges, outputs), (std::vector<FreezeHits>{{2, 2}}));
    }

    void leftOut_data()
    {
        QTest::addColumn<QVector<Output>>("outputs");
        QTest::newRow("nothing") << QVector<Output>{};
        QTest::newRow("no end") << QVector<Output>{kStates[0], kStates[1], kStates[2]};
        QTest::newRow("no music before") << QVector<Output>{kStates[1], kStates[2], kStates[3]};
        QTest::newRow("less music than the window") << QVector<Output>{state(5001ms, StageState::Music), kStates[1], kStates[2], kStates[3]};
        QTest::newRow("no longer than the grace") << QVector<Output>{kStates[0], kStates[1], kStates[2], state(13s, StageState::CountIn)};
        QTest::newRow("a freeze after a freeze") << QVector<Output>{state(0s, StageState::CountIn), kStates[2], kStates[3]};
    }
    void leftOut()
    {
        QFETCH(QVector<Output>, outputs);
        QVERIFY(freezes(kEdges, {outputs.begin(), outputs.end()}).empty());
    }

    void anotherSilenceIsNotMeasuredTheFirstIs()
    {
        std::vector<Output> outputs = kStates;
        outputs[4] = state(19s, StageState::Freeze);
        outputs.push_back(state(25s, StageState::CountIn));
        QCOMPARE(freezes(kEdges, outputs).size(), 1u);
    }

    void threeFreezesAreNeeded()
    {
        QCOMPARE(quietInFreezes({}), (Figure{{}, 0, "not enough playing to say"}));
        QCOMPARE(quietInFreezes(std::vector<FreezeHits>{{7, 1}, {7, 1}}), (Figure{{}, 2, "not enough playing to say"}));
        const Figure three = quietInFreezes(std::vector<FreezeHits>{{4, 0}, {7, 2}, {3, 0}});
        QCOMPARE(three.n, 3);
        VERIFY_NEAR(three.value, .857143, 6); // of all hits together: 14 and 2
        QCOMPARE(quietInFreezes(std::vector<FreezeHits>(3)), (Figure{{}, 3, "not enough playing to say"}));
    }
};

QTEST_GUILESS_MAIN(TestFreezes)
#include "tst_freezes.moc"
