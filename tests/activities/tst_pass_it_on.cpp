// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace tutti;

namespace {

/// Together is eight beats of half a second.
Header passing(int seats) { return Rehearsal::inTurns("pass-it-on", seats); }

/// Whose turn it is, or is about to be.
std::optional<SeatId> turn(const Rehearsal &r)
{
    const auto &activity = std::get<PassItOn>(r.performance().stage().activity());
    const auto asked = r.state() == StageState::Pass ? activity.askedNext() : activity.asked();
    return asked.empty() ? std::nullopt : std::optional(asked.front());
}

} // namespace

class tst_pass_it_on : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTurnEndsWithTheQuietAfterItAndTravels();
    void nothingEndsWhileSomebodyPlays();
    void aFingerThatStaysIsPlaying();
    void aRoundEndsTogether();
    void whoDoesNotBeginIsWaitedForAndComeBackTo();
    void stepsThatAreLeftOutMakeNoSound();
    void withCompanyAnybodysStrokeCounts();
    void companyDoesNotKeepATurnForEver();
    void othersSoundSoftlyAndAreNeverSilent();
    void theLeaderSkipsNamesAndGivesBack();
    void theOneWhoseTurnItIsChoosesWhoIsNext();
    void whoGoesInTheirOwnTurnPassesItOn();
    void whoComesIsLastInTheRound();
    void nobodyIsWaitedForAndTheFirstTouchBegins();
    void stopKeepsTheTurnAndItsWaiting();
    void finishEndsItFromAnywhere();
    void theBeatTheLeaderBroughtDoesNotGoOnForNobody();
    void whatTheLeaderAskedForOutlastsTheEndOfARound();
    void aBeatThatTheLeaderWantsNoMoreGoes();
    void nobodyIsNextOnceItEnds();
    void withMorePeopleThanSeatsTheyChangePlaces();
    void aChangeOfPlacesEndsWhenTheLeaderSaysSo();
    void aTouchSaysWhoseTurnIsNextInChoose();
    void theLeaderNeedNotWaitForTheNextStep();
    void whoHasHadFewTurnsIsCounted();
    void aHelpersHandIsMarked();
    void offersStayEvenAndThereIsAlwaysAWayOn();
};

void tst_pass_it_on::aTurnEndsWithTheQuietAfterItAndTravels()
{
    Rehearsal r(passing(3));
    r.tap(4, 0);
    r.tap(5.5, 0);
    r.run(12);
    QCOMPARE(r.story(), std::string("turn0@0 pass1@7.5 turn1@9"));
}

void tst_pass_it_on::nothingEndsWhileSomebodyPlays()
{
    Rehearsal r(passing(2));
    for (double t = 3; t < 90; t += 1.5)
        r.tap(t, 0);
    r.run(90);
    QCOMPARE(r.story(false), std::string("turn0"));
}

void tst_pass_it_on::aFingerThatStaysIsPlaying()
{
    Rehearsal r(passing(2));
    r.strike(3, 0);
    r.run(30);
    QCOMPARE(r.story(false), std::string("turn0"));
    r.lift(30, 0);
    r.run(33);
    QCOMPARE(r.story(false), std::string("turn0 pass1"));
}

void tst_pass_it_on::aRoundEndsTogether()
{
    Rehearsal r(passing(2));
    r.tap(1, 0);
    r.tap(6, 1);
    r.run(9.6);
    QCOMPARE(r.story(false), std::string("turn0 pass1 turn1 pass together"));
    QCOMPARE(r.state(), StageState::Together);
    r.tap(10, 0);
    r.tap(10.5, 1);
    r.run(15);
    QCOMPARE(r.story(), std::string("turn0@0 pass1@3 turn1@4.5 pass@8 together@9.5 turn0@13.9"));
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{4}); // together everyone sounds in full
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.broken.empty());
}

