// SPDX-License-Identifier: GPL-3.0-or-later
// Twelve people do what comes to their mind for eight hours, and so does whoever leads them: on the real screens, through
// the real session, engine and FluidSynth with the embedded bank, in a time of its own that runs as fast as the machine
// can. The stream is the silent clock, stepped: the callbacks and their times are those of a driver with periods of 512
// frames, and every block is rendered. The log goes to disk by the real journal. Usually five minutes of it.
#include "app/strike_ledger.h"
#include "commands/ensemble.h"
#include "commands/sounds.h"
#include "commands/stepped_time.h"
#include "lib/random_people.h"
#include "records/journal.h"
#include "session/cues.h"
#include "sound/silent_clock.h"

#include <fmt/format.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <numeric>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRate = 48000;
constexpr int kPeriod = 512;
constexpr Micros kSettled = 5s; ///< what help has put off so long ago has come
constexpr double kAllQuietS = 25; ///< after the last sound of an activity everything has rung out
constexpr double kGrowth = 0.01;

/// What this process has, in KiB.
struct Memory {
    long resident = 0;  ///< without what malloc keeps for later, which depends on the fullest moment there was
    long allocated = 0; ///< by malloc, for what lives
    static Memory now()
    {
        malloc_trim(0);
        long all = 0, resident = 0;
        std::ifstream("/proc/self/statm") >> all >> resident;
        const auto heap = mallinfo2();
        return {resident * (sysconf(_SC_PAGESIZE) / 1024), static_cast<long>((heap.uordblks + heap.hblkhd) / 1024)};
    }
};

/// The synth, and beside it somebody who writes down what it is asked to strike.
class WatchedSynth final : public Synth {
public:
    WatchedSynth(std::unique_ptr<Synth> synth, StrikeLedger &ledger) : m_synth(std::move(synth)), m_ledger(ledger) {}
    void noteOn(int channel, int instrument, int key, float level) noexcept override
    {
        m_ledger.sounded(channel, instrument, key, Micros{m_frames * 1'000'000 / kRate});
        m_synth->noteOn(channel, instrument, key, level);
    }
    void noteOff(int channel, int key) noexcept override { m_synth->noteOff(channel, key); }
    void channelGain(int channel, float db) noexcept override { m_synth->channelGain(channel, db); }
    void silence() noexcept override { m_synth->silence(); }
    void render(float *left, float *right, int blocks) noexcept override
    {
        m_synth->render(left, right, blocks);
        m_frames += std::int64_t{blocks} * kBlockFrames;
    }
    [[nodiscard]] int activeVoices() const noexcept override { return m_synth->activeVoices(); }
    [[nodiscard]] float strikePeak(int instrument) const noexcept override { return m_synth->strikePeak(instrument); }

private:
    std::unique_ptr<Synth> m_synth;
    StrikeLedger &m_ledger;
    std::int64_t m_frames = 0;
};

/// The log: to disk and into the ledger.
class WatchedRecord final : public SessionRecord {
public:
    WatchedRecord(Journal &journal, StrikeLedger &ledger, const Palette &palette) : m_journal(journal), m_ledger(ledger), m_palette(palette) {}
    void input(const Input &in) override
    {
        m_complete = in.t;
        m_journal.write(in);
        if (!std::holds_alternative<Strike>(in.what) && !std::holds_alternative<Lift>(in.what))
            m_ledger.changed(in.t);
    }
    void output(const Output &out) override
    {
        m_complete = out.t;
        m_journal.write(out);
        if (const auto *note = std::get_if<Note>(&out.what))
            m_ledger.told(*note, m_palette.indexOf(note->instrument), out.t);
        if (const auto *change = std::get_if<StateChange>(&out.what)) {
            m_ledger.changed(out.t);
            if (change->state == StageState::Paused)
                m_ledger.stopped(out.t);
        }
    }
    /// The log comes a little later, in real time; up to then it is here.
    [[nodiscard]] Micros complete() const { return m_complete; }

private:
    Journal &m_journal;
    StrikeLedger &m_ledger;
    const Palette &m_palette;
    Micros m_complete{};
};

