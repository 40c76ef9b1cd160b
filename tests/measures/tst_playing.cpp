// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/playing.h"
#include "measures/steadiness.h"

using namespace tutti;
using namespace tutti::measures;

namespace {

Input strike(Micros t, int seat, bool assisted = false)
{
    return {t, Strike{.seat = SeatId{seat}, .assisted = assisted}};
}

Input cue(Micros t, CueKind kind)
{
    return {t, Cue{.kind = kind}};
}

Playing play(int seats, const std::vector<Input> &inputs, const std::vector<Output> &outputs = {})
{
    return playingOf({.seats = seats}, inputs, outputs);
}

} // namespace

class TestPlaying : public QObject {
    Q_OBJECT
private slots:
    void aBounceIsNearerThan80Milliseconds()
    {
        QVERIFY(!isBounce(0us, {}));
        QVERIFY(isBounce(79ms, 0us));
        QVERIFY(isBounce(79'999us, 0us));
        QVERIFY(!isBounce(80ms, 0us));
        // Measured from the last counted one, so a trembling hand still counts every 80 ms.
        const Playing p = play(1, {strike(0us, 0), strike(50ms, 0), strike(100ms, 0), strike(179ms, 0), strike(180ms, 0)});
        QCOMPARE(p.seats[0].hits, (std::vector<Micros>{0us, 100ms, 180ms}));
    }

    void aBounceIsOfItsOwnSeat()
    {
        const Playing p = play(2, {strike(1s, 0), strike(1s, 1), strike(1001ms, 1)});
        QCOMPARE(p.seats[0].hits.size(), 1u);
        QCOMPARE(p.seats[1].hits.size(), 1u);
    }

    void aStrikeFromAnAbsentSeatJoinsIt()
    {
        const Playing p = play(0, {strike(4s, 3), strike(6s, 3)});
        QCOMPARE(p.seats.size(), 1u);
        QCOMPARE(p.seats[0].seat, SeatId{3});
        QCOMPARE(p.seats[0].there.all(), (std::vector<Span>{{4s, 6s}}));
    }

    void everyonePresentIsThereWithoutAHit()
    {
        const Playing p = play(2, {{5s, Join{SeatId{7}}}, {20s, End{}}});
        QCOMPARE(p.seats.size(), 3u);
        QCOMPARE(p.seats[0].there.length(), Micros(20s));
        QCOMPARE(p.seats[2].there.length(), Micros(15s));
        QVERIFY(p.seats[2].hits.empty());
    }

    void leavingAndComingBackIsTimeAway()
    {
        const Playing p = play(1, {strike(1s, 0), {2s, Leave{SeatId{0}}}, strike(8s, 0), {10s, End{}}});
        QCOMPARE(p.seats[0].there.all(), (std::vector<Span>{{0s, 2s}, {8s, 10s}}));
        QCOMPARE(p.seats[0].runs.size(), 2u);
    }

    void pausedTimeAndItsStrikesAreCutOut()
    {
        const Playing p = play(1, {strike(1s, 0), cue(2s, CueKind::Stop), strike(3s, 0), cue(4s, CueKind::Stop),
                                   cue(12s, CueKind::Resume), strike(13s, 0), strike(14s, 0), {20s, End{}}});
        QCOMPARE(p.seats[0].there.all(), (std::vector<Span>{{0s, 2s}, {12s, 20s}}));
        QCOMPARE(p.seats[0].runs, (std::vector<std::vector<Micros>>{{1s}, {13s, 14s}}));
        QCOMPARE(p.hits.size(), 3u);
    }

    void theClockStandsStillWhilePaused()
    {
        const std::vector<Input> inputs{strike(1s, 0), cue(2s, CueKind::Stop), strike(3s, 0), cue(12s, CueKind::Resume), strike(13s, 1),
                                        strike(14s, 0, true), cue(15s, CueKind::Stop), {20s, End{}}};
        const Playing p = playingOf({.seats = 2, .latencyUs = 40'000}, inputs, {});
        QCOMPARE(p.paused.all(), (std::vector<Span>{{1960ms, 11960ms}, {14960ms, 19960ms}}));
        QCOMPARE(p.ownHits(), (std::vector<SeatHit>{{960ms, SeatId{0}}, {2960ms, SeatId{1}}}));
        QCOMPARE(p.lineWithoutPauses(7s), Micros(1960ms));
        QCOMPARE(p.lineWithoutPauses(13s), Micros(2960ms));
    }

    void finishingOrStartingEndsAPause()
    {
        const std::vector<Input> finished{cue(2s, CueKind::Stop), cue(3s, CueKind::Louder), cue(4s, CueKind::Finish), {6s, End{}}};
        QCOMPARE(play(1, finished).seats[0].there.all(), (std::vector<Span>{{0s, 2s}, {4s, 6s}}));
        const std::vector<Input> started{cue(2s, CueKind::Stop), {5s, Start{"open-pads", {}}}, {6s, End{}}};
        QCOMPARE(play(1, started).seats[0].there.all(), (std::vector<Span>{{0s, 2s}, {5s, 6s}}));
    }

    void whoComesBackIsNotResting()
    {
        const Playing p = play(1, {{1s, RestOn{SeatId{0}}}, {2s, Leave{SeatId{0}}}, {3s, Join{SeatId{0}}}, {6s, End{}}});
        QCOMPARE(p.seats[0].there.all(), (std::vector<Span>{{0s, 1s}, {3s, 6s}}));
    }

    void restingTimeAndItsStrikesAreCutOut()
    {
        const Playing p = play(2, {strike(1s, 0), {2s, RestOn{SeatId{0}}}, strike(3s, 0), {4s, RestOff{SeatId{0}}},
                                   strike(5s, 0), {6s, RestOn{SeatId{1}}}, {10s, End{}}});
        QCOMPARE(p.seats[0].there.all(), (std::vector<Span>{{0s, 2s}, {4s, 10s}}));
        QCOMPARE(p.seats[0].hits, (std::vector<Micros>{1s, 5s}));
        QCOMPARE(p.hits, (std::vector<SeatHit>{{1s, SeatId{0}}, {3s, SeatId{0}, false}, {5s, SeatId{0}}}));
        QVERIFY(p.seats[1].tookPart());
    }

    void aSeatThatRestedAllAlongTookNoPart()
    {
        const Playing p = play(0, {{0s, RestOn{SeatId{1}}}, {1s, Join{SeatId{1}}}, strike(2s, 1), {9s, End{}}});
        QCOMPARE(p.seats.size(), 1u);
        QVERIFY(!p.seats[0].tookPart());
        QVERIFY(p.seats[0].hits.empty());
        QCOMPARE(p.seats[0].there.length(), Micros{});
    }

    void assistedHitsAreCountedApartAndBreakTheRun()
    {
        const Playing p = play(1, {strike(1s, 0), strike(2s, 0), strike(3s, 0, true), strike(4s, 0), strike(5s, 0)});
        QCOMPARE(p.seats[0].hits.size(), 4u);
        QCOMPARE(p.seats[0].assisted, 1);
        QCOMPARE(p.seats[0].runs, (std::vector<std::vector<Micros>>{{1s, 2s}, {4s, 5s}}));
    }

    void anAssistedOnlyStreamHasNoHitsOfItsOwn()
    {
        std::vector<Input> inputs;
        for (int k = 0; k < 40; ++k)
            inputs.push_back(strike(k * 500ms, 0, true));
        const Playing p = play(1, inputs);
        QVERIFY(p.seats[0].hits.empty());
        QVERIFY(p.seats[0].runs.empty());
        QCOMPARE(p.seats[0].assisted, 40);
    }

    void touchLatencyIsTakenOff()
    {
        const std::vector<Input> inputs{strike(1s, 0), strike(2s, 0)};
        const Playing p = playingOf({.seats = 1, .latencyUs = 40'000}, inputs, {});
        QCOMPARE(p.seats[0].hits, (std::vector<Micros>{960ms, 1960ms}));
        QCOMPARE(p.hits[0].t, Micros(960ms));
    }

    void whatComesAfterTheEndIsIgnored()
    {
        const Playing p = play(1, {strike(1s, 0), {5s, End{}}, strike(6s, 0)}, {{7s, Prompt{SeatId{0}}}});
        QCOMPARE(p.length, Micros(5s));
        QCOMPARE(p.seats[0].hits.size(), 1u);
        QVERIFY(p.invitations.empty());
    }

    void withoutAnEndTheLastEventIsTheEnd()
    {
        QCOMPARE(play(1, {strike(1s, 0)}, {{7s, Off{1}}}).length, Micros(7s));
        QCOMPARE(play(1, {strike(9s, 0)}, {{7s, Off{1}}}).length, Micros(9s));
    }

    void cuesAndPromptsInvite()
    {
        const Playing p = play(1, {cue(1s, CueKind::Louder), cue(9s, CueKind::Softer)}, {{4s, Prompt{SeatId{0}}}, {5s, Off{1}}});
        QCOMPARE(p.invitations, (std::vector<Micros>{1s, 4s, 9s}));
    }

    void halfAnHourOfTwelveSeatsAtTwentyHitsASecondIsSeen()
    {
        std::vector<Input> inputs;
        for (int k = 0; k < 30 * 60 * 20; ++k)
            for (int seat = 0; seat < kMaxSeats; ++seat)
                inputs.push_back(strike(k * 50ms, seat));
        const Playing p = play(kMaxSeats, inputs);
        // 50 ms apart every second one is a bounce.
        for (const SeatPlaying &seat : p.seats)
            QCOMPARE(seat.hits.size(), 30u * 60 * 10);
    }

    void seatsOutsideTheTableAreIgnored()
    {
        const Playing p = play(99, {strike(1s, -1), strike(1s, 12), {2s, Join{SeatId{100}}}});
        QCOMPARE(p.seats.size(), std::size_t{kMaxSeats});
        QVERIFY(p.hits.empty());
    }
};

QTEST_GUILESS_MAIN(TestPlaying)
#include "tst_playing.moc"
