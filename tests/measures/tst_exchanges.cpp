// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "measures/exchanges.h"

#include <algorithm>

using namespace tutti;
using namespace tutti::measures;

namespace {

constexpr SeatId A{0};
constexpr SeatId B{1};

Input strike(Micros t, int seat, int pad = 0, bool assisted = false)
{
    return {t, Strike{.seat = SeatId{seat}, .pad = PadIndex{pad}, .assisted = assisted}};
}

Input cue(Micros t, CueKind kind) { return {t, Cue{.kind = kind}}; }

Output state(Micros t, StageState state, std::optional<SeatId> seat = {}, std::optional<double> value = {})
{
    return {t, StateChange{state, seat, {}, value}};
}

/// A calls, B answers.
const std::vector<Input> kStrikes{strike(1s, 0), strike(1500ms, 0, 1), strike(1600ms, 1), strike(4s, 1), strike(4100ms, 0), strike(4500ms, 1, 2)};
const std::vector<Output> kStates{state(0s, StageState::Call, A), state(3s, StageState::Breath), state(3500ms, StageState::Response, B),
                                  state(6s, StageState::Both), state(8s, StageState::Pass, B)};
const Exchange kExchange{A, B, {{1s, 1500ms}, {PadIndex{0}, PadIndex{1}}}, {{4s, 4500ms}, {PadIndex{0}, PadIndex{2}}}};

std::vector<Exchange> exchanges(std::vector<Input> inputs, std::vector<Output> outputs, Header header = {.seats = 2, .activity = "echo"})
{
    const auto before = [](const auto &a, const auto &b) { return a.t < b.t; };
    std::stable_sort(inputs.begin(), inputs.end(), before);
    std::stable_sort(outputs.begin(), outputs.end(), before);
    return exchangesOf(playingOf(header, inputs, outputs), header, inputs, outputs);
}

template <class T>
std::vector<T> with(std::vector<T> list, const std::vector<T> &more)
{
    list.insert(list.end(), more.begin(), more.end());
    return list;
}

} // namespace

class TestExchanges : public QObject {
    Q_OBJECT
private slots:
    void aCallAndItsAnswerAreOneExchange()
    {
        QCOMPARE(exchanges(kStrikes, kStates), std::vector{kExchange});
    }

    void theHitThatBringsACallIsInItAndTheLatencyIsTakenOff()
    {
        const auto found = exchanges(with(kStrikes, {strike(0s, 0)}), kStates, {.seats = 2, .activity = "echo", .latencyUs = 40'000});
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].call.times, (std::vector<Micros>{-40ms, 960ms, 1460ms}));
        QCOMPARE(found[0].answer.times, (std::vector<Micros>{3960ms, 4460ms}));
    }

    void whatEndsAnAnswer_data()
    {
        QTest::addColumn<StageState>("after");
        QTest::addColumn<bool>("counts");
        QTest::newRow("both") << StageState::Both << true;
        QTest::newRow("the turn travels") << StageState::Pass << true;
        QTest::newRow("an ending") << StageState::Outro << false;
        QTest::newRow("another activity") << StageState::Gather << false;
        QTest::newRow("the app answers instead") << StageState::Breath << false;
    }
    void whatEndsAnAnswer()
    {
        QFETCH(StageState, after);
        QFETCH(bool, counts);
        std::vector<Output> outputs(kStates.begin(), kStates.begin() + 3);
        outputs.push_back(state(6s, after));
        outputs.push_back(state(8s, StageState::Pass, B));
        QCOMPARE(!exchanges(kStrikes, outputs).empty(), counts);
    }

    void theNextCallEndsAnAnswerToo()
    {
        std::vector<Output> outputs(kStates.begin(), kStates.begin() + 3);
        outputs.push_back(state(6s, StageState::Call, B));
        QCOMPARE(exchanges(kStrikes, outputs), std::vector{kExchange});
    }

    void anAnswerThatTheLogDoesNotSeeTheEndOfIsNone()
    {
        QVERIFY(exchanges(kStrikes, {kStates.begin(), kStates.begin() + 3}).empty());
        QVERIFY(exchanges({}, {}).empty());
        QVERIFY(exchanges(kStrikes, {}).empty());
    }