/// The whole of it, and those who play.
class Soak {
public:
    /// Another activity every `activityS` seconds.
    explicit Soak(double activityS, unsigned seed = 5)
        : m_activityS(activityS), m_journal(m_folder.path().toStdString()),
          m_library(Library::read(m_folder.path(), activityNames()).library), m_palette(m_library.repertoire().palette),
          m_ledger(Micros{kPeriod * 1'000'000 / kRate}), m_record(m_journal, m_ledger, m_palette),
          m_ensemble({headerFor("open-pads", m_library), m_library, m_record, [this] { return m_now; }, Micros{0}, RoomSpec{.seats = kMaxSeats}, kRate}),
          m_clock(SilentClock::createStepped({kRate, kPeriod, {}})), m_people(kMaxSeats, seed, 1), m_order(activityNames().size())
    {
        LoadedSound loaded = loadSound(soundRequest(m_library.catalogue, kRate, {}, Fallback::EmbeddedOnly));
        m_ensemble.engine().swapSynth(std::make_unique<WatchedSynth>(std::move(loaded.synth), m_ledger));
        m_clock->gate().open(m_ensemble.engine());
        m_journal.begin(headerFor("open-pads", m_library));
        session().begin();
        m_window = m_ensemble.openWindow().value();
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    }
    ~Soak()
    {
        session().end();
        m_clock->gate().close();
    }

    [[nodiscard]] double now() const { return toSeconds(m_now); }
    [[nodiscard]] const StrikeLedger &ledger() const { return m_ledger; }
    [[nodiscard]] EngineState engine() { return m_ensemble.engine().state(); }
    [[nodiscard]] const std::string &trouble() const { return m_trouble; }
    [[nodiscard]] int mostVoices() const { return m_mostVoices; }

    /// Ends the session; all books are complete then.
    void end()
    {
        session().end();
        m_ledger.settle(m_now + 1s);
    }

    /// Everybody plays on until then.
    void playTo(double until)
    {
        while (now() < until) {
            const double next = std::min({m_people.nextAt(), m_leadsAt, m_anotherAt, until});
            advanceTo(microsFromSeconds(next));
            if (next >= until)
                break;
            if (next == m_leadsAt) {
                lead();
                m_leadsAt = now() + m_people.between(1, 9);
            } else if (next == m_anotherAt) {
                another();
                m_anotherAt = now() + m_activityS * m_people.between(0.7, 1.3);
            } else {
                take(m_people.next());
            }
        }
        m_ledger.settle(m_record.complete() - kSettled);
    }

    /// All go, after a Stop or after an ending, and everything is silent. What sounds all the same, in words.
    std::string leaveTheRoom(bool byStop)
    {
        for (const auto &lift : m_people.leave(now(), now()))
            take(lift);
        if (byStop) {
            session().stop();
            advanceTo(m_now + 1s);
        } else {
            session().resume();
            session().goHome();
            for (const double patience = now() + 60; session().place() != Session::Home && now() < patience;)
                advanceTo(m_now + 100ms);
            if (session().place() != Session::Home)
                return "What was played did not come to its end.";
            advanceTo(m_now + microsFromSeconds(kAllQuietS));
        }
        const EngineState state = engine();
        if (state.openNotes != 0 || state.activeVoices != 0)
            return fmt::format("After {} {} notes are open and {} voices sound.", byStop ? "a Stop" : "the ending", state.openNotes, state.activeVoices);
        // As at night: the screen goes dark, and whoever comes wakes it.
        session().setDark(true);
        advanceTo(m_now + 5s);
        session().setDark(false);
        (void)m_people.leave(now(), now() + 1);
        m_leadsAt = now() + 5;
        m_anotherAt = now() + m_activityS;
        return {};
    }

private:
    Session &session() { return m_ensemble.session(); }

    /// Callback after callback, as a driver would, until `t`.
    void advanceTo(Micros t)
    {
        for (;;) {
            const Micros next{m_callbacks * kPeriod * 1'000'000 / kRate};
            if (next > t)
                break;
            m_now = next;
            session().catchUp();
            m_clock->step();
            if (++m_callbacks % 10 == 0) // ten frames of the screen a second
                show();
        }
        m_now = t;
    }

    void show()
    {
        constexpr std::int64_t kFrameMs = std::int64_t{10} * kPeriod * 1000 / kRate;
        constexpr double kDrawnEveryS = 60;
        m_moves.step(static_cast<int>(kFrameMs));
        m_mostVoices = std::max(m_mostVoices, engine().activeVoices);
        session().desk()->hear(engine().peak, 0.001 * kFrameMs);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // as where a loop runs
        if (now() < m_drawAt)
            return;
        m_drawAt = now() + kDrawnEveryS;
        // The disk keeps its own time: without this, half a minute of notes would wait for it where it is usually a moment's.
        if (!m_journal.waitUntilWritten(10s))
            m_trouble = "The journal cannot be written as fast as it comes.";
        m_ledger.settle(m_record.complete() - kSettled);
        (void)m_window->grabWindow();
    }

