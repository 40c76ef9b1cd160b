// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace tutti;

namespace {

Header freezing(int seats, double bpm = 120)
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "freeze";
    header.settings.push_back({"bpm", SettingValue{Scalar{bpm}}});
    header.settings.push_back({"wait_s", SettingValue{Scalar{10.0}}});
    header.settings.push_back({"governor", SettingValue{Scalar{false}}});
    return header;
}

/// A player holds the stop.
Header holding(int seats)
{
    Header header = freezing(seats);
    header.settings.push_back({"variant", SettingValue{Scalar{std::string("hold")}}});
    return header;
}

const Freeze &activity(const Rehearsal &r) { return std::get<Freeze>(r.performance().stage().activity()); }

std::string seconds(Micros t) { return QString::number(toSeconds(t)).toStdString(); }

/// "music0@0 warn0@3 freeze0@5", each with its seat and the second it came; the count is 4 3 2 1.
std::string story(const Rehearsal &r, bool times = true)
{
    std::string all;
    for (const auto &[t, change] : r.all<StateChange>()) {
        const bool counts = change.state == StageState::CountIn && change.value;
        all += (all.empty() ? "" : " ") + (counts ? std::to_string(static_cast<int>(*change.value)) : std::string(nameOf(change.state)));
        if (change.seat)
            all += std::to_string(change.seat->value);
        if (times)
            all += "@" + seconds(t);
    }
    return all;
}

/// When each of these came.
std::vector<double> timesOf(const Rehearsal &r, StageState state)
{
    std::vector<double> times;
    for (const auto &[t, change] : r.all<StateChange>())
        if (change.state == state)
            times.push_back(toSeconds(t));
    return times;
}

/// Runs to the next of these.
void runTo(Rehearsal &r, StageState state)
{
    for (double t = toSeconds(r.performance().now()); r.state() != state && t < 10'000; t += 0.05)
        r.run(t);
}

/// No note of the band begins in a silence, and none sounds on in it for longer than the fade.
void bandIsStill(const Rehearsal &r)
{
    std::map<NoteId, Micros> offs;
    for (const auto &[t, off] : r.all<Off>())
        offs[off.id] = t;
    const auto states = r.all<StateChange>();
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i].second.state != StageState::Freeze)
            continue;
        const Micros from = states[i].first;
        const Micros to = i + 1 < states.size() ? states[i + 1].first : r.performance().now();
        for (const auto &[t, note] : r.notes(Role::Backing)) {
            QVERIFY2(t < from || t >= to, seconds(t).c_str());
            QVERIFY2(t >= from || (offs.contains(note.id) && offs[note.id] <= from + 400ms), seconds(from).c_str());
        }
    }
}

} // namespace

class tst_freeze : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMusicStopsAndGoesOn_data();
    void theMusicStopsAndGoesOn();
    void itsLengthsVaryAndAreTheSameAgain();
    void itSlowsDownAndTheBandThins();
    void theSilenceIsSilentAtAnyTempo_data();
    void theSilenceIsSilentAtAnyTempo();
    void touchesInTheSilenceAreSnow();
    void theCountIsHeardOnTheBeat();
    void theMusicComesUpOverABar();
    void aTouchOfTheHolderStopsTheMusic();
    void theSilenceLastsWhileTheirFingerStays();
    void theStopGoesRound();
    void whoDoesNotBeginIsWaitedFor();
    void withCompanyAnybodysTouchStops();
    void theHolderIsHeardInFull();
    void theLeaderNamesWhoHoldsIt();
    void whoGoesHandsTheStopOn();
    void withNobodyToHoldItTheMusicStopsByItself();
    void aStuckFingerEndsWithNext();
    void nextGoesOnFromEverywhere();
    void againIsAnotherSilence();
    void nobodyIsWaitedForAndTheFirstTouchBegins();
    void leftAloneItComesToRest();
    void theLeadersCallAndFadeAreNotStopped();
    void theLeaderBringsMusicIntoTheSilence();
    void stopKeepsWhereItWas_data();
    void stopKeepsWhereItWas();
    void whoHasGoneIsNotAskedWhileTheLeaderHoldsTheBeat();
    void finishEndsItFromAnywhere();
    void anythingMayHappen();
    void aCueInAnEmptyRoomDoesNotMakeTimeStand();
    void aStepOfWaitingStopsNoMusic();
};

