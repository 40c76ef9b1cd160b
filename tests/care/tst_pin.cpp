// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/pin.h"

#include <QTest>

using namespace tutti;

class tst_pin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isFourToEightDigits_data();
    void isFourToEightDigits();
    void onlyTheSealedOneFits();
    void twoSealsOfOnePinDiffer();
    void whatIsNoSealFitsNothing();
};

void tst_pin::isFourToEightDigits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("none") << "" << false;
    QTest::newRow("three") << "123" << false;
    QTest::newRow("four") << "0000" << true;
    QTest::newRow("eight") << "12345678" << true;
    QTest::newRow("nine") << "123456789" << false;
    QTest::newRow("a letter") << "12a4" << false;
    QTest::newRow("a space") << "12 34" << false;
}

void tst_pin::isFourToEightDigits()
{
    QFETCH(QString, text);
    QTEST(isPin(text.toStdString()), "is");
}

void tst_pin::onlyTheSealedOneFits()
{
    const auto seal = sealPin("2718");
    QVERIFY2(seal, seal ? "" : seal.error().c_str());
    QVERIFY(seal->find("2718") == std::string::npos);
    QVERIFY(fitsPin("2718", *seal));
    for (const char *other : {"2719", "27180", "271", "", "0000"})
        QVERIFY2(!fitsPin(other, *seal), other);
}

void tst_pin::twoSealsOfOnePinDiffer() { QVERIFY(*sealPin("2718") != *sealPin("2718")); }

void tst_pin::whatIsNoSealFitsNothing()
{
    for (const char *seal : {"", "x", "2718", "$y$", "*0"})
        QVERIFY2(!fitsPin("2718", seal), seal);
}

QTEST_GUILESS_MAIN(tst_pin)
#include "tst_pin.moc"
