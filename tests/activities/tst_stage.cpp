// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <random>

using namespace tutti;

class tst_stage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopEndsEveryNoteAtOnceAndStrikesAreSilent();
    void playingOnIsWhereItWas();
    void theBeatGoesOnAfterAPause();
    void finishLandsThreeSecondsOnWithoutABeat();
    void finishLandsOnABarAtLeastThreeBeatsOn();
    void stopDuringTheCountKeepsTheEnding();
    void finishWhileQuietGoesToRest();
    void restAnswersSoftlyAndOpensAgainWithATouch();
    void nextSkipsTheBreath();
    void softerAndLouderClimbAFiveStepLadder();
    void calmIsAToggle();
    void quietMeSilencesItsOwnSeatOnly();
    void aDoorThatCannotBePlayedIsNamedAndPlayGoesOn();
    void everyTouchHasItsOwnNoteAndItsOwnEnd();
    void aDrumHasAStrokeForEachPadAndTheAppPlaysItsBigOne();
    void aTouchThatComesTwiceEndsItsFirstNote();
    void anInputFromThePastIsMovedToTheLastStep();
    void strengthIsRoundedToThreeDecimals();
    void aStrikeIsSteppedAfterWhatWasDue();
    void whenASessionEndsEveryNoteEnds();
    void randomSessionsKeepTheLaws();
    void theSameInputsGiveTheSameOutputs();
};

void tst_stage::stopEndsEveryNoteAtOnceAndStrikesAreSilent()
{
    Rehearsal r(Rehearsal::withSeats(4));
    for (int i = 0; i < 4; ++i)
        r.strike(1 + 0.1 * i, i, 0, i);
    QVERIFY(r.open().size() >= 4);
    r.cue(2, CueKind::Stop);
    QVERIFY(r.open().empty());
    QCOMPARE(r.stops, 1);
    QCOMPARE(r.state(), StageState::Paused);
    for (const auto &[t, off] : r.all<Off>())
        QVERIFY(t <= Micros{2'060'000});
    const auto notes = r.all<Note>().size();
    r.strike(3, 0, 0, 20);
    r.run(100);
    QCOMPARE(r.all<Note>().size(), notes);
    QCOMPARE(r.state(), StageState::Paused);
    QVERIFY(!r.performance().nextDue());
}

void tst_stage::playingOnIsWhereItWas()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Stop);
    r.cue(50, CueKind::Resume);
    QCOMPARE(r.states(), std::string("listen active paused active"));
    r.tap(50.5, 0);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    // The 48 s of quiet do not count towards the four seconds without a strike.
    r.run(52.9);
    QCOMPARE(r.state(), StageState::Active);
    QVERIFY(r.broken.empty());
}

void tst_stage::theBeatGoesOnAfterAPause()
{
    Rehearsal r(Rehearsal::withSeats(2));
    double t = 1;
    for (; t < 12; t += 0.6) {
        r.strike(t, 0);
        r.strike(t, 1);
    }
    QCOMPARE(r.state(), StageState::Grounded);
    const auto last = r.all<BeatMark>().back().second.beat;
    r.cue(t, CueKind::Stop);
    r.cue(t + 30, CueKind::Resume);
    r.run(t + 31.5);
    const auto beats = r.all<BeatMark>();
    QVERIFY(beats.back().second.beat > last);
    for (std::size_t i = 1; i < beats.size(); ++i)
        QCOMPARE(beats[i].second.beat, beats[i - 1].second.beat + 1); // none lost, none twice
    QVERIFY(r.broken.empty());
}

void tst_stage::finishLandsThreeSecondsOnWithoutABeat()
{
    Rehearsal r(Rehearsal::withSeats(3));
    r.tap(1, 0);
    r.cue(2, CueKind::Finish);
    r.run(30);
    QCOMPARE(r.states(), std::string("listen active outro3 outro2 outro1 rest ready"));
    QCOMPARE(*r.timeOf(StageState::Rest), Micros{5'000'000});
    int together = 0;
    for (const auto &[t, note] : r.notes(Role::Backing))
        together += t == Micros{5'000'000} && note.instrument == "marimba" ? 1 : 0;
    QCOMPARE(together, 1); // seat 0's voice; seats 1 and 2 have others
    QVERIFY(r.open().empty());
    // Two bars of four at 60 bpm are eight seconds; the breath is at least ten.
    QCOMPARE(*r.timeOf(StageState::Ready), Micros{15'000'000});
}

