// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/key_map.h"

#include <QTest>

#include <set>

using namespace tutti;

class tst_key_map : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digitsStrikeTheirSeats_data();
    void digitsStrikeTheirSeats();
    void spaceAndEnterStrikeTheSeatsTheyAreGiven();
    void keyUpLiftsWhatKeyDownStruck();
    void aKeyThatRepeatsItselfStrikesOnce();
    void severalKeysSoundTogetherUnderDifferentNumbers();
    void escapeSAndPauseStop();
    void stopDoesNotRepeat();
    void theNumberPadAndOtherKeysAreLeftAlone();
    void losingTheKeyboardLiftsEverything();
    void everyStrikeIsByKeyAtOrdinaryStrength();
};

void tst_key_map::digitsStrikeTheirSeats_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("seat");
    for (int i = 1; i <= 9; ++i)
        QTest::addRow("%d", i) << static_cast<int>(Qt::Key_0) + i << i - 1;
    QTest::addRow("0") << static_cast<int>(Qt::Key_0) << 9;
}

void tst_key_map::digitsStrikeTheirSeats()
{
    QFETCH(int, key);
    QFETCH(int, seat);
    TouchNumbers numbers;
    KeyMap keys(numbers);
    const auto pressed = keys.press(key, false, false);
    QVERIFY(pressed.known);
    QVERIFY(pressed.strike);
    QCOMPARE(int{pressed.strike->seat.value}, seat);
    QCOMPARE(int{pressed.strike->pad.value}, 0);
}

void tst_key_map::spaceAndEnterStrikeTheSeatsTheyAreGiven()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    QVERIFY(keys.press(Qt::Key_Space, false, false).strike->seat == SeatId{0});
    QVERIFY(keys.press(Qt::Key_Return, false, false).strike->seat == SeatId{1});

    KeyMap others(numbers, KeyOptions{SeatId{4}, SeatId{2}});
    QVERIFY(others.press(Qt::Key_Space, false, false).strike->seat == SeatId{4});
    QVERIFY(others.press(Qt::Key_Return, false, false).strike->seat == SeatId{2});
}

void tst_key_map::keyUpLiftsWhatKeyDownStruck()
{
    TouchNumbers numbers;
    KeyMap keys(numbers, KeyOptions{SeatId{3}, SeatId{1}});
    const auto pressed = keys.press(Qt::Key_Space, false, false);
    keys.setOptions(KeyOptions{SeatId{5}, SeatId{1}}); // a new seat does not change what is down
    const auto lift = keys.release(Qt::Key_Space, false);
    QVERIFY(lift);
    QVERIFY(lift->seat == SeatId{3});
    QVERIFY(lift->touch == pressed.strike->touch);
    QVERIFY(!keys.release(Qt::Key_Space, false));
}

void tst_key_map::aKeyThatRepeatsItselfStrikesOnce()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    QVERIFY(keys.press(Qt::Key_1, false, false).strike);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(!keys.release(Qt::Key_1, true));
        const auto again = keys.press(Qt::Key_1, true, false);
        QVERIFY(again.known);
        QVERIFY(!again.strike);
    }
    QVERIFY(!keys.press(Qt::Key_1, false, false).strike); // also where the repeat is not marked
    QVERIFY(keys.release(Qt::Key_1, false));
}

void tst_key_map::severalKeysSoundTogetherUnderDifferentNumbers()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    std::set<std::int64_t> touches;
    for (int key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_Space})
        touches.insert(*keys.press(key, false, false).strike->touch);
    QCOMPARE(touches.size(), std::size_t{4});
}

void tst_key_map::escapeSAndPauseStop()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    for (int key : {Qt::Key_Escape, Qt::Key_S, Qt::Key_Pause}) {
        const auto pressed = keys.press(key, false, false);
        QVERIFY(pressed.known);
        QVERIFY(pressed.stop);
        QVERIFY(!pressed.strike);
        QVERIFY(!keys.release(key, false));
    }
}

void tst_key_map::stopDoesNotRepeat()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    const auto pressed = keys.press(Qt::Key_Escape, true, false);
    QVERIFY(pressed.known);
    QVERIFY(!pressed.stop);
}

void tst_key_map::theNumberPadAndOtherKeysAreLeftAlone()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    for (int key : {Qt::Key_1, Qt::Key_9, Qt::Key_0}) {
        const auto pressed = keys.press(key, false, true);
        QVERIFY(!pressed.known);
        QVERIFY(!pressed.strike);
    }
    for (int key : {Qt::Key_Enter, Qt::Key_A, Qt::Key_Tab, Qt::Key_Up, Qt::Key_F1})
        QVERIFY(!keys.press(key, false, false).known);
    QVERIFY(!keys.release(Qt::Key_A, false));
}

void tst_key_map::losingTheKeyboardLiftsEverything()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    std::set<std::int64_t> open;
    for (int key : {Qt::Key_1, Qt::Key_5, Qt::Key_Space})
        open.insert(*keys.press(key, false, false).strike->touch);
    for (const Lift &lift : keys.releaseAll())
        QCOMPARE(open.erase(*lift.touch), std::size_t{1});
    QVERIFY(open.empty());
    QVERIFY(!keys.release(Qt::Key_1, false)); // the late release of a lifted key says nothing
    QVERIFY(keys.press(Qt::Key_1, false, false).strike);
}

void tst_key_map::everyStrikeIsByKeyAtOrdinaryStrength()
{
    TouchNumbers numbers;
    KeyMap keys(numbers);
    const auto pressed = keys.press(Qt::Key_Space, false, false);
    QVERIFY(pressed.strike->by == StrikeBy::Key);
    QCOMPARE(pressed.strike->strength, 0.75);
    QVERIFY(!pressed.strike->assisted);
}

QTEST_APPLESS_MAIN(tst_key_map)
#include "tst_key_map.moc"
