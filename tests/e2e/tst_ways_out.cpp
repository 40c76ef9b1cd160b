// SPDX-License-Identifier: GPL-3.0-or-later
// What people who are curious, bored or in a hurry try at a screen on a wall to get out of what it shows. Whatever it was:
// the same program still fills the screen alone, and the next touch sounds.
#include "e2e/rig/kiosk.h"

#include <QtTest>

#include <linux/input-event-codes.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace tutti::rig;

namespace {

constexpr int kWidth = 1920, kHeight = 1080;
/// A little longer than the staff hold two corners.
constexpr int kStaffHoldMs = 3300;

/// Hands at the panel that try something.
class Curious {
public:
    explicit Curious(WestonPanel &panel) : m_panel(panel) {}

    /// Keys down one after the other, and up again the other way round.
    void chord(const std::vector<int> &keys, int ms = 30)
    {
        for (const int key : keys)
            m_panel.keyDown(key);
        m_panel.sync();
        sleepMs(ms);
        for (auto key = keys.rbegin(); key != keys.rend(); ++key)
            m_panel.keyUp(*key);
        m_panel.sync();
    }
    void times(int count, const std::vector<int> &keys)
    {
        for (int i = 0; i < count; ++i)
            chord(keys, 5);
    }
    void hold(const std::vector<Point> &places, int ms)
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            m_panel.down(static_cast<unsigned>(i), places[i].x, places[i].y);
        m_panel.sync();
        sleepMs(ms);
        lift(places.size());
    }
    /// All fingers from their places to others, in a tenth of a second.
    void slide(const std::vector<Point> &from, const std::vector<Point> &to)
    {
        constexpr int kSteps = 12;
        for (std::size_t i = 0; i < from.size(); ++i)
            m_panel.down(static_cast<unsigned>(i), from[i].x, from[i].y);
        for (int step = 1; step <= kSteps; ++step) {
            sleepMs(8);
            for (std::size_t i = 0; i < from.size(); ++i)
                m_panel.move(static_cast<unsigned>(i), from[i].x + (to[i].x - from[i].x) * step / kSteps, from[i].y + (to[i].y - from[i].y) * step / kSteps);
            m_panel.sync();
        }
        lift(from.size());
    }
    void click(int button, Point place, int count = 1)
    {
        m_panel.mouseMove(place.x, place.y);
        for (int i = 0; i < count; ++i) {
            m_panel.mousePress(button);
            m_panel.sync();
            sleepMs(20);
            m_panel.mouseRelease(button);
            m_panel.sync();
        }
    }
    WestonPanel &panel() { return m_panel; }

private:
    void lift(std::size_t fingers)
    {
        for (std::size_t i = 0; i < fingers; ++i)
            m_panel.up(static_cast<unsigned>(i));
        m_panel.sync();
    }
    WestonPanel &m_panel;
};

struct Way {
    std::string name;
    std::function<void(Curious &)> attempt;
};

const Point kNorthWest{8, 8}, kNorthEast{kWidth - 8, 8}, kSouthWest{8, kHeight - 8}, kSouthEast{kWidth - 8, kHeight - 8};
const Point kMiddle{kWidth / 2.0, kHeight / 2.0};

/// Fingers side by side along a line, and the same after a way of (dx, dy).
std::pair<std::vector<Point>, std::vector<Point>> row(Point from, Point apart, int fingers, double dx, double dy)
{
    std::pair<std::vector<Point>, std::vector<Point>> places;
    for (int i = 0; i < fingers; ++i) {
        const Point place{from.x + apart.x * i, from.y + apart.y * i};
        places.first.push_back(place);
        places.second.push_back({place.x + dx, place.y + dy});
    }
    return places;
}

std::vector<Point> grid(Point from, int columns, int rows, double apart)
{
    std::vector<Point> places;
    for (int i = 0; i < columns * rows; ++i)
        places.push_back({from.x + i % columns * apart, from.y + i / columns * apart});
    return places;
}

