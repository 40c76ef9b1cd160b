// SPDX-License-Identifier: GPL-3.0-or-later
// Twelve people drum at the real window and someone leads them: with a clicker, with keys, from the drawer. What is heard
// is held against the log, and the log is played again.
#include "e2e/rig/hands.h"
#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"

#include <QtTest>

#include <linux/input-event-codes.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <random>

using namespace tutti::rig;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr int kPeriod = 256;
constexpr int kSeats = 12;
constexpr double kLandsWithinMs = 20;
constexpr double kSilenceDb = -60;
constexpr double kCeilingDb = -1; ///< no sample above it

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Twelve people who drum on the beat as well as people do.
class Drummers {
public:
    Drummers(Hands &hands, std::vector<Point> pads, double bpm) : m_hands(hands), m_pads(std::move(pads)), m_beatNs(60e9 / bpm), m_next(nowNs() + 200 * kMs) {}

    struct Stroke { int seat = 0; std::int64_t at = 0; };

    /// One beat: everyone's finger comes down near it, and goes up half a beat later.
    void playABeat()
    {
        std::vector<Stroke> strokes;
        for (int seat = 0; seat < kSeats; ++seat)
            strokes.push_back({seat, m_next + static_cast<std::int64_t>(m_near(m_random))});
        std::sort(strokes.begin(), strokes.end(), [](const Stroke &a, const Stroke &b) { return a.at < b.at; });
        for (Stroke &stroke : strokes) {
            sleepUntilNs(stroke.at);
            stroke.at = m_hands.press({m_pads[static_cast<std::size_t>(stroke.seat)]}).first;
            m_strokes.push_back(stroke);
        }
        sleepUntilNs(m_next + static_cast<std::int64_t>(m_beatNs / 2));
        m_hands.liftAll();
        m_next += static_cast<std::int64_t>(m_beatNs);
    }
    void playFor(double seconds)
    {
        for (const std::int64_t end = nowNs() + static_cast<std::int64_t>(seconds * 1e9); nowNs() < end;)
            playABeat();
    }
    /// After something else was done: the next beat that is still to come.
    void joinIn()
    {
        while (m_next < nowNs() + 50 * kMs)
            m_next += static_cast<std::int64_t>(m_beatNs);
    }
    [[nodiscard]] const std::vector<Stroke> &strokes() const { return m_strokes; }

private:
    Hands &m_hands;
    std::vector<Point> m_pads;
    double m_beatNs;
    std::int64_t m_next;
    std::mt19937 m_random{12};
    std::normal_distribution<double> m_near{0, 12e6}; // of people who drum together, ns
    std::vector<Stroke> m_strokes;
};

} // namespace

class TestLedSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aGroupFindsItsBeatIsLedAndEndsWell();

private:
    /// The journal's lines of this kind, from the line that `mark()` remembered on.
    [[nodiscard]] std::vector<Json> lines(const char *direction, const char *kind) const;
    [[nodiscard]] bool isIn(const char *state, int value = -1) const;
    void mark() { m_from = m_tutti->journal().size(); }
    /// Drums until this state is written; false after `seconds`.
    bool drumUntil(const char *state, int value, double seconds);
    /// A cue by key: drums until it has landed; the log's time of landing, µs. Negative when it does not come.
    std::int64_t cueLands(int key, const char *cue, const char *landed, int value);
    /// When a tone that begins within 0.2 s of `ns` is heard; none: 0.
    [[nodiscard]] std::int64_t heardNear(double hz, std::int64_t ns) const;
    /// When what happened at `us` of the log is heard.
    [[nodiscard]] std::int64_t heardTime(std::int64_t us) const { return us * 1000 + m_heardAfterLog; }
    /// Whatever is led, nobody's pad is silent: each stroke makes a note of its seat, or falls into a roll of it.
    bool everyStrokeSounds(const std::vector<Json> &journal, std::size_t from);
    bool fail(const std::string &why)
    {
        m_trouble = why;
        return false;
    }

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
    std::unique_ptr<Hands> m_hands;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackMeter> m_meter;
    std::unique_ptr<Tutti> m_tutti;
    std::unique_ptr<Drummers> m_drummers;
    std::size_t m_from = 0;
    std::int64_t m_heardAfterLog = 0; ///< ns of the clock at which time 0 of the log is heard
    std::string m_trouble;
};

void TestLedSession::initTestCase()
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
    auto meter = JackMeter::start(*m_jack, 600);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    m_meter = std::move(*meter);
}

