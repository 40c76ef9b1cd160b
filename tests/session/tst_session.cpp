// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "session/cues.h"
#include "session/keyboard.h"
#include "session/session.h"
#include "sound/note_player.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <memory>

using namespace tutti;

namespace {

std::shared_ptr<const Repertoire> repertoire()
{
    auto all = std::make_shared<Repertoire>();
    all->palette = Palette(std::vector<Instrument>{{"marimba", true, 48, 96, {}, true}, {"warm-pad", true, 36, 84, {}, false}});
    return all;
}

/// Counts what sounds.
class CountingSynth final : public Synth {
public:
    explicit CountingSynth(std::array<int, 16> &ons, int &open) : m_ons(ons), m_open(open) {}
    void noteOn(int channel, int, int, float) noexcept override
    {
        ++m_ons[static_cast<std::size_t>(channel)];
        ++m_open;
    }
    void noteOff(int, int) noexcept override { --m_open; }
    void channelGain(int, float) noexcept override {}
    void silence() noexcept override { m_open = 0; }
    void render(float *left, float *right, int blocks) noexcept override
    {
        std::fill_n(left, blocks * kBlockFrames, 0.1F);
        std::fill_n(right, blocks * kBlockFrames, 0.1F);
    }
    [[nodiscard]] int activeVoices() const noexcept override { return m_open; }
    [[nodiscard]] float strikePeak(int) const noexcept override { return 0.25F; }

private:
    std::array<int, 16> &m_ons;
    int &m_open;
};

class Kept final : public SessionRecord {
public:
    void input(const Input &in) override { inputs.push_back(in); }
    void output(const Output &out) override { outputs.push_back(out); }
    std::vector<Input> inputs;
    std::vector<Output> outputs;
};

/// A session with a clock of its own and an engine that is rendered by hand.
struct Bench {
    static Header header(int seats)
    {
        Header h;
        h.seats = seats;
        h.settings = {{"intro_s", SettingValue{Scalar{0.0}}}};
        return h;
    }

    explicit Bench(int seats = 0)
        : engine(48000, std::make_unique<CountingSynth>(ons, open)), player({all, &all->palette}),
          session(header(seats), all, player, record, [this] { return clock; }, epoch)
    {
        player.setEngine(&engine);
        session.begin();
    }
    void at(double seconds)
    {
        clock = epoch + microsFromSeconds(seconds);
        session.catchUp();
    }
    void strike(int seat, std::int64_t touch = 1) { session.strike(Strike{SeatId{seat}, PadIndex{0}, touch, 0.75, StrikeBy::Touch, false}, clock); }
    void lift(int seat, std::int64_t touch = 1) { session.lift(Lift{SeatId{seat}, PadIndex{0}, touch}, clock); }
    float render(int frames)
    {
        std::vector<float> left(static_cast<std::size_t>(frames)), right(left);
        engine.render(left.data(), right.data(), frames);
        return *std::max_element(left.end() - kBlockFrames, left.end());
    }
    QVariant seat(int row, SeatModel::Role role) { return session.seats()->data(session.seats()->index(row), role); }

