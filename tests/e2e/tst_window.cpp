// SPDX-License-Identifier: GPL-3.0-or-later
// The real program in a real window: fingers come from the X server's input driver, sound is heard at the sound server,
// and the journal is read from disk. Nothing of Tutti is linked in.
#include "e2e/rig/hands.h"
#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace tutti::rig;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr double kSilenceDb = -60;
/// After the last finger has left: the release of a note, and what the room's reverb needs to die away.
constexpr int kRingOutMs = 1000;
constexpr int kPeriod = 256;

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void twelveFingersAtOnceSoundOnceEach();
    void fortyFingersOnThirtySixPadsSoundOnceEach();
    void stopIsSilentWithinATenthOfASecondAndHoldingItPlaysOn();
    void fingerThatSlidesOffLeavesNothingSounding();
    void windowThatHidesLeavesNothingSounding();
    void panelThatIsUnpluggedLeavesNothingSounding();
    void mouseAndKeysSoundTheirSeats();
    void twentyStrikesASecondAreAllHeard();
    void soundReturnsWhenTheSoundServerDoes();
    void pulseAudioHearsItTooAndAgainAfterARestart();
    void whatWasPlayedASecondBeforeAKillIsOnDisk();

private:
    bool open(int pads, const std::string &audio = "jack", const Environment &sound = {});
    bool fail(const std::string &why)
    {
        m_trouble = why;
        return false;
    }
    Point centre(int seat, int pad = 0) const;
    const PadSound &sound(int seat, int pad = 0) const;
    /// One tap that is heard within `timeoutMs`, repeated until it is.
    bool tapIsHeard(const Meter &meter, int seat, int timeoutMs);
    /// Every tone of the pads is heard; one that a single strike made, exactly once.
    enum class Ear { Counts, HearsThatItIsThere };
    bool eachIsHeard(const Recording &heard, std::int64_t from, std::int64_t to, const std::vector<const PadSound *> &struck, Ear ear = Ear::Counts);
    /// Nothing is heard from `from` for half a second.
    bool isSilent(const Meter &meter, std::int64_t from);

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
    std::unique_ptr<Hands> m_hands;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackMeter> m_meter;
    std::unique_ptr<Tutti> m_tutti;
    std::map<int, TunedPads> m_tuned; ///< by pads a seat
    int m_pads = 1;
    int m_runs = 0;
    std::string m_trouble;
};

void TestWindow::initTestCase()
{
    auto folder = TempDir::create();
    QVERIFY2(folder, folder ? "" : folder.error().c_str());
    m_folder = std::move(*folder);
    auto screen = XServer::start(m_folder->path(), 1920, 1080);
    QVERIFY2(screen, screen ? "" : screen.error().c_str());
    m_screen = std::move(*screen);
    m_hands = std::make_unique<Hands>(m_screen->panel());
    for (const int pads : {1, 3}) {
        const auto tuned = tunePads(*m_screen, {.program = TUTTI_PROGRAM, .pads = pads}, m_folder->path() / ("pads" + std::to_string(pads)),
            TUTTI_CATALOGUE, {.attackS = 0.005});
        QVERIFY2(tuned, tuned ? "" : tuned.error().c_str());
        m_tuned[pads] = *tuned;
    }
}

void TestWindow::init()
{
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Patient);
    QVERIFY2(jack, jack ? "" : jack.error().c_str());
    m_jack = std::move(*jack);
    auto meter = JackMeter::start(*m_jack);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter = std::move(*meter);
}

void TestWindow::cleanup()
{
    m_hands->liftAll();
    if (m_tutti && QTest::currentTestFailed()) {
        qInfo("The program's last words: %s", m_tutti->process().output().c_str());
        const auto picture = m_folder->path() / (std::string(QTest::currentTestFunction()) + ".ppm");
        if (m_screen->screenshot(picture))
            qInfo("The screen: %s (kept with TUTTI_RIG_KEEP=1)", picture.c_str());
    }
    // In this order: a patient server waits for a client that has gone without a word.
    m_meter.reset();
    m_tutti.reset();
    m_jack.reset();
}

