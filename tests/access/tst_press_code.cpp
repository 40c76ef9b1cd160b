// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/press_code.h"

#include <QTest>

#include <random>

using namespace tutti;

namespace {

constexpr int kSwitch = 32;

/// Presses of so many ms, with pauses of so many between them; whether the last of them opened.
bool press(PressCode &code, std::initializer_list<int> lengths, int pause = 500, Micros from = 0s)
{
    bool opened = false;
    Micros t = from;
    for (const int length : lengths) {
        code.pressed(kSwitch, t);
        t += std::chrono::milliseconds(length);
        opened = code.lifted(kSwitch, t);
        t += std::chrono::milliseconds(pause);
    }
    return opened;
}

} // namespace

class tst_press_code : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void longShortLongShortLongOpens();
    void anythingElseDoesNot_data();
    void anythingElseDoesNot();
    void aWrongStartCostsNothing();
    void anotherKeyBetweenBeginsAnew();
    void drummingForAnHourOpensNothing();
};

void tst_press_code::longShortLongShortLongOpens()
{
    PressCode code;
    QVERIFY(press(code, {2000, 300, 1600, 700, 1500}));
    QVERIFY(press(code, {2000, 300, 2000, 300, 2000}, 2900));
}

void tst_press_code::anythingElseDoesNot_data()
{
    QTest::addColumn<QList<int>>("lengths");
    QTest::addColumn<int>("pause");
    QTest::newRow("too few") << QList<int>{2000, 300, 2000, 300} << 500;
    QTest::newRow("not long enough") << QList<int>{2000, 300, 2000, 300, 1400} << 500;
    QTest::newRow("not short enough") << QList<int>{2000, 800, 2000, 300, 2000} << 500;
    QTest::newRow("all long") << QList<int>{2000, 2000, 2000, 2000, 2000} << 500;
    QTest::newRow("with a long pause") << QList<int>{2000, 300, 2000, 300, 2000} << 3500;
}

void tst_press_code::anythingElseDoesNot()
{
    QFETCH(QList<int>, lengths);
    QFETCH(int, pause);
    PressCode code;
    Micros t = 0s;
    for (const int length : lengths) {
        code.pressed(kSwitch, t);
        t += std::chrono::milliseconds(length);
        QVERIFY(!code.lifted(kSwitch, t));
        t += std::chrono::milliseconds(pause);
    }
}

void tst_press_code::aWrongStartCostsNothing()
{
    PressCode code;
    QVERIFY(press(code, {300, 2000, 2000, 300, 2000, 300, 2000}));
}

void tst_press_code::anotherKeyBetweenBeginsAnew()
{
    PressCode code;
    QVERIFY(!press(code, {2000, 300, 2000}));
    code.pressed(kSwitch + 1, 7s);
    QVERIFY(!code.lifted(kSwitch + 1, 7100ms));
    QVERIFY(!press(code, {300, 2000}, 500, 8s));
}

void tst_press_code::drummingForAnHourOpensNothing()
{
    std::mt19937 random(5);
    PressCode code;
    for (Micros t = 0s; t < 3600s;) {
        code.pressed(kSwitch, t);
        t += std::chrono::milliseconds(40 + random() % 800); // strokes and held tones
        QVERIFY(!code.lifted(kSwitch, t));
        t += std::chrono::milliseconds(100 + random() % 1500);
    }
}

QTEST_APPLESS_MAIN(tst_press_code)
#include "tst_press_code.moc"
