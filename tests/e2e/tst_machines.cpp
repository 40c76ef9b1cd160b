// SPDX-License-Identifier: GPL-3.0-or-later
// Machines as they are: a panel, a screen or a speaker that is missing, goes, comes back, or is another one than usual; a
// disk that is full, a folder that is not ours. It starts, says one sentence, and plays as far as it can.
#include "e2e/rig/hands.h"
#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"

#include <QLibraryInfo>
#include <QVersionNumber>
#include <QtTest>

#include <fstream>
#include <sstream>

using namespace tutti::rig;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr int kPeriod = 256;
constexpr int kKey1 = 2; // linux/input-event-codes.h

/// A Qt that looks at all there is when anything was added; later ones look at what was added.
bool findsWhatIsSwitchedOn() { return QLibraryInfo::version() < QVersionNumber(6, 5); }

#define QVERIFY_RESULT(result) QVERIFY2(result, (result) ? "" : (result).error().c_str())

} // namespace

class TestMachines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void aPanelThatIsUnpluggedIsMissedUntilItIsBack();
    void withoutAPanelItSaysSoAndKeysPlay();
    void anotherScreenIsFilled();
    void withoutAScreenTheMusicGoesOn();
    void itStartsWithoutAScreenAndTakesTheOneThatComes();
    void withTwoScreensItSaysWhichOneItIsOn();
    void screensOfEverySizePlay_data();
    void screensOfEverySizePlay();
    void aSpeakerThatIsUnpluggedIsMissedUntilItIsBack();
    void speakersOfEveryKindAreHeard_data();
    void speakersOfEveryKindAreHeard();
    void aFolderThatCannotBeWrittenToIsToldAndItPlays();
    void aFullDiskIsToldAndItPlays();
    void noNetworkPortIsOpen();

private:
    bool fail(const std::string &why)
    {
        m_trouble = why;
        return false;
    }
    Tutti::Options usual(const std::string &audio = "none", const Environment &sound = {})
    {
        return {.program = TUTTI_PROGRAM, .data = m_folder->path() / ("data" + std::to_string(++m_runs)), .audio = audio, .seats = 6, .environment = sound};
    }
    bool launch(XServer &screen, const Tutti::Options &options)
    {
        auto tutti = Tutti::launch(screen, options);
        if (!tutti)
            return fail(tutti.error());
        m_tutti = std::move(*tutti);
        return true;
    }
    /// It is ready when it answers a touch.
    bool open(const Tutti::Options &options) { return launch(*m_screen, options) && (m_tutti->awaitReady() || fail("No window that takes a touch.")); }
    /// A tap on a seat's pad is played.
    bool tapPlays(Panel &panel, const Layout &layout, int seat, int timeoutMs = 5000)
    {
        const auto before = m_tutti->journal().size();
        const std::int64_t end = nowNs() + timeoutMs * kMs;
        Point place;
        for (const auto &pad : layout.pads)
            if (pad.seat == seat)
                place = pad.centre();
        do {
            panel.down(4711, place.x, place.y);
            sleepMs(20);
            panel.up(4711);
            for (int i = 0; i < 25; ++i) {
                const auto &lines = m_tutti->journal();
                for (std::size_t k = before; k < lines.size(); ++k)
                    if (lines[k].value("in", "") == "strike" && lines[k].value("seat", -1) == seat && lines[k].value("by", "touch") == "touch")
                        return true;
                sleepMs(20);
            }
        } while (nowNs() < end);
        return fail("A tap on seat " + std::to_string(seat) + " is not played.");
    }
    bool keyIsHeard(const Meter &meter, int timeoutMs = 8000)
    {
        const std::int64_t end = nowNs() + timeoutMs * kMs;
        do {
            const std::int64_t struck = m_hands->type(kKey1);
            if (meter.hears(struck, 200, 0.003))
                return true;
            sleepMs(100);
        } while (nowNs() < end);
        return fail("A key is not heard.");
    }
    bool windowIs(XServer &screen, int width, int height)
    {
        for (const std::int64_t end = nowNs() + 5000 * kMs; nowNs() < end; sleepMs(20))
            if (screen.sizeOf(m_tutti->window()) == XServer::Size{width, height})
                return true;
        const auto size = screen.sizeOf(m_tutti->window());
        return fail("The window is " + std::to_string(size.width) + " x " + std::to_string(size.height) + ".");
    }
    /// What the doctor finds, on this machine with that sound; empty where it finds nothing of that name.
    Json doctorSays(const std::string &about, Environment environment = {})
    {
        const auto output = m_folder->path() / ("doctor" + std::to_string(++m_runs) + ".out");
        environment.insert(environment.end(), {{"QT_QPA_PLATFORM", "offscreen"}});
        if (environment.size() == 1)
            environment.emplace_back("XDG_RUNTIME_DIR", m_folder->path().string()); // Qt would mention that it has none
        auto doctor = Process::start({.command = {TUTTI_PROGRAM, "doctor", "--json", "--data", m_folder->path().string()}, .environment = environment, .log = output});
        if (!doctor || !(*doctor)->wait(20'000))
            return Json::object();
        std::ifstream file(output);
        const Json findings = Json::parse(file, nullptr, false);
        for (const Json &finding : findings)
            if (finding.is_object() && finding.value("about", "") == about)
                return finding;
        qInfo("The doctor said: %s", (*doctor)->output().c_str());
        return Json::object();
    }
    std::string said() const
    {
        std::ifstream file(m_tutti->options().data / "tutti.out");
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
    std::unique_ptr<Hands> m_hands;
    std::unique_ptr<Tutti> m_tutti;
    int m_runs = 0;
    std::string m_trouble;
};

void TestMachines::initTestCase()
{
    auto folder = TempDir::create();
    QVERIFY_RESULT(folder);
    m_folder = std::move(*folder);
    auto screen = XServer::start(m_folder->path(), 1920, 1080);
    QVERIFY_RESULT(screen);
    m_screen = std::move(*screen);
    m_hands = std::make_unique<Hands>(m_screen->panel());
}

void TestMachines::cleanup()
{
    m_hands->liftAll();
    if (m_tutti && QTest::currentTestFailed())
        qInfo("The program's last words: %s", m_tutti->process().output().c_str());
    m_tutti.reset();
}

void TestMachines::aPanelThatIsUnpluggedIsMissedUntilItIsBack()
{
    QVERIFY2(open(usual()), m_trouble.c_str());
    QVERIFY2(said().find("touch panel") == std::string::npos, said().c_str());
    const auto gone = m_screen->unplugTouch();
    const bool missed = m_tutti->says("The touch panel has gone. Plug its USB cable in again and we go on.");
    const auto plugged = m_screen->plugTouch(findsWhatIsSwitchedOn() ? XServer::Plug::WithAnother : XServer::Plug::Alone); // whatever was found: the tests that follow need it
    QVERIFY_RESULT(gone);
    QVERIFY_RESULT(plugged);
    QVERIFY(missed);
    QVERIFY(m_tutti->says("No longer: The touch panel has gone."));
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 3), m_trouble.c_str());
}

