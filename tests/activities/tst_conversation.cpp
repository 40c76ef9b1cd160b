// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace tutti;

namespace {

/// With 10 s of waiting and 2 s of quiet.
Header talking(int seats, const char *variant = "usual")
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "conversation";
    header.settings.push_back({"wait_s", SettingValue{Scalar{10.0}}});
    header.settings.push_back({"rest_s", SettingValue{Scalar{2.0}}});
    header.settings.push_back({"variant", SettingValue{Scalar{std::string(variant)}}});
    return header;
}

const Conversation &activity(const Rehearsal &r) { return std::get<Conversation>(r.performance().stage().activity()); }

/// "01|2": who is on which side.
std::string sides(const Rehearsal &r) { return Rehearsal::numbers(activity(r).sideA()) + "|" + (activity(r).appSpeaks() ? "app" : Rehearsal::numbers(activity(r).sideB())); }

/// One after the other, a strike of each every two seconds and a second apart.
void talk(Rehearsal &r, double from, double to, int a = 0, int b = 1)
{
    for (double t = from; t < to; t += 2) {
        r.tap(t, a);
        r.tap(t + 1, b);
    }
}

} // namespace

class tst_conversation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSideSpeaksUntilAGapAfterItsLastStrike();
    void everyoneWhoTalksSoundsInFullAndOthersSoftly();
    void theSidesAre_data();
    void theSidesAre();
    void theNextPairComesInTheOrderOfTheRing();
    void placesInPairsStayEven();
    void theLeaderNamesWhoATalksTo();
    void whoGoesIsFollowedByTheNext();
    void aSideThatIsSilentIsInvitedUntilItPlays();
    void aHalfThatIsSilentIsInvitedAsAWhole();
    void whereNobodyPlaysNothingIsAsked();
    void theFullestTenSecondsAreToldAgain();
    void itIsToldWhenBothHaveBeenQuiet();
    void whereOnlyOnePlayedNothingIsTold();
    void strikesWhileItIsToldEndNothing();
    void nextEndsItAndNothingOfItComesLater();
    void afterNextTheGroundAndTheBeatGoOn();
    void againTellsWhatThereIsOrBringsThePairBack();
    void theAppAnswersAfterTheQuietAndABreath();
    void itsAnswerTurnsTheIntervalsRound();
    void itsAnswerIsNoLongerThanTwelveHits();
    void whoPlaysOnIsWaitedFor();
    void whoPlaysIntoTheAnswerOverlaps();
    void theAppGivesOneAnswerAtATime();
    void theAppBeginsOnceWhereNobodyDoes();
    void stepsThatAreLeftOutMakeNoSound();
    void nobodyIsWaitedForAndTheFirstTouchBegins();
    void stopKeepsWhatIsSaid_data();
    void stopKeepsWhatIsSaid();
    void theBeatTheLeaderBringsInAQuietRoomStays();
    void finishEndsItFromAnywhere();
    void anythingAnyoneDoesLeavesAWayOn();
    void aStepOfWaitingIsNoNextPair();
};

void tst_conversation::aSideSpeaksUntilAGapAfterItsLastStrike()
{
    Rehearsal r(talking(2));
    r.tap(1, 0);
    r.tap(2, 0);
    r.tap(3, 1);
    r.tap(6, 1);
    r.run(8);
    QCOMPARE(r.story(), std::string("quiet@0 a0@1 both01@3 b1@3.5 quiet@4.5 b1@6 quiet@7.5"));
}

void tst_conversation::everyoneWhoTalksSoundsInFullAndOthersSoftly()
{
    Rehearsal r(talking(4));
    for (int seat = 0; seat < 4; ++seat)
        r.tap(1 + 0.2 * seat, seat); // overlapping, too
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{2});
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{2});
}

void tst_conversation::theSidesAre_data()
{
    QTest::addColumn<QString>("variant");
    QTest::addColumn<int>("seats");
    QTest::addColumn<QString>("are");
    QTest::newRow("nobody") << "usual" << 0 << "|";
    QTest::newRow("one, with the app") << "usual" << 1 << "0|app";
    QTest::newRow("two") << "usual" << 2 << "0|1";
    QTest::newRow("two of many") << "usual" << 6 << "0|1";
    QTest::newRow("the app, with one of many") << "app" << 4 << "0|app";
    QTest::newRow("halves") << "sides" << 6 << "012|345";
    QTest::newRow("an odd one on the left") << "sides" << 5 << "012|34";
    QTest::newRow("half of one") << "sides" << 1 << "0|app";
}