void tst_stage::finishLandsOnABarAtLeastThreeBeatsOn()
{
    Rehearsal r(Rehearsal::withSeats(2));
    for (double t = 1; t < 20; t += 0.6) {
        r.strike(t, 0);
        r.strike(t, 1);
    }
    r.cue(20, CueKind::Finish);
    r.run(40);
    const Micros landing = *r.timeOf(StageState::Rest);
    QVERIFY(landing >= Micros{20'000'000} + 3 * Micros{590'000});
    const auto beats = r.all<BeatMark>();
    QVERIFY(beats.back().first < landing);
    // The landing is the beat that follows the last one, and begins a bar.
    QCOMPARE((beats.back().second.beat + 1) % 4, 0);
    QVERIFY(landing - beats.back().first < Micros{700'000});
}

void tst_stage::stopDuringTheCountKeepsTheEnding()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Finish);
    r.cue(3.5, CueKind::Stop);
    r.run(20);
    QCOMPARE(r.state(), StageState::Paused);
    r.cue(20, CueKind::Resume);
    r.run(21.6);
    QCOMPARE(r.state(), StageState::Rest);
    QCOMPARE(*r.timeOf(StageState::Rest), Micros{21'500'000});
    QVERIFY(r.broken.empty());
}

void tst_stage::finishWhileQuietGoesToRest()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Stop);
    r.cue(3, CueKind::Finish);
    QCOMPARE(r.state(), StageState::Rest);
    QCOMPARE(r.resumes, 1);
    r.run(20);
    QCOMPARE(r.state(), StageState::Ready);
}

void tst_stage::restAnswersSoftlyAndOpensAgainWithATouch()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Finish);
    r.run(6);
    QCOMPARE(r.state(), StageState::Rest);
    r.tap(6, 1);
    QCOMPARE(r.notes(Role::Soft).size(), 1u);
    QVERIFY(std::abs(r.notes(Role::Soft)[0].second.level - 0.75 * 0.251) < 1e-6);
    QCOMPARE(r.state(), StageState::Rest);
    r.run(16);
    QCOMPARE(r.state(), StageState::Ready);
    r.tap(20, 1);
    QCOMPARE(r.state(), StageState::Active);
    QCOMPARE(r.notes(Role::Strike).back().first, Micros{20'000'000});
}

void tst_stage::nextSkipsTheBreath()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Finish);
    r.cue(6, CueKind::Next);
    QCOMPARE(r.state(), StageState::Ready);
}

void tst_stage::softerAndLouderClimbAFiveStepLadder()
{
    Rehearsal r(Rehearsal::withSeats(2));
    for (int i = 0; i < 6; ++i)
        r.cue(1 + i, CueKind::Louder);
    for (int i = 0; i < 8; ++i)
        r.cue(10 + i, CueKind::Softer);
    std::set<double> levels;
    double before = 0;
    for (const auto &[t, gain] : r.all<Gain>()) {
        levels.insert(gain.db);
        QVERIFY(std::abs(gain.db - before) <= 6);
        QCOMPARE(gain.rampMs, 8000); // two bars of four at 60
        before = gain.db;
    }
    levels.insert(0);
    QCOMPARE(levels.size(), 5u);
    QVERIFY(*levels.rbegin() <= 6);
}

void tst_stage::calmIsAToggle()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.cue(1, CueKind::Calm);
    r.cue(9, CueKind::Calm);
    const auto gains = r.all<Gain>();
    QCOMPARE(gains.size(), 2u);
    QCOMPARE(gains[0].second.db, -6.0);
    QCOMPARE(gains[0].second.rampMs, 2000);
    QCOMPARE(gains[1].second.db, 0.0);
}

void tst_stage::quietMeSilencesItsOwnSeatOnly()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.strike(1, 0, 0, 1);
    r.cue(2, CueKind::QuietMe, {SeatId{0}});
    r.tap(3, 0);
    r.tap(3.5, 1);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    r.cue(4, CueKind::QuietMe, {SeatId{0}});
    r.tap(5, 0);
    QCOMPARE(r.notes(Role::Strike).size(), 3u);
    QVERIFY(r.broken.empty());
}

void tst_stage::aDoorThatCannotBePlayedIsNamedAndPlayGoesOn()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(1, 0);
    r.performance().input(Input{2s, Start{"juggling", {}}});
    QCOMPARE(r.problems.size(), 1u);
    QVERIFY(r.problems[0].find("juggling") != std::string::npos);
    r.tap(3, 0);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
}

