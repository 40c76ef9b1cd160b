// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/turn_ring.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

using namespace tutti;

namespace {

std::vector<SeatId> seats(std::initializer_list<int> all)
{
    std::vector<SeatId> found;
    for (const int seat : all)
        found.push_back(SeatId{seat});
    return found;
}

/// The turns of one round, as long as everyone takes theirs.
std::string round(TurnRing &ring)
{
    std::string turns;
    while (const auto seat = ring.pass())
        turns += (turns.empty() ? "" : " ") + std::to_string(seat->value);
    return turns;
}

TurnRing ringOf(std::initializer_list<int> all)
{
    TurnRing ring;
    ring.setSeats(seats(all));
    return ring;
}

} // namespace

class tst_turn_ring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyoneHasOneTurnInARound();
    void whoJoinsComesLast();
    void whoLeavesIsPassedOver();
    void whoLeavesInTheirOwnTurnLosesNobodyElseOne();
    void whoWasNotReadyIsComeBackToOnce();
    void aloneOneIsComeBackToToo();
    void whoIsChosenIsNextAndNobodyTwice();
    void aTurnThatAnotherHandUsedIsGivenBack();
    void nobodyIsARoundOfNone();
    void noTurnMoreThanAnotherWhateverHappens();
};

void tst_turn_ring::everyoneHasOneTurnInARound()
{
    TurnRing ring = ringOf({2, 5, 7});
    QVERIFY(!ring.now());
    QCOMPARE(ring.next(), std::optional(SeatId{2}));
    QCOMPARE(round(ring), std::string("2 5 7"));
    QVERIFY(!ring.now());
    QVERIFY(!ring.pass()); // until another begins
    ring.beginRound();
    QCOMPARE(round(ring), std::string("2 5 7"));
}

void tst_turn_ring::whoJoinsComesLast()
{
    TurnRing ring = ringOf({2, 5, 7});
    (void)ring.pass();
    ring.setSeats(seats({1, 2, 5, 7}));
    QCOMPARE(round(ring), std::string("5 7 1"));
    ring.beginRound();
    QCOMPARE(round(ring), std::string("2 5 7 1"));
}

void tst_turn_ring::whoLeavesIsPassedOver()
{
    TurnRing ring = ringOf({2, 5, 7});
    (void)ring.pass();
    ring.setSeats(seats({2, 7}));
    QCOMPARE(round(ring), std::string("7"));
    // And coming back they are new.
    ring.setSeats(seats({2, 5, 7}));
    ring.beginRound();
    QCOMPARE(round(ring), std::string("2 7 5"));
}

void tst_turn_ring::whoLeavesInTheirOwnTurnLosesNobodyElseOne()
{
    TurnRing ring = ringOf({2, 5, 7});
    (void)ring.pass();
    (void)ring.pass();
    ring.setSeats(seats({2, 7}));
    QVERIFY(!ring.now());
    QCOMPARE(ring.next(), std::optional(SeatId{7}));
    QCOMPARE(round(ring), std::string("7"));
}

void tst_turn_ring::whoWasNotReadyIsComeBackToOnce()
{
    TurnRing ring = ringOf({0, 1, 2});
    QCOMPARE(ring.pass(), std::optional(SeatId{0}));
    QCOMPARE(ring.defer(), std::optional(SeatId{1}));
    QCOMPARE(ring.pass(), std::optional(SeatId{2}));
    QCOMPARE(ring.pass(), std::optional(SeatId{0}));
    QVERIFY(!ring.defer());
    ring.beginRound();
    QCOMPARE(round(ring), std::string("0 1 2"));
}

void tst_turn_ring::aloneOneIsComeBackToToo()
{
    TurnRing ring = ringOf({4});
    QCOMPARE(ring.pass(), std::optional(SeatId{4}));
    QCOMPARE(ring.defer(), std::optional(SeatId{4}));
    QVERIFY(!ring.defer());
}

