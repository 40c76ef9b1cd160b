// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace tutti;

namespace {

/// At 120 bpm: beat n sounds at 0.4 + n/2, and eight beats are four seconds.
Header passing(int seats, const char *groove = "four")
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "groove-pass";
    header.settings.push_back({"bpm", SettingValue{Scalar{120.0}}});
    header.settings.push_back({"groove", SettingValue{Scalar{std::string(groove)}}});
    return header;
}

const GroovePass &activity(const Rehearsal &r) { return std::get<GroovePass>(r.performance().stage().activity()); }

} // namespace

class tst_groove_pass : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPairHasEightBeats();
    void aPairChangesOnABarLine_data();
    void aPairChangesOnABarLine();
    void aPairChangesWithItsBeatAndNotWhenThatIsPlanned();
    void everyoneHasOnePlaceInARound();
    void whoIsLeftOverPlaysWithTheApp();
    void oneAloneAlwaysPlaysWithTheApp();
    void thePairThatIsNextIsKnown();
    void theMusicNeverStops();
    void theLeaderGoesOnAtTheNextBarLine();
    void whoIsNamedIsInTheNextPair();
    void againKeepsThePair();
    void whoGoesLeavesTheOtherWithTheApp();
    void whoComesIsLast();
    void nobodyForLongMakesItEmpty();
    void nobodyIsWaitedForAndTheFirstTouchBegins();
    void stopKeepsThePairAndItsBeats_data();
    void stopKeepsThePairAndItsBeats();
    void finishEndsItFromAnywhere();
    void whoGoesDuringTheEndingIsNotAsked();
    void theLeadersBeatDoesNotStayInAnEmptyRoom();
    void anythingAnyoneDoesLeavesAWayOn();
    void aStepOfWaitingIsNoNextPair();
};

