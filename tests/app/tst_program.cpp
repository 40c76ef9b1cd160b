// SPDX-License-Identifier: GPL-3.0-or-later
// The program as the shell sees it: exit status, one sentence, files.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class tst_program : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wrongUseIsStatusTwoAndOneSentence();
    void badFilesAreNamedAndStatusOne_data();
    void badFilesAreNamedAndStatusOne();
    void aLogWithBrokenLinesStillPlays();
    void aBrokenSoundFontIsNamedAndTheSoundIsMadeAllTheSame();
    void layoutIsJson();
    void doctorSaysALineForEach();
    void doctorSavesAReportWithoutTheWordsOfThisHome();
    void doctorNamesABankThatIsHalfInstalled();
    void doctorNamesAGrooveWithErrors();
    void doctorNamesARecipeWithErrors();
    void theDemoLeavesPicturesSoundAndALogThatReplaysToItself();
    void theGalleryHasEveryScreen();

private:
    struct Ran {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };
    Ran run(const QStringList &arguments, int patienceMs = 60'000)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
        environment.insert(u"XDG_DATA_HOME"_s, m_folder.path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TUTTI_PROGRAM), arguments);
        if (!process.waitForFinished(patienceMs)) {
            process.kill();
            process.waitForFinished();
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString write(const char *name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("not written");
        return path;
    }

    QTemporaryDir m_folder;
};

void tst_program::wrongUseIsStatusTwoAndOneSentence()
{
    const Ran ran = run({u"--frobnicate"_s});
    QCOMPARE(ran.status, 2);
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.err.contains("frobnicate"));
    const Ran closed = run({});
    QCOMPARE(closed.status, 1); // no display: it says so, and how to see something all the same
    QVERIFY(closed.err.contains("display"));
    QVERIFY(closed.err.contains("tutti demo"));
}

void tst_program::badFilesAreNamedAndStatusOne_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("hello\nworld\n");
    QTest::newRow("another version") << QByteArray("{\"tutti_log\":2,\"seats\":1,\"activity\":\"open-pads\"}\n");
    QTest::newRow("no activity") << QByteArray("{\"tutti_log\":1,\"seats\":1}\n");
    QTest::newRow("an activity of later") << QByteArray("{\"tutti_log\":1,\"seats\":1,\"activity\":\"journey\"}\n");
    QTest::newRow("nested too deep") << QByteArray(200'000, '[');
}

void tst_program::badFilesAreNamedAndStatusOne()
{
    QFETCH(QByteArray, bytes);
    const QString path = write("bad.jsonl", bytes);
    const Ran ran = run({u"replay"_s, path});
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains("bad.jsonl"), ran.err.constData());
    QCOMPARE(run({u"replay"_s, m_folder.filePath(u"missing.jsonl"_s)}).status, 1);
}

void tst_program::aLogWithBrokenLinesStillPlays()
{
    const QString path = write("torn.jsonl", R"({"tutti_log":1,"seats":1,"activity":"open-pads","settings":{"intro_s":0}}
{"t_us":1000000,"in":"strike","seat":0,"pad":0}
{"t_us":20000
{"t_us":2000000,"in":"strike","seat":77,"pad":0}
{"t_us":1500000,"in":"strike","seat":0,"pad":0}
{"t_us":3000000,"in":"strike","seat":0,"pad":0}
)");
    const QString events = m_folder.filePath(u"torn-events.jsonl"_s);
    const Ran ran = run({u"replay"_s, path, u"--events"_s, events});
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.err.contains("torn.jsonl, line 3"));
    QVERIFY(ran.err.contains("torn.jsonl, line 4"));
    QFile file(events);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\"role\":\"strike\""), 3);
}

void tst_program::aBrokenSoundFontIsNamedAndTheSoundIsMadeAllTheSame()
{
    const QString log = write("one.jsonl", "{\"tutti_log\":1,\"seats\":1,\"activity\":\"open-pads\"}\n{\"t_us\":1000000,\"in\":\"strike\",\"seat\":0,\"pad\":0}\n");
    const QString bank = write("kitten.sf2", "RIFF\x10\0\0\0sfbkmeow");
    const QString wav = m_folder.filePath(u"one.wav"_s);
    const Ran ran = run({u"replay"_s, log, u"--wav"_s, wav, u"--soundfont"_s, bank});
    QCOMPARE(ran.status, 0);
    QVERIFY2(ran.err.contains("kitten.sf2"), ran.err.constData());
    QFile file(wav);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(std::any_of(bytes.begin() + 200, bytes.end(), [](char c) { return c != 0; }));
}

void tst_program::layoutIsJson()
{
    const Ran ran = run({u"layout"_s, u"--size"_s, u"1920x1080"_s, u"--panel"_s, u"65,750"_s, u"--seats"_s, u"12"_s, u"--json"_s});
    QCOMPARE(ran.status, 0);
    const QJsonObject json = QJsonDocument::fromJson(ran.out).object();
    int pads = 0;
    for (const QJsonValue &item : json[u"items"_s].toArray())
        pads += item[u"id"_s].toString().startsWith(u"seat-"_s) ? 1 : 0;
    QCOMPARE(pads, 12);
}