void TestMachines::withoutAPanelItSaysSoAndKeysPlay()
{
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY_RESULT(jack);
    auto meter = JackMeter::start(**jack);
    QVERIFY_RESULT(meter);
    const auto gone = m_screen->unplugTouch();
    const bool opened = launch(*m_screen, usual("jack", (*jack)->environment())) && m_tutti->awaitWindow();
    const bool heard = opened && keyIsHeard(**meter);
    const bool missed = opened && m_tutti->says("No touch panel was found. Plug its USB cable in; mouse and keys work meanwhile.");
    const auto plugged = m_screen->plugTouch(findsWhatIsSwitchedOn() ? XServer::Plug::WithAnother : XServer::Plug::Alone);
    QVERIFY_RESULT(gone);
    QVERIFY_RESULT(plugged);
    QVERIFY2(opened && heard, m_trouble.c_str());
    QVERIFY(missed);
    if (!findsWhatIsSwitchedOn())
        QSKIP("This Qt finds a panel that comes later when the X server adds it, which only a real cable makes it do: by hand.");
    QVERIFY(m_tutti->says("No longer: No touch panel was found.")); // plugged in after the start
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 3), m_trouble.c_str());
    meter->reset();
    m_tutti.reset();
}

void TestMachines::anotherScreenIsFilled()
{
    Tutti::Options options = usual();
    options.window = false;
    QVERIFY2(open(options), m_trouble.c_str());
    QVERIFY2(windowIs(*m_screen, 1920, 1080), m_trouble.c_str());
    options.width = 1280;
    options.height = 1024;
    const auto layout = askLayout(options, options.data);
    QVERIFY_RESULT(layout);
    const auto plugged = m_screen->plugScreen(1280, 1024);
    const bool filled = plugged && windowIs(*m_screen, 1280, 1024);
    bool plays = filled;
    for (int seat = 0; plays && seat < 6; ++seat) // where everybody's pad is now
        plays = tapPlays(m_screen->panel(), *layout, seat);
    const auto back = m_screen->plugScreen(1920, 1080);
    QVERIFY_RESULT(plugged);
    QVERIFY_RESULT(back);
    QVERIFY2(filled && plays, m_trouble.c_str());
    QVERIFY2(windowIs(*m_screen, 1920, 1080), m_trouble.c_str());
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 2), m_trouble.c_str());
}

