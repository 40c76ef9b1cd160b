// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pattern.h"

#include <QTest>

using namespace tutti;

class tst_pattern : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStrokeForEachCharacter();
    void spacesAndBarsAreForTheEye();
    void aDashMakesTheNoteLonger();
    void aPatternGoesRound();
    void whatIsNoStepIsNamedWithItsPlace_data();
    void whatIsNoStepIsNamedWithItsPlace();
};

void tst_pattern::aStrokeForEachCharacter()
{
    const auto pattern = Pattern::fromSteps("oxXtTsS.19");
    QVERIFY(pattern);
    QCOMPARE(pattern->size(), 10);
    const std::array<int, 7> pads{0, 0, 0, 1, 1, 2, 2};
    for (int i = 0; i < 7; ++i) {
        QVERIFY(pattern->at(i).sounds);
        QCOMPARE(pattern->at(i).pad, PadIndex{pads[static_cast<std::size_t>(i)]});
    }
    QVERIFY(pattern->at(0).level < pattern->at(1).level && pattern->at(1).level < pattern->at(2).level);
    QVERIFY(pattern->at(3).level < pattern->at(4).level);
    QVERIFY(!pattern->at(7).sounds);
    QCOMPARE(pattern->at(8).degree, 0);
    QCOMPARE(pattern->at(9).degree, 8);
}

void tst_pattern::spacesAndBarsAreForTheEye() { QVERIFY(*Pattern::fromSteps("x.x. | .x.x") == *Pattern::fromSteps("x.x..x.x")); }

void tst_pattern::aDashMakesTheNoteLonger()
{
    const auto pattern = Pattern::fromSteps("1-- - .4-");
    QVERIFY(pattern);
    QCOMPARE(pattern->at(0).length, 4);
    for (int i = 1; i < 5; ++i)
        QVERIFY(!pattern->at(i).sounds);
    QCOMPARE(pattern->at(5).length, 2);
}

void tst_pattern::aPatternGoesRound()
{
    const auto pattern = Pattern::fromSteps("x..");
    for (std::int64_t i = 0; i < 30; ++i)
        QCOMPARE(pattern->at(i).sounds, i % 3 == 0);
}

void tst_pattern::whatIsNoStepIsNamedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::newRow("a letter") << QByteArray("x..q") << 4;
    QTest::newRow("zero") << QByteArray("0") << 1;
    QTest::newRow("a dash at the start") << QByteArray(" -x") << 2;
    QTest::newRow("a dash after a rest") << QByteArray("x.-") << 3;
    QTest::newRow("nothing") << QByteArray("") << 1;
    QTest::newRow("only bars") << QByteArray(" | | ") << 1;
    QTest::newRow("not ASCII") << QByteArray("x\xc3\xa9") << 2;
}

void tst_pattern::whatIsNoStepIsNamedWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(int, column);
    const auto pattern = Pattern::fromSteps(text.toStdString());
    QVERIFY(!pattern);
    QCOMPARE(static_cast<int>(pattern.error().column), column);
    QVERIFY(!pattern.error().sentence.empty());
}

QTEST_APPLESS_MAIN(tst_pattern)
#include "tst_pattern.moc"