void tst_pass_it_on::whoDoesNotBeginIsWaitedForAndComeBackTo()
{
    Rehearsal r(passing(2));
    r.tap(33, 1); // the second takes its turn; the first is not ready
    r.run(100);
    QCOMPARE(r.prompts().substr(0, 95), std::string("invite0@0 cue0@5 cue0@7.5 model0@10 together0@20 invite1@31.5 invite0@36.5 cue0@41.5 cue0@44 mo"));
    QCOMPARE(r.story().substr(0, 71), std::string("turn0@0 pass1@30 turn1@31.5 pass0@35 turn0@36.5 pass@66.5 together@68 t"));
}

void tst_pass_it_on::stepsThatAreLeftOutMakeNoSound()
{
    Header header = passing(2);
    header.settings.push_back({"ladder", SettingValue{Scalar{std::string()}}});
    Rehearsal r(header);
    r.run(29);
    QCOMPARE(r.prompts(), std::string("invite0@0"));
    QVERIFY(r.notes(Role::Prompt).empty() && r.notes(Role::Model).empty());
    Rehearsal s(passing(2));
    s.run(29);
    QVERIFY(!s.notes(Role::Prompt).empty() && !s.notes(Role::Model).empty());
    for (const auto &[t, note] : s.notes(Role::Model))
        QCOMPARE(note.seat, kBacking); // never on the person's own pad
}

void tst_pass_it_on::withCompanyAnybodysStrokeCounts()
{
    Rehearsal r(passing(2));
    r.tap(15, 1); // not yet
    r.run(20.5);
    QCOMPARE(r.story(false), std::string("turn0"));
    r.tap(21, 1);
    r.run(23.5);
    QCOMPARE(r.story(false), std::string("turn0 pass1"));
    const auto soft = r.notes(Role::Soft).size();
    r.tap(23.6, 0); // the turn travels: everyone softly, as ever
    QCOMPARE(r.notes(Role::Soft).size(), soft + 1);
}

void tst_pass_it_on::companyDoesNotKeepATurnForEver()
{
    // A switch that is stuck plays with whoever is waited for: their own strokes end the turn all the same.
    Rehearsal r(passing(2));
    for (double t = 1; t < 60; t += 0.5) {
        if (t == 25)
            r.tap(24.8, 0);
        r.tap(t, 1);
    }
    QVERIFY2(r.story().starts_with("turn0@0 pass1@26.8"), r.story().c_str());
    // Nor does a hammering one sound like whose turn it is.
    Rehearsal h(passing(2));
    for (double t = 1; t < 9; t += 0.1)
        h.tap(t, 1);
    QVERIFY(h.notes(Role::Strike).empty());
    QVERIFY(!h.notes(Role::Soft).empty());
    // And if they never begin, it is theirs for as long again as they are waited for.
    Rehearsal s(passing(2));
    for (double t = 1; t < 60; t += 0.5)
        s.tap(t, 1);
    QVERIFY2(s.story().starts_with("turn0@0 pass1@32"), s.story().c_str());
}

void tst_pass_it_on::othersSoundSoftlyAndAreNeverSilent()
{
    Rehearsal r(passing(3));
    r.tap(1, 1);
    r.tap(1.5, 0);
    r.tap(4, 2); // while it travels
    r.run(5);
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{2});
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{1});
}

void tst_pass_it_on::theLeaderSkipsNamesAndGivesBack()
{
    Rehearsal r(passing(4));
    r.cue(2, CueKind::Next);
    r.run(4);
    QCOMPARE(r.story(false), std::string("turn0 pass1 turn1"));
    r.cue(5, CueKind::Again); // another hand had used it
    QCOMPARE(turn(r), std::optional(SeatId{0}));
    r.cue(6, CueKind::Next, {SeatId{3}});
    r.run(8);
    QCOMPARE(turn(r), std::optional(SeatId{3}));
    r.cue(9, CueKind::Next, {SeatId{0}}); // has had it: nothing happens
    r.run(11);
    QCOMPARE(turn(r), std::optional(SeatId{3}));
    r.cue(11, CueKind::Next);
    r.cue(11.1, CueKind::Next); // the way is not waited for
    QCOMPARE(r.story(false), std::string("turn0 pass1 turn1 turn0 pass3 turn3 pass1 turn1"));
}

