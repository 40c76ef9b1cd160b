// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace tutti;

namespace {

/// At 120 bpm, a second and a half is together, 10 s are waited.
Header together(int seats)
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "together";
    header.settings.push_back({"bpm", SettingValue{Scalar{120.0}}});
    header.settings.push_back({"wait_s", SettingValue{Scalar{10.0}}});
    header.settings.push_back({"governor", SettingValue{Scalar{false}}});
    return header;
}

const Together &activity(const Rehearsal &r) { return std::get<Together>(r.performance().stage().activity()); }

std::string seconds(Micros t) { return QString::number(toSeconds(t)).toStdString(); }

/// "held0@0 held1@3.2 ... whole@30".
std::string story(const Rehearsal &r)
{
    std::string all;
    for (const auto &[t, change] : r.all<StateChange>())
        all += (all.empty() ? "" : " ") + std::string(nameOf(change.state)) + (change.value ? std::to_string(static_cast<int>(*change.value)) : "") + "@" + seconds(t);
    return all;
}

/// The keys of the warm pads that begin at `t`.
std::vector<int> chordAt(const Rehearsal &r, double t)
{
    std::vector<int> keys;
    for (const auto &[at, note] : r.notes(Role::Backing))
        if (note.instrument == "warm-pad" && note.level > 0.15 && note.level < 0.17 && std::abs(toSeconds(at) - t) < 1e-5)
            keys.push_back(note.key);
    return keys;
}

/// When the step chord that began at `t` ended, at the latest; where it has not: never.
std::optional<double> chordEnds(const Rehearsal &r, double t)
{
    std::optional<double> last;
    for (const auto &[at, note] : r.notes(Role::Backing)) {
        if (std::abs(toSeconds(at) - t) > 1e-5 || note.instrument != "warm-pad" || note.level < 0.15)
            continue;
        for (const auto &[off, which] : r.all<Off>())
            if (which.id == note.id)
                last = toSeconds(off);
    }
    return last;
}

/// Two strike, a tenth of a second apart, each for a moment.
void two(Rehearsal &r, double t, int one = 0, int other = 1)
{
    r.strike(t, one);
    r.strike(t + 0.1, other);
    r.lift(t + 0.2, one);
    r.lift(t + 0.2, other);
}

/// Up to the last step.
double upToTheLast(Rehearsal &r)
{
    for (int i = 0; i < Together::kSteps - 1; ++i)
        two(r, 1 + 2 * i);
    return 1 + 2 * (Together::kSteps - 1);
}

} // namespace

class tst_together : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aloneIsThinAndOpensNothing();
    void soCloseIsTogether_data();
    void soCloseIsTogether();
    void theFirstIsHeardAgainInFull();
    void aFingerThatStaysIsTogether();
    void severalFingersOfOneSeatAreOne();
    void aRoomfulAtOnceIsOneStep();
    void theNextStepWantsNewStrikesOfTwo();
    void hammeringIsAStepABeatAtMost();
    void whoRestsOrIsQuietIsNobody();
    void theChordLastsWhileTwoHold();
    void afterEightStepsTheAppPlaysItWhole();
    void thePieceIsInTheScale_data();
    void thePieceIsInTheScale();
    void whoStaysAloneGetsTheOtherHalf();
    void aSecondPersonTakesItOver();
    void theLeaderHelpsAndGoesBack();
    void theLeadersBeatIsKeptThroughTheTune();
    void nobodyThereIsQuiet();
    void stopKeepsTheStep_data();
    void stopKeepsTheStep();
    void theBeatTheLeaderBringsInAQuietRoomStays();
    void finishEndsItFromAnywhere();
    void anythingMayHappen();
    void aloneIsThinWhateverIsHeardOutOfTurn();
};

void tst_together::aloneIsThinAndOpensNothing()
{
    Rehearsal r(together(3));
    r.tap(1, 0);
    r.tap(3, 1);
    r.tap(5, 2);
    r.run(6);
    QCOMPARE(r.notes(Role::Strike).size(), 0u);
    QCOMPARE(r.notes(Role::Soft).size(), 3u);
    QCOMPARE(story(r), std::string("held0@0"));
}

void tst_together::soCloseIsTogether_data()
{
    QTest::addColumn<double>("setting");
    QTest::addColumn<double>("apart");
    QTest::addColumn<bool>("opens");
    QTest::newRow("the same microsecond") << 0.2 << 0.0 << true;
    QTest::newRow("just") << 0.2 << 0.2 << true;
    QTest::newRow("not quite") << 0.2 << 0.200001 << false;
    QTest::newRow("usual") << 1.5 << 1.5 << true;
    QTest::newRow("too late") << 1.5 << 1.6 << false;
    QTest::newRow("slow") << 3.0 << 2.9 << true;
}

