// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/examination.h"
#include "engine/engine.h"
#include "sound/audio_output.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>


using namespace tutti;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What must never leave the house. Each is planted wherever people can write.
const QStringList kSecrets{u"Erika"_s, u"Mustermann"_s, u"4711"_s, u"haus-sonnenblick"_s, u"Geburtstag"_s};

void write(const QString &file, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        qFatal("no temporary folder");
}

} // namespace

class TestDiagnostics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPrivateIsNotInIt()
    {
        const QTemporaryDir place;
        const QString home = place.filePath(u"Erika Mustermann/haus-sonnenblick"_s);
        write(home + u"/settings.json"_s, R"({"theme": "Erika", "soundfont": "/home/Erika/Mustermann.sf2", "volume_step": 4, "pin": "4711",
            "people": ["Erika Mustermann"], "panel": {"kind": "haus-sonnenblick", "diagonal_in": 55}})");
        write(home + u"/catalogue.json"_s, R"({"tutti_catalogue": 1, "instruments": [{"id": "Geburtstag", "name": "Erika", "family": "Mustermann"}]})");
        write(home + u"/grooves/Geburtstag.toml"_s, "tutti_groove = 1\nname = 4711\nErika = \"Mustermann\"\n");
        write(home + u"/recipes/Erika.toml"_s, "tutti_recipe = 1\nname = \"Geburtstag\"\n[[step]]\nname = \"Erika\"\nactivity = \"Mustermann\"\n");
        write(home + u"/session/current.jsonl"_s, R"({"tutti_log":1,"people":"Erika Mustermann"})");
        write(home + u"/session/recovered-4711.jsonl"_s, R"({"tutti_log":1,"people":"Erika Mustermann"})");
        qputenv("PULSE_SERVER", "unix:/home/Erika/Mustermann/native");

        Patient patient;
        patient.folder = home;
        patient.activities = {"open-pads"};
        patient.display = {.answers = true, .screens = {{"HDMI-A-1", 1920, 1080, 65}}, .smallestCapPx = 16};
        patient.loadSounds = [](const Catalogue &, const KioskSettings &settings) {
            return SoundsFacts{true, "", 1, true, {settings.soundfont + " is no SoundFont. Choose another."}};
        };
        Diagnostics found = examine(patient);
        // A machine of many devices, and a speaker with a name.
        found.sound = {.jack = JackServer{44100, 128},
                       .pulse = "tcp:haus-sonnenblick",
                       .speaker = PulseSpeaker{"bluez_sink.Erika", 44100, 6, false},
                       .card = true,
                       .reasons = "Erika"};
        found.findings.push_back(checkSound({.pulse = found.sound.pulse, .speaker = found.sound.speaker}));
        found.findings.push_back(checkFolder({home.toStdString(), FolderFacts::State::ReadOnly}));
        found.findings.push_back(checkDisk({.place = home.toStdString(), .why = "Erika is not there"}));

        // The seeds are where they were put: the doctor, who stays in the house, does name them.
        std::string said;
        for (const Finding &finding : found.findings)
            said += finding.says;
        for (const char *seed : {"Erika", "Mustermann", "haus-sonnenblick", "Geburtstag"})
            QVERIFY2(said.find(seed) != std::string::npos, seed);

        const QString text = QString::fromStdString(textOf(found));
        for (const QString &secret : kSecrets)
            QVERIFY2(!text.contains(secret, Qt::CaseInsensitive), qPrintable(secret + u" in\n"_s + text));
        QVERIFY2(!text.contains(place.path()), qPrintable(text));
        QVERIFY(!text.contains(u"/home"_s));
        QVERIFY(text.contains(u"Bluetooth, 44100 Hz, 6 channels"_s));
        QVERIFY(text.contains(u"one of this home's own"_s));
        QVERIFY(text.contains(u"55 inches"_s));
    }

    void whatSomebodyNeedsWhoLooksForAFaultIsInIt()
    {
        Diagnostics found;
        found.when = std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + 8h;
        found.findings = {checkVersions({"0.1.0", "Debian 12", "6.1", "6.4.2", "2.3.1"}), checkTouch({})};
        found.settings.volumeLocked = true;
        found.display.screens = {{"HDMI-A-1", 3840, 2160, 65}};
        found.touch = {1, 40, 1};
        found.unit = {"loaded", "active", "watchdog", "10s", 3};
        found.crashes = {true, {70s, 60s}};
        found.drawnBy = "wayland";
        found.counts = PlayCounts{5400s, "alsa", 48000, 256, 1'012'500, 3, 2, 1};
        const QString text = QString::fromStdString(textOf(found));
        for (const char *part :
             {"written        2026-11-27 08:00 UTC", "versions       good  Tutti 0.1.0, Debian 12, Linux 6.1, Qt 6.4.2, FluidSynth 2.3.1.",
              "touch          look: No touch panel", "drawn by       wayland", "HDMI-A-1, 3840 x 2160 pixels",
              "1 panels, 40 fingers; 1 known to the kernel", "volume         3 of 5, locked", "running        1.5 hours",
              "driver         alsa, 48000 Hz, 256 frames", "callbacks      1012500", "notes dropped  3", "notes late     2", "sound lost     1 times",
              "kiosk          loaded active, last result watchdog, restarts 3, watchdog 10s", "bad ends       2 in the minute before the last one",
              "70 s ago"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), qPrintable(QString::fromLatin1(part) + u" is not in\n"_s + text));
    }

    void thePlayingProgramIsCounted()
    {
        AudioOutput output({.sampleRate = 44100, .periodFrames = 128});
        QVERIFY(output.open(u"none"_s));
        QTRY_VERIFY(output.callbackCount() > 3);
        EngineState engine;
        engine.notesDropped = 3;
        engine.notesLate = 2;
        const PlayCounts counts = countsOf(output, engine, 60s, 1);
        QCOMPARE(counts.driver, std::string("none"));
        QCOMPARE(counts.sampleRate, 44100);
        QCOMPARE(counts.periodFrames, output.periodFrames());
        QVERIFY(counts.callbacks > 3);
        QCOMPARE(counts.notesDropped, std::uint64_t{3});
        QCOMPARE(counts.notesLate, std::uint64_t{2});
        QCOMPARE(counts.streamsLost, 1);
        QVERIFY(counts.since == 60s);
    }

    void theKindOfASpeakerIsToldWithoutItsName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        QTest::newRow("USB") << u"alsa_output.usb-Logitech_Z_4711-00.analog-stereo"_s << u"USB"_s;
        QTest::newRow("HDMI") << u"alsa_output.pci-0000_00_1f.3.hdmi-stereo"_s << u"HDMI"_s;
        QTest::newRow("analogue") << u"alsa_output.pci-0000_00_1f.3.analog-stereo"_s << u"analogue"_s;
        QTest::newRow("digital") << u"alsa_output.pci-0000_00_1f.3.iec958-stereo"_s << u"digital"_s;
        QTest::newRow("Bluetooth") << u"bluez_output.AA_BB_CC_DD_EE_FF.1"_s << u"Bluetooth"_s;
        QTest::newRow("none") << u"auto_null"_s << u"none"_s;
        QTest::newRow("a name") << u"Erika"_s << u"another kind"_s;
        QTest::newRow("no name") << QString() << u"another kind"_s;
    }
    void theKindOfASpeakerIsToldWithoutItsName()
    {
        QFETCH(QString, name);
        QFETCH(QString, kind);
        QCOMPARE(QString::fromStdString(kindOfSpeaker(name.toStdString())), kind);
    }

    void itIsSavedWholeOrNotAtAll()
    {
        const QTemporaryDir place;
        Diagnostics found;
        const QString file = place.filePath(u"report.txt"_s);
        QVERIFY(saveDiagnostics(file, found));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll().toStdString(), textOf(found));
        const auto nowhere = saveDiagnostics(file + u"/report.txt"_s, found);
        QVERIFY(!nowhere);
        QVERIFY2(nowhere.error().find("report.txt could not be written") != std::string::npos, nowhere.error().c_str());
    }
};

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
