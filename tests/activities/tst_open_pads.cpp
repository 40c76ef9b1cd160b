// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <cmath>

using namespace tutti;

class tst_open_pads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodyThereMeansSilence();
    void theFirstTouchOfAStrangerJoinsAndSounds();
    void theIntroEndsWithTheFirstStrikeWhichCounts();
    void theIntroEndsByItselfAndPlaysOneExample();
    void theDroneFadesToSilenceWithinTwentySeconds();
    void theDroneComesBackWithTheFirstTouch();
    void fourSecondsWithoutAStrikeIsListening();
    void aSteadyGroupIsGrounded();
    void theOstinatoKeepsTheGroupsTempoAndPhase();
    void aGroupThatLoosensIsFollowedQuietly();
    void everythingKnownAheadIsPostedEarly();
    void densePlayIsSoftenedAndNobodyIsToldOff();
    void oneSeatThatRattlesFoldsIntoARollAndTheOthersDoNot();
    void withTheGovernorOffEveryStrikeSounds();
    void nextMovesToAnotherScale();
};

void tst_open_pads::nobodyThereMeansSilence()
{
    Rehearsal r(Rehearsal::withSeats(0));
    r.run(60);
    QCOMPARE(r.states(), std::string("listen"));
    QVERIFY(r.all<Note>().empty());
    QVERIFY(!r.performance().nextDue());
}

void tst_open_pads::theFirstTouchOfAStrangerJoinsAndSounds()
{
    Rehearsal r(Rehearsal::withSeats(0));
    r.strike(3, 5);
    QCOMPARE(r.inputs.size(), 2u);
    QVERIFY(std::holds_alternative<Join>(r.inputs[0].what));
    QVERIFY(std::holds_alternative<Strike>(r.inputs[1].what));
    const auto strikes = r.notes(Role::Strike);
    QCOMPARE(strikes.size(), 1u);
    QCOMPARE(strikes[0].first, Micros{3'000'000});
    QCOMPARE(strikes[0].second.seat, SeatId{5});
    QCOMPARE(strikes[0].second.level, 0.75);
    QCOMPARE(r.states(), std::string("listen active"));
}

void tst_open_pads::theIntroEndsWithTheFirstStrikeWhichCounts()
{
    Rehearsal r(Rehearsal::withSeats(3, 8));
    QCOMPARE(r.states(), std::string("intro"));
    r.strike(0.4, 1);
    QCOMPARE(r.states(), std::string("intro listen active"));
    QCOMPARE(r.notes(Role::Strike).size(), 1u);
    r.run(5);
    QVERIFY(r.notes(Role::Model).empty()); // the example was not needed
}

void tst_open_pads::theIntroEndsByItselfAndPlaysOneExample()
{
    Rehearsal r(Rehearsal::withSeats(3, 8));
    r.run(9);
    QCOMPARE(r.notes(Role::Model).size(), 1u);
    QCOMPARE(*r.timeOf(StageState::Listen), Micros{8'000'000});
}

void tst_open_pads::theDroneFadesToSilenceWithinTwentySeconds()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.run(20);
    const auto breaths = r.notes(Role::Backing);
    QVERIFY(!breaths.empty());
    for (std::size_t i = 2; i < breaths.size(); i += 2)
        QVERIFY(breaths[i].second.level < breaths[i - 2].second.level);
    QVERIFY(r.open().empty());
    r.run(200);
    QCOMPARE(r.notes(Role::Backing).size(), breaths.size());
}

void tst_open_pads::theDroneComesBackWithTheFirstTouch()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.run(60);
    const auto before = r.notes(Role::Backing).size();
    r.strike(60, 0);
    const auto after = r.notes(Role::Backing);
    QVERIFY(after.size() > before);
    QCOMPARE(after.back().first, Micros{60'000'000});
}

void tst_open_pads::fourSecondsWithoutAStrikeIsListening()
{
    Rehearsal r(Rehearsal::withSeats(2));
    r.tap(10, 0);
    r.tap(11, 1);
    r.run(14.9);
    QCOMPARE(r.state(), StageState::Active);
    r.run(15.6);
    QCOMPARE(r.state(), StageState::Listen);
    r.run(15.6 + 20);
    QVERIFY(r.open().empty());
}

void tst_open_pads::aSteadyGroupIsGrounded()
{
    Rehearsal r(Rehearsal::withSeats(3));
    for (int i = 0; i < 40; ++i)
        r.tap(1 + 0.2 * i, i % 3); // each seat every 0.6 s
    QCOMPARE(r.states(), std::string("listen active grounded"));
    const auto beats = r.all<BeatMark>();
    QVERIFY(!beats.empty());
    QCOMPARE(beats.front().second.beat, 0);
    QVERIFY(std::abs(beats.front().second.tempo.value - 100) < 2);
}