void tst_stage::everyTouchHasItsOwnNoteAndItsOwnEnd()
{
    Rehearsal r(Rehearsal::withSeats(1));
    for (int finger = 0; finger < 3; ++finger)
        r.strike(1 + 0.01 * finger, 0, 0, finger);
    const auto notes = r.notes(Role::Strike);
    QCOMPARE(notes.size(), 3u);
    r.lift(2, 0, 0, 1);
    QVERIFY(!r.open().contains(notes[1].second.id));
    QVERIFY(r.open().contains(notes[0].second.id));
    r.lift(3, 0, 0); // without a touch: the oldest
    QVERIFY(!r.open().contains(notes[0].second.id));
    QVERIFY(r.open().contains(notes[2].second.id));
    r.lift(4, 0, 0, 99); // never pressed: nothing happens
    QVERIFY(r.open().contains(notes[2].second.id));
}

void tst_stage::aDrumHasAStrokeForEachPadAndTheAppPlaysItsBigOne()
{
    Rehearsal r(Rehearsal::withSeats(3));
    for (int pad = 0; pad < kMaxPads; ++pad)
        r.strike(1 + pad, 2, pad); // the djembe's seat
    const auto strokes = r.notes(Role::Strike);
    QCOMPARE(strokes.size(), std::size_t{kMaxPads});
    for (int pad = 0; pad < kMaxPads; ++pad)
        QCOMPARE(strokes[static_cast<std::size_t>(pad)].second.key, 61 + pad);
    for (int i = 0; i < 60; ++i)
        r.tap(5 + 0.6 * i, i % 3);
    int pulse = 0;
    for (const auto &[t, note] : r.notes(Role::Backing))
        if (note.instrument == "frame-drum") {
            QCOMPARE(note.key, 45);
            ++pulse;
        }
    QVERIFY(pulse > 10);
}

void tst_stage::aTouchThatComesTwiceEndsItsFirstNote()
{
    Rehearsal r(Rehearsal::withSeats(1));
    r.strike(1, 0, 0, 7);
    r.strike(1.2, 0, 0, 7);
    r.lift(2, 0, 0, 7);
    r.run(30);
    QVERIFY(r.open().empty());
    QVERIFY(r.broken.empty());
}

void tst_stage::anInputFromThePastIsMovedToTheLastStep()
{
    Rehearsal r(Rehearsal::withSeats(1));
    r.strike(5, 0);
    r.strike(4, 0);
    QCOMPARE(r.inputs.back().t, Micros{5'000'000});
    QVERIFY(r.broken.empty());
}

void tst_stage::strengthIsRoundedToThreeDecimals()
{
    Rehearsal r(Rehearsal::withSeats(1));
    r.strike(1, 0, 0, {}, 0.123456);
    QCOMPARE(std::get<Strike>(r.inputs.back().what).strength, 0.123);
    QCOMPARE(r.notes(Role::Strike).back().second.level, 0.123);
}

void tst_stage::aStrikeIsSteppedAfterWhatWasDue()
{
    Rehearsal r(Rehearsal::withSeats(1));
    r.tap(1, 0);
    // The state change at 15.5 s (no strike for 4 s, looked at each half second) comes before a strike at 40 s.
    r.strike(40, 0);
    QVERIFY(QString::fromStdString(r.states()).startsWith("listen active listen active"));
    QVERIFY(r.broken.empty());
}

void tst_stage::whenASessionEndsEveryNoteEnds()
{
    Rehearsal r(Rehearsal::withSeats(3));
    for (int i = 0; i < 3; ++i)
        r.strike(1, i, 0, i);
    r.performance().input(Input{2s, End{}});
    QVERIFY(r.open().empty());
    QVERIFY(r.performance().ended());
    r.strike(3, 0);
    QCOMPARE(r.inputs.size(), 4u);
    QVERIFY(!r.performance().nextDue());
}