void tst_pass_it_on::theOneWhoseTurnItIsChoosesWhoIsNext()
{
    Rehearsal r(passing(4));
    r.performance().input(Input{2s, Choose{SeatId{1}, "seat", Scalar{3.0}}}); // not theirs to choose
    r.run(3);
    QCOMPARE(turn(r), std::optional(SeatId{0}));
    r.performance().input(Input{3s, Choose{SeatId{0}, "seat", Scalar{2.0}}});
    r.run(6);
    QCOMPARE(r.story(false), std::string("turn0 pass2 turn2"));
}

void tst_pass_it_on::whoGoesInTheirOwnTurnPassesItOn()
{
    Rehearsal r(passing(3));
    r.performance().input(Input{2s, RestOn{SeatId{0}}});
    r.run(4);
    QCOMPARE(r.story(false), std::string("turn0 pass1 turn1"));
    r.performance().input(Input{5s, Leave{SeatId{1}}});
    r.run(7);
    QCOMPARE(turn(r), std::optional(SeatId{2}));
    r.cue(8, CueKind::QuietMe, {SeatId{2}});
    r.run(20);
    QCOMPARE(r.state(), StageState::Empty); // nobody is left, and nobody is blamed
    r.performance().input(Input{21s, RestOff{SeatId{0}}});
    r.tap(22, 0);
    QCOMPARE(turn(r), std::optional(SeatId{0}));
}

void tst_pass_it_on::whoComesIsLastInTheRound()
{
    Rehearsal r(passing(2));
    r.tap(1, 5); // joins by touching, softly
    r.tap(2, 0);
    r.tap(7, 1);
    r.run(11);
    QCOMPARE(turn(r), std::optional(SeatId{5}));
}

void tst_pass_it_on::nobodyIsWaitedForAndTheFirstTouchBegins()
{
    Rehearsal r(passing(0));
    r.run(30);
    QCOMPARE(r.story(false), std::string("empty"));
    QVERIFY(r.all<Note>().empty());
    r.tap(31, 7);
    r.run(34);
    QCOMPARE(r.story(false), std::string("empty turn7 pass"));
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{1}); // it counted
    // A whole round in which nobody touches anything: the music waits.
    Rehearsal s(passing(2));
    s.run(150);
    QCOMPARE(s.state(), StageState::Empty);
    s.tap(151, 1);
    QCOMPARE(s.state(), StageState::Turn);
}

void tst_pass_it_on::stopKeepsTheTurnAndItsWaiting()
{
    Rehearsal r(passing(2));
    r.run(6);
    r.cue(6, CueKind::Stop);
    r.cue(66, CueKind::Resume);
    r.run(71);
    QCOMPARE(r.prompts(), std::string("invite0@0 cue0@5 cue0@67.5 model0@70"));
    QCOMPARE(turn(r), std::optional(SeatId{0}));
    // While it travels: it is still the next one's.
    Rehearsal w(passing(2));
    w.cue(1, CueKind::Next);
    w.cue(2, CueKind::Stop);
    w.cue(5, CueKind::Resume);
    w.run(7);
    QCOMPARE(w.story(false), std::string("turn0 pass1 paused pass1 turn1"));
    // And on the last beat of together.
    Rehearsal s(passing(1));
    s.tap(1, 0);
    s.run(8.6);
    QCOMPARE(s.state(), StageState::Together);
    s.cue(8.7, CueKind::Stop);
    s.cue(10, CueKind::Resume);
    s.run(16);
    QCOMPARE(s.state(), StageState::Turn);
    QVERIFY(s.broken.empty());
}

void tst_pass_it_on::theBeatTheLeaderBroughtDoesNotGoOnForNobody()
{
    Rehearsal r(passing(2));
    r.run(300);
    QCOMPARE(r.state(), StageState::Empty);
    r.cue(300, CueKind::Call);
    r.run(520);
    QVERIFY(r.performance().stage().room().pulse);
    r.run(560);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(!r.performance().nextDue());
    QVERIFY(r.broken.empty());
}