    void take(const RandomPeople::Touch &touch)
    {
        const SeatId seat{touch.seat};
        if (!touch.down) {
            session().lift(Lift{seat, PadIndex{0}, touch.finger}, m_now);
            return;
        }
        const Room &room = session().stage().room();
        if (session().place() == Session::Playing && !session().isPaused() && !room.seat(seat).quiet)
            m_ledger.struck(seat, m_now, room.settings.help[static_cast<std::size_t>(touch.seat)] != BeatHelp::Off);
        session().strike(Strike{seat, PadIndex{0}, touch.finger, m_people.between(0.3, 1), StrikeBy::Touch, false}, m_now);
    }

    /// Every activity in a changing order, by the drawer, by a door, or as a step of a plan.
    void another()
    {
        if (m_activity % m_order.size() == 0)
            for (std::size_t i = m_order.size() - 1; i > 0; --i)
                std::swap(m_order[i], m_order[static_cast<std::size_t>(m_people.below(static_cast<int>(i) + 1))]);
        const std::string_view next = activityNames()[m_order[m_activity++ % m_order.size()]];
        session().desk()->another(QString::fromUtf8(next.data(), static_cast<qsizetype>(next.size())));
        if (m_people.below(5) == 0)
            session().goHome();
    }

    /// One thing that whoever leads may do, at the doors, while it is stopped, or while people play.
    void lead()
    {
        LeaderDesk &desk = *session().desk();
        const int whim = m_people.below(20);
        const int seat = m_people.below(kMaxSeats);
        if (session().place() == Session::Home) {
            static constexpr std::array kDoors{"play-together", "drum", "pass-it-round"};
            if (whim < 5)
                session().startPlan(m_people.below(static_cast<int>(session().plan()->recipes().size())));
            else
                session().openDoor(QString::fromLatin1(kDoors[static_cast<std::size_t>(whim) % kDoors.size()]));
            return;
        }
        if (session().isPaused() && whim < 16) {
            session().resume();
            return;
        }
        switch (whim) {
        case 0: session().stop(); break;
        case 1: session().finish(); break;
        case 2: session().nextStep(); break;
        case 3: session().toggleDrawer(); break;
        case 4: session().setVolumeStep(1 + m_people.below(5)); break;
        case 5: m_people.below(2) ? desk.pickHalf(m_people.below(2)) : desk.pick(seat); break;
        case 6: desk.give(m_people.below(3)); break;
        case 7: desk.halfTheRoom(); break;
        case 8: desk.choose(seat); break;
        case 9: desk.play(QString::fromStdString(m_palette.all()[static_cast<std::size_t>(m_people.below(static_cast<int>(m_palette.all().size())))].id)); break;
        case 10: oneSeat(desk); break;
        case 11: desk.takePart(m_people.below(7) - 3); break;
        case 12: desk.vary(static_cast<LeaderDesk::Variant>(m_people.below(LeaderDesk::Hold + 1))); break;
        case 13: m_people.below(2) ? desk.step() : session().next(); break;
        case 14: session().input(Input{m_now, Leave{SeatId{seat}}}); break;
        case 15:
            if (session().conductor() >= 0)
                session().slide(SeatId{session().conductor()}, m_people.between(-40, 40), m_now);
            session().toggleSection(m_people.below(4));
            break;
        case 16: session().toggleLayer(seat); break;
        default: session().cue(cues::Finish + 1 + m_people.below(cues::Hold - cues::Finish)); break;
        }
    }

    void oneSeat(LeaderDesk &desk)
    {
        switch (m_people.below(7)) {
        case 0: desk.help(m_people.below(3)); break;
        case 1: desk.quiet(); break;
        case 2: desk.rest(); break;
        case 3: desk.ask(); break;
        case 4: desk.waitLonger(5 * (m_people.below(5) - 2)); break;
        case 5: desk.assist(); break;
        default: desk.waitWith(m_people.below(3)); break;
        }
    }

