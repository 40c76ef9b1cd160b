// SPDX-License-Identifier: GPL-3.0-or-later
// Four people play every game of turns at the real window: one is quick, by a switch, one shakes, one is slow, one strays.
// Each goes by what the journal says of whose turn it is. Somebody stops each game in the middle, and ends it; a session
// is led through all its steps; and the log of it all is played again.
#include "e2e/rig/hands.h"
#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"

#include <QtTest>

#include <linux/input-event-codes.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <utility>

using namespace tutti::rig;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kS = 1'000'000'000;
constexpr int kPeriod = 256;
constexpr int kSeats = 4;
constexpr double kSilenceDb = -60;
constexpr std::int64_t kOffWithinUs = 60'000;
constexpr double kMmPerPx = 0.75; // 65 inches, 1920 across

/// The seats of Pass It On, by who sits there.
enum Who { kStrays = 0, kSwitch = 1, kShakes = 2, kSlow = 3 };
constexpr int kSwitchKey = KEY_2; // of that seat

/// A home's own recipe: short waits and a quick beat for all that is played after it.
constexpr const char *kBrisk = R"(tutti_recipe = 1
name = "Brisk"
minutes = 1

[[step]]
name = "All together"
activity = "open-pads"
say = "Let us play."
minutes = 1

[step.settings]
intro_s = 0
rest_s = 1.5
wait_s = 5
bpm = 140
)";

/// Pages of the drawer, by how often More is pressed; what is played in turns has one more, before them.
constexpr int kSeatsPage = 7; // after the first, the volume, cues, who and three of sounds
constexpr int kAnotherPage = 8;

bool isState(const Json &line, const char *state) { return line.value("out", "") == "state" && line.value("state", "") == state; }
int seatOf(const Json &line) { return line.value("seat", -1); }
std::int64_t timeOf(const Json &line) { return line.at("t_us").get<std::int64_t>(); }
bool isOwn(const Json &line) { return line.value("out", "") == "note" && seatOf(line) >= 0; }

/// What is to be done, and when. Everybody at the window does theirs in one thread.
class Plans {
public:
    enum class Kind { Begins, LetsGo };
    void at(std::int64_t ns, std::function<void()> what, Kind kind = Kind::Begins) { m_all.emplace(ns, Plan{std::move(what), kind}); }
    void carryOut()
    {
        while (!m_all.empty() && m_all.begin()->first <= nowNs()) {
            const Plan plan = std::move(m_all.begin()->second);
            m_all.erase(m_all.begin());
            plan.what();
        }
    }
    /// Nobody does what they were about to, and no finger and no key stays down.
    void drop()
    {
        std::erase_if(m_all, [](const auto &plan) { return plan.second.kind == Kind::Begins; });
        for (const auto &[ns, plan] : std::exchange(m_all, {}))
            plan.what();
    }

private:
    struct Plan {
        std::function<void()> what;
        Kind kind = Kind::Begins;
    };
    std::multimap<std::int64_t, Plan> m_all;
};

} // namespace

class TestTurnsSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void passItRoundComesToEverybody();
    void echoIsCalledAnsweredAndPlayedAsOneTune();
    void twoTalkInMusic();
    void theMusicFreezesAndIsCountedIn();
    void twoTogetherPlayAPiece();
    void theBeatGoesFromPairToPair();
    void aSessionIsLedThroughItsSteps();
    void whatWasPlayedIsPlayedAgain();

    void somebodyWhoNeedsFortySecondsHasTheirTurn();
    void othersGoOnWhileASwitchIsStuck();

