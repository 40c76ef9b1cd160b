// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/simulated_group.h"

#include <QTest>

#include <cmath>

using namespace tutti;

namespace {

/// A group that drums Our Pulse at a given tempo, everyone on every beat.
struct Led {
    explicit Led(double bpm = 88, int seats = 12, const char *activity = "our-pulse")
        : r([&] {
              Header header = Rehearsal::withSeats(seats);
              header.activity = activity;
              header.settings.push_back({"bpm", SettingValue{Scalar{bpm}}});
              return header;
          }()),
          group(r, players(seats, 60 / bpm), 1)
    {
    }
    static std::vector<SimulatedPlayer> players(int seats, double period)
    {
        auto all = SimulatedGroup::twelve({.period = period, .spreadMs = 10});
        all.resize(static_cast<std::size_t>(seats));
        return all;
    }
    /// Until the beat is there and has settled.
    double begin()
    {
        group.playTo(30);
        return 30;
    }
    [[nodiscard]] const Room &room() const { return r.performance().stage().room(); }
    [[nodiscard]] const Lead::Lasting &lasting() const { return r.performance().stage().circle().lead.lasting; }
    /// When the first bar line at least three beats after `t` came, by the beats that are in the log.
    [[nodiscard]] Micros barAfter(double t) const { return lineAfter(t, room().settings.meter); }
    [[nodiscard]] Micros lineAfter(double t, int meter) const
    {
        const auto beats = r.all<BeatMark>();
        const Micros from = microsFromSeconds(t);
        std::size_t next = 0;
        while (next < beats.size() && beats[next].first < from)
            ++next;
        // The place of t among the beats, in beats.
        const auto &before = beats[next - 1];
        const double into = static_cast<double>((from - before.first).count()) / static_cast<double>((beats[next].first - before.first).count());
        for (std::size_t i = next; i < beats.size(); ++i)
            if (static_cast<double>(i) - (static_cast<double>(next - 1) + into) >= 3 - 1e-6 && beats[i].second.beat % meter == 0)
                return beats[i].first;
        return Micros{-1};
    }
    /// The lines of one state, with their values.
    [[nodiscard]] std::vector<std::pair<Micros, std::optional<double>>> linesOf(StageState state) const
    {
        std::vector<std::pair<Micros, std::optional<double>>> lines;
        for (const auto &[t, change] : r.all<StateChange>())
            if (change.state == state)
                lines.emplace_back(t, change.value);
        return lines;
    }

    Rehearsal r;
    SimulatedGroup group;
};

constexpr CueKind kCounted[]{CueKind::Groove, CueKind::Accent, CueKind::Call, CueKind::Sculpt, CueKind::Showcase, CueKind::Fade, CueKind::Swap, CueKind::Pulse};

} // namespace

class tst_cues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCountedCueLandsOnItsLineAndIsCountedOnTheBeatsBefore_data();
    void everyCountedCueLandsOnItsLineAndIsCountedOnTheBeatsBefore();
    void finishLandsOnTheBarWithOneHitTogetherAndTwoBarsOfRest_data();
    void finishLandsOnTheBarWithOneHitTogetherAndTwoBarsOfRest();
    void withNoBeatACueLandsThreeSecondsAfterIt_data();
    void withNoBeatACueLandsThreeSecondsAfterIt();
    void whatLandsIsKnownThreeTenthsOfASecondBefore();
    void attentionMakesNoSoundAndPasses();
    void accentIsOneHitOfEverybody();
    void louderAndSofterWalkTheLadderOverTwoBars();
    void aRumbleRollsWhileTouchedDenserWithMoreAndEndsInOneHit();
    void inACallTheFirstLeadsAndTheBarAfterIsEverybodys();
    void aCallThatNobodyGivesTheAppGives();
    void nextEndsTheCalls();
    void sculptMakesTheOthersSoftFromTheBarOn();
    void sculptCanMakeSeatsSoftAndGrooveOpensAll();
    void showcaseGoesRoundWhoIsThereAndThenToAll();
    void fadeSlowsDownToTheLowDrumAndRestsAfterEightBars();
    void grooveDuringAFadeIsMusicAgain();
    void calmIsSofterAndSlowerAndBack();
    void changePlacesKeepsAQuietGrooveAndFreesTheSeats();
    void theMarkedPulseIsALowDrumOnEveryBeatUntilItIsTakenBack();
    void stopInTheMidstOfACountAndTheCountGoesOnAfterwards();
    void nothingReplacesFinish();
    void theBeatStaysForACueAndGoesAfterIt();
    void theSameCueAgainDoesNotPutItOff();
    void whatIsPlannedLandsThoughAnotherCueComes();
    void aPlannedCueLandsOnceThoughTheBeatBeginsAnew();
    void allPlayInTheLastBarOfWindDownPlaysOn();
    void anotherGrooveWaitsWhileItWindsDown();
    void calmGivesTheTempoBackThatItTook();
    void calmSlowsDownByFivePercentInEightSecondsAtMost();
    void calmAnswersAtAnyTimeAndBeginsNothing();
    void aCueWhoseBeatBeginsAnewLandsWhenItWouldHave();
    void everybodyLeavingInTheMidstIsOrdinary();
};