    std::array<int, 16> ons{};
    int open = 0;
    std::shared_ptr<const Repertoire> all = repertoire();
    Micros epoch{1'000'000'000};
    Micros clock{1'000'000'000};
    Kept record;
    Engine engine;
    NotePlayer player;
    Session session;
};

} // namespace

class tst_session : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStrikeIsWithTheEngineBeforeAnyModelHearsOfIt();
    void aStrikeShowsItsSeatAndGoesOutAfterTwoSeconds();
    void ringsTravelAtMostEverySevenTenthsOfASecond();
    void theHeadlineSaysOnlyWhatIsTrue();
    void stopIsHeardAtOnceAndPlayingOnBringsSoundBack();
    void stopByTwoHandsAtOnceIsOneStop();
    void doorsPlayFinishAndThenShowHome();
    void doorsWhileQuietShowHomeAtOnce();
    void nothingPlaysBehindTheDoors();
    void fingersThatTheDoorsLiftLeaveALogThatReplays();
    void aCuesWordStaysUntilItIsCounted();
    void aScreenReaderStrikesAPad();
    void aLockedVolumeStaysWhereItIs();
    void aDoorOpensStraightIntoPlaying();
    void theRecordIsCompleteWhenTheSessionEnds();
    void volumeHasFiveStepsFourDecibelsApart();
    void whoseTurnItIsAndWhoIsNextIsSaidAndDrawn();
    void whoIsInvitedIsAskedToJoinIn();
    void aCallIsShownAsItSoundsAndItsAnswerAfterIt();
    void whatIsShownOfACallOutlastsAStop();
    void asManyStepsAreShownAsHaveOpened();
    void aStepOfTheLadderIsSeenByTheLeader();
    void aSessionGoesFromStepToStepByNext();
    void aSessionIsLeftByTheDoorsOrForAnother();
    void goodbyeIsTheEndOfASession();
    void aStopInASessionIsNoNext();
    void behindTheStaffDoorItIsSilent();
    void whoPlaysOnShutsTheStaffDoor();
    void nobodyGetsLouderThanTheLoudest();
    void quietHoursAreSofterAndGiveBackWhatWas();
    void theTestSoundIsHeardBehindTheDoorAlone();
    void stopEndsTheTestSoundToo();
    void theTestSoundEndsWithItsPage();
    void whatWasSetForSomebodyGoesWithThemInTheDark();
    void whoIsWaitedForHoldsTheScreen();
    void inTheDarkAStrangersFirstTouchIsHeard();
    void aWaitThatIsDecidedIsForEverySeat();
    void aCodeOfPressesKnocks();
    void keysDoNotPlayBehindTheStaffDoor();
    void theCountIsShownAtEverySeat();
    void keysStrikeSeatsAndEscapeStops();
    void spaceAndEnterBelongToAControlThatHasTheFocus();
    void keysThatAreDownWhenTheWindowLosesTheKeyboardAreLifted();
    void aClickerLeads();
    void forwardHeldOnABusyMachineIsFinishToo();
    void aKeyThatRepeatsItselfIsHeldHoweverItIsTold();
    void lettersAndTheNumberPadGiveCues();
};

void tst_session::aStrikeIsWithTheEngineBeforeAnyModelHearsOfIt()
{
    Bench b(2);
    b.at(1);
    int soundedWhenShown = -1;
    connect(b.session.seats(), &QAbstractItemModel::dataChanged, this, [&] {
        if (soundedWhenShown < 0) {
            b.render(kBlockFrames);
            soundedWhenShown = b.ons[0];
        }
    });
    b.strike(0);
    QCOMPARE(soundedWhenShown, 1);
}

void tst_session::aStrikeShowsItsSeatAndGoesOutAfterTwoSeconds()
{
    Bench b;
    b.at(1);
    QCOMPARE(b.seat(1, SeatModel::Present).toBool(), false);
    b.strike(1);
    QCOMPARE(b.seat(1, SeatModel::Present).toBool(), true);
    QCOMPARE(b.seat(1, SeatModel::Fingers).toInt(), 1);
    QCOMPARE(b.seat(1, SeatModel::Lit).toBool(), true);
    b.lift(1);
    QCOMPARE(b.seat(1, SeatModel::Fingers).toInt(), 0);
    b.at(2.9);
    QCOMPARE(b.seat(1, SeatModel::Lit).toBool(), true);
    b.at(3.1);
    QCOMPARE(b.seat(1, SeatModel::Lit).toBool(), false);
}

void tst_session::ringsTravelAtMostEverySevenTenthsOfASecond()
{
    Bench b(1);
    for (int i = 0; i < 100; ++i) {
        b.at(1 + i * 0.05);
        b.strike(0, i);
        b.lift(0, i);
    }
    QCOMPARE(b.seat(0, SeatModel::Strikes).toInt(), 100);
    QCOMPARE(b.seat(0, SeatModel::Rings).toInt(), 8); // 5 s of 20 a second
}

void tst_session::theHeadlineSaysOnlyWhatIsTrue()
{
    Bench b;
    QCOMPARE(b.session.headline(), QStringLiteral("Touch to play"));
    const int seats = b.session.seats()->count();
    for (int i = 0; i < seats; ++i) {
        b.at(1 + 0.1 * i);
        QCOMPARE(b.session.headline(), QStringLiteral("Touch to play")); // a seat is free
        b.strike(i, i);
    }
    QCOMPARE(b.session.headline(), QString());
    b.session.stop();
    QCOMPARE(b.session.headline(), QStringLiteral("Quiet"));
    b.session.resume();
    QCOMPARE(b.session.headline(), QString());
    b.session.finish();
    QCOMPARE(b.session.headline(), QStringLiteral("All together"));
    b.at(8);
    QCOMPARE(b.session.headline(), QStringLiteral("A breath"));
    b.at(30);
    QCOMPARE(b.session.headline(), QStringLiteral("Touch to play"));
}

void tst_session::stopIsHeardAtOnceAndPlayingOnBringsSoundBack()
{
    Bench b(1);
    b.at(1);
    b.strike(0);
    QVERIFY(b.render(4800) > 0.01F);
    b.session.stop();
    QVERIFY(b.session.isPaused());
    QCOMPARE(b.render(4800 + kBlockFrames), 0.0F);
    QCOMPARE(b.open, 0);
    b.strike(0, 2);
    QCOMPARE(b.render(4800), 0.0F);
    QCOMPARE(b.seat(0, SeatModel::Fingers).toInt(), 2); // pads answer all the same
    b.session.resume();
    QVERIFY(!b.session.isPaused());
    b.strike(0, 3);
    QVERIFY(b.render(4800) > 0.01F);
}

void tst_session::stopByTwoHandsAtOnceIsOneStop()
{
    Bench b(1);
    b.at(1);
    b.session.stop();
    b.session.stop();
    b.session.end();
    QCOMPARE(std::count_if(b.record.inputs.begin(), b.record.inputs.end(), [](const Input &in) { return std::holds_alternative<Cue>(in.what); }), 1);
}

void tst_session::doorsPlayFinishAndThenShowHome()
{
    Bench b(1);
    b.at(1);
    b.strike(0);
    b.session.goHome();
    QCOMPARE(b.session.place(), Session::Playing);
    QCOMPARE(b.session.state(), StageState::Outro);
    b.at(4.5);
    QCOMPARE(b.session.place(), Session::Home);
}

void tst_session::doorsWhileQuietShowHomeAtOnce()
{
    Bench b(1);
    b.at(1);
    b.strike(0);
    b.session.stop();
    b.session.goHome();
    QCOMPARE(b.session.place(), Session::Home);
    QVERIFY(!b.session.isPaused());
}

void tst_session::nothingPlaysBehindTheDoors()
{
    Bench b(1);
    b.session.goHome();
    b.at(5);
    QCOMPARE(b.session.place(), Session::Home);
    const auto inputs = b.record.inputs.size();
    b.strike(0);
    b.session.strikeSeat(0, 0);
    b.at(20); // the rest is over, too
    QCOMPARE(b.session.state(), StageState::Ready);
    b.strike(0);
    for (int kind = cues::Attention; kind <= cues::Hold; ++kind)
        b.session.cue(kind);
    b.session.next();
    b.session.again();
    b.session.desk()->halfTheRoom();
    b.at(30);
    QCOMPARE(b.session.state(), StageState::Ready);
    QCOMPARE(b.session.place(), Session::Home);
    b.session.end();
    QCOMPARE(b.record.inputs.size(), inputs + 3); // the finish, the lift of what a screen reader did not strike, and the end
    QVERIFY(std::none_of(b.record.outputs.begin(), b.record.outputs.end(), [](const Output &out) {
        const auto *note = std::get_if<Note>(&out.what);
        return note && toSeconds(out.t) > 6;
    }));
}

void tst_session::fingersThatTheDoorsLiftLeaveALogThatReplays()
{
    Bench b(3);
    connect(&b.session, &Session::placeChanged, &b.session, [&] { // as the pad surface does when it goes
        for (int seat = 0; seat < 3; ++seat)
            b.lift(seat, seat + 1);
    });
    b.at(1);
    for (int seat = 0; seat < 3; ++seat)
        b.strike(seat, seat + 1);
    b.at(2);
    b.session.goHome();
    b.at(8);
    QCOMPARE(b.session.place(), Session::Home);
    b.at(25);
    b.session.end();

    class Again final : public Audience {
    public:
        std::vector<Output> outputs;
        void onInput(const Input &) override {}
        void onOutput(const Output &out) override { outputs.push_back(out); }
        void onPlay(const Note &, Micros, std::optional<Micros>) override {}
        void onRelease(NoteId, Micros) override {}
        void onCancelPlanned(Micros) override {}
        void onStop(Micros) override {}
        void onResume(Micros) override {}
        void onProblem(const std::string &) override {}
    } again;
    Performance performance(Bench::header(3), b.all, again);
    performance.begin();
    for (const Input &in : b.record.inputs)
        if (!std::holds_alternative<Join>(in.what))
            performance.input(in);
    QCOMPARE(again.outputs.size(), b.record.outputs.size());
    for (std::size_t i = 0; i < again.outputs.size(); ++i)
        QCOMPARE(again.outputs[i], b.record.outputs[i]);
}

void tst_session::aCuesWordStaysUntilItIsCounted()
{
    Bench b(2);
    b.session.cue(cues::Attention);
    b.at(1);
    b.session.cue(cues::Accent);
    const auto word = [&] { return b.seat(0, SeatModel::Word).toString(); };
    QVERIFY(!word().isEmpty());
    const QString said = word();
    for (double t = 1.1; t < 3.9; t += 0.2) { // attention ends meanwhile
        b.at(t);
        QVERIFY2(!word().isEmpty(), qPrintable(QString::number(t)));
    }
    b.at(8);
    QVERIFY(word().isEmpty());
}

void tst_session::aScreenReaderStrikesAPad()
{
    Bench b(2);
    b.session.strikeSeat(1, 0);
    b.session.strikeSeat(12, 0); // no such seat, no such pad
    b.session.strikeSeat(1, 3);
    b.session.strikeSeat(-1, 0);
    b.render(512);
    QCOMPARE(b.ons[1], 1);
    QCOMPARE(b.ons[0], 0);
    b.session.end();
    const auto strikes = std::count_if(b.record.inputs.begin(), b.record.inputs.end(), [](const Input &in) { return std::holds_alternative<Strike>(in.what); });
    QCOMPARE(strikes, 1);
}

void tst_session::aLockedVolumeStaysWhereItIs()
{
    Bench b;
    b.session.setVolumeStep(4);
    QCOMPARE(b.session.volumeStep(), 4);
    b.session.desk()->setVolumeLocked(true);
    b.session.setVolumeStep(5);
    QCOMPARE(b.session.volumeStep(), 4);
    b.session.desk()->setVolumeLocked(false);
    b.session.setVolumeStep(5);
    QCOMPARE(b.session.volumeStep(), 5);
}

void tst_session::aDoorOpensStraightIntoPlaying()
{
    Bench b(1);
    b.session.goHome();
    b.at(5);
    b.session.openDoor(QStringLiteral("sing")); // not built: nothing happens
    QCOMPARE(b.session.place(), Session::Home);
    b.session.openDoor(QStringLiteral("play-together"));
    QCOMPARE(b.session.place(), Session::Playing);
    QCOMPARE(b.session.state(), StageState::Intro);
    b.strike(0);
    QCOMPARE(b.session.state(), StageState::Active);
}

void tst_session::theRecordIsCompleteWhenTheSessionEnds()
{
    Bench b;
    b.at(1);
    b.strike(2);
    b.at(2);
    b.session.end();
    QVERIFY(std::holds_alternative<Join>(b.record.inputs[0].what));
    QVERIFY(std::holds_alternative<Strike>(b.record.inputs[1].what));
    QCOMPARE(b.record.inputs[1].t, Micros{1'000'000}); // from the header on, whatever the steady clock says
    QVERIFY(std::holds_alternative<End>(b.record.inputs.back().what));
    int notes = 0;
    for (const Output &out : b.record.outputs)
        notes += std::holds_alternative<Note>(out.what) ? 1 : std::holds_alternative<Off>(out.what) ? -1 : 0;
    QCOMPARE(notes, 0);
    const auto lines = b.record.inputs.size();
    b.session.end();
    QCOMPARE(b.record.inputs.size(), lines);
}

void tst_session::volumeHasFiveStepsFourDecibelsApart()
{
    for (int step = 2; step <= 5; ++step)
        QCOMPARE(Session::volumeDb(step) - Session::volumeDb(step - 1), 4.0F);
    QCOMPARE(Session::volumeDb(5), 0.0F);
    QCOMPARE(Session::volumeDb(99), 0.0F);
    Bench b;
    QSignalSpy changed(&b.session, &Session::volumeStepChanged);
    b.session.setVolumeStep(9);
    QCOMPARE(b.session.volumeStep(), 5);
    b.session.setVolumeStep(5);
    QCOMPARE(changed.count(), 1);
}

void tst_session::whoseTurnItIsAndWhoIsNextIsSaidAndDrawn()
{
    Bench b(3);
    b.session.openDoor(QStringLiteral("pass-it-round"));
    b.session.next(); // out of the intro
    b.at(0.5);
    QCOMPARE(b.session.headline(), QStringLiteral("Listen"));
    QVERIFY(b.session.isPassing() && !b.session.isTravelling());
    QCOMPARE(b.session.turnFrom(), 0);
    QCOMPARE(b.session.turnTo(), 1);
    QVERIFY(b.seat(0, SeatModel::Asked).toBool() && !b.seat(0, SeatModel::Waits).toBool());
    QCOMPARE(b.seat(0, SeatModel::Word).toString(), QStringLiteral("Your turn"));
    QVERIFY(!b.seat(1, SeatModel::Asked).toBool() && b.seat(1, SeatModel::Waits).toBool());
    QCOMPARE(b.seat(1, SeatModel::Word).toString(), QStringLiteral("next"));
    QVERIFY(b.seat(2, SeatModel::Waits).toBool()); // its colour stays
    QCOMPARE(b.seat(2, SeatModel::Word).toString(), QString());
    b.session.next();
    QVERIFY(b.session.isPassing() && b.session.isTravelling());
    QCOMPARE(b.session.turnFrom(), 0);
    QCOMPARE(b.session.turnTo(), 1);
    b.at(2.1);
    QCOMPARE(b.session.turnFrom(), 1);
    QVERIFY(b.seat(1, SeatModel::Asked).toBool());
    b.session.next();
    b.at(4);
    QCOMPARE(b.session.turnFrom(), 2);
    QCOMPARE(b.session.turnTo(), -1); // then everybody
    QCOMPARE(b.session.beyondAsked(), QList<int>{}); // each has a pad on the glass
    b.session.stop();
    QVERIFY(!b.session.isPassing());
    QCOMPARE(b.session.headline(), QStringLiteral("Quiet"));
    QVERIFY(!b.seat(2, SeatModel::Asked).toBool()); // in the quiet all pads are outlines
    b.session.resume();
    QVERIFY(b.seat(2, SeatModel::Asked).toBool());
    QCOMPARE(b.session.turnFrom(), 2);
}

void tst_session::whoIsInvitedIsAskedToJoinIn()
{
    Bench b(2);
    b.session.desk()->another(QStringLiteral("conversation"));
    b.session.next();
    QCOMPARE(b.session.headline(), QStringLiteral("Talk in music"));
    for (int i = 0; i < 22; ++i) {
        b.at(1 + i);
        b.strike(0);
        b.lift(0);
    }
    QCOMPARE(b.seat(1, SeatModel::Word).toString(), QStringLiteral("Join in"));
    b.strike(1);
    b.at(23);
    QCOMPARE(b.seat(1, SeatModel::Word).toString(), QString());
}

void tst_session::aCallIsShownAsItSoundsAndItsAnswerAfterIt()
{
    Bench b(2);
    b.session.desk()->another(QStringLiteral("echo"));
    b.session.next();
    const auto mark = [&](int row, MarkModel::Role role) { return b.session.marks()->data(b.session.marks()->index(row), role); };
    b.at(1);
    b.strike(0);
    b.lift(0);
    b.at(1.5);
    b.strike(1); // softly, out of turn: not of the call
    b.lift(1);
    b.at(6);
    b.strike(0);
    QCOMPARE(b.session.marks()->count(), 1); // it was closed by its quiet, and the app's own prompts are not drawn
    b.lift(0);
    QCOMPARE(b.session.state(), StageState::Response);
    QVERIFY(mark(0, MarkModel::Past).toBool());
    b.at(21);
    QVERIFY(b.session.desk()->rung() >= 2); // shown how: that is not drawn as an answer
    QCOMPARE(b.session.marks()->count(), 1);
    b.strike(1);
    QCOMPARE(b.session.marks()->count(), 2);
    QCOMPARE(mark(1, MarkModel::MarkSeat).toInt(), 1);
    QVERIFY(!mark(1, MarkModel::Past).toBool());
    QCOMPARE(mark(1, MarkModel::At).toDouble(), MarkModel::kLongest); // a long pause is a short way
    // What is more than eight is heard and not drawn.
    for (int i = 0; i < 20; ++i) {
        b.lift(1);
        b.at(21.1 + 0.1 * i);
        b.strike(1);
    }
    QCOMPARE(b.session.marks()->count(), 1 + MarkModel::kMost);
    b.session.desk()->another(QStringLiteral("groove-pass"));
    QCOMPARE(b.session.marks()->count(), 0);
}

void tst_session::whatIsShownOfACallOutlastsAStop()
{
    Bench b(2);
    b.session.desk()->another(QStringLiteral("echo"));
    b.session.next();
    const auto stopAndGoOn = [&](double t) {
        b.at(t);
        b.session.stop();
        b.session.resume();
    };
    b.at(1);
    b.strike(0);
    b.lift(0);
    stopAndGoOn(1.5);
    QCOMPARE(b.session.marks()->count(), 1);
    b.at(6);
    QCOMPARE(b.session.state(), StageState::Response);
    b.strike(1);
    b.lift(1);
    stopAndGoOn(6.5);
    QCOMPARE(b.session.marks()->count(), 2);
    QVERIFY(!b.session.marks()->data(b.session.marks()->index(1), MarkModel::Past).toBool()); // it goes on
    b.session.again(); // from the beginning
    QCOMPARE(b.session.marks()->count(), 0);
}

void tst_session::asManyStepsAreShownAsHaveOpened()
{
    Bench b(2);
    b.session.desk()->another(QStringLiteral("together"));
    b.session.next();
    for (int step = 1; step <= 3; ++step) {
        b.at(step);
        b.session.next();
        QCOMPARE(b.session.marks()->count(), step);
    }
    b.at(4);
    b.session.stop();
    b.session.resume();
    QCOMPARE(b.session.marks()->count(), 3);
    b.session.again(); // a step back
    QCOMPARE(b.session.marks()->count(), 2);
    b.session.next();
    QCOMPARE(b.session.marks()->count(), 3);
}

void tst_session::aStepOfTheLadderIsSeenByTheLeader()
{
    Bench b(2);
    b.session.openDoor(QStringLiteral("pass-it-round"));
    b.session.next();
    b.at(0.1);
    QCOMPARE(b.session.desk()->turnSeat(), 0);
    QCOMPARE(b.session.desk()->rung(), 0);
    b.at(7.6); // half of W
    QCOMPARE(b.session.desk()->rung(), 1);
    b.session.desk()->step();
    b.at(7.7);
    QCOMPARE(b.session.desk()->rung(), 2);
    b.strike(0);
    QCOMPARE(b.session.desk()->rung(), -1); // nobody is waited for
    b.lift(0);
    QCOMPARE(b.seat(0, SeatModel::Turns).toInt(), 0);
    b.at(12);
    QCOMPARE(b.seat(0, SeatModel::Turns).toInt(), 1);
}

namespace {

Recipe recipe(std::initializer_list<const char *> activities)
{
    Recipe recipe{"own", "Ours", 10, {}};
    for (const char *activity : activities)
        recipe.steps.push_back({std::string("Step ") + activity, activity, std::string("Say ") + activity, 2, {{"bpm", SettingValue{Scalar{70.0}}}}});
    return recipe;
}

std::vector<std::string> starts(const Kept &record)
{
    std::vector<std::string> all;
    for (const Input &in : record.inputs)
        if (const auto *start = std::get_if<Start>(&in.what))
            all.push_back(start->activity);
    return all;
}

} // namespace

void tst_session::aSessionGoesFromStepToStepByNext()
{
    Bench b(2);
    SessionPlan &plan = *b.session.plan();
    plan.setRecipes({recipe({"hello", "our-pulse", "goodbye"})});
    QCOMPARE(plan.recipes(), QStringList{QStringLiteral("Ours")});
    b.session.startPlan(3); // there is none
    QVERIFY(!plan.isRunning());
    b.session.startPlan(0);
    QVERIFY(plan.isRunning() && b.session.isDrawerOpen());
    QCOMPARE(b.session.activity(), Session::Hello);
    QCOMPARE(b.session.stage().room().settings.bpm, Bpm{70});
    QCOMPARE(plan.line(), QStringLiteral("Say hello"));
    QCOMPARE(plan.nextName(), QStringLiteral("Step our-pulse"));
    QCOMPARE(plan.minutesLeft(), 10);
    b.at(61);
    QCOMPARE(plan.minutesLeft(), 9);
    // Next: the ending of this step, a breath, the next.
    b.session.nextStep();
    QCOMPARE(b.session.activity(), Session::Hello);
    b.at(71);
    QVERIFY(b.session.isResting());
    QCOMPARE(plan.line(), QStringLiteral("Say our-pulse")); // to be said in the breath
    QCOMPARE(plan.nextName(), QStringLiteral("Step goodbye"));
    b.session.nextStep(); // not waited for
    QCOMPARE(b.session.activity(), Session::OurPulse);
    QVERIFY(!b.session.isResting());
    b.at(800); // nothing ends by the clock
    QCOMPARE(b.session.activity(), Session::OurPulse);
    QCOMPARE(plan.minutesLeft(), 0);
    b.session.nextStep();
    b.at(840); // the breath is over by itself, too
    QCOMPARE(b.session.activity(), Session::Goodbye);
    QCOMPARE(plan.nextName(), QString());
    b.session.nextStep();
    b.at(880);
    QVERIFY(!plan.isRunning());
    QCOMPARE(b.session.place(), Session::Home);
    b.session.end();
    QCOMPARE(starts(b.record), (std::vector<std::string>{"hello", "our-pulse", "goodbye"}));
}

void tst_session::goodbyeIsTheEndOfASession()
{
    Bench b(1);
    b.session.plan()->setRecipes({recipe({"open-pads", "goodbye"})});
    b.session.startPlan(0);
    b.session.finish(); // Finish is not Next: this step may begin again
    b.at(10);
    QVERIFY(b.session.isResting());
    QCOMPARE(b.session.plan()->step(), 0);
    b.at(30);
    QCOMPARE(b.session.state(), StageState::Ready);
    b.session.nextStep();
    b.at(31);
    QCOMPARE(b.session.activity(), Session::Goodbye);
    b.session.next(); // out of the intro
    b.at(32);
    b.strike(0);
    b.lift(0);
    b.at(60); // one round, and the chord that all share
    QCOMPARE(b.session.place(), Session::Home);
    QVERIFY(!b.session.plan()->isRunning());
}

void tst_session::aSessionIsLeftByTheDoorsOrForAnother()
{
    Bench b(2);
    b.session.plan()->setRecipes({recipe({"hello", "our-pulse"})});
    b.session.startPlan(0);
    b.session.desk()->another(QStringLiteral("echo"));
    QVERIFY(!b.session.plan()->isRunning());
    b.session.startPlan(0);
    b.session.goHome();
    QVERIFY(!b.session.plan()->isRunning());
    b.at(40);
    QCOMPARE(b.session.place(), Session::Home);
    b.at(60);
    QCOMPARE(b.session.place(), Session::Home);
    b.session.nextStep();
    QCOMPARE(b.session.place(), Session::Home);
}

void tst_session::aStopInASessionIsNoNext()
{
    Bench b(2);
    b.session.plan()->setRecipes({recipe({"hello", "our-pulse"})});
    b.session.startPlan(0);
    b.at(1);
    b.session.stop();
    QCOMPARE(b.session.plan()->step(), 0);
    b.session.resume();
    QCOMPARE(b.session.activity(), Session::Hello);
    b.session.stop();
    b.session.nextStep(); // out of the quiet it goes on
    b.at(20);
    b.session.nextStep();
    QCOMPARE(b.session.activity(), Session::OurPulse);
}

void tst_session::behindTheStaffDoorItIsSilent()
{
    Bench b;
    b.session.staff()->knock();
    QVERIFY(b.session.isPaused());
    b.session.staff()->close();
    QVERIFY(!b.session.isPaused()); // nobody was there: it waits for a touch as before

    b.strike(0);
    b.session.toggleDrawer();
    b.session.staff()->knock();
    QVERIFY(b.session.isPaused() && !b.session.isDrawerOpen());
    b.render(4800);
    QCOMPARE(b.render(4800), 0.0F);
    b.session.staff()->close();
    QVERIFY(b.session.isPaused()); // music does not come out of a wall by itself
}

void tst_session::whoPlaysOnShutsTheStaffDoor()
{
    Bench b;
    b.strike(0);
    b.session.staff()->knock();
    b.session.resume();
    QVERIFY(!b.session.staff()->isOpen());
    QVERIFY(!b.session.isPaused());
}

void tst_session::nobodyGetsLouderThanTheLoudest()
{
    Bench b;
    b.session.setVolumeStep(5);
    b.session.setup()->setLoudestStep(3);
    b.render(48000);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(3));
    b.session.setVolumeStep(4);
    QCOMPARE(b.session.volumeStep(), 3);
    b.session.setVolumeStep(2);
    QCOMPARE(b.session.volumeStep(), 2);
    b.render(48000);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(2));
}