private:
    using Hears = std::function<void(const Json &)>;
    using Until = std::function<bool(const Json &)>;

    bool open();
    bool fail(const std::string &why)
    {
        m_trouble = why;
        return false;
    }

    // Fingers and keys.
    void press(Point place, std::int64_t at, int ms);
    void tap(int seat, std::int64_t at, int ms = 120) { press(pad(seat), at, ms); }
    void type(int key, std::int64_t at, int ms);
    void shake(int seat, std::int64_t at);
    /// As this person plays, from `at` on.
    void playAs(int who, std::int64_t at);
    [[nodiscard]] Point more() const { return {m_tutti->layout().drawer.centre().x, (m_tutti->layout().drawer.y + m_tutti->layout().drawerBody.y) / 2}; }
    [[nodiscard]] Point pad(int seat) const { return m_tutti->layout().pads.at(static_cast<std::size_t>(seat)).centre(); }
    /// So long after this line was; now, where that has been.
    [[nodiscard]] std::int64_t after(const Json &line, std::int64_t ns) const { return std::max(nowNs(), m_logZero + timeOf(line) * 1000 + ns); }

    // What is read.
    /// Everybody does theirs, and the people and `hears` hear each line that comes, until one is what is waited for. False
    /// after `seconds`.
    bool playUntil(const std::string &what, double seconds, const Until &until, const Hears &hears = {});
    bool awaitState(const char *state, double seconds, const Hears &hears = {})
    {
        return playUntil(state, seconds, [state](const Json &line) { return isState(line, state); }, hears);
    }
    void playFor(double seconds) { (void)playUntil("", seconds, [](const Json &) { return false; }); }
    void mark() { m_from = m_read; }
    [[nodiscard]] std::vector<Json> lines() const;
    /// The strikes of a seat from `mark()` on that came to sound with this role.
    [[nodiscard]] int sounded(int seat, const char *role) const;
    bool everyStrokeSounds();

    // Who leads.
    bool pressAndHear(Point place, const std::string &what, const Until &until);
    void hold(Point place);
    /// Opens the drawer on this page; `closeDrawer` leaves it again.
    void openDrawer(int page);
    void closeDrawer();
    bool waitsLess(int seat, int times);
    bool another(const char *activity, int column, int row);
    /// Stopped, then Doors: Home, at once.
    void goHome();
    /// Home, Start a session, and there this recipe of Tutti's three and the home's.
    bool startsSession(int recipe, const char *first);
    bool skipsWelcome();
    /// By touch, while something sounds: every note ends in the log, and it is silent; then on again by the clicker.
    bool stopsAndGoesOn();
    bool finishes();
    bool nextStep(const char *activity);

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
    std::unique_ptr<Hands> m_hands;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackMeter> m_meter;
    std::unique_ptr<Tutti> m_tutti;
    std::filesystem::path m_soundFont, m_catalogue;
    Plans m_plans;
    Hears m_people; ///< what they do on what they see
    unsigned m_finger = 1000;
    std::set<unsigned> m_fingersDown;
    std::set<int> m_keysDown;
    std::mt19937 m_random{5};
    std::int64_t m_logZero = 0; ///< ns of the clock at time 0 of the log
    std::size_t m_from = 0, m_read = 0;
    bool m_inTurns = false;   ///< the drawer has a page for turns
    bool m_onAnother = false; ///< it is open, on that page
    std::vector<double> m_silentMs;
    std::string m_trouble;
    int m_runs = 0;
};

// ---- the rig ----

void TestTurnsSession::initTestCase()
{
    auto folder = TempDir::create();
    QVERIFY2(folder, folder ? "" : folder.error().c_str());
    m_folder = std::move(*folder);
    auto screen = XServer::start(m_folder->path(), 1920, 1080);
    QVERIFY2(screen, screen ? "" : screen.error().c_str());
    m_screen = std::move(*screen);
    m_hands = std::make_unique<Hands>(m_screen->panel());
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY2(jack, jack ? "" : jack.error().c_str());
    m_jack = std::move(*jack);
    auto meter = JackMeter::start(*m_jack, 900);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter = std::move(*meter);
    m_soundFont = m_folder->path() / "plain.sf2";
    m_catalogue = m_folder->path() / "catalogue.json";
    const auto font = writeSoundFont(m_soundFont, {}, {});
    QVERIFY2(font, font ? "" : font.error().c_str());
    const auto catalogue = writeCatalogueForSoundFont(m_catalogue, TUTTI_CATALOGUE);
    QVERIFY2(catalogue, catalogue ? "" : catalogue.error().c_str());
    QVERIFY2(open(), m_trouble.c_str());
}

void TestTurnsSession::init()
{
    m_people = {};
    mark();
}

void TestTurnsSession::cleanup()
{
    m_plans.drop();
    m_people = {};
    m_hands->liftAll();
    if (m_tutti && QTest::currentTestFailed()) {
        qInfo("The program's last words: %s", m_tutti->process().output().c_str());
        const auto picture = m_folder->path() / (std::string(QTest::currentTestFunction()) + ".ppm");
        if (m_screen->screenshot(picture))
            qInfo("The screen: %s (kept with TUTTI_RIG_KEEP=1)", picture.c_str());
    }
}

/// Opens the program; everybody touches their pad once, and is there.
bool TestTurnsSession::open()
{
    m_tutti.reset();
    m_from = m_read = 0;
    m_inTurns = m_onAnother = false;
    const auto data = m_folder->path() / ("data" + std::to_string(++m_runs));
    std::error_code error;
    std::filesystem::create_directories(data / "recipes", error);
    if (error || !(std::ofstream(data / "recipes" / "brisk.toml") << kBrisk << std::flush))
        return fail("The home's recipe cannot be written.");
    auto tutti = Tutti::launch(*m_screen, {.program = TUTTI_PROGRAM, .data = data, .audio = "jack",
        .soundFont = m_soundFont, .catalogue = m_catalogue, .seats = kSeats, .environment = m_jack->environment()});
    if (!tutti)
        return fail(tutti.error());
    m_tutti = std::move(*tutti);
    if (!m_tutti->awaitReady())
        return fail("No window that takes a touch.");
    std::vector<std::int64_t> zero;
    for (int seat = 0; seat < kSeats; ++seat) {
        const auto before = m_tutti->journal().size();
        const auto [down, same] = m_hands->press({pad(seat)});
        sleepMs(40);
        m_hands->liftAll();
        const auto &journal = m_tutti->awaitJournal("in", "strike", 1, before);
        const auto strike = std::find_if(journal.begin() + static_cast<std::ptrdiff_t>(before), journal.end(), [](const Json &line) { return line.value("in", "") == "strike"; });
        if (strike == journal.end() || seatOf(*strike) != seat)
            return fail("A tap at a seat is not in the journal.");
        zero.push_back(down - timeOf(*strike) * 1000);
    }
    m_logZero = *std::max_element(zero.begin(), zero.end()); // the least late
    m_read = m_tutti->journal().size();
    mark();
    return true;
}