void tst_pass_it_on::whatTheLeaderAskedForOutlastsTheEndOfARound()
{
    for (double asked = 9.6; asked < 14; asked += 0.1) { // whenever in the eight beats together: it winds down
        Rehearsal r(passing(2));
        r.tap(1, 0);
        r.tap(6, 1);
        r.cue(asked, CueKind::Fade);
        r.run(60);
        QVERIFY2(r.states().find("rest") != std::string::npos, (std::to_string(asked) + ": " + r.states()).c_str());
        QVERIFY(r.broken.empty());
    }
}

void tst_pass_it_on::aBeatThatTheLeaderWantsNoMoreGoes()
{
    Rehearsal r(passing(2));
    r.tap(1, 0);
    r.cue(1.2, CueKind::Pulse);
    r.run(8);
    QVERIFY(r.performance().stage().room().pulse);
    r.cue(8, CueKind::Pulse);
    r.run(14);
    QVERIFY(!r.performance().stage().room().pulse);
    // One that came in the eight beats together.
    Rehearsal s(passing(2));
    s.tap(1, 0);
    s.tap(6, 1);
    s.cue(12.3, CueKind::Accent);
    s.run(18);
    QVERIFY(!s.performance().stage().room().pulse);
}

void tst_pass_it_on::nobodyIsNextOnceItEnds()
{
    Rehearsal r(passing(3));
    r.run(1);
    const auto next = [&] { return std::get<PassItOn>(r.performance().stage().activity()).askedNext(); };
    QCOMPARE(next(), std::vector{SeatId{1}});
    r.cue(1, CueKind::Finish);
    QCOMPARE(r.state(), StageState::Outro);
    QVERIFY(next().empty());
}

void tst_pass_it_on::finishEndsItFromAnywhere()
{
    for (const double at : {0.5, 3.5, 8.0, 9.8, 12.0}) {
        Rehearsal r(passing(2));
        r.tap(1, 0);
        r.tap(6, 1);
        r.cue(at < 6.2 ? 6.2 + at : at, CueKind::Finish);
        r.run(60);
        QVERIFY2(r.timeOf(StageState::Rest), qPrintable(QString::number(at)));
        QVERIFY(r.open().empty());
        QVERIFY(r.broken.empty());
    }
}

void tst_pass_it_on::withMorePeopleThanSeatsTheyChangePlaces()
{
    Header header = passing(2);
    header.settings.push_back({"people", SettingValue{Scalar{3.0}}});
    Rehearsal r(header);
    r.tap(1, 0);
    r.tap(6, 1);
    r.run(14); // announced, and on a bar line they get up
    QVERIFY2(r.story(false).starts_with("turn0 pass1 turn1 swap"), r.story(false).c_str());
    const Room &room = r.performance().stage().room();
    QVERIFY(!room.seat(SeatId{0}).present && !room.seat(SeatId{1}).present);
    QVERIFY(room.pulse); // a quiet groove for as long as walking takes
    r.run(40);
    QVERIFY(room.pulse);
    // One is still to come; once somebody sits it goes on at the next bar line, and the round is whole.
    r.tap(41, 1);
    r.run(46);
    QCOMPARE(turn(r), std::optional(SeatId{1}));
    QVERIFY(!room.pulse);
    r.tap(47, 1);
    r.run(52);
    QCOMPARE(r.state(), StageState::Together);
    QVERIFY(r.broken.empty());
}

