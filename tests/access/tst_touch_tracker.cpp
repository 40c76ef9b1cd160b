// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/touch_tracker.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace tutti;

namespace {

/// A row of pads, 200 mm across, their centres 210 mm apart, seats from the left; the gap belongs to the nearer one.
class RowOfPads final : public PadMap {
public:
    explicit RowOfPads(int seats) : m_seats(seats) {}
    [[nodiscard]] std::optional<PadHit> hit(double x, double y) const override
    {
        if (x < 0 || x >= 210.0 * m_seats || std::abs(y) > 150)
            return std::nullopt;
        const int seat = static_cast<int>(x / 210);
        const double off = std::hypot(x - (210 * seat + 105), y) / 100;
        return PadHit{SeatId{seat}, PadIndex{}, off, off <= 1};
    }
    [[nodiscard]] static double centre(int seat) { return 210 * seat + 105; }

private:
    int m_seats;
};

/// What came out, checked as it comes: touch numbers rise, every lift has its strike.
class Heard {
public:
    void take(TouchTracker::Outputs &out)
    {
        for (const TouchOutput &output : out) {
            if (const auto *strike = std::get_if<Strike>(&output.what)) {
                QVERIFY2(*strike->touch > m_highest, "touch numbers rise");
                m_highest = *strike->touch;
                m_open.emplace(*strike->touch, strike->seat);
                strikes.push_back(*strike);
                arrivals.push_back(output.arrival);
            } else {
                const Lift &lift = std::get<Lift>(output.what);
                const auto it = m_open.find(*lift.touch);
                QVERIFY2(it != m_open.end(), "a lift without its strike, or twice");
                QVERIFY2(it->second == lift.seat, "a lift on another seat than its strike");
                m_open.erase(it);
                ++lifts;
            }
        }
        out.clear();
    }
    [[nodiscard]] std::size_t open() const { return m_open.size(); }

    std::vector<Strike> strikes;
    std::vector<Micros> arrivals;
    int lifts = 0;

private:
    std::map<std::int64_t, SeatId> m_open;
    std::int64_t m_highest = 0;
};

struct Glass {
    explicit Glass(int seats = 12, TouchOptions options = {}) : pads(seats), tracker(pads, numbers, options) {}

    void press(int id, double x, double y, Micros t, std::int32_t device = 1)
    {
        tracker.began({device, id}, x, y, ++lastPress, StrikeBy::Touch, t, out);
        heard.take(out);
    }
    void move(int id, double x, double y, Micros t, std::int32_t device = 1)
    {
        tracker.moved({device, id}, x, y, t, out);
        heard.take(out);
    }
    void release(int id, Micros t, std::int32_t device = 1)
    {
        tracker.ended({device, id}, t, out);
        heard.take(out);
    }
    void picture(std::initializer_list<std::int32_t> live, Micros t, std::int32_t device = 1)
    {
        tracker.reap(device, {live.begin(), live.size()}, t, out);
        heard.take(out);
    }
    void advance(Micros t)
    {
        tracker.advance(t, out);
        heard.take(out);
    }
    void cancel(Micros t)
    {
        tracker.cancelAll(t, out);
        heard.take(out);
    }
    void unplug(Micros t, std::int32_t device = 1)
    {
        tracker.deviceLost(device, t, out);
        heard.take(out);
    }

    RowOfPads pads;
    TouchNumbers numbers;
    TouchTracker tracker;
    TouchTracker::Outputs out;
    Heard heard;
    std::uint64_t lastPress = 0;
};

double centre(int seat) { return RowOfPads::centre(seat); }

} // namespace