void tst_conversation::theSidesAre()
{
    QFETCH(QString, variant);
    QFETCH(int, seats);
    QFETCH(QString, are);
    Rehearsal r(talking(seats, qPrintable(variant)));
    QCOMPARE(sides(r), are.toStdString());
}

void tst_conversation::theNextPairComesInTheOrderOfTheRing()
{
    Rehearsal r(talking(3));
    std::string all = sides(r);
    for (int i = 1; i <= 3; ++i) {
        r.cue(i, CueKind::Next);
        all += " " + sides(r);
    }
    QCOMPARE(all, std::string("0|1 2|0 1|2 0|1"));
    Rehearsal two(talking(2)); // nobody else
    two.tap(1, 0);
    two.cue(2, CueKind::Next);
    QCOMPARE(sides(two), std::string("0|1"));
    QCOMPARE(two.state(), StageState::SideA);
    Rehearsal app(talking(3, "app"));
    app.cue(1, CueKind::Next);
    QCOMPARE(sides(app), std::string("1|app"));
}

void tst_conversation::placesInPairsStayEven()
{
    for (int seats = 3; seats <= 12; ++seats) {
        Rehearsal r(talking(seats));
        std::array<int, 12> places{};
        for (int i = 0; i < 60; ++i) {
            for (const auto *side : {&activity(r).sideA(), &activity(r).sideB()})
                ++places[static_cast<std::size_t>(side->front().value)];
            const auto [least, most] = std::minmax_element(places.begin(), places.begin() + seats);
            QVERIFY(*most - *least <= 1);
            QVERIFY(activity(r).sideA() != activity(r).sideB());
            r.cue(1 + i, CueKind::Next);
        }
    }
}

void tst_conversation::theLeaderNamesWhoATalksTo()
{
    Rehearsal r(talking(5));
    r.cue(1, CueKind::Next, {SeatId{3}});
    QCOMPARE(sides(r), std::string("0|3"));
    r.cue(2, CueKind::Next); // three has had its place
    QCOMPARE(sides(r), std::string("4|2"));
    r.cue(3, CueKind::Next, {SeatId{4}}); // talks already
    r.cue(4, CueKind::Next, {SeatId{9}}); // is not there
    QCOMPARE(sides(r), std::string("4|2"));
    Rehearsal app(talking(3, "app"));
    app.cue(1, CueKind::Next, {SeatId{2}});
    QCOMPARE(sides(app), std::string("2|app"));
}

void tst_conversation::whoGoesIsFollowedByTheNext()
{
    Rehearsal r(talking(3));
    r.performance().input(Input{1s, RestOn{SeatId{0}}});
    QCOMPARE(sides(r), std::string("2|1"));
    r.cue(2, CueKind::QuietMe, {SeatId{1}});
    QCOMPARE(sides(r), std::string("2|app"));
    r.tap(3, 4); // joins by touching
    QCOMPARE(sides(r), std::string("2|4"));
    r.performance().input(Input{4s, Leave{SeatId{2}}});
    QCOMPARE(sides(r), std::string("4|app"));
    r.performance().input(Input{5s, RestOn{SeatId{4}}});
    QCOMPARE(sides(r), std::string("|"));
    r.tap(6, 4); // still sounds, and nothing is asked
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{2});
    QCOMPARE(r.state(), StageState::Quiet);
}

void tst_conversation::aSideThatIsSilentIsInvitedUntilItPlays()
{
    Rehearsal r(talking(2));
    r.tap(5, 1);
    for (double t = 6; t < 24; t += 2)
        r.tap(t, 0); // the first one after the other's last: from then on it is one side only
    r.run(25.9);
    QCOMPARE(r.prompts(), std::string());
    r.run(40);
    QCOMPARE(r.prompts(), std::string("invite1@26")); // once
    QCOMPARE(Rehearsal::numbers(activity(r).invited()), std::string("1"));
    r.tap(41, 1);
    QCOMPARE(Rehearsal::numbers(activity(r).invited()), std::string());
    r.run(61);
    QCOMPARE(r.prompts(), std::string("invite1@26 invite0@61"));
}