void tst_session::quietHoursAreSofterAndGiveBackWhatWas()
{
    Bench b;
    b.session.setVolumeStep(4);
    b.session.setup()->setQuietStep(1);
    b.session.setQuietHours(true);
    b.render(48000);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(1));
    QCOMPARE(b.session.volumeStep(), 1); // as it is heard
    b.session.setVolumeStep(2);
    QCOMPARE(b.session.volumeStep(), 1); // louder is nothing now, and takes nothing from what was chosen
    QCOMPARE(b.session.chosenVolumeStep(), 4);
    b.session.setQuietHours(false);
    b.render(48000);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(4));
}

void tst_session::theTestSoundIsHeardBehindTheDoorAlone()
{
    Bench b;
    b.session.testSound(true);
    b.render(4800);
    QCOMPARE(b.open, 0);
    b.strike(0);
    b.session.setVolumeStep(1);
    b.session.staff()->knock();
    b.render(4800);
    b.session.testSound(true);
    b.render(4 * 48000); // no volume jumps
    QCOMPARE(b.open, 4);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(5)); // at the loudest that may be
    const std::size_t lines = b.record.outputs.size();
    b.session.staff()->close();
    b.render(4800);
    QCOMPARE(b.render(4800), 0.0F);
    QVERIFY(b.session.isPaused());
    QCOMPARE(b.record.outputs.size(), lines); // it is no play, and no log has it
    b.session.resume();
    b.render(4 * 48000);
    QCOMPARE(b.engine.state().masterDb, Session::volumeDb(1));
}