class tst_touch_tracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPressSoundsAtOnceAndAReleaseLiftsIt();
    void aPressOutsideThePadsSaysNothing();
    void aPressInTheGapBelongsToTheNearerPad();
    void theSamePressDeliveredTwiceSoundsOnce();
    void aNewPressUnderAnOldIdEndsTheOldOne();
    void secondFingerOnSamePadSoundsAgain();
    void secondFingerFarAwayOrLaterSoundsAtOnce();
    void aFingerThatWaitedKeepsTheTimeOfItsPress();
    void aTapShorterThanTheWaitStillSounds();
    void threeFingersOnOnePadSoundThreeTimes();
    void fourFingersOnOnePadAreOneHand();
    void aHandOfTenIsOneHitAndLastsUntilItsLastFingerLifts();
    void twoHandsOnTwoPadsAreTwoHits();
    void twoHandsOneAfterTheOtherOnOnePadAreTwoHits();
    void fourFingersSpreadOverMoreThanAHandAllSound();
    void withoutTheHandRuleEveryContactSoundsAtOnce();
    void twelveFingersOnTwelvePadsSoundAtOnce();
    void fortyFingersOnThirtySixPadsSoundOnceEach();
    void slidingWithinAPadDoesNothing();
    void slidingOntoAnotherPadLiftsOneAndStrikesTheOther();
    void aTrembleInTheGapPlaysNeitherPadAgain();
    void slidingOffThePadsLiftsAndComingBackStrikes();
    void whatDidNotBeginOnThePadsCannotSlideOntoThem();
    void aSlidingPalmAddsNothing();
    void aFingerMissingFromThePictureIsLifted();
    void theFirstTouchOfANewBeginDropsOlderOnes();
    void thePictureOfOnePanelSaysNothingOfAnother();
    void aReapedFingerThatMovesOnStaysSilent();
    void aPressThatIsHeldForEverIsLifted();
    void nextDueIsNeverLaterThanWhatIsDue();
    void unpluggingLiftsThatPanelAlone();
    void hidingLiftsEverythingAndForgetsIt();
    void strengthIsPlainUnlessItFollowsThePlace();
    void theMouseSaysSo();
    void nothingStaysOpenWhateverHappens_data();
    void nothingStaysOpenWhateverHappens();
};