std::vector<Way> allWays()
{
    std::vector<Way> ways;
    const auto keys = [&](const char *name, std::vector<int> codes) { ways.push_back({name, [codes](Curious &hands) { hands.chord(codes); }}); };

    // Keys of desktops, browsers and terminals.
    keys("Alt+F4", {KEY_LEFTALT, KEY_F4});
    keys("Alt+Tab", {KEY_LEFTALT, KEY_TAB});
    keys("Alt+Escape", {KEY_LEFTALT, KEY_ESC});
    keys("Alt+Space", {KEY_LEFTALT, KEY_SPACE});
    keys("Alt+F1", {KEY_LEFTALT, KEY_F1});
    keys("Alt+F2", {KEY_LEFTALT, KEY_F2});
    keys("Alt+F7", {KEY_LEFTALT, KEY_F7});
    keys("Alt+Left", {KEY_LEFTALT, KEY_LEFT});
    keys("Super", {KEY_LEFTMETA});
    keys("Super+D", {KEY_LEFTMETA, KEY_D});
    keys("Super+L", {KEY_LEFTMETA, KEY_L});
    keys("Super+R", {KEY_LEFTMETA, KEY_R});
    keys("Super+S", {KEY_LEFTMETA, KEY_S});
    keys("Super+Tab", {KEY_LEFTMETA, KEY_TAB});
    keys("Super+Return", {KEY_LEFTMETA, KEY_ENTER});
    keys("Super+F", {KEY_LEFTMETA, KEY_F});
    keys("Super+M", {KEY_LEFTMETA, KEY_M});
    keys("Super+Shift+Space, then Q", {KEY_LEFTMETA, KEY_LEFTSHIFT, KEY_SPACE, KEY_Q}); // weston's own for developers
    keys("Ctrl+Escape", {KEY_LEFTCTRL, KEY_ESC});
    keys("Ctrl+Shift+Escape", {KEY_LEFTCTRL, KEY_LEFTSHIFT, KEY_ESC});
    keys("Ctrl+Alt+Delete", {KEY_LEFTCTRL, KEY_LEFTALT, KEY_DELETE});
    keys("Ctrl+Alt+Backspace", {KEY_LEFTCTRL, KEY_LEFTALT, KEY_BACKSPACE});
    keys("Ctrl+Alt+T", {KEY_LEFTCTRL, KEY_LEFTALT, KEY_T});
    keys("Ctrl+Alt+L", {KEY_LEFTCTRL, KEY_LEFTALT, KEY_L});
    for (int i = 0; i < 12; ++i) {
        const int code = i < 10 ? KEY_F1 + i : KEY_F11 + i - 10;
        ways.push_back({"Ctrl+Alt+F" + std::to_string(i + 1), [code](Curious &hands) { hands.chord({KEY_LEFTCTRL, KEY_LEFTALT, code}); }});
        ways.push_back({"F" + std::to_string(i + 1), [code](Curious &hands) { hands.chord({code}); }});
    }
    keys("Ctrl+C", {KEY_LEFTCTRL, KEY_C});
    keys("Ctrl+D", {KEY_LEFTCTRL, KEY_D});
    keys("Ctrl+N", {KEY_LEFTCTRL, KEY_N});
    keys("Ctrl+O", {KEY_LEFTCTRL, KEY_O});
    keys("Ctrl+P", {KEY_LEFTCTRL, KEY_P});
    keys("Ctrl+Q", {KEY_LEFTCTRL, KEY_Q});
    keys("Ctrl+S", {KEY_LEFTCTRL, KEY_S});
    keys("Ctrl+T", {KEY_LEFTCTRL, KEY_T});
    keys("Ctrl+W", {KEY_LEFTCTRL, KEY_W});
    keys("Ctrl+Z", {KEY_LEFTCTRL, KEY_Z});
    keys("Ctrl+Shift+I", {KEY_LEFTCTRL, KEY_LEFTSHIFT, KEY_I});
    keys("Ctrl+Shift+Q", {KEY_LEFTCTRL, KEY_LEFTSHIFT, KEY_Q});
    keys("Shift+F10", {KEY_LEFTSHIFT, KEY_F10});
    keys("Print", {KEY_SYSRQ});
    keys("Alt+SysRq+E", {KEY_LEFTALT, KEY_SYSRQ, KEY_E});
    keys("Alt+SysRq+K", {KEY_LEFTALT, KEY_SYSRQ, KEY_K});
    keys("Scroll Lock", {KEY_SCROLLLOCK});
    keys("Num Lock", {KEY_NUMLOCK});
    keys("Caps Lock", {KEY_CAPSLOCK});
    keys("Insert", {KEY_INSERT});
    keys("the menu key", {KEY_COMPOSE});
    ways.push_back({"Shift five times", [](Curious &hands) { hands.times(5, {KEY_LEFTSHIFT}); }});
    ways.push_back({"Tab twenty times, then Return", [](Curious &hands) { hands.times(20, {KEY_TAB}); hands.chord({KEY_ENTER}); }});
    ways.push_back({"a word and Return", [](Curious &hands) {
        for (const int key : {KEY_E, KEY_X, KEY_I, KEY_T, KEY_ENTER})
            hands.chord({key}, 10);
    }});
    ways.push_back({"all letters at once", [](Curious &hands) {
        std::vector<int> all;
        for (int key = KEY_Q; key <= KEY_M; ++key)
            all.push_back(key);
        hands.chord(all);
    }});
    ways.push_back({"Escape ten times", [](Curious &hands) { hands.times(10, {KEY_ESC}); }});

    // Keys of multimedia keyboards and remote controls.
    for (const auto &[name, code] : std::vector<std::pair<const char *, int>>{{"volume up", KEY_VOLUMEUP}, {"volume down", KEY_VOLUMEDOWN},
             {"mute", KEY_MUTE}, {"play and pause", KEY_PLAYPAUSE}, {"power", KEY_POWER}, {"sleep", KEY_SLEEP}, {"suspend", KEY_SUSPEND},
             {"wake up", KEY_WAKEUP}, {"lock the screen", KEY_SCREENLOCK}, {"mail", KEY_MAIL}, {"home page", KEY_HOMEPAGE}, {"web", KEY_WWW},
             {"calculator", KEY_CALC}, {"files", KEY_FILE}, {"settings", KEY_CONFIG}, {"set-up", KEY_SETUP}, {"search", KEY_SEARCH},
             {"close", KEY_CLOSE}, {"exit", KEY_EXIT}, {"back", KEY_BACK}, {"menu", KEY_MENU}, {"stop", KEY_STOP}, {"help", KEY_HELP},
             {"switch the screen", KEY_SWITCHVIDEOMODE}, {"darker", KEY_BRIGHTNESSDOWN}, {"rotate the screen", KEY_ROTATE_DISPLAY}})
        ways.push_back({std::string("the key ") + name, [code = code](Curious &hands) { hands.chord({code}); }});

    // Swipes in from each edge and from the corners.
    for (int fingers = 1; fingers <= 4; ++fingers) {
        const std::string with = " with " + std::to_string(fingers);
        const auto swipe = [&](const char *edge, Point from, Point apart, double dx, double dy) {
            const auto [start, end] = row(from, apart, fingers, dx, dy);
            ways.push_back({std::string("a swipe from the ") + edge + with, [start, end](Curious &hands) { hands.slide(start, end); }});
        };
        swipe("left", {0, 400}, {0, 60}, 900, 0);
        swipe("right", {kWidth - 1, 400}, {0, 60}, -900, 0);
        swipe("top", {800, 0}, {60, 0}, 0, 700);
        swipe("bottom", {800, kHeight - 1}, {60, 0}, 0, -700);
    }
    for (const auto &[name, corner] : {std::pair{"upper left", kNorthWest}, {"upper right", kNorthEast}, {"lower left", kSouthWest}, {"lower right", kSouthEast}})
        ways.push_back({std::string("a swipe from the ") + name + " corner", [corner = corner](Curious &hands) { hands.slide({corner}, {kMiddle}); }});
    ways.push_back({"two fingers apart", [](Curious &hands) { hands.slide({kMiddle, {kMiddle.x + 40, kMiddle.y}}, {{300, 540}, {1600, 540}}); }});
    ways.push_back({"two fingers together", [](Curious &hands) { hands.slide({{300, 540}, {1600, 540}}, {kMiddle, {kMiddle.x + 40, kMiddle.y}}); }});
    ways.push_back({"five fingers together", [](Curious &hands) {
        hands.slide({{600, 300}, {1300, 300}, {500, 700}, {1400, 700}, {960, 900}}, std::vector<Point>(5, kMiddle));
    }});

    // Holding, hammering, leaning.
    for (const auto &[name, place] : {std::pair{"the middle", kMiddle}, {"the upper left corner", kNorthWest}, {"the lower right corner", kSouthEast}})
        ways.push_back({std::string("a long press in ") + name, [place = place](Curious &hands) { hands.hold({place}, kStaffHoldMs); }});
    ways.push_back({"a long press of ten fingers", [](Curious &hands) { hands.hold(grid({160, 200}, 5, 2, 380), 1500); }});
    ways.push_back({"two upper corners, and a third finger", [](Curious &hands) { hands.hold({kNorthWest, kNorthEast, kMiddle}, kStaffHoldMs); }});
    ways.push_back({"two lower corners, and a third finger", [](Curious &hands) { hands.hold({kSouthWest, kSouthEast, kMiddle}, kStaffHoldMs); }});
    ways.push_back({"all four corners", [](Curious &hands) { hands.hold({kNorthWest, kNorthEast, kSouthWest, kSouthEast}, kStaffHoldMs); }});
    ways.push_back({"two corners, too short", [](Curious &hands) { hands.hold({kNorthWest, kNorthEast}, 1500); }});
    ways.push_back({"ten taps in a corner", [](Curious &hands) {
        for (int i = 0; i < 10; ++i)
            hands.hold({kNorthEast}, 15);
    }});
    ways.push_back({"hammering in one place", [](Curious &hands) {
        for (int i = 0; i < 60; ++i)
            hands.hold({{500, 800}}, 3);
    }});
    ways.push_back({"forty fingers", [](Curious &hands) { hands.hold(grid({100, 100}, 8, 5, 200), 200); }});
    ways.push_back({"a forearm", [](Curious &hands) { hands.hold(grid({700, 700}, 12, 3, 24), 400); }});
    ways.push_back({"a hand that wipes the glass", [](Curious &hands) {
        const auto from = grid({100, 300}, 2, 4, 50);
        auto to = from;
        for (auto &place : to)
            place.x += 1600;
        hands.slide(from, to);
    }});
    ways.push_back({"the touch panel's cable", [](Curious &hands) {
        hands.panel().down(0, kMiddle.x, kMiddle.y);
        hands.panel().sync();
        hands.panel().unplugTouch();
        sleepMs(100);
        hands.panel().plugTouch();
        hands.panel().sync();
    }});

    // A mouse that somebody plugs in.
    ways.push_back({"a click of the right button", [](Curious &hands) { hands.click(3, kMiddle); }});
    ways.push_back({"a click of the middle button", [](Curious &hands) { hands.click(2, kMiddle); }});
    ways.push_back({"a double click at the upper edge", [](Curious &hands) { hands.click(1, {960, 2}, 2); }});
    ways.push_back({"Alt and a click", [](Curious &hands) {
        hands.panel().keyDown(KEY_LEFTALT);
        hands.click(1, kMiddle);
        hands.panel().keyUp(KEY_LEFTALT);
        hands.panel().sync();
    }});
    ways.push_back({"Super and a click of the right button", [](Curious &hands) {
        hands.panel().keyDown(KEY_LEFTMETA);
        hands.click(3, kMiddle);
        hands.panel().keyUp(KEY_LEFTMETA);
        hands.panel().sync();
    }});
    ways.push_back({"the mouse in each corner", [](Curious &hands) {
        for (const Point corner : {kNorthWest, kNorthEast, kSouthEast, kSouthWest}) {
            hands.panel().mouseMove(corner.x < 100 ? 0 : kWidth - 1, corner.y < 100 ? 0 : kHeight - 1);
            hands.panel().sync();
            sleepMs(20);
        }
    }});
    return ways;
}

} // namespace