void tst_conversation::aHalfThatIsSilentIsInvitedAsAWhole()
{
    Rehearsal r(talking(5, "sides"));
    r.tap(1, 1);
    r.run(22);
    QCOMPARE(r.story(), std::string("quiet@0 a012@1 quiet@2.5"));
    QCOMPARE(r.prompts(), std::string("invite3@21 invite4@21"));
}

void tst_conversation::whereNobodyPlaysNothingIsAsked()
{
    Rehearsal r(talking(3));
    r.run(600);
    QCOMPARE(r.story(), std::string("quiet@0"));
    QVERIFY(r.prompts().empty());
    QVERIFY(!r.notes(Role::Backing).empty()); // the ground
    QVERIFY(r.open().empty());                // has gone
    QVERIFY(!r.performance().nextDue());
    r.tap(601, 1);
    QCOMPARE(r.state(), StageState::SideB);
    r.run(700); // after a pause the ground goes again
    QVERIFY(r.open().empty());
}

void tst_conversation::theFullestTenSecondsAreToldAgain()
{
    Rehearsal r(talking(2));
    talk(r, 1, 40);
    for (double t = 50; t < 54; t += 1) { // the fullest
        r.strike(t, 0, 0, {}, 0.5);
        r.lift(t + 0.1, 0);
        r.tap(t + 0.25, 1);
        r.tap(t + 0.5, 1);
    }
    for (int i = 0; i < 16; ++i) // more, and one alone
        r.tap(64 + 0.125 * i, 0);
    talk(r, 78, 91);
    r.run(120);
    // The last strike is B's at 91: both have been quiet for two seconds at 93.
    QCOMPARE(r.story(true, 93s), std::string("replay@93 quiet@98.4"));
    const auto told = r.notes(Role::Model);
    QCOMPARE(told.size(), std::size_t{12});
    QCOMPARE(told.front().first, Micros{93'400'000});
    QCOMPARE(told.front().second.level, 0.3); // at 0.6
    QCOMPARE(told.back().first, Micros{96'900'000});
    QVERIFY(std::all_of(told.begin(), told.end(), [](const auto &n) { return n.second.seat == kBacking; }));
    QCOMPARE(told[0].second.instrument, std::string("marimba"));
    QCOMPARE(told[1].second.instrument, std::string("harp"));
    QVERIFY(r.broken.empty());
}

void tst_conversation::itIsToldWhenBothHaveBeenQuiet()
{
    Rehearsal r(talking(2));
    r.performance().input(Input{0s, Set{{"rest_s", SettingValue{Scalar{5.0}}}, SeatId{1}}});
    r.tap(1, 0);
    r.tap(2, 1);
    for (double t = 20; t < 100; t += 1) // nobody is interrupted
        r.tap(t, 0);
    r.tap(99.5, 1);
    r.run(104.4);
    QVERIFY(!r.timeOf(StageState::Replay));
    r.run(105);
    QCOMPARE(r.timeOf(StageState::Replay), std::optional(Micros{104'500'000})); // B's quiet is the longer one
    // And where it was quiet already: when the 90 s are over.
    Rehearsal s(talking(2));
    s.tap(1, 0);
    s.tap(2, 1);
    s.run(100);
    QCOMPARE(s.timeOf(StageState::Replay), std::optional(Micros{91'000'000}));
    // Another 90 s begin with the first strike after it.
    talk(s, 110, 130);
    s.run(199.9);
    QCOMPARE(std::count_if(s.outputs.begin(), s.outputs.end(), [](const Output &out) {
        const auto *change = std::get_if<StateChange>(&out.what);
        return change && change->state == StageState::Replay;
    }), 1);
    s.run(200);
    QCOMPARE(s.state(), StageState::Replay);
}

void tst_conversation::whereOnlyOnePlayedNothingIsTold()
{
    Rehearsal r(talking(2));
    for (double t = 1; t < 200; t += 1)
        r.tap(t, 0);
    r.run(300);
    QVERIFY(!r.timeOf(StageState::Replay));
    Rehearsal s(talking(2)); // both, but never within ten seconds
    s.tap(1, 0);
    s.tap(50, 1);
    s.run(300);
    QVERIFY(!s.timeOf(StageState::Replay));
    QVERIFY(!s.performance().nextDue());
}