// ---- fingers and keys ----

void TestTurnsSession::press(Point place, std::int64_t at, int ms)
{
    const unsigned finger = ++m_finger;
    m_plans.at(at, [this, finger, place] {
        m_fingersDown.insert(finger);
        m_screen->panel().down(finger, place.x, place.y);
        m_screen->panel().sync();
    });
    m_plans.at(at + ms * kMs, [this, finger] {
        if (!m_fingersDown.erase(finger))
            return;
        m_screen->panel().up(finger);
        m_screen->panel().sync();
    }, Plans::Kind::LetsGo);
}

void TestTurnsSession::type(int key, std::int64_t at, int ms)
{
    m_plans.at(at, [this, key] {
        m_keysDown.insert(key);
        m_screen->panel().keyDown(key);
        m_screen->panel().sync();
    });
    m_plans.at(at + ms * kMs, [this, key] {
        if (!m_keysDown.erase(key))
            return;
        m_screen->panel().keyUp(key);
        m_screen->panel().sync();
    }, Plans::Kind::LetsGo);
}

/// A press of a hand that shakes: three to five touches, 30 to 90 ms apart, within 5 mm.
void TestTurnsSession::shake(int seat, std::int64_t at)
{
    std::uniform_int_distribution<int> touches(3, 5), apart(30, 90);
    std::uniform_real_distribution<double> off(-5 / kMmPerPx, 5 / kMmPerPx);
    for (int left = touches(m_random); left > 0; --left, at += apart(m_random) * kMs)
        press({pad(seat).x + off(m_random), pad(seat).y + off(m_random)}, at, 20);
}

void TestTurnsSession::playAs(int who, std::int64_t at)
{
    switch (who) {
    case kStrays:
        for (int i = 0; i < 3; ++i)
            tap(kStrays, at + i * 300 * kMs);
        break;
    case kSwitch:
        for (int i = 0; i < 2; ++i)
            type(kSwitchKey, at + i * 400 * kMs, 150);
        break;
    case kShakes:
        for (int i = 0; i < 2; ++i)
            shake(kShakes, at + i * 700 * kMs);
        break;
    case kSlow: tap(kSlow, at, 900); break;
    default: break;
    }
}

// ---- what is read ----

std::vector<Json> TestTurnsSession::lines() const
{
    const auto &all = m_tutti->journal();
    return {all.begin() + static_cast<std::ptrdiff_t>(m_from), all.end()};
}

bool TestTurnsSession::playUntil(const std::string &what, double seconds, const Until &until, const Hears &hears)
{
    const std::int64_t end = nowNs() + static_cast<std::int64_t>(seconds * 1e9);
    std::int64_t look = 0;
    while (nowNs() < end) {
        m_plans.carryOut();
        if (nowNs() >= look) {
            const auto &journal = m_tutti->journal();
            while (m_read < journal.size()) {
                const Json &line = journal[m_read++];
                for (const Hears *each : {&std::as_const(m_people), &hears})
                    if (*each)
                        (*each)(line);
                if (until(line))
                    return true;
            }
            look = nowNs() + 20 * kMs;
        }
        sleepMs(2);
    }
    std::string came;
    for (const Json &line : lines())
        if (isState(line, line.value("state", "").c_str()) || line.value("in", "") == "cue" || line.value("in", "") == "start" || line.value("in", "") == "strike")
            came += "\n" + line.dump();
    return fail(what + " did not come in " + std::to_string(seconds) + " s, but" + came);
}

int TestTurnsSession::sounded(int seat, const char *role) const
{
    const auto all = lines();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Json &line) { return isOwn(line) && seatOf(line) == seat && line.value("role", "") == role; }));
}

bool TestTurnsSession::everyStrokeSounds()
{
    constexpr std::int64_t kRollEveryUs = 200'000; // very dense play is a roll
    std::map<int, std::vector<std::int64_t>> sounds;
    const auto all = lines();
    for (const Json &line : all)
        if (isOwn(line) && (line.value("role", "") == "strike" || line.value("role", "") == "soft"))
            sounds[seatOf(line)].push_back(timeOf(line));
    bool paused = false;
    for (const Json &line : all) {
        if (line.value("out", "") == "state")
            paused = line.value("state", "") == "paused";
        if (line.value("in", "") != "strike" || paused)
            continue;
        const auto &own = sounds[seatOf(line)];
        const auto next = std::lower_bound(own.begin(), own.end(), timeOf(line));
        if (next == own.end() || *next - timeOf(line) > kRollEveryUs)
            return fail("A stroke made no sound: " + line.dump());
    }
    return true;
}

