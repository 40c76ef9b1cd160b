// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/settings_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tutti;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// Nothing in it is a default.
KioskSettings other()
{
    KioskSettings settings;
    settings.theme = KioskSettings::Theme::Dusk;
    settings.kind = KioskSettings::Kind::Table;
    settings.diagonalIn = 54.6;
    settings.lowerEdgeMm = 700;
    settings.seats = 6;
    settings.leadSide = KioskSettings::Side::Left;
    settings.volumeStep = 5;
    settings.volumeLocked = true;
    settings.turn = 270;
    settings.loudestStep = 4;
    settings.measuredDb = 71.5;
    settings.waitS = 25;
    settings.quiet = QuietHours{21 * 60, 6 * 60 + 30};
    settings.quietStep = 1;
    settings.darkAfterMin = 45;
    settings.soundfont = "/media/usb/Grün & \"gut\".sf2";
    settings.still = true;
    settings.audio = KioskSettings::Audio::Jack;
    return settings;
}

} // namespace

class tst_settings_file : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void noFileGivesTheDefaultsAndNoProblem();
    void whatIsWrittenIsRead();
    void everyNameIsReadBack();
    void aMissingFolderIsMade();
    void unknownKeysAreKeptInTheirOrder();
    void aBadKeyIsNamedAndTheOthersCount_data();
    void aBadKeyIsNamedAndTheOthersCount();
    void everyBadKeyGetsItsOwnSentence();
    void aFileThatIsNoJsonIsToldByPlaceAndKeptOnWriting();
    void aFolderThatCannotBeWrittenIsToldAndNothingIsLost_data();
    void aFolderThatCannotBeWrittenIsToldAndNothingIsLost();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void tst_settings_file::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("settings.json"));
}

void tst_settings_file::noFileGivesTheDefaultsAndNoProblem()
{
    const auto reading = SettingsFile(m_path).read();
    QVERIFY(reading.problems.empty());
    QCOMPARE(reading.settings, KioskSettings{});
    QVERIFY(!QFile::exists(m_path));
}

void tst_settings_file::whatIsWrittenIsRead()
{
    const SettingsFile file(m_path);
    for (const KioskSettings &settings : {other(), KioskSettings{}, other()}) {
        const auto written = file.write(settings);
        QVERIFY2(written, written ? "" : written.error().c_str());
        const auto reading = file.read();
        QVERIFY(reading.problems.empty());
        QCOMPARE(reading.settings, settings);
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("settings.json")}); // no leavings
}

void tst_settings_file::everyNameIsReadBack()
{
    const SettingsFile file(m_path);
    const auto survives = [&](const KioskSettings &settings) { return file.write(settings) && file.read().settings == settings; };
    KioskSettings settings;
    for (const char *name : {"paper", "dusk", "contrast"}) {
        settings.theme = themeFrom(name).value();
        QCOMPARE(nameOf(settings.theme), std::string_view(name));
        QVERIFY(survives(settings));
    }
    for (const char *name : {"wall", "table", "small"}) {
        settings.kind = panelKindFrom(name).value();
        QCOMPARE(nameOf(settings.kind), std::string_view(name));
        QVERIFY(survives(settings));
    }
    for (const char *name : {"left", "right"}) {
        settings.leadSide = sideFrom(name).value();
        QCOMPARE(nameOf(settings.leadSide), std::string_view(name));
        QVERIFY(survives(settings));
    }
    for (const char *name : {"auto", "jack", "pulseaudio", "alsa", "qt", "none"}) {
        settings.audio = audioFrom(name).value();
        QCOMPARE(nameOf(settings.audio), std::string_view(name));
        QVERIFY(survives(settings));
    }
    QVERIFY(!themeFrom("Paper") && !panelKindFrom("") && !sideFrom("up") && !audioFrom("oss"));
}

void tst_settings_file::aMissingFolderIsMade()
{
    const SettingsFile file(m_folder->filePath(QStringLiteral("a/b/settings.json")));
    QVERIFY(file.write(other()));
    QCOMPARE(file.read().settings, other());
}

