// SPDX-License-Identifier: GPL-3.0-or-later
#include "colour.h"

#include "type_scale.h"
#include "tutti_qml.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>

#include <memory>

using namespace tutti;

class TstTheme : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void differenceMatchesPublishedPairs();
    void wordsStandOutSevenToOne_data() { themes(); }
    void wordsStandOutSevenToOne();
    void edgesStandOutThreeToOne_data() { themes(); }
    void edgesStandOutThreeToOne();
    void seatColoursAreToldApartBySight_data();
    void seatColoursAreToldApartBySight();
    void noSeatColourIsSaturatedRed_data() { themes(); }
    void noSeatColourIsSaturatedRed();
    void capitalsAreAsTallAsAsked_data();
    void capitalsAreAsTallAsAsked();

private:
    void themes();
    [[nodiscard]] QColor token(const char *name) const { return m_theme->property(name).value<QColor>(); }
    [[nodiscard]] QColor seat(const char *function, int seat) const
    {
        QColor colour;
        QMetaObject::invokeMethod(m_theme, function, Q_RETURN_ARG(QColor, colour), Q_ARG(int, seat));
        return colour;
    }

    std::unique_ptr<QQmlEngine> m_engine;
    QObject *m_theme = nullptr;
};

void TstTheme::initTestCase()
{
    m_engine = std::make_unique<QQmlEngine>();
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    // The type is known once something has imported the module.
    QQmlComponent component(m_engine.get());
    component.setData("import QtQuick\nimport Tutti.Controls\nQtObject { property QtObject theme: Theme }", QUrl());
    const std::unique_ptr<QObject> holder(component.create());
    QVERIFY2(holder, qPrintable(component.errorString()));
    m_theme = holder->property("theme").value<QObject *>();
    QVERIFY(m_theme);
}

void TstTheme::themes()
{
    QTest::addColumn<int>("theme");
    QTest::newRow("Paper") << 0;
    QTest::newRow("Dusk") << 1;
    QTest::newRow("Contrast") << 2;
}

void TstTheme::differenceMatchesPublishedPairs()
{
    // sRGB red and green: 86.61 (colour-science 0.4.4); black and white: 100 by definition.
    QVERIFY(qAbs(colour::difference(Qt::black, Qt::white, colour::Sight::Usual) - 100) < 0.01);
    QVERIFY(qAbs(colour::difference(QColor(255, 0, 0), QColor(0, 255, 0), colour::Sight::Usual) - 86.61) < 0.1);
    QCOMPARE(colour::difference(QColor(12, 34, 56), QColor(12, 34, 56), colour::Sight::Deutan), 0.0);
}

void TstTheme::wordsStandOutSevenToOne()
{
    QFETCH(int, theme);
    m_theme->setProperty("choice", theme);
    for (const char *words : {"ink", "quietInk"}) {
        for (const char *under : {"ground", "stage", "panel"}) {
            const double ratio = colour::contrast(token(words), token(under));
            QVERIFY2(ratio >= 7, qPrintable(QStringLiteral("%1 on %2: %3").arg(QLatin1String(words), QLatin1String(under)).arg(ratio)));
        }
    }
}

void TstTheme::edgesStandOutThreeToOne()
{
    QFETCH(int, theme);
    m_theme->setProperty("choice", theme);
    for (const char *under : {"ground", "stage", "panel"})
        QVERIFY2(colour::contrast(token("line"), token(under)) >= 3, under);
    for (int i = 0; i < 12; ++i) {
        const QColor tint = seat("seatColor", i);
        QVERIFY2(colour::contrast(tint, token("ground")) >= 3, qPrintable(tint.name()));
        QVERIFY2(colour::contrast(tint, seat("seatFill", i)) >= 3, qPrintable(tint.name()));
    }
}

void TstTheme::seatColoursAreToldApartBySight_data()
{
    // In Contrast there are but two colours; shape and place tell seats apart.
    QTest::addColumn<int>("theme");
    QTest::newRow("Paper") << 0;
    QTest::newRow("Dusk") << 1;
}

void TstTheme::seatColoursAreToldApartBySight()
{
    QFETCH(int, theme);
    m_theme->setProperty("choice", theme);
    double worst = 1000;
    for (const colour::Sight sight : colour::kSights)
        for (int i = 0; i < 6; ++i)
            for (int j = i + 1; j < 6; ++j)
                worst = qMin(worst, colour::difference(seat("seatColor", i), seat("seatColor", j), sight));
    QVERIFY2(worst >= 12, qPrintable(QString::number(worst)));
}

void TstTheme::noSeatColourIsSaturatedRed()
{
    QFETCH(int, theme);
    m_theme->setProperty("choice", theme);
    for (int i = 0; i < 6; ++i) {
        const QColor c = seat("seatColor", i);
        QVERIFY2(c.redF() / (c.redF() + c.greenF() + c.blueF()) < 0.8, qPrintable(c.name()));
    }
}

void TstTheme::capitalsAreAsTallAsAsked_data()
{
    QTest::addColumn<double>("cap");
    for (const double cap : {10.0, 16.0, 32.0, 65.4, 131.0})
        QTest::addRow("%g px", cap) << cap;
}

void TstTheme::capitalsAreAsTallAsAsked()
{
    QFETCH(double, cap);
    const TypeScale scale;
    QFont font(scale.family());
    font.setWeight(static_cast<QFont::Weight>(TypeScale::strong()));
    font.setPixelSize(scale.pixelSize(cap));
    const double ratio = QFontMetricsF(font).capHeight() / cap;
    QVERIFY2(ratio > 0.93 && ratio < 1.07, qPrintable(QString::number(ratio)));
}

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