void tst_together::soCloseIsTogether()
{
    QFETCH(double, setting);
    QFETCH(double, apart);
    QFETCH(bool, opens);
    Rehearsal r(together(2));
    r.set(0.5, "together_s", setting);
    r.strike(1, 0);
    if (apart > 0.01)
        r.lift(1.01, 0);
    r.strike(1 + apart, 1);
    QCOMPARE(activity(r).step(), opens ? 1 : 0);
    QCOMPARE(r.notes(Role::Strike).size(), opens ? 1u : 0u); // the second, at once
    QCOMPARE(chordAt(r, 1 + apart).size(), opens ? 3u : 0u);
}

void tst_together::theFirstIsHeardAgainInFull()
{
    Rehearsal r(together(2));
    two(r, 1);
    int again = 0;
    for (const auto &[t, note] : r.notes(Role::Backing))
        again += t == Micros{1'100'000} && note.instrument == "marimba" && note.level == 0.75 ? 1 : 0;
    QCOMPARE(again, 1);
    QCOMPARE(story(r), std::string("held0@0 held1@1.1"));
}

void tst_together::aFingerThatStaysIsTogether()
{
    Rehearsal r(together(2));
    r.strike(1, 0);
    r.run(8);
    r.strike(8, 1);
    QCOMPARE(activity(r).step(), 1);
    QCOMPARE(r.notes(Role::Strike).size(), 1u);
    // It is of that step: alone, another finger does not make the next with it, though it is heard in full.
    r.lift(8.5, 1);
    r.tap(12, 1);
    QCOMPARE(activity(r).step(), 1);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    r.lift(13, 0);
    r.tap(13.2, 0);
    QCOMPARE(activity(r).step(), 2);
}

void tst_together::severalFingersOfOneSeatAreOne()
{
    Rehearsal r(together(2));
    for (int finger = 0; finger < 5; ++finger)
        r.strike(1 + 0.1 * finger, 0, finger % 3, finger);
    r.run(5);
    QCOMPARE(activity(r).step(), 0);
    QCOMPARE(r.notes(Role::Strike).size(), 0u);
}

void tst_together::aRoomfulAtOnceIsOneStep()
{
    Rehearsal r(together(12));
    for (int seat = 0; seat < 12; ++seat)
        r.tap(1 + 0.12 * seat, seat);
    QCOMPARE(activity(r).step(), 1);
    QCOMPARE(r.notes(Role::Soft).size(), 1u);
    QCOMPARE(r.notes(Role::Strike).size(), 11u);
    // And once more, in another order: the last who were of it are new again.
    for (int seat = 11; seat >= 0; --seat)
        r.tap(4 + 0.05 * (11 - seat), seat);
    QCOMPARE(activity(r).step(), 2);
}

void tst_together::theNextStepWantsNewStrikesOfTwo()
{
    Rehearsal r(together(3));
    two(r, 1);
    r.tap(1.8, 0);
    QCOMPARE(activity(r).step(), 1);
    r.tap(2.0, 2); // of the first step still: it is their first since
    QCOMPARE(activity(r).step(), 1);
    r.tap(2.2, 1);
    QCOMPARE(activity(r).step(), 2);
}