void tst_turn_ring::whoIsChosenIsNextAndNobodyTwice()
{
    TurnRing ring = ringOf({0, 1, 2, 3});
    (void)ring.pass();
    QVERIFY(ring.choose(SeatId{2}));
    QVERIFY(!ring.choose(SeatId{0})); // has had it
    QVERIFY(!ring.choose(SeatId{9})); // is not here
    QCOMPARE(ring.next(), std::optional(SeatId{2}));
    QCOMPARE(round(ring), std::string("2 3 1"));
}

void tst_turn_ring::aTurnThatAnotherHandUsedIsGivenBack()
{
    TurnRing ring = ringOf({0, 1, 2});
    QVERIFY(!ring.giveBack());
    (void)ring.pass();
    QVERIFY(!ring.giveBack()); // nobody before
    (void)ring.pass();
    QVERIFY(ring.giveBack());
    QCOMPARE(ring.now(), std::optional(SeatId{0}));
    QVERIFY(!ring.giveBack()); // once
    QCOMPARE(round(ring), std::string("1 2"));
}

void tst_turn_ring::nobodyIsARoundOfNone()
{
    TurnRing ring;
    QVERIFY(!ring.next());
    QVERIFY(!ring.pass());
    QVERIFY(!ring.defer());
    QVERIFY(!ring.choose(SeatId{0}));
    ring.beginRound();
    QVERIFY(!ring.pass());
}

void tst_turn_ring::noTurnMoreThanAnotherWhateverHappens()
{
    for (unsigned seed = 0; seed < 2000; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        TurnRing ring;
        std::vector<SeatId> here;
        std::map<int, int> offers;  // since the last change of the ring
        std::set<int> inThisRound;
        const auto offered = [&](std::optional<SeatId> seat) {
            if (!seat) {
                ring.beginRound();
                inThisRound.clear();
            } else if (inThisRound.insert(seat->value).second) {
                ++offers[seat->value];
            }
        };
        int passes = 0;
        for (int step = 0; step < 120; ++step) {
            switch (below(8)) {
            case 0: { // somebody comes, goes, rests
                const SeatId seat{below(kMaxSeats)};
                const auto at = std::find(here.begin(), here.end(), seat);
                if (at == here.end())
                    here.push_back(seat);
                else
                    here.erase(at);
                std::sort(here.begin(), here.end(), [](SeatId a, SeatId b) { return a.value < b.value; });
                ring.setSeats(here);
                std::erase_if(inThisRound, [&](int s) { return std::find(here.begin(), here.end(), SeatId{s}) == here.end(); });
                offers.clear();
                // Those that have had their turn in this round are one ahead of the others from here on.
                for (const SeatId s : here)
                    offers[s.value] = inThisRound.contains(s.value) ? 1 : 0;
                break;
            }
            case 1: offered(ring.defer()); break;
            case 2:
                if (!here.empty())
                    (void)ring.choose(here[static_cast<std::size_t>(below(static_cast<int>(here.size())))]);
                break;
            case 3: {
                const auto before = ring.now();
                if (ring.giveBack() && before) // not had: it will be offered to them again
                    if (inThisRound.erase(before->value))
                        --offers[before->value];
                break;
            }
            default: offered(ring.pass()); break;
            }
            QVERIFY(!ring.now() || std::find(here.begin(), here.end(), *ring.now()) != here.end());
            if (!here.empty()) {
                const auto [least, most] = std::minmax_element(here.begin(), here.end(), [&](SeatId a, SeatId b) { return offers[a.value] < offers[b.value]; });
                QVERIFY2(offers[most->value] - offers[least->value] <= 1, qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(step)));
            }
            ++passes;
        }
        // There is always a way on: a round ends within two turns of each.
        ring.beginRound();
        int turns = 0;
        for (std::optional<SeatId> seat = ring.pass(); seat; seat = below(2) ? ring.pass() : ring.defer())
            QVERIFY(++turns <= 2 * static_cast<int>(here.size()));
    }
}

QTEST_APPLESS_MAIN(tst_turn_ring)
#include "tst_turn_ring.moc"
