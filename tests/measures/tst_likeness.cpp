// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/likeness.h"
#include "measures/steadiness.h"

#include "near.h"

#include <algorithm>
#include <random>

using namespace tutti;
using namespace tutti::measures;

namespace {

constexpr SeatId A{0};
constexpr SeatId B{1};

const std::vector<Micros> kCall{10s, 10600ms, 10900ms, 11200ms};
const std::vector<double> kScaledCall{0, .5, .75, 1};

std::vector<PadIndex> pads(const char *letters)
{
    std::vector<PadIndex> list;
    for (; *letters; ++letters)
        list.emplace_back(*letters == 'R' ? 0 : *letters == 'G' ? 1 : 2);
    return list;
}

Exchange exchange(std::vector<Micros> call, std::vector<Micros> answer)
{
    const std::vector<PadIndex> callPads(call.size());
    const std::vector<PadIndex> answerPads(answer.size());
    return {A, B, {std::move(call), callPads}, {std::move(answer), answerPads}};
}

} // namespace

class TestLikeness : public QObject {
    Q_OBJECT
private slots:
    void aPhraseIsScaledToItsOwnLength()
    {
        const std::vector<double> call = scaled(kCall);
        QCOMPARE(call.size(), 4u);
        for (std::size_t k = 0; k < 4; ++k)
            VERIFY_NEAR(call[k], kScaledCall[k], 9);
        VERIFY_NEAR(scaled(std::vector<Micros>{15s, 15780ms, 16500ms})[1], .52, 9);
    }

    void publishedAnswersHaveThePublishedLikeness_data()
    {
        QTest::addColumn<QVector<double>>("answer");
        QTest::addColumn<double>("distance");
        QTest::addColumn<double>("plain");
        QTest::addColumn<double>("adjusted");
        QTest::newRow("good copy") << QVector<double>{0, .52, .74, 1} << .3 << .9625 << .86875;
        QTest::newRow("one hit missing") << QVector<double>{0, .52, 1} << 1.2 << .828571 << .430508;
        QTest::newRow("reversed") << QVector<double>{0, .25, .5, 1} << 2. << .75 << .125;
        QTest::newRow("the same") << QVector<double>{0, .5, .75, 1} << 0. << 1. << 1.;
    }
    void publishedAnswersHaveThePublishedLikeness()
    {
        QFETCH(QVector<double>, answer);
        QFETCH(double, distance);
        QFETCH(double, plain);
        QFETCH(double, adjusted);
        VERIFY_NEAR(editDistance(kScaledCall, answer), distance, 6);
        VERIFY_NEAR(likeness(kScaledCall, answer), plain, 6);
        VERIFY_NEAR(likenessAdjusted(kScaledCall, answer), adjusted, 6);
    }

    void publishedChanceIsThatOfAllAnswersOnTheGrid()
    {
        VERIFY_NEAR(likenessByChance(kScaledCall, 4), .714286, 6);
        VERIFY_NEAR(likenessByChance(kScaledCall, 3), .698980, 6);
        VERIFY_NEAR(likenessByChance(kScaledCall, 2), 1 - 2. / 6, 6);  // one answer alone: the two ends
        VERIFY_NEAR(likenessByChance(kScaledCall, 9), 1 - 5. / 13, 6); // one again: every place
        QVERIFY(!likenessByChance(kScaledCall, 10));
        QVERIFY(!likenessByChance(kScaledCall, 1));
    }

    void publishedRhythmsHaveThePublishedDistance()
    {
        VERIFY_NEAR(rhythmDistance(Phrase{500, 250, 250}, Phrase{520, 260, 240}), .119263, 6);
        VERIFY_NEAR(rhythmDistance(Phrase{500, 250, 250}, Phrase{250, 250, 500}), 1.386294, 6);
        VERIFY_NEAR(rhythmDistance(Phrase{500, 250}, Phrase{500, 250, 250}), 0, 9); // warped: the last is held
    }

    void publishedPadsHaveThePublishedOrder()
    {
        QCOMPARE(padOrder(pads("RGGB"), pads("RGB")), .75);
        QCOMPARE(padOrder(pads("RGB"), pads("RGGB")), .75);
        QCOMPARE(padOrder(pads("RG"), pads("RG")), 1.);
        QCOMPARE(padOrder(pads("RR"), pads("GG")), 0.);
    }