void tst_together::hammeringIsAStepABeatAtMost()
{
    Rehearsal r(together(12));
    for (int i = 0; i < 20 * 6; ++i) {
        for (int seat = 0; seat < 12; ++seat)
            r.strike(1 + 0.05 * i, seat, 0, seat);
        if (r.state() == StageState::Whole)
            break;
    }
    const auto states = r.all<StateChange>();
    QCOMPARE(r.state(), StageState::Whole);
    for (std::size_t i = 2; i < states.size(); ++i)
        QVERIFY2(states[i].first - states[i - 1].first >= Micros{500'000}, story(r).c_str());
    QVERIFY(r.broken.empty());
}

void tst_together::whoRestsOrIsQuietIsNobody()
{
    Rehearsal r(together(3));
    r.performance().input(Input{500ms, RestOn{SeatId{1}}});
    two(r, 1);
    QCOMPARE(activity(r).step(), 0);
    r.cue(3, CueKind::QuietMe, {SeatId{2}});
    two(r, 4, 0, 2);
    QCOMPARE(activity(r).step(), 0);
    r.performance().input(Input{6s, RestOff{SeatId{1}}});
    two(r, 7);
    QCOMPARE(activity(r).step(), 1);
    // Who goes meanwhile leaves nothing behind.
    r.tap(10, 0);
    r.performance().input(Input{10200ms, Leave{SeatId{0}}});
    r.tap(10.4, 1);
    QCOMPARE(activity(r).step(), 1);
}

void tst_together::theChordLastsWhileTwoHold()
{
    // A tap: two beats.
    Rehearsal r(together(3));
    two(r, 1);
    r.run(10);
    QCOMPARE(*chordEnds(r, 1.1), 2.1);
    // Held: as long as two of them hold.
    Rehearsal s(together(3));
    s.strike(1, 0);
    s.strike(1.1, 1);
    s.strike(1.2, 2);
    s.run(20);
    s.lift(20, 0);
    s.run(25);
    s.lift(25.03, 2);
    s.run(40);
    QVERIFY(*chordEnds(s, 1.1) <= 5.2); // no note of it is without an end
    double last = 0;
    for (const auto &[t, note] : s.notes(Role::Backing))
        if (note.instrument == "warm-pad" && note.level > 0.15)
            last = std::max(last, *chordEnds(s, toSeconds(t)));
    QVERIFY2(last > 25 && last <= 25.14, qPrintable(QString::number(last)));
    // There was no hole in it.
    for (double t = 1.2; t < 25; t += 0.1) {
        const auto notes = s.notes(Role::Backing);
        QVERIFY(std::any_of(notes.begin(), notes.end(), [&](const auto &n) {
            return n.second.instrument == "warm-pad" && n.second.level > 0.15 && toSeconds(n.first) <= t && *chordEnds(s, toSeconds(n.first)) >= t;
        }));
    }
    // Whoever leaves does not leave the chord.
    Rehearsal u(together(2));
    u.strike(1, 0);
    u.strike(1.1, 1);
    u.performance().input(Input{12s, Leave{SeatId{1}}});
    u.lift(12.1, 0);
    u.run(60);
    QVERIFY(u.open().empty());
}

void tst_together::afterEightStepsTheAppPlaysItWhole()
{
    Rehearsal r(together(2));
    const double last = upToTheLast(r);
    QCOMPARE(activity(r).step(), 7);
    two(r, last);
    QCOMPARE(r.state(), StageState::Whole);
    const double begins = last + 0.1 + 1; // the last chord rings for two beats
    for (double t = last + 0.5; t < begins + 7.8; t += 0.5) {
        r.tap(t, 0); // everyone in full, and nothing opens
        QCOMPARE(r.state(), StageState::Whole);
    }
    r.run(begins + 8.1);
    QCOMPARE(r.state(), StageState::Held);
    QCOMPARE(activity(r).step(), 0);
    QCOMPARE(r.notes(Role::Soft).size(), 8u);
    for (int step = 0; step < 8; ++step) {
        const double at = step == 0 ? 1.1 : 1.1 + 2 * step;
        QCOMPARE(chordAt(r, begins + step), chordAt(r, at)); // what they played, two beats each
        QCOMPARE(chordAt(r, at).size(), 3u);
    }
    QVERIFY(!r.performance().stage().room().pulse);
    two(r, begins + 12);
    QCOMPARE(activity(r).step(), 1); // a new piece
    QVERIFY(r.broken.empty());
}

void tst_together::thePieceIsInTheScale_data()
{
    QTest::addColumn<QString>("scale");
    for (const char *scale : {"C pentatonic", "A minor pentatonic", "D dorian", "F# major", "Bb minor", "E in"})
        QTest::newRow(scale) << scale;
}

void tst_together::thePieceIsInTheScale()
{
    QFETCH(QString, scale);
    Header header = together(2);
    header.settings.push_back({"scale", SettingValue{Scalar{scale.toStdString()}}});
    Rehearsal r(header);
    two(r, upToTheLast(r));
    r.run(40);
    const auto wanted = *Scale::parse(scale.toStdString());
    std::set<int> roots;
    for (const auto &[t, note] : r.notes(Role::Backing)) {
        if (note.instrument == "warm-pad" || note.instrument == "bass" || note.instrument == "harp")
            QVERIFY(wanted.contains(note.key));
        if (note.instrument == "bass")
            roots.insert(note.key);
    }
    QVERIFY(roots.size() >= 3); // it goes somewhere
    QCOMPARE(chordAt(r, 1.1), chordAt(r, 15.1)); // and home
}

void tst_together::whoStaysAloneGetsTheOtherHalf()
{
    Rehearsal r(together(2));
    r.tap(2, 0);
    r.tap(7, 0);
    r.run(11.9);
    QCOMPARE(activity(r).step(), 0);
    QVERIFY(r.all<Prompt>().empty());
    r.run(12.1); // 10 s after the first strike alone
    QCOMPARE(r.all<Prompt>().size(), 1u);
    QCOMPARE(r.all<Prompt>()[0].second, (Prompt{SeatId{0}, PromptStep::Together}));
    QCOMPARE(activity(r).partnered(), std::optional(SeatId{0}));
    r.tap(13, 0);
    r.tap(15, 0);
    QCOMPARE(activity(r).step(), 2);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    const auto partner = r.notes(Role::Model);
    QCOMPARE(partner.size(), 2u);
    for (const auto &[t, note] : partner)
        QVERIFY(note.seat == kBacking && note.level < 0.5);
    r.run(100);
    QCOMPARE(r.all<Prompt>().size(), 1u); // said once
    // Alone it gets through the piece, and through the next.
    for (double t = 100; t < 160; t += 2)
        r.tap(t, 0);
    QVERIFY(r.timeOf(StageState::Whole));
    QCOMPARE(activity(r).partnered(), std::optional(SeatId{0}));
    QCOMPARE(r.all<Prompt>().size(), 1u);
}

void tst_together::aSecondPersonTakesItOver()
{
    Rehearsal r(together(3));
    r.tap(2, 0);
    r.tap(8, 1); // somebody else came near: nobody is alone
    r.run(17);
    QVERIFY(r.all<Prompt>().empty());
    r.run(19);
    QCOMPARE(activity(r).partnered(), std::optional(SeatId{1}));
    r.tap(20, 1);
    QCOMPARE(activity(r).step(), 1);
    r.tap(23, 2); // alone, softly
    QVERIFY(!activity(r).partnered());
    QCOMPARE(activity(r).step(), 1);
    two(r, 25, 1, 2);
    QCOMPARE(activity(r).step(), 2);
    QCOMPARE(r.notes(Role::Model).size(), 1u);
    // Who rests is not waited for.
    r.tap(30, 0);
    r.performance().input(Input{31s, RestOn{SeatId{0}}});
    r.run(60);
    QCOMPARE(r.all<Prompt>().size(), 1u);
}

void tst_together::theLeaderHelpsAndGoesBack()
{
    Rehearsal r(together(2));
    r.cue(1, CueKind::Again); // the first is the first
    r.cue(2, CueKind::Next);
    QCOMPARE(chordAt(r, 2).size(), 3u);
    r.tap(2.5, 0); // of that step, and in full
    r.cue(4, CueKind::Next);
    r.cue(6, CueKind::Again);
    QCOMPARE(story(r), std::string("held0@0 held0@1 held1@2 held2@4 held1@6"));
    QCOMPARE(r.notes(Role::Strike).size(), 1u);
    for (int i = 0; i < 7; ++i)
        r.cue(7 + i, CueKind::Next);
    QCOMPARE(r.state(), StageState::Whole);
    r.cue(16, CueKind::Again); // a step back
    QCOMPARE(activity(r).step(), 7);
    r.cue(17, CueKind::Next);
    r.cue(20, CueKind::Next); // enough of the tune
    QCOMPARE(r.state(), StageState::Held);
    QCOMPARE(activity(r).step(), 0);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.broken.empty());
}

void tst_together::theLeadersBeatIsKeptThroughTheTune()
{
    Rehearsal r(together(2));
    r.cue(0.5, CueKind::Groove);
    r.run(5);
    two(r, upToTheLast(r) + 5);
    for (int i = 0; r.state() != StageState::Whole && i < 20; ++i)
        two(r, 25 + 2 * i);
    QCOMPARE(r.state(), StageState::Whole);
    r.run(toSeconds(r.performance().now()) + 16);
    QCOMPARE(r.state(), StageState::Held);
    QVERIFY(r.performance().stage().room().pulse);
    // Not for ever, with nobody there.
    r.run(toSeconds(r.performance().now()) + 260);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.open().empty() && r.broken.empty());
}

