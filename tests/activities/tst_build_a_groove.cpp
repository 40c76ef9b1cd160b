// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace tutti;

namespace {

/// At 120 bpm in four: a beat is half a second, the two bars of a loop are four.
Header groove(int seats)
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "build-a-groove";
    header.settings.push_back({"bpm", SettingValue{Scalar{120.0}}});
    header.settings.push_back({"wait_s", SettingValue{Scalar{10.0}}});
    return header;
}

const BuildAGroove &activity(const Rehearsal &r) { return std::get<BuildAGroove>(r.performance().stage().activity()); }

/// When the n-th `add` began.
double added(const Rehearsal &r, int n)
{
    for (const auto &[t, change] : r.all<StateChange>())
        if (change.state == StageState::Add && n-- == 0)
            return toSeconds(t);
    return -1;
}

std::vector<std::pair<double, Note>> layerNotes(const Rehearsal &r, double from, double to)
{
    std::vector<std::pair<double, Note>> found;
    for (const auto &[t, note] : r.notes(Role::Backing))
        if (toSeconds(t) >= from - 1e-6 && toSeconds(t) < to - 1e-6 && (note.instrument == "marimba" || note.instrument == "harp" || note.instrument == "djembe"))
            found.emplace_back(toSeconds(t), note);
    return found;
}

} // namespace

class tst_build_a_groove : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneAfterTheOtherIsAskedAndHeard();
    void strokesAreDrawnHalfwayToTheGrid();
    void aStrokeALittleEarlyBelongsToTheLoop();
    void nobodyIsHurriedAndThenOneNoteIsOffered();
    void whoIsNotAskedPlaysAlongSoftly();
    void layersAreBalanced();
    void anyoneMayTakeTheirOwnOut();
    void againTakesTheLastOutAndNextSkips();
    void theLeaderCanNameWhoIsNext();
    void twelveLayInTwos();
    void nextWithAllInTakesThemOutOneByOneAndEnds();
    void whoLeavesIsNotWaitedFor();
    void whoGoesOrRestsIsNotAskedAnyMore();
    void theLeaderCannotNameWhoIsNotThere();
    void stopAndOnAgainKeepsTheLayers();
    void anEmptyRoomDoesNotLoopForEver();
    void theLastStrokesOfTheTwoBarsBelongToThem();
    void whoPlaysOnlyAtTheEndIsHeardAndNotTheOffer();
    void stopBesideALineTurnsTheLoopOnce();
    void whoIsQuietIsNotAskedNorHeard();
    void itWaitsFourMinutesInEveryMetre();
};

void tst_build_a_groove::oneAfterTheOtherIsAskedAndHeard()
{
    Rehearsal r(groove(2));
    r.run(5);
    const double first = added(r, 0);
    QVERIFY2(std::abs(first - 4.4) < 1e-6, qPrintable(QString::number(first))); // two bars to hear the beat
    QCOMPARE(activity(r).asked(), std::vector{SeatId{0}});
    for (const double beat : {0.0, 1.0, 2.0, 3.0})
        r.tap(std::max(5.01, first + beat * 0.5 + 0.5), 0);
    r.run(first + 4.5);
    QCOMPARE(r.states(), std::string("empty add loop1"));
    r.run(first + 8.5);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
    r.tap(first + 9, 1);
    r.run(first + 30);
    // What was played is heard again in every loop.
    QCOMPARE(layerNotes(r, first + 4, first + 8).size(), std::size_t{4});
    QCOMPARE(layerNotes(r, first + 8, first + 12).size(), std::size_t{4});
    QCOMPARE(layerNotes(r, first + 16, first + 20).size(), std::size_t{5});
    QCOMPARE(r.states(), std::string("empty add loop1 add loop2"));
    QVERIFY(r.broken.empty());
}