// ---- who leads ----

/// A finger on a button, once more where nothing comes of it: the page may still be on its way.
bool TestTurnsSession::pressAndHear(Point place, const std::string &what, const Until &until)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        press(place, nowNs(), 80);
        if (playUntil(what, 2, until))
            return true;
    }
    return false;
}

void TestTurnsSession::hold(Point place)
{
    press(place, nowNs(), 1300);
    playFor(1.4);
}

void TestTurnsSession::openDrawer(int page)
{
    hold(m_tutti->layout().lead);
    for (page += m_inTurns ? 1 : 0; page > 0; --page) {
        press(more(), nowNs(), 50);
        playFor(0.1);
    }
}

/// From a page back to the first, and from there away.
void TestTurnsSession::closeDrawer()
{
    const auto &drawer = m_tutti->layout().drawer;
    for (int i = 0; i < 2; ++i) {
        press({drawer.x + drawer.w * 5 / 6, more().y}, nowNs(), 50);
        playFor(0.15);
    }
}

/// This seat, and Wait less, five seconds each time.
bool TestTurnsSession::waitsLess(int seat, int times)
{
    const auto &body = m_tutti->layout().drawerBody;
    if (std::exchange(m_onAnother, false))
        closeDrawer();
    openDrawer(kSeatsPage);
    press(body.cell(seat, kSeats, 0, 4), nowNs(), 80);
    playFor(0.2);
    while (times-- > 0)
        if (!pressAndHear(body.cell(0, 4, 2, 4), "a shorter wait", [seat](const Json &line) {
                return line.value("in", "") == "set" && line.value("key", "") == "wait_s" && seatOf(line) == seat;
            }))
            return false;
    closeDrawer();
    return true;
}

/// The drawer stays open on that page, from one activity to the next.
bool TestTurnsSession::another(const char *activity, int column, int row)
{
    if (!std::exchange(m_onAnother, true))
        openDrawer(kAnotherPage);
    press(m_tutti->layout().drawerBody.cell(column, 4, row, 3), nowNs(), 80);
    if (!playUntil(std::string("start of ") + activity, 3, [&](const Json &line) { return line.value("in", "") == "start"; }))
        return false;
    const Json start = m_tutti->journal()[m_read - 1];
    m_inTurns = std::string_view(activity) != "together";
    return start.value("activity", "") == activity || fail("Another began " + start.dump() + ", not " + activity);
}

void TestTurnsSession::goHome()
{
    press(m_tutti->layout().stop, nowNs(), 60);
    playFor(0.1);
    hold(m_tutti->layout().doors);
}

bool TestTurnsSession::startsSession(int recipe, const char *first)
{
    const auto &homes = m_tutti->layout().homes;
    const Layout::Area all{homes.front().x, homes.front().y, homes.back().x + homes.back().w - homes.front().x, homes.front().h};
    press(m_tutti->layout().startSession, nowNs(), 80);
    playFor(0.4);
    return pressAndHear(all.cell(recipe % 2, 2, recipe / 2, 2), std::string("start of ") + first, [&](const Json &line) {
        return line.value("in", "") == "start" && line.value("activity", "") == first;
    });
}

bool TestTurnsSession::skipsWelcome()
{
    m_hands->type(KEY_PAGEDOWN);
    return playUntil("the clicker's Next", 3, [](const Json &line) { return line.value("in", "") == "cue" && line.value("cue", "") == "next"; });
}

bool TestTurnsSession::stopsAndGoesOn()
{
    m_plans.drop(); // whoever was about to play waits
    const auto [stopped, same] = m_hands->press({m_tutti->layout().stop});
    sleepMs(80);
    m_hands->liftAll();
    if (!awaitState("paused", 3))
        return false;
    const std::int64_t paused = timeOf(m_tutti->journal()[m_read - 1]);
    const double before = m_meter->recordedUntil(stopped).peakDb(stopped - 1500 * kMs, stopped);
    if (before < -50)
        return fail("There was nothing to stop: " + std::to_string(before) + " dBFS.");
    const std::int64_t until = stopped + 600 * kMs;
    const Recording heard = m_meter->recordedUntil(until);
    if (const double after = heard.peakDb(stopped + 300 * kMs, until); after >= kSilenceDb)
        return fail("It still sounds 0.3 s after Stop, at " + std::to_string(after) + " dBFS.");
    std::int64_t quietMs = 0;
    while (quietMs < 300 && heard.peakDb(stopped + quietMs * kMs, until) >= kSilenceDb)
        quietMs += 5;
    m_silentMs.push_back(static_cast<double>(quietMs));

    m_hands->type(KEY_PAGEDOWN);
    bool resumed = false;
    if (!playUntil("the state before Stop", 3, [&](const Json &line) {
            resumed = resumed || line.value("cue", "") == "resume";
            return resumed && line.value("out", "") == "state" && !isState(line, "paused");
        }))
        return false;
    std::map<std::int64_t, std::int64_t> open; // id, since
    for (const Json &line : m_tutti->journal()) {
        if (timeOf(line) > paused + kOffWithinUs)
            break;
        if (line.value("out", "") == "note")
            open[line.at("id")] = timeOf(line);
        else if (line.value("out", "") == "off")
            open.erase(line.at("id"));
    }
    if (!open.empty())
        return fail("Stop at " + std::to_string(paused) + " left note " + std::to_string(open.begin()->first) + " sounding, one of " + std::to_string(open.size()));
    return true;
}

