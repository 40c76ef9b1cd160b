// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scale.h"

#include <QTest>

using namespace tutti;

class tst_scale : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNameIsReadOrRefused_data();
    void aNameIsReadOrRefused();
    void degreesClimbThroughTheOctaves();
    void everyPadOfEverySeatIsInTheScaleAndInTheInstrumentsRange();
    void neighboursNeverSoundTheSameKey();
    void eachPadOfADrumKeepsItsStrokeWhateverTheScale();
    void transposingMovesEveryPitchedPadAlike();
};

void tst_scale::aNameIsReadOrRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("root");
    QTest::addColumn<int>("third");
    QTest::newRow("default") << "C pentatonic" << 0 << 64;
    QTest::newRow("dorian") << "D dorian" << 2 << 65;
    QTest::newRow("flat") << "Bb major" << 10 << 74;
    QTest::newRow("sharp") << "F# minor" << 6 << 69;
    QTest::newRow("two words") << "A minor pentatonic" << 9 << 74;
    QTest::newRow("no root") << "dorian" << -1 << 0;
    QTest::newRow("no mode") << "C" << -1 << 0;
    QTest::newRow("unknown mode") << "C sideways" << -1 << 0;
    QTest::newRow("unknown root") << "H major" << -1 << 0;
    QTest::newRow("empty") << "" << -1 << 0;
}

void tst_scale::aNameIsReadOrRefused()
{
    QFETCH(QString, name);
    QFETCH(int, root);
    QFETCH(int, third);
    const auto scale = Scale::parse(name.toStdString());
    QCOMPARE(scale.has_value(), root >= 0);
    if (scale) {
        QCOMPARE(scale->root(), root);
        QCOMPARE(scale->key(2), third);
    }
}

void tst_scale::degreesClimbThroughTheOctaves()
{
    const Scale scale;
    QCOMPARE(scale.key(0), 60);
    QCOMPARE(scale.key(5), 72);
    QCOMPARE(scale.key(-5), 48);
    QCOMPARE(scale.key(-1), 57);
    for (int d = -20; d < 20; ++d) {
        QVERIFY(scale.key(d) < scale.key(d + 1));
        QVERIFY(scale.contains(scale.key(d)));
    }
    QVERIFY(!scale.contains(61));
    QCOMPARE(scale.key(scale.fifth()), 67);
}

void tst_scale::everyPadOfEverySeatIsInTheScaleAndInTheInstrumentsRange()
{
    const Instrument marimba{"marimba", true, 48, 84, {}, true};
    for (const char *name : {"C pentatonic", "D dorian", "Eb minor pentatonic", "A in"}) {
        const Scale scale = *Scale::parse(name);
        for (int seat = 0; seat < kMaxSeats; ++seat) {
            for (int pad = 0; pad < kMaxPads; ++pad) {
                const int key = keyOf(marimba, scale, SeatId{seat}, PadIndex{pad}, 0);
                QVERIFY2(scale.contains(key), name);
                QVERIFY(key >= 48 && key <= 84);
            }
        }
    }
}

void tst_scale::neighboursNeverSoundTheSameKey()
{
    const Instrument wide{"wide", true, 36, 96, {}, true};
    for (int seat = 0; seat + 1 < kMaxSeats; ++seat)
        QVERIFY(keyOf(wide, Scale{}, SeatId{seat}, PadIndex{0}, 0) != keyOf(wide, Scale{}, SeatId{seat + 1}, PadIndex{0}, 0));
}

void tst_scale::eachPadOfADrumKeepsItsStrokeWhateverTheScale()
{
    const Instrument djembe{"djembe", false, 0, 127, {61, 62, 63}, true};
    for (int seat = 0; seat < kMaxSeats; ++seat)
        for (int pad = 0; pad < kMaxPads; ++pad)
            QCOMPARE(keyOf(djembe, *Scale::parse("D dorian"), SeatId{seat}, PadIndex{pad}, 5), 61 + pad);
}

void tst_scale::transposingMovesEveryPitchedPadAlike()
{
    const Instrument wide{"wide", true, 0, 127, {}, true};
    for (int seat = 0; seat < kMaxSeats; ++seat)
        QCOMPARE(keyOf(wide, Scale{}, SeatId{seat}, PadIndex{0}, -3), keyOf(wide, Scale{}, SeatId{seat}, PadIndex{0}, 0) - 3);
}

QTEST_APPLESS_MAIN(tst_scale)
#include "tst_scale.moc"
