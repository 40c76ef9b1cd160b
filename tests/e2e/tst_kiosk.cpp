// SPDX-License-Identifier: GPL-3.0-or-later
// The session as it hangs on a wall: its units and scripts, a weston without a screen, real touches, real sound. What a
// crash, a hang or a power cut takes away has to be back before anybody has found out whom to call.
#include "e2e/rig/kiosk.h"

#include <QtTest>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>

using namespace tutti::rig;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr int kBackMs = 10'000;
constexpr int kFirstTouchMs = 3000;
constexpr unsigned kLeaning = 77; ///< the finger that stays

bool provesMore() { return qEnvironmentVariableIsSet("TUTTI_LONG"); }

/// Whether it runs; one that has ended and waits to be buried does not.
bool lives(pid_t process)
{
    std::ifstream in(fmt::format("/proc/{}/stat", process));
    std::string text;
    std::getline(in, text);
    const auto name = text.rfind(')');
    return name != std::string::npos && text.size() > name + 2 && text[name + 2] != 'Z';
}

std::string contents(const fs::path &file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

class TestKiosk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void systemdFindsNoFaultInTheUnits();
    void firstTouchSoundsWithinThreeSecondsOfTheStart();
    void playIsBackAfterAKill_data();
    void playIsBackAfterAKill();
    void programThatHangsIsFoundAndStartedAgain();
    void threeCrashesInAMinuteGiveTheSafeProfile();
    void programThatIsAskedToEndEndsWell();
    void whatIsSavedIsOnTheStickBeforeItLeavesTheOutbox();
    void aScreenThatWasAskedToEndHasNotFailed();
    void rootDoesWhatIsAskedForAndNothingElse();
    void nothingIsUpdatedWhileSomebodyPlays();
    void whatTheStaffWantedIsForgottenWhenItIsDone();

private:
    bool open(std::vector<std::string> more = {});
    /// With a new meter: one hears for a minute.
    bool listen();
    bool fail(const std::string &why)
    {
        m_trouble = why;
        return false;
    }
    /// Everybody strikes once and somebody goes on leaning on the glass; how many strikes the journal has then, on disk. 0 is
    /// a failure.
    int play();
    /// The log of the run before is put aside, whole, with at least so many strikes.
    bool keptWhole(int strikes);
    /// The session does not count what was killed before, as if a minute had passed.
    void forgetCrashes();
    /// Copies of the units that name the scripts where they lie here.
    fs::path unitsOfHere();
    /// Runs one of the session's scripts, with `systemctl` in its place writing what it is told into `told`.
    std::optional<int> runScript(const std::string &name, const fs::path &told);

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackMeter> m_meter;
    std::unique_ptr<Kiosk> m_kiosk;
    int m_runs = 0;
    std::string m_trouble;
};

void TestKiosk::initTestCase()
{
    auto folder = TempDir::create();
    QVERIFY2(folder, folder ? "" : folder.error().c_str());
    m_folder = std::move(*folder);
    auto jack = JackServer::start(m_folder->path(), 128, JackServer::Manner::Prompt);
    QVERIFY2(jack, jack ? "" : jack.error().c_str());
    m_jack = std::move(*jack);
}

void TestKiosk::init()
{
    QVERIFY2(listen(), m_trouble.c_str());
}

void TestKiosk::cleanup()
{
    if (m_kiosk && QTest::currentTestFailed())
        qInfo("%s", m_kiosk->farewell(m_folder->path()).c_str());
    m_kiosk.reset();
    m_meter.reset();
}

bool TestKiosk::listen()
{
    m_meter.reset();
    auto meter = JackMeter::start(*m_jack);
    if (!meter)
        return fail(meter.error());
    m_meter = std::move(*meter);
    return true;
}

bool TestKiosk::open(std::vector<std::string> more)
{
    const auto folder = m_folder->path() / std::to_string(++m_runs);
    std::error_code error;
    fs::create_directory(folder, error);
    auto kiosk = Kiosk::start(folder, {.program = TUTTI_PROGRAM, .session = TUTTI_SESSION, .module = TUTTI_TOUCH_MODULE,
        .sound = m_jack->environment(), .more = std::move(more)});
    if (!kiosk)
        return fail(kiosk.error());
    m_kiosk = std::move(*kiosk);
    return true;
}

void TestKiosk::forgetCrashes()
{
    std::error_code error;
    fs::remove(m_kiosk->runtime() / "crashes", error);
    fs::remove(m_kiosk->runtime().parent_path() / "tutti-screen" / "crashes", error);
}