void tst_build_a_groove::strokesAreDrawnHalfwayToTheGrid()
{
    Rehearsal r(groove(1));
    r.run(5);
    const double at = added(r, 0);
    r.tap(at + 1.06, 0); // 60 ms after the third beat
    r.tap(at + 2.44, 0); // 60 ms before the sixth
    r.run(at + 9);
    const auto notes = layerNotes(r, at + 4, at + 8);
    QCOMPARE(notes.size(), std::size_t{2});
    QVERIFY2(std::abs(notes[0].first - (at + 5.03)) < 1e-3, qPrintable(QString::number(notes[0].first - at)));
    QVERIFY2(std::abs(notes[1].first - (at + 6.47)) < 1e-3, qPrintable(QString::number(notes[1].first - at)));
}

void tst_build_a_groove::aStrokeALittleEarlyBelongsToTheLoop()
{
    Rehearsal r(groove(1));
    const double at = 4.4;
    r.run(at - 0.1);
    r.tap(at - 0.06, 0);
    r.run(at + 8);
    const auto notes = layerNotes(r, at + 3.9, at + 7.9);
    QCOMPARE(notes.size(), std::size_t{1});
    QVERIFY(std::abs(notes[0].first - (at + 4)) < 1e-3);
}

void tst_build_a_groove::nobodyIsHurriedAndThenOneNoteIsOffered()
{
    Rehearsal r(groove(2));
    r.run(30);
    const double first = added(r, 0);
    const auto loop = *r.timeOf(StageState::Loop);
    QVERIFY(toSeconds(loop) - first >= 10); // the wait of the seat, in whole loops
    QVERIFY(toSeconds(loop) - first <= 14);
    const auto notes = layerNotes(r, toSeconds(loop), toSeconds(loop) + 4);
    QCOMPARE(notes.size(), std::size_t{1});
    QCOMPARE(notes[0].second.instrument, r.performance().stage().room().instrumentOf(SeatId{0}).id);
    QVERIFY(r.notes(Role::Prompt).empty());
}

void tst_build_a_groove::whoIsNotAskedPlaysAlongSoftly()
{
    Rehearsal r(groove(3));
    r.run(6);
    QCOMPARE(r.state(), StageState::Add);
    r.tap(6, 0);
    r.tap(6.2, 1);
    QCOMPARE(r.notes(Role::Strike).back().second.seat, SeatId{0});
    QCOMPARE(r.notes(Role::Soft).back().second.seat, SeatId{1});
    r.run(9);
    QCOMPARE(r.state(), StageState::Loop);
    r.tap(9.5, 1);
    QCOMPARE(r.notes(Role::Strike).back().second.seat, SeatId{1});
}

void tst_build_a_groove::layersAreBalanced()
{
    Rehearsal r(groove(4));
    for (int seat = 0; seat < 4; ++seat) {
        for (double t = toSeconds(r.performance().now()); added(r, seat) < 0; t += 0.25)
            r.run(t);
        r.tap(added(r, seat) + 0.5, seat);
    }
    r.run(60);
    QCOMPARE(activity(r).layers(), 4);
    std::vector<double> levels;
    for (const auto &[t, note] : layerNotes(r, 48.4, 60))
        levels.push_back(note.level);
    QVERIFY(!levels.empty());
    for (const double level : levels) // -10 log10(4) dB
        QVERIFY2(std::abs(level - 0.75 * 0.8 / 2) < 1e-3, qPrintable(QString::number(level)));
}

void tst_build_a_groove::anyoneMayTakeTheirOwnOut()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.tap(5.5, 0);
    r.run(13);
    r.tap(13.5, 1);
    r.run(20);
    QCOMPARE(activity(r).layers(), 2);
    r.cue(20, CueKind::Again, {SeatId{0}});
    QCOMPARE(activity(r).layers(), 1);
    QVERIFY(!activity(r).hasLayer(SeatId{0}));
    r.run(60);
    QCOMPARE(activity(r).layers(), 1); // they are not asked again unless somebody asks
    r.cue(60, CueKind::Next, {SeatId{0}});
    r.run(66);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{0}});
}