void tst_session::stopEndsTheTestSoundToo()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QObject::connect(&keys, &Keyboard::stopAsked, &b.session, &Session::stop);
    QObject::connect(b.session.staff(), &Staff::changed, &keys, [&] { keys.setPlaying(!b.session.staff()->isOpen()); });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    b.session.staff()->knock();
    b.session.testSound(true);
    b.render(48000);
    QCOMPARE(b.open, 4);
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!b.session.isTestSounding());
    b.render(4800); // a tenth of a second
    QCOMPARE(b.render(64), 0.0F);
    QVERIFY(b.session.isPaused() && b.session.staff()->isOpen());
}

void tst_session::theTestSoundEndsWithItsPage()
{
    Bench b;
    b.session.staff()->knock();
    b.session.staff()->show(Staff::SetUp);
    RoomSetup *setup = b.session.setup();
    for (setup->begin(); setup->page() != RoomSetup::Sound;)
        setup->next();
    b.session.testSound(true);
    QVERIFY(b.session.isTestSounding());
    setup->next();
    QVERIFY(!b.session.isTestSounding());
    setup->previous();
    b.session.testSound(true);
    b.session.staff()->back();
    QVERIFY(!b.session.isTestSounding());
}

void tst_session::whatWasSetForSomebodyGoesWithThemInTheDark()
{
    Bench b;
    b.session.setPalettes({{"marimba", "warm-pad"}, {"marimba"}});
    b.strike(0);
    b.lift(0);
    b.session.desk()->choose(0);
    b.session.desk()->quiet();
    b.session.desk()->assist();
    b.session.desk()->help(2);
    b.session.desk()->waitLonger(20);
    b.session.desk()->waitWith(1);
    b.session.desk()->cue(cues::Calm);
    b.session.goHome(); // nothing is asked of play behind the doors
    b.at(3000);
    b.session.setDark(true);
    b.session.setDark(false);
    QVERIFY(!b.session.isCalm());
    const Settings &settings = b.session.stage().room().settings;
    const Settings fresh;
    QCOMPARE(settings.assisted, fresh.assisted);
    QCOMPARE(settings.help, fresh.help);
    QCOMPARE(settings.waitS, fresh.waitS);
    QCOMPARE(settings.ladder, fresh.ladder);
    b.render(48000);
    const int before = b.ons[0];
    b.strike(0, 7);
    b.render(480);
    QCOMPARE(b.ons[0], before + 1); // the next at that seat is heard
}