    double m_activityS;
    QTemporaryDir m_folder;
    std::string m_trouble;
    Journal m_journal;
    Library m_library;
    Palette m_palette;
    StrikeLedger m_ledger;
    WatchedRecord m_record;
    Micros m_now{};
    SteppedTime m_moves; ///< outlives what it moves
    Ensemble m_ensemble;
    std::unique_ptr<SilentClock> m_clock;
    QQuickWindow *m_window = nullptr;
    RandomPeople m_people;
    std::vector<std::size_t> m_order; ///< of the activities
    std::size_t m_activity = 0;
    std::int64_t m_callbacks = 0;
    double m_leadsAt = 5;
    double m_anotherAt = 20;
    double m_drawAt = 0;
    int m_mostVoices = 0;
};

} // namespace

class tst_eight_hours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whateverTwelvePeopleDoItSoundsAndEndsAndNothingGrows();
};

void tst_eight_hours::whateverTwelvePeopleDoItSoundsAndEndsAndNothingGrows()
{
    const bool all = qEnvironmentVariableIsSet("TUTTI_LONG");
    const double minutes = all ? 8 * 60 : 5;
    const double spell = all ? 15 : 1.25; // after which everybody leaves
    const double settled = 30;            // everything has been there once

    Soak soak(all ? 70 : 12);
    QElapsedTimer took;
    took.start();
    std::vector<Memory> memory; // each time the room is empty, from then on
    bool byStop = false;
    for (int i = 1; soak.now() < 60 * minutes; ++i) {
        soak.playTo(60 * spell * i);
        const std::string sounds = soak.leaveTheRoom(byStop = !byStop);
        QVERIFY2(sounds.empty(), fmt::format("{:.0f} s: {}", soak.now(), sounds).c_str());
        QVERIFY2(soak.ledger().wrong() == 0, soak.ledger().complaints().c_str());
        if (soak.now() < 60 * settled)
            continue;
        memory.push_back(Memory::now());
        qInfo("%5.1f min: resident %ld KiB, allocated %ld KiB", soak.now() / 60, memory.back().resident, memory.back().allocated);
    }
    soak.end();
    QVERIFY2(soak.ledger().wrong() == 0, soak.ledger().complaints().c_str());
    const double seconds = 0.001 * static_cast<double>(took.elapsed());
    const StrikeLedger::Counts &counts = soak.ledger().counts();
    const EngineState engine = soak.engine();
    qInfo("%.2f hours in %.0f s, %.0f times real time, at most %d voices", soak.now() / 3600, seconds, soak.now() / seconds, soak.mostVoices());
    qInfo("%ld strikes to be heard: %ld in a roll, %ld later with help, %ld put off and taken back; wrong: %ld", counts.strikes, counts.rolled, counts.helped,
        counts.takenBack, soak.ledger().wrong());
    qInfo("%ld notes in the log, each struck by the synth but %ld that a Stop met; %ld more had begun when they were taken back", counts.notes, counts.stoppedAtOnce,
        counts.begunAndTakenBack);

    QVERIFY(counts.strikes > 60 * minutes * 3);
    QVERIFY2(counts.takenBack <= counts.strikes / 1000, "What the leader does just then takes hardly any strike back.");
    QVERIFY2(counts.rolled + counts.helped + counts.takenBack < counts.strikes / 3, "Most strikes are to be notes of their own.");
    QVERIFY2(counts.stoppedAtOnce + counts.begunAndTakenBack < counts.notes / 1000, "It is rare that something is taken back in the period in which it begins.");
    QCOMPARE(engine.notesDropped, std::uint64_t{0});
    QCOMPARE(engine.notesLate, std::uint64_t{0});
    QVERIFY2(soak.trouble().empty(), soak.trouble().c_str());
    constexpr std::size_t kAnHour = 4; // of 15 minutes
    if (memory.size() < 2 * kAnHour)
        return; // too short to say anything of memory
    // What is open and drawn differs each time, by a hundredth of it: an hour's mean.
    const auto grown = [&](long Memory::*what) {
        const auto mean = [&](std::size_t from) {
            double sum = 0;
            for (std::size_t i = from; i < from + kAnHour; ++i)
                sum += static_cast<double>(memory[i].*what);
            return sum / kAnHour;
        };
        return mean(memory.size() - kAnHour) / mean(0) - 1;
    };
    const double resident = grown(&Memory::resident), allocated = grown(&Memory::allocated);
    qInfo("From the hour after %.0f minutes to the last: resident %+.2f %%, allocated %+.2f %%", settled, 100 * resident, 100 * allocated);
    QVERIFY(resident < kGrowth);
    QVERIFY(allocated < kGrowth);
}

QTEST_MAIN(tst_eight_hours)
#include "tst_eight_hours.moc"
