// SPDX-License-Identifier: GPL-3.0-or-later
// Twelve people do what comes to their mind for half an hour, at the real window, with real fingers, in real time, heard
// through Tutti's own sounds at a JACK server that waits for nobody. Beside it, at the same server and in the same time, a
// bare FluidSynth plays: what this machine does to anyone's sound it does to both. TUTTI_SOAK_MINUTES: another length.
#include "e2e/rig/meter.h"
#include "e2e/rig/tutti.h"
#include "lib/random_people.h"

#include <QtTest>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

using namespace tutti::rig;
using tutti::RandomPeople;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr int kSeats = 12;
constexpr int kPeriod = 256;
constexpr double kSettledS = 180; ///< everything has sounded once
constexpr double kGrowth = 0.01;
constexpr double kSilenceDb = -60;
constexpr int kRingsS = 30;       ///< what rings and breathes by itself has died away by then (Open Pads: 4 + 20 s)
constexpr const char *kSoundFont = "/usr/share/sounds/sf2/FluidR3_GM.sf2";

/// Two programs that are late by chance alone are so equally often: of all their late blocks each has half, give or take
/// their square root. More than three times that is Tutti's own doing.
bool isOwnDoing(int tutti, int bare) { return tutti - bare > 3 * std::sqrt(tutti + bare); }

int linesOf(const std::filesystem::path &file)
{
    std::ifstream in(file);
    return static_cast<int>(std::count(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>(), '\n'));
}

} // namespace

class TestHalfHour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTouchSoundsNothingStaysAndNothingGrows();

private:
    /// Everybody plays on until `endNs`, and what they did is counted.
    void playUntil(RandomPeople &people, std::int64_t endNs);
    void take(const RandomPeople::Touch &touch);

    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<Process> m_bare;
    std::unique_ptr<Tutti> m_tutti;
    std::int64_t m_zero = 0; ///< of the people's time
    int m_touches = 0;
};

void TestHalfHour::take(const RandomPeople::Touch &touch)
{
    const auto finger = static_cast<unsigned>(touch.finger + 1000);
    if (!touch.down) {
        m_screen->panel().up(finger);
        return;
    }
    // The hand that leans lies beside the one that plays.
    const auto &pads = m_tutti->layout().pads;
    const auto pad = std::find_if(pads.begin(), pads.end(), [&](const Layout::Pad &p) { return p.seat == touch.seat; });
    m_screen->panel().down(finger, pad->centre().x + (touch.hand == 0 ? -1 : 1) * pad->w / 6, pad->centre().y);
    ++m_touches;
}

void TestHalfHour::playUntil(RandomPeople &people, std::int64_t endNs)
{
    const auto due = [&] { return m_zero + static_cast<std::int64_t>(people.nextAt() * 1e9); };
    while (due() < endNs) {
        const auto touch = people.next();
        sleepUntilNs(m_zero + static_cast<std::int64_t>(touch.t * 1e9));
        take(touch);
    }
}