void tst_together::nobodyThereIsQuiet()
{
    Rehearsal r(together(0));
    r.run(60);
    QVERIFY(r.all<Note>().empty() && !r.performance().nextDue());
    two(r, 61, 3, 4);
    QCOMPARE(activity(r).step(), 1);
    r.run(120);
    QVERIFY(r.open().empty()); // the ground has gone
}

void tst_together::stopKeepsTheStep_data()
{
    QTest::addColumn<double>("at");
    for (const double at : {0.5, 1.05, 1.6, 15.5, 15.8, 18.3, 23.9})
        QTest::newRow(qPrintable(QString::number(at))) << at;
}

void tst_together::stopKeepsTheStep()
{
    QFETCH(double, at);
    Rehearsal r(together(2));
    if (at > 15) {
        two(r, upToTheLast(r));
    } else if (at > 1) {
        r.strike(1, 0);
        if (at > 1.1)
            r.strike(1.1, 1);
    }
    r.run(at);
    const int step = activity(r).step();
    const StageState state = r.state();
    r.cue(at, CueKind::Stop);
    QVERIFY(r.open().empty() && !r.performance().nextDue());
    r.cue(at + 50, CueKind::Resume);
    QCOMPARE(activity(r).step(), step);
    QCOMPARE(r.state(), state);
    if (at < 1.1 && at > 1) { // the time between does not count
        r.strike(at + 50.1, 1);
        QCOMPARE(activity(r).step(), 1);
    }
    r.run(at + 90);
    QCOMPARE(r.state(), StageState::Held);
    QVERIFY(r.broken.empty());
}