void tst_settings_file::unknownKeysAreKeptInTheirOrder()
{
    QVERIFY(put(m_path, R"({"zebra": [1, {"x": null}], "theme": "dusk", "panel": {"colour": "oak", "kind": "table"}, "aardvark": 1.5})"));
    const SettingsFile file(m_path);
    auto reading = file.read();
    QVERIFY(reading.problems.empty());
    reading.settings.volumeStep = 1;
    QVERIFY(file.write(reading.settings));
    const QByteArray text = bytesOf(m_path).simplified();
    QVERIFY2(text.startsWith(R"({ "zebra": [ 1, { "x": null } ], "theme": "dusk", "panel": { "colour": "oak", "kind": "table",)"), text.constData());
    QVERIFY(text.contains(R"("aardvark": 1.5)"));
    QCOMPARE(file.read().settings, reading.settings);
}

void tst_settings_file::aBadKeyIsNamedAndTheOthersCount_data()
{
    QTest::addColumn<QByteArray>("text"); // a good member follows: "still": true
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("theme") << QByteArray(R"("theme": "pink")") << QByteArray(R"("theme" must be "paper", "dusk" or "contrast"; until it is corrected, "paper" is used.)");
    QTest::newRow("theme no text") << QByteArray(R"("theme": 3)") << QByteArray(R"("theme" must be "paper", "dusk" or "contrast"; until it is corrected, "paper" is used.)");
    QTest::newRow("panel") << QByteArray(R"("panel": 65)") << QByteArray(R"("panel" must be an object in { }; until it is corrected, a wall panel of unknown size is used.)");
    QTest::newRow("kind") << QByteArray(R"("panel": {"kind": "floor"})") << QByteArray(R"("panel.kind" must be "wall", "table" or "small"; until it is corrected, "wall" is used.)");
    QTest::newRow("diagonal") << QByteArray(R"("panel": {"diagonal_in": 0})") << QByteArray(R"("panel.diagonal_in" must be a number from 4 to 200; until it is corrected, no value is used.)");
    QTest::newRow("edge") << QByteArray(R"("panel": {"lower_edge_mm": "700"})") << QByteArray(R"("panel.lower_edge_mm" must be a number from 0 to 2500; until it is corrected, no value is used.)");
    QTest::newRow("turn") << QByteArray(R"("panel": {"turn": 45})") << QByteArray(R"("panel.turn" must be 0 or 90 or 180 or 270; until it is corrected, 0 is used.)");
    QTest::newRow("loudest step") << QByteArray(R"("loudest_step": 0)") << QByteArray(R"("loudest_step" must be a whole number from 1 to 5; until it is corrected, 5 is used.)");
    QTest::newRow("measured") << QByteArray(R"("measured_db": 300)") << QByteArray(R"("measured_db" must be a number from 30 to 120; until it is corrected, no value is used.)");
    QTest::newRow("wait") << QByteArray(R"("wait_s": 2)") << QByteArray(R"("wait_s" must be a number from 5 to 60; until it is corrected, no value is used.)");
    QTest::newRow("quiet") << QByteArray(R"("quiet": "21:00-07:00")") << QByteArray(R"("quiet" must be an object in { }; until it is corrected, no quiet hours is used.)");
    QTest::newRow("quiet from") << QByteArray(R"("quiet": {"from": "25:00", "until": "07:00"})") << QByteArray(R"("quiet.from" must be a time of day like "21:00"; until it is corrected, no value is used.)");
    QTest::newRow("dark") << QByteArray(R"("dark_after_min": 0)") << QByteArray(R"("dark_after_min" must be a whole number from 1 to 240; until it is corrected, 20 is used.)");
    QTest::newRow("seats") << QByteArray(R"("seats": 13)") << QByteArray(R"("seats" must be a whole number from 1 to 12; until it is corrected, no value is used.)");
    QTest::newRow("half a seat") << QByteArray(R"("seats": 2.5)") << QByteArray(R"("seats" must be a whole number from 1 to 12; until it is corrected, no value is used.)");
    QTest::newRow("side") << QByteArray(R"("lead_side": "top")") << QByteArray(R"("lead_side" must be "left" or "right"; until it is corrected, "right" is used.)");
    QTest::newRow("volume") << QByteArray(R"("volume_step": 0)") << QByteArray(R"("volume_step" must be a whole number from 1 to 5; until it is corrected, 3 is used.)");
    QTest::newRow("no volume") << QByteArray(R"("volume_step": null)") << QByteArray(R"("volume_step" must be a whole number from 1 to 5; until it is corrected, 3 is used.)");
    QTest::newRow("huge volume") << QByteArray(R"("volume_step": 18446744073709551615)") << QByteArray(R"("volume_step" must be a whole number from 1 to 5; until it is corrected, 3 is used.)");
    QTest::newRow("lock") << QByteArray(R"("volume_locked": "no")") << QByteArray(R"("volume_locked" must be true or false; until it is corrected, false is used.)");
    QTest::newRow("soundfont") << QByteArray(R"("soundfont": ["a.sf2"])") << QByteArray(R"("soundfont" must be a text in quotes; until it is corrected, no value is used.)");
    QTest::newRow("audio") << QByteArray(R"("audio": "loud")") << QByteArray(R"("audio" must be "auto", "jack", "pulseaudio", "alsa", "qt" or "none"; until it is corrected, "auto" is used.)");
}