void tst_session::whoIsWaitedForHoldsTheScreen()
{
    Bench b;
    QVERIFY(!b.session.isHeld());
    b.strike(0);
    b.lift(0);
    QVERIFY(!b.session.isHeld());
    b.session.openDoor(QStringLiteral("pass-it-round"));
    b.session.next();
    QVERIFY(b.session.isHeld());
    b.session.stop();
    QVERIFY(b.session.isHeld());
    for (const char *game : {"conversation", "together"}) { // somebody may be waited for who is nobody's turn
        Bench two;
        two.strike(0);
        two.lift(0);
        two.strike(1);
        two.lift(1);
        two.session.desk()->another(QLatin1StringView(game));
        two.session.next(); // past the welcome
        QVERIFY2(two.session.isHeld(), game);
    }
    Bench pads;
    pads.strike(0);
    QVERIFY(pads.session.isHeld()); // a finger that stays
    pads.lift(0);
    QVERIFY(!pads.session.isHeld());
}

void tst_session::inTheDarkAStrangersFirstTouchIsHeard()
{
    Bench b;
    b.strike(0);
    b.lift(0);
    b.session.openDoor(QStringLiteral("drum"));
    b.session.toggleDrawer();
    b.session.stop();
    b.at(2000);
    b.session.setDark(true);
    QVERIFY(!b.session.isDrawerOpen() && !b.session.isPaused());
    QCOMPARE(b.session.activity(), Session::OpenPads);
    QCOMPARE(b.session.place(), Session::Playing);
    for (int seat = 0; seat < kMaxSeats; ++seat)
        QVERIFY(!b.session.stage().room().seat(SeatId{seat}).present);
    b.render(48000);
    const int before = b.ons[2];
    b.strike(2, 9);
    b.session.setDark(false);
    b.render(480);
    QCOMPARE(b.ons[2], before + 1);
}

