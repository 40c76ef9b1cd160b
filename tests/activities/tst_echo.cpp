// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>

using namespace tutti;

namespace {

Header echo(int seats, const char *variant = "usual")
{
    Header header = Rehearsal::inTurns("echo", seats);
    header.settings.push_back({"variant", SettingValue{Scalar{std::string(variant)}}});
    return header;
}

/// When the app's notes of a role began, in seconds, from `from` on.
QList<double> heard(const Rehearsal &r, Role role, double from)
{
    QList<double> times;
    for (const auto &[t, note] : r.notes(role))
        if (toSeconds(t) >= from)
            times.append(std::round(toSeconds(t) * 1e4) / 1e4);
    return times;
}

std::vector<int> keys(const Rehearsal &r, double from, double to)
{
    std::vector<int> all;
    for (const auto &[t, note] : r.notes(Role::Model))
        if (toSeconds(t) >= from && toSeconds(t) < to)
            all.push_back(note.key);
    return all;
}

} // namespace

class tst_echo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCallIsAnsweredAndBothBecomeOneTune();
    void whoAnsweredCallsNext();
    void theTuneLeavesLongPausesOut();
    void theCallIsTheExampleForWhoDoesNotAnswer();
    void whoDoesNotCallIsComeBackTo();
    void withOneSeatTheAppAnswersThenCalls();
    void theAppsCallIsAsLongAsTheLastAnswer();
    void againIsTheSameCall();
    void mirrorCopiesThenVariesPitchThenRhythm();
    void onlyEightHitsAreKept();
    void whoWasToAnswerMayGo();
    void theLeaderNeedNotWaitForTheQuiet();
    void stopInTheMiddleOfTheTuneGoesOnThere();
    void theBeatTheLeaderBroughtDoesNotGoOnForNobody();
    void nobodyIsNextOnceItEnds();
    void everyStateHasAWayOnAndNoNoteSticks();
};

void tst_echo::aCallIsAnsweredAndBothBecomeOneTune()
{
    Rehearsal r(echo(2));
    r.tap(1, 0);
    r.tap(1.5, 0);
    r.tap(1.8, 1); // out of turn: softly
    r.tap(5, 1);
    r.run(12);
    // Quiet for 2 s, half a second of breath; quiet again; the tune: call 0, 0.5, answer 0.7 s later; and on.
    QCOMPARE(r.story(), std::string("call0@0 breath@3.5 response1@4 both@7 pass1@9.2 call1@10.7"));
    const QList<double> tune{7.4, 7.9, 8.6};
    QCOMPARE(heard(r, Role::Model, 7), tune);
    QCOMPARE(r.notes(Role::Soft).size(), std::size_t{1});
    for (const auto &[t, note] : r.notes(Role::Model)) {
        QCOMPARE(note.seat, kBacking);
        QCOMPARE(note.instrument, r.performance().stage().room().instrumentOf(SeatId{t < 8s ? 0 : 1}).id);
    }
    QVERIFY(r.broken.empty());
}

void tst_echo::whoAnsweredCallsNext()
{
    Rehearsal r(echo(3));
    r.tap(1, 0);
    r.tap(4, 1);
    r.run(9.5);
    QVERIFY2(r.story().ends_with("call1@9.2"), r.story().c_str());
    r.tap(10, 1);
    r.run(13);
    QVERIFY2(r.story().ends_with("response2@12.5"), r.story().c_str());
}

void tst_echo::theTuneLeavesLongPausesOut()
{
    Header slow = echo(2);
    slow.settings.push_back({"rest_s", SettingValue{Scalar{10.0}}});
    Rehearsal r(slow);
    r.tap(1, 0);
    r.tap(9, 0);
    r.tap(21, 1);
    r.run(35);
    const QList<double> tune{31.4, 32.9, 33.6};
    QCOMPARE(heard(r, Role::Model, 31), tune);
}

void tst_echo::theCallIsTheExampleForWhoDoesNotAnswer()
{
    Rehearsal r(echo(2));
    r.tap(1, 0);
    r.tap(1.25, 0);
    r.run(40);
    const QList<double> prompts = heard(r, Role::Prompt, 3);
    QCOMPARE(prompts.first(), 3.75); // a sound of its own says whose turn it is
    QCOMPARE(prompts.mid(1, 4), (QList<double>{8.75, 9, 11.25, 11.5}));
    QCOMPARE(heard(r, Role::Model, 4), (QList<double>{13.75, 14}));
    QVERIFY2(r.story().find("response1@3.75 pass1@33.75 call1@35.25") != std::string::npos, r.story().c_str()); // a call is a turn, answered or not
}

