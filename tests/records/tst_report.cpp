// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include "records/report.h"

#include "records/random_events.h"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace tutti;
using Json = nlohmann::ordered_json;

namespace {

const std::vector<std::string> kSeatNames{"strikes", "assisted", "active_s", "active_share", "ioi_mean_ms",
                                          "ioi_sd_ms", "ioi_cv", "robust_cv", "npvi", "initiations"};
const std::vector<std::string> kGroupNames{"strikes", "tempo_ms", "tempo_score", "gini", "gini_corrected", "evenness",
                                           "turn_gap_median_s", "overlap_share", "turn_index", "freeze_quiet_ratio", "dynamics_match"};
const std::vector<std::string> kPairNames{"likeness", "likeness_adjusted", "rhythm_dtw", "pad_order"};

Input strike(Micros t, int seat, bool assisted = false)
{
    return {t, Strike{.seat = SeatId{seat}, .assisted = assisted}};
}

Report reportOf(int seats, std::vector<Input> inputs, std::vector<Output> outputs = {})
{
    auto report = makeReport({.name = "session.jsonl", .header = {.seats = seats}, .inputs = std::move(inputs), .outputs = std::move(outputs)});
    if (!report)
        qFatal("%s", report.error().c_str());
    return *std::move(report);
}

/// Names and order as in the contract; each figure a finite value or a reason, never both.
bool isWellFormed(const Json &figures, const std::vector<std::string> &names)
{
    std::vector<std::string> found;
    for (const auto &item : figures.items()) {
        found.push_back(item.key());
        const Json &f = item.value();
        if (!f["n"].is_number_integer() || f["n"].get<int>() < 0)
            return false;
        if (f["value"].is_null() ? f["why"].get<std::string>().empty() : f.contains("why") || !std::isfinite(f["value"].get<double>()))
            return false;
    }
    return found == names;
}

bool isWellFormed(const Report &report)
{
    const Json json = Json::parse(reportJson(report));
    for (const auto &seat : json["seats"].items())
        if (!isWellFormed(seat.value(), kSeatNames))
            return false;
    for (const auto &pair : json["pairs"].items())
        if (!isWellFormed(pair.value(), kPairNames))
            return false;
    const QByteArray text = QByteArray::fromStdString(reportText(report)).toLower();
    return isWellFormed(json["group"], kGroupNames) && json["footer"] == std::string(kReportFooter) && !text.contains("nan ")
        && !text.contains("inf ") && text.contains("not an assessment, not a diagnosis.");
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT
private slots:
    void aSteadyGroupIsDescribed()
    {
        std::vector<Input> inputs;
        for (int k = 0; k < 25; ++k) {
            inputs.push_back(strike(6s + k * 600ms, 0));
            if (k < 15)
                inputs.push_back(strike(6s + k * 600ms, 1));
        }
        inputs.push_back({60s, End{}});
        const Report report = reportOf(3, inputs);
        const Json json = Json::parse(reportJson(report));
        QVERIFY(isWellFormed(report));
        const auto figure = [&](const char *seat, const char *name) { return json["seats"][seat][name].dump(); };
        QCOMPARE(figure("0", "strikes"), R"({"value":25,"n":25})");
        QCOMPARE(figure("0", "assisted"), R"({"value":0,"n":0})");
        QCOMPARE(figure("0", "active_s"), R"({"value":19.4,"n":25})");
        QCOMPARE(figure("0", "active_share"), R"({"value":0.323333,"n":25})");
        QCOMPARE(figure("0", "ioi_mean_ms"), R"({"value":600,"n":24})");
        QCOMPARE(figure("0", "ioi_sd_ms"), R"({"value":0,"n":24})");
        QCOMPARE(figure("0", "ioi_cv"), R"({"value":0,"n":24})");
        QCOMPARE(figure("0", "initiations"), R"({"value":1,"n":25})");
        QCOMPARE(figure("1", "ioi_mean_ms"), R"({"value":600,"n":14})");
        QCOMPARE(figure("2", "strikes"), R"({"value":0,"n":0})");
        QCOMPARE(figure("2", "active_s"), R"({"value":null,"n":0,"why":"not enough playing to say"})");
        QCOMPARE(json["group"]["strikes"].dump(), R"({"value":40,"n":40})");
        QCOMPARE(json["group"]["tempo_ms"].dump(), R"({"value":600,"n":38})");
        QCOMPARE(json["group"]["tempo_score"].dump(), R"({"value":1,"n":38})");
        // Gini of 25, 15 and 0.
        QCOMPARE(json["group"]["gini"].dump(), R"({"value":0.416667,"n":40})");
        QCOMPARE(json["length_s"].dump(), "60");
    }

    void publishedSharesComeThrough()
    {
        std::vector<Input> inputs;
        const int counts[] = {12, 8, 20, 0};
        for (int k = 0; k < 20; ++k)
            for (int seat = 0; seat < 4; ++seat)
                if (k < counts[seat])
                    inputs.push_back(strike(k * 1s, seat));
        const Json json = Json::parse(reportJson(reportOf(4, inputs)));
        QCOMPARE(json["group"]["gini"].dump(), R"({"value":0.4,"n":40})");
        QCOMPARE(json["group"]["gini_corrected"].dump(), R"({"value":0.533333,"n":40})");
        QCOMPARE(json["group"]["evenness"].dump(), R"({"value":0.742738,"n":40})");
    }

    void publishedTurnsComeThrough()
    {
        std::vector<Input> inputs;
        const std::pair<Micros, int> hits[] = {{0ms, 0}, {500ms, 0}, {1s, 0}, {2200ms, 1}, {2700ms, 1}, {4s, 0}, {4300ms, 1},
                                               {4500ms, 0}, {4800ms, 1}, {5300ms, 1}};
        for (int k = 0; k < 3; ++k)
            for (const auto &[t, seat] : hits)
                inputs.push_back(strike(k * 10s + t, seat));
        const Json json = Json::parse(reportJson(reportOf(2, inputs)));
        QCOMPARE(json["group"]["turn_gap_median_s"].dump(), R"({"value":1.2,"n":11})");
        QCOMPARE(json["group"]["overlap_share"].dump(), R"({"value":0.135135,"n":30})");
        QCOMPARE(json["group"]["turn_index"].dump(), R"({"value":0.586207,"n":30})");
        QCOMPARE(json["group"]["freeze_quiet_ratio"].dump(), R"({"value":null,"n":0,"why":"not enough playing to say"})");
        QCOMPARE(json["pairs"].dump(), "{}");
    }

    void publishedExchangesComeThrough()
    {
        // Five calls, by either in turn, the first four copied, the last one answered with a hit less; a third seat answers once.
        SessionLog log{.name = "echo", .header = {.seats = 3, .activity = "echo"}};
        const std::vector<Micros> call{10s, 10600ms, 10900ms, 11200ms};
        const std::vector<Micros> copy{15s, 15600ms, 15900ms, 16200ms};
        const std::vector<Micros> less{15s, 15780ms, 16500ms};
        for (int k = 0; k < 6; ++k) {
            const Micros from = k * 20s;
            const int caller = k % 2;
            const int other = k == 5 ? 2 : 1 - caller;
            for (const Micros t : call)
                log.inputs.push_back(strike(from + t, caller));
            for (const Micros t : k == 4 ? less : copy)
                log.inputs.push_back(strike(from + t, other));
            log.outputs.push_back({from + 9s, StateChange{StageState::Call, SeatId{caller}, {}, {}}});
            log.outputs.push_back({from + 13s, StateChange{StageState::Breath, {}, {}, {}}});
            log.outputs.push_back({from + 14s, StateChange{StageState::Response, SeatId{other}, {}, {}}});
            log.outputs.push_back({from + 18s, StateChange{StageState::Both, {}, {}, {}}});
        }
        const auto report = makeReport(log);
        QVERIFY(report && isWellFormed(*report));
        const Json pairs = Json::parse(reportJson(*report))["pairs"];
        QCOMPARE(pairs.size(), 2u);
        QCOMPARE(pairs["0-1"]["likeness"].dump(), R"({"value":0.965714,"n":5})");
        QCOMPARE(pairs["0-1"]["likeness_adjusted"].dump(), R"({"value":0.886102,"n":5})");
        QCOMPARE(pairs["0-1"]["rhythm_dtw"]["n"].dump(), "5");
        QCOMPARE(pairs["0-1"]["pad_order"].dump(), R"({"value":0.95,"n":5})");
        QCOMPARE(pairs["1-2"]["likeness"].dump(), R"({"value":null,"n":1,"why":"not enough playing to say"})");
        QVERIFY(reportText(*report).find("likeness") == std::string::npos); // the JSON alone has them
    }

    void publishedFreezesAndMatchComeThrough()
    {
        SessionLog log{.name = "freeze", .header = {.seats = 2, .activity = "freeze"}};
        const int before[] = {4, 7, 3};
        for (int k = 0; k < 3; ++k) {
            const Micros from = k * 20s;
            for (int hit = 0; hit < before[k]; ++hit)
                log.inputs.push_back(strike(from + 5s + hit * 600ms, hit % 2));
            if (k == 1) {
                log.inputs.push_back(strike(from + 12500ms, 0)); // within the grace
                log.inputs.push_back(strike(from + 14s, 0));
                log.inputs.push_back(strike(from + 15s, 1));
            }
            const std::pair<Micros, StageState> states[] = {{0s, StageState::Music}, {10s, StageState::Warn},
                                                            {12s, StageState::Freeze}, {18s, StageState::CountIn}};
            for (const auto &[t, state] : states)
                log.outputs.push_back({from + t, StateChange{state, {}, {}, {}}});
        }
        const auto frozen = makeReport(log);
        QVERIFY(frozen);
        QCOMPARE(Json::parse(reportJson(*frozen))["group"]["freeze_quiet_ratio"].dump(), R"({"value":0.857143,"n":3})");

        std::vector<Input> inputs;
        const int one[] = {2, 3, 5, 6, 4, 2};
        const int other[] = {1, 3, 4, 6, 5, 2};
        for (int k = 0; k < 6; ++k)
            for (int hit = 0; hit < 6; ++hit)
                for (int seat = 0; seat < 2; ++seat)
                    if (hit < (seat == 0 ? one : other)[k])
                        inputs.push_back(strike(k * 2s + hit * 200ms, seat));
        inputs.push_back({20s, End{}});
        QCOMPARE(Json::parse(reportJson(reportOf(2, inputs)))["group"]["dynamics_match"].dump(), R"({"value":0.916515,"n":6})");
    }

    void publishedStartsComeThrough()
    {
        const Report report = reportOf(2, {strike(3s, 0), strike(3400ms, 1), strike(10s, 1), strike(10500ms, 0),
                                           {18s, Cue{CueKind::Louder, {}, {}}}, strike(20s, 0), strike(21s, 1), strike(40s, 1)});
        QCOMPARE(report.seats[0]["initiations"].value, 0.);
        QCOMPARE(report.seats[1]["initiations"].value, 2.);
        const Report prompted = reportOf(2, {strike(3s, 0), strike(3400ms, 1), strike(10s, 1), strike(40s, 1)}, {{9s, Prompt{SeatId{1}}}});
        QCOMPARE(prompted.seats[1]["initiations"].value, 1.);
    }

    void belowTheMinimumThereIsNoValue()
    {
        std::vector<Input> inputs;
        for (int k = 0; k < 10; ++k) // nine intervals
            inputs.push_back(strike(k * 500ms, 0));
        const Report report = reportOf(2, inputs);
        for (const char *name : {"ioi_mean_ms", "ioi_sd_ms", "ioi_cv", "robust_cv", "npvi"})
            QCOMPARE(report.seats[0][name], (measures::Figure{{}, 9, "not enough playing to say"}));
        QCOMPARE(report["tempo_ms"], (measures::Figure{{}, 9, "not enough playing to say"}));
        QCOMPARE(report["gini"], (measures::Figure{{}, 10, "not enough playing to say"}));
    }

    void emptyOneHitAndEveryoneRestingAreNeverNaN_data()
    {
        QTest::addColumn<int>("seats");
        QTest::addColumn<QVector<Input>>("inputs");
        QTest::newRow("nothing at all") << 0 << QVector<Input>{};
        QTest::newRow("four silent seats") << 4 << QVector<Input>{{60s, End{}}};
        QTest::newRow("four silent seats and no time") << 4 << QVector<Input>{};
        QTest::newRow("one hit") << 0 << QVector<Input>{strike(1s, 3)};
        QTest::newRow("one hit at the start") << 1 << QVector<Input>{strike(0s, 0)};
        QTest::newRow("two at the same microsecond") << 2 << QVector<Input>{strike(1s, 0), strike(1s, 1)};
        QTest::newRow("forty at the same microsecond") << 1 << QVector<Input>(40, strike(1s, 0));
        QTest::newRow("paused all along") << 2 << QVector<Input>{{0s, Cue{}}, strike(1s, 0), strike(2s, 1), {9s, End{}}};
        QTest::newRow("assisted alone") << 1 << QVector<Input>{strike(1s, 0, true), strike(2s, 0, true), strike(3s, 0, true)};
        QVector<Input> resting{{0s, RestOn{SeatId{0}}}, {0s, RestOn{SeatId{1}}}};
        for (int k = 0; k < 40; ++k)
            resting << strike(1s + k * 500ms, k % 2);
        QTest::newRow("everyone resting") << 2 << resting;
    }
    void emptyOneHitAndEveryoneRestingAreNeverNaN()
    {
        QFETCH(int, seats);
        QFETCH(QVector<Input>, inputs);
        const Report report = reportOf(seats, {inputs.begin(), inputs.end()});
        QVERIFY(isWellFormed(report));
        for (const SeatReport &seat : report.seats)
            for (const NamedFigure &f : seat.figures)
                if (f.name != "strikes" && f.name != "assisted")
                    QVERIFY2(!f.figure.value, std::string(f.name).c_str());
        for (const std::string &name : kGroupNames)
            if (name != "strikes")
                QVERIFY2(!report[name].value, name.c_str());
        QVERIFY(report.pairs.empty());
    }

    void whoeverRestsAllAlongHasNoShare()
    {
        std::vector<Input> inputs{{0s, RestOn{SeatId{2}}}};
        for (int k = 0; k < 40; ++k)
            inputs.push_back(strike(k * 500ms, k % 2));
        QCOMPARE(reportOf(3, inputs)["gini"].value, 0.); // two seats alike, not three
    }

    void assistedHitsAreApart()
    {
        std::vector<Input> inputs;
        for (int k = 0; k < 30; ++k)
            inputs.push_back(strike(k * 500ms, 0, k % 3 == 0));
        const Report report = reportOf(1, inputs);
        QCOMPARE(report.seats[0]["strikes"].value, 20.);
        QCOMPARE(report.seats[0]["assisted"].value, 10.);
        QCOMPARE(report["strikes"].value, 20.);
        QCOMPARE(report.seats[0]["ioi_mean_ms"].n, 10); // no interval reaches over a helper's hand
    }

    void onlyWhatWasOnceGivenIsShown()
    {
        SessionLog log{.name = "x", .header = {"0.1.0", "2026-11-22T10:00:00Z", 1, 0, "open-pads", {{"scale", {std::string("D dorian")}}, {"bpm", {80.}}}, 20'000}};
        log.inputs = {strike(1s, 0), {2s, Set{{"bpm", {90.}}, {}}}, {3s, Start{"echo", {}}}, {90s, End{}}, {91s, Start{"hello", {}}}};
        const auto report = makeReport(log);
        QVERIFY(report);
        const Json json = Json::parse(reportJson(*report));
        QCOMPARE(json["activities"].dump(), R"([{"t_us":0,"activity":"open-pads","settings":{"scale":"D dorian","bpm":80}},{"t_us":3000000,"activity":"echo"}])");
        QCOMPARE(json["settings_changed"].dump(), "1");
        QCOMPARE(json["latency_us"].dump(), "20000");
        const QString text = QString::fromStdString(reportText(*report));
        for (const char *part : {"2026-11-22T10:00:00Z", "1 min 30 s", "open-pads (scale D dorian, bpm 80)", "Then, at 3 s", "20000 us", "Seat 1 (disc)"})
            QVERIFY2(text.contains(QLatin1String(part)), part);
        QVERIFY(!text.contains(QLatin1String("hello")));
    }

    void noArrowsRanksOrControlCharactersAreShown()
    {
        SessionLog log{.name = "x", .header = {.started = "\x1b[2J\n\x7f\xC2\x9B", .seats = kMaxSeats, .activity = "\x1b]0;x\x07"}};
        const auto report = makeReport(log);
        QVERIFY(report);
        const std::string text = reportText(*report);
        for (const char *sign : {"\x1b", "\x07", "\x7f", "\xC2\x9B", "↑", "↓", "→", "▲", "▼", "#1", "1st", "best seat"})
            QVERIFY2(text.find(sign) == std::string::npos, sign);
        QVERIFY(QString::fromStdString(text).contains("Seat 12 (ringed drop)"));
    }

    void anySessionGivesAWellFormedReport()
    {
        for (std::uint32_t seed = 1; seed <= 30; ++seed) {
            RandomEvents random(seed);
            SessionLog log{.name = "random", .header = random.header()};
            for (int k = 0; k < 300; ++k) {
                Input in = random.input();
                if (!std::holds_alternative<End>(in.what))
                    log.inputs.push_back(std::move(in));
                log.outputs.push_back(random.output());
            }
            const auto report = makeReport(log);
            QVERIFY(report);
            QVERIFY(isWellFormed(*report));
        }
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
