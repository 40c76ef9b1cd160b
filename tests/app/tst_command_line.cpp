// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_line.h"
#include "commands/panel.h"
#include "commands/sounds.h"

#include <QTest>

using namespace tutti;
using namespace Qt::StringLiterals;

class tst_command_line : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aloneItOpensTheScreen();
    void everyCommandAndOptionIsRead();
    void wrongUseIsOneSentenceThatNamesIt_data();
    void wrongUseIsOneSentenceThatNamesIt();
    void helpAndVersionWorkEverywhere();
    void thePanelOnTheCommandLineGoesBeforeTheSettingsAndThoseBeforeTheDisplay();
    void whereItIsToBeSafeNoSoundFontThatWasSetIsTried();
};

void tst_command_line::aloneItOpensTheScreen()
{
    const auto read = readCommandLine({u"tutti"_s});
    QVERIFY(read.line);
    QCOMPARE(read.line->verb, Verb::Open);
    QVERIFY(!read.line->windowed && !read.line->size && !read.line->seats);
}

void tst_command_line::everyCommandAndOptionIsRead()
{
    const auto open = readCommandLine(u"tutti --windowed --size 1024x600 --panel 10.1,small --seats 4 --pads 2 --theme dusk --lang en --data /d --soundfont a.sf2 --audio jack --period 64 --governor off --activity open-pads"_s.split(u' '));
    QVERIFY2(open.line, open.error.c_str());
    QCOMPARE(*open.line->size, QSize(1024, 600));
    QCOMPARE(open.line->panel->diagonalIn, 10.1);
    QCOMPARE(open.line->panel->kind, KioskSettings::Kind::Small);
    QCOMPARE(*open.line->seats, 4);
    QCOMPARE(*open.line->pads, 2);
    QCOMPARE(*open.line->theme, KioskSettings::Theme::Dusk);
    QCOMPARE(*open.line->audio, KioskSettings::Audio::Jack);
    QCOMPARE(*open.line->period, 64);
    QVERIFY(open.line->governorOff);
    QCOMPARE(open.line->dataFolder, u"/d"_s);
    QVERIFY(!open.line->kiosk && !open.line->safe);
    const auto box = readCommandLine(u"tutti --kiosk --safe"_s.split(u' '));
    QVERIFY2(box.line, box.error.c_str());
    QVERIFY(box.line->kiosk && box.line->safe);

    const auto replay = readCommandLine(u"tutti replay a.jsonl --events e --wav w --soundfont s"_s.split(u' '));
    QVERIFY2(replay.line, replay.error.c_str());
    QCOMPARE(replay.line->verb, Verb::Replay);
    QCOMPARE(replay.line->file, u"a.jsonl"_s);
    QCOMPARE(replay.line->events, u"e"_s);

    QCOMPARE(readCommandLine(u"tutti report a.jsonl --json j --pdf p"_s.split(u' ')).line->json, u"j"_s);
    QVERIFY(readCommandLine(u"tutti layout --size 1920x1080 --panel 65,750 --seats 3 --json"_s.split(u' ')).line->asJson);
    QCOMPARE(readCommandLine(u"tutti demo d"_s.split(u' ')).line->verb, Verb::Demo);
    QCOMPARE(readCommandLine(u"tutti gallery d --theme contrast"_s.split(u' ')).line->verb, Verb::Gallery);
    QCOMPARE(readCommandLine(u"tutti doctor --json"_s.split(u' ')).line->verb, Verb::Doctor);
}