void tst_settings_file::aBadKeyIsNamedAndTheOthersCount()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    QVERIFY(put(m_path, "{" + text + R"(, "still": true})"));
    const auto reading = SettingsFile(m_path).read();
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(reading.problems.front()), m_path.toUtf8() + ": " + sentence);
    KioskSettings wanted;
    wanted.still = true;
    QCOMPARE(reading.settings, wanted);
}

void tst_settings_file::everyBadKeyGetsItsOwnSentence()
{
    QVERIFY(put(m_path, R"({"theme": 1, "still": "yes", "seats": 0, "lead_side": "left"})"));
    const auto reading = SettingsFile(m_path).read();
    QCOMPARE(reading.problems.size(), std::size_t{3});
    QCOMPARE(reading.settings.leadSide, KioskSettings::Side::Left);
}

void tst_settings_file::aFileThatIsNoJsonIsToldByPlaceAndKeptOnWriting()
{
    const QByteArray broken = "{\n  \"theme\": \"dusk\",\n}";
    QVERIFY(put(m_path, broken));
    const SettingsFile file(m_path);
    const auto reading = file.read();
    QCOMPARE(reading.problems.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(reading.problems.front()),
        m_path.toUtf8() + ", line 3, column 1: this is not JSON; correct it there, until then the usual settings are used.");
    QCOMPARE(reading.settings, KioskSettings{});

    QVERIFY(file.write(other()));
    QCOMPARE(file.read().settings, other());
    QCOMPARE(bytesOf(m_path + QStringLiteral(".unreadable")), broken);
}

void tst_settings_file::aFolderThatCannotBeWrittenIsToldAndNothingIsLost_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("under a file") << QStringLiteral("file/settings.json");
    QTest::newRow("is a folder") << QStringLiteral("folder");
    QTest::newRow("read-only") << QStringLiteral("/proc/settings.json"); // for root as well
}

void tst_settings_file::aFolderThatCannotBeWrittenIsToldAndNothingIsLost()
{
    QFETCH(QString, path);
    QVERIFY(put(m_folder->filePath(QStringLiteral("file")), "kept"));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("folder/inside")));
    if (!path.startsWith(QLatin1Char('/')))
        path = m_folder->filePath(path);
    const auto written = SettingsFile(path).write(other());
    QVERIFY(!written);
    QVERIFY2(written.error().starts_with(path.toStdString() + " could not be saved ("), written.error().c_str());
    QVERIFY2(written.error().ends_with("; check that the folder can be written and the disk is not full."), written.error().c_str());
    QCOMPARE(bytesOf(m_folder->filePath(QStringLiteral("file"))), QByteArray("kept"));
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("folder/inside"))).exists());
}

QTEST_APPLESS_MAIN(tst_settings_file)
#include "tst_settings_file.moc"
