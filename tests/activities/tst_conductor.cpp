// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace tutti;

namespace {

Header conductor(int seats)
{
    Header header = Rehearsal::withSeats(seats);
    header.activity = "conductor";
    header.settings.push_back({"bpm", SettingValue{Scalar{120.0}}});
    return header;
}

const Conductor &activity(const Rehearsal &r) { return std::get<Conductor>(r.performance().stage().activity()); }

void move(Rehearsal &r, double t, int seat, const char *control, double value)
{
    r.performance().input(Input{microsFromSeconds(t), Move{SeatId{seat}, control, value}});
}

} // namespace

class tst_conductor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoTouchesFirstLeadsAfterABarThatIsCounted();
    void theLeaderMayNameThem();
    void theLevelFollowsTheHandSmoothly();
    void nobodyElseCanMoveIt();
    void sectionsGoOutAndComeIn();
    void othersPlayInTheBand();
    void aHandThatRestsLetsTheBandWaitSoftly();
    void afterAMinuteItLandsWellAndIsPassedOn();
    void nextLandsItEarlier();
    void whoHasLedDoesNotLeadAgainByMistake();
    void finishEndsItFromAnywhere();
    void anEmptyRoomIsLeftInPeace();
    void stopBesideTheLastLineStillLandsWell();
    void whatWasTakenOutIsInAgainForTheNextActivity();
    void whoIsLeftMayLeadAgain();
    void whoLeadsAndGoesIsFollowedByAnother();
    void whoIsNamedBeforeTheyComeMayComeLate();
    void aChoiceThatIsNoSeatIsNone();
};

void tst_conductor::whoTouchesFirstLeadsAfterABarThatIsCounted()
{
    Rehearsal r(conductor(3));
    r.tap(4, 2);
    r.run(10);
    QCOMPARE(r.states(), std::string("choose count-in3 count-in2 count-in1 conduct"));
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{2}));
    const Micros at = *r.timeOf(StageState::Conduct);
    bool bar = false;
    for (const auto &[t, beat] : r.all<BeatMark>())
        bar = bar || (t == at && beat.beat % 4 == 0);
    QVERIFY(bar);
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{1}); // the touch that chose sounded, too
}

void tst_conductor::theLeaderMayNameThem()
{
    Rehearsal r(conductor(3));
    r.cue(4, CueKind::Next, {SeatId{1}});
    r.run(10);
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{1}));
    Rehearsal s(conductor(3));
    s.performance().input(Input{4s, Choose{SeatId{0}, "seat", Scalar{2.0}}});
    s.run(10);
    QCOMPARE(activity(s).conductor(), std::optional(SeatId{2}));
}

void tst_conductor::theLevelFollowsTheHandSmoothly()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(10);
    move(r, 10, 0, "level", 1);
    QCOMPARE(r.all<Gain>().back().second.db, 0.0);
    QCOMPARE(r.all<Gain>().back().second.rampMs, 1500);
    move(r, 11, 0, "level", 0);
    QCOMPARE(r.all<Gain>().back().second.db, Conductor::kSoftestDb);
    move(r, 12, 0, "level", 7);
    QCOMPARE(r.all<Gain>().back().second.db, 0.0); // never above what it was
    r.cue(13, CueKind::Finish);
    r.run(40);
    QCOMPARE(r.all<Gain>().back().second.db, 0.0); // and back for whoever comes
}

void tst_conductor::nobodyElseCanMoveIt()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(10);
    const auto gains = r.all<Gain>().size();
    move(r, 10, 1, "level", 1);
    QCOMPARE(r.all<Gain>().size(), gains);
}

void tst_conductor::sectionsGoOutAndComeIn()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(10);
    move(r, 10, 0, "section-4", 0); // the marimba
    r.run(24);
    const auto heard = [&](double from, double to) {
        return std::any_of(r.outputs.begin(), r.outputs.end(), [&](const Output &out) {
            const auto *note = std::get_if<Note>(&out.what);
            return note && note->instrument == "marimba" && note->seat == kBacking && out.t >= microsFromSeconds(from) && out.t < microsFromSeconds(to);
        });
    };
    QVERIFY(heard(8, 10));
    QVERIFY(!heard(16, 24));
    move(r, 24, 0, "section-4", 1);
    r.run(30);
    QVERIFY(heard(26, 30));
    for (const char *nonsense : {"section-", "section-9", "section-0", "tempo", ""})
        move(r, 30, 0, nonsense, 0.5);
    QVERIFY(r.broken.empty());
}

