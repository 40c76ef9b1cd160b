// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/night.h"

#include <QSignalSpy>
#include <QTest>

using namespace tutti;

namespace {

struct House {
    Micros t = 1000s;
    int minute = 12 * 60;
    bool sounds = false;
    bool held = false;
    Night night{{.now = [this] { return t; }, .minute = [this] { return minute; }, .sounds = [this] { return sounds; }, .held = [this] { return held; }, .timer = false}};

    void pass(Micros by)
    {
        t += by;
        night.look();
    }
};

} // namespace

class tst_night : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void darkComesWhenNobodyHasTouchedForLong();
    void aTouchWakes();
    void whatPlaysIsNotDark();
    void whoIsInTheMidstOfSomethingIsNotLeftInTheDark();
    void quietHoursComeAndGo();
    void inQuietHoursItIsDarkSooner();
    void aBoxThatStartsAtNightStaysDark();
    void withoutQuietHoursNothingIsQuiet();
};

void tst_night::darkComesWhenNobodyHasTouchedForLong()
{
    House house;
    house.night.setDarkAfter(300s);
    house.pass(299s);
    QVERIFY(!house.night.isDark());
    QSignalSpy dark(&house.night, &Night::darkChanged);
    house.pass(1s);
    house.pass(1000s);
    QCOMPARE(dark.size(), 1);
    QVERIFY(house.night.isDark());
}

void tst_night::aTouchWakes()
{
    House house;
    house.night.setDarkAfter(60s);
    house.pass(60s);
    house.night.touched();
    QVERIFY(!house.night.isDark());
    house.pass(59s);
    QVERIFY(!house.night.isDark());
    house.pass(1s);
    QVERIFY(house.night.isDark());
}

void tst_night::whatPlaysIsNotDark()
{
    House house;
    house.sounds = true;
    house.pass(5000s);
    QVERIFY(!house.night.isDark());
    house.sounds = false;
    house.pass(1s);
    QVERIFY(house.night.isDark());
}

void tst_night::whoIsInTheMidstOfSomethingIsNotLeftInTheDark()
{
    for (const int minute : {12 * 60, 23 * 60}) {
        House house;
        house.minute = minute;
        house.held = true;
        house.night.setHours(QuietHours{21 * 60, 7 * 60});
        house.night.setDarkAfter(60s);
        house.pass(1199s);
        QVERIFY(!house.night.isDark());
        house.pass(1s);
        QVERIFY(house.night.isDark()); // they have gone
    }
}

void tst_night::quietHoursComeAndGo()
{
    House house;
    house.night.setHours(QuietHours{21 * 60, 7 * 60});
    QVERIFY(!house.night.isQuiet());
    house.minute = 21 * 60;
    house.night.look();
    QVERIFY(house.night.isQuiet());
    house.minute = 7 * 60;
    QSignalSpy quiet(&house.night, &Night::quietChanged);
    house.night.look();
    QVERIFY(!house.night.isQuiet());
    QCOMPARE(quiet.size(), 1);
}

void tst_night::inQuietHoursItIsDarkSooner()
{
    House house;
    house.minute = 23 * 60;
    house.night.setHours(QuietHours{21 * 60, 7 * 60});
    house.pass(119s);
    QVERIFY(!house.night.isDark());
    house.pass(1s);
    QVERIFY(house.night.isDark());
    House early;
    early.minute = 23 * 60;
    early.night.setHours(QuietHours{21 * 60, 7 * 60});
    early.night.setDarkAfter(60s); // somebody wanted it sooner still
    early.pass(60s);
    QVERIFY(early.night.isDark());
}

void tst_night::aBoxThatStartsAtNightStaysDark()
{
    House night;
    night.minute = 3 * 60;
    night.night.setHours(QuietHours{21 * 60, 7 * 60});
    night.night.beginDark(false);
    QVERIFY(night.night.isDark());
    House day;
    day.night.setHours(QuietHours{21 * 60, 7 * 60});
    day.night.beginDark(false);
    QVERIFY(!day.night.isDark());
    day.night.beginDark(true);
    QVERIFY(day.night.isDark());
}

void tst_night::withoutQuietHoursNothingIsQuiet()
{
    House house;
    house.minute = 3 * 60;
    house.night.setHours({});
    house.night.look();
    QVERIFY(!house.night.isQuiet());
}

QTEST_GUILESS_MAIN(tst_night)
#include "tst_night.moc"