void tst_freeze::theMusicStopsAndGoesOn_data()
{
    QTest::addColumn<double>("bpm");
    for (const double bpm : {40.0, 60.0, 80.0, 100.0, 120.0, 150.0})
        QTest::newRow(qPrintable(QString::number(bpm))) << bpm;
}

void tst_freeze::theMusicStopsAndGoesOn()
{
    QFETCH(double, bpm);
    Rehearsal r(freezing(3, bpm));
    for (double t = 1; t < 220; t += 5)
        r.tap(t, 0);
    const auto states = r.all<StateChange>();
    QVERIFY(states.size() > 20);
    for (std::size_t i = 0; i + 7 < states.size(); i += 7) {
        const auto at = [&](std::size_t k) { return toSeconds(states[i + k].first); };
        QCOMPARE(states[i].second.state, StageState::Music);
        QCOMPARE(states[i + 1].second.state, StageState::Warn);
        QCOMPARE(states[i + 2].second.state, StageState::Freeze);
        QVERIFY(at(1) - at(0) >= 10 && at(1) - at(0) <= 25);
        QCOMPARE(at(2) - at(1), 2.0);
        QVERIFY(at(3) - at(2) >= 4 && at(3) - at(2) <= 8);
        for (std::size_t k = 3; k < 7; ++k) {
            QCOMPARE(states[i + k].second.state, StageState::CountIn);
            QCOMPARE(*states[i + k].second.value, 7.0 - static_cast<double>(k));
            QVERIFY(std::abs(at(k + 1) - at(k) - 60 / bpm) < 1e-4);
        }
    }
    bandIsStill(r);
    QVERIFY(r.broken.empty());
}

void tst_freeze::itsLengthsVaryAndAreTheSameAgain()
{
    Rehearsal r(freezing(2)), again(freezing(2));
    for (double t = 1; t < 400; t += 5) {
        r.tap(t, 0);
        again.tap(t, 0);
    }
    QVERIFY(r.outputs == again.outputs);
    std::set<double> music, silence;
    const auto warns = timesOf(r, StageState::Warn), plays = timesOf(r, StageState::Music);
    const auto freezes = timesOf(r, StageState::Freeze);
    for (std::size_t i = 0; i + 1 < freezes.size(); ++i) {
        music.insert(warns[i] - plays[i]);
        silence.insert(plays[i + 1] - freezes[i]);
    }
    QVERIFY(music.size() > 8 && silence.size() > 8);
    QVERIFY(*music.rbegin() - *music.begin() > 6);
    // Begun at another time they are others.
    Rehearsal late(freezing(2));
    late.performance().input(Input{7654321us, Start{"freeze", {{"intro_s", SettingValue{Scalar{0.0}}}}}});
    late.run(60);
    QVERIFY(std::abs(timesOf(late, StageState::Warn)[0] - 7.654321 - warns[0]) > 0.01);
}

void tst_freeze::itSlowsDownAndTheBandThins()
{
    Rehearsal r(freezing(2, 80));
    r.tap(1, 0);
    runTo(r, StageState::Freeze);
    const double warn = timesOf(r, StageState::Warn)[0];
    double usual = 0, slowest = 0, last = 0;
    for (const auto &[t, beat] : r.all<BeatMark>()) {
        const double at = toSeconds(t);
        (at < warn ? usual : slowest) = std::max(at < warn ? usual : slowest, at - last);
        last = at;
    }
    QVERIFY2(slowest > 1.15 * 0.75, qPrintable(QString::number(slowest)));
    std::set<std::string> before, after;
    for (const auto &[t, note] : r.notes(Role::Backing)) {
        if (toSeconds(t) > warn - 4 && toSeconds(t) < warn)
            before.insert(note.instrument);
        if (toSeconds(t) > last - 0.01)
            after.insert(note.instrument);
    }
    QVERIFY(before.size() >= 4);
    QCOMPARE(after, std::set<std::string>{"surdo"}); // the part that carries the beat
}