void tst_conductor::othersPlayInTheBand()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(10);
    r.tap(10, 1);
    r.tap(10.5, 2);
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{3});
    QVERIFY(r.notes(Role::Soft).empty());
}

void tst_conductor::aHandThatRestsLetsTheBandWaitSoftly()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(30);
    QCOMPARE(r.state(), StageState::Vamp);
    QCOMPARE(r.performance().stage().circle().band.wanted(), 2);
    move(r, 31, 0, "level", 0.8);
    QCOMPARE(r.state(), StageState::Conduct);
    QCOMPARE(r.performance().stage().circle().band.wanted(), 5);
}

void tst_conductor::afterAMinuteItLandsWellAndIsPassedOn()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    for (int i = 0; i < 12; ++i) {
        r.run(10 + 6 * i);
        move(r, 10 + 6 * i, 0, "level", 0.1 * i);
    }
    r.run(90);
    QVERIFY(QString::fromStdString(r.states()).endsWith("conduct cadence choose"));
    // One hit of everybody, on a bar line.
    const auto cadence = *r.timeOf(StageState::Cadence);
    int voices = 0;
    for (const auto &[t, note] : r.notes(Role::Backing))
        voices += t > cadence && t <= cadence + 2100ms && std::abs(note.level - 0.498) < 1e-3 ? 1 : 0;
    QCOMPARE(voices, 3);
    QVERIFY(!activity(r).conductor());
}

void tst_conductor::nextLandsItEarlier()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(12);
    r.cue(12, CueKind::Next);
    r.run(25);
    QVERIFY(QString::fromStdString(r.states()).endsWith("conduct cadence choose"));
}

void tst_conductor::whoHasLedDoesNotLeadAgainByMistake()
{
    Rehearsal r(conductor(3));
    r.tap(4, 0);
    r.run(12);
    r.cue(12, CueKind::Next);
    r.run(18);
    QCOMPARE(r.state(), StageState::Choose);
    r.tap(18, 0);
    r.run(21);
    QCOMPARE(r.state(), StageState::Choose);
    r.tap(21, 1);
    r.run(27);
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{1}));
    // Someone alone leads as often as they like.
    Rehearsal alone(conductor(1));
    alone.tap(4, 0);
    alone.run(12);
    alone.cue(12, CueKind::Next);
    alone.run(25);
    alone.tap(25, 0);
    alone.run(32);
    QCOMPARE(activity(alone).conductor(), std::optional(SeatId{0}));
}

void tst_conductor::finishEndsItFromAnywhere()
{
    for (const double t : {1.0, 4.5, 6.0, 12.0, 28.0, 66.0, 69.0}) {
        Rehearsal r(conductor(3));
        r.run(0.5);
        if (t > 4)
            r.tap(4, 0);
        r.run(t);
        r.cue(t, CueKind::Finish);
        r.run(t + 6);
        QCOMPARE(r.state(), StageState::Rest);
        QVERIFY(r.broken.empty());
        r.run(t + 60);
        QVERIFY(r.open().empty());
    }
}

void tst_conductor::anEmptyRoomIsLeftInPeace()
{
    Rehearsal r(conductor(2));
    r.tap(4, 0);
    r.run(600);
    QVERIFY(r.open().empty());
    QVERIFY(!r.performance().nextDue());
}