void TestMachines::withoutAScreenTheMusicGoesOn()
{
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY_RESULT(jack);
    auto meter = JackMeter::start(**jack);
    QVERIFY_RESULT(meter);
    Tutti::Options options = usual("jack", (*jack)->environment());
    options.window = false;
    QVERIFY2(open(options), m_trouble.c_str());
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    const auto gone = m_screen->unplugScreen();
    const bool missed = m_tutti->says("The screen has gone.");
    const bool heard = keyIsHeard(**meter);
    const auto back = m_screen->plugScreen(1920, 1080);
    QVERIFY_RESULT(gone);
    QVERIFY_RESULT(back);
    QVERIFY(missed);
    QVERIFY2(heard, m_trouble.c_str());
    QVERIFY(m_tutti->says("No longer: The screen has gone."));
    QVERIFY2(windowIs(*m_screen, 1920, 1080), m_trouble.c_str());
    QVERIFY(m_screen->shownWindow() == m_tutti->window());
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 2), m_trouble.c_str());
    meter->reset();
    m_tutti.reset();
}

void TestMachines::itStartsWithoutAScreenAndTakesTheOneThatComes()
{
    Tutti::Options options = usual();
    options.window = false;
    const auto gone = m_screen->unplugScreen();
    const bool launched = launch(*m_screen, options);
    const bool said = launched && m_tutti->says("No display answers. Connect one");
    const auto back = m_screen->plugScreen(1920, 1080);
    QVERIFY_RESULT(gone);
    QVERIFY_RESULT(back);
    QVERIFY2(launched, m_trouble.c_str());
    QVERIFY(said);
    QVERIFY(m_tutti->says("No longer: No display answers."));
    QVERIFY(m_tutti->awaitReady());
    QVERIFY2(windowIs(*m_screen, 1920, 1080), m_trouble.c_str());
}

void TestMachines::withTwoScreensItSaysWhichOneItIsOn()
{
    Tutti::Options options = usual();
    options.window = false;
    const auto second = m_screen->plugSecondScreen();
    const bool opened = second && open(options);
    const bool said = opened && m_tutti->says("2 screens are connected and Tutti is on DUMMY0. If that is the wrong one, unplug the others.");
    const bool fits = opened && windowIs(*m_screen, 1920, 1080);
    const auto one = m_screen->unplugSecondScreen();
    QVERIFY_RESULT(second);
    QVERIFY_RESULT(one);
    QVERIFY2(opened && fits, m_trouble.c_str());
    QVERIFY(said);
    QVERIFY2(windowIs(*m_screen, 1920, 1080), m_trouble.c_str());
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 2), m_trouble.c_str());
}

void TestMachines::screensOfEverySizePlay_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QString>("says");
    QTest::newRow("600 lines") << 1024 << 600 << QStringLiteral("The screen shows only 1024 x 600 pixels, so small words are hard to read.");
    QTest::newRow("8K") << 7680 << 4320 << QStringLiteral("The screen shows 7680 x 4320 pixels. If pictures come late, set it to 3840 x 2160.");
}