void tst_freeze::theSilenceIsSilentAtAnyTempo_data()
{
    QTest::addColumn<double>("bpm");
    for (int bpm = 40; bpm <= 150; bpm += 10)
        QTest::newRow(qPrintable(QString::number(bpm))) << double(bpm);
}

void tst_freeze::theSilenceIsSilentAtAnyTempo()
{
    QFETCH(double, bpm);
    // Stopped by hand at every place of a bar, and by the leader at once.
    for (int i = 0; i < 24; ++i) {
        Header header = holding(2);
        header.settings.push_back({"bpm", SettingValue{Scalar{bpm}}});
        if (i % 2)
            header.settings.push_back({"groove", SettingValue{Scalar{std::string("three")}}});
        Rehearsal r(header);
        r.tap(6 + i * 0.13, 0);
        if (i % 3 == 2)
            r.cue(7.1 + i * 0.13, CueKind::Next);
        r.run(40);
        bandIsStill(r);
        QVERIFY(!timesOf(r, StageState::Freeze).empty());
        if (i % 3 != 2)
            QVERIFY(std::abs(timesOf(r, StageState::Freeze)[0] - 8 - i * 0.13) < 1e-5);
        QVERIFY(r.broken.empty());
    }
}

void tst_freeze::touchesInTheSilenceAreSnow()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    runTo(r, StageState::Warn);
    const double warn = toSeconds(r.performance().now());
    r.tap(warn + 1, 0);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    r.tap(warn + 2.5, 1);
    const auto snow = r.notes(Role::Soft);
    QCOMPARE(snow.size(), 1u);
    QVERIFY(std::abs(snow[0].second.level - 0.75 * 0.126) < 1e-6); // -18 dB
    QCOMPARE(r.all<Gain>().size(), 0u);
    runTo(r, StageState::CountIn);
    r.tap(toSeconds(r.performance().now()) + 0.1, 1);
    QCOMPARE(r.notes(Role::Soft).size(), 2u);
    runTo(r, StageState::Music);
    r.tap(toSeconds(r.performance().now()) + 0.1, 1);
    QCOMPARE(r.notes(Role::Strike).size(), 3u);
}

void tst_freeze::theCountIsHeardOnTheBeat()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    runTo(r, StageState::CountIn);
    runTo(r, StageState::Music);
    r.run(toSeconds(r.performance().now()) + 2);
    const auto ticks = r.notes(Role::Prompt);
    const auto counts = timesOf(r, StageState::CountIn);
    QCOMPARE(ticks.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(toSeconds(ticks[i].first), counts[i]);
        QCOMPARE(ticks[i].second.instrument, std::string("frame-drum"));
        QVERIFY(ticks[i].second.level < 0.5);
    }
    for (const auto &d : r.decided) // known ahead: a screen that stalls loses none
        if (d.note.role == Role::Prompt)
            QVERIFY(d.at - d.decidedAt >= Pulse::kAhead);
    // The music begins with a bar, on the beat after the last count.
    const double music = timesOf(r, StageState::Music)[1];
    for (const auto &[t, beat] : r.all<BeatMark>())
        if (toSeconds(t) == music)
            QCOMPARE(beat.beat % 4, 0);
    const auto band = r.notes(Role::Backing);
    QVERIFY(std::any_of(band.begin(), band.end(), [&](const auto &n) { return toSeconds(n.first) == music; }));
}

void tst_freeze::theMusicComesUpOverABar()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    runTo(r, StageState::CountIn);
    runTo(r, StageState::Music);
    const auto gains = r.all<Gain>();
    QCOMPARE(gains.size(), 2u);
    QCOMPARE(gains[0].second.db, Freeze::kRestartDb);
    QCOMPARE(gains[0].second.rampMs, 500);
    QCOMPARE(toSeconds(gains[0].first), timesOf(r, StageState::CountIn).back());
    QCOMPARE(gains[1].second.db, 0.0);
    QCOMPARE(gains[1].second.rampMs, 2000);
    QCOMPARE(toSeconds(gains[1].first), timesOf(r, StageState::Music)[1]);
}