void tst_conductor::stopBesideTheLastLineStillLandsWell()
{
    Rehearsal r(conductor(2));
    r.tap(4, 0);
    r.run(10);
    r.cue(10, CueKind::Next);
    // The bar line at least three beats on; stopped when it is planned and has not come.
    r.run(11.9);
    double line = 0;
    {
        Rehearsal s(conductor(2));
        s.tap(4, 0);
        s.run(10);
        s.cue(10, CueKind::Next);
        s.run(20);
        for (const auto &[t, note] : s.notes(Role::Backing))
            if (toSeconds(t) > 10 && note.instrument == "warm-pad" && note.level > 0.15 && line == 0)
                line = toSeconds(t);
    }
    QVERIFY(line > 11.9);
    r.run(line - 0.2);
    r.cue(line - 0.2, CueKind::Stop);
    r.cue(line + 5, CueKind::Resume);
    r.run(line + 12);
    QCOMPARE(activity(r).state(), StageState::Choose); // it ended, and waits for another
    bool landed = false;
    for (const auto &[t, note] : r.notes(Role::Backing))
        landed |= toSeconds(t) > line + 5 && toSeconds(t) < line + 6 && note.instrument == "warm-pad" && note.level > 0.15;
    QVERIFY(landed);
    QVERIFY(r.broken.empty());
}

void tst_conductor::whatWasTakenOutIsInAgainForTheNextActivity()
{
    Rehearsal r(conductor(2));
    r.tap(4, 0);
    r.run(10);
    move(r, 10, 0, "section-1", 0);
    r.run(11);
    QVERIFY(r.performance().stage().circle().band.isMuted(1));
    r.performance().input(Input{11s, Start{"our-pulse", {}}});
    QVERIFY(!r.performance().stage().circle().band.isMuted(1));
    QCOMPARE(r.performance().stage().circle().band.wanted(), 0);
}

void tst_conductor::whoIsLeftMayLeadAgain()
{
    Rehearsal r(conductor(2));
    r.performance().input(Input{1s, RestOn{SeatId{1}}});
    r.tap(4, 0);
    r.run(10);
    r.cue(10, CueKind::Next);
    r.run(20);
    QCOMPARE(activity(r).state(), StageState::Choose);
    r.tap(20, 0); // the other only watches
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{0}));

    // Both play, and the other does not want to: after a while it need not be another.
    Rehearsal s(conductor(2));
    s.tap(4, 0);
    s.run(10);
    s.cue(10, CueKind::Next);
    s.run(16);
    s.tap(16, 0);
    QVERIFY(!activity(s).conductor());
    s.run(30);
    s.tap(30, 0);
    QCOMPARE(activity(s).conductor(), std::optional(SeatId{0}));
}

void tst_conductor::whoLeadsAndGoesIsFollowedByAnother()
{
    // Before it began.
    Rehearsal r(conductor(3));
    r.tap(4, 2);
    r.performance().input(Input{4200ms, Leave{SeatId{2}}});
    r.run(10);
    QCOMPARE(activity(r).state(), StageState::Choose);
    QVERIFY(!activity(r).conductor());
    r.tap(10, 0);
    r.run(16);
    QCOMPARE(activity(r).state(), StageState::Conduct);
    // In the midst of it: it lands, as ever.
    r.performance().input(Input{16s, RestOn{SeatId{0}}});
    QCOMPARE(activity(r).state(), StageState::Cadence);
    r.run(24);
    QCOMPARE(activity(r).state(), StageState::Choose);
    r.tap(24, 1);
    r.run(30);
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{1}));
    r.performance().input(Input{30s, Leave{SeatId{2}}}); // somebody else
    QCOMPARE(activity(r).state(), StageState::Conduct);
}

void tst_conductor::whoIsNamedBeforeTheyComeMayComeLate()
{
    Rehearsal r(conductor(3));
    r.performance().input(Input{3s, Leave{SeatId{1}}});
    r.cue(4, CueKind::Next, {SeatId{1}});
    r.run(8);
    r.performance().input(Input{8s, Leave{SeatId{2}}});
    r.run(9);
    QCOMPARE(activity(r).conductor(), std::optional(SeatId{1}));
    QCOMPARE(activity(r).state(), StageState::Conduct);
}

void tst_conductor::aChoiceThatIsNoSeatIsNone()
{
    for (const double seat : {256.0, 12.0, -1.0, 1e300, 0.5, std::nan("")}) {
        Rehearsal r(conductor(2));
        r.performance().input(Input{4s, Choose{SeatId{0}, "seat", Scalar{seat}}});
        r.run(5);
        QVERIFY2(!activity(r).conductor(), qPrintable(QString::number(seat)));
    }
}

QTEST_APPLESS_MAIN(tst_conductor)
#include "tst_conductor.moc"