void TestMachines::screensOfEverySizePlay()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QString, says);
    const auto folder = m_folder->path() / std::to_string(width);
    std::filesystem::create_directory(folder);
    auto screen = XServer::start(folder, width, height);
    QVERIFY_RESULT(screen);
    Tutti::Options options = usual();
    options.window = false;
    options.width = width;
    options.height = height;
    QVERIFY2(launch(**screen, options), m_trouble.c_str());
    QVERIFY(m_tutti->awaitReady(30'000));
    QVERIFY2(windowIs(**screen, width, height), m_trouble.c_str());
    QVERIFY(m_tutti->says(says.toStdString()));
    for (int seat = 0; seat < 6; ++seat)
        QVERIFY2(tapPlays((*screen)->panel(), m_tutti->layout(), seat, 15'000), m_trouble.c_str());
    m_tutti.reset(); // before its screen
}

void TestMachines::aSpeakerThatIsUnpluggedIsMissedUntilItIsBack()
{
    auto pulse = PulseServer::start(m_folder->path());
    QVERIFY_RESULT(pulse);
    auto meter = PulseMeter::start(**pulse);
    QVERIFY_RESULT(meter);
    QVERIFY2(open(usual("pulseaudio", (*pulse)->environment())), m_trouble.c_str());
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    meter->reset();
    const auto gone = (*pulse)->unplugSpeaker();
    QVERIFY_RESULT(gone);
    QVERIFY(m_tutti->says("No sound: no speaker was found. Plug one in and we go on."));
    QVERIFY2(tapPlays(m_screen->panel(), m_tutti->layout(), 2), m_trouble.c_str());
    const auto back = (*pulse)->plugSpeaker();
    QVERIFY_RESULT(back);
    meter = PulseMeter::start(**pulse);
    QVERIFY_RESULT(meter);
    QVERIFY(m_tutti->says("No longer: No sound"));
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    meter->reset();
    m_tutti.reset();
}

void TestMachines::speakersOfEveryKindAreHeard_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    for (const char *server : {"jack", "pulseaudio"}) {
        QTest::addRow("%s, six channels at 44.1 kHz", server) << QString::fromLatin1(server) << 44100 << 6;
        QTest::addRow("%s, one channel at 96 kHz", server) << QString::fromLatin1(server) << 96000 << 1;
    }
}

void TestMachines::speakersOfEveryKindAreHeard()
{
    QFETCH(QString, server);
    QFETCH(int, rate);
    QFETCH(int, channels);
    if (server == QStringLiteral("jack")) {
        auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient, {rate, channels});
        QVERIFY_RESULT(jack);
        auto meter = JackMeter::start(**jack);
        QVERIFY_RESULT(meter);
        QVERIFY2(open(usual("jack", (*jack)->environment())), m_trouble.c_str());
        QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
        meter->reset();
        m_tutti.reset();
    } else {
        auto pulse = PulseServer::start(m_folder->path(), {rate, channels});
        QVERIFY_RESULT(pulse);
        auto meter = PulseMeter::start(**pulse);
        QVERIFY_RESULT(meter);
        QVERIFY2(open(usual("pulseaudio", (*pulse)->environment())), m_trouble.c_str());
        QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
        const Json sound = doctorSays("sound", (*pulse)->environment());
        const std::string format = std::to_string(rate) + " Hz, " + std::to_string(channels) + " channel";
        QVERIFY2(sound.value("good", false) && sound.value("says", "").find(format) != std::string::npos, sound.dump().c_str());
        meter->reset();
        m_tutti.reset();
    }
}

void TestMachines::aFolderThatCannotBeWrittenToIsToldAndItPlays()
{
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY_RESULT(jack);
    auto meter = JackMeter::start(**jack);
    QVERIFY_RESULT(meter);
    Tutti::Options options = usual("jack", (*jack)->environment());
    options.more = {"--data", "/proc/self"}; // where the kernel lets nobody make a file, not even root
    QVERIFY2(launch(*m_screen, options), m_trouble.c_str());
    QVERIFY(m_tutti->awaitWindow());
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    QVERIFY(m_tutti->says("Nothing can be kept: Tutti's folder cannot be written to. Playing works; ask whoever looks after this machine."));
    // What is set on the screen counts until it is switched off; that it is not kept is said once.
    const Layout &layout = m_tutti->layout();
    const auto touch = [&](Point place, int ms) {
        m_hands->press({place});
        sleepMs(ms);
        m_hands->liftAll();
    };
    touch(layout.lead, 1300);
    sleepMs(300);
    touch({layout.drawer.centre().x, (layout.drawer.y + layout.drawerBody.y) / 2}, 50); // More: the volume
    sleepMs(300);
    const Point softer = layout.drawerBody.cell(0, 4, 0, 2);
    for (int i = 0; i < 5 && !m_tutti->says("settings.json could not be saved", 500); ++i)
        touch(softer, 50);
    QVERIFY(m_tutti->says("settings.json could not be saved"));
    const Point louder = layout.drawerBody.cell(3, 4, 0, 2);
    for (int i = 0; i < 3; ++i) {
        touch(louder, 50);
        sleepMs(400);
    }
    const std::string all = said();
    QCOMPARE(all.find("could not be saved"), all.rfind("could not be saved"));
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    meter->reset();
    m_tutti.reset();
}

void TestMachines::aFullDiskIsToldAndItPlays()
{
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY_RESULT(jack);
    auto meter = JackMeter::start(**jack);
    QVERIFY_RESULT(meter);
    Tutti::Options options = usual("jack", (*jack)->environment());
    // No file of the program may grow: what it says goes to a pipe.
    options.through = {"sh", "-c", "trap '' XFSZ; { ulimit -f 0; exec \"$@\"; } 2>&1 | cat", "sh"};
    QVERIFY2(launch(*m_screen, options), m_trouble.c_str());
    QVERIFY(m_tutti->awaitWindow());
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    QVERIFY(m_tutti->says("current.jsonl could not be written"));
    QVERIFY(m_tutti->says("Playing goes on"));
    QVERIFY2(keyIsHeard(**meter), m_trouble.c_str());
    meter->reset();
    m_tutti.reset();
}

void TestMachines::noNetworkPortIsOpen()
{
    auto pulse = PulseServer::start(m_folder->path());
    QVERIFY_RESULT(pulse);
    QVERIFY2(open(usual("pulseaudio", (*pulse)->environment())), m_trouble.c_str());
    // The doctor looks at every process that runs the program, and finds ports where there are any (tests/care).
    const Json network = doctorSays("network");
    QVERIFY2(network.value("good", false), network.dump().c_str());
    m_tutti.reset();
}

QTEST_GUILESS_MAIN(TestMachines)
#include "tst_machines.moc"