void tst_freeze::aTouchOfTheHolderStopsTheMusic()
{
    Rehearsal r(holding(3));
    r.tap(3, 1); // not theirs
    r.tap(5, 0);
    r.run(13.9);
    QCOMPARE(story(r), std::string("music0@0 warn0@5 freeze0@7 4@11 3@11.5 2@12 1@12.5 music1@13"));
    QVERIFY(r.broken.empty());
}

void tst_freeze::theSilenceLastsWhileTheirFingerStays()
{
    Rehearsal r(holding(2));
    r.strike(5, 0);
    r.run(60);
    QCOMPARE(story(r), std::string("music0@0 warn0@5 freeze0@7"));
    r.lift(60, 0);
    r.run(63);
    QVERIFY2(story(r).starts_with("music0@0 warn0@5 freeze0@7 4@60."), story(r).c_str());
    QVERIFY(timesOf(r, StageState::CountIn)[0] <= 60.65); // looked at, and planned ahead
    // Resting, a finger holds nothing.
    Rehearsal s(holding(2));
    s.strike(5, 0);
    s.performance().input(Input{9s, RestOn{SeatId{0}}});
    s.run(11.1);
    QCOMPARE(s.state(), StageState::CountIn);
}

void tst_freeze::theStopGoesRound()
{
    Rehearsal r(holding(3));
    std::vector<int> holders;
    for (int i = 0; i < 7; ++i) {
        runTo(r, StageState::Music);
        holders.push_back(activity(r).holder()->value);
        r.tap(toSeconds(r.performance().now()) + 2, holders.back());
        runTo(r, StageState::Freeze);
    }
    QCOMPARE(holders, (std::vector<int>{0, 1, 2, 0, 1, 2, 0}));
}

void tst_freeze::whoDoesNotBeginIsWaitedFor()
{
    Rehearsal r(holding(2));
    r.tap(1, 1);
    r.run(40);
    QVERIFY2(r.prompts().starts_with("invite0@0 cue0@5 cue0@7.5 model0@10 together0@20"), r.prompts().c_str());
    QVERIFY2(story(r).starts_with("music0@0 warn0@30 freeze0@32 4@"), story(r).c_str()); // the app stops it
    for (const auto &[t, note] : r.notes(Role::Prompt))
        QVERIFY(note.level < 0.5 && note.seat == kBacking);
    runTo(r, StageState::Music);
    QCOMPARE(activity(r).holder(), std::optional(SeatId{1}));
}

void tst_freeze::withCompanyAnybodysTouchStops()
{
    Rehearsal r(holding(2));
    r.tap(19, 1);
    QCOMPARE(r.state(), StageState::Music);
    r.tap(21, 1);
    QCOMPARE(r.state(), StageState::Warn);
    r.run(26);
    QCOMPARE(story(r), std::string("music0@0 warn0@21 freeze0@23"));
}

void tst_freeze::theHolderIsHeardInFull()
{
    Rehearsal r(holding(2));
    r.tap(5, 0);
    r.tap(8, 0);
    r.tap(9, 1);
    QCOMPARE(r.notes(Role::Strike).size(), 2u);
    QCOMPARE(r.notes(Role::Soft).size(), 1u);
    QCOMPARE(r.notes(Role::Soft)[0].second.instrument, std::string("harp"));
}

void tst_freeze::theLeaderNamesWhoHoldsIt()
{
    Rehearsal r(holding(4));
    r.cue(2, CueKind::Next, {SeatId{3}});
    QCOMPARE(story(r), std::string("music0@0 music3@2"));
    r.cue(3, CueKind::Next, {SeatId{0}}); // has had it, and has it again
    QCOMPARE(activity(r).holder(), std::optional(SeatId{0}));
    r.cue(3.5, CueKind::Next, {SeatId{9}}); // is not there
    QCOMPARE(r.state(), StageState::Music);
    r.tap(4, 0);
    runTo(r, StageState::Freeze);
    r.cue(6.5, CueKind::Next, {SeatId{2}});
    runTo(r, StageState::Music);
    QCOMPARE(activity(r).holder(), std::optional(SeatId{2}));
}