void tst_conversation::strikesWhileItIsToldEndNothing()
{
    Rehearsal r(talking(3));
    talk(r, 1, 91);
    r.run(92.5);
    QCOMPARE(r.state(), StageState::Replay); // the last was at 90, and two seconds are over
    const auto strikes = r.notes(Role::Strike).size();
    for (int seat = 0; seat < 3; ++seat)
        r.tap(94 + seat, seat);
    QCOMPARE(r.notes(Role::Strike).size(), strikes + 3);
    QCOMPARE(r.state(), StageState::Replay);
    r.run(110);
    QCOMPARE(r.notes(Role::Model).size(), std::size_t{10});
    QCOMPARE(r.story(true, 92s), std::string("replay@92 quiet@102.9"));
}

void tst_conversation::nextEndsItAndNothingOfItComesLater()
{
    for (const double after : {0.1, 0.3, 0.5, 1.2, 1.45, 5.05}) {
        Rehearsal r(talking(3));
        talk(r, 1, 91);
        r.run(92 + after);
        QCOMPARE(r.state(), StageState::Replay);
        const auto told = r.notes(Role::Model).size();
        r.cue(92 + after, CueKind::Next);
        QCOMPARE(r.state(), StageState::Quiet);
        QCOMPARE(sides(r), std::string("0|1")); // it was for this that it came
        r.run(130);
        QCOMPARE(r.notes(Role::Model).size(), told);
        QVERIFY(r.broken.empty());
        QVERIFY(r.open().empty());
    }
}

void tst_conversation::afterNextTheGroundAndTheBeatGoOn()
{
    const auto play = [](Rehearsal &r, bool next) {
        talk(r, 1, 85);
        r.cue(85, CueKind::Groove);
        talk(r, 87, 93);
        r.run(94.1);
        r.cue(94.1 + 0.5, next ? CueKind::Next : CueKind::SaidIt);
        r.run(120);
    };
    Rehearsal plain(talking(3)), ended(talking(3));
    play(plain, false);
    play(ended, true);
    QVERIFY(plain.timeOf(StageState::Replay) && *plain.timeOf(StageState::Replay) < Micros{94'600'000});
    QCOMPARE(ended.all<BeatMark>().size(), plain.all<BeatMark>().size());
    for (std::size_t i = 0; i < plain.all<BeatMark>().size(); ++i)
        QCOMPARE(ended.all<BeatMark>()[i].first, plain.all<BeatMark>()[i].first);
    QCOMPARE(Rehearsal::times(ended.notes(Role::Backing)), Rehearsal::times(plain.notes(Role::Backing))); // each once, at its time
    QVERIFY(ended.broken.empty());
}

void tst_conversation::againTellsWhatThereIsOrBringsThePairBack()
{
    Rehearsal r(talking(4));
    r.tap(1, 0);
    r.cue(2, CueKind::Again); // one side only, and no pair before: nothing
    QCOMPARE(r.story(), std::string("quiet@0 a0@1"));
    r.tap(3, 1);
    r.cue(6, CueKind::Again);
    QCOMPARE(r.state(), StageState::Replay);
    r.run(12);
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{6400, 8400}));
    r.cue(12, CueKind::Again); // the same once more
    r.run(20);
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{6400, 8400, 12400, 14400}));
    r.cue(20, CueKind::Next);
    QCOMPARE(sides(r), std::string("2|3"));
    r.cue(21, CueKind::Again);
    QCOMPARE(sides(r), std::string("0|1"));
    QCOMPARE(r.state(), StageState::Quiet);
    r.cue(22, CueKind::Again);
    QCOMPARE(sides(r), std::string("2|3"));
    r.performance().input(Input{23s, Leave{SeatId{1}}});
    r.cue(24, CueKind::Again); // one of them has gone
    QCOMPARE(sides(r), std::string("2|3"));
}

