// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

using namespace tutti;

namespace {

Header of(const char *activity, int seats) { return Rehearsal::inTurns(activity, seats); }

} // namespace

class tst_greetings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachSoundIsAnsweredByTheGroup();
    void everybodySoundsInFullInTheAnswer();
    void helloGoesRoundAgainUntilTheLeaderGoesOn();
    void goodbyeEndsOnAChordThatAllShare();
    void aStopInTheAnswerLosesNothing();
    void whoIsNotReadyIsNotLeftOut();
};

void tst_greetings::eachSoundIsAnsweredByTheGroup()
{
    Rehearsal r(of("hello", 2));
    r.tap(1, 0);
    r.run(8);
    QCOMPARE(r.story(false), std::string("turn0 answer0 pass1 turn1"));
    // Quiet at 3 s; struck at the first and the third of four beats, in everybody's own voice.
    std::vector<Micros> hits;
    for (const auto &decided : r.decided)
        if (decided.note.role == Role::Backing && decided.note.instrument == r.performance().stage().room().instrumentOf(SeatId{1}).id
            && decided.note.key == r.performance().stage().room().keyOf(SeatId{1}, PadIndex{0}))
            hits.push_back(decided.at);
    QCOMPARE(hits, (std::vector<Micros>{3'400ms, 4'400ms}));
    QCOMPARE(*r.timeOf(StageState::Pass), Micros{5'400'000});
}

void tst_greetings::everybodySoundsInFullInTheAnswer()
{
    Rehearsal r(of("hello", 3));
    r.tap(0.5, 2); // out of turn
    r.tap(1, 0);
    r.tap(3.6, 1);
    r.tap(3.7, 2);
    r.run(5);
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{1});
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{3});
}

void tst_greetings::helloGoesRoundAgainUntilTheLeaderGoesOn()
{
    Rehearsal r(of("hello", 2));
    r.tap(1, 0);
    r.cue(3.6, CueKind::Next); // the answer is long enough
    r.tap(6, 1);
    r.run(20);
    QCOMPARE(r.story(false), std::string("turn0 answer0 pass1 turn1 answer1 pass together turn0"));
}

void tst_greetings::goodbyeEndsOnAChordThatAllShare()
{
    Rehearsal r(of("goodbye", 2));
    r.tap(1, 0);
    r.tap(8, 1);
    r.run(60);
    QVERIFY2(r.story(false).starts_with("turn0 answer0 pass1 turn1 answer1 pass outro"), r.story(false).c_str());
    QVERIFY(r.timeOf(StageState::Rest));
    // The last thing that sounds is the chord: the app's, and every seat's own voice in it.
    const Micros last = r.all<Note>().back().first;
    std::set<std::string> instruments;
    for (const auto &[t, note] : r.all<Note>())
        if (t == last)
            instruments.insert(note.instrument);
    QVERIFY(instruments.contains("warm-pad") && instruments.contains("marimba") && instruments.contains("harp"));
    QVERIFY(r.open().empty());
}

void tst_greetings::aStopInTheAnswerLosesNothing()
{
    Rehearsal r(of("hello", 2));
    r.tap(1, 0);
    r.run(4.2); // the second hit is planned
    r.cue(4.2, CueKind::Stop);
    r.cue(14.2, CueKind::Resume);
    r.run(20);
    int hits = 0;
    for (const auto &[t, note] : r.notes(Role::Backing))
        hits += note.instrument == "bass";
    QCOMPARE(hits, 2);
    QCOMPARE(r.story(false), std::string("turn0 answer0 paused answer pass1 turn1"));
    QVERIFY(r.broken.empty());
}

void tst_greetings::whoIsNotReadyIsNotLeftOut()
{
    Rehearsal r(of("goodbye", 2));
    r.tap(33, 1);
    r.run(45);
    QVERIFY2(r.story(false).ends_with("turn1 answer1 pass0 turn0"), r.story(false).c_str());
    r.run(100); // nor is the ending kept from the others for ever
    QVERIFY(r.timeOf(StageState::Rest));
}

QTEST_APPLESS_MAIN(tst_greetings)
#include "tst_greetings.moc"