void tst_session::aWaitThatIsDecidedIsForEverySeat()
{
    Bench b;
    b.session.setup()->setWaitS(30);
    for (int seat = 0; seat < kMaxSeats; ++seat)
        QCOMPARE(b.session.stage().room().settings.waitS[static_cast<std::size_t>(seat)], 30.0);
}

void tst_session::aCodeOfPressesKnocks()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy asked(&keys, &Keyboard::staffAsked);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const auto send = [&](QEvent::Type type, quint64 ms) {
        QKeyEvent event(type, Qt::Key_Space, Qt::NoModifier);
        event.setTimestamp(ms);
        QCoreApplication::sendEvent(&window, &event);
    };
    quint64 ms = 1000;
    const auto code = [&] {
        for (const quint64 length : {2000, 300, 2000, 300, 2000}) {
            send(QEvent::KeyPress, ms);
            send(QEvent::KeyRelease, ms + length);
            ms += length + 500;
        }
    };
    code();
    QTRY_COMPARE(asked.size(), 1);
    keys.setPlaying(false); // behind the door
    code();
    QTRY_COMPARE(asked.size(), 2);
}

void tst_session::keysDoNotPlayBehindTheStaffDoor()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy cue(&keys, &Keyboard::cueAsked);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyPress(&window, Qt::Key_1);
    keys.setPlaying(false);
    QCOMPARE(std::count_if(b.record.inputs.begin(), b.record.inputs.end(), [](const Input &in) { return std::holds_alternative<Lift>(in.what); }), 0);
    b.session.end();
    QCOMPARE(std::count_if(b.record.inputs.begin(), b.record.inputs.end(), [](const Input &in) { return std::holds_alternative<Lift>(in.what); }), 1);
    QTest::keyClick(&window, Qt::Key_R);
    QVERIFY(cue.isEmpty());
    keys.setPlaying(true);
    QTest::keyClick(&window, Qt::Key_R);
    QCOMPARE(cue.size(), 1);
}