void tst_conversation::theAppAnswersAfterTheQuietAndABreath()
{
    Rehearsal r(talking(1));
    r.strike(1, 0, 0, {}, 0.5);
    r.lift(1.1, 0);
    r.strike(1.4, 0, 0, {}, 1);
    r.lift(1.5, 0);
    r.run(10);
    const auto answer = r.notes(Role::Model);
    QCOMPARE(Rehearsal::times(answer), (std::vector<std::int64_t>{3900, 4300})); // 1.4 + 2 + 0.5
    QCOMPARE(answer[0].second.level, 0.4);
    QCOMPARE(answer[1].second.level, 0.8);
    QCOMPARE(r.story(), std::string("quiet@0 a0@1 quiet@2.9 b@3.9 quiet@5.8"));
    QVERIFY(r.open().size() <= 4); // the ground
    // What the app says is its own, never the person's instrument.
    QVERIFY(std::all_of(answer.begin(), answer.end(), [](const auto &n) { return n.second.instrument == "harp" && n.second.seat == kBacking; }));
}

void tst_conversation::itsAnswerTurnsTheIntervalsRound()
{
    Rehearsal r(talking(1));
    for (const double t : {1.0, 1.2, 1.7, 2.7})
        r.tap(t, 0);
    r.run(20);
    const auto answer = r.notes(Role::Model);
    QCOMPARE(Rehearsal::times(answer), (std::vector<std::int64_t>{5200, 5700, 6700, 6900})); // 0.2 0.5 1.0 as 0.5 1.0 0.2
    QCOMPARE(answer[0].second.key, 57); // C pentatonic: a step below the c, itself, a step above
    QCOMPARE(answer[1].second.key, 60);
    QCOMPARE(answer[2].second.key, 62);
    QCOMPARE(answer[3].second.key, 57);
    // The same once more for the same, and a drum for a drum.
    Rehearsal drum(talking(0));
    for (const double t : {1.0, 1.5, 1.8})
        drum.tap(t, 2);
    drum.run(20);
    QCOMPARE(Rehearsal::times(drum.notes(Role::Model)), (std::vector<std::int64_t>{4300, 4600, 5100}));
    QCOMPARE(drum.notes(Role::Model).front().second.instrument, std::string("frame-drum"));
}

void tst_conversation::itsAnswerIsNoLongerThanTwelveHits()
{
    Rehearsal r(talking(1));
    for (int i = 0; i < 40; ++i)
        r.tap(1 + 0.25 * i, 0);
    r.run(30);
    QCOMPARE(r.notes(Role::Model).size(), std::size_t{12});
    // Only the last phrase is answered, not what was answered before.
    r.tap(31, 0);
    r.run(40);
    QCOMPARE(r.notes(Role::Model).size(), std::size_t{13});
    QCOMPARE(r.notes(Role::Model).back().first, Micros{33'500'000});
}

void tst_conversation::whoPlaysOnIsWaitedFor()
{
    Rehearsal r(talking(1));
    for (double t = 1; t < 60; t += 1.9)
        r.tap(t, 0);
    r.run(60);
    QVERIFY(r.notes(Role::Model).empty());
}

void tst_conversation::whoPlaysIntoTheAnswerOverlaps()
{
    Rehearsal r(talking(1));
    for (const double t : {1.0, 2.0, 3.0})
        r.tap(t, 0);
    r.tap(5.2, 0); // the app has taken its breath
    r.tap(6.2, 0);
    r.run(20);
    QCOMPARE(r.story(), std::string("quiet@0 a0@1 quiet@4.5 a0@5.2 both0@5.5 b@7.7 quiet@11.2"));
    // The second answer is of what was struck meanwhile, in its own place.
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{5500, 6500, 7500, 8700, 9700}));
    QVERIFY(r.broken.empty());
}

void tst_conversation::theAppGivesOneAnswerAtATime()
{
    Rehearsal r(talking(1));
    for (const double t : {1.0, 2.9, 4.8})
        r.tap(t, 0);
    r.tap(7.5, 0); // two seconds later the app still speaks
    r.run(30);
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{7300, 9200, 11100, 13100}));
    QCOMPARE(r.story(true, 11s), std::string("quiet@12.6 b@13.1 quiet@14.6"));
}