void tst_echo::whoDoesNotCallIsComeBackTo()
{
    Rehearsal r(echo(2));
    r.run(32);
    QVERIFY2(r.story().ends_with("call0@0 pass1@30 call1@31.5"), r.story().c_str());
    r.tap(33, 1);
    r.tap(36, 0);
    r.run(42);
    QVERIFY2(r.story().ends_with("call0@41.2"), r.story().c_str()); // in the same round
}

void tst_echo::withOneSeatTheAppAnswersThenCalls()
{
    Rehearsal r(echo(1));
    r.tap(1, 0);
    r.tap(1.4, 0);
    r.run(14);
    QVERIFY2(r.story().starts_with("call0@0 breath@3.4 response@3.9 both@4.9 "), r.story().c_str());
    // The answer begins half a second after the quiet, exactly.
    QCOMPARE(heard(r, Role::Model, 3.4).mid(0, 2), (QList<double>{3.9, 4.3}));
    // Then it calls: two hits, a beat apart, and waits for the answer.
    QVERIFY2(r.story().ends_with("pass@7.4 call@8.9 breath@10.5 response0@11"), r.story().c_str());
    QCOMPARE(heard(r, Role::Model, 8.9), (QList<double>{9.4, 9.9}));
    r.tap(12, 0);
    r.run(15);
    QVERIFY2(r.story().find("both@14") != std::string::npos, r.story().c_str());
}

void tst_echo::theAppsCallIsAsLongAsTheLastAnswer()
{
    Rehearsal r(echo(1));
    std::vector<int> lengths;
    double t = 0.5;
    // Answers of 2, 2, 3, 1, 1, 1 hits: full, full (one more), full, short, full, full (one more).
    for (const int answer : {2, 2, 3, 1, 1, 1, 1}) {
        r.tap(t, 0); // the person's call
        while (!(r.state() == StageState::Response && r.performance().stage().room().seat(SeatId{0}).present
                 && std::get<Echo>(r.performance().stage().activity()).turn()))
            r.run(t += 0.1);
        lengths.push_back(std::get<Echo>(r.performance().stage().activity()).call().size());
        for (int i = 0; i < answer; ++i)
            r.tap(t += 0.3, 0);
        while (r.state() != StageState::Call)
            r.run(t += 0.1);
        t += 0.2;
    }
    QCOMPARE(lengths, (std::vector<int>{2, 2, 3, 3, 1, 1, 2}));
}

void tst_echo::againIsTheSameCall()
{
    Rehearsal r(echo(1));
    r.tap(1, 0);
    double t = 5;
    while (!(r.state() == StageState::Response && std::get<Echo>(r.performance().stage().activity()).turn()))
        r.run(t += 0.1);
    const Phrase call = std::get<Echo>(r.performance().stage().activity()).call();
    r.cue(t += 1, CueKind::Again);
    QCOMPARE(r.state(), StageState::Call);
    QVERIFY(std::get<Echo>(r.performance().stage().activity()).call() == call);
}

void tst_echo::mirrorCopiesThenVariesPitchThenRhythm()
{
    Rehearsal r(echo(1, "mirror"));
    double t = 0.5;
    for (int exchange = 0; exchange < 8; ++exchange) {
        while (r.state() != StageState::Call)
            r.run(t += 0.1);
        const double from = t + 0.1;
        r.strike(from, 0, 0, {}, 0.75);
        r.lift(from + 0.05, 0, 0);
        r.strike(from + 0.3, 0, 1, {}, 0.5);
        r.lift(from + 0.35, 0, 1);
        r.tap(from + 1.1, 0);
        const double answered = from + 1.1 + 2 + 0.5;
        r.run(t = answered + 2);
        const QList<double> times = heard(r, Role::Model, answered - 0.01);
        QCOMPARE(times.size(), 3);
        const bool sameRhythm = std::abs(times[1] - times[0] - 0.3) < 1e-6 && std::abs(times[2] - times[1] - 0.8) < 1e-6;
        const auto tune = keys(r, answered - 0.01, answered + 3);
        const Room &room = r.performance().stage().room();
        const auto key = [&](int pad) { return room.keyOf(SeatId{0}, PadIndex{pad}) % 12; };
        const bool samePitch = tune[0] % 12 == key(0) && tune[1] % 12 == key(1) && tune[2] % 12 == key(0);
        QVERIFY(std::abs(times[0] - answered) < 0.0002); // where the rules put it
        QCOMPARE(sameRhythm, exchange < 6);
        QCOMPARE(samePitch, exchange < 3 || exchange >= 6);
    }
    QVERIFY(r.broken.empty());
}