void tst_cues::everyCountedCueLandsOnItsLineAndIsCountedOnTheBeatsBefore_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("bpm");
    QTest::addColumn<double>("into");
    for (const CueKind kind : kCounted)
        for (const double bpm : {50.0, 88.0, 140.0})
            for (const double into : {0.0, 0.35, 0.9})
                QTest::addRow("%s at %.0f, %.2f beats in", std::string(nameOf(kind)).c_str(), bpm, into) << static_cast<int>(kind) << bpm << into;
}

void tst_cues::everyCountedCueLandsOnItsLineAndIsCountedOnTheBeatsBefore()
{
    QFETCH(int, kind);
    QFETCH(double, bpm);
    QFETCH(double, into);
    const auto cue = static_cast<CueKind>(kind);
    Led led(bpm);
    const double t = led.begin() + into * 60 / bpm;
    led.group.playTo(t);
    led.r.cue(t, cue, cue == CueKind::Sculpt ? std::vector{SeatId{1}} : std::vector<SeatId>{});
    led.group.playTo(t + 12 * 60 / bpm);

    const Micros line = led.lineAfter(t, cue == CueKind::Pulse ? 1 : 4);
    const auto lines = led.linesOf(stateOf(cue));
    std::vector<double> numbers;
    for (const auto &[at, value] : lines)
        if (value && *value > 0)
            numbers.push_back(*value);
    QCOMPARE(numbers, (std::vector<double>{3, 2, 1}));
    const Micros beat = beatLength(Bpm{bpm});
    for (const auto &[at, value] : lines) {
        if (!value || *value == 0)
            continue;
        const Micros wanted = line - static_cast<int>(*value) * beat;
        QVERIFY2(at >= microsFromSeconds(t) && std::abs((at - wanted).count()) < 30'000, qPrintable(QString::number(toSeconds(at - wanted))));
    }
    // What it comes to is there at the line to the microsecond: the state after it is written then.
    bool landed = false;
    for (const auto &[at, change] : led.r.all<StateChange>())
        landed = landed || at == line;
    QVERIFY(landed);
    QVERIFY(led.r.broken.empty());
}

void tst_cues::finishLandsOnTheBarWithOneHitTogetherAndTwoBarsOfRest_data()
{
    QTest::addColumn<double>("bpm");
    for (const double bpm : {50.0, 88.0, 140.0})
        QTest::addRow("%.0f", bpm) << bpm;
}

void tst_cues::finishLandsOnTheBarWithOneHitTogetherAndTwoBarsOfRest()
{
    QFETCH(double, bpm);
    Led led(bpm);
    const double t = led.begin();
    led.r.cue(t, CueKind::Finish);
    const Micros at = led.r.performance().stage().circle().lead.coming()->at;
    led.group.playTo(t + 10 * 60 / bpm);
    const Micros rest = *led.r.timeOf(StageState::Rest);
    QVERIFY2(std::abs((rest - at).count()) < 60'000, qPrintable(QString::number(toSeconds(rest - at)))); // it goes with the group
    int voices = 0;
    for (const auto &[when, note] : led.r.notes(Role::Backing))
        voices += when == rest ? 1 : 0;
    QCOMPARE(voices, 12 + 3);
    for (const auto &[when, note] : led.r.notes(Role::Backing))
        QVERIFY(when <= rest);
    led.r.run(toSeconds(rest) + 2 * 4 * 60 / bpm - 0.1);
    QCOMPARE(led.r.state(), StageState::Rest);
}

void tst_cues::withNoBeatACueLandsThreeSecondsAfterIt_data()
{
    QTest::addColumn<int>("kind");
    for (const CueKind kind : kCounted)
        QTest::addRow("%s", std::string(nameOf(kind)).c_str()) << static_cast<int>(kind);
}

void tst_cues::withNoBeatACueLandsThreeSecondsAfterIt()
{
    QFETCH(int, kind);
    const auto cue = static_cast<CueKind>(kind);
    for (const char *activity : {"our-pulse", "open-pads"}) {
        Led led(80, 3, activity);
        led.r.tap(4.7, 1);
        led.r.cue(5, cue, cue == CueKind::Sculpt ? std::vector{SeatId{1}} : std::vector<SeatId>{});
        led.r.run(12);
        const auto lines = led.linesOf(stateOf(cue));
        QVERIFY(lines.size() >= 3);
        for (int n = 3; n > 0; --n) {
            QCOMPARE(lines[static_cast<std::size_t>(3 - n)].second, std::optional(double(n)));
            QCOMPARE(lines[static_cast<std::size_t>(3 - n)].first, Micros{(8 - n) * 1'000'000});
        }
        bool landed = false;
        for (const auto &[at, change] : led.r.all<StateChange>())
            landed = landed || at == 8s;
        QVERIFY(landed);
        QVERIFY(led.r.broken.empty());
    }
}

void tst_cues::whatLandsIsKnownThreeTenthsOfASecondBefore()
{
    for (const double bpm : {50.0, 88.0, 140.0}) {
        Led led(bpm);
        led.begin();
        led.r.cue(30, CueKind::Accent);
        led.group.playTo(40);
        led.r.cue(40, CueKind::Rumble);
        led.group.playTo(45);
        led.r.cue(45, CueKind::Rumble);
        led.group.playTo(55);
        led.r.cue(55, CueKind::Finish);
        led.group.playTo(75);
        for (const auto &note : led.r.decided)
            if (note.note.role == Role::Backing && note.at > 20s && note.at < 60s)
                QVERIFY2(note.at - note.decidedAt >= 300ms, qPrintable(QString::number(toSeconds(note.at - note.decidedAt))));
    }
}

void tst_cues::attentionMakesNoSoundAndPasses()
{
    Led with(80, 3), without(80, 3);
    with.r.cue(5, CueKind::Attention);
    with.r.run(12);
    without.r.run(12);
    QVERIFY(with.r.all<Note>() == without.r.all<Note>());
    QCOMPARE(with.r.states(), std::string("gather attention0 gather"));
    QCOMPARE(with.r.all<StateChange>().back().first, 9s);
}

void tst_cues::accentIsOneHitOfEverybody()
{
    Led led;
    led.begin();
    led.r.cue(30, CueKind::Accent);
    led.group.playTo(40);
    const Micros line = led.barAfter(30);
    int voices = 0;
    for (const auto &[at, note] : led.r.notes(Role::Backing))
        voices += at == line && std::abs(note.level - 0.498) < 1e-3 ? 1 : 0;
    QCOMPARE(voices, 12);
    QCOMPARE(led.r.state(), StageState::Hold); // and on it goes
}

void tst_cues::louderAndSofterWalkTheLadderOverTwoBars()
{
    Led led(60, 12);
    led.begin();
    for (int i = 0; i < 3; ++i)
        led.r.cue(30 + i, CueKind::Louder);
    for (int i = 0; i < 5; ++i)
        led.r.cue(40 + i, CueKind::Softer);
    const auto gains = led.r.all<Gain>();
    std::vector<double> db;
    for (const auto &[t, gain] : gains) {
        db.push_back(gain.db);
        QVERIFY2(std::abs(gain.rampMs - 8000) < 300, qPrintable(QString::number(gain.rampMs)));
    }
    QCOMPARE(db, (std::vector<double>{3, 6, 6, 3, 0, -4, -8, -8}));
}

void tst_cues::aRumbleRollsWhileTouchedDenserWithMoreAndEndsInOneHit()
{
    Led led(80, 6);
    led.r.cue(2, CueKind::Rumble);
    const auto strokes = [&](double from, double to, int seat) {
        int n = 0;
        for (const auto &[t, note] : led.r.notes(Role::Strike))
            n += t >= microsFromSeconds(from) && t < microsFromSeconds(to) && note.seat == SeatId{seat} ? 1 : 0;
        return n;
    };
    led.r.strike(3, 0); // a finger that stays
    led.r.run(6);
    QVERIFY2(strokes(3, 6, 0) >= 18, qPrintable(QString::number(strokes(3, 6, 0))));
    for (int seat = 1; seat < 6; ++seat)
        led.r.strike(6, seat);
    led.r.run(9);
    QVERIFY(strokes(6, 9, 0) > strokes(3, 6, 0));
    for (int seat = 0; seat < 6; ++seat)
        led.r.lift(9, seat);
    led.r.run(11);
    for (int seat = 0; seat < 6; ++seat)
        QCOMPARE(strokes(10, 11, seat), 0); // nobody touches, nothing rolls
    led.r.tap(11, 2); // a switch, or a short touch
    led.r.run(12);
    QVERIFY(strokes(11, 12, 2) >= 3);
    led.r.cue(12, CueKind::Rumble);
    led.r.run(16);
    int hit = 0;
    for (const auto &[t, note] : led.r.notes(Role::Backing))
        hit += t == 15s && note.level > 0.4 ? 1 : 0;
    QCOMPARE(hit, 6);
    QVERIFY(!led.lasting().rumble);
    const auto before = led.r.notes(Role::Strike).size();
    led.r.tap(17, 0);
    QCOMPARE(led.r.notes(Role::Strike).size(), before + 1); // a stroke is a stroke again
}

void tst_cues::inACallTheFirstLeadsAndTheBarAfterIsEverybodys()
{
    Led led(60, 4);
    led.begin();
    led.r.cue(30, CueKind::Call);
    led.group.playTo(toSeconds(led.r.performance().stage().circle().lead.coming()->at) - 0.2);
    led.r.run(45); // the group waits for who calls
    const auto turns = led.linesOf(StageState::Call);
    const Micros call = [&] {
        for (const auto &[t, value] : turns)
            if (value == 0.0)
                return t;
        return Micros{};
    }();
    const double bar = toSeconds(call) + 8 * std::ceil((45 - toSeconds(call)) / 8) + 0.1; // a call bar of four seconds, an answer of four
    led.r.tap(bar, 2);
    led.r.tap(bar + 1, 3);
    led.r.tap(bar + 2, 2);
    led.r.tap(bar + 4.5, 3);
    led.r.tap(bar + 5, 2);
    std::vector<std::pair<int, Role>> heard;
    for (const auto &[t, note] : led.r.all<Note>())
        if (t >= microsFromSeconds(bar) && note.seat.isPlayer())
            heard.emplace_back(note.seat.value, note.role);
    QCOMPARE(heard, (std::vector<std::pair<int, Role>>{{2, Role::Strike}, {3, Role::Soft}, {2, Role::Strike}, {3, Role::Strike}, {2, Role::Strike}}));
}

void tst_cues::aCallThatNobodyGivesTheAppGives()
{
    Led led(80, 3);
    led.r.cue(2, CueKind::Call);
    led.r.run(5 + 3 * 3 + 0.5); // landed at 5 s: a call, an answer, a call
    const auto model = led.r.notes(Role::Model);
    QVERIFY(!model.empty());
    for (const auto &[t, note] : model) {
        QCOMPARE(note.seat, kBacking); // its own voice and place
        QVERIFY(t >= microsFromSeconds(5 + 2 * 3 - 0.05));
    }
}

void tst_cues::nextEndsTheCalls()
{
    Led led(80, 3);
    led.r.cue(2, CueKind::Call);
    led.r.run(10);
    QVERIFY(led.lasting().call);
    led.r.cue(10, CueKind::Next);
    led.r.run(20);
    QVERIFY(!led.lasting().call);
}

void tst_cues::sculptMakesTheOthersSoftFromTheBarOn()
{
    Led led(88, 6);
    led.begin();
    led.r.cue(30, CueKind::Sculpt, {SeatId{0}, SeatId{1}, SeatId{2}});
    led.group.playTo(40);
    const Micros line = led.barAfter(30);
    for (const auto &[t, note] : led.r.all<Note>()) {
        if (!note.seat.isPlayer() || t < 25s)
            continue;
        const bool soft = t >= line && note.seat.value > 2;
        QCOMPARE(note.role, soft ? Role::Soft : Role::Strike);
        QVERIFY(std::abs(note.level - 0.75 * (soft ? 0.251 : 1)) < 1e-6);
    }
}

void tst_cues::sculptCanMakeSeatsSoftAndGrooveOpensAll()
{
    Led led(88, 3);
    led.begin();
    led.r.performance().input(Input{30s, Cue{CueKind::Sculpt, {SeatId{1}}, Scalar{std::string("very-soft")}}});
    led.group.playTo(40);
    QCOMPARE(led.lasting().shares[0], Share::Full);
    QCOMPARE(led.lasting().shares[1], Share::VerySoft);
    led.r.cue(40, CueKind::Groove);
    led.group.playTo(50);
    QCOMPARE(led.lasting().shares[1], Share::Full);
    QVERIFY(led.lasting().groove);
}

void tst_cues::showcaseGoesRoundWhoIsThereAndThenToAll()
{
    Led led(140, 3);
    led.begin();
    for (const int wanted : {0, 1, 2}) {
        const double t = 30 + 5 * wanted;
        led.r.cue(t, CueKind::Showcase);
        led.group.playTo(t + 5);
        QCOMPARE(led.lasting().showcase, std::optional(SeatId{wanted}));
    }
    led.r.cue(45, CueKind::Showcase);
    led.group.playTo(50);
    QVERIFY(!led.lasting().showcase);
}

void tst_cues::fadeSlowsDownToTheLowDrumAndRestsAfterEightBars()
{
    Led led(120, 6);
    led.begin();
    const double before = tempoOf(led.room().pulse->period()).value;
    led.r.cue(30, CueKind::Fade);
    led.group.playTo(34);
    const Micros line = led.barAfter(30);
    led.group.playTo(60);
    const auto rest = led.r.timeOf(StageState::Rest);
    QVERIFY(rest);
    std::int64_t bars = 0;
    double last = 0;
    double most = 1;
    for (const auto &[t, beat] : led.r.all<BeatMark>()) {
        if (t < line || t >= *rest)
            continue;
        bars += beat.beat % 4 == 0 ? 1 : 0;
        last = beat.tempo.value;
        most = std::max(most, before / last);
    }
    QCOMPARE(bars, 8);
    QVERIFY2(last < 0.86 * before && last > 0.78 * before, qPrintable(QString::number(last / before)));
    // In the last bar only the low drum is left of the band.
    for (const auto &[t, note] : led.r.notes(Role::Backing))
        if (t > *rest - 1900ms && t < *rest)
            QVERIFY2(note.instrument == "surdo", note.instrument.c_str());
    QVERIFY(led.r.all<Gain>().front().second.db < 0);
}

void tst_cues::grooveDuringAFadeIsMusicAgain()
{
    Led led(120, 3);
    led.begin();
    led.r.cue(30, CueKind::Fade);
    led.group.playTo(38);
    QVERIFY(led.lasting().fade);
    led.r.cue(38, CueKind::Groove);
    led.group.playTo(60);
    QVERIFY(!led.lasting().fade);
    QVERIFY(!led.r.timeOf(StageState::Rest));
    QCOMPARE(led.r.all<Gain>().back().second.db, 0.0);
}

void tst_cues::calmIsSofterAndSlowerAndBack()
{
    Led led(100, 6);
    led.begin();
    const double before = tempoOf(led.room().pulse->period()).value;
    led.r.cue(30, CueKind::Calm);
    QCOMPARE(led.r.all<Gain>().back().second.db, -6.0);
    QCOMPARE(led.r.all<Gain>().back().second.rampMs, 2000);
    led.group.playTo(60);
    QVERIFY(std::abs(tempoOf(led.room().pulse->period()).value / before - 0.9) < 0.02);
    led.r.cue(60, CueKind::Calm);
    led.group.playTo(90);
    QVERIFY(std::abs(tempoOf(led.room().pulse->period()).value / before - 1) < 0.02);
    QCOMPARE(led.r.all<Gain>().back().second.db, 0.0);
    QCOMPARE(led.linesOf(StageState::Calm).size(), std::size_t{2});
}

void tst_cues::changePlacesKeepsAQuietGrooveAndFreesTheSeats()
{
    Led led(88, 6);
    led.begin();
    led.r.cue(30, CueKind::Swap);
    led.r.run(90); // as long as walking takes
    QVERIFY(led.lasting().away);
    QCOMPARE(led.room().presentSeats(), 0);
    QVERIFY(led.room().pulse);
    QCOMPARE(led.r.all<Gain>().back().second.db, -9.0);
    led.r.tap(90, 4); // somebody is there
    QCOMPARE(led.room().presentSeats(), 1);
    led.r.cue(91, CueKind::Next);
    led.r.run(100);
    QVERIFY(!led.lasting().away);
    QCOMPARE(led.r.all<Gain>().back().second.db, 0.0);
}

void tst_cues::theMarkedPulseIsALowDrumOnEveryBeatUntilItIsTakenBack()
{
    Led led(88, 3, "open-pads");
    led.r.cue(2, CueKind::Pulse);
    led.r.run(20);
    const auto beats = led.r.all<BeatMark>();
    QVERIFY(beats.size() > 10);
    QCOMPARE(beats.front().first, 5s);
    for (const auto &[at, beat] : beats) {
        const bool drum = std::any_of(led.r.outputs.begin(), led.r.outputs.end(), [at = at](const Output &out) {
            const auto *note = std::get_if<Note>(&out.what);
            return note && out.t == at && note->instrument == "surdo";
        });
        QVERIFY(drum);
    }
    led.r.cue(20, CueKind::Pulse);
    led.r.run(30);
    QVERIFY(!led.lasting().marked);
}

void tst_cues::stopInTheMidstOfACountAndTheCountGoesOnAfterwards()
{
    Led led(60, 3);
    led.begin();
    led.r.cue(30, CueKind::Accent);
    const double line = toSeconds(led.r.performance().stage().circle().lead.coming()->at);
    led.r.cue(line - 1.7, CueKind::Stop); // 3 has been shown
    led.r.run(line + 5);
    for (const auto &[t, note] : led.r.notes(Role::Backing))
        QVERIFY(t < microsFromSeconds(line - 1.7));
    led.r.cue(line + 5, CueKind::Resume);
    led.r.run(line + 12);
    std::vector<double> numbers;
    for (const auto &[t, value] : led.linesOf(StageState::Accent))
        if (value)
            numbers.push_back(*value);
    QCOMPARE(numbers, (std::vector<double>{3, 2, 1}));
    int hit = 0;
    for (const auto &[t, note] : led.r.notes(Role::Backing))
        hit += std::abs(note.level - 0.498) < 1e-3 && std::abs(toSeconds(t) - (line + 6.7)) < 0.05 ? 1 : 0;
    QCOMPARE(hit, 3);
}

void tst_cues::nothingReplacesFinish()
{
    Led led(88, 3);
    led.begin();
    led.r.cue(30, CueKind::Finish);
    led.r.cue(30.2, CueKind::Accent);
    led.r.cue(30.4, CueKind::Call);
    led.r.cue(30.5, CueKind::Next);
    led.group.playTo(45);
    QVERIFY(led.linesOf(StageState::Accent).empty());
    QVERIFY(led.r.timeOf(StageState::Rest));
}

void tst_cues::theBeatStaysForACueAndGoesAfterIt()
{
    Led led(60, 3, "open-pads");
    for (int i = 0; i < 60; ++i)
        led.r.tap(1 + i / 3.0, i % 3);
    QVERIFY(led.room().pulse);
    const double t = toSeconds(led.r.performance().now());
    led.r.cue(t + 3.2, CueKind::Accent); // nobody plays any more
    led.r.run(t + 20);
    QVERIFY(!led.room().pulse);
    std::vector<double> numbers;
    for (const auto &[at, value] : led.linesOf(StageState::Accent))
        if (value)
            numbers.push_back(*value);
    QCOMPARE(numbers, (std::vector<double>{3, 2, 1}));
    QCOMPARE(led.r.state(), StageState::Listen);
}

void tst_cues::aCueWhoseBeatBeginsAnewLandsWhenItWouldHave()
{
    Circle circle;
    circle.room.repertoire = Rehearsal::repertoire();
    circle.clear();
    circle.startPulse(1s, 600ms);
    Effects effects;
    for (int i = 0; i < 4; ++i)
        circle.planBeat(effects);
    circle.cue(Cue{CueKind::Accent, {}, {}}, 2600ms, effects);
    const Micros at = circle.lead.coming()->at;
    circle.startPulse(3100ms, 800ms); // the group has gone over to another tempo
    std::vector<double> numbers;
    Circle::Landed landed = Circle::Landed::Nothing;
    Micros landedAt{};
    while (landed == Circle::Landed::Nothing) {
        landedAt = *circle.nextDue();
        if (circle.wantsBeat(landedAt))
            circle.planBeat(effects);
        landed = circle.due(landedAt, effects);
    }
    for (const auto &effect : effects.list)
        if (const auto *say = std::get_if<Effects::Say>(&effect))
            if (const auto *change = std::get_if<StateChange>(&say->output.what); change && change->value)
                numbers.push_back(*change->value);
    QCOMPARE(landedAt, at);
    QCOMPARE(numbers, (std::vector<double>{3, 2, 1}));
}

void tst_cues::everybodyLeavingInTheMidstIsOrdinary()
{
    for (const CueKind kind : kCounted) {
        Led led(88, 6);
        led.begin();
        led.r.cue(30, kind, {SeatId{0}});
        for (int seat = 0; seat < 6; ++seat)
            led.r.performance().input(Input{31s, Leave{SeatId{seat}}});
        led.r.run(400);
        QVERIFY(led.r.broken.empty());
        QVERIFY(led.r.problems.empty());
        led.r.cue(401, CueKind::Stop);
        QVERIFY(led.r.open().empty());
    }
}

void tst_cues::theSameCueAgainDoesNotPutItOff()
{
    Led led;
    led.begin();
    const Micros bar = [&] {
        Led other;
        other.begin();
        other.r.cue(30, CueKind::Accent);
        other.group.playTo(40);
        return other.linesOf(StageState::Hold).back().first;
    }();
    for (double t = 30; microsFromSeconds(t) < bar; t += 0.4) {
        led.group.playTo(t);
        led.r.cue(t, CueKind::Accent);
    }
    led.group.playTo(45);
    int landings = 0;
    for (const auto &[t, value] : led.linesOf(StageState::Accent))
        landings += value == 1.0 ? 1 : 0;
    QCOMPARE(landings, 1);
    QVERIFY(std::any_of(led.r.outputs.begin(), led.r.outputs.end(), [&](const Output &out) {
        const auto *change = std::get_if<StateChange>(&out.what);
        return change && change->state == StageState::Hold && std::chrono::abs(out.t - bar) < 5ms;
    }));
}

void tst_cues::whatIsPlannedLandsThoughAnotherCueComes()
{
    Led led;
    led.begin();
    led.r.cue(30, CueKind::Rumble);
    led.group.playTo(33);
    led.r.cue(33, CueKind::Rumble);
    // The last of its count is a beat before it lands; it is planned 0.4 s before.
    double t = 33;
    while (led.linesOf(StageState::Rumble).back().second != 1.0)
        led.group.playTo(t += 0.02);
    led.group.playTo(t += 0.45);
    QVERIFY(led.lasting().rumble);
    led.r.cue(t, CueKind::Accent);
    led.group.playTo(t + 0.5);
    QVERIFY(!led.lasting().rumble);
    led.group.playTo(t + 8);
    QCOMPARE(led.linesOf(StageState::Accent).back().second, std::optional(1.0));
}

void tst_cues::aPlannedCueLandsOnceThoughTheBeatBeginsAnew()
{
    Circle circle;
    circle.room.repertoire = Rehearsal::repertoire();
    circle.clear();
    circle.startPulse(1s, 600ms);
    Effects effects;
    Micros t{};
    const auto runTo = [&](Micros end) {
        std::vector<Circle::Landed> landed;
        for (; t < end; t += 10ms) {
            while (circle.wantsBeat(t))
                (void)circle.planBeat(effects);
            if (const auto what = circle.due(t, effects); what != Circle::Landed::Nothing)
                landed.push_back(what);
        }
        return landed;
    };
    (void)runTo(3s);
    circle.cue(Cue{CueKind::Accent, {}, {}}, t, effects);
    while (circle.lead.coming()->at - t > 300ms)
        (void)runTo(t + 10ms);
    QVERIFY(circle.lead.coming());
    circle.startPulse(t + 100ms, 500ms); // before it would have landed
    QCOMPARE(runTo(t + 1s).size(), std::size_t{1});
    QVERIFY(!circle.lead.coming());
    QVERIFY(runTo(t + 60s).empty());
}

void tst_cues::allPlayInTheLastBarOfWindDownPlaysOn()
{
    Led led;
    led.begin();
    led.r.cue(30, CueKind::Fade);
    led.group.playTo(34);
    QVERIFY(led.lasting().fade);
    // How long it would go on.
    Led other;
    other.begin();
    other.r.cue(30, CueKind::Fade);
    other.group.playTo(70);
    const double ends = toSeconds(*other.r.timeOf(StageState::Rest));
    led.group.playTo(ends - 1.2);
    led.r.cue(ends - 1.2, CueKind::Groove);
    led.group.playTo(ends + 8);
    QVERIFY(!led.r.timeOf(StageState::Rest));
    QVERIFY(!led.lasting().fade);
    QVERIFY(led.lasting().groove);
}

void tst_cues::anotherGrooveWaitsWhileItWindsDown()
{
    Led led;
    led.begin();
    const std::string before = led.room().settings.groove;
    led.r.cue(30, CueKind::Fade);
    led.group.playTo(40);
    led.r.cue(40, CueKind::Next);
    led.group.playTo(44);
    QCOMPARE(led.room().settings.groove, before);
    Led call;
    call.begin();
    call.r.cue(30, CueKind::Call);
    call.group.playTo(40);
    QVERIFY(call.lasting().call);
    call.r.cue(40, CueKind::Again);
    call.group.playTo(44);
    QCOMPARE(call.room().settings.groove, before);
}

void tst_cues::calmGivesTheTempoBackThatItTook()
{
    Circle circle;
    circle.room.repertoire = Rehearsal::repertoire();
    circle.clear();
    Effects effects;
    const auto tempo = [&] { return std::lround(tempoOf(circle.room.pulse->aim()).value); };
    circle.startPulse(1s, beatLength(Bpm{80}));
    circle.cue(Cue{CueKind::Faster, {}, {}}, 0s, effects);
    circle.cue(Cue{CueKind::Faster, {}, {}}, 0s, effects);
    QCOMPARE(tempo(), 88L);
    circle.cue(Cue{CueKind::Calm, {}, {}}, 0s, effects);
    QCOMPARE(tempo(), 79L);
    circle.cue(Cue{CueKind::Calm, {}, {}}, 0s, effects);
    QCOMPARE(tempo(), 88L);
    // Calm before there was a beat took nothing from it.
    circle.endPulse();
    circle.cue(Cue{CueKind::Calm, {}, {}}, 0s, effects);
    circle.startPulse(1s, beatLength(Bpm{80}));
    circle.cue(Cue{CueKind::Faster, {}, {}}, 0s, effects);
    circle.cue(Cue{CueKind::Calm, {}, {}}, 0s, effects);
    QCOMPARE(tempo(), 84L);
}

void tst_cues::calmSlowsDownByFivePercentInEightSecondsAtMost()
{
    for (const double bpm : {50.0, 88.0, 150.0}) {
        Circle circle;
        circle.room.repertoire = Rehearsal::repertoire();
        circle.clear();
        Effects effects;
        circle.startPulse(1s, beatLength(Bpm{bpm}));
        circle.cue(Cue{CueKind::Calm, {}, {}}, 0s, effects);
        std::vector<Beat> beats;
        while (beats.empty() || beats.back().at < 40s)
            beats.push_back(*circle.planBeat(effects));
        QVERIFY(std::abs(toSeconds(beats.back().length) - 60 / bpm / 0.9) < 1e-3);
        for (std::size_t i = 0; i < beats.size(); ++i)
            for (std::size_t k = i; k < beats.size() && beats[k].at - beats[i].at <= 8s; ++k)
                QVERIFY2(toSeconds(beats[k].length) / toSeconds(beats[i].length) < 1.0505, qPrintable(QString::number(bpm)));
    }
}

void tst_cues::calmAnswersAtAnyTimeAndBeginsNothing()
{
    Header header = Rehearsal::withSeats(3, 8);
    header.activity = "our-pulse";
    Rehearsal r(header);
    const auto calm = [&] { return r.performance().stage().circle().loudness.calm; };
    r.cue(1, CueKind::Calm); // in the intro
    QVERIFY(calm());
    QCOMPARE(r.state(), StageState::Intro);
    r.run(9);
    r.cue(10, CueKind::Stop);
    r.cue(11, CueKind::Calm);
    QVERIFY(!calm());
    QCOMPARE(r.state(), StageState::Paused);
    r.cue(11.5, CueKind::QuietMe, {SeatId{1}});
    QVERIFY(r.performance().stage().room().seat(SeatId{1}).quiet);
    r.cue(12, CueKind::Resume);
    r.cue(13, CueKind::Finish);
    r.cue(13.5, CueKind::Calm); // while it ends
    QVERIFY(calm());
    r.run(17);
    QCOMPARE(r.state(), StageState::Rest);
    r.cue(17, CueKind::Calm);
    QVERIFY(!calm());
    r.run(40);
    QCOMPARE(r.state(), StageState::Ready);
    r.cue(41, CueKind::Calm);
    QCOMPARE(r.state(), StageState::Ready);
    QVERIFY(r.broken.empty());
}

QTEST_APPLESS_MAIN(tst_cues)
#include "tst_cues.moc"