bool TestWindow::open(int pads, const std::string &audio, const Environment &sound)
{
    m_pads = pads;
    Tutti::Options options{.program = TUTTI_PROGRAM, .data = m_folder->path() / ("data" + std::to_string(++m_runs)), .audio = audio,
        .soundFont = m_tuned[pads].soundFont, .catalogue = m_tuned[pads].catalogue, .pads = pads, .more = {"--governor", "off"},
        .environment = m_jack->environment()};
    options.environment.insert(options.environment.end(), sound.begin(), sound.end());
    auto tutti = Tutti::launch(*m_screen, options);
    if (!tutti)
        return fail(tutti.error());
    m_tutti = std::move(*tutti);
    return m_tutti->awaitReady() || fail("No window that takes a touch.");
}

Point TestWindow::centre(int seat, int pad) const
{
    for (const auto &place : m_tutti->layout().pads)
        if (place.seat == seat && place.pad == pad)
            return place.centre();
    return m_tutti->layout().nowhere;
}

const PadSound &TestWindow::sound(int seat, int pad) const
{
    const auto &all = m_tuned.at(m_pads).sounds;
    return *std::find_if(all.begin(), all.end(), [&](const PadSound &s) { return s.seat == seat && s.pad == pad; });
}

bool TestWindow::tapIsHeard(const Meter &meter, int seat, int timeoutMs)
{
    const std::int64_t end = nowNs() + timeoutMs * kMs;
    while (nowNs() < end) {
        const auto [t, last] = m_hands->press({centre(seat)});
        const bool heard = meter.hears(t, 150, 0.003);
        m_hands->liftAll();
        if (heard)
            return true;
        sleepMs(50);
    }
    return false;
}

bool TestWindow::eachIsHeard(const Recording &heard, std::int64_t from, std::int64_t to, const std::vector<const PadSound *> &struck, Ear ear)
{
    std::map<double, int> strikes;
    for (const PadSound *pad : struck)
        ++strikes[pad->hz];
    std::map<double, std::vector<double>> curves;
    std::vector<double> peaks;
    for (const auto &[hz, n] : strikes) {
        curves[hz] = heard.tone(hz, from - 30 * kMs, to);
        peaks.push_back(*std::max_element(curves[hz].begin(), curves[hz].end()));
    }
    std::nth_element(peaks.begin(), peaks.begin() + static_cast<std::ptrdiff_t>(peaks.size() / 2), peaks.end());
    const double usual = peaks[peaks.size() / 2];
    if (usual < 0.001)
        return fail("Nothing was heard.");
    for (const PadSound *pad : struck) {
        // Two fingers on one pad at the same moment are one sound to the ear; the journal tells them apart.
        const auto rises = Recording::rises(curves[pad->hz], 0.4 * usual).size();
        const bool counts = ear == Ear::Counts && strikes[pad->hz] == 1;
        if (counts ? rises != 1 : rises < 1)
            return fail(QStringLiteral("Seat %1, pad %2 (%3, key %4) was heard %5 times for %6 strikes.").arg(pad->seat).arg(pad->pad)
                            .arg(QString::fromStdString(pad->instrument)).arg(pad->key).arg(rises).arg(strikes[pad->hz]).toStdString());
    }
    return true;
}

bool TestWindow::isSilent(const Meter &meter, std::int64_t from)
{
    const std::int64_t to = from + 500 * kMs;
    const double db = meter.recordedUntil(to).peakDb(from, to);
    return db < kSilenceDb || fail("It still sounds, at " + std::to_string(db) + " dBFS.");
}

void TestWindow::twelveFingersAtOnceSoundOnceEach()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    std::vector<Point> places;
    std::vector<const PadSound *> struck;
    for (int seat = 0; seat < 12; ++seat) {
        places.push_back(centre(seat));
        struck.push_back(&sound(seat));
    }
    const auto [first, last] = m_hands->press(places);
    sleepMs(400);
    const std::int64_t lifted = m_hands->liftAll();
    // So many at once that the limiter holds them down and lets them rise again: the ear can tell that each is there,
    // the journal that each came once.
    QVERIFY2(eachIsHeard(m_meter->recordedUntil(lifted), first, lifted, struck, Ear::HearsThatItIsThere), m_trouble.c_str());

    const auto lines = m_tutti->awaitJournal("in", "lift", 12, before);
    QCOMPARE(Tutti::count(lines, "in", "strike", before), 12);
    QCOMPARE(Tutti::count(lines, "out", "note", before), 12);
    QCOMPARE(Tutti::count(lines, "in", "lift", before), 12);
    std::set<int> seats;
    for (std::size_t i = before; i < lines.size(); ++i)
        if (lines[i].value("in", "") == "strike")
            seats.insert(lines[i].at("seat").get<int>());
    QCOMPARE(seats.size(), std::size_t{12});
    QVERIFY2(isSilent(*m_meter, lifted + kRingOutMs * kMs), m_trouble.c_str());
}