void tst_build_a_groove::againTakesTheLastOutAndNextSkips()
{
    Rehearsal r(groove(3));
    r.run(5);
    r.cue(5, CueKind::Next); // the first would rather not
    r.run(9);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
    r.tap(9.5, 1);
    r.run(15);
    QCOMPARE(activity(r).layers(), 1);
    r.cue(15, CueKind::Again);
    QCOMPARE(activity(r).layers(), 0);
    QVERIFY(r.broken.empty());
}

void tst_build_a_groove::theLeaderCanNameWhoIsNext()
{
    Rehearsal r(groove(5));
    r.run(5);
    r.cue(5, CueKind::Next, {SeatId{3}});
    r.run(9);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{3}});
}

void tst_build_a_groove::twelveLayInTwos()
{
    Rehearsal r(groove(12));
    for (int layer = 0; layer < 6; ++layer) {
        for (double t = toSeconds(r.performance().now()); added(r, layer) < 0; t += 0.25)
            r.run(t);
        QCOMPARE(activity(r).asked().size(), std::size_t{2});
        r.tap(added(r, layer) + 0.5, activity(r).asked().front().value);
    }
    r.run(toSeconds(r.performance().now()) + 20);
    QCOMPARE(activity(r).layers(), 6);
    for (int seat = 0; seat < 12; ++seat)
        QVERIFY(activity(r).hasLayer(SeatId{seat})); // everybody is in the music
}

void tst_build_a_groove::nextWithAllInTakesThemOutOneByOneAndEnds()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.tap(5.5, 0);
    r.run(13);
    r.tap(13.5, 1);
    r.run(22);
    QCOMPARE(r.state(), StageState::Loop);
    r.cue(22, CueKind::Next);
    r.run(60);
    const std::string states = r.states();
    QVERIFY2(QString::fromStdString(states).contains("loop2 breakdown2 breakdown1 outro"), states.c_str());
    QVERIFY(r.timeOf(StageState::Rest));
    std::vector<double> breaks;
    for (const auto &[t, change] : r.all<StateChange>())
        if (change.state == StageState::Breakdown || change.state == StageState::Outro)
            breaks.push_back(toSeconds(t));
    QVERIFY(breaks[2] - breaks[1] >= 8 - 0.5); // the last stays four bars
}

void tst_build_a_groove::whoLeavesIsNotWaitedFor()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.performance().input(Input{5s, Leave{SeatId{0}}});
    r.run(9);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
}

void tst_build_a_groove::whoGoesOrRestsIsNotAskedAnyMore()
{
    for (const auto &what : {decltype(Input::what){Leave{SeatId{0}}}, decltype(Input::what){RestOn{SeatId{0}}},
                             decltype(Input::what){Cue{CueKind::QuietMe, {SeatId{0}}, {}}}}) {
        Rehearsal r(groove(2));
        r.run(5);
        QCOMPARE(activity(r).asked(), std::vector{SeatId{0}});
        r.cue(5.5, CueKind::Next); // about them, and not about what follows
        r.performance().input(Input{6s, what});
        QVERIFY(activity(r).asked().empty());
        QCOMPARE(r.states(), std::string("empty add empty"));
        r.run(9);
        QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
        QVERIFY(r.broken.empty());
    }
    // Of two the other goes on.
    Rehearsal r(groove(12));
    r.run(5);
    r.tap(5.5, 0);
    r.tap(5.6, 1);
    r.performance().input(Input{6s, Leave{SeatId{0}}});
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
    r.run(9);
    QCOMPARE(activity(r).layers(), 1);
    QVERIFY(activity(r).hasLayer(SeatId{1}) && !activity(r).hasLayer(SeatId{0}));
}

void tst_build_a_groove::theLeaderCannotNameWhoIsNotThere()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.cue(5, CueKind::Next, {SeatId{7}});
    r.run(9);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{0}});
    // Who is named and goes before it is their turn is not asked either.
    r.cue(9, CueKind::Next, {SeatId{1}});
    r.performance().input(Input{10s, Leave{SeatId{1}}});
    r.run(13);
    QCOMPARE(activity(r).asked(), std::vector<SeatId>{});
}