bool TestTurnsSession::finishes()
{
    m_plans.drop();
    press(m_tutti->layout().finish, nowNs(), 80);
    int counted = 0;
    if (!awaitState("rest", 12, [&](const Json &line) { counted += isState(line, "outro") && line.contains("value") ? 1 : 0; }))
        return false;
    return counted == 3 || fail("Finish counted " + std::to_string(counted));
}

/// Next on the plan's page twice: the ending, and without the breath on. Empty: it was the last step.
bool TestTurnsSession::nextStep(const char *activity)
{
    m_plans.drop();
    const auto &body = m_tutti->layout().drawerBody;
    const Point next{body.x + body.w / 2, body.y + 0.82 * body.h};
    press(next, nowNs(), 80);
    if (!awaitState("rest", 12))
        return false;
    playFor(0.1);
    press(next, nowNs(), 80);
    return !*activity || playUntil(std::string("start of ") + activity, 3, [&](const Json &line) { return line.value("in", "") == "start" && line.value("activity", "") == activity; });
}

// ---- the games ----

void TestTurnsSession::passItRoundComesToEverybody()
{
    const auto &layout = m_tutti->layout();
    goHome();
    QVERIFY2(startsSession(3, "open-pads"), m_trouble.c_str());
    closeDrawer();
    goHome();
    mark();
    QVERIFY2(pressAndHear(layout.homes.at(2).centre(), "Pass It On", [](const Json &line) { return line.value("in", "") == "start" && line.value("activity", "") == "pass-it-on"; }), m_trouble.c_str());
    m_inTurns = true;
    QVERIFY2(skipsWelcome(), m_trouble.c_str());

    // Each waits for their turn, and takes the time they take.
    const std::map<int, std::int64_t> latency{{kStrays, 1000}, {kSwitch, 1000}, {kShakes, 1000}, {kSlow, 6000}};
    std::map<int, int> offers;
    m_people = [&](const Json &line) {
        if (!isState(line, "turn"))
            return;
        const int seat = seatOf(line);
        ++offers[seat];
        playAs(seat, after(line, latency.at(seat) * kMs));
        if (seat == kSlow) // not meant for anybody, twice
            for (const std::int64_t ms : {1500, 3300})
                tap(kStrays, after(line, ms * kMs));
    };
    QVERIFY2(awaitState("together", 75), m_trouble.c_str());
    QCOMPARE(offers, (std::map<int, int>{{kStrays, 1}, {kSwitch, 1}, {kShakes, 1}, {kSlow, 1}}));
    playFor(1);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    QVERIFY2(awaitState("turn", 15), m_trouble.c_str()); // the next round
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());

    // In full in their own turn, softly in another's, whoever it was; and who was slow had a cue and an example first.
    int turn = -1, strays = 0;
    std::map<int, int> played;
    std::vector<std::string> steps;
    bool together = false;
    for (const Json &line : lines()) {
        if (isState(line, "together"))
            together = true;
        if (together)
            break;
        if (line.value("out", "") == "state")
            turn = isState(line, "turn") || isState(line, "pass") ? (isState(line, "turn") ? seatOf(line) : -2) : -1;
        if (line.value("out", "") == "prompt" && seatOf(line) == kSlow && !played[kSlow])
            steps.push_back(line.value("step", ""));
        if (line.value("out", "") == "prompt" && seatOf(line) != kSlow)
            QVERIFY2(line.value("step", "") == "invite", line.dump().c_str());
        if (!isOwn(line) || turn == -1)
            continue;
        const bool own = seatOf(line) == turn;
        QVERIFY2(line.value("role", "") == (own ? "strike" : "soft"), line.dump().c_str());
        played[seatOf(line)] += own ? 1 : 0;
        strays += own ? 0 : 1;
    }
    for (int seat = 0; seat < kSeats; ++seat)
        QVERIFY2(played[seat] > 0, std::to_string(seat).c_str());
    QVERIFY(strays >= 2);
    QVERIFY2(played[kShakes] >= 2 && played[kShakes] <= 10, std::to_string(played[kShakes]).c_str());
    QVERIFY(std::find(steps.begin(), steps.end(), "cue") != steps.end() && std::find(steps.begin(), steps.end(), "model") != steps.end());
    QVERIFY(std::find(steps.begin(), steps.end(), "together") == steps.end());
}