void tst_program::doctorSaysALineForEach()
{
    const Ran ran = run({u"doctor"_s, u"--data"_s, m_folder.path(), u"--json"_s});
    QVERIFY(ran.status == 0 || ran.status == 1);
    QStringList about;
    for (const QJsonValue &finding : QJsonDocument::fromJson(ran.out).array())
        about << finding[u"about"_s].toString();
    for (const QString &thing : {u"display"_s, u"touch"_s, u"sound"_s, u"sounds"_s, u"data folder"_s, u"disk"_s, u"catalogue"_s, u"grooves"_s, u"recipes"_s, u"settings"_s,
                                 u"fonts"_s, u"clock"_s, u"network"_s, u"service"_s, u"last start"_s, u"updates"_s, u"packages"_s, u"versions"_s})
        QVERIFY2(about.contains(thing), qPrintable(thing));
}

void tst_program::doctorSavesAReportWithoutTheWordsOfThisHome()
{
    const QString home = m_folder.filePath(u"erika"_s), report = m_folder.filePath(u"report.txt"_s);
    QVERIFY(QDir().mkpath(home + u"/grooves"_s));
    QFile groove(home + u"/grooves/erika.toml"_s);
    QVERIFY(groove.open(QIODevice::WriteOnly) && groove.write("tutti_groove = 1\nname = 3\n") > 0);
    groove.close();
    const Ran ran = run({u"doctor"_s, u"--data"_s, home, u"--save"_s, report});
    QVERIFY(ran.out.contains("erika.toml"));
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("\nFound\n") && text.contains("\nSettings\n") && text.contains("Something in a file of this home's own is wrong."), text.constData());
    QVERIFY2(!text.contains("erika") && !text.contains(m_folder.path().toUtf8()), text.constData());
    const Ran nowhere = run({u"doctor"_s, u"--data"_s, home, u"--save"_s, report + u"/report.txt"_s});
    QCOMPARE(nowhere.status, 1);
    QVERIFY2(nowhere.err.contains("report.txt/report.txt could not be written"), nowhere.err.constData());
}

void tst_program::doctorNamesABankThatIsHalfInstalled()
{
    // Where a package of a sound bank stopped half-way: the file is there, and its end is not. The next one sounds.
    QVERIFY(QDir(m_folder.path()).mkpath(u"sounds/sf2"_s));
    const QString bank = write("sounds/sf2/FluidR3_GM.sf2", QByteArray("RIFF\0\0\0\x08sfbk", 12) + QByteArray(1000, 'x'));
    const Ran ran = run({u"doctor"_s, u"--data"_s, m_folder.filePath(u"half"_s)});
    QVERIFY(QFile::remove(bank));
    const QByteArray line = ran.out.mid(ran.out.indexOf("\nsounds ") + 1).split('\n').front();
    QVERIFY2(line.startsWith("sounds       look: FluidR3_GM.sf2"), line.constData());
    const Ran whole = run({u"doctor"_s, u"--data"_s, m_folder.filePath(u"half"_s)});
    QVERIFY2(whole.out.contains("\nsounds       good"), whole.out.constData());
}

void tst_program::doctorNamesAGrooveWithErrors()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"home/grooves"_s));
    QFile file(m_folder.filePath(u"home/grooves/march.toml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("tutti_groove = 1\nname = 3\n") > 0);
    file.close();
    const Ran ran = run({u"doctor"_s, u"--data"_s, m_folder.filePath(u"home"_s)});
    QVERIFY2(ran.out.contains("march.toml, line 2, column 8: \"name\" must be words in quotes."), ran.out.constData());
}

void tst_program::doctorNamesARecipeWithErrors()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"home/recipes"_s));
    QFile file(m_folder.filePath(u"home/recipes/tuesday.toml"_s));
    const QByteArray text = "tutti_recipe = 1\nname = \"Tuesday\"\nminutes = 5\n[[step]]\nname = \"Drums\"\nactivity = \"our-pulse\"\nsay = \"Play.\"\n"
                            "minutes = 5\n[step.settings]\nbmp = 76\n";
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const Ran ran = run({u"doctor"_s, u"--data"_s, m_folder.filePath(u"home"_s)});
    QVERIFY2(ran.out.contains("tuesday.toml, line 10, column 1: there is no setting \"bmp\""), ran.out.constData());
}

void tst_program::theDemoLeavesPicturesSoundAndALogThatReplaysToItself()
{
    const QDir folder(m_folder.filePath(u"demo"_s));
    const Ran ran = run({u"demo"_s, folder.path()}, 180'000);
    QCOMPARE(ran.status, 0);
    QCOMPARE(folder.entryList({u"*.png"_s}).size(), 19);
    QVERIFY(QFile(folder.filePath(u"session.wav"_s)).size() > 100 * 48000 * 8);
    const QString log = folder.filePath(u"session.jsonl"_s);
    const QString again = folder.filePath(u"again.jsonl"_s);
    QCOMPARE(run({u"replay"_s, log, u"--events"_s, again}).status, 0);
    QFile first(log), second(again);
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
    QVERIFY(!ran.err.contains("qrc:")); // a warning of a screen
}

void tst_program::theGalleryHasEveryScreen()
{
    const QDir folder(m_folder.filePath(u"gallery"_s));
    const Ran ran = run({u"gallery"_s, folder.path(), u"--size"_s, u"1024x600"_s, u"--panel"_s, u"10,small"_s, u"--theme"_s, u"contrast"_s}, 180'000);
    QCOMPARE(ran.status, 0);
    QVERIFY2(!ran.err.contains("qrc:"), ran.err.constData());
    const QStringList pictures = folder.entryList({u"*-contrast.png"_s});
    QVERIFY(pictures.size() >= 12);
    for (const QString &picture : pictures) {
        const QImage image(folder.filePath(picture));
        QCOMPARE(image.size(), QSize(1024, 600));
    }
}

QTEST_GUILESS_MAIN(tst_program)
#include "tst_program.moc"
