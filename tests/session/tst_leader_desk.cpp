// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/performance.h"
#include "session/cues.h"
#include "session/leader_desk.h"

#include <QSignalSpy>
#include <QTest>

using namespace tutti;

namespace {

std::shared_ptr<const Repertoire> repertoire()
{
    auto all = std::make_shared<Repertoire>();
    const auto drum = [](const char *id) {
        Instrument instrument;
        instrument.id = id;
        instrument.pitched = false;
        return instrument;
    };
    all->palette = Palette({drum("djembe"), drum("shaker"), drum("surdo"), {"bass", true, 28, 55, {}, false}, {"warm-pad", true, 36, 84, {}, false}});
    return all;
}

/// The desk with a performance behind it, as in a session.
class Desk final : private Audience {
public:
    explicit Desk(int seats) : m_performance(header(seats), repertoire(), *this)
    {
        desk.instruments()->set({{QStringLiteral("djembe"), QStringLiteral("Djembe"), InstrumentModel::Drum},
            {QStringLiteral("shaker"), QStringLiteral("Shaker"), InstrumentModel::Shaker}, {QStringLiteral("surdo"), QStringLiteral("Big drum"), InstrumentModel::Drum}});
        m_performance.begin();
        desk.show(m_performance.stage());
    }
    void runTo(double seconds)
    {
        m_performance.advanceTo(microsFromSeconds(seconds));
        desk.show(m_performance.stage());
    }
    [[nodiscard]] const Stage &stage() const { return m_performance.stage(); }

    std::vector<LeaderDesk::What> given; ///< what the desk asked for
    LeaderDesk desk{[this](LeaderDesk::What what) {
        given.push_back(what);
        m_performance.input(Input{m_performance.now(), std::move(what)});
        desk.show(m_performance.stage());
    }};

private:
    static Header header(int seats)
    {
        Header header;
        header.seats = seats;
        header.activity = "our-pulse";
        header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}, {"instruments", SettingValue{std::vector<std::string>{"djembe", "shaker", "surdo", "shaker", "djembe", "shaker", "surdo"}}}};
        return header;
    }
    void onInput(const Input &) override {}
    void onOutput(const Output &) override {}
    void onPlay(const Note &, Micros, std::optional<Micros>) override {}
    void onRelease(NoteId, Micros) override {}
    void onCancelPlanned(Micros) override {}
    void onStop(Micros) override {}
    void onResume(Micros) override {}
    void onProblem(const std::string &) override {}

    Performance m_performance;
};

std::vector<SeatId> seats(std::initializer_list<int> all)
{
    std::vector<SeatId> found;
    for (const int seat : all)
        found.push_back(SeatId{seat});
    return found;
}

LeaderDesk::What sculpt(std::initializer_list<int> who, const char *share) { return Cue{CueKind::Sculpt, seats(who), Scalar{std::string(share)}}; }
LeaderDesk::What setting(const char *key, const char *value, int seat) { return Set{{key, SettingValue{Scalar{std::string(value)}}}, SeatId{seat}}; }

} // namespace

class tst_leader_desk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void turnsAreLedFromTheDesk();
    void aCueIsAnInputAndNonsenseIsNone();
    void whoPlaysIsPickedBySeatHalfFamilyAndColour_data();
    void whoPlaysIsPickedBySeatHalfFamilyAndColour();
    void nobodyPickedIsEverybody();
    void halfTheRoomIsOneHalfThenTheOtherThenAll();
    void allPlayBeginsTheHalvesAnew();
    void withoutAChosenSeatNothingIsAsked();
    void oneSeatIsLookedAfter();
    void whoRestsComesBack();
    void theMeterMovesSlowlyBothWays();
};

void tst_leader_desk::aCueIsAnInputAndNonsenseIsNone()
{
    Desk d(4);
    d.desk.cue(cues::Accent);
    d.desk.cue(-1);
    d.desk.cue(cues::Hold + 1);
    QCOMPARE(d.given, (std::vector<LeaderDesk::What>{Cue{CueKind::Accent, {}, {}}}));
}