void TestTurnsSession::echoIsCalledAnsweredAndPlayedAsOneTune()
{
    QVERIFY2(another("echo", 1, 1), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    int caller = -1, answerer = -1;
    m_people = [&](const Json &line) {
        const bool calls = isState(line, "call"), answers = isState(line, "response");
        if (!(calls || answers) || seatOf(line) < 0)
            return;
        (calls ? caller : answerer) = seatOf(line);
        for (int i = 0; i < 2 + answers; ++i)
            tap(seatOf(line), after(line, (500 + i * 350) * kMs));
    };
    for (const char *state : {"breath", "response", "both"})
        QVERIFY2(awaitState(state, 12), m_trouble.c_str());
    QVERIFY(caller >= 0 && answerer >= 0 && caller != answerer);
    QCOMPARE(sounded(caller, "strike"), 2);
    QCOMPARE(sounded(answerer, "strike"), 3);
    playFor(0.6);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    QVERIFY2(playUntil("the way to the next call", 15, [&](const Json &line) { return isState(line, "pass") && seatOf(line) == answerer; }), m_trouble.c_str());
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::twoTalkInMusic()
{
    QVERIFY2(another("conversation", 2, 1), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    QVERIFY2(awaitState("quiet", 3), m_trouble.c_str());
    tap(0, nowNs());
    tap(0, nowNs() + 500 * kMs);
    QVERIFY2(awaitState("a", 3), m_trouble.c_str());
    QVERIFY2(awaitState("quiet", 4), m_trouble.c_str());
    tap(1, nowNs());
    QVERIFY2(awaitState("b", 3), m_trouble.c_str());
    for (int i = 0; i < 10; ++i)
        tap(i % 2, nowNs() + i * 250 * kMs);
    tap(2, nowNs() + 600 * kMs);
    QVERIFY2(awaitState("both", 3), m_trouble.c_str());
    playFor(1.2);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    for (int i = 0; i < 4; ++i)
        tap(i % 2, nowNs() + i * 250 * kMs);
    QVERIFY2(playUntil("a note after Stop", 3, [](const Json &line) { return isOwn(line) && seatOf(line) == 1; }), m_trouble.c_str());
    QCOMPARE(sounded(2, "soft"), 1);
    QCOMPARE(sounded(0, "soft") + sounded(1, "soft"), 0);
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::theMusicFreezesAndIsCountedIn()
{
    QVERIFY2(another("freeze", 0, 2), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    QVERIFY2(awaitState("music", 3), m_trouble.c_str());
    for (int i = 0; i < 8; ++i)
        tap(i % kSeats, nowNs() + i * 200 * kMs);
    playFor(1.8);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    // It stops by itself within 25 s; who leads may have it sooner.
    playFor(0.5);
    m_hands->type(KEY_PAGEDOWN);
    QVERIFY2(awaitState("warn", 3), m_trouble.c_str());
    QVERIFY2(awaitState("freeze", 4), m_trouble.c_str());
    tap(1, nowNs() + 800 * kMs);
    double snow = 1;
    QVERIFY2(playUntil("a sound in the silence", 3, [&](const Json &line) {
        snow = isOwn(line) && seatOf(line) == 1 ? line.at("level").get<double>() : snow;
        return snow < 1;
    }), m_trouble.c_str());
    QVERIFY2(snow < 0.2, std::to_string(snow).c_str());
    m_hands->type(KEY_PAGEDOWN); // and on
    for (int count = 4; count > 0; --count)
        QVERIFY2(playUntil("the count", 12, [&](const Json &line) { return isState(line, "count-in") && line.value("value", 0) == count; }), m_trouble.c_str());
    QVERIFY2(awaitState("music", 3), m_trouble.c_str());
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::twoTogetherPlayAPiece()
{
    QVERIFY2(another("together", 3, 1), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    tap(2, nowNs() + 200 * kMs);
    QVERIFY2(playUntil("one alone, softly", 3, [](const Json &line) { return isOwn(line) && seatOf(line) == 2 && line.value("role", "") == "soft"; }), m_trouble.c_str());
    playFor(1.6); // until that is of nothing any more
    std::vector<int> steps;
    const std::int64_t begin = nowNs();
    for (int i = 0; i < 12; ++i)
        for (const int seat : {0, 3})
            tap(seat, begin + (i * 600 + seat * 40) * kMs, 250);
    QVERIFY2(awaitState("whole", 16, [&](const Json &line) {
        if (isState(line, "held"))
            steps.push_back(line.value("value", -1));
    }), m_trouble.c_str());
    QCOMPARE(steps, (std::vector<int>{1, 2, 3, 4, 5, 6, 7}));
    QVERIFY(sounded(3, "strike") >= 8);
    playFor(1);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    playFor(0.5);
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::theBeatGoesFromPairToPair()
{
    QVERIFY2(another("groove-pass", 1, 2), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    const auto pair = [](const Json &line) { return isState(line, "pair") ? line.value("seats", std::vector<int>{}) : std::vector<int>{}; };
    std::vector<int> first, second;
    QVERIFY2(playUntil("the first pair", 3, [&](const Json &line) { return !(first = pair(line)).empty(); }), m_trouble.c_str());
    QCOMPARE(first.size(), std::size_t{2});
    for (int i = 0; i < 3; ++i)
        for (int seat = 0; seat < kSeats; ++seat)
            tap(seat, nowNs() + (600 * i + 90 * seat) * kMs);
    QVERIFY2(playUntil("the next pair", 15, [&](const Json &line) { return !(second = pair(line)).empty(); }), m_trouble.c_str());
    QCOMPARE(second.size(), std::size_t{2});
    for (int seat = 0; seat < kSeats; ++seat) {
        const bool had = std::find(first.begin(), first.end(), seat) != first.end();
        QVERIFY(had != (std::find(second.begin(), second.end(), seat) != second.end()));
        QCOMPARE(sounded(seat, had ? "strike" : "soft"), 3);
    }
    playFor(0.8);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    playFor(0.5);
    QVERIFY2(finishes(), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::aSessionIsLedThroughItsSteps()
{
    const std::vector<std::string> recipe{"hello", "our-pulse", "pass-it-on", "goodbye"}; // 20-minutes.toml
    const auto &layout = m_tutti->layout();
    hold(layout.doors); // the drawer may stay open: it shows what to say
    QVERIFY2(startsSession(0, "hello"), m_trouble.c_str());

    // Hello and Goodbye: each seat's sound, and the group's answer.
    m_people = [&](const Json &line) {
        if (isState(line, "turn"))
            playAs(seatOf(line), after(line, 400 * kMs));
    };
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    QVERIFY2(awaitState("turn", 3), m_trouble.c_str());
    QVERIFY2(awaitState("answer", 12), m_trouble.c_str());
    playFor(0.8);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    QVERIFY2(nextStep("our-pulse"), m_trouble.c_str());
    QVERIFY2(nextStep("pass-it-on"), m_trouble.c_str());
    QVERIFY2(nextStep("goodbye"), m_trouble.c_str());
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    QVERIFY2(awaitState("turn", 3), m_trouble.c_str());
    QVERIFY2(awaitState("answer", 12), m_trouble.c_str());
    playFor(0.8);
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    // The leader goes on from seat to seat, and after everybody it ends by itself.
    m_people = {};
    int outro = 0;
    for (int seat = 1; seat < kSeats; ++seat) {
        for (const char *state : {"pass", "turn"}) {
            QVERIFY2(playUntil("the next one's turn", 12, [&](const Json &line) { return isState(line, state) && seatOf(line) == seat; }), m_trouble.c_str());
            m_hands->type(KEY_PAGEDOWN);
        }
    }
    QVERIFY2(awaitState("rest", 15, [&](const Json &line) { outro += isState(line, "outro") && line.contains("value") ? 1 : 0; }), m_trouble.c_str());
    QCOMPARE(outro, 3);
    std::vector<std::string> started;
    for (const Json &line : lines())
        if (line.value("in", "") == "start")
            started.push_back(line.value("activity", ""));
    QCOMPARE(started, recipe);

    // To the end: the doors are there, and one of them opens.
    press({layout.drawerBody.centre().x, layout.drawerBody.y + 0.82 * layout.drawerBody.h}, nowNs(), 80);
    playFor(0.5);
    QVERIFY2(pressAndHear(layout.homes.at(0).centre(), "Play together", [](const Json &line) { return line.value("in", "") == "start" && line.value("activity", "") == "open-pads"; }), m_trouble.c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
}

void TestTurnsSession::whatWasPlayedIsPlayedAgain()
{
    QVERIFY(!m_silentMs.empty());
    std::sort(m_silentMs.begin(), m_silentMs.end());
    qInfo("Silent %.0f to %.0f ms after Stop, in %zu games; half of them in %.0f ms.", m_silentMs.front(), m_silentMs.back(), m_silentMs.size(), m_silentMs[m_silentMs.size() / 2]);
    QVERIFY(m_silentMs[m_silentMs.size() / 2] <= 100); // a busy machine can only make it later
    const auto replayed = replaysToItself(*m_tutti, m_folder->path());
    QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
    qInfo("%zu lines came out of the replay as they had come out of the session.", *replayed);
    m_tutti->process().signal(SIGTERM);
    QCOMPARE(m_tutti->process().wait(4000).value_or(-1), 0);
}

// ---- with --long ----

void TestTurnsSession::somebodyWhoNeedsFortySecondsHasTheirTurn()
{
    if (!qEnvironmentVariableIsSet("TUTTI_LONG"))
        QSKIP("Takes minutes: with --long.");
    QVERIFY2(open(), m_trouble.c_str());
    QVERIFY2(another("pass-it-on", 0, 1), m_trouble.c_str());
    constexpr int kWaitedFor = 0;
    std::map<int, int> offers;
    bool onTheirWay = false;
    std::vector<std::string> steps;
    m_people = [&](const Json &line) {
        if (line.value("out", "") == "prompt" && seatOf(line) == kWaitedFor && std::find(steps.begin(), steps.end(), line.value("step", "")) == steps.end())
            steps.push_back(line.value("step", ""));
        if (!isState(line, "turn"))
            return;
        const int seat = seatOf(line);
        ++offers[seat];
        if (seat != kWaitedFor)
            return playAs(seat, after(line, 1000 * kMs));
        if (!std::exchange(onTheirWay, true)) // a hand that has set out does not begin again when it is asked again
            m_plans.at(after(line, 40 * kS), [&] {
                tap(kWaitedFor, nowNs(), 400);
                onTheirWay = false;
            });
    };
    // Waited for as is usual, their turn is still theirs.
    QVERIFY2(skipsWelcome(), m_trouble.c_str());
    QVERIFY2(playUntil("who is waited for", 60, [](const Json &line) { return isState(line, "pass"); }), m_trouble.c_str());
    QCOMPARE(sounded(kWaitedFor, "strike"), 1);
    QCOMPARE(steps, (std::vector<std::string>{"invite", "cue", "model", "together"}));
    QVERIFY2(waitsLess(kWaitedFor, 2), m_trouble.c_str()); // while others play
    QVERIFY2(awaitState("together", 60), m_trouble.c_str());
    QCOMPARE(offers, (std::map<int, int>{{0, 1}, {1, 1}, {2, 1}, {3, 1}}));

    // Waited for five seconds it goes on to others, and comes back until they have had it.
    mark();
    offers.clear();
    QVERIFY2(awaitState("turn", 20), m_trouble.c_str());
    QVERIFY2(awaitState("together", 120), m_trouble.c_str());
    QCOMPARE(sounded(kWaitedFor, "strike"), 1);
    qInfo("Asked %d times, and then it was theirs.", offers[kWaitedFor]);
    QVERIFY(offers[kWaitedFor] >= 2);
    QCOMPARE(offers[1] + offers[2] + offers[3], 3);
    const auto replayed = replaysToItself(*m_tutti, m_folder->path());
    QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
}

void TestTurnsSession::othersGoOnWhileASwitchIsStuck()
{
    if (!qEnvironmentVariableIsSet("TUTTI_LONG"))
        QSKIP("Takes minutes: with --long.");
    QVERIFY2(open(), m_trouble.c_str());
    QVERIFY2(another("pass-it-on", 0, 1), m_trouble.c_str());
    std::map<int, int> offers;
    constexpr double kRoll = 0.1; // what hammers is folded into a roll, softer than what is soft
    int turn = -1;
    std::vector<std::string> wrong;
    m_people = [&](const Json &line) {
        if (line.value("out", "") == "state")
            turn = isState(line, "turn") ? seatOf(line) : isState(line, "pass") ? -2 : -1;
        if (isOwn(line) && turn != -1 && seatOf(line) != turn && line.value("role", "") != "soft" && line.value("level", 1.0) > kRoll)
            wrong.push_back(line.dump());
        if (!isState(line, "turn"))
            return;
        ++offers[seatOf(line)];
        if (seatOf(line) != kSwitch)
            playAs(seatOf(line), after(line, 1000 * kMs));
        else // it would be theirs as long as the switch is: who leads goes on
            type(KEY_PAGEDOWN, after(line, 4 * kS), 40);
    };
    QVERIFY2(skipsWelcome(), m_trouble.c_str());

    // A minute held down, where the X server repeats the key; a minute of a contact that opens and closes.
    mark();
    type(kSwitchKey, nowNs(), 60'000);
    playFor(60.5);
    const auto held = lines();
    const auto presses = std::count_if(held.begin(), held.end(), [](const Json &line) { return line.value("in", "") == "strike" && seatOf(line) == kSwitch; });
    QCOMPARE(presses, 1);
    const std::int64_t begin = nowNs();
    for (int i = 0; i < 400; ++i)
        type(kSwitchKey, begin + i * 150 * kMs, 70);
    playFor(61);
    qInfo("Turns: %d, %d, %d, %d", offers[0], offers[1], offers[2], offers[3]);
    const auto [least, most] = std::minmax_element(offers.begin(), offers.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    QCOMPARE(offers.size(), std::size_t{kSeats});
    QVERIFY(least->second >= 3 && most->second - least->second <= 1);
    QVERIFY2(wrong.empty(), wrong.empty() ? "" : wrong.front().c_str());
    QVERIFY2(everyStrokeSounds(), m_trouble.c_str());
    QVERIFY2(stopsAndGoesOn(), m_trouble.c_str());
    const auto replayed = replaysToItself(*m_tutti, m_folder->path());
    QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
    qInfo("%zu lines came out of the replay as they had come out of the session.", *replayed);
}

QTEST_GUILESS_MAIN(TestTurnsSession)
#include "tst_turns_session.moc"