void tst_groove_pass::eachPairHasEightBeats()
{
    Rehearsal r(passing(4));
    r.run(13);
    QCOMPARE(r.story(), std::string("pair01@0 pair23@4.4 pair01@8.4 pair23@12.4"));
    QCOMPARE(r.all<BeatMark>().front().first, Micros{400'000});
}

void tst_groove_pass::aPairChangesOnABarLine_data()
{
    QTest::addColumn<QString>("groove");
    QTest::addColumn<QString>("is");
    QTest::newRow("in four: the eighth beat") << "four" << "pair01@0 pair23@4.4 pair01@8.4";
    QTest::newRow("in three: the ninth, the first line after it") << "three" << "pair01@0 pair23@4.9 pair01@9.4";
}

void tst_groove_pass::aPairChangesOnABarLine()
{
    QFETCH(QString, groove);
    QFETCH(QString, is);
    Rehearsal r(passing(4, qPrintable(groove)));
    r.run(10);
    QCOMPARE(r.story(), is.toStdString());
}

void tst_groove_pass::aPairChangesWithItsBeatAndNotWhenThatIsPlanned()
{
    Rehearsal r(passing(4));
    for (const double t : {4.1, 4.39, 4.4, 4.6}) { // planned at 4
        r.strike(t, 0);
        r.strike(t, 2);
    }
    QCOMPARE(Rehearsal::times(r.notes(Role::Soft)), (std::vector<std::int64_t>{4100, 4390, 4400, 4600}));
    for (const auto &[t, note] : r.notes(Role::Strike))
        QCOMPARE(note.seat, SeatId{t < Micros{4'400'000} ? 0 : 2});
}

void tst_groove_pass::everyoneHasOnePlaceInARound()
{
    for (int seats = 2; seats <= 12; ++seats) {
        Rehearsal r(passing(seats));
        const int perRound = (seats + 1) / 2;
        r.run(4 * perRound * 3);
        std::array<int, kMaxSeats> places{};
        int count = 0;
        for (const auto &[t, change] : r.all<StateChange>()) {
            for (const SeatId seat : change.seats)
                ++places[static_cast<std::size_t>(seat.value)];
            if (++count % perRound == 0)
                for (int i = 0; i < seats; ++i)
                    QCOMPARE(places[static_cast<std::size_t>(i)], count / perRound);
        }
        QCOMPARE(count, 3 * perRound);
    }
}

void tst_groove_pass::whoIsLeftOverPlaysWithTheApp()
{
    Rehearsal r(passing(3));
    r.run(9);
    QCOMPARE(r.story(), std::string("pair01@0 pair2@4.4 pair01@8.4"));
    // Eight strokes between the beats of the one who is alone, and none before or after.
    const auto along = r.notes(Role::Model);
    QCOMPARE(Rehearsal::times(along), (std::vector<std::int64_t>{4650, 5150, 5650, 6150, 6650, 7150, 7650, 8150}));
    for (const auto &[t, note] : along)
        QVERIFY(note.instrument == "frame-drum" && note.seat == kBacking && note.level < 0.3);
}

void tst_groove_pass::oneAloneAlwaysPlaysWithTheApp()
{
    Rehearsal r(passing(1));
    r.run(12);
    QCOMPARE(r.story(), std::string("pair0@0 pair0@4.4 pair0@8.4"));
    QCOMPARE(r.notes(Role::Model).size(), std::size_t{23});
}

void tst_groove_pass::thePairThatIsNextIsKnown()
{
    Rehearsal r(passing(5));
    for (int i = 0; i < 8; ++i) {
        r.run(4.39 + 4 * i);
        const auto next = activity(r).askedNext();
        r.run(4.4 + 4 * i);
        QCOMPARE(Rehearsal::numbers(activity(r).asked()), Rehearsal::numbers(next));
    }
    QCOMPARE(r.story().substr(0, 52), std::string("pair01@0 pair23@4.4 pair4@8.4 pair01@12.4 pair23@16."));
}

void tst_groove_pass::theMusicNeverStops()
{
    Rehearsal r(passing(3));
    for (int i = 0; i < 100; ++i)
        r.tap(1 + i, i % 3);
    const auto beats = r.all<BeatMark>();
    for (std::size_t i = 0; i < beats.size(); ++i)
        QCOMPARE(beats[i].first, Micros{400'000 + 500'000 * static_cast<std::int64_t>(i)});
    QVERIFY(beats.size() > 190);
    int low = 0; // of the groove, on each of them
    for (const auto &[t, note] : r.notes(Role::Backing))
        low += note.instrument == "surdo" ? 1 : 0;
    QCOMPARE(low, static_cast<int>(beats.size()));
}

void tst_groove_pass::theLeaderGoesOnAtTheNextBarLine()
{
    Rehearsal r(passing(6));
    r.cue(1, CueKind::Next);
    r.run(2.5);
    QCOMPARE(r.story(), std::string("pair01@0 pair23@2.4"));
    r.run(6.5); // and then eight beats again
    QCOMPARE(r.story(), std::string("pair01@0 pair23@2.4 pair45@6.4"));
    r.cue(10.2, CueKind::Next); // the line is planned: it is the one that was meant
    r.run(12.5);
    QCOMPARE(r.story(), std::string("pair01@0 pair23@2.4 pair45@6.4 pair01@10.4"));
}

void tst_groove_pass::whoIsNamedIsInTheNextPair()
{
    Rehearsal r(passing(6));
    r.cue(1, CueKind::Next, {SeatId{4}});
    QCOMPARE(Rehearsal::numbers(activity(r).askedNext()), std::string("45"));
    r.run(3);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("45"));
    QCOMPARE(Rehearsal::numbers(activity(r).askedNext()), std::string("23")); // nobody is left out
    r.cue(3, CueKind::Next, {SeatId{0}}); // had a place: with the next who had not
    r.run(5);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("02"));
    r.cue(5, CueKind::Next, {SeatId{9}}); // is not there
    r.run(6.5);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("02"));
}

void tst_groove_pass::againKeepsThePair()
{
    Rehearsal r(passing(4));
    r.cue(1, CueKind::Again);
    r.cue(2, CueKind::Again);
    QCOMPARE(Rehearsal::numbers(activity(r).askedNext()), std::string("01"));
    r.run(9);
    QCOMPARE(r.story(), std::string("pair01@0 pair01@4.4 pair23@8.4"));
    r.cue(9, CueKind::Again);
    r.cue(9.1, CueKind::Next); // not after all
    r.run(11);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("01"));
}

void tst_groove_pass::whoGoesLeavesTheOtherWithTheApp()
{
    Rehearsal r(passing(5));
    r.performance().input(Input{1s, RestOn{SeatId{0}}});
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("1"));
    r.tap(1.5, 0); // still sounds
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{1});
    r.run(4.4); // the app is there with the next beat that is planned
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{2150, 2650, 3150, 3650, 4150}));
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("23"));
    // Both: the next have it at once, for eight beats.
    r.cue(5, CueKind::QuietMe, {SeatId{2}});
    r.performance().input(Input{6s, Leave{SeatId{3}}});
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("4"));
    r.run(13); // and to the bar line after them
    QCOMPARE(r.story(), std::string("pair01@0 pair1@1 pair23@4.4 pair3@5 pair4@6 pair14@12.4"));
}