void TestWindow::fortyFingersOnThirtySixPadsSoundOnceEach()
{
    QVERIFY2(open(3), m_trouble.c_str());
    for (int round = 0; round < 3; ++round) {
        const auto before = m_tutti->journal().size();
        std::vector<Point> places;
        std::vector<const PadSound *> struck;
        for (const auto &pad : m_tutti->layout().pads) {
            const PadSound &s = sound(pad.seat, pad.pad);
            // Four pads get a second finger beside the first.
            const bool twice = pad.pad == 0 && pad.seat % 3 == round;
            const Point middle = pad.centre();
            places.push_back(twice ? Point{middle.x - pad.w / 6, middle.y} : middle);
            struck.push_back(&s);
            if (twice) {
                places.push_back({middle.x + pad.w / 6, middle.y});
                struck.push_back(&s);
            }
        }
        QCOMPARE(places.size(), std::size_t{40});
        const auto [first, last] = m_hands->press(places);
        sleepMs(400);
        const std::int64_t lifted = m_hands->liftAll();
        // As above: the journal counts.
        QVERIFY2(eachIsHeard(m_meter->recordedUntil(lifted), first, lifted, struck, Ear::HearsThatItIsThere), m_trouble.c_str());
        const auto lines = m_tutti->awaitJournal("in", "lift", 40, before);
        QCOMPARE(Tutti::count(lines, "in", "strike", before), 40);
        QCOMPARE(Tutti::count(lines, "out", "note", before), 40);
        QCOMPARE(Tutti::count(lines, "in", "lift", before), 40);
        QVERIFY2(isSilent(*m_meter, lifted + kRingOutMs * kMs), m_trouble.c_str());
    }
}

void TestWindow::stopIsSilentWithinATenthOfASecondAndHoldingItPlaysOn()
{
    QVERIFY2(open(1), m_trouble.c_str());
    std::vector<Point> places;
    for (int seat = 0; seat < 12; ++seat)
        places.push_back(centre(seat));
    // A machine that is busy with something else can only make it later: one of three has to be in time.
    std::size_t before = 0;
    bool silent = false;
    for (int attempt = 0; attempt < 3 && !silent; ++attempt) {
        if (attempt > 0) {
            m_hands->press({m_tutti->layout().stop});
            sleepMs(1400);
            m_hands->liftAll();
            QVERIFY2(tapIsHeard(*m_meter, 3, 4000), "Held, and still quiet.");
            sleepMs(4000); // the way back to full level
        }
        m_hands->press(places);
        sleepMs(400);
        before = m_tutti->journal().size();
        const auto [stopped, last] = m_hands->press({m_tutti->layout().stop});
        sleepMs(200);
        QVERIFY(m_meter->recordedUntil(stopped).peakDb(stopped - 100 * kMs, stopped) > -40); // there was something to stop
        silent = isSilent(*m_meter, stopped + 100 * kMs);
        const auto quietAt = m_meter->recordedUntil(stopped + 600 * kMs).silentFrom(stopped, kSilenceDb);
        qInfo("Silent %.0f ms after Stop was touched.", static_cast<double>(quietAt - stopped) * 1e-6);
        m_hands->liftAll();
    }
    QVERIFY2(silent, m_trouble.c_str());

    // While it is quiet a touch makes no sound.
    const auto [quiet, same] = m_hands->press(places);
    sleepMs(300);
    m_hands->liftAll();
    QVERIFY2(isSilent(*m_meter, quiet), m_trouble.c_str());
    auto lines = m_tutti->awaitJournal("in", "strike", 12, before);
    QCOMPARE(Tutti::count(lines, "in", "strike", before), 12);
    QCOMPARE(Tutti::count(lines, "out", "note", before), 0);

    m_hands->press({m_tutti->layout().stop});
    sleepMs(1400);
    m_hands->liftAll();
    QVERIFY2(tapIsHeard(*m_meter, 3, 4000), "Held, and still quiet.");
    lines = m_tutti->awaitJournal("out", "note", 1, before);
    QStringList cues;
    for (std::size_t i = before; i < lines.size(); ++i)
        if (lines[i].value("in", "") == "cue")
            cues.push_back(QString::fromStdString(lines[i].value("cue", "")));
    QCOMPARE(cues.join(u' '), QStringLiteral("stop resume"));
}

