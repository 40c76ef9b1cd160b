// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <QTest>

using namespace tutti;

namespace {
Set named(const char *key, Scalar value, std::optional<SeatId> seat = {}) { return Set{{key, SettingValue{std::move(value)}}, seat}; }
} // namespace

class tst_settings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodValuesAreTaken();
    void aBadValueIsNamedAndChangesNothing_data();
    void aBadValueIsNamedAndChangesNothing();
    void aSettingCanBeOneSeats();
    void whatANewerLogSetsIsIgnored();
    void whatIsKnownSaysWhatItTakes();
};

void tst_settings::goodValuesAreTaken()
{
    Settings s;
    QVERIFY(s.apply(named("intro_s", 0.0)));
    QVERIFY(s.apply(named("scale", std::string("D dorian"))));
    QVERIFY(s.apply(named("transpose", -6.0)));
    QVERIFY(s.apply(named("meter", 3.0)));
    QVERIFY(s.apply(named("governor", false)));
    QVERIFY(s.apply(named("pads", 3.0)));
    QVERIFY(s.apply(Set{{"instruments", SettingValue{std::vector<std::string>{"djembe", "harp"}}}, {}}));
    QCOMPARE(s.introS, 0.0);
    QCOMPARE(s.scale.name(), std::string("D dorian"));
    QCOMPARE(s.transpose, -6);
    QCOMPARE(s.meter, 3);
    QVERIFY(!s.governor);
    QCOMPARE(s.pads[11], 3);
    QCOMPARE(s.instruments[1], std::string("harp"));
    QVERIFY(s.apply(named("people", 9.0)));
    QVERIFY(s.apply(named("together_s", 0.2)));
    QVERIFY(s.apply(named("variant", std::string("mirror"))));
    QVERIFY(s.apply(named("out_of_turn", std::string("full"))));
    QVERIFY(s.apply(named("assisted", true, SeatId{2})));
    QCOMPARE(s.people, 9);
    QCOMPARE(s.togetherS, 0.2);
    QCOMPARE(s.variant, Variant::Mirror);
    QVERIFY(s.fullOutOfTurn && s.assisted[2] && !s.assisted[1]);
}

void tst_settings::aBadValueIsNamedAndChangesNothing_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("kind"); // 0 number, 1 text, 2 flag
    QTest::addColumn<double>("number");
    QTest::newRow("intro too long") << "intro_s" << 0 << 20.5;
    QTest::newRow("intro negative") << "intro_s" << 0 << -1.0;
    QTest::newRow("intro not a number") << "intro_s" << 0 << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("intro text") << "intro_s" << 1 << 0.0;
    QTest::newRow("pads zero") << "pads" << 0 << 0.0;
    QTest::newRow("pads four") << "pads" << 0 << 4.0;
    QTest::newRow("pads half") << "pads" << 0 << 1.5;
    QTest::newRow("scale") << "scale" << 1 << 0.0;
    QTest::newRow("transpose") << "transpose" << 0 << 7.0;
    QTest::newRow("transpose huge") << "transpose" << 0 << 1e300;
    QTest::newRow("meter") << "meter" << 0 << 1.0;
    QTest::newRow("governor") << "governor" << 0 << 1.0;
    QTest::newRow("instruments") << "instruments" << 2 << 0.0;
    QTest::newRow("wait too short") << "wait_s" << 0 << 4.9;
    QTest::newRow("rest too long") << "rest_s" << 0 << 10.1;
    QTest::newRow("too slow") << "bpm" << 0 << 39.0;
    QTest::newRow("too fast") << "bpm" << 0 << 151.0;
    QTest::newRow("grid") << "grid" << 1 << 0.0;
    QTest::newRow("help") << "help" << 1 << 0.0;
    QTest::newRow("groove") << "groove" << 0 << 1.0;
    QTest::newRow("nobody") << "people" << 0 << 0.0;
    QTest::newRow("a crowd") << "people" << 0 << 49.0;
    QTest::newRow("together too close") << "together_s" << 0 << 0.1;
    QTest::newRow("variant") << "variant" << 1 << 0.0;
    QTest::newRow("out of turn") << "out_of_turn" << 1 << 0.0;
    QTest::newRow("assisted") << "assisted" << 0 << 1.0;
}

void tst_settings::aBadValueIsNamedAndChangesNothing()
{
    QFETCH(QString, key);
    QFETCH(int, kind);
    QFETCH(double, number);
    Scalar value = number;
    if (kind == 1)
        value = std::string("sideways");
    else if (kind == 2)
        value = true;
    Settings s;
    const auto result = s.apply(named(key.toLatin1().constData(), value));
    QVERIFY(!result);
    QVERIFY(QString::fromStdString(result.error()).contains(key));
    QVERIFY(s == Settings{});
}

void tst_settings::aSettingCanBeOneSeats()
{
    Settings s;
    QVERIFY(s.apply(named("instruments", std::string("harp"), SeatId{4})));
    QCOMPARE(s.instruments[4], std::string("harp"));
    QCOMPARE(s.instruments[3], std::string());
    QVERIFY(!s.apply(named("instruments", std::string("harp"), SeatId{12})));
    QVERIFY(s.apply(named("help", std::string("full"), SeatId{2})));
    QVERIFY(s.apply(named("wait_s", 60.0, SeatId{3})));
    QCOMPARE(s.help[2], BeatHelp::Full);
    QCOMPARE(s.help[3], BeatHelp::Off);
    QCOMPARE(s.waitS[3], 60.0);
    QCOMPARE(s.waitS[2], 15.0);
}

void tst_settings::whatANewerLogSetsIsIgnored()
{
    Settings s;
    QVERIFY(s.apply(named("echo_s", 20.0)));
    QVERIFY(s == Settings{});
}

void tst_settings::whatIsKnownSaysWhatItTakes()
{
    QVERIFY(Settings::knows("bpm") && Settings::knows("assisted"));
    QVERIFY(!Settings::knows("echo_s") && !Settings::knows(""));
    QCOMPARE(Settings::takes("bpm"), std::string_view("beats a minute from 40 to 150"));
    QVERIFY(Settings::takes("echo_s").empty());
}

QTEST_APPLESS_MAIN(tst_settings)
#include "tst_settings.moc"