void tst_freeze::whoGoesHandsTheStopOn()
{
    Rehearsal r(holding(3));
    r.performance().input(Input{2s, RestOn{SeatId{0}}});
    QCOMPARE(activity(r).holder(), std::optional(SeatId{1}));
    r.performance().input(Input{3s, Leave{SeatId{1}}});
    r.cue(4, CueKind::QuietMe, {SeatId{2}});
    QCOMPARE(story(r), std::string("music0@0 music1@2 music2@3 music@4"));
    r.performance().input(Input{5s, RestOff{SeatId{0}}});
    QCOMPARE(activity(r).holder(), std::optional(SeatId{0}));
}

void tst_freeze::withNobodyToHoldItTheMusicStopsByItself()
{
    Rehearsal r(holding(1));
    r.performance().input(Input{2s, RestOn{SeatId{0}}});
    r.run(2 + 25 + 2 + 0.1);
    QCOMPARE(timesOf(r, StageState::Freeze).size(), 1u);
    QVERIFY(r.broken.empty());
}

void tst_freeze::aStuckFingerEndsWithNext()
{
    Rehearsal r(holding(2));
    r.strike(5, 0);
    r.run(300);
    QCOMPARE(r.state(), StageState::Freeze);
    r.cue(300, CueKind::Next);
    r.run(302.5);
    QCOMPARE(story(r), std::string("music0@0 warn0@5 freeze0@7 4@300 3@300.5 2@301 1@301.5 music1@302"));
    r.run(355); // and it is not in the way of what comes
    QCOMPARE(timesOf(r, StageState::Freeze).size(), 2u);
    QCOMPARE(timesOf(r, StageState::Music).size(), 3u);
}

void tst_freeze::nextGoesOnFromEverywhere()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    r.cue(3, CueKind::Next);
    QCOMPARE(r.state(), StageState::Warn);
    r.cue(4, CueKind::Next);
    QCOMPARE(r.state(), StageState::Freeze);
    r.run(5);
    r.cue(5.2, CueKind::Next);
    QCOMPARE(r.state(), StageState::CountIn);
    r.run(5.5);
    r.cue(5.8, CueKind::Next);
    QCOMPARE(r.state(), StageState::Music);
    r.run(9);
    QCOMPARE(story(r), std::string("music@0 warn@3 freeze@4 4@5.2 3@5.7 music@5.8"));
    bandIsStill(r);
    // The band is there with the next beat of the count.
    const auto band = r.notes(Role::Backing);
    QVERIFY(std::any_of(band.begin(), band.end(), [](const auto &n) { return n.first > Micros{5'800'000} && n.first < Micros{6'800'000}; }));
    QVERIFY(r.broken.empty());
}

void tst_freeze::againIsAnotherSilence()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    r.cue(2, CueKind::Again); // nothing to do again
    r.cue(3, CueKind::Next);
    r.cue(7, CueKind::Again);
    r.run(10.9);
    QCOMPARE(story(r), std::string("music@0 warn@3 freeze@5 freeze@7"));
    runTo(r, StageState::CountIn);
    const double count = toSeconds(r.performance().now());
    r.cue(count + 0.2, CueKind::Again);
    QCOMPARE(r.state(), StageState::Freeze);
    r.run(count + 4.1);
    QCOMPARE(r.state(), StageState::Freeze);
    const auto ticks = r.notes(Role::Prompt);
    QVERIFY(toSeconds(ticks.back().first) <= count + 0.2);
    QVERIFY(r.broken.empty());
}

void tst_freeze::nobodyIsWaitedForAndTheFirstTouchBegins()
{
    Rehearsal r(freezing(0));
    r.run(60);
    QCOMPARE(story(r), std::string("empty@0"));
    QVERIFY(r.all<Note>().empty() && !r.performance().nextDue());
    r.tap(61, 4);
    r.run(63);
    QCOMPARE(story(r), std::string("empty@0 music@61"));
    QCOMPARE(r.notes(Role::Strike).size(), 1u);
    // Everybody goes: no music for nobody.
    r.performance().input(Input{64s, Leave{SeatId{4}}});
    QCOMPARE(r.state(), StageState::Empty);
    const auto notes = r.all<Note>().size();
    r.run(80);
    QCOMPARE(r.all<Note>().size(), notes);
    QVERIFY(r.open().empty());
    // Where a player holds the stop, the touch that begins does not stop.
    Rehearsal s(holding(0));
    s.tap(1, 3);
    QCOMPARE(story(s), std::string("empty@0 music3@1"));
}