void TestWindow::fingerThatSlidesOffLeavesNothingSounding()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    const Point from = centre(4), to = m_tutti->layout().nowhere;
    const auto [pressed, last] = m_hands->press({from});
    QVERIFY(m_meter->hears(pressed, 500));
    std::int64_t away = 0;
    for (int step = 1; step <= 20; ++step) {
        away = m_hands->drag({from.x + (to.x - from.x) * step / 20, from.y + (to.y - from.y) * step / 20});
        sleepMs(10);
    }
    QVERIFY2(isSilent(*m_meter, away + kRingOutMs * kMs), m_trouble.c_str());
    m_hands->liftAll();
    const auto lines = m_tutti->awaitJournal("in", "lift", 1, before);
    QCOMPARE(Tutti::count(lines, "in", "lift", before), Tutti::count(lines, "in", "strike", before));
}

void TestWindow::windowThatHidesLeavesNothingSounding()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    const auto [pressed, last] = m_hands->press({centre(0), centre(3), centre(7)});
    QVERIFY(m_meter->hears(pressed, 500));
    sleepMs(200);
    const std::int64_t hidden = nowNs();
    m_screen->hide(m_tutti->window());
    QVERIFY2(isSilent(*m_meter, hidden + kRingOutMs * kMs), m_trouble.c_str());
    const auto lines = m_tutti->awaitJournal("in", "lift", 3, before);
    QCOMPARE(Tutti::count(lines, "in", "lift", before), 3);
    m_screen->show(m_tutti->window());
    m_hands->liftAll();
    QVERIFY2(tapIsHeard(*m_meter, 5, 3000), "Back on the screen, and it does not sound.");
}

void TestWindow::panelThatIsUnpluggedLeavesNothingSounding()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    const auto [pressed, last] = m_hands->press({centre(0), centre(3), centre(7), centre(11)});
    QVERIFY(m_meter->hears(pressed, 500));
    sleepMs(200);
    const std::int64_t gone = nowNs();
    const auto unplugged = m_screen->unplugTouch();
    const bool silent = isSilent(*m_meter, gone + kRingOutMs * kMs);
    const auto lines = m_tutti->awaitJournal("in", "lift", 4, before);
    m_hands->forget(); // the server forgot them with the device
    const auto plugged = m_screen->plugTouch(); // whatever was found: the tests that follow need it
    QVERIFY2(unplugged, unplugged ? "" : unplugged.error().c_str());
    QVERIFY2(plugged, plugged ? "" : plugged.error().c_str());
    QVERIFY2(silent, m_trouble.c_str());
    QCOMPARE(Tutti::count(lines, "in", "lift", before), 4);
    QVERIFY2(tapIsHeard(*m_meter, 5, 3000), "Plugged in again, and it does not sound.");
}

void TestWindow::mouseAndKeysSoundTheirSeats()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    Panel &panel = m_screen->panel();
    panel.mouseMove(centre(9).x, centre(9).y);
    panel.sync();
    const std::int64_t clicked = panel.mousePress();
    sleepMs(150);
    panel.mouseRelease();
    sleepMs(150);
    std::vector<std::pair<int, std::int64_t>> sounded{{9, clicked}};
    constexpr int kKey1 = 2; // linux/input-event-codes.h
    for (int seat = 0; seat < 9; ++seat) {
        sounded.emplace_back(seat, panel.keyDown(kKey1 + seat));
        sleepMs(150);
        panel.keyUp(kKey1 + seat);
        sleepMs(150);
    }
    const Recording heard = m_meter->recordedUntil(nowNs());
    for (const auto &[seat, when] : sounded)
        QVERIFY2(eachIsHeard(heard, when, when + 250 * kMs, {&sound(seat)}), m_trouble.c_str());
    const auto lines = m_tutti->awaitJournal("in", "strike", 10, before);
    std::map<std::string, std::vector<int>> seats;
    for (std::size_t i = before; i < lines.size(); ++i)
        if (lines[i].value("in", "") == "strike")
            seats[lines[i].value("by", "")].push_back(lines[i].at("seat"));
    QCOMPARE(seats["mouse"], std::vector<int>{9});
    QCOMPARE(seats["key"], (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    QCOMPARE(seats.size(), std::size_t{2});
}

void TestWindow::twentyStrikesASecondAreAllHeard()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    constexpr int kStrikes = 100;
    std::vector<std::int64_t> struck;
    const std::int64_t start = nowNs();
    for (int i = 0; i < kStrikes; ++i) {
        sleepUntilNs(start + i * 50 * kMs);
        struck.push_back(m_hands->press({centre(6)}).first);
        sleepUntilNs(start + (i * 50 + 20) * kMs);
        m_hands->liftAll();
    }
    sleepMs(300);
    const auto lines = m_tutti->awaitJournal("in", "lift", kStrikes, before);
    QCOMPARE(Tutti::count(lines, "in", "strike", before), kStrikes);
    QCOMPARE(Tutti::count(lines, "out", "note", before), kStrikes);
    const Recording heard = m_meter->recordedUntil(nowNs());
    const auto curve = heard.tone(sound(6).hz, start - 30 * kMs, nowNs());
    const double peak = *std::max_element(curve.begin(), curve.end());
    QCOMPARE(static_cast<int>(Recording::rises(curve, 0.3 * peak).size()), kStrikes);
}