    void withTheAppThereIsNoPair()
    {
        std::vector<Output> calls = kStates;
        calls[0] = state(0s, StageState::Call);
        QVERIFY(exchanges(kStrikes, calls).empty());
        std::vector<Output> answers = kStates;
        answers[2] = state(3500ms, StageState::Response);
        QVERIFY(exchanges(kStrikes, answers).empty());
    }

    void nobodyCallsOrNobodyAnswers()
    {
        QVERIFY(exchanges({kStrikes[0], kStrikes[1]}, kStates).empty());
        QVERIFY(exchanges({kStrikes[3], kStrikes[5]}, kStates).empty());
    }

    void aHelpersHandLeavesTheExchangeOut()
    {
        QVERIFY(exchanges(with(kStrikes, {strike(2s, 0, 0, true)}), kStates).empty());
        QVERIFY(exchanges(with(kStrikes, {strike(5s, 1, 0, true)}), kStates).empty());
        QCOMPARE(exchanges(with(kStrikes, {strike(2s, 1, 0, true)}), kStates), std::vector{kExchange}); // not in their part
        std::vector<Input> assisted;
        for (const Input &in : kStrikes)
            assisted.push_back(strike(in.t, std::get<Strike>(in.what).seat.value, 0, true));
        QVERIFY(exchanges(assisted, kStates).empty());
    }

    void bouncesAreNoHits()
    {
        QCOMPARE(exchanges(with(kStrikes, {strike(1579ms, 0)}), kStates), std::vector{kExchange});
        QCOMPARE(exchanges(with(kStrikes, {strike(1580ms, 0)}), kStates).at(0).call.times.size(), 3u);
    }

    void pausesAreCutOutAndWhatIsSaidAgainChangesNothing()
    {
        const auto later = [](Micros t) { return t >= 1200ms ? t + 30s : t; };
        std::vector<Input> inputs{cue(1200ms, CueKind::Stop), cue(31200ms, CueKind::Resume)};
        for (const Input &in : kStrikes)
            inputs.push_back({later(in.t), in.what});
        std::vector<Output> outputs{state(1200ms, StageState::Paused), state(31200ms, StageState::Call, A), state(33100ms, StageState::Accent, {}, 0),
                                    state(33200ms, StageState::Breath), state(34200ms, StageState::Attention, {}, 0), state(34300ms, StageState::Response, B)};
        for (const Output &out : kStates)
            outputs.push_back({later(out.t), out.what});
        QCOMPARE(exchanges(inputs, outputs), std::vector{kExchange});
    }

    void againBeginsTheExchangeAnew()
    {
        // In the call: what was played before is not in it.
        const auto anew = exchanges(with(kStrikes, {cue(1200ms, CueKind::Again)}), with(kStates, {state(1200ms, StageState::Call, A)}));
        QCOMPARE(anew.at(0).call.times, std::vector<Micros>{1500ms});
        // In the answer: there was none.
        QVERIFY(exchanges(with(kStrikes, {cue(5s, CueKind::Again)}), with(kStates, {state(5s, StageState::Call, A)})).empty());
    }

    void theLeadersCallSpoilsTheExchangeItComesInto()
    {
        const std::vector<Output> leaders{state(1200ms, StageState::Call), state(2s, StageState::Call, {}, 3), state(2500ms, StageState::Call, A, 0),
                                          state(2600ms, StageState::Answer, A, 0), state(2700ms, StageState::Call, A)};
        QVERIFY(exchanges(kStrikes, with(kStates, leaders)).empty());
        QCOMPARE(exchanges(kStrikes, with(kStates, {state(2s, StageState::Call, {}, 3)})), std::vector{kExchange});
    }

    void onlyEchoHasExchanges()
    {
        QVERIFY(exchanges(kStrikes, kStates, {.seats = 2, .activity = "conversation"}).empty());
        QCOMPARE(exchanges(with(kStrikes, {{0s, Start{"echo", {}}}}), kStates, {.seats = 2}), std::vector{kExchange});
        QVERIFY(exchanges(with(kStrikes, {{5s, Start{"conversation", {}}}}), kStates).empty());
    }
};

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