void tst_leader_desk::whoPlaysIsPickedBySeatHalfFamilyAndColour_data()
{
    using Pick = std::function<void(LeaderDesk &)>;
    using Seats = std::vector<SeatId>;
    QTest::addColumn<Pick>("pick");
    QTest::addColumn<Seats>("wanted");
    const auto row = [](const char *name, Pick pick, Seats wanted) { QTest::newRow(name) << pick << wanted; };
    row("seats", [](LeaderDesk &desk) { desk.pick(3); desk.pick(1); desk.pick(2); desk.pick(2); desk.pick(12); desk.pick(-1); }, seats({1, 3}));
    row("left half", [](LeaderDesk &desk) { desk.pickHalf(true); }, seats({0, 1, 2, 3}));
    row("right half", [](LeaderDesk &desk) { desk.pickHalf(false); }, seats({4, 5, 6}));
    row("shakers", [](LeaderDesk &desk) { desk.pickFamily(InstrumentModel::Shaker); }, seats({1, 3, 5}));
    row("drums", [](LeaderDesk &desk) { desk.pickFamily(InstrumentModel::Drum); }, seats({0, 2, 4, 6}));
    row("the first shape", [](LeaderDesk &desk) { desk.pickColour(0); }, seats({0, 6}));
    row("half after seats", [](LeaderDesk &desk) { desk.pick(6); desk.pickHalf(true); }, seats({0, 1, 2, 3}));
}

void tst_leader_desk::whoPlaysIsPickedBySeatHalfFamilyAndColour()
{
    QFETCH(std::function<void(LeaderDesk &)>, pick);
    QFETCH(std::vector<SeatId>, wanted);
    const char *const shares[] = {"play", "soft", "very-soft"};
    for (int share = 0; share < 3; ++share) {
        Desk d(7);
        pick(d.desk);
        d.desk.give(share);
        QCOMPARE(d.given, (std::vector<LeaderDesk::What>{Cue{CueKind::Sculpt, wanted, Scalar{std::string(shares[share])}}}));
        for (int seat = 0; seat < kMaxSeats; ++seat)
            QVERIFY(!d.desk.isPicked(SeatId{seat})); // chosen anew each time
    }
}

void tst_leader_desk::nobodyPickedIsEverybody()
{
    Desk d(4);
    d.desk.give(1);
    d.desk.give(2);
    d.desk.give(-1);
    d.desk.give(3);
    QVERIFY(d.given.empty());
    d.desk.give(0);
    QCOMPARE(d.given, (std::vector<LeaderDesk::What>{sculpt({}, "play")}));
}

void tst_leader_desk::halfTheRoomIsOneHalfThenTheOtherThenAll()
{
    Desk d(4);
    for (int touch = 0; touch < 3; ++touch) {
        d.desk.halfTheRoom();
        QCOMPARE(d.desk.half(), (touch + 1) % 3);
        d.runTo(10 * (touch + 1)); // it lands
        QCOMPARE(d.desk.half(), (touch + 1) % 3);
    }
    QCOMPARE(d.given, (std::vector<LeaderDesk::What>{sculpt({0, 1}, "play"), sculpt({2, 3}, "play"), sculpt({}, "play")}));
}

void tst_leader_desk::allPlayBeginsTheHalvesAnew()
{
    Desk d(4);
    d.desk.halfTheRoom();
    d.runTo(10);
    QCOMPARE(d.desk.half(), 1);
    d.desk.cue(cues::Groove);
    d.runTo(20);
    QCOMPARE(d.desk.half(), 0);
    d.desk.halfTheRoom();
    QCOMPARE(d.given.back(), sculpt({0, 1}, "play"));
}

void tst_leader_desk::withoutAChosenSeatNothingIsAsked()
{
    Desk d(4);
    d.desk.play(QStringLiteral("shaker"));
    d.desk.help(1);
    d.desk.quiet();
    d.desk.rest();
    d.desk.ask();
    d.desk.choose(2);
    d.desk.choose(2); // and not after all
    d.desk.quiet();
    QVERIFY(d.given.empty());
}

void tst_leader_desk::oneSeatIsLookedAfter()
{
    Desk d(4);
    d.desk.choose(2);
    d.desk.play(QStringLiteral("shaker"));
    for (int level = -1; level <= 3; ++level)
        d.desk.help(level);
    d.desk.quiet();
    d.desk.ask();
    QCOMPARE(d.given, (std::vector<LeaderDesk::What>{setting("instruments", "shaker", 2), setting("help", "off", 2), setting("help", "gentle", 2),
                             setting("help", "full", 2), Cue{CueKind::QuietMe, seats({2}), {}}, Cue{CueKind::Next, seats({2}), {}}}));
    QVERIFY(d.stage().room().seat(SeatId{2}).quiet);
    QCOMPARE(d.stage().room().instrumentOf(SeatId{2}).id, std::string("shaker"));
    QCOMPARE(d.stage().room().settings.help[2], BeatHelp::Full);
}

