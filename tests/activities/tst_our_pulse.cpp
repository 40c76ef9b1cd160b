// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/simulated_group.h"

#include <QTest>

using namespace tutti;

namespace {

Header ourPulse(int seats)
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "our-pulse";
    return header;
}

double bpm(const Rehearsal &r) { return tempoOf(r.performance().stage().room().pulse->period()).value; }

/// The longest way the tempo went in eight beats, as a ratio.
double mostInEightBeats(const Rehearsal &r, Micros from)
{
    std::vector<double> tempi;
    for (const auto &[t, beat] : r.all<BeatMark>())
        if (t >= from)
            tempi.push_back(beat.tempo.value);
    double most = 1;
    for (std::size_t i = 0; i < tempi.size(); ++i)
        for (std::size_t k = i; k < std::min(i + 9, tempi.size()); ++k)
            most = std::max({most, tempi[i] / tempi[k], tempi[k] / tempi[i]});
    return most;
}

} // namespace

class tst_our_pulse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodyThereMeansSilence();
    void twelvePeopleAreFoundWithinEightSecondsAndHeld_data();
    void twelvePeopleAreFoundWithinEightSecondsAndHeld();
    void aSteadyBiasDoesNotMoveTheBeat_data();
    void aSteadyBiasDoesNotMoveTheBeat();
    void twelveLoosePlayersAreHeldWithinElevenMilliseconds();
    void randomPlayersAreNotFound();
    void everyoneAtTwentyAStrikesASecondIsNotABeat();
    void holdLastsSixteenBeatsAndThenALooseGroupIsFollowed();
    void theAppGoesWithAGroupThatChangesItsTempo();
    void fasterAndSlowerMoveFiveInAHundredInEightBeatsAtMost();
    void settleGoesBackToWhereTheGroupWas();
    void aPartJoinsAfterEachEightBeatsTogetherAndLeavesSoftly();
    void nextTakesAnotherGrooveFromTheNextBar();
    void withNobodyPlayingItEndsByItself();
    void aGrooveTheLeaderCalledGoesOnForPeopleWhoOnlyClap();
    void aBeatThatIsPlannedAgainCountsOnce();
    void everythingIsPlannedEarly();
};

void tst_our_pulse::nobodyThereMeansSilence()
{
    Rehearsal r(ourPulse(0));
    r.run(60);
    QCOMPARE(r.states(), std::string("gather"));
    QVERIFY(r.all<Note>().empty());
    QVERIFY(!r.performance().nextDue());
}

void tst_our_pulse::twelvePeopleAreFoundWithinEightSecondsAndHeld_data()
{
    QTest::addColumn<int>("eighths");
    QTest::newRow("all in quarters") << 0;
    QTest::newRow("half in eighths") << 6;
}

void tst_our_pulse::twelvePeopleAreFoundWithinEightSecondsAndHeld()
{
    QFETCH(int, eighths);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        Rehearsal r(ourPulse(12));
        auto players = SimulatedGroup::twelve({.missed = 0.2});
        for (int i = 0; i < eighths; ++i)
            players[static_cast<std::size_t>(i)].period = 0.3;
        SimulatedGroup group(r, players, seed);
        group.playTo(60);
        const auto found = r.timeOf(StageState::Match);
        QVERIFY(found && *found <= microsFromSeconds(9)); // they begin at 1 s
        QCOMPARE(r.states(), std::string("gather match hold"));
        QVERIFY2(std::abs(bpm(r) - 100) < 3, qPrintable(QString::number(bpm(r))));
        QVERIFY(r.broken.empty());
    }
}

void tst_our_pulse::aSteadyBiasDoesNotMoveTheBeat_data()
{
    QTest::addColumn<double>("biasMs");
    for (int bias : {-50, -25, 0, 25, 40})
        QTest::addRow("%d ms", bias) << double(bias);
}

void tst_our_pulse::aSteadyBiasDoesNotMoveTheBeat()
{
    QFETCH(double, biasMs);
    Rehearsal r(ourPulse(3));
    SimulatedGroup group(r, {{0, 0.6, biasMs, 0}, {1, 0.6, biasMs, 0}, {2, 0.6, biasMs, 0}}, 1);
    group.playTo(80);
    // The beat begins where the panel said that people were, they come towards it, and there it stays.
    double settled = 0;
    for (const auto &[t, beat] : r.all<BeatMark>()) {
        const double period = 60000 / beat.tempo.value;
        QVERIFY2(std::abs(period - 600) <= 8, qPrintable(QString::number(period)));
        if (t >= 20s && settled == 0)
            settled = period;
        QVERIFY2(t < 20s || std::abs(period - settled) <= 1, qPrintable(QString::number(period)));
    }
}