void tst_build_a_groove::stopAndOnAgainKeepsTheLayers()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.tap(5.5, 0);
    r.run(12);
    r.cue(12, CueKind::Stop);
    r.run(40);
    r.cue(40, CueKind::Resume);
    r.run(50);
    QCOMPARE(activity(r).layers(), 1);
    QVERIFY(!layerNotes(r, 40, 50).empty());
    QVERIFY(layerNotes(r, 12, 40).empty());
    QVERIFY(r.broken.empty());
}

void tst_build_a_groove::anEmptyRoomDoesNotLoopForEver()
{
    Rehearsal r(groove(2));
    r.run(5);
    r.tap(5.5, 0);
    r.run(400);
    QVERIFY(r.open().empty());
    QCOMPARE(r.state(), StageState::Ready);
}

void tst_build_a_groove::theLastStrokesOfTheTwoBarsBelongToThem()
{
    Rehearsal r(groove(1));
    r.run(5);
    const double at = added(r, 0);
    for (const double beat : {4.0, 7.0, 7.5})
        r.tap(at + 0.5 * beat, 0);
    r.run(at + 13);
    const auto notes = layerNotes(r, at + 8, at + 12);
    QCOMPARE(notes.size(), std::size_t{3});
    QVERIFY(std::abs(notes[2].first - (at + 8 + 0.5 * 7.5)) < 1e-3);
    QVERIFY(r.broken.empty());
}

void tst_build_a_groove::whoPlaysOnlyAtTheEndIsHeardAndNotTheOffer()
{
    Rehearsal r(groove(1)); // waits 10 s: three times round
    r.run(5);
    const double at = added(r, 0);
    r.run(at + 11.7);
    r.tap(at + 11.75, 0);
    r.run(at + 21);
    const auto notes = layerNotes(r, at + 16, at + 20);
    QCOMPARE(notes.size(), std::size_t{1});
    QVERIFY(std::abs(notes[0].first - (at + 19.75)) < 1e-3);
}

void tst_build_a_groove::stopBesideALineTurnsTheLoopOnce()
{
    Rehearsal r(groove(2));
    r.run(5);
    const double at = added(r, 0);
    r.tap(at + 1, 0);
    r.run(at + 3.8); // the line at 4 is planned
    r.cue(at + 3.8, CueKind::Stop);
    r.cue(at + 5.8, CueKind::Resume);
    r.run(at + 9);
    // Everybody hears it once before the next is asked.
    QCOMPARE(activity(r).state(), StageState::Loop);
    QCOMPARE(activity(r).layers(), 1);
    r.run(at + 10.5);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
}

void tst_build_a_groove::whoIsQuietIsNotAskedNorHeard()
{
    Rehearsal r(groove(2));
    r.cue(1, CueKind::QuietMe, {SeatId{0}});
    r.run(5);
    QCOMPARE(activity(r).asked(), std::vector{SeatId{1}});
    const double at = added(r, 0);
    r.tap(at + 1, 1);
    r.run(at + 9);
    QVERIFY(!layerNotes(r, at + 4, at + 8).empty());
    r.cue(at + 9, CueKind::QuietMe, {SeatId{1}});
    r.run(at + 30);
    QVERIFY(layerNotes(r, at + 12, at + 30).empty());
    r.cue(at + 30, CueKind::QuietMe, {SeatId{1}});
    r.run(at + 40);
    QVERIFY(!layerNotes(r, at + 32, at + 40).empty());
}

void tst_build_a_groove::itWaitsFourMinutesInEveryMetre()
{
    Header header = groove(1);
    header.settings.push_back({"groove", SettingValue{Scalar{std::string("three")}}});
    Rehearsal r(header);
    r.tap(6, 0);
    r.run(230);
    QVERIFY(!r.timeOf(StageState::Outro));
    r.run(270);
    QVERIFY(r.timeOf(StageState::Outro));
}

QTEST_APPLESS_MAIN(tst_build_a_groove)
#include "tst_build_a_groove.moc"
