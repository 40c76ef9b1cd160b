// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "care/checks.h"

#include <set>

using namespace tutti;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_days kBuilt = std::chrono::year{2026} / 6 / 1;

ScreenFacts screen(int width, int height, const char *name = "HDMI-A-1", double diagonalIn = 65)
{
    return {name, width, height, diagonalIn};
}

void row(const char *name, const Finding &finding, bool good, const char *says, const char *toRoom = "")
{
    QTest::newRow(name) << QVariant::fromValue(QPair<QString, QString>(QString::fromStdString(finding.says), QString::fromStdString(finding.toRoom)))
                        << finding.good << good << QString::fromLatin1(says) << QString::fromLatin1(toRoom);
}

} // namespace

class TestChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySubjectHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (int i = 0; i < kSubjects; ++i)
            names.insert(nameOf(static_cast<Subject>(i)));
        QCOMPARE(names.size(), static_cast<std::size_t>(kSubjects));
        QVERIFY(!names.contains({}));
    }

    void whatIsFound_data();
    void whatIsFound();
    void aFindingThatHoldsWordsOfThisHomeCanBeSharedWithoutThem();
    void ownFilesAreCountedOrNamedOneByOne();
    void aClockThatWasSetIsToldFromOneThatRuns();
};

void TestChecks::whatIsFound_data()
{
    QTest::addColumn<QVariant>("found");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("says");   // part of it
    QTest::addColumn<QString>("toRoom"); // part of it; empty: nothing

    row("no display", checkDisplay({.answers = false}), false, "Connect one", "Connect one");
    row("a display without a screen", checkDisplay({.answers = true}), false, "Connect one", "Connect one");
    row("a screen", checkDisplay({.screens = {screen(1920, 1080)}, .smallestCapPx = 16}), true, "1920 x 1080 pixels; it says it measures 65 inches");
    row("a screen of no size", checkDisplay({.screens = {screen(1920, 1080, "VGA-1", 0)}}), true, "1920 x 1080 pixels.");
    row("two screens", checkDisplay({.screens = {screen(1920, 1080), screen(1280, 1024, "VGA-1")}}), true, "unplug the others",
        "2 screens are connected and Tutti is on HDMI-A-1.");
    row("600 lines on a wall", checkDisplay({.screens = {screen(1024, 600)}, .smallestCapPx = 8.5}), false, "higher resolution", "only 1024 x 600 pixels");
    row("600 lines in a hand", checkDisplay({.screens = {screen(1024, 600)}, .smallestCapPx = 13.9}), true, "1024 x 600");
    row("600 lines of unknown size", checkDisplay({.screens = {screen(1024, 600)}}), true, "1024 x 600");
    row("4K", checkDisplay({.screens = {screen(3840, 2160)}, .smallestCapPx = 32}), true, "3840 x 2160");
    row("8K", checkDisplay({.screens = {screen(7680, 4320)}, .smallestCapPx = 64}), true, "set it to 3840 x 2160", "shows 7680 x 4320 pixels");

    row("no panel", checkTouch({}), false, "Plug its USB cable in", "Plug its USB cable in");
    row("a panel that does not arrive", checkTouch({.kernelPanels = 1}), false, "Pull its USB cable out", "its touches do not arrive");
    row("a panel of two fingers", checkTouch({.panels = 1, .fingers = 2, .kernelPanels = 1}), false, "reports 2 fingers");
    row("a panel", checkTouch({.panels = 1, .fingers = 40, .kernelPanels = 1}), true, "40 fingers at once.");

    row("JACK at 44.1 kHz", checkSound({.jack = JackServer{44100, 128}, .pulse = "unix:/x"}), true, "JACK at 44100 Hz, 128 frames.");
    row("stereo at 48 kHz", checkSound({.pulse = "unix:/x", .speaker = PulseSpeaker{"rig", 48000, 2, false}}), true,
        "PulseAudio at unix:/x: 48000 Hz, 2 channels.");
    row("six channels at 44.1 kHz", checkSound({.pulse = "unix:/x", .speaker = PulseSpeaker{"rig", 44100, 6, false}}), true,
        "44100 Hz, 6 channels; Tutti plays stereo at 48000 Hz and the server fits it.");
    row("one channel", checkSound({.pulse = "unix:/x", .speaker = PulseSpeaker{"rig", 48000, 1, false}}), true, "48000 Hz, 1 channel;");
    row("a server without a speaker", checkSound({.pulse = "unix:/x", .speaker = PulseSpeaker{"auto_null", 44100, 2, true}}), false,
        "has no speaker. Plug one in.");
    row("a server that says nothing", checkSound({.pulse = "unix:/x"}), true, "did not say");
    row("a card", checkSound({.card = true}), true, "ALSA");
    row("no sound", checkSound({.reasons = "no JACK server runs, no PulseAudio server runs"}), false, "No speaker was found. Plug one in");

    row("no sounds", checkSounds({}), false, "Install Tutti again", "Install Tutti again");
    row("no sounds, and why", checkSounds({.problems = {"a", "b"}}), false, "b", "b");
    row("the bank", checkSounds({.loaded = true, .name = "FluidR3_GM.sf2"}), true, "FluidR3_GM.sf2.");
    row("the bank, less a preset", checkSounds({.loaded = true, .name = "TimGM6mb.sf2", .problems = {"It has no kalimba."}}), true, "TimGM6mb.sf2.");
    row("a bank half installed",
        checkSounds({.loaded = true, .name = "", .passedOver = 1, .problems = {"FluidR3_GM.sf2 is cut off; install it again."}}), false,
        "FluidR3_GM.sf2 is cut off", "FluidR3_GM.sf2 is cut off");
    row("no bank", checkSounds({.loaded = true}), true, "The built-in set.");

    row("no letters", checkFonts({}), false, "fonts-inter");
    row("others' letters", checkFonts({.any = true}), false, "fonts-inter");
    row("our letters", checkFonts({.any = true, .ours = true}), true, "In order.");

    row("a folder", checkFolder({"/data", FolderFacts::State::Writable}), true, "/data");
    row("a folder that cannot be made", checkFolder({"/data", FolderFacts::State::NotMade}), false,
        "/data could not be made. Give it to Tutti's user", "Playing works");
    row("a read-only folder", checkFolder({"/data", FolderFacts::State::ReadOnly}), false, "/data cannot be written to. Give it to Tutti's user",
        "Nothing can be kept");

    row("room enough", checkDisk({.freeBytes = std::uint64_t{200} << 20}), true, "200 MB free.");
    row("nearly full", checkDisk({.freeBytes = (std::uint64_t{200} << 20) - 1}), false, "199 MB are free. Make room for 200 MB", "199 MB are free");
    row("full", checkDisk({.freeBytes = 4096}), false, "The disk is full", "play goes on and is not kept");
    row("a disk that does not say", checkDisk({.place = "/data", .why = "gone"}), false, "/data does not say how much room it has: gone.");

    row("a clock that is right", checkClock({kBuilt + 100h, kBuilt}), true, "2026-06-05 04:00 UTC.");
    row("a clock of another time zone", checkClock({kBuilt - 23h, kBuilt}), true, "2026-05-31");
    row("a clock before the program was built", checkClock({std::chrono::sys_days{std::chrono::year{1970} / 1 / 1}, kBuilt}), false,
        "it says 01 January 1970. Set date and time", "is wrong");
    row("a clock long after", checkClock({std::chrono::sys_days{std::chrono::year{2060} / 1 / 1}, kBuilt}), false, "is wrong", "is wrong");
    row("a clock that jumped", checkClock({kBuilt + 100h, kBuilt, true}), false, "has jumped to 05 June 2026", "has jumped");
    row("a clock that jumped from wrong to wrong", checkClock({kBuilt - 1000h, kBuilt, true}), false, "is wrong", "is wrong");

    row("no port", checkNetwork({}), true, "No port is open.");
    row("two ports", checkNetwork({{"udp", 3333}, {"tcp", 80}}), false, "udp 3333, tcp 80");

    row("no systemd", checkService({}), true, "no kiosk");
    row("no kiosk", checkService({.load = "not-found", .active = "inactive"}), true, "no kiosk");
    row("a kiosk", checkService({.load = "loaded", .active = "active", .result = "success", .watchdog = "10s", .restarts = 3}), true,
        "silent for 10s. Restarts so far: 3.");
    row("a kiosk that nobody watches", checkService({.load = "loaded", .active = "active", .watchdog = "0"}), false, "WatchdogSec");
    row("a kiosk that has failed", checkService({.load = "loaded", .active = "failed", .result = "watchdog"}), false, "does not run (loaded, watchdog)");
    row("a kiosk that was stopped", checkService({.load = "loaded", .active = "inactive", .result = "success"}), false, "does not run (loaded, inactive)");

    row("nobody counts", checkLastStart({}), true, "Nobody counts");
    row("no bad end", checkLastStart({.counted = true}), true, "no start has ended badly");
    row("one bad end", checkLastStart({.counted = true, .ago = {7min}}), false, "ended badly once, the last time 7 min ago, and was started again.");
    row("three bad ends", checkLastStart({.counted = true, .ago = {121s, 110s, 65s}}), false,
        "3 times within a minute, the last time 1 min ago, and was started again with its safe profile.");

    row("no update yet", checkUpdates({}), true, "updates by itself at night");
    row("an update that runs", checkUpdates(UpdateFacts{UpdateFacts::State::Running, {}}), true, "play goes on");
    row("an update that went well", checkUpdates(UpdateFacts{UpdateFacts::State::Done, {}}), true, "went well, at ");
    row("an update that could not be done", checkUpdates(UpdateFacts{UpdateFacts::State::Failed, {}}), false, "Plug the network in");
    row("a read-only machine", checkUpdates(UpdateFacts{UpdateFacts::State::ReadOnly, {}}), true, "read-only");

    row("no package", checkPackages({}), true, "None of Tutti's is installed.");
    row("packages", checkPackages({{"tutti", "0.1.0", "installed"}, {"tutti-kiosk", "", "not-installed"}, {"fonts-inter", "4.0", "installed"}}), true,
        "tutti 0.1.0, fonts-inter 4.0.");
    row("a package that was taken away", checkPackages({{"tutti-kiosk", "0.1.0", "config-files"}}), true, "None of Tutti's");
    row("half a package",
        checkPackages({{"tutti", "0.1.0", "installed"}, {"fluid-soundfont-gm", "3.1", "half-installed"}, {"tutti-kiosk", "0.1.0", "unpacked"}}),
        false, "Only half installed: fluid-soundfont-gm, tutti-kiosk. Run \"sudo dpkg --configure -a\"");

    row("versions", checkVersions({"0.1.0", "Debian 12", "6.1", "6.4.2", "2.3.1"}), true, "Tutti 0.1.0, Debian 12, Linux 6.1, Qt 6.4.2, FluidSynth 2.3.1.");
}

