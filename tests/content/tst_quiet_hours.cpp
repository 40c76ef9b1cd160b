// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/quiet_hours.h"

#include <QTest>

using namespace tutti;

class tst_quiet_hours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void containWhatLiesBetween_data();
    void containWhatLiesBetween();
    void timesAreReadAsTheyAreWritten();
};

void tst_quiet_hours::containWhatLiesBetween_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("time");
    QTest::addColumn<bool>("quiet");
    QTest::newRow("before an afternoon's") << "13:00" << "15:00" << "12:59" << false;
    QTest::newRow("its first minute") << "13:00" << "15:00" << "13:00" << true;
    QTest::newRow("its last minute") << "13:00" << "15:00" << "14:59" << true;
    QTest::newRow("after it") << "13:00" << "15:00" << "15:00" << false;
    QTest::newRow("a night's evening") << "21:00" << "07:00" << "23:30" << true;
    QTest::newRow("its midnight") << "21:00" << "07:00" << "00:00" << true;
    QTest::newRow("its morning") << "21:00" << "07:00" << "06:59" << true;
    QTest::newRow("the day after it") << "21:00" << "07:00" << "07:00" << false;
    QTest::newRow("none") << "09:00" << "09:00" << "09:00" << false;
}

void tst_quiet_hours::containWhatLiesBetween()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, time);
    const QuietHours hours{*minuteFrom(from.toStdString()), *minuteFrom(until.toStdString())};
    QTEST(hours.contain(*minuteFrom(time.toStdString())), "quiet");
}

void tst_quiet_hours::timesAreReadAsTheyAreWritten()
{
    for (const int minute : {0, 59, 60, 605, 1439})
        QCOMPARE(minuteFrom(timeText(minute)), std::optional(minute));
    for (const char *wrong : {"", "24:00", "7:00", "12:60", "noon"})
        QVERIFY2(!minuteFrom(wrong), wrong);
}

QTEST_GUILESS_MAIN(tst_quiet_hours)
#include "tst_quiet_hours.moc"