void tst_conversation::theAppBeginsOnceWhereNobodyDoes()
{
    Rehearsal r(talking(1));
    r.run(200);
    QCOMPARE(r.prompts(), std::string("invite0@0 cue0@10"));
    QCOMPARE(Rehearsal::times(r.notes(Role::Prompt)), (std::vector<std::int64_t>{10000, 10600}));
    QCOMPARE(r.story(), std::string("quiet@0 b@10 quiet@12.1"));
    QVERIFY(r.notes(Role::Model).empty());
    r.tap(201, 0); // and then it answers
    r.run(210);
    QCOMPARE(Rehearsal::times(r.notes(Role::Model)), (std::vector<std::int64_t>{203500}));
    Rehearsal two(talking(2)); // there are two to talk
    two.run(200);
    QVERIFY(two.notes(Role::Prompt).empty());
    Rehearsal played(talking(1));
    played.tap(9, 0);
    played.run(30);
    QVERIFY(played.notes(Role::Prompt).empty());
}

void tst_conversation::stepsThatAreLeftOutMakeNoSound()
{
    Header header = talking(1);
    header.settings.push_back({"ladder", SettingValue{Scalar{std::string("cue together")}}});
    Rehearsal r(header);
    r.run(200);
    QCOMPARE(r.prompts(), std::string("invite0@0"));
    QVERIFY(r.notes(Role::Prompt).empty());
}

void tst_conversation::nobodyIsWaitedForAndTheFirstTouchBegins()
{
    Rehearsal r(talking(0));
    r.run(30);
    QVERIFY(r.all<Note>().empty());
    QCOMPARE(r.story(), std::string("quiet@0"));
    r.tap(31, 5);
    QCOMPARE(r.state(), StageState::SideA);
    QCOMPARE(sides(r), std::string("5|app"));
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{1});
    r.tap(32, 2);
    QCOMPARE(sides(r), std::string("5|2"));
    r.run(60);
    QVERIFY(r.notes(Role::Model).empty()); // there is somebody to answer
}

void tst_conversation::stopKeepsWhatIsSaid_data()
{
    QTest::addColumn<int>("seats");
    QTest::addColumn<double>("stop");
    QTest::newRow("before the answer") << 1 << 3.5;
    QTest::newRow("in the breath before it") << 1 << 5.3;
    QTest::newRow("planned and not begun") << 1 << 5.15;
    QTest::newRow("in the answer") << 1 << 6.2;
    QTest::newRow("between two hits of it") << 1 << 6.6;
    QTest::newRow("while the app begins") << 0 << 10.3;
    QTest::newRow("as a replay begins") << 2 << 92.1;
    QTest::newRow("in a replay") << 2 << 96.3;
}