void tst_groove_pass::whoComesIsLast()
{
    Rehearsal r(passing(4));
    r.tap(1, 7);
    r.run(13);
    QCOMPARE(r.story(), std::string("pair01@0 pair23@4.4 pair7@8.4 pair01@12.4"));
}

void tst_groove_pass::nobodyForLongMakesItEmpty()
{
    Rehearsal r(passing(2));
    r.tap(5, 0);
    r.run(244);
    QCOMPARE(r.state(), StageState::Pair);
    r.run(300);
    QCOMPARE(r.state(), StageState::Empty);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.open().empty() && !r.performance().nextDue());
    r.tap(301, 1);
    QCOMPARE(r.state(), StageState::Pair);
    r.run(310);
    QCOMPARE(r.all<BeatMark>().back().first, Micros{309'900'000});
    // Nor does what the leader asked for go on for nobody.
    Rehearsal led(passing(2));
    led.cue(5, CueKind::Groove);
    led.run(200);
    QCOMPARE(led.state(), StageState::Pair);
    led.run(400);
    QCOMPARE(led.state(), StageState::Empty);
}

void tst_groove_pass::nobodyIsWaitedForAndTheFirstTouchBegins()
{
    Rehearsal r(passing(0));
    r.run(30);
    QCOMPARE(r.story(), std::string("empty@0"));
    QVERIFY(r.all<Note>().empty());
    r.tap(31, 3);
    r.run(36);
    QCOMPARE(r.story(), std::string("empty@0 pair3@31 pair3@35.4"));
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{1}); // it counted
    r.performance().input(Input{37s, RestOn{SeatId{3}}}); // nobody is left
    QCOMPARE(r.state(), StageState::Empty);
    r.tap(38, 3); // rests, and is not asked
    QCOMPARE(r.state(), StageState::Empty);
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{2});
    r.performance().input(Input{39s, RestOff{SeatId{3}}});
    r.cue(40, CueKind::Next);
    QCOMPARE(r.state(), StageState::Pair);
}

void tst_groove_pass::stopKeepsThePairAndItsBeats_data()
{
    QTest::addColumn<double>("stop");
    QTest::newRow("before the first beat") << 0.2;
    QTest::newRow("on it") << 0.4;
    QTest::newRow("in the middle") << 2.1;
    QTest::newRow("the change is planned") << 4.2;
    QTest::newRow("a moment before it") << 4.399;
    QTest::newRow("on it, as it changes") << 4.4;
    QTest::newRow("after it") << 4.5;
    QTest::newRow("with the app") << 9.5;
}

void tst_groove_pass::stopKeepsThePairAndItsBeats()
{
    QFETCH(double, stop);
    Rehearsal plain(passing(5)), stopped(passing(5));
    plain.run(30);
    stopped.run(stop);
    const auto pair = Rehearsal::numbers(activity(stopped).asked());
    stopped.cue(stop, CueKind::Stop);
    QVERIFY(stopped.open().empty() && !stopped.performance().nextDue());
    stopped.cue(stop + 100, CueKind::Resume);
    QCOMPARE(Rehearsal::numbers(activity(stopped).asked()), pair);
    QCOMPARE(stopped.state(), StageState::Pair);
    stopped.run(130);
    const auto moved = [&](Micros t) { return t > microsFromSeconds(stop) ? t + 100s : t; };
    auto changes = stopped.all<StateChange>();
    const Micros resumed = microsFromSeconds(stop + 100); // where it stands is said once more
    std::erase_if(changes, [&](const auto &change) { return change.second.state != StageState::Pair || change.first == resumed; });
    const auto expected = plain.all<StateChange>();
    QCOMPARE(changes.size(), expected.size());
    for (std::size_t i = 0; i < changes.size(); ++i) {
        QCOMPARE(changes[i].first, moved(expected[i].first));
        QCOMPARE(changes[i].second.seats, expected[i].second.seats);
    }
    const auto beats = stopped.all<BeatMark>();
    QCOMPARE(beats.size(), plain.all<BeatMark>().size());
    for (std::size_t i = 0; i < beats.size(); ++i)
        QCOMPARE(beats[i].first, moved(plain.all<BeatMark>()[i].first));
    // A stroke between two beats that was planned with its beat does not come again; all others do.
    QVERIFY(plain.notes(Role::Model).size() - stopped.notes(Role::Model).size() <= 1);
    QVERIFY(stopped.broken.empty());
}