void tst_pass_it_on::aChangeOfPlacesEndsWhenTheLeaderSaysSo()
{
    Header header = passing(2);
    header.settings.push_back({"people", SettingValue{Scalar{9.0}}});
    Rehearsal r(header);
    r.tap(1, 0);
    r.tap(6, 1);
    r.run(20);
    r.tap(21, 0); // the other seat stays free
    r.cue(30, CueKind::Next);
    r.run(35);
    QCOMPARE(turn(r), std::optional(SeatId{0}));
    // And if nobody comes at all it does not go on for ever.
    Rehearsal s(header);
    s.tap(1, 0);
    s.tap(6, 1);
    s.run(400);
    QCOMPARE(s.state(), StageState::Empty);
    QVERIFY(!s.performance().stage().room().pulse && s.open().empty());
}

void tst_pass_it_on::aTouchSaysWhoseTurnIsNextInChoose()
{
    Header header = passing(4);
    header.settings.push_back({"variant", SettingValue{Scalar{std::string("choose")}}});
    Rehearsal r(header);
    r.tap(0.5, 3); // before they have played it is a soft sound and no more
    r.tap(1, 0);
    r.tap(1.5, 2);
    r.run(2.9);
    QCOMPARE(turn(r), std::optional(SeatId{0})); // and the turn is not cut short
    r.run(5);
    QCOMPARE(turn(r), std::optional(SeatId{2}));
}

void tst_pass_it_on::theLeaderNeedNotWaitForTheNextStep()
{
    Rehearsal r(passing(2));
    r.performance().input(Input{1s, Cue{CueKind::Next, {}, Scalar{std::string("step")}}});
    r.performance().input(Input{2s, Cue{CueKind::Next, {}, Scalar{std::string("step")}}});
    r.performance().input(Input{3s, Cue{CueKind::Next, {}, Scalar{std::string("step")}}});
    r.run(12);
    QCOMPARE(r.prompts(), std::string("invite0@0 cue0@1 model0@2 together0@3"));
    r.run(14); // what comes after follows from there
    QVERIFY2(r.story(false).ends_with("pass1"), r.story(false).c_str());
}

void tst_pass_it_on::whoHasHadFewTurnsIsCounted()
{
    Rehearsal r(passing(2));
    r.tap(1, 0);
    r.cue(6, CueKind::Next); // offered, not taken
    r.run(10);
    const auto &activity = std::get<PassItOn>(r.performance().stage().activity());
    QCOMPARE(activity.turnsTaken(SeatId{0}), std::optional(1));
    QCOMPARE(activity.turnsTaken(SeatId{1}), std::optional(0));
}

void tst_pass_it_on::aHelpersHandIsMarked()
{
    Rehearsal r(passing(2));
    r.performance().input(Input{1s, Set{{"assisted", SettingValue{Scalar{true}}}, SeatId{0}}});
    r.strike(2, 0);
    QVERIFY(std::get<Strike>(r.inputs.back().what).assisted);
    r.strike(2, 1);
    QVERIFY(!std::get<Strike>(r.inputs.back().what).assisted);
}

void tst_pass_it_on::offersStayEvenAndThereIsAlwaysAWayOn()
{
    for (unsigned seed = 0; seed < 400; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        Rehearsal r(passing(2 + below(6)));
        double t = 1;
        for (int step = 0; step < 60; ++step) {
            t += 0.05 + below(80) * 0.05;
            const SeatId seat{below(8)};
            if (!whims.disturb(r, t, seat, below(Whims::kKinds + 3)))
                r.tap(t, seat.value);
            const auto &room = r.performance().stage().room();
            if (const auto whose = turn(r); whose && r.state() == StageState::Turn)
                QVERIFY(room.seat(*whose).present && !room.seat(*whose).resting && !room.seat(*whose).quiet);
        }
        // Left alone it comes to rest or waits, and the first touch of anybody who takes part begins again.
        r.run(t + 1500);
        QVERIFY2(r.state() == StageState::Empty, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(r.story(false)).right(60))));
        r.performance().input(Input{microsFromSeconds(t + 1501), Leave{SeatId{9}}}); // nobody of that seat
        r.tap(t + 1502, 9);
        QCOMPARE(r.state(), StageState::Turn);
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
    }
}

QTEST_APPLESS_MAIN(tst_pass_it_on)
#include "tst_pass_it_on.moc"