fs::path TestKiosk::unitsOfHere()
{
    const auto folder = m_folder->path() / "units";
    fs::create_directories(folder);
    for (const auto &entry : fs::directory_iterator(TUTTI_SESSION)) {
        const std::set<fs::path> units{".service", ".path", ".timer"};
        if (!units.contains(entry.path().extension()))
            continue;
        const QString text = QString::fromStdString(contents(entry.path())).replace(QStringLiteral("/usr/lib/tutti/"), QStringLiteral(TUTTI_SESSION "/"));
        std::ofstream(folder / entry.path().filename()) << text.toStdString();
    }
    return folder;
}

void TestKiosk::systemdFindsNoFaultInTheUnits()
{
    if (findProgram("systemd-analyze").empty())
        QSKIP("systemd-analyze is not installed.");
    const auto folder = unitsOfHere();
    std::vector<std::string> command{"systemd-analyze", "verify", "--man=no", "--recursive-errors=no"};
    for (const auto &entry : fs::directory_iterator(folder))
        command.push_back(entry.path().string());
    QVERIFY(command.size() >= 11);
    const auto analyze = Process::start({.command = command, .environment = {}, .log = m_folder->path() / "analyze.out"});
    QVERIFY2(analyze, analyze ? "" : analyze.error().c_str());
    const auto status = (*analyze)->wait(30'000);
    QVERIFY2(status == 0 && (*analyze)->output().empty(), (*analyze)->output().c_str());
}

void TestKiosk::firstTouchSoundsWithinThreeSecondsOfTheStart()
{
    // A machine that is busy with something else can only make it later: one of three has to be in time.
    double best = 1e9;
    for (int attempt = 0; attempt < 3 && best > kFirstTouchMs; ++attempt) {
        m_kiosk.reset();
        QVERIFY2(open(), m_trouble.c_str());
        const auto touched = m_kiosk->soundingTouch(*m_meter, 20'000);
        QVERIFY2(touched, m_kiosk->lastWords().c_str());
        best = std::min(best, static_cast<double>(*touched - m_kiosk->startedNs()) / kMs);
    }
    QVERIFY(fs::exists(m_kiosk->runtime() / "playing")); // from the first touch on nobody updates it
    qInfo("From the start of the session to the first touch that sounds: %.2f s.", best / 1000);
    QVERIFY(best <= kFirstTouchMs);
    QVERIFY2(m_kiosk->tutti().awaitReady(1, 5000), "It plays, and has not said that it is ready.");
}

void TestKiosk::playIsBackAfterAKill_data()
{
    QTest::addColumn<QString>("victim");
    for (const char *victim : {"program", "weston", "sound server"})
        QTest::newRow(victim) << QString::fromLatin1(victim);
}

void TestKiosk::playIsBackAfterAKill()
{
    QFETCH(const QString, victim);
    QVERIFY2(open(), m_trouble.c_str());
    QVERIFY2(m_kiosk->soundingTouch(*m_meter, 20'000), m_kiosk->lastWords().c_str());
    const int times = provesMore() ? 100 : 10;
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        forgetCrashes();
        const auto program = m_kiosk->shownProgram();
        QVERIFY(program);
        const int written = play();
        QVERIFY2(written > 0, m_trouble.c_str());
        const int run = m_kiosk->tutti().run().number;
        sleepMs(i * 37 % 250); // not always at the same place of a write
        const std::int64_t killed = nowNs();
        if (victim == u"sound server") {
            m_meter.reset();
            m_jack->kill();
            const auto restarted = m_jack->restart();
            QVERIFY2(restarted, restarted ? "" : restarted.error().c_str());
        } else {
            QCOMPARE(kill(victim == u"weston" ? m_kiosk->screen().run().main : *program, SIGKILL), 0);
            QTRY_VERIFY_WITH_TIMEOUT(m_kiosk->tutti().run().number > run, kBackMs);
        }
        QVERIFY2(listen(), m_trouble.c_str());
        const auto touched = m_kiosk->soundingTouch(*m_meter, kBackMs);
        QVERIFY2(touched, qPrintable(QStringLiteral("Kill %1: back, and silent.").arg(i + 1)));
        took.push_back(static_cast<double>(*touched - killed) / kMs);
        QVERIFY2(took.back() <= kBackMs, qPrintable(QStringLiteral("Kill %1: back after %2 ms.").arg(i + 1).arg(took.back())));
        if (victim == u"sound server") {
            QCOMPARE(m_kiosk->tutti().run().number, run); // the program outlived it
            QVERIFY(SessionLog::count(m_kiosk->log().lines(), "in", "strike") > written);
        } else {
            QVERIFY2(keptWhole(written), m_trouble.c_str());
        }
    }
    std::sort(took.begin(), took.end());
    qInfo("Back in play after %d kills of the %s: %.2f s as a rule, %.2f s at most.", times, qPrintable(victim), took[took.size() / 2] / 1000, took.back() / 1000);
}

int TestKiosk::play()
{
    const auto panel = m_kiosk->panel();
    if (!panel) {
        fail(panel.error());
        return 0;
    }
    Hands hands(**panel);
    const SessionLog log = m_kiosk->log();
    const std::size_t before = log.lines().size();
    const auto &pads = m_kiosk->layout().pads;
    for (const auto &pad : pads) {
        hands.press({pad.centre()});
        sleepMs(10);
        hands.liftAll();
    }
    const int wanted = static_cast<int>(pads.size());
    if (SessionLog::count(log.await("in", "strike", wanted, before), "in", "strike", before) < wanted) {
        fail("Not every strike came into the journal.");
        return 0;
    }
    // Somebody leans on the glass, and goes on leaning.
    (*panel)->down(kLeaning, pads.back().centre().x, pads.back().centre().y);
    (*panel)->sync();
    return SessionLog::count(log.lines(), "in", "strike");
}

bool TestKiosk::keptWhole(int strikes)
{
    // The next start has mended it and put it aside; there is one.
    std::vector<fs::path> found;
    for (const auto &entry : fs::directory_iterator(m_kiosk->data() / "session"))
        if (entry.path().filename().string().starts_with("recovered-"))
            found.push_back(entry.path());
    if (found.size() != 1)
        return fail(fmt::format("{} logs were put aside.", found.size()));
    std::ifstream in(found.front());
    std::vector<Json> lines;
    for (std::string text; std::getline(in, text);) {
        lines.push_back(Json::parse(text, nullptr, false));
        if (in.eof() || !lines.back().is_object())
            return fail("Not whole: " + text);
    }
    if (lines.empty() || !lines.front().contains("tutti_log"))
        return fail("The log has no beginning.");
    const int kept = SessionLog::count(lines, "in", "strike");
    return kept >= strikes || fail(fmt::format("{} strikes were on the disk, {} are left.", strikes, kept));
}

void TestKiosk::programThatHangsIsFoundAndStartedAgain()
{
    QVERIFY2(open(), m_trouble.c_str());
    QVERIFY2(m_kiosk->soundingTouch(*m_meter, 20'000), m_kiosk->lastWords().c_str());
    const auto first = m_kiosk->tutti().awaitReady(1, 10'000);
    QVERIFY(first);
    const auto program = m_kiosk->shownProgram();
    QVERIFY(program);
    QTRY_VERIFY_WITH_TIMEOUT(m_kiosk->tutti().run().watched, 10'000);
    const std::int64_t hung = nowNs();
    QCOMPARE(kill(*program, SIGSTOP), 0);
    QTRY_VERIFY2_WITH_TIMEOUT(m_kiosk->tutti().run().number > first->number, "Nobody noticed.", 20'000);
    const auto touched = m_kiosk->soundingTouch(*m_meter, kBackMs);
    QVERIFY2(touched, "Started again, and silent.");
    QCOMPARE(m_kiosk->tutti().hangs(), 1);
    QCOMPARE(m_kiosk->screen().hangs(), 0);
    QVERIFY2(!lives(*program), "The one that hangs is still there.");
    const double took = static_cast<double>(*touched - hung) / kMs;
    qInfo("A program that hangs was found and play was back after %.1f s.", took / 1000);
    QVERIFY(took <= kBackMs);
}

void TestKiosk::threeCrashesInAMinuteGiveTheSafeProfile()
{
    QVERIFY2(open(), m_trouble.c_str());
    for (int crash = 0; crash <= 3; ++crash) {
        QVERIFY2(m_kiosk->soundingTouch(*m_meter, 20'000), m_kiosk->lastWords().c_str());
        const auto program = m_kiosk->shownProgram();
        QVERIFY(program);
        QVERIFY(Kiosk::hasOption(*program, "--kiosk"));
        QCOMPARE(Kiosk::hasOption(*program, "--safe"), crash == 3);
        if (crash == 3)
            break;
        const int run = m_kiosk->tutti().run().number;
        QCOMPARE(kill(*program, SIGSEGV), 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_kiosk->tutti().run().number > run, kBackMs);
    }
    const auto said = QString::fromStdString(m_kiosk->tutti().output());
    QCOMPARE(said.count(QStringLiteral("Tutti was killed by signal 11 (SEGV).")), 3);
    QVERIFY(said.contains(QStringLiteral("safe profile")));
}

void TestKiosk::programThatIsAskedToEndEndsWell()
{
    QVERIFY2(open(), m_trouble.c_str());
    QVERIFY2(m_kiosk->soundingTouch(*m_meter, 20'000), m_kiosk->lastWords().c_str());
    const auto program = m_kiosk->shownProgram();
    QVERIFY(program);
    const auto log = m_kiosk->runtime().parent_path().parent_path() / "tutti.out";
    QVERIFY(fs::exists(m_kiosk->runtime() / "running"));
    const auto running = m_kiosk->runtime() / "running";
    m_kiosk.reset(); // systemctl stop
    QVERIFY(!lives(*program));
    QVERIFY2(contents(log).find("was asked to end, and did") != std::string::npos, contents(log).c_str());
    QVERIFY2(!fs::exists(running), "It would count as a crash.");
}

std::optional<int> TestKiosk::runScript(const std::string &name, const fs::path &told)
{
    const auto bin = m_folder->path() / "bin";
    fs::create_directories(bin);
    // A machine whose commands do what they can here, and tell; a stick that is full breaks `mv`.
    const std::vector<std::pair<std::string, std::string>> commands{{"systemctl", "printf '%s\\n' \"$*\" >>" + told.string()},
        {"runuser", "shift 3; exec \"$@\""}, {"mountpoint", "exit 0"}, {"mount", "echo \"$2\" >>" + (m_folder->path() / "mounts").string()},
        {"findmnt", "echo ext4"}, {"pgrep", "exit 1"}, {"dpkg", "exit 0"}, {"apt-get", "exit 0"},
        {"unattended-upgrade", "touch " + (m_folder->path() / "machine/update/wanted").string() + ""}, // asked for once more meanwhile
        {"mv", "[ ! -e " + (m_folder->path() / "broken").string() + " ] && exec /bin/mv \"$@\""}};
    for (const auto &[command, deed] : commands) {
        std::ofstream(bin / command) << "#!/bin/sh\n" << deed << '\n';
        fs::permissions(bin / command, fs::perms::owner_all);
    }
    const auto run = (m_folder->path() / "machine").string();
    auto script = Process::start({.command = {TUTTI_SESSION "/" + name},
        .environment = {{"PATH", bin.string() + ":" + qgetenv("PATH").toStdString()}, {"TUTTI_RUN", run}, {"TUTTI_MEDIA", run + "/media"}, {"TUTTI_UPDATES", run + "/update"}, {"RUNTIME_DIRECTORY", run + "/update"}, {"STATE_DIRECTORY", run}},
        .log = m_folder->path() / "script.out"});
    return script ? (*script)->wait(10'000) : std::nullopt;
}

void TestKiosk::rootDoesWhatIsAskedForAndNothingElse()
{
    const auto ask = m_folder->path() / "machine" / "ask";
    const auto told = m_folder->path() / "told";
    fs::create_directories(ask);
    QCOMPARE(runScript("kiosk-ask", told), 0);
    QVERIFY(!fs::exists(told));
    const std::vector<std::pair<std::string, std::string>> wishes{{"poweroff", "--no-block poweroff\n"}, {"reboot", "--no-block reboot\n"},
        {"update", "--no-block start tutti-kiosk-update.service\n"}};
    for (const auto &[wish, deed] : wishes) {
        std::ofstream(ask / wish) << "rm -rf /\n"; // what stands in it is nobody's business
        QCOMPARE(runScript("kiosk-ask", told), 0);
        QCOMPARE(contents(told), deed);
        QVERIFY2(!fs::exists(ask / wish), wish.c_str());
        QCOMPARE(fs::remove(m_folder->path() / "machine" / "update" / "wanted"), wish == "update");
        fs::remove(told);
    }
    std::ofstream(ask / "halt") << '\n';
    std::ofstream(ask / "poweroff; reboot") << '\n';
    QCOMPARE(runScript("kiosk-ask", told), 0);
    QVERIFY(!fs::exists(told));
    // A link where the folder should be leads nowhere.
    fs::rename(ask, m_folder->path() / "elsewhere");
    std::ofstream(m_folder->path() / "elsewhere" / "poweroff") << '\n';
    fs::create_directory_symlink(m_folder->path() / "elsewhere", ask);
    QCOMPARE(runScript("kiosk-ask", told), 0);
    QVERIFY(!fs::exists(told));
    QVERIFY(fs::exists(m_folder->path() / "elsewhere" / "poweroff"));
    fs::remove(ask);
}

void TestKiosk::whatIsSavedIsOnTheStickBeforeItLeavesTheOutbox()
{
    const auto machine = m_folder->path() / "machine";
    const auto stick = machine / "media" / "sdb1", outbox = machine / "outbox", mounts = m_folder->path() / "mounts", broken = m_folder->path() / "broken";
    for (const auto &folder : {stick, outbox, machine / "ask"})
        fs::create_directories(folder);
    const auto save = [&] {
        fs::remove(mounts);
        std::ofstream(machine / "ask" / "save") << '\n';
        return runScript("kiosk-ask", m_folder->path() / "told");
    };
    std::ofstream(outbox / "report.txt") << "what was found";
    std::ofstream(broken) << '\n';
    QCOMPARE(save(), 0);
    QVERIFY(fs::exists(outbox / "report.txt")); // not saved, not lost
    QVERIFY(fs::is_empty(stick));
    QCOMPARE(contents(mounts), std::string("remount,rw\nremount,ro\n"));
    fs::remove(broken);
    QCOMPARE(save(), 0);
    QVERIFY(!fs::exists(outbox / "report.txt"));
    QCOMPARE(contents(stick / "report.txt"), std::string("what was found"));
    QCOMPARE(contents(mounts), std::string("remount,rw\nremount,ro\n"));
    // A link is no file of Tutti's.
    std::ofstream(m_folder->path() / "secret") << "not for a stick";
    fs::create_symlink(m_folder->path() / "secret", outbox / "link");
    QCOMPARE(save(), 0);
    QVERIFY(!fs::exists(stick / "link"));
    QVERIFY(fs::exists(m_folder->path() / "secret"));
}

void TestKiosk::aScreenThatWasAskedToEndHasNotFailed()
{
    const auto folder = m_folder->path() / "screen";
    fs::create_directories(folder);
    for (const auto &[result, counts] : {std::pair{"success", false}, std::pair{"watchdog", true}}) {
        std::ofstream(folder / "running") << '\n';
        auto stopped = Process::start({.command = {TUTTI_SESSION "/kiosk-screen", "--stopped"},
            .environment = {{"RUNTIME_DIRECTORY", folder.string()}, {"SERVICE_RESULT", result}}, .log = m_folder->path() / "script.out"});
        QVERIFY(stopped);
        QCOMPARE((*stopped)->wait(10'000), std::optional(0));
        QCOMPARE(fs::exists(folder / "running"), counts);
    }
}

void TestKiosk::nothingIsUpdatedWhileSomebodyPlays()
{
    const auto run = m_folder->path() / "machine";
    fs::create_directories(run);
    QCOMPARE(runScript("kiosk-quiet", {}), 0);
    std::ofstream(run / "playing") << '\n';
    QCOMPARE(runScript("kiosk-quiet", {}), 1);
    fs::create_directories(run / "update");
    std::ofstream(run / "update" / "wanted") << '\n'; // the staff want it now
    QCOMPARE(runScript("kiosk-quiet", {}), 0);
    const auto unit = UnitFile::read(TUTTI_SESSION "/tutti-kiosk-update.service");
    QVERIFY(unit);
    QCOMPARE(unit->value("Service", "ExecCondition"), std::string("/usr/lib/tutti/kiosk-quiet"));
    const auto timer = UnitFile::read(TUTTI_SESSION "/tutti-kiosk-update.timer");
    QVERIFY(timer);
    QCOMPARE(timer->value("Timer", "Persistent"), std::string("false"));
}

void TestKiosk::whatTheStaffWantedIsForgottenWhenItIsDone()
{
    const auto update = m_folder->path() / "machine" / "update";
    fs::create_directories(update);
    std::ofstream(update / "wanted") << '\n';
    QCOMPARE(runScript("kiosk-update", m_folder->path() / "told"), 0);
    const std::string state = contents(update / "state");
    QVERIFY2(state == (geteuid() == 0 ? "done\n" : "read-only\n"), state.c_str()); // it may write to /usr, or not
    QVERIFY(!fs::exists(update / "wanted")); // else nobody is safe from it the next time
    // One that is broken off went badly; one that was not is as it was.
    for (const auto &[was, is] : {std::pair{"running\n", "failed\n"}, std::pair{"done\n", "done\n"}}) {
        std::ofstream(update / "state") << was;
        auto stopped = Process::start({.command = {TUTTI_SESSION "/kiosk-update", "--stopped"},
            .environment = {{"RUNTIME_DIRECTORY", update.string()}}, .log = m_folder->path() / "script.out"});
        QVERIFY(stopped);
        QCOMPARE((*stopped)->wait(10'000), std::optional(0));
        QCOMPARE(contents(update / "state"), std::string(is));
    }
}

QTEST_GUILESS_MAIN(TestKiosk)
#include "tst_kiosk.moc"