void tst_our_pulse::twelveLoosePlayersAreHeldWithinElevenMilliseconds()
{
    for (unsigned seed = 1; seed <= 8; ++seed) {
        Rehearsal r(ourPulse(12));
        SimulatedGroup group(r, SimulatedGroup::twelve({.biasMs = -25, .spreadMs = 17}), seed);
        group.playTo(80);
        for (const auto &[t, beat] : r.all<BeatMark>())
            QVERIFY2(std::abs(60000 / beat.tempo.value - 600) <= 11, qPrintable(QString::number(60000 / beat.tempo.value)));
    }
}

void tst_our_pulse::randomPlayersAreNotFound()
{
    const bool all = qEnvironmentVariableIsSet("TUTTI_LONG");
    int found = 0;
    for (int seats : {1, 2, 3, 12}) {
        for (unsigned seed = 1; seed <= (all ? 100u : 1u); ++seed) {
            Rehearsal r(ourPulse(seats));
            auto players = SimulatedGroup::twelve({.period = 0});
            players.resize(static_cast<std::size_t>(seats));
            SimulatedGroup group(r, players, seed);
            group.playTo(all ? 600 : 120);
            found += r.timeOf(StageState::Match) ? 1 : 0;
        }
        QVERIFY2(found <= 1, qPrintable(QString("%1 of 100 with %2 seats").arg(found).arg(seats)));
        found = 0;
    }
}

void tst_our_pulse::everyoneAtTwentyAStrikesASecondIsNotABeat()
{
    Rehearsal r(ourPulse(12));
    SimulatedGroup group(r, SimulatedGroup::twelve({.period = 0.05, .spreadMs = 3}), 1);
    group.playTo(30);
    QVERIFY(!r.timeOf(StageState::Match));
    QVERIFY(r.broken.empty());
}

void tst_our_pulse::holdLastsSixteenBeatsAndThenALooseGroupIsFollowed()
{
    Rehearsal r(ourPulse(12));
    SimulatedGroup group(r, SimulatedGroup::twelve(), 2);
    group.playTo(25);
    QCOMPARE(r.state(), StageState::Hold);
    const Micros held = *r.timeOf(StageState::Hold);
    group.scatter(250); // each goes their own way
    group.playTo(60);
    QCOMPARE(r.states(), std::string("gather match hold match"));
    const auto matched = r.all<StateChange>().back().first;
    QVERIFY(matched - held >= 16 * 600ms);
    QVERIFY(r.notes(Role::Prompt).empty()); // silently
}

void tst_our_pulse::theAppGoesWithAGroupThatChangesItsTempo()
{
    Rehearsal r(ourPulse(6));
    auto players = SimulatedGroup::twelve({.listens = false});
    players.resize(6);
    SimulatedGroup group(r, players, 3);
    group.playTo(30);
    QVERIFY(std::abs(bpm(r) - 100) < 3);
    group.setPeriod(0.8); // together still, slower
    group.playTo(90);
    QVERIFY2(std::abs(bpm(r) - 75) < 3, qPrintable(QString::number(bpm(r))));
}

void tst_our_pulse::fasterAndSlowerMoveFiveInAHundredInEightBeatsAtMost()
{
    Rehearsal r(ourPulse(3));
    SimulatedGroup group(r, {{0}, {1}, {2}}, 4);
    group.playTo(25);
    const double before = std::round(bpm(r));
    for (int i = 0; i < 5; ++i)
        r.cue(25 + 0.1 * i, CueKind::Faster);
    group.playTo(27);
    QCOMPARE(r.state(), StageState::Lead);
    group.playTo(60);
    QCOMPARE(r.state(), StageState::Hold);
    QVERIFY2(std::abs(bpm(r) - (before + 20)) < 1, qPrintable(QString::number(bpm(r))));
    QVERIFY2(mostInEightBeats(r, 25s) <= 1.0501, qPrintable(QString::number(mostInEightBeats(r, 25s))));
    for (int i = 0; i < 60; ++i)
        r.cue(60.01 + 0.001 * i, CueKind::Slower);
    r.run(61);
    QCOMPARE(tempoOf(r.performance().stage().room().pulse->aim()).value, 40.0);
    QVERIFY(mostInEightBeats(r, 25s) <= 1.0501);
}

void tst_our_pulse::settleGoesBackToWhereTheGroupWas()
{
    Rehearsal r(ourPulse(3));
    SimulatedGroup group(r, {{0}, {1}, {2}}, 5);
    group.playTo(25);
    const double before = bpm(r);
    for (int i = 0; i < 3; ++i)
        r.cue(25 + 0.1 * i, CueKind::Slower);
    group.playTo(50);
    QVERIFY(bpm(r) < before - 8);
    r.cue(50, CueKind::Settle);
    group.playTo(80);
    QVERIFY2(std::abs(bpm(r) - before) < 2, qPrintable(QString::number(bpm(r))));
}