void tst_open_pads::theOstinatoKeepsTheGroupsTempoAndPhase()
{
    Rehearsal r(Rehearsal::withSeats(4));
    for (int i = 0; i < 60; ++i)
        for (int seat = 0; seat < 4; ++seat)
            r.strike(1 + 0.75 * i + 0.001 * seat, seat);
    const auto beats = r.all<BeatMark>();
    QVERIFY(beats.size() > 30);
    for (std::size_t i = 8; i < beats.size(); ++i) {
        // Everyone plays on 1 + 0.75 n: the ostinato is there with them.
        const double phase = std::remainder(toSeconds(beats[i].first) - 1, 0.75);
        QVERIFY2(std::abs(phase) < 0.03, qPrintable(QString("beat %1 is %2 s off").arg(i).arg(phase)));
    }
}

void tst_open_pads::aGroupThatLoosensIsFollowedQuietly()
{
    Rehearsal r(Rehearsal::withSeats(2));
    double t = 1;
    for (; t < 14; t += 0.6) {
        r.strike(t, 0);
        r.strike(t + 0.01, 1);
    }
    QCOMPARE(r.state(), StageState::Grounded);
    // No tempo any more, but still playing.
    for (int i = 0; t < 60; ++i, t += 0.31 + 0.17 * ((i * 7) % 9))
        r.strike(t, i % 2);
    QVERIFY(QString::fromStdString(r.states()).startsWith("listen active grounded active"));
    QVERIFY(r.broken.empty());
}

void tst_open_pads::everythingKnownAheadIsPostedEarly()
{
    Rehearsal r(Rehearsal::withSeats(3));
    for (int i = 0; i < 150; ++i)
        r.tap(1 + 0.2 * i, i % 3);
    int planned = 0;
    for (const auto &d : r.decided) {
        // The first breath of the drone comes with the touch that wakes it.
        if (d.note.role != Role::Backing || d.at == d.decidedAt)
            continue;
        ++planned;
        QVERIFY(d.at - d.decidedAt >= Micros{300'000});
        QVERIFY(d.ends.has_value());
    }
    QVERIFY(planned > 20);
}

void tst_open_pads::densePlayIsSoftenedAndNobodyIsToldOff()
{
    Rehearsal r(Rehearsal::withSeats(12));
    double t = 1;
    for (int i = 0; t < 12; ++i, t = 1 + i / 24.0) // 24 a second, 2 from each seat
        r.strike(t, i % 12);
    QVERIFY(QString::fromStdString(r.states()).contains("softer"));
    auto gains = r.all<Gain>();
    QCOMPARE(gains.size(), 1u);
    QCOMPARE(gains[0].second.db, -6.0);
    QCOMPARE(gains[0].second.rampMs, 4000);
    r.run(40); // and it is undone, slowly
    gains = r.all<Gain>();
    QCOMPARE(gains.size(), 2u);
    QCOMPARE(gains[1].second.db, 0.0);
    QVERIFY(gains[1].second.rampMs > gains[0].second.rampMs);
    QCOMPARE(r.state(), StageState::Listen);
}

void tst_open_pads::oneSeatThatRattlesFoldsIntoARollAndTheOthersDoNot()
{
    Rehearsal r(Rehearsal::withSeats(2));
    for (int i = 0; i < 100; ++i) // 10 a second for 10 s
        r.tap(1 + 0.1 * i, 0);
    r.tap(11, 1);
    const auto strikes = r.notes(Role::Strike);
    int full = 0, rolled = 0;
    for (const auto &[t, note] : strikes)
        if (note.seat == SeatId{0})
            ++(note.level > 0.5 ? full : rolled);
    QVERIFY(full >= 18 && full < 30);
    QVERIFY(rolled > 40 && rolled < 70); // eight a second
    const auto other = std::find_if(strikes.begin(), strikes.end(), [](const auto &n) { return n.second.seat == SeatId{1}; });
    QVERIFY(other != strikes.end());
    QCOMPARE(other->second.level, 0.75);
    // A breath, and the seat has its full sound again.
    r.run(16);
    r.strike(16, 0);
    QCOMPARE(r.notes(Role::Strike).back().second.level, 0.75);
    QVERIFY(r.broken.empty());
}

void tst_open_pads::withTheGovernorOffEveryStrikeSounds()
{
    Header header = Rehearsal::withSeats(12);
    header.settings.push_back({"governor", SettingValue{Scalar{false}}});
    Rehearsal r(header);
    for (int i = 0; i < 2400; ++i)
        r.strike(1 + i / 240.0, i % 12); // 20 a second from each seat
    const auto strikes = r.notes(Role::Strike);
    QCOMPARE(strikes.size(), 2400u);
    QVERIFY(std::all_of(strikes.begin(), strikes.end(), [](const auto &n) { return n.second.level == 0.75; }));
}

void tst_open_pads::nextMovesToAnotherScale()
{
    Rehearsal r(Rehearsal::withSeats(1));
    r.tap(1, 0);
    const std::string before = r.performance().stage().room().settings.scale.name();
    r.cue(2, CueKind::Next);
    const std::string after = r.performance().stage().room().settings.scale.name();
    QVERIFY(before != after);
    for (int i = 0; i < 4; ++i)
        r.cue(3 + i, CueKind::Next);
    QCOMPARE(r.performance().stage().room().settings.scale.name(), after); // round it goes
}

QTEST_APPLESS_MAIN(tst_open_pads)
#include "tst_open_pads.moc"