void TestChecks::whatIsFound()
{
    QFETCH(QVariant, found);
    QFETCH(bool, isGood);
    QFETCH(bool, good);
    QFETCH(QString, says);
    QFETCH(QString, toRoom);
    const auto [saysAll, toRoomAll] = found.value<QPair<QString, QString>>();
    QCOMPARE(isGood, good);
    QVERIFY2(saysAll.contains(says), qPrintable(saysAll));
    QVERIFY2(toRoom.isEmpty() ? toRoomAll.isEmpty() : toRoomAll.contains(toRoom), qPrintable(toRoomAll));
}

void TestChecks::aFindingThatHoldsWordsOfThisHomeCanBeSharedWithoutThem()
{
    const std::string home = "/home/erika/tutti";
    const std::vector<Finding> findings{
        checkFolder({home, FolderFacts::State::Writable}),
        checkFolder({home, FolderFacts::State::NotMade}),
        checkFolder({home, FolderFacts::State::ReadOnly}),
        checkDisk({.place = home, .why = "gone"}),
        checkSound({.pulse = "tcp:erika", .speaker = PulseSpeaker{"erika", 48000, 2, false}}),
        checkSound({.pulse = "tcp:erika"}),
        checkSounds({.loaded = true, .name = "erika.sf2", .ownChoice = true}),
        checkSounds({.loaded = true, .name = "", .passedOver = 1, .ownChoice = true, .problems = {"erika.sf2 is no SoundFont."}}),
        checkSounds({.ownChoice = true, .problems = {"erika.sf2 is no SoundFont."}}),
        checkOwnFiles(Subject::Grooves, {"erika.toml, line 2: \"for erika\" is no number."}, "").front(),
    };
    for (const Finding &finding : findings) {
        QVERIFY2(!finding.shared.empty(), finding.says.c_str());
        QVERIFY2(finding.shared.find("erika") == std::string::npos, finding.shared.c_str());
    }
}

