// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/corner_hold.h"

#include <QTest>

#include <array>

using namespace tutti;

namespace {

constexpr double kWide = 1439, kHigh = 809;

struct Place {
    double x, y;
};
constexpr std::array<Place, 4> kCorners{{{5, 5}, {kWide - 5, 5}, {5, kHigh - 5}, {kWide - 5, kHigh - 5}}};

CornerHold glass() { return {kWide, kHigh}; }
void put(CornerHold &hold, int contact, Place place, Micros t) { hold.at(contact, place.x, place.y, t); }

} // namespace

class tst_corner_hold : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyTwoCornersHeldForThreeSeconds();
    void oneCornerIsNotEnough();
    void twoFingersInOneCornerAreNotEnough();
    void anotherHandAnywhereBeginsTheTimeAnew();
    void aFingerThatComesFromThePadsIsAHandThatPlays();
    void aFingerThatLeavesItsCornerIsAHandThatPlays();
    void aLiftEndsIt();
    void threeCornersAreOneTooMany();
    void aSmallGlassHasSmallCorners();
};

void tst_corner_hold::anyTwoCornersHeldForThreeSeconds()
{
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) {
            if (a == b)
                continue;
            CornerHold hold = glass();
            put(hold, 1, kCorners[a], 1s);
            QVERIFY(!hold.isHeld());
            put(hold, 2, kCorners[b], 1500ms);
            QCOMPARE(hold.due(), std::optional<Micros>(4500ms));
            hold.at(1, kCorners[a].x, kCorners[a].y + (kCorners[a].y < 100 ? 8 : -8), 2s); // hands tremble
            QCOMPARE(hold.due(), std::optional<Micros>(4500ms));
        }
}

void tst_corner_hold::oneCornerIsNotEnough()
{
    CornerHold hold = glass();
    put(hold, 1, kCorners[0], 0s);
    QVERIFY(!hold.due());
}

void tst_corner_hold::twoFingersInOneCornerAreNotEnough()
{
    CornerHold hold = glass();
    put(hold, 1, kCorners[0], 0s);
    put(hold, 2, {20, 20}, 0s);
    QVERIFY(!hold.due());
}

void tst_corner_hold::anotherHandAnywhereBeginsTheTimeAnew()
{
    CornerHold hold = glass();
    put(hold, 1, kCorners[0], 0s);
    put(hold, 2, kCorners[1], 0s);
    put(hold, 3, {700, 500}, 2s);
    QVERIFY(!hold.due());
    hold.lifted(3, 2500ms);
    QCOMPARE(hold.due(), std::optional<Micros>(5500ms));
}

void tst_corner_hold::aFingerThatComesFromThePadsIsAHandThatPlays()
{
    CornerHold hold = glass();
    put(hold, 1, {700, 500}, 0s);
    put(hold, 1, kCorners[0], 1s);
    put(hold, 2, kCorners[1], 1s);
    QVERIFY(!hold.due());
}

void tst_corner_hold::aFingerThatLeavesItsCornerIsAHandThatPlays()
{
    CornerHold hold = glass();
    put(hold, 1, kCorners[0], 0s);
    put(hold, 2, kCorners[1], 0s);
    put(hold, 2, {700, 5}, 1s);
    QVERIFY(!hold.due());
    put(hold, 2, kCorners[1], 2s);
    QVERIFY(!hold.due());
}

void tst_corner_hold::aLiftEndsIt()
{
    CornerHold hold = glass();
    put(hold, 1, kCorners[0], 0s);
    put(hold, 2, kCorners[1], 0s);
    hold.lifted(1, 2900ms);
    QVERIFY(!hold.due());
    put(hold, 4, kCorners[2], 3s);
    QCOMPARE(hold.due(), std::optional<Micros>(6s));
    hold.clear();
    QVERIFY(!hold.due());
}

void tst_corner_hold::threeCornersAreOneTooMany()
{
    CornerHold hold = glass();
    for (int i = 0; i < 3; ++i)
        put(hold, i, kCorners[static_cast<std::size_t>(i)], 0s);
    QVERIFY(!hold.due());
}

void tst_corner_hold::aSmallGlassHasSmallCorners()
{
    CornerHold hold(217, 130); // ten inch: 21 mm
    put(hold, 1, {15, 15}, 0s);
    put(hold, 2, {200, 15}, 0s);
    QVERIFY(hold.due());
    CornerHold other(217, 130);
    put(other, 1, {40, 40}, 0s);
    put(other, 2, {200, 15}, 0s);
    QVERIFY(!other.due());
}

QTEST_APPLESS_MAIN(tst_corner_hold)
#include "tst_corner_hold.moc"