void tst_freeze::leftAloneItComesToRest()
{
    for (const bool hold : {false, true}) {
        Header header = hold ? holding(2) : freezing(2);
        if (hold)
            header.settings.push_back({"wait_s", SettingValue{Scalar{60.0}}});
        Rehearsal r(header);
        r.tap(1, 1);
        r.run(240);
        QVERIFY(timesOf(r, StageState::Empty).empty());
        r.run(241 + 25 + 2 + 8);
        QCOMPARE(r.state(), StageState::Empty);
        QVERIFY(r.open().empty() && !r.performance().nextDue());
        r.tap(400, 1);
        QCOMPARE(r.state(), StageState::Music);
    }
}

void tst_freeze::theLeadersCallAndFadeAreNotStopped()
{
    Rehearsal r(freezing(2));
    r.tap(1, 0);
    r.cue(4, CueKind::Call);
    r.run(60);
    QVERIFY(timesOf(r, StageState::Warn).empty());
    r.cue(60, CueKind::Next); // ends the call
    r.run(70);
    QVERIFY(!timesOf(r, StageState::Warn).empty());
    Rehearsal s(freezing(2));
    s.tap(1, 0);
    s.cue(4, CueKind::Fade);
    s.run(60);
    QVERIFY(timesOf(s, StageState::Warn).empty());
    QVERIFY(s.timeOf(StageState::Rest));
}

void tst_freeze::theLeaderBringsMusicIntoTheSilence()
{
    Rehearsal r(holding(2));
    r.strike(5, 0);
    r.run(20);
    r.cue(20, CueKind::Groove);
    r.run(24);
    QCOMPARE(r.state(), StageState::Music);
    QCOMPARE(timesOf(r, StageState::Music).back(), 23.0);
    QVERIFY(r.broken.empty());
}

void tst_freeze::stopKeepsWhereItWas_data()
{
    QTest::addColumn<double>("at");
    for (const double at : {3.0, 5.5, 6.7, 6.95, 8.0, 10.7, 11.2, 12.6, 13.2})
        QTest::newRow(qPrintable(QString::number(at))) << at;
}

void tst_freeze::stopKeepsWhereItWas()
{
    QFETCH(double, at);
    Rehearsal r(holding(2));
    const auto play = [&](double until) {
        if (until > 5)
            r.tap(5, 0);
        r.run(until);
    };
    play(at);
    const StageState before = r.state();
    r.cue(at, CueKind::Stop);
    QVERIFY(r.open().empty() && !r.performance().nextDue());
    r.cue(at + 30, CueKind::Resume);
    QCOMPARE(r.state(), before);
    if (at < 5)
        r.tap(35, 0);
    r.run(60);
    const auto at30 = [&](double t) { return t > at ? t + 30 : t; };
    const auto freezes = timesOf(r, StageState::Freeze), music = timesOf(r, StageState::Music);
    QVERIFY(std::abs(freezes[0] - at30(7)) < 0.001);
    QVERIFY2(std::any_of(music.begin(), music.end(), [&](double t) { return std::abs(t - at30(13)) < 0.001; }), story(r).c_str());
    std::vector<double> counts; // without that of the resume
    for (const auto &[t, change] : r.all<StateChange>())
        if (change.state == StageState::CountIn && change.value)
            counts.push_back(toSeconds(t));
    QVERIFY(counts.size() >= 4);
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY2(std::abs(counts[i] - at30(11 + 0.5 * static_cast<double>(i))) < 0.001, story(r).c_str());
    QVERIFY(r.broken.empty());
}