void TestWindow::soundReturnsWhenTheSoundServerDoes()
{
    QVERIFY2(open(1), m_trouble.c_str());
    QVERIFY(tapIsHeard(*m_meter, 2, 2000));
    m_hands->press({centre(0), centre(5)});
    m_jack->kill();
    m_meter.reset();
    sleepMs(1000);
    QVERIFY2(m_tutti->process().running(), "The program went with the sound server.");
    const auto restarted = m_jack->restart();
    QVERIFY2(restarted, restarted ? "" : restarted.error().c_str());
    auto meter = JackMeter::start(*m_jack);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter = std::move(*meter);
    m_hands->liftAll();
    const std::int64_t back = nowNs();
    QVERIFY2(tapIsHeard(*m_meter, 2, 8000), "No sound 8 s after the server came back.");
    qInfo("Sound came back %.1f s after the JACK server.", static_cast<double>(nowNs() - back) * 1e-9);
    QVERIFY2(isSilent(*m_meter, nowNs() + kRingOutMs * kMs), m_trouble.c_str());
}

void TestWindow::pulseAudioHearsItTooAndAgainAfterARestart()
{
    auto pulse = PulseServer::start(m_folder->path());
    QVERIFY2(pulse, pulse ? "" : pulse.error().c_str());
    auto meter = PulseMeter::start(**pulse);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    QVERIFY2(open(1, "pulseaudio", (*pulse)->environment()), m_trouble.c_str());
    QVERIFY2(tapIsHeard(**meter, 2, 5000), "PulseAudio's sink hears nothing.");
    meter->reset();
    (*pulse)->kill();
    sleepMs(1000);
    QVERIFY2(m_tutti->process().running(), "The program went with the sound server.");
    const auto restarted = (*pulse)->restart();
    QVERIFY2(restarted, restarted ? "" : restarted.error().c_str());
    meter = PulseMeter::start(**pulse);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    const std::int64_t back = nowNs();
    QVERIFY2(tapIsHeard(**meter, 2, 8000), "No sound 8 s after the server came back.");
    qInfo("Sound came back %.1f s after the PulseAudio server.", static_cast<double>(nowNs() - back) * 1e-9);
    m_tutti.reset();
}

void TestWindow::whatWasPlayedASecondBeforeAKillIsOnDisk()
{
    QVERIFY2(open(1), m_trouble.c_str());
    const auto before = m_tutti->journal().size();
    std::vector<std::int64_t> struck;
    const std::int64_t start = nowNs();
    while (nowNs() - start < 4000 * kMs) {
        struck.push_back(m_hands->press({centre(static_cast<int>(struck.size() % 12))}).first);
        sleepMs(30);
        m_hands->liftAll();
        sleepMs(30);
    }
    const std::int64_t killed = nowNs();
    m_tutti->process().signal(SIGKILL);
    QVERIFY(m_tutti->process().wait(2000));
    const auto due = std::count_if(struck.begin(), struck.end(), [&](std::int64_t t) { return t < killed - 1000 * kMs; });
    const int kept = Tutti::count(m_tutti->journal(), "in", "strike", before);
    QVERIFY2(kept >= due, qPrintable(QStringLiteral("%1 strikes on disk, %2 were played over a second before the kill.").arg(kept).arg(due)));
}

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