void TestChecks::ownFilesAreCountedOrNamedOneByOne()
{
    QCOMPARE(checkOwnFiles(Subject::Grooves, {}, "11 grooves.").size(), std::size_t{1});
    QCOMPARE(checkOwnFiles(Subject::Grooves, {}, "11 grooves.").front(), Finding::inOrder(Subject::Grooves, "11 grooves."));
    const auto wrong = checkOwnFiles(Subject::Recipes, {"one", "two"}, "3 recipes.");
    QCOMPARE(wrong.size(), std::size_t{2});
    QCOMPARE(wrong[1].says, std::string("two"));
    QVERIFY(!wrong[1].good);
}

void TestChecks::aClockThatWasSetIsToldFromOneThatRuns()
{
    ClockWatch watch;
    const std::chrono::sys_seconds noon = kBuilt + 12h;
    QVERIFY(!watch.jumped(noon, 100s));
    QVERIFY(!watch.jumped(noon + 60s, 160s));
    QVERIFY(!watch.jumped(noon + 8h, 160s + 8h - 60s)); // slept, or was busy: the running clock went on too
    QVERIFY(!watch.jumped(noon + 8h + 60s + 299s, 160s + 8h)); // a time server's work
    QVERIFY(watch.jumped(noon + 30h, 161s + 8h));
    QVERIFY(!watch.jumped(noon + 30h + 60s, 221s + 8h)); // said once
    QVERIFY(watch.jumped(noon, 281s + 8h)); // back again
}

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