void tst_our_pulse::aPartJoinsAfterEachEightBeatsTogetherAndLeavesSoftly()
{
    Rehearsal r(ourPulse(12));
    SimulatedGroup group(r, SimulatedGroup::twelve(), 6);
    for (double until = 1; !r.timeOf(StageState::Match); until += 0.5)
        group.playTo(until);
    QCOMPARE(r.performance().stage().circle().band.wanted(), 2);
    group.playTo(40);
    QCOMPARE(r.performance().stage().circle().band.wanted(), 5);
    group.scatter(250);
    group.playTo(60);
    QVERIFY(r.performance().stage().circle().band.wanted() < 5);
    // The last part to join is the first to go: over eight beats its level falls and never jumps.
    std::vector<double> tune;
    for (const auto &[t, note] : r.notes(Role::Backing))
        if (note.instrument == "marimba" && t > 40s)
            tune.push_back(note.level);
    QVERIFY(tune.size() > 4);
    for (std::size_t i = 1; i < tune.size(); ++i)
        QVERIFY2(tune[i] >= tune[i - 1] - 0.3 * 0.65 / 8 - 1e-6, "a part left at once");
}

void tst_our_pulse::nextTakesAnotherGrooveFromTheNextBar()
{
    Rehearsal r(ourPulse(3));
    SimulatedGroup group(r, {{0}, {1}, {2}}, 7);
    group.playTo(25);
    QCOMPARE(r.performance().stage().circle().band.groove()->id, std::string("four"));
    r.cue(25, CueKind::Next);
    group.playTo(30);
    QCOMPARE(r.performance().stage().circle().band.groove()->id, std::string("three"));
    QCOMPARE(r.performance().stage().room().settings.meter, 3);
    // The log's beats still begin a bar where the number divides by the metre, and the change came on one.
    std::vector<std::int64_t> beats;
    for (const auto &[t, beat] : r.all<BeatMark>())
        beats.push_back(beat.beat);
    for (std::size_t i = 1; i < beats.size(); ++i)
        QVERIFY(beats[i] > beats[i - 1] && beats[i] <= beats[i - 1] + 3);
    r.cue(30, CueKind::Back);
    group.playTo(35);
    QCOMPARE(r.performance().stage().circle().band.groove()->id, std::string("four"));
}

void tst_our_pulse::withNobodyPlayingItEndsByItself()
{
    Rehearsal r(ourPulse(3));
    SimulatedGroup group(r, {{0}, {1}, {2}}, 8);
    group.playTo(30);
    r.run(30 + 17 * 0.6 + 1);
    QCOMPARE(r.state(), StageState::Gather);
    r.run(120);
    QVERIFY(r.open().empty());
    QVERIFY(!r.performance().nextDue());
}

void tst_our_pulse::aGrooveTheLeaderCalledGoesOnForPeopleWhoOnlyClap()
{
    Rehearsal r(ourPulse(3));
    r.cue(2, CueKind::Groove);
    r.run(180);
    QCOMPARE(r.states(), std::string("gather groove3 groove2 groove1 hold hold")); // the beat begins; the cue has landed
    QCOMPARE(r.performance().stage().circle().band.wanted(), 5);
    QVERIFY(!r.notes(Role::Backing).empty());
    r.run(400); // but not for ever
    QVERIFY(r.open().empty());
}

void tst_our_pulse::aBeatThatIsPlannedAgainCountsOnce()
{
    // How many beats there are after the last strike, with some Stops beside them and with none.
    const auto beatsLeft = [](int stops) {
        Header header = Rehearsal::withSeats(2);
        header.activity = "our-pulse";
        Rehearsal r(header);
        double t = 1;
        for (; t < 16; t += 0.6) {
            r.tap(t, 0);
            r.tap(t + 0.1, 1);
        }
        const auto before = r.all<BeatMark>().size();
        for (int i = 0; i < stops; ++i) {
            r.cue(t += 0.45, CueKind::Stop);
            r.cue(t += 0.05, CueKind::Resume);
        }
        r.run(t + 30);
        return std::pair(r.state(), r.all<BeatMark>().size() - before);
    };
    QCOMPARE(beatsLeft(0).first, StageState::Gather);
    QVERIFY(beatsLeft(0).second > 10);
    QVERIFY(beatsLeft(12) == beatsLeft(0));
}

void tst_our_pulse::everythingIsPlannedEarly()
{
    Rehearsal r(ourPulse(12));
    SimulatedGroup group(r, SimulatedGroup::twelve(), 9);
    group.playTo(60);
    for (const auto &note : r.decided)
        if (note.note.role == Role::Backing && note.note.instrument != "warm-pad")
            QVERIFY2(note.at - note.decidedAt >= 300ms, qPrintable(QString::number(toSeconds(note.at - note.decidedAt))));
}

QTEST_APPLESS_MAIN(tst_our_pulse)
#include "tst_our_pulse.moc"