void tst_touch_tracker::aPressSoundsAtOnceAndAReleaseLiftsIt()
{
    Glass glass;
    glass.press(1, centre(2), 0, 10ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QVERIFY(glass.heard.strikes[0].seat == SeatId{2});
    QVERIFY(glass.heard.strikes[0].by == StrikeBy::Touch);
    QVERIFY(glass.heard.arrivals[0] == 10ms);
    QCOMPARE(glass.heard.lifts, 0);
    glass.release(1, 500ms);
    QCOMPARE(glass.heard.lifts, 1);
    QCOMPARE(glass.heard.open(), std::size_t{0});
    QCOMPARE(glass.tracker.contactCount(), std::size_t{0});
}

void tst_touch_tracker::aPressOutsideThePadsSaysNothing()
{
    Glass glass;
    glass.press(1, -20, 0, 0ms);
    glass.release(1, 5ms);
    QVERIFY(glass.heard.strikes.empty());
    QCOMPARE(glass.heard.lifts, 0);
}

void tst_touch_tracker::aPressInTheGapBelongsToTheNearerPad()
{
    Glass glass;
    glass.press(1, 209, 0, 0ms);
    glass.press(2, 211, 0, 0ms);
    QVERIFY(glass.heard.strikes[0].seat == SeatId{0});
    QVERIFY(glass.heard.strikes[1].seat == SeatId{1});
}

void tst_touch_tracker::theSamePressDeliveredTwiceSoundsOnce()
{
    Glass glass;
    for (int i = 0; i < 3; ++i)
        glass.tracker.began({1, 7}, centre(0), 0, 99, StrikeBy::Touch, 0ms, glass.out);
    glass.heard.take(glass.out);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QCOMPARE(glass.tracker.contactCount(), std::size_t{1});
}

void tst_touch_tracker::aNewPressUnderAnOldIdEndsTheOldOne()
{
    Glass glass;
    glass.press(7, centre(0), 0, 0ms);
    glass.press(7, centre(3), 0, 400ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    QCOMPARE(glass.heard.lifts, 1);
    QCOMPARE(glass.tracker.contactCount(), std::size_t{1});
}

void tst_touch_tracker::secondFingerOnSamePadSoundsAgain()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.press(2, centre(0) + 30, 0, 1ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QVERIFY(glass.tracker.nextDue() && *glass.tracker.nextDue() <= 31ms);
    glass.advance(*glass.tracker.nextDue());
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    QVERIFY(glass.heard.strikes[0].seat == glass.heard.strikes[1].seat);
    glass.release(1, 100ms);
    glass.release(2, 120ms);
    QCOMPARE(glass.heard.lifts, 2);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::secondFingerFarAwayOrLaterSoundsAtOnce()
{
    Glass glass;
    glass.press(1, centre(0) - 48, 0, 0ms);
    glass.press(2, centre(0) + 48, 0, 1ms); // 96 mm: no hand reaches that far
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    glass.press(3, centre(0) - 40, 0, 32ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{3});
}

void tst_touch_tracker::aFingerThatWaitedKeepsTheTimeOfItsPress()
{
    Glass glass;
    glass.press(1, centre(0), 0, 100ms);
    glass.press(2, centre(0) + 20, 0, 112ms);
    glass.advance(140ms);
    QCOMPARE(glass.heard.arrivals.size(), std::size_t{2});
    QVERIFY(glass.heard.arrivals[1] == 112ms);
}

void tst_touch_tracker::aTapShorterThanTheWaitStillSounds()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.press(2, centre(0) + 20, 0, 1ms);
    glass.release(2, 9ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    QCOMPARE(glass.heard.lifts, 1);
    glass.picture({}, 12ms); // and one whose release was lost
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::threeFingersOnOnePadSoundThreeTimes()
{
    Glass glass;
    for (int i = 0; i < 3; ++i)
        glass.press(i, centre(0) + 20 * i, 0, i * 300us);
    glass.advance(31ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{3});
    for (int i = 0; i < 3; ++i)
        glass.release(i, 200ms);
    QCOMPARE(glass.heard.lifts, 3);
}

void tst_touch_tracker::fourFingersOnOnePadAreOneHand()
{
    Glass glass;
    for (int i = 0; i < 4; ++i)
        glass.press(i, centre(0) + 20 * i, 0, i * 9ms);
    glass.advance(1s);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QVERIFY(glass.heard.arrivals[0] == 0ms);
}

void tst_touch_tracker::aHandOfTenIsOneHitAndLastsUntilItsLastFingerLifts()
{
    Glass glass;
    for (int i = 0; i < 10; ++i)
        glass.press(i, centre(0) + 7 * i, (i % 2) * 40, i * 300us);
    glass.advance(1s);
    for (int i = 0; i < 9; ++i) { // the one that sounded goes first
        glass.release(i, 2s);
        QCOMPARE(glass.heard.lifts, 0);
    }
    glass.release(9, 2s);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QCOMPARE(glass.heard.lifts, 1);
}

void tst_touch_tracker::twoHandsOnTwoPadsAreTwoHits()
{
    Glass glass;
    for (int i = 0; i < 5; ++i) {
        glass.press(i, centre(0) + 10 * i, 0, i * 600us);
        glass.press(10 + i, centre(1) + 10 * i, 0, i * 600us);
    }
    glass.advance(1s);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
}

void tst_touch_tracker::twoHandsOneAfterTheOtherOnOnePadAreTwoHits()
{
    Glass glass;
    for (int hand = 0; hand < 2; ++hand) {
        for (int i = 0; i < 4; ++i)
            glass.press(i, centre(0) + 10 * i, 0, hand * 120ms + i * 600us);
        for (int i = 0; i < 4; ++i)
            glass.release(i, hand * 120ms + 60ms);
    }
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    QCOMPARE(glass.heard.lifts, 2);
}

void tst_touch_tracker::fourFingersSpreadOverMoreThanAHandAllSound()
{
    Glass glass;
    const double spots[4][2] = {{-60, 0}, {60, 0}, {0, 75}, {0, -75}};
    for (int i = 0; i < 4; ++i)
        glass.press(i, centre(0) + spots[i][0], spots[i][1], i * 300us);
    glass.advance(31ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{4});
}

void tst_touch_tracker::withoutTheHandRuleEveryContactSoundsAtOnce()
{
    TouchOptions options;
    options.flatHand = 0;
    Glass glass(12, options);
    for (int i = 0; i < 10; ++i)
        glass.press(i, centre(0) + 5 * i, 0, i * 300us);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{10});
}

void tst_touch_tracker::twelveFingersOnTwelvePadsSoundAtOnce()
{
    Glass glass;
    for (int i = 0; i < 12; ++i) {
        glass.press(i, centre(i), 0, 0ms);
        QCOMPARE(glass.heard.strikes.size(), static_cast<std::size_t>(i) + 1);
    }
    for (int i = 0; i < 12; ++i)
        glass.release(i, 50ms);
    QCOMPARE(glass.heard.lifts, 12);
}

void tst_touch_tracker::fortyFingersOnThirtySixPadsSoundOnceEach()
{
    Glass glass(36);
    for (int i = 0; i < 40; ++i)
        glass.press(i, centre(i % 36) + (i < 36 ? 0 : 30), 0, i * 300us);
    QVERIFY(glass.heard.strikes.size() >= 36); // the second on a pad may wait its 30 ms
    glass.advance(100ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{40});
    for (int i = 0; i < 40; ++i)
        glass.release(i, 150ms);
    QCOMPARE(glass.heard.lifts, 40);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::slidingWithinAPadDoesNothing()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    for (int i = 0; i < 50; ++i)
        glass.move(1, centre(0) + i, i, i * 10ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QCOMPARE(glass.heard.lifts, 0);
}

void tst_touch_tracker::slidingOntoAnotherPadLiftsOneAndStrikesTheOther()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.move(1, centre(1), 0, 40ms);
    glass.move(1, centre(2), 0, 80ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{3});
    QCOMPARE(glass.heard.lifts, 2);
    QVERIFY(glass.heard.strikes[2].seat == SeatId{2});
    QVERIFY(glass.heard.arrivals[2] == 80ms);
    glass.release(1, 90ms);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::aTrembleInTheGapPlaysNeitherPadAgain()
{
    Glass glass;
    glass.press(1, 206, 0, 0ms); // in seat 0's part of the gap
    for (int i = 0; i < 40; ++i)
        glass.move(1, i % 2 ? 213 : 207, 0, i * 10ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    glass.move(1, 220, 0, 1s);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
}

void tst_touch_tracker::slidingOffThePadsLiftsAndComingBackStrikes()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.move(1, -50, 0, 20ms);
    QCOMPARE(glass.heard.lifts, 1);
    glass.move(1, 2, 0, 40ms); // the gap at the edge: not yet
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    glass.move(1, centre(0), 0, 60ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    glass.release(1, 80ms);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::whatDidNotBeginOnThePadsCannotSlideOntoThem()
{
    Glass glass;
    glass.move(9, centre(0), 0, 0ms);
    QVERIFY(glass.heard.strikes.empty());
}

void tst_touch_tracker::aSlidingPalmAddsNothing()
{
    Glass glass;
    for (int i = 0; i < 5; ++i)
        glass.press(i, centre(0) + 10 * i, 0, i * 300us);
    for (int i = 1; i < 5; ++i)
        glass.move(i, centre(1) + 10 * i, 0, 200ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    for (int i = 0; i < 5; ++i)
        glass.release(i, 300ms);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::aFingerMissingFromThePictureIsLifted()
{
    Glass glass;
    for (int i = 0; i < 4; ++i)
        glass.press(i, centre(i), 0, 0ms);
    glass.picture({0, 2, 3}, 10ms);
    QCOMPARE(glass.heard.lifts, 1);
    QCOMPARE(glass.tracker.contactCount(), std::size_t{3});
    glass.release(1, 11ms); // the late release of a reaped finger
    QCOMPARE(glass.heard.lifts, 1);
}

void tst_touch_tracker::theFirstTouchOfANewBeginDropsOlderOnes()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.press(2, centre(1), 0, 0ms);
    glass.picture({8}, 1s);
    glass.press(8, centre(2), 0, 1s);
    QCOMPARE(glass.heard.open(), std::size_t{1});
    QCOMPARE(glass.heard.lifts, 2);
}

void tst_touch_tracker::thePictureOfOnePanelSaysNothingOfAnother()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms, 1);
    glass.press(1, centre(1), 0, 0ms, 2);
    glass.picture({}, 10ms, 1);
    QCOMPARE(glass.heard.open(), std::size_t{1});
    glass.release(1, 20ms, 2);
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::aReapedFingerThatMovesOnStaysSilent()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms);
    glass.picture({}, 10ms);
    glass.move(1, centre(1), 0, 20ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{1});
    QCOMPARE(glass.heard.open(), std::size_t{0});
}

void tst_touch_tracker::aPressThatIsHeldForEverIsLifted()
{
    TouchOptions options;
    options.maxHold = 60s;
    Glass glass(12, options);
    glass.press(1, centre(0), 0, 0s);
    glass.press(2, centre(1), 0, 30s);
    glass.advance(*glass.tracker.nextDue());
    QCOMPARE(glass.heard.lifts, 1);
    glass.move(1, centre(3), 0, 61s); // and stays silent until it is lifted
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
    glass.advance(*glass.tracker.nextDue());
    QCOMPARE(glass.heard.lifts, 2);
    glass.release(1, 100s);
    glass.release(2, 100s);
    QCOMPARE(glass.heard.open(), std::size_t{0});
    glass.press(1, centre(3), 0, 101s);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{3});
}

void tst_touch_tracker::nextDueIsNeverLaterThanWhatIsDue()
{
    Glass glass;
    QVERIFY(!glass.tracker.nextDue());
    glass.press(1, centre(0), 0, 0ms);
    QVERIFY(*glass.tracker.nextDue() <= 60s);
    glass.press(2, centre(0) + 10, 0, 20ms);
    QVERIFY(*glass.tracker.nextDue() <= 31ms);
    glass.advance(31ms);
    QVERIFY(*glass.tracker.nextDue() > 31ms);
    glass.cancel(1s);
    QVERIFY(!glass.tracker.nextDue());
}

void tst_touch_tracker::unpluggingLiftsThatPanelAlone()
{
    Glass glass;
    glass.press(1, centre(0), 0, 0ms, 1);
    glass.press(2, centre(0) + 20, 0, 1ms, 1); // waits: the panel went before anybody knew what it was
    glass.press(1, centre(1), 0, 0ms, 2);
    glass.unplug(10ms, 1);
    QCOMPARE(glass.heard.lifts, 1);
    QCOMPARE(glass.tracker.contactCount(), std::size_t{1});
    glass.advance(100ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{2});
}

void tst_touch_tracker::hidingLiftsEverythingAndForgetsIt()
{
    Glass glass;
    for (int i = 0; i < 12; ++i)
        glass.press(i, centre(i), 0, 0ms);
    glass.cancel(10ms);
    QCOMPARE(glass.heard.lifts, 12);
    QCOMPARE(glass.tracker.contactCount(), std::size_t{0});
    glass.move(0, centre(5), 0, 20ms);
    glass.release(0, 30ms);
    QCOMPARE(glass.heard.strikes.size(), std::size_t{12});
    QCOMPARE(glass.heard.lifts, 12);
}

void tst_touch_tracker::strengthIsPlainUnlessItFollowsThePlace()
{
    Glass plain;
    plain.press(1, centre(0) + 90, 0, 0ms);
    QCOMPARE(plain.heard.strikes[0].strength, 0.75);

    TouchOptions options;
    options.strengthByPlace = true;
    Glass glass(12, options);
    glass.press(1, centre(0), 0, 0ms);
    glass.press(2, centre(1) + 50, 0, 0ms);
    glass.press(3, centre(2) + 100, 0, 0ms);
    glass.press(4, centre(3) + 104, 0, 0ms); // in the gap: no weaker than at the edge
    QCOMPARE(glass.heard.strikes[0].strength, 1.0);
    QCOMPARE(glass.heard.strikes[1].strength, 0.75);
    QCOMPARE(glass.heard.strikes[2].strength, 0.5);
    QCOMPARE(glass.heard.strikes[3].strength, 0.5);
}

void tst_touch_tracker::theMouseSaysSo()
{
    Glass glass;
    glass.tracker.began({0, 0}, centre(0), 0, 1, StrikeBy::Mouse, 0ms, glass.out);
    glass.heard.take(glass.out);
    glass.move(0, centre(1), 0, 10ms, 0);
    QVERIFY(glass.heard.strikes[0].by == StrikeBy::Mouse);
    QVERIFY(glass.heard.strikes[1].by == StrikeBy::Mouse);
}

void tst_touch_tracker::nothingStaysOpenWhateverHappens_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Ten thousand events of two panels and a mouse, with lost releases, repeats, unplugging and hiding: strikes and lifts
/// always pair (Heard checks each), at most one strike is open for each contact, and in the end none is.
void tst_touch_tracker::nothingStaysOpenWhateverHappens()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto upTo = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    TouchOptions options;
    options.maxHold = 3s;
    Glass glass(6, options);
    Micros t{};
    for (int event = 0; event < 10000; ++event) {
        t += Micros{upTo(8000)};
        const int device = upTo(3);
        const int id = device == 0 ? 0 : upTo(12);
        const double x = upTo(1500) - 100;
        const double y = upTo(320) - 160;
        switch (upTo(100)) {
        case 0: glass.unplug(t, device); break;
        case 1: glass.cancel(t); break;
        case 2: case 3: glass.picture({id, (id + 1) % 12, (id + 5) % 12}, t, device); break;
        case 4: case 5: // delivered twice
            glass.press(id, x, y, t, device);
            glass.tracker.began({device, id}, x, y, glass.lastPress, StrikeBy::Touch, t, glass.out);
            glass.heard.take(glass.out);
            break;
        case 6: // a hand
            for (int i = 0; i < 5; ++i)
                glass.press(i, x + 10 * i, y, t + i * 300us, device);
            break;
        default:
            switch (upTo(4)) {
            case 0: glass.press(id, x, y, t, device); break;
            case 1: glass.release(id, t, device); break;
            case 2: glass.move(id, x, y, t, device); break;
            default: glass.advance(t); break;
            }
        }
        QCOMPARE(glass.heard.open(), glass.tracker.openCount());
        QVERIFY(glass.tracker.openCount() <= glass.tracker.contactCount());
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(glass.heard.strikes.size() > 1000);
    while (const auto due = glass.tracker.nextDue()) // everybody keeps holding on
        glass.advance(*due);
    QCOMPARE(glass.heard.open(), std::size_t{0});
    QCOMPARE(static_cast<std::size_t>(glass.heard.lifts), glass.heard.strikes.size());
}

QTEST_APPLESS_MAIN(tst_touch_tracker)
#include "tst_touch_tracker.moc"