void tst_together::theBeatTheLeaderBringsInAQuietRoomStays()
{
    Rehearsal r(together(2));
    r.tap(1, 0);
    r.run(400); // nobody has been here for long, but the leader
    r.cue(400, CueKind::Groove);
    r.run(620);
    QVERIFY(r.performance().stage().room().pulse);
    r.run(660);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.broken.empty());
}

void tst_together::finishEndsItFromAnywhere()
{
    for (const double at : {0.5, 2.0, 15.3, 17.0, 22.0}) {
        Rehearsal r(together(2));
        r.strike(0.2, 0, 2, 7); // fingers that stay
        r.strike(0.3, 1, 2, 8);
        if (at > 15)
            two(r, upToTheLast(r));
        r.cue(at, CueKind::Finish);
        r.run(at + 3.1);
        r.lift(at + 3.1, 0, 2, 7);
        r.lift(at + 3.1, 1, 2, 8);
        r.run(at + 30);
        QVERIFY(r.timeOf(StageState::Rest));
        QVERIFY(r.open().empty() && r.broken.empty());
    }
}

void tst_together::anythingMayHappen()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        Rehearsal r(together(below(7)));
        const auto context = [&] { return QStringLiteral("seed %1").arg(seed).toUtf8(); };
        double t = 1;
        for (int step = 0; step < 120; ++step) {
            t += below(6) == 0 ? below(120) * 0.1 : below(20) * 0.05;
            const SeatId seat{below(8)};
            const int whim = below(15);
            switch (whim) {
            default: (void)whims.disturb(r, t, seat, whim); break;
            case 7: r.lift(t, seat.value, 0, below(5)); break;
            case 8: r.cue(t, static_cast<CueKind>(static_cast<int>(CueKind::Attention) + below(17))); break;
            case 9: r.set(t, "together_s", 0.2 + 0.1 * below(28)); break;
            case 10: r.tap(t, seat.value); break;
            case 11:
            case 12:
            case 13:
            case 14: r.strike(t, seat.value, 0, below(5)); break;
            }
            QVERIFY2(activity(r).step() >= 0 && activity(r).step() < Together::kSteps, context());
        }
        QVERIFY2(r.broken.empty(), context());
        // Whatever was done, two people get on.
        r.cue(t += 1, CueKind::Resume);
        r.cue(t += 1, CueKind::Next);
        r.run(t += 30);
        if (r.state() == StageState::Held) {
            const int before = activity(r).step();
            for (const int seat : {10, 11})
                r.tap(t += 0.1, seat);
            QVERIFY2(r.state() == StageState::Whole || activity(r).step() == before + 1, context());
        }
        for (int seat = 0; seat < 12; ++seat)
            r.performance().input(Input{r.performance().now(), Leave{SeatId{seat}}});
        r.cue(t + 1, CueKind::Finish);
        r.run(t + 90);
        QVERIFY2(r.state() == StageState::Ready, context());
        QVERIFY2(r.open().empty() && r.broken.empty(), context());
    }
}

void tst_together::aloneIsThinWhateverIsHeardOutOfTurn()
{
    // It is not that others are asked: two are needed.
    Header header = together(2);
    header.settings.push_back({"out_of_turn", SettingValue{Scalar{std::string("full")}}});
    Rehearsal r(header);
    r.tap(1, 0);
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(tst_together)
#include "tst_together.moc"