void tst_freeze::whoHasGoneIsNotAskedWhileTheLeaderHoldsTheBeat()
{
    Rehearsal r(holding(1));
    r.cue(1, CueKind::Call);
    r.run(35); // the ladder is over, and the music may not stop
    QCOMPARE(r.state(), StageState::Music);
    r.performance().input(Input{35s, Leave{SeatId{0}}});
    QVERIFY(activity(r).asked().empty());
    r.tap(40, 1);
    r.run(41);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
}

void tst_freeze::finishEndsItFromAnywhere()
{
    for (const double at : {3.0, 5.5, 6.8, 8.0, 10.8, 11.2, 12.6, 13.2}) {
        Rehearsal r(holding(2));
        r.tap(5, 0);
        r.cue(std::max(at, 5.2), CueKind::Finish);
        r.run(at + 40);
        QVERIFY2(r.timeOf(StageState::Rest), qPrintable(QString::number(at)));
        QVERIFY(r.open().empty() && r.broken.empty());
        const auto gains = r.all<Gain>();
        QVERIFY(gains.empty() || gains.back().second.db == 0);
    }
}

void tst_freeze::anythingMayHappen()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        Header header = seed % 2 ? holding(below(7)) : freezing(below(7), 40 + below(111));
        Rehearsal r(header);
        const auto context = [&] { return QStringLiteral("seed %1").arg(seed).toUtf8(); };
        double t = 1;
        for (int step = 0; step < 80; ++step) {
            t += below(4) == 0 ? below(120) * 0.1 : below(40) * 0.05;
            const SeatId seat{below(8)};
            const int whim = below(14);
            if (whims.disturb(r, t, seat, whim))
                continue;
            switch (whim) {
            case 7: r.strike(t, seat.value, 0, below(5)); break;
            case 8: r.lift(t, seat.value, 0, below(5)); break;
            case 9: r.cue(t, static_cast<CueKind>(static_cast<int>(CueKind::Attention) + below(17))); break;
            case 10: r.set(t, "variant", std::string(below(2) ? "hold" : "usual")); break;
            default: r.tap(t, seat.value); break;
            }
        }
        QVERIFY2(r.broken.empty(), context());
        // Whatever was done, Next and Next again lead to music.
        r.cue(t += 1, CueKind::Resume);
        for (int i = 0; i < 8 && r.state() != StageState::Music; ++i) {
            r.cue(t += 15, CueKind::Next);
            r.tap(t += 0.2, 3);
        }
        r.run(t + 20);
        for (int seat = 0; seat < 8; ++seat)
            r.performance().input(Input{r.performance().now(), Leave{SeatId{seat}}});
        r.cue(toSeconds(r.performance().now()) + 1, CueKind::Finish);
        r.run(toSeconds(r.performance().now()) + 60);
        QVERIFY2(r.state() == StageState::Ready, context());
        QVERIFY2(r.open().empty() && r.broken.empty(), context());
    }
}

void tst_freeze::aCueInAnEmptyRoomDoesNotMakeTimeStand()
{
    // Nobody has touched anything for four minutes, and just then a cue is on its way: looked at again later, not for ever now.
    int inMusic = 0;
    for (int i = 0; i < 12; ++i) {
        Rehearsal r(freezing(2));
        const double alone = 1 + 2.5 * i + toSeconds(Lead::kAlone);
        r.tap(1 + 2.5 * i, 0);
        r.cue(alone - 0.5, CueKind::Accent);
        inMusic += r.state() == StageState::Music ? 1 : 0;
        r.run(alone + 60);
        QCOMPARE(r.state(), StageState::Empty);
    }
    QVERIFY(inMusic > 3);
}

void tst_freeze::aStepOfWaitingStopsNoMusic()
{
    const Cue step{CueKind::Next, {}, Scalar{std::string("step")}};
    Rehearsal r(freezing(2));
    r.run(3);
    r.performance().input(Input{4s, step});
    QCOMPARE(r.state(), StageState::Music); // nobody is waited for
    Rehearsal h(holding(2));
    h.run(3);
    h.performance().input(Input{4s, step});
    h.run(4.1);
    QCOMPARE(h.state(), StageState::Music);
    QCOMPARE(h.all<Prompt>().back().second.step, PromptStep::Cue);
}

QTEST_APPLESS_MAIN(tst_freeze)
#include "tst_freeze.moc"