void tst_echo::onlyEightHitsAreKept()
{
    Rehearsal r(echo(2));
    for (int i = 0; i < 12; ++i)
        r.tap(1 + 0.2 * i, 0);
    QCOMPARE(std::get<Echo>(r.performance().stage().activity()).call().size(), 8);
    QCOMPARE(r.notes(Role::Strike).size(), std::size_t{12}); // and every one sounded in full
}

void tst_echo::whoWasToAnswerMayGo()
{
    Rehearsal r(echo(2));
    r.tap(1, 0);
    r.run(5);
    QCOMPARE(r.state(), StageState::Response);
    r.performance().input(Input{5s, Leave{SeatId{1}}});
    r.run(6);
    QVERIFY2(r.story().ends_with("breath@5 response@5.5"), r.story().c_str()); // the app answers
    QCOMPARE(heard(r, Role::Model, 5), (QList<double>{5.5}));
    r.run(20);
    QCOMPARE(r.open().size(), std::size_t{0});
}

void tst_echo::theLeaderNeedNotWaitForTheQuiet()
{
    Rehearsal r(echo(2));
    r.tap(1, 0);
    r.cue(1.5, CueKind::Next);
    r.run(2.5);
    QVERIFY2(r.story().ends_with("breath@1.5 response1@2"), r.story().c_str());
    r.cue(3, CueKind::Next); // nobody wants to answer
    r.run(5);
    QVERIFY2(r.story().ends_with("pass1@3 call1@4.5"), r.story().c_str());
    // The next step of the ladder at once.
    r.performance().input(Input{5s, Cue{CueKind::Next, {}, Scalar{std::string("step")}}});
    r.run(5.1);
    QCOMPARE(r.all<Prompt>().back().second.step, PromptStep::Cue);
    QVERIFY2(r.story().ends_with("call1@4.5"), r.story().c_str());
}

void tst_echo::stopInTheMiddleOfTheTuneGoesOnThere()
{
    Rehearsal r(echo(2));
    r.tap(1, 0);
    r.tap(1.5, 0);
    r.tap(5, 1);
    r.run(7.5); // the first of three is heard, the second is planned
    r.cue(7.6, CueKind::Stop);
    QVERIFY(r.open().empty());
    QVERIFY(!r.performance().nextDue());
    r.cue(17.6, CueKind::Resume);
    r.run(30);
    QCOMPARE(heard(r, Role::Model, 7), (QList<double>{7.4, 17.9, 18.6}));
    QVERIFY(r.broken.empty());
}

void tst_echo::theBeatTheLeaderBroughtDoesNotGoOnForNobody()
{
    Rehearsal r(echo(2));
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

void tst_echo::nobodyIsNextOnceItEnds()
{
    Rehearsal r(echo(3));
    r.run(1);
    const auto next = [&] { return std::get<Echo>(r.performance().stage().activity()).askedNext(); };
    QCOMPARE(next(), std::vector{SeatId{1}});
    r.cue(1, CueKind::Finish);
    QCOMPARE(r.state(), StageState::Outro);
    QVERIFY(next().empty());
}

void tst_echo::everyStateHasAWayOnAndNoNoteSticks()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        Whims whims(seed);
        const auto below = [&](int n) { return whims.below(n); };
        constexpr std::array<const char *, 3> kVariants{"usual", "app", "mirror"};
        Rehearsal r(echo(below(6), kVariants[seed % 3]));
        double t = 1;
        for (int step = 0; step < 60; ++step) {
            t += 0.05 + below(80) * 0.05;
            const SeatId seat{below(6)};
            if (!whims.disturb(r, t, seat, below(Whims::kKinds + 3)))
                r.tap(t, seat.value);
        }
        r.run(t + 1500); // left alone it waits
        QVERIFY2(r.state() == StageState::Empty, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(r.story()).right(80))));
        QVERIFY(r.open().empty());
        r.tap(t + 1502, 9);
        QVERIFY(r.state() == StageState::Call);
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
    }
}

QTEST_APPLESS_MAIN(tst_echo)
#include "tst_echo.moc"