std::vector<Json> TestLedSession::lines(const char *direction, const char *kind) const
{
    std::vector<Json> found;
    const auto &all = m_tutti->journal();
    std::copy_if(all.begin() + static_cast<std::ptrdiff_t>(m_from), all.end(), std::back_inserter(found),
        [&](const Json &line) { return line.value(direction, "") == kind; });
    return found;
}

bool TestLedSession::isIn(const char *state, int value) const
{
    const auto states = lines("out", "state");
    return std::any_of(states.begin(), states.end(), [&](const Json &line) { return line.value("state", "") == state && line.value("value", -1) == value; });
}

bool TestLedSession::drumUntil(const char *state, int value, double seconds)
{
    const std::int64_t end = nowNs() + static_cast<std::int64_t>(seconds * 1e9);
    while (nowNs() < end) {
        m_drummers->playABeat();
        if (isIn(state, value))
            return true;
    }
    std::string came;
    for (const auto &[direction, kind] : {std::pair{"in", "cue"}, std::pair{"out", "state"}})
        for (const Json &line : lines(direction, kind))
            came += "\n" + line.dump();
    return fail(std::string(state) + " did not come in " + std::to_string(seconds) + " s, but" + came);
}

std::int64_t TestLedSession::cueLands(int key, const char *cue, const char *landed, int value)
{
    mark();
    m_hands->type(key);
    m_drummers->joinIn();
    const std::int64_t end = nowNs() + 12'000 * kMs;
    std::int64_t asked = -1;
    while (nowNs() < end) {
        m_drummers->playABeat();
        for (const Json &line : lines("out", "state")) {
            if (asked < 0 && line.value("state", "") == cue && !line.contains("value"))
                asked = line.at("t_us");
            else if (asked >= 0 && line.value("state", "") == landed && line.value("value", -1) == value)
                return line.at("t_us");
        }
    }
    fail(std::string("The cue ") + cue + (asked < 0 ? " was not taken." : " did not land."));
    return -1;
}

std::int64_t TestLedSession::heardNear(double hz, std::int64_t ns) const
{
    const std::int64_t from = ns - 200 * kMs;
    const auto curve = m_meter->recordedUntil(ns + 250 * kMs).tone(hz, from, ns + 250 * kMs);
    const double top = *std::max_element(curve.begin(), curve.end());
    if (top < 0.001)
        return 0;
    std::int64_t best = 0;
    for (const std::int64_t rise : Recording::rises(curve, 0.4 * top)) {
        if (!best || std::abs(from + rise - ns) < std::abs(best - ns))
            best = from + rise;
    }
    return best;
}

bool TestLedSession::everyStrokeSounds(const std::vector<Json> &journal, std::size_t from)
{
    constexpr std::int64_t kRollEveryUs = 200'000;
    std::vector<std::vector<std::int64_t>> sounded(kSeats);
    for (std::size_t i = from; i < journal.size(); ++i)
        if (const auto role = journal[i].value("role", ""); journal[i].value("out", "") == "note" && (role == "strike" || role == "soft"))
            sounded[journal[i].at("seat")].push_back(journal[i].at("t_us"));
    for (std::size_t i = from; i < journal.size(); ++i) {
        if (journal[i].value("in", "") != "strike")
            continue;
        const std::int64_t t = journal[i].at("t_us");
        const auto &own = sounded[journal[i].at("seat")];
        const auto next = std::lower_bound(own.begin(), own.end(), t);
        if (next == own.end() || *next - t > kRollEveryUs)
            return fail("A stroke made no sound: " + journal[i].dump());
    }
    return true;
}