    void aPhraseWithoutAShapeIsUndefined()
    {
        const std::vector<double> none;
        for (const std::vector<Micros> &hits : {std::vector<Micros>{}, {3s}, {3s, 3s}, {3s, 3s, 3s}})
            QVERIFY(scaled(hits).empty());
        QVERIFY(!likeness(none, kScaledCall) && !likeness(kScaledCall, none) && !likeness(none, none));
        QVERIFY(!likenessByChance(none, 3) && !likenessAdjusted(none, kScaledCall) && !likenessAdjusted(kScaledCall, none));
        QVERIFY(!rhythmDistance(none, Phrase{500}) && !rhythmDistance(Phrase{500}, none));
        QVERIFY(!padOrder(pads(""), pads("RG")) && !padOrder(pads("R"), pads("R")) && !padOrder(pads("RG"), pads("R")));
    }

    void anIntervalOfZeroHasNoLogarithm()
    {
        QVERIFY(!rhythmDistance(Phrase{500, 0}, Phrase{500, 250}));
        QVERIFY(!rhythmDistance(Phrase{500, 250}, Phrase{0, 250}));
        // Likeness needs none.
        VERIFY_NEAR(likeness(scaled(std::vector<Micros>{0s, 0s, 1s}), scaled(std::vector<Micros>{0s, 0s, 2s})), 1, 9);
    }

    void twoHitsToTwoHitsHaveNoAdjustedLikeness()
    {
        const std::vector<double> two{0, 1};
        QCOMPARE(likeness(two, two), 1.);
        QVERIFY(!likenessAdjusted(two, two));
    }

    void aPairsValueIsTheMeanOverItsExchanges()
    {
        std::vector<Exchange> all(4, exchange(kCall, kCall));
        const Likeness few = likenessOf(all);
        for (const Figure &figure : {few.likeness, few.adjusted, few.rhythmDtw, few.padOrder})
            QCOMPARE(figure, (Figure{{}, 4, "not enough playing to say"}));

        all.push_back(exchange(kCall, {15s, 15780ms, 16500ms}));
        all.push_back(exchange(kCall, {20s})); // no shape: counts nowhere
        const Likeness five = likenessOf(all);
        QCOMPARE(five.likeness.n, 5);
        VERIFY_NEAR(five.likeness.value, (4 + .8285714286) / 5, 6);
        VERIFY_NEAR(five.adjusted.value, (4 + .4305084746) / 5, 6);
        VERIFY_NEAR(five.padOrder.value, (4 + .75) / 5, 6);
        QCOMPARE(likenessOf({}).likeness, (Figure{{}, 0, "not enough playing to say"}));
    }

    void anAnswerOfMoreHitsThanTheGridHasOnlyAPlainLikeness()
    {
        std::vector<Micros> many;
        for (int k = 0; k < 12; ++k)
            many.push_back(k * 200ms);
        const std::vector<Exchange> all(5, exchange(kCall, many));
        const Likeness found = likenessOf(all);
        QVERIFY(found.likeness.value && found.rhythmDtw.value && found.padOrder.value);
        QCOMPARE(found.adjusted, (Figure{{}, 0, "not enough playing to say"}));
    }

    void tempoChangesNoLikenessAndACopyIsTheMost()
    {
        std::mt19937 rng{13};
        std::uniform_int_distribution<int> gapMs(80, 900);
        for (int round = 0; round < 100; ++round) {
            std::vector<Micros> call{0s};
            std::vector<Micros> slow{5s};
            std::vector<Micros> other{0s};
            for (int k = 0; k < 6; ++k) {
                const Micros gap = gapMs(rng) * 1ms;
                call.push_back(call.back() + gap);
                slow.push_back(slow.back() + 2 * gap);
                other.push_back(other.back() + gapMs(rng) * 1ms);
            }
            VERIFY_NEAR(likeness(scaled(call), scaled(slow)), 1, 9);
            const auto some = likeness(scaled(call), scaled(other));
            QVERIFY(some && *some >= 0 && *some <= 1);
            VERIFY_NEAR(likeness(scaled(other), scaled(call)), *some, 9);
            VERIFY_NEAR(rhythmDistance(intervalsOf(other), intervalsOf(call)), *rhythmDistance(intervalsOf(call), intervalsOf(other)), 9);
        }
    }
};

QTEST_GUILESS_MAIN(TestLikeness)
#include "tst_likeness.moc"