class TestWaysOut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingLeadsOut_data();
    void nothingLeadsOut();
    void cleanup();

private:
    /// Stop is anybody's, and holding it plays on: whoever stopped the music on the way out brings it back. False when it was
    /// not stopped.
    bool playOnAfterAStop();

    std::vector<Way> m_ways = allWays();
    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackMeter> m_meter;
    std::unique_ptr<Kiosk> m_kiosk;
    std::unique_ptr<SessionLog> m_log;
    pid_t m_program = 0;
};

void TestWaysOut::initTestCase()
{
    auto folder = TempDir::create();
    QVERIFY2(folder, folder ? "" : folder.error().c_str());
    m_folder = std::move(*folder);
    auto jack = JackServer::start(m_folder->path(), 128, JackServer::Manner::Prompt);
    QVERIFY2(jack, jack ? "" : jack.error().c_str());
    m_jack = std::move(*jack);
    auto meter = JackMeter::start(*m_jack, 400);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter = std::move(*meter);
    auto kiosk = Kiosk::start(m_folder->path(), {.program = TUTTI_PROGRAM, .session = TUTTI_SESSION, .module = TUTTI_TOUCH_MODULE,
        .sound = m_jack->environment(), .width = kWidth, .height = kHeight});
    QVERIFY2(kiosk, kiosk ? "" : kiosk.error().c_str());
    m_kiosk = std::move(*kiosk);
    QVERIFY2(m_kiosk->soundingTouch(*m_meter, 20'000), m_kiosk->lastWords().c_str());
    QVERIFY(m_kiosk->tutti().awaitReady(1, 10'000));
    m_program = m_kiosk->shownProgram().value_or(0);
    QVERIFY(m_program > 0);
    m_log = std::make_unique<SessionLog>(m_kiosk->log());
}

bool TestWaysOut::playOnAfterAStop()
{
    std::string last;
    for (const auto &line : m_log->lines())
        if (const auto cue = line.value("cue", ""); line.contains("in") && (cue == "stop" || cue == "resume"))
            last = cue;
    const auto panel = m_kiosk->panel();
    if (last != "stop" || !panel)
        return false;
    Hands hands(**panel);
    hands.press({m_kiosk->layout().stop});
    sleepMs(1400);
    hands.liftAll();
    return true;
}

void TestWaysOut::nothingLeadsOut_data()
{
    QTest::addColumn<int>("way");
    for (std::size_t i = 0; i < m_ways.size(); ++i)
        QTest::newRow(m_ways[i].name.c_str()) << static_cast<int>(i);
    QVERIFY(m_ways.size() >= 60);
}

void TestWaysOut::nothingLeadsOut()
{
    QFETCH(const int, way);
    const auto panel = m_kiosk->panel();
    QVERIFY2(panel, panel ? "" : panel.error().c_str());
    Curious hands(**panel);
    m_ways[static_cast<std::size_t>(way)].attempt(hands);
    m_meter->clear();
    const bool sounds = m_kiosk->soundingTouch(*m_meter, 1000) || (playOnAfterAStop() && m_kiosk->soundingTouch(*m_meter, 4000));
    QVERIFY2(sounds, "The next touch is silent.");
    QCOMPARE(m_kiosk->shownProgram().value_or(0), m_program);
    QCOMPARE(m_kiosk->tutti().run().number, 1);
    QCOMPARE(m_kiosk->screen().run().number, 1);
    // Nothing of what is on the screen is written down.
    for (const auto &entry : std::filesystem::directory_iterator("/proc/" + std::to_string(m_kiosk->screen().run().main) + "/fd")) {
        std::error_code gone;
        const auto file = std::filesystem::read_symlink(entry.path(), gone);
        QVERIFY2(file.extension() != ".wcap" && file.extension() != ".png", file.c_str());
    }
}

void TestWaysOut::cleanup()
{
    if (m_kiosk && QTest::currentTestFailed())
        qInfo("%s", m_kiosk->farewell(m_folder->path()).c_str());
}

QTEST_GUILESS_MAIN(TestWaysOut)
#include "tst_ways_out.moc"