void TestLedSession::aGroupFindsItsBeatIsLedAndEndsWell()
{
    const auto tuned = tuneDrums(m_folder->path() / "drums", TUTTI_CATALOGUE, {.decayS = 0.25, .sustainDb = -100});
    QVERIFY2(tuned, tuned ? "" : tuned.error().c_str());
    auto tutti = Tutti::launch(*m_screen, {.program = TUTTI_PROGRAM, .data = m_folder->path() / "data", .audio = "jack", .soundFont = tuned->soundFont,
        .catalogue = tuned->catalogue, .seats = kSeats, .more = {"--activity", "our-pulse"}, .environment = m_jack->environment()});
    QVERIFY2(tutti, tutti ? "" : tutti.error().c_str());
    m_tutti = std::move(*tutti);
    QVERIFY2(m_tutti->awaitReady(), "No window that takes a touch.");
    const auto memory = m_tutti->process().memory();

    // Forward skips the words of welcome; the group drums, and its beat is there.
    m_hands->type(KEY_PAGEDOWN);
    QVERIFY2(Tutti::count(m_tutti->awaitJournal("in", "cue", 1, 0), "in", "cue") == 1, "The clicker is not heard.");
    std::vector<Point> pads;
    for (const auto &pad : m_tutti->layout().pads)
        pads.push_back(pad.centre());
    m_drummers = std::make_unique<Drummers>(*m_hands, pads, 88);
    const std::size_t before = m_tutti->journal().size();
    QVERIFY2(drumUntil("match", -1, 15), m_trouble.c_str());
    QVERIFY2(drumUntil("hold", -1, 20), m_trouble.c_str());
    m_drummers->playFor(6);

    // Where the log's time lies on the clock, by the strokes: each was put down, written and heard.
    const auto journal = m_tutti->journal();
    std::vector<double> logged, heard;
    std::size_t stroke = 0;
    for (std::size_t i = before; i < journal.size() && stroke < m_drummers->strokes().size(); ++i)
        if (journal[i].value("in", "") == "strike") {
            QCOMPARE(journal[i].at("seat").get<int>(), m_drummers->strokes()[stroke].seat);
            logged.push_back(static_cast<double>(m_drummers->strokes()[stroke++].at - journal[i].at("t_us").get<std::int64_t>() * 1000));
        }
    QVERIFY(stroke > 100);
    for (const auto &own : m_drummers->strokes())
        if (own.seat == 0)
            if (const auto at = heardNear(tuned->seatHz[0], own.at))
                heard.push_back(static_cast<double>(at - own.at));
    m_heardAfterLog = static_cast<std::int64_t>(median(logged) + median(heard));
    qInfo("A stroke is heard %.1f ms after the finger, %zu strokes.", median(heard) * 1e-6, heard.size());

    // Found within 8 s of the first strokes, and the app's drum sounds with the group, on the log's beat.
    const auto first = std::find_if(journal.begin() + static_cast<std::ptrdiff_t>(before), journal.end(), [](const Json &line) { return line.value("in", "") == "strike"; });
    const auto found = std::find_if(journal.begin(), journal.end(), [](const Json &line) { return line.value("state", "") == "match"; });
    const double foundS = 1e-6 * static_cast<double>(found->at("t_us").get<std::int64_t>() - first->at("t_us").get<std::int64_t>());
    QVERIFY2(foundS < 8, std::to_string(foundS).c_str());
    bool held = false;
    int beats = 0;
    std::vector<double> apart;
    for (const Json &line : journal) {
        held = line.value("out", "") == "state" ? line.value("state", "") == "hold" : held;
        if (!held || line.value("out", "") != "beat")
            continue;
        ++beats;
        const std::int64_t wanted = heardTime(line.at("t_us"));
        if (const auto at = heardNear(tuned->markHz, wanted))
            apart.push_back(static_cast<double>(at - wanted) * 1e-6);
    }
    QVERIFY2(beats >= 6 && static_cast<int>(apart.size()) >= beats - 1, qPrintable(QStringLiteral("%1 of %2 beats were heard").arg(apart.size()).arg(beats)));
    const auto [early, late] = std::minmax_element(apart.begin(), apart.end());
    qInfo("Found in %.1f s; %zu beats heard from %.1f to %.1f ms of the log's.", foundS, apart.size(), *early, *late);
    QVERIFY(*early > -kLandsWithinMs && *late < kLandsWithinMs);

    // Led by keys: each cue is counted in and lands in the sound where the log says.
    const auto landsInTheSound = [&](std::int64_t us, double hz) {
        const auto at = heardNear(hz, heardTime(us));
        const double ms = static_cast<double>(at - heardTime(us)) * 1e-6;
        qInfo("heard %.1f ms from the log's landing", ms);
        return at && std::abs(ms) < kLandsWithinMs;
    };
    const std::int64_t accent = cueLands(KEY_O, "accent", "hold", -1);
    QVERIFY2(accent > 0, m_trouble.c_str());
    QVERIFY(landsInTheSound(accent, tuned->bassHz));
    const std::int64_t groove = cueLands(KEY_G, "groove", "hold", -1);
    QVERIFY2(groove > 0, m_trouble.c_str());
    QVERIFY(landsInTheSound(groove, tuned->markHz));
    mark();
    m_hands->type(KEY_K);
    m_drummers->joinIn();
    m_drummers->playFor(2);
    QCOMPARE(lines("in", "cue").size(), std::size_t{1});
    QVERIFY(!lines("out", "gain").empty());

    // The drawer opens beside the circle, which plays on.
    mark();
    m_hands->press({m_tutti->layout().lead});
    sleepMs(1300);
    m_hands->liftAll();
    m_drummers->joinIn();
    const std::size_t beside = m_drummers->strokes().size();
    m_drummers->playFor(2);
    const int drummed = static_cast<int>(m_drummers->strokes().size() - beside);
    const auto withDrawer = m_tutti->awaitJournal("in", "strike", drummed, m_from);
    QCOMPARE(Tutti::count(withDrawer, "in", "strike", m_from), drummed);
    m_hands->press({m_tutti->layout().lead});
    sleepMs(1300);
    m_hands->liftAll();
    m_drummers->joinIn();

    if (qEnvironmentVariableIsSet("TUTTI_LONG")) {
        // Five minutes of leading, every cue there is, one after the other, at any moment, landed or not.
        const std::vector<int> keys{KEY_A, KEY_R, KEY_L, KEY_M, KEY_N, KEY_T, KEY_O, KEY_C, KEY_C, KEY_H, KEY_H, KEY_I, KEY_I, KEY_D, KEY_L, KEY_Q, KEY_Q, KEY_E, KEY_E,
            KEY_P, KEY_G, KEY_K, KEY_PAGEDOWN, KEY_PAGEUP};
        std::size_t next = 0;
        mark();
        const std::size_t since = m_drummers->strokes().size();
        for (const std::int64_t end = nowNs() + 270'000 * kMs; nowNs() < end;) {
            m_hands->type(keys[next++ % keys.size()]);
            m_drummers->joinIn();
            m_drummers->playFor(next % 5 == 0 ? 1.5 : 6);
            QVERIFY(m_tutti->process().running());
        }
        const int all = static_cast<int>(m_drummers->strokes().size() - since);
        const auto &longJournal = m_tutti->awaitJournal("out", "note", all, m_from);
        QCOMPARE(Tutti::count(longJournal, "in", "strike", m_from), all);
        QVERIFY2(everyStrokeSounds(longJournal, m_from), m_trouble.c_str());
        qInfo("%zu cues, %d strokes", next, all);
        m_hands->type(KEY_G);
        m_drummers->joinIn();
        m_drummers->playFor(8);
    }

    // Stop in the middle of it, go on with the clicker.
    m_drummers->playFor(2);
    mark();
    const std::int64_t stopped = m_hands->type(KEY_B);
    sleepMs(700);
    const double played = m_meter->recordedUntil(stopped).peakDb(stopped - 1000 * kMs, stopped);
    QVERIFY2(played > -40, std::to_string(played).c_str());
    const double after = m_meter->recordedUntil(stopped + 600 * kMs).peakDb(stopped + 100 * kMs, stopped + 600 * kMs);
    QVERIFY2(after < kSilenceDb, std::to_string(after).c_str());
    m_hands->type(KEY_PAGEDOWN);
    m_drummers->joinIn();
    m_drummers->playFor(5);
    QVERIFY(Tutti::count(m_tutti->journal(), "out", "note", m_from) > 0);

    // Forward held for a second is Finish: three, two, one, and the last hit.
    mark();
    const std::int64_t heldDown = m_hands->type(KEY_PAGEDOWN, 1200);
    m_drummers->joinIn();
    QVERIFY2(drumUntil("rest", -1, 15), m_trouble.c_str());
    for (const int count : {3, 2, 1})
        QVERIFY2(isIn("outro", count), std::to_string(count).c_str());
    for (const Json &line : lines("out", "state"))
        if (line.value("state", "") == "rest")
            QVERIFY(landsInTheSound(line.at("t_us"), tuned->bassHz));
    sleepMs(1500);
    const std::int64_t quiet = nowNs();
    sleepMs(500);
    const Recording whole = m_meter->recordedUntil(nowNs());
    const double rests = whole.peakDb(quiet, quiet + 400 * kMs);
    QVERIFY2(rests < kSilenceDb, std::to_string(rests).c_str());
    QVERIFY(nowNs() - heldDown < 20'000 * kMs);

    const double loudest = whole.peakDb(stopped - 600'000 * kMs, nowNs());
    qInfo("The loudest of it all was %.1f dBFS.", loudest);
    QVERIFY(loudest <= kCeilingDb);
    const auto grown = m_tutti->process().memory().nowKiB - memory.nowKiB;
    qInfo("Memory grew by %.1f MB.", static_cast<double>(grown) / 1024);
    QVERIFY(grown < 40 * 1024);

    // What was played, played again.
    const auto replayed = replaysToItself(*m_tutti, m_folder->path());
    QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
    qInfo("%zu lines came out of the replay as they had come out of the session.", *replayed);
    m_tutti->process().signal(SIGTERM);
    QCOMPARE(m_tutti->process().wait(4000).value_or(-1), 0);
}

QTEST_GUILESS_MAIN(TestLedSession)
#include "tst_led_session.moc"