void tst_leader_desk::whoRestsComesBack()
{
    Desk d(4);
    d.desk.choose(1);
    d.desk.rest();
    QVERIFY(d.stage().room().seat(SeatId{1}).resting);
    d.desk.rest();
    QVERIFY(!d.stage().room().seat(SeatId{1}).resting);
    QCOMPARE(d.given, (std::vector<LeaderDesk::What>{RestOn{SeatId{1}}, RestOff{SeatId{1}}}));
}

void tst_leader_desk::theMeterMovesSlowlyBothWays()
{
    Desk d(4);
    QSignalSpy moved(&d.desk, &LeaderDesk::heardChanged);
    d.desk.hear(0, 0.1);
    QCOMPARE(moved.count(), 0);
    d.desk.hear(1, 0.1);
    QVERIFY(d.desk.heard() > 0 && d.desk.heard() < 0.05);
    for (int i = 0; i < 200; ++i)
        d.desk.hear(1, 0.1);
    QVERIFY(d.desk.heard() > 0.98 && d.desk.heard() <= 1);
    d.desk.hear(0, 0.1);
    QVERIFY(d.desk.heard() > 0.93);
    for (int i = 0; i < 200; ++i)
        d.desk.hear(0.063, 0.1); // half way down the 48 dB
    QVERIFY(std::abs(d.desk.heard() - 0.5) < 0.02);
}

void tst_leader_desk::turnsAreLedFromTheDesk()
{
    Desk d(3);
    d.desk.step();
    QCOMPARE(d.given.back(), (LeaderDesk::What{Cue{CueKind::Next, {}, Scalar{std::string("step")}}}));
    // More take part than sit; counted from those who do.
    d.desk.takePart(1);
    QCOMPARE(d.desk.people(), 4);
    d.desk.takePart(1);
    QCOMPARE(d.desk.people(), 5);
    for (int i = 0; i < 9; ++i)
        d.desk.takePart(-1);
    QCOMPARE(d.desk.people(), 3); // as many as sit, not fewer
    // The way it is played: the same again is as usual.
    d.desk.vary(LeaderDesk::Mirror);
    QCOMPARE(d.desk.variant(), LeaderDesk::Mirror);
    d.desk.vary(LeaderDesk::Mirror);
    QCOMPARE(d.desk.variant(), LeaderDesk::Usual);
    // Of nobody: nothing.
    const auto before = d.given.size();
    d.desk.waitLonger(5);
    d.desk.endLater(0.5);
    d.desk.assist();
    QCOMPARE(d.given.size(), before);
    d.desk.choose(1);
    d.desk.waitLonger(-5);
    QCOMPARE(d.stage().room().settings.waitS[1], 10.0);
    for (int i = 0; i < 20; ++i)
        d.desk.waitLonger(5);
    QCOMPARE(d.stage().room().settings.waitS[1], 60.0);
    QCOMPARE(d.stage().room().settings.waitS[0], 15.0);
    // Who is slow between two strikes keeps the turn.
    d.desk.endLater(0.5);
    QCOMPARE(d.stage().room().settings.restS[1], 3.5);
    for (int i = 0; i < 20; ++i)
        d.desk.endLater(0.5);
    QCOMPARE(d.stage().room().settings.restS[1], 10.0);
    for (int i = 0; i < 20; ++i)
        d.desk.endLater(-0.5);
    QCOMPARE(d.stage().room().settings.restS[1], 1.5);
    QCOMPARE(d.stage().room().settings.restS[0], 3.0);
    d.desk.assist();
    QVERIFY(d.stage().room().settings.assisted[1]);
    d.desk.assist();
    QVERIFY(!d.stage().room().settings.assisted[1]);
    // Which steps are taken for this seat: without words no sound comes before W.
    d.desk.waitWith(0);
    QCOMPARE(d.stage().room().settings.ladder[1], (WaitingSteps{false, true, true}));
    d.desk.waitWith(1);
    d.desk.waitWith(2);
    QCOMPARE(d.stage().room().settings.ladder[1], (WaitingSteps{false, false, false}));
    d.desk.waitWith(1);
    QCOMPARE(d.stage().room().settings.ladder[1], (WaitingSteps{false, true, false}));
    QCOMPARE(d.stage().room().settings.ladder[0], WaitingSteps{});
    // Out of turn softly, or in full.
    d.desk.hearOutOfTurn();
    QVERIFY(d.stage().room().settings.fullOutOfTurn && d.desk.isFullOutOfTurn());
    d.desk.hearOutOfTurn();
    QVERIFY(!d.stage().room().settings.fullOutOfTurn);
}

QTEST_APPLESS_MAIN(tst_leader_desk)
#include "tst_leader_desk.moc"