void tst_session::theCountIsShownAtEverySeat()
{
    Bench b(3);
    b.at(1);
    b.strike(0);
    b.session.finish();
    QStringList counts;
    for (double t = 1; t < 5; t += 0.1) {
        b.at(t);
        for (int row = 1; row < b.session.seats()->count(); ++row)
            QCOMPARE(b.seat(row, SeatModel::Word), b.seat(0, SeatModel::Word));
        const QString word = b.seat(0, SeatModel::Word).toString();
        if (counts.isEmpty() || counts.last() != word)
            counts << word;
    }
    QCOMPARE(counts, (QStringList{"3", "2", "1", ""}));
}

void tst_session::keysStrikeSeatsAndEscapeStops()
{
    Bench b;
    b.at(1);
    QQuickWindow window;
    Keyboard keys(window, b.session);
    connect(&keys, &Keyboard::stopAsked, &b.session, &Session::stop);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyPress(&window, Qt::Key_3);
    QCOMPARE(b.seat(2, SeatModel::Fingers).toInt(), 1);
    QTest::keyRelease(&window, Qt::Key_3);
    QTRY_COMPARE(b.seat(2, SeatModel::Fingers).toInt(), 0);
    QTest::keyClick(&window, Qt::Key_Space);
    QCOMPARE(b.seat(0, SeatModel::Strikes).toInt(), 1);
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(b.session.isPaused());
    b.session.end();
    const auto *strike = std::get_if<Strike>(&b.record.inputs[1].what);
    QVERIFY(strike && strike->by == StrikeBy::Key);
}