void tst_command_line::wrongUseIsOneSentenceThatNamesIt_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("names");
    QTest::newRow("unknown option") << u"tutti --frobnicate"_s << u"frobnicate"_s;
    QTest::newRow("unknown command") << u"tutti frobnicate"_s << u"frobnicate"_s;
    QTest::newRow("an option of another command") << u"tutti replay a --seats 3"_s << u"seats"_s;
    QTest::newRow("no log") << u"tutti replay"_s << u"LOG"_s;
    QTest::newRow("too many") << u"tutti replay a b"_s << u"b"_s;
    QTest::newRow("size") << u"tutti --size big"_s << u"big"_s;
    QTest::newRow("tiny size") << u"tutti --size 10x10"_s << u"10x10"_s;
    QTest::newRow("panel") << u"tutti --panel 65"_s << u"65"_s;
    QTest::newRow("panel of nothing") << u"tutti --panel 0,750"_s << u"0,750"_s;
    QTest::newRow("panel not a number") << u"tutti --panel nan,nan"_s << u"nan"_s;
    QTest::newRow("seats") << u"tutti --seats 13"_s << u"13"_s;
    QTest::newRow("pads") << u"tutti --pads 0"_s << u"0"_s;
    QTest::newRow("theme") << u"tutti --theme pink"_s << u"pink"_s;
    QTest::newRow("language") << u"tutti --lang xx"_s << u"xx"_s;
    QTest::newRow("audio") << u"tutti --audio loud"_s << u"loud"_s;
    QTest::newRow("activity") << u"tutti --activity juggling"_s << u"juggling"_s;
    QTest::newRow("period") << u"tutti --period 1"_s << u"period"_s;
    QTest::newRow("value missing") << u"tutti --size"_s << u"size"_s;
}

void tst_command_line::wrongUseIsOneSentenceThatNamesIt()
{
    QFETCH(QString, arguments);
    QFETCH(QString, names);
    const auto read = readCommandLine(arguments.split(u' '));
    QVERIFY(!read.line);
    QVERIFY(!read.help);
    QVERIFY2(QString::fromStdString(read.error).contains(names), read.error.c_str());
    QVERIFY(!QString::fromStdString(read.error).contains(u'\n'));
}

void tst_command_line::helpAndVersionWorkEverywhere()
{
    for (const QString &command : {QString(), u"replay"_s, u"report"_s, u"layout"_s, u"demo"_s, u"gallery"_s, u"doctor"_s}) {
        for (const QString &option : {u"--help"_s, u"--version"_s}) {
            QStringList arguments{u"tutti"_s};
            if (!command.isEmpty())
                arguments << command;
            const auto read = readCommandLine(arguments << option);
            QVERIFY(read.help);
            QVERIFY(!read.help->text.isEmpty());
            QVERIFY(!read.help->text.contains(u"<executable"_s)); // it knows its own name
        }
    }
    for (const char *word : {"replay", "report", "layout", "demo", "gallery", "doctor"})
        QVERIFY(readCommandLine({u"tutti"_s, u"--help"_s}).help->text.contains(QString::fromLatin1(word)));
}

void tst_command_line::thePanelOnTheCommandLineGoesBeforeTheSettingsAndThoseBeforeTheDisplay()
{
    CommandLine line;
    KioskSettings settings;
    QCOMPARE(roomSpec(line, settings, QSize(1920, 1080), 0).diagonalInch, 65.0);
    QCOMPARE(roomSpec(line, settings, QSize(1920, 1080), 43).diagonalInch, 43.0);
    QCOMPARE(roomSpec(line, settings, QSize(1024, 600), 10).kind, RoomKind::Small);
    settings.diagonalIn = 86;
    settings.kind = KioskSettings::Kind::Table;
    settings.seats = 6;
    QCOMPARE(roomSpec(line, settings, QSize(1920, 1080), 43).diagonalInch, 86.0);
    QCOMPARE(roomSpec(line, settings, QSize(1920, 1080), 43).kind, RoomKind::Table);
    line.panel = PanelOption{55, 700, KioskSettings::Kind::Wall};
    line.seats = 2;
    const RoomSpec spec = roomSpec(line, settings, QSize(1920, 1080), 43);
    QCOMPARE(spec.diagonalInch, 55.0);
    QCOMPARE(spec.lowerEdgeMm, 700.0);
    QCOMPARE(spec.kind, RoomKind::Wall);
    QCOMPARE(spec.seats, 2);
}

void tst_command_line::whereItIsToBeSafeNoSoundFontThatWasSetIsTried()
{
    CommandLine line;
    KioskSettings settings;
    QCOMPARE(chosenSoundFont(line, settings), QString());
    settings.soundfont = "/home/bank.sf2";
    QCOMPARE(chosenSoundFont(line, settings), u"/home/bank.sf2"_s);
    line.safe = true;
    QCOMPARE(chosenSoundFont(line, settings), QString());
    line.soundFont = u"/tmp/asked.sf2"_s; // asked for now
    QCOMPARE(chosenSoundFont(line, settings), u"/tmp/asked.sf2"_s);
}

QTEST_APPLESS_MAIN(tst_command_line)
#include "tst_command_line.moc"