namespace {

/// States in which somebody else is asked, the music is frozen or nobody is with them: a strike may be a soft one.
bool isOthers(StageState state)
{
    switch (state) {
    case StageState::Add:
    case StageState::Turn:
    case StageState::Pass:
    case StageState::Call:
    case StageState::Breath:
    case StageState::Response:
    case StageState::Freeze:
    case StageState::CountIn:
    case StageState::Held:
    case StageState::Pair:
    case StageState::Quiet:
    case StageState::SideA:
    case StageState::SideB:
    case StageState::Both: return true;
    default: return false;
    }
}

/// A session of anything anyone might do, by seed.
void playAnything(Rehearsal &r, unsigned seed, int steps)
{
    std::mt19937_64 rng(seed);
    const auto below = [&](std::uint64_t n) { return static_cast<int>(rng() % n); };
    double t = 0;
    for (int i = 0; i < steps; ++i) {
        t += below(4) == 0 ? 0.001 * below(9000) : 0.001 * below(250);
        const Micros at = microsFromSeconds(t);
        const SeatId seat{below(12)};
        const PadIndex pad{below(3)};
        switch (below(24)) {
        case 0: r.cue(t, CueKind::Stop); break;
        case 1: r.cue(t, CueKind::Resume); break;
        case 2: r.cue(t, static_cast<CueKind>(below(32)), {seat}); break;
        case 3: r.performance().input(Input{at, Leave{seat}}); break;
        case 4: r.performance().input(Input{at, below(2) ? decltype(Input::what){RestOn{seat}} : decltype(Input::what){RestOff{seat}}}); break;
        case 5: {
            const auto &names = activityNames();
            r.performance().input(Input{at, Start{std::string(names[static_cast<std::size_t>(below(names.size()))]), {{"intro_s", SettingValue{Scalar{double(below(9))}}}}}});
            break;
        }
        case 6: r.run(t + below(20)); break;
        case 10: r.set(t, "help", std::string(below(2) ? "full" : "gentle")); break;
        case 11: r.set(t, "groove", std::string(below(2) ? "three" : "four")); break;
        case 12: // a while of steady drumming, so that a beat is found
            for (int beat = 0; beat < 24; ++beat)
                r.tap(t += 0.5 + 0.001 * below(20), below(3));
            break;
        case 7:
        case 8:
        case 9: r.lift(t, seat.value, pad.value, below(8)); break;
        default: r.strike(t, seat.value, pad.value, below(8), 0.001 * below(1001)); break;
        }
    }
}

} // namespace

void tst_stage::randomSessionsKeepTheLaws()
{
    const Palette palette = Rehearsal::repertoire()->palette;
    const unsigned sessions = qEnvironmentVariableIsSet("TUTTI_LONG") ? 10'000 : 300;
    for (unsigned seed = 1; seed <= sessions; ++seed) {
        Rehearsal r(Rehearsal::withSeats(static_cast<int>(seed % 13), seed % 2 ? 0 : 8));
        playAnything(r, seed, 60);
        const auto context = [&] { return qPrintable(QString("seed %1").arg(seed)); };
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : qPrintable(QString("seed %1: %2").arg(seed).arg(QString::fromStdString(r.broken[0]))));
        // No state is without a way on: a Resume, a breath, the leader's call to all and a touch lead to sound in full.
        const double now = toSeconds(r.performance().now());
        r.cue(now + 1, CueKind::Resume);
        r.run(now + 60);
        for (int seat = 0; seat < 12; ++seat)
            if (r.performance().stage().room().seat(SeatId{seat}).quiet)
                r.cue(now + 60, CueKind::QuietMe, {SeatId{seat}});
        r.cue(now + 60.5, CueKind::Groove);
        r.run(now + 90);
        r.run(now + 91);
        // Somebody else is asked, or has the turn: heard, and not in the way.
        const bool soft = isOthers(r.state());
        const auto sounds = [&] { return r.notes(Role::Strike).size() + (soft ? r.notes(Role::Soft).size() : 0); };
        const auto before = sounds();
        r.strike(now + 91, 3, 0, 1000);
        r.run(now + 92);
        QVERIFY2(sounds() == before + 1, context());
        // Every pitched note is in the scale it was played in; every note has an instrument of the catalogue.
        for (const auto &[t, note] : r.all<Note>())
            QVERIFY2(palette.find(note.instrument) && note.key >= 0 && note.key <= 127, context());
        // Stop silences any state, and nothing is due until Resume.
        r.cue(now + 93, CueKind::Stop);
        QVERIFY2(r.open().empty() && !r.performance().nextDue(), context());
        r.performance().end(microsFromSeconds(now + 94));
        QVERIFY2(r.open().empty() && r.broken.empty(), context());
    }
}

void tst_stage::theSameInputsGiveTheSameOutputs()
{
    for (unsigned seed = 1; seed <= 50; ++seed) {
        Rehearsal live(Rehearsal::withSeats(3));
        playAnything(live, seed, 200);
        live.performance().end(live.performance().now());
        // Played again from what was stepped, and stepped at no other times.
        Rehearsal again(Rehearsal::withSeats(3));
        for (const Input &in : live.inputs)
            again.performance().input(in);
        again.performance().end(live.performance().now());
        QCOMPARE(again.inputs.size(), live.inputs.size());
        QVERIFY(again.inputs == live.inputs);
        QVERIFY(again.outputs == live.outputs);
    }
}

QTEST_APPLESS_MAIN(tst_stage)
#include "tst_stage.moc"