void tst_conversation::stopKeepsWhatIsSaid()
{
    QFETCH(int, seats);
    QFETCH(double, stop);
    const auto play = [&](Rehearsal &r) {
        if (seats == 1)
            for (const double t : {1.0, 1.8, 3.0})
                if (t <= stop)
                    r.tap(t, 0);
        if (seats == 2)
            talk(r, 1, 91);
    };
    Rehearsal plain(talking(std::max(1, seats))), stopped(talking(std::max(1, seats)));
    play(plain);
    plain.run(stop);
    const StageState before = plain.state();
    plain.run(stop + 30);
    play(stopped);
    stopped.run(stop);
    stopped.cue(stop, CueKind::Stop);
    QVERIFY(stopped.open().empty());
    QVERIFY(!stopped.performance().nextDue());
    stopped.cue(stop + 100, CueKind::Resume);
    QCOMPARE(stopped.state(), before);
    stopped.run(stop + 130);
    for (const Role role : {Role::Model, Role::Prompt}) {
        const auto expected = Rehearsal::times(plain.notes(role));
        const auto come = Rehearsal::times(stopped.notes(role));
        QCOMPARE(come.size(), expected.size());
        for (std::size_t i = 0; i < come.size(); ++i)
            QCOMPARE(come[i], expected[i] + (expected[i] > stop * 1000 ? 100'000 : 0));
    }
    QVERIFY(stopped.broken.empty());
}

void tst_conversation::theBeatTheLeaderBringsInAQuietRoomStays()
{
    Rehearsal r(talking(2));
    r.tap(1, 0);
    r.run(400); // nobody has been here for long, but the leader
    r.cue(400, CueKind::Groove);
    r.run(620);
    QVERIFY(r.performance().stage().room().pulse);
    r.run(660);
    QVERIFY(!r.performance().stage().room().pulse);
    QVERIFY(r.broken.empty());
    // A cool-down comes to its rest.
    Rehearsal cooling(talking(2));
    cooling.cue(1, CueKind::Groove);
    cooling.cue(235, CueKind::Fade);
    cooling.run(290);
    QVERIFY(cooling.timeOf(StageState::Rest));
}

void tst_conversation::finishEndsItFromAnywhere()
{
    for (const double at : {0.5, 1.2, 3.0, 5.2, 5.8, 7.0}) {
        Rehearsal r(talking(1));
        for (const double t : {1.0, 2.0, 3.0})
            if (t < at)
                r.tap(t, 0);
        r.cue(at, CueKind::Finish);
        r.run(at + 60);
        QVERIFY(r.timeOf(StageState::Rest));
        QVERIFY(r.open().empty());
        QVERIFY(r.broken.empty());
        for (const auto &[t, note] : r.notes(Role::Model))
            QVERIFY(t <= microsFromSeconds(at) + Pulse::kAhead);
    }
    Rehearsal r(talking(2));
    talk(r, 1, 91);
    r.cue(95, CueKind::Finish);
    r.run(150);
    QVERIFY(r.timeOf(StageState::Rest));
    QVERIFY(r.notes(Role::Model).back().first <= Micros{95'400'000}); // planned when it came
    r.tap(151, 0);
    QCOMPARE(r.state(), StageState::SideA);
}

void tst_conversation::anythingAnyoneDoesLeavesAWayOn()
{
    constexpr std::array variants{"usual", "app", "sides"};
    for (unsigned seed = 0; seed < 300; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        Rehearsal r(talking(below(6), variants[seed % variants.size()]));
        double t = 1;
        for (int step = 0; step < 90; ++step) {
            t += below(5) == 0 ? below(8) : 0.05 + below(20) * 0.05;
            const SeatId seat{below(5)};
            const int whim = below(22);
            switch (whim) {
            case 5: {
                r.run(t);
                const StageState before = r.state();
                const auto who = sides(r);
                r.cue(t, CueKind::Stop);
                QVERIFY(r.open().empty() && !r.performance().nextDue());
                r.cue(t += 1, CueKind::Resume);
                QVERIFY(r.state() == before || sides(r) != who); // another variant was set meanwhile
                break;
            }
            case 7: r.set(t, "variant", std::string(variants[static_cast<std::size_t>(below(3))])); break;
            case 8: r.cue(t, CueKind::Groove); break;
            default:
                if (!whims.disturb(r, t, seat, whim))
                    r.tap(t, seat.value);
                break;
            }
            for (const auto *side : {&activity(r).sideA(), &activity(r).sideB()})
                for (const SeatId asked : *side) {
                    const Seat &there = r.performance().stage().room().seat(asked);
                    QVERIFY(there.present && !there.resting && !there.quiet);
                }
        }
        r.run(t + 20);
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
        if (seed % 10 > 2)
            continue;
        r.run(t + 300); // left alone it falls silent, and nothing sticks
        QVERIFY2(r.open().empty() && r.state() == StageState::Quiet, qPrintable(QString::number(seed)));
        QVERIFY(!r.performance().nextDue());
        r.tap(t + 301, 9);
        r.cue(t + 301.1, CueKind::Next, {SeatId{9}});
        r.tap(t + 302, 9);
        QCOMPARE(r.notes(Role::Strike).back().first, microsFromSeconds(t + 302));
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
    }
}

void tst_conversation::aStepOfWaitingIsNoNextPair()
{
    const Cue step{CueKind::Next, {}, Scalar{std::string("step")}};
    Rehearsal r(talking(4));
    const std::string before = sides(r);
    r.performance().input(Input{4s, step});
    QCOMPARE(sides(r), before);
    Rehearsal alone(talking(1)); // the app begins at once
    alone.performance().input(Input{4s, step});
    alone.performance().input(Input{4s, step});
    alone.run(4.5);
    QVERIFY(!alone.notes(Role::Prompt).empty());
}

QTEST_APPLESS_MAIN(tst_conversation)
#include "tst_conversation.moc"