void TestHalfHour::everyTouchSoundsNothingStaysAndNothingGrows()
{
    bool given = false;
    const double wanted = qEnvironmentVariable("TUTTI_SOAK_MINUTES").toDouble(&given);
    const double minutes = given && wanted > 0 ? wanted : 30;

    auto folder = TempDir::create();
    QVERIFY2(folder, folder ? "" : folder.error().c_str());
    m_folder = std::move(*folder);
    auto screen = XServer::start(m_folder->path(), 1920, 1080);
    QVERIFY2(screen, screen ? "" : screen.error().c_str());
    m_screen = std::move(*screen);
    auto jack = JackServer::start(m_folder->path(), kPeriod, JackServer::Manner::Prompt);
    QVERIFY2(jack, jack ? "" : jack.error().c_str());
    m_jack = std::move(*jack);
    auto bare = Process::start({.command = {TUTTI_BARE_FLUIDSYNTH, kSoundFont}, .environment = m_jack->environment(), .log = m_folder->path() / "bare.out"});
    QVERIFY2(bare, bare ? "" : bare.error().c_str());
    m_bare = std::move(*bare);

    // Every touch is to be a note of its own, so nobody is turned down.
    const auto trace = m_folder->path() / "trace";
    Environment environment = m_jack->environment();
    environment.emplace_back("TUTTI_TRACE_STRIKES", trace.string());
    auto tutti = Tutti::launch(*m_screen, {.program = TUTTI_PROGRAM, .data = m_folder->path() / "data", .audio = "jack", .seats = kSeats,
        .more = {"--governor", "off"}, .environment = environment});
    QVERIFY2(tutti, tutti ? "" : tutti.error().c_str());
    m_tutti = std::move(*tutti);
    QVERIFY2(m_tutti->awaitReady(), "No window that takes a touch.");
    sleepMs(2000); // the streams have begun
    const std::size_t before = m_tutti->journal().size();
    const int tracedBefore = linesOf(trace);
    const auto lateBefore = m_jack->lateBlocks();

    // Half an hour.
    RandomPeople people(kSeats, 30);
    m_zero = nowNs();
    const std::int64_t end = m_zero + static_cast<std::int64_t>(minutes * 60e9);
    const std::int64_t settled = m_zero + static_cast<std::int64_t>(std::min(kSettledS, minutes * 30) * 1e9);
    playUntil(people, settled);
    const long memoryBefore = m_tutti->process().memory().nowKiB;
    for (std::int64_t next = settled; next < end;) {
        next = std::min(end, next + 60'000 * kMs);
        playUntil(people, next);
        QVERIFY2(m_tutti->process().running(), m_tutti->process().output().c_str());
        QVERIFY2(m_bare->running(), m_bare->output().c_str());
        auto late = m_jack->lateBlocks();
        qInfo("%4.1f min: %d touches, resident %ld KiB, late blocks so far: Tutti %d, FluidSynth alone %d", 1e-9 * static_cast<double>(next - m_zero) / 60,
            m_touches, m_tutti->process().memory().nowKiB, late["tutti"], late["bare"]);
    }
    const long memoryAfter = m_tutti->process().memory().nowKiB;
    auto late = m_jack->lateBlocks();
    for (const auto &[client, blocks] : lateBefore)
        late[client] -= blocks;

    // All leave, and what sounds by itself dies away.
    auto meter = JackMeter::start(*m_jack, kRingsS + 60);
    QVERIFY2(meter, meter ? "" : meter.error().c_str());
    sleepMs(500);
    for (const auto &lift : people.leave(0, 0))
        take(lift);
    m_screen->panel().sync();
    const std::int64_t left = nowNs();
    m_bare.reset(); // it is heard, too
    sleepUntilNs(left + 1000 * kMs);
    const auto lines = m_tutti->awaitJournal("in", "strike", m_touches, before, 10000);
    sleepUntilNs(left + (kRingsS + 2) * 1000 * kMs);
    const double silentS = 1e-9 * static_cast<double>((*meter)->recordedUntil(left + (kRingsS + 2) * 1000 * kMs).silentFrom(left, kSilenceDb) - left);

    // Touches, strikes, notes, and what the engine took.
    std::set<std::pair<int, std::int64_t>> noted; // seat and time
    std::map<std::int64_t, int> open;             // notes of seats without their end
    int strikes = 0, notes = 0, silent = 0;
    for (std::size_t i = before; i < lines.size(); ++i) {
        const Json &line = lines[i];
        if (line.value("out", "") == "note" && line.value("seat", -1) >= 0) {
            noted.emplace(line.at("seat").get<int>(), line.at("t_us").get<std::int64_t>());
            ++open[line.at("id").get<std::int64_t>()];
            ++notes;
        } else if (line.value("out", "") == "off") {
            open.erase(line.at("id").get<std::int64_t>());
        }
    }
    for (std::size_t i = before; i < lines.size(); ++i) {
        if (lines[i].value("in", "") != "strike")
            continue;
        ++strikes;
        silent += noted.contains({lines[i].at("seat").get<int>(), lines[i].at("t_us").get<std::int64_t>()}) ? 0 : 1;
    }
    const int traced = linesOf(trace) - tracedBefore;
    const double growth = static_cast<double>(memoryAfter - memoryBefore) / static_cast<double>(memoryBefore);
    qInfo("%d touches in %.1f minutes: %d strikes, %d notes, %d taken by the engine", m_touches, minutes, strikes, notes, traced);
    qInfo("resident %ld KiB, then %ld KiB: %+.2f %%", memoryBefore, memoryAfter, 100 * growth);
    qInfo("late blocks of %.0f: Tutti %d, FluidSynth alone %d", minutes * 60 * 48000 / kPeriod, late["tutti"], late["bare"]);
    qInfo("a second after all had left %zu of their notes were open; all was silent after %.1f s", open.size(), silentS);

    QCOMPARE(strikes, m_touches);
    QCOMPARE(silent, 0);
    QCOMPARE(traced, m_touches);
    QVERIFY2(open.empty(), "A note of a seat has no end.");
    QVERIFY(silentS < kRingsS);
    QVERIFY2(growth < kGrowth, fmt::format("{:+.2f} %", 100 * growth).c_str());
    QVERIFY2(!isOwnDoing(late["tutti"], late["bare"]), "Tutti is late more often than FluidSynth alone.");

    // A Stop takes away what is held.
    const auto &pads = m_tutti->layout().pads;
    for (unsigned finger = 1; finger <= kSeats; ++finger)
        m_screen->panel().down(finger, pads[finger - 1].centre().x, pads[finger - 1].centre().y);
    sleepMs(500);
    m_screen->panel().down(kSeats + 1, m_tutti->layout().stop.x, m_tutti->layout().stop.y);
    m_screen->panel().up(kSeats + 1);
    m_screen->panel().sync();
    const std::int64_t stopped = nowNs();
    sleepMs(3000);
    const std::int64_t quiet = (*meter)->recordedUntil(stopped + 3000 * kMs).silentFrom(stopped, kSilenceDb);
    qInfo("silent %.0f ms after Stop with twelve held", 1e-6 * static_cast<double>(quiet - stopped));
    QVERIFY(quiet - stopped < 1000 * kMs);
}

QTEST_GUILESS_MAIN(TestHalfHour)
#include "tst_half_hour.moc"
