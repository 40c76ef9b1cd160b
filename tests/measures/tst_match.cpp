// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/match.h"

#include "near.h"

#include <algorithm>

using namespace tutti;
using namespace tutti::measures;

namespace {

const std::vector<double> kOne{2, 3, 5, 6, 4, 2};
const std::vector<double> kOther{1, 3, 4, 6, 5, 2};

/// So many hits in each 2 s from `from`, the first at its beginning.
std::vector<Input> strikes(int seat, const std::vector<double> &counts, Micros from = {})
{
    std::vector<Input> inputs;
    for (std::size_t k = 0; k < counts.size(); ++k)
        for (int hit = 0; hit < static_cast<int>(counts[k]); ++hit)
            inputs.push_back({from + k * 2s + hit * 200ms, Strike{.seat = SeatId{seat}}});
    return inputs;
}

Figure match(int seats, std::vector<Input> inputs, std::int64_t latencyUs = 0)
{
    std::stable_sort(inputs.begin(), inputs.end(), [](const Input &a, const Input &b) { return a.t < b.t; });
    return dynamicsMatch(playingOf({.seats = seats, .latencyUs = latencyUs}, inputs, {}));
}

template <class... Lists>
std::vector<Input> all(const Lists &...lists)
{
    std::vector<Input> inputs;
    (inputs.insert(inputs.end(), lists.begin(), lists.end()), ...);
    return inputs;
}

const std::vector<Input> kEnd{{60s, End{}}};
const Figure kMissing{{}, 0, "not enough playing to say"};

} // namespace

class TestMatch : public QObject {
    Q_OBJECT
private slots:
    void publishedCountsHaveThePublishedCorrelation()
    {
        VERIFY_NEAR(correlation(kOne, kOther), .916515, 6);
        VERIFY_NEAR(correlation(kOne, kOne), 1, 9);
        const Figure found = match(3, all(strikes(2, kOne), strikes(0, kOther), strikes(1, {1, 1}), kEnd));
        VERIFY_NEAR(found.value, .916515, 6);
        QCOMPARE(found.n, 6);
    }

    void whatNeverChangesIsUndefined()
    {
        const std::vector<double> flat(6, 3.0);
        QVERIFY(!correlation(kOne, flat) && !correlation(flat, kOne) && !correlation({}, {}));
        QVERIFY(!correlation(std::vector<double>{1}, std::vector<double>{2}));
        QCOMPARE(match(2, all(strikes(0, kOne), strikes(1, flat), kEnd)), (Figure{{}, 6, "not enough playing to say"}));
    }

    void silenceBeforeAndAfterIsNotCounted()
    {
        const Figure found = match(2, all(strikes(0, kOne, 9s), strikes(1, kOther, 9s), kEnd), 40'000);
        VERIFY_NEAR(found.value, .916515, 6);
        QCOMPARE(found.n, 6);
    }

    void fiveWindowsAreNeeded()
    {
        const std::vector<double> four{2, 3, 5, 6};
        QCOMPARE(match(2, all(strikes(0, four), strikes(1, four), kEnd)), (Figure{{}, 4, "not enough playing to say"}));
        // The session ends within the last one.
        QCOMPARE(match(2, all(strikes(0, kOne), strikes(1, kOther), std::vector<Input>{{11s, End{}}})).n, 5);
    }

    void pausesAreCutOut()
    {
        std::vector<Input> inputs{{4s, Cue{.kind = CueKind::Stop}}, {54s, Cue{.kind = CueKind::Resume}}, {90s, End{}}};
        for (Input in : all(strikes(0, kOne), strikes(1, kOther))) {
            in.t += in.t >= 4s ? 50s : 0s;
            inputs.push_back(in);
        }
        const Figure found = match(2, inputs);
        VERIFY_NEAR(found.value, .916515, 6);
        QCOMPARE(found.n, 6);
    }

    void tooLittleIsUndefined()
    {
        QCOMPARE(match(0, {}), kMissing);
        QCOMPARE(match(2, kEnd), kMissing);
        QCOMPARE(match(1, all(strikes(0, kOne), kEnd)), kMissing);
        QCOMPARE(match(2, all(strikes(0, kOne), strikes(1, {1}), kEnd)), kMissing);
        QCOMPARE(match(2, all(strikes(0, {1}), strikes(1, {1}))), kMissing);
        std::vector<Input> resting{{0s, RestOn{SeatId{0}}}, {0s, RestOn{SeatId{1}}}};
        QCOMPARE(match(2, all(resting, strikes(0, kOne), strikes(1, kOther), kEnd)), kMissing);
        // They were never there together.
        const std::vector<Input> alone{{20s, Leave{SeatId{0}}}};
        QCOMPARE(match(1, all(strikes(0, kOne), alone, strikes(1, kOther, 21s), kEnd)), kMissing);
    }
};

QTEST_GUILESS_MAIN(TestMatch)
#include "tst_match.moc"