void tst_groove_pass::theLeadersBeatDoesNotStayInAnEmptyRoom()
{
    Rehearsal r(passing(3));
    r.run(300);
    QCOMPARE(r.state(), StageState::Empty);
    r.cue(300, CueKind::Swap);
    r.run(320);
    QVERIFY(r.performance().stage().room().pulse);
    r.cue(320, CueKind::Next); // they do not change places after all
    r.run(340);
    QCOMPARE(r.state(), StageState::Empty);
    QVERIFY(!r.performance().stage().room().pulse && !r.performance().nextDue());

    r.cue(340, CueKind::Swap); // and once more, and leaves the room
    r.run(570);
    QVERIFY(r.performance().stage().room().pulse);
    r.run(600);
    QVERIFY(!r.performance().stage().room().pulse && !r.performance().nextDue());
    QVERIFY(r.broken.empty());
}

void tst_groove_pass::whoGoesDuringTheEndingIsNotAsked()
{
    Rehearsal r(passing(4));
    r.run(1);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("01"));
    r.cue(1, CueKind::Finish);
    QCOMPARE(r.state(), StageState::Outro);
    r.performance().input(Input{1200ms, Leave{SeatId{0}}});
    QVERIFY(activity(r).asked().empty() && activity(r).askedNext().empty());
    r.tap(1.3, 1); // their beat until it lands
    QCOMPARE(r.notes(Role::Strike).size(), 1u);
}

void tst_groove_pass::finishEndsItFromAnywhere()
{
    for (const double at : {0.1, 2.0, 4.1, 4.4, 9.0}) {
        Rehearsal r(passing(3));
        r.tap(0, 0);
        r.cue(at, CueKind::Finish);
        r.run(at + 60);
        QVERIFY(r.timeOf(StageState::Rest));
        QVERIFY(r.open().empty());
        QVERIFY(r.broken.empty());
        r.tap(at + 61, 1); // and it begins anew
        QCOMPARE(r.state(), StageState::Pair);
    }
}

void tst_groove_pass::anythingAnyoneDoesLeavesAWayOn()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        Rehearsal r(passing(below(8), below(2) ? "four" : "three"));
        double t = 1;
        for (int step = 0; step < 80; ++step) {
            t += 0.05 + below(40) * 0.05;
            const SeatId seat{below(7)};
            const int whim = below(16);
            switch (whim) {
            case 5: {
                r.run(t);
                const StageState before = r.state();
                r.cue(t, CueKind::Stop);
                QVERIFY(r.open().empty() && !r.performance().nextDue());
                r.cue(t += 1, CueKind::Resume);
                QCOMPARE(r.state(), before);
                break;
            }
            case 7: r.set(t, "groove", std::string(below(2) ? "three" : "four")); break;
            case 8: r.cue(t, below(2) ? CueKind::Faster : CueKind::Slower); break;
            default:
                if (!whims.disturb(r, t, seat, whim))
                    r.tap(t, seat.value);
                break;
            }
            const auto &room = r.performance().stage().room();
            QVERIFY(activity(r).asked().size() <= 2);
            for (const SeatId asked : activity(r).asked())
                QVERIFY(room.seat(asked).present && !room.seat(asked).resting && !room.seat(asked).quiet);
            if (r.state() == StageState::Pair)
                QVERIFY(!activity(r).asked().empty() && room.pulse && !activity(r).askedNext().empty());
        }
        r.run(t + 20);
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
        if (seed % 10 != 0)
            continue;
        r.run(t + 300); // left alone it comes to rest, and the first touch begins again
        QVERIFY2(r.open().empty() && r.state() == StageState::Empty && !r.performance().nextDue(), qPrintable(QString::number(seed)));
        r.tap(t + 301, 9);
        QCOMPARE(r.state(), StageState::Pair);
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
    }
}

void tst_groove_pass::aStepOfWaitingIsNoNextPair()
{
    Rehearsal r(passing(4));
    r.run(2.5);
    r.performance().input(Input{2600ms, Cue{CueKind::Next, {}, Scalar{std::string("step")}}});
    r.run(4);
    QCOMPARE(Rehearsal::numbers(activity(r).asked()), std::string("01"));
}

QTEST_APPLESS_MAIN(tst_groove_pass)
#include "tst_groove_pass.moc"