void tst_session::spaceAndEnterBelongToAControlThatHasTheFocus()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QQuickItem control(window.contentItem());
    control.setActiveFocusOnTab(true);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.requestActivate();
    control.forceActiveFocus();
    QTRY_VERIFY(control.hasActiveFocus());
    QTest::keyClick(&window, Qt::Key_Space);
    QCOMPARE(b.seat(0, SeatModel::Strikes).toInt(), 0);
    QTest::keyClick(&window, Qt::Key_1); // a digit is a seat all the same
    QCOMPARE(b.seat(0, SeatModel::Strikes).toInt(), 1);
}

void tst_session::keysThatAreDownWhenTheWindowLosesTheKeyboardAreLifted()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyPress(&window, Qt::Key_1);
    QCOMPARE(b.seat(0, SeatModel::Fingers).toInt(), 1);
    window.hide();
    QTRY_COMPARE(b.seat(0, SeatModel::Fingers).toInt(), 0);
}

void tst_session::aClickerLeads()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy next(&keys, &Keyboard::nextAsked), again(&keys, &Keyboard::againAsked), finish(&keys, &Keyboard::finishAsked),
        stop(&keys, &Keyboard::stopAsked);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyPress(&window, Qt::Key_PageDown);
    QCOMPARE(next.count(), 0); // it may still become Finish
    QTest::keyRelease(&window, Qt::Key_PageDown);
    QTRY_COMPARE(next.count(), 1);
    QTest::keyClick(&window, Qt::Key_PageUp);
    QCOMPARE(again.count(), 1);
    QTest::keyClick(&window, Qt::Key_Period);
    QCOMPARE(stop.count(), 1);
    QTest::keyPress(&window, Qt::Key_PageDown);
    QTRY_COMPARE_WITH_TIMEOUT(finish.count(), 1, 3000);
    QTest::keyRelease(&window, Qt::Key_PageDown);
    QCOMPARE(next.count(), 1);
}

void tst_session::forwardHeldOnABusyMachineIsFinishToo()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy next(&keys, &Keyboard::nextAsked), finish(&keys, &Keyboard::finishAsked);
    const auto send = [&](QEvent::Type type, quint64 ms) {
        QKeyEvent event(type, Qt::Key_PageDown, Qt::NoModifier);
        event.setTimestamp(ms);
        QCoreApplication::sendEvent(&window, &event);
    };
    // Press and release wait together until somebody looks: what they say of themselves counts.
    send(QEvent::KeyPress, 5000);
    send(QEvent::KeyRelease, 6100);
    QTRY_COMPARE(finish.count(), 1);
    QCOMPARE(next.count(), 0);
    send(QEvent::KeyPress, 8000);
    send(QEvent::KeyRelease, 8900);
    QTRY_COMPARE(next.count(), 1);
    QCOMPARE(finish.count(), 1);
}

void tst_session::aKeyThatRepeatsItselfIsHeldHoweverItIsTold()
{
    // X tells of it as of a release and a press at the same moment; where they come in one piece Qt knows, else it does not.
    Bench b(9);
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy next(&keys, &Keyboard::nextAsked), finish(&keys, &Keyboard::finishAsked), cue(&keys, &Keyboard::cueAsked);
    const auto send = [&](QEvent::Type type, int key, quint64 ms) {
        QKeyEvent event(type, key, Qt::NoModifier);
        event.setTimestamp(ms);
        QCoreApplication::sendEvent(&window, &event);
    };
    const auto hold = [&](int key, quint64 from, quint64 to) {
        send(QEvent::KeyPress, key, from);
        for (quint64 ms = from + 660; ms < to; ms += 40) {
            send(QEvent::KeyRelease, key, ms);
            send(QEvent::KeyPress, key, ms);
        }
        send(QEvent::KeyRelease, key, to);
    };
    hold(Qt::Key_PageDown, 1000, 2500);
    QTRY_COMPARE(finish.count(), 1);
    QCOMPARE(next.count(), 0);
    hold(Qt::Key_R, 3000, 5000);
    QCOMPARE(cue.count(), 1);
    hold(Qt::Key_3, 6000, 9000);
    const auto count = [&](auto is) { return std::count_if(b.record.inputs.begin(), b.record.inputs.end(), is); };
    QTRY_COMPARE(count([](const Input &in) { return std::holds_alternative<Lift>(in.what); }), 1);
    QCOMPARE(count([](const Input &in) { return std::holds_alternative<Strike>(in.what); }), 1);
    // A person who drums on a key is no repeat.
    for (quint64 ms = 10'000; ms < 11'000; ms += 50) {
        send(QEvent::KeyPress, Qt::Key_3, ms);
        send(QEvent::KeyRelease, Qt::Key_3, ms + 25);
    }
    QTRY_COMPARE(count([](const Input &in) { return std::holds_alternative<Lift>(in.what); }), 21);
    QCOMPARE(count([](const Input &in) { return std::holds_alternative<Strike>(in.what); }), 21);
}

void tst_session::lettersAndTheNumberPadGiveCues()
{
    Bench b;
    QQuickWindow window;
    Keyboard keys(window, b.session);
    QSignalSpy cue(&keys, &Keyboard::cueAsked);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyClick(&window, Qt::Key_R);
    QCOMPARE(cue.takeFirst().first().toInt(), static_cast<int>(cues::Rumble));
    QTest::keyClick(&window, Qt::Key_8, Qt::KeypadModifier);
    QCOMPARE(cue.takeFirst().first().toInt(), static_cast<int>(cues::Groove));
    QCOMPARE(b.seat(7, SeatModel::Strikes).toInt(), 0);
    QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
    QVERIFY(cue.isEmpty());
}

QTEST_MAIN(tst_session)
#include "tst_session.moc"
