// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include <QBuffer>
#include <QTemporaryDir>

#include "records/log_format.h"
#include "records/log_reader.h"
#include "records/log_writer.h"

#include "records/random_events.h"

#include <limits>

using namespace tutti;

namespace {

SessionLog readBack(const QByteArray &text)
{
    QBuffer buffer;
    buffer.setData(text);
    buffer.open(QIODevice::ReadOnly);
    auto log = readLog(buffer, "test.jsonl");
    if (!log)
        qFatal("%s", log.error().c_str());
    for (const std::string &problem : log->problems)
        qWarning("%s", problem.c_str());
    return *std::move(log);
}

QByteArray inputsAlone(const std::vector<Input> &inputs)
{
    QByteArray text = R"({"tutti_log":1,"seats":4,"activity":"open-pads"})" "\n";
    for (const Input &in : inputs)
        text += QByteArray::fromStdString(lineOf(in)) + '\n';
    return text;
}

} // namespace

class TestLogFormat : public QObject {
    Q_OBJECT
private slots:
    void headerReadsAsTheContractWritesIt()
    {
        const Header header{"0.1.0", "2026-11-22T10:00:00Z", 4, 42, "pass-it-on", {{"wait_s", {15.0}}}, 0};
        QCOMPARE(lineOf(header),
                 R"({"tutti_log":1,"app":"0.1.0","started":"2026-11-22T10:00:00Z","seats":4,"seed":42,"activity":"pass-it-on","settings":{"wait_s":15},"latency_us":0})");
        const Header drumming{"", "", 0, 0, "our-pulse", {}, 0, {{"samba", "a1b2"}}};
        QCOMPARE(lineOf(drumming),
                 R"({"tutti_log":1,"seats":0,"seed":0,"activity":"our-pulse","latency_us":0,"grooves":[{"id":"samba","sha256":"a1b2"}]})");
        QCOMPARE(lineOf(Header{}), R"({"tutti_log":1,"seats":0,"seed":0,"activity":"open-pads","latency_us":0})");
    }

    void inputsReadAsTheContractWritesThem_data()
    {
        QTest::addColumn<Input>("input");
        QTest::addColumn<std::string>("line");
        const SeatId zero{0};
        const SeatId two{2};
        QTest::newRow("strike") << Input{1200ms, Strike{zero, PadIndex{0}, 7, .75, StrikeBy::Touch, false}}
                                << std::string(R"({"t_us":1200000,"in":"strike","seat":0,"pad":0,"touch":7,"strength":0.75,"by":"touch"})");
        QTest::newRow("assisted strike of a key") << Input{1us, Strike{SeatId{11}, PadIndex{2}, {}, 1, StrikeBy::Key, true}}
                                << std::string(R"({"t_us":1,"in":"strike","seat":11,"pad":2,"strength":1,"by":"key","assisted":true})");
        QTest::newRow("lift") << Input{1400ms, Lift{zero, PadIndex{0}, 7}}
                              << std::string(R"({"t_us":1400000,"in":"lift","seat":0,"pad":0,"touch":7})");
        QTest::newRow("move") << Input{0us, Move{zero, "level", .4}}
                              << std::string(R"({"t_us":0,"in":"move","seat":0,"control":"level","value":0.4})");
        QTest::newRow("choose") << Input{0us, Choose{two, "mood", std::string("lively")}}
                                << std::string(R"({"t_us":0,"in":"choose","seat":2,"what":"mood","value":"lively"})");
        QTest::newRow("cue") << Input{0us, Cue{CueKind::Finish, {}, {}}} << std::string(R"({"t_us":0,"in":"cue","cue":"finish"})");
        QTest::newRow("cue for seats") << Input{0us, Cue{CueKind::LayerIn, {zero, two}, 3.0}}
                                       << std::string(R"({"t_us":0,"in":"cue","cue":"layer-in","seats":[0,2],"value":3})");
        QTest::newRow("set") << Input{0us, Set{{"wait_s", {20.0}}, two}}
                             << std::string(R"({"t_us":0,"in":"set","key":"wait_s","value":20,"seat":2})");
        QTest::newRow("set for all") << Input{0us, Set{{"instruments", {std::vector<std::string>{"djembe", "bell"}}}, {}}}
                                     << std::string(R"({"t_us":0,"in":"set","key":"instruments","value":["djembe","bell"]})");
        QTest::newRow("join") << Input{0us, Join{two}} << std::string(R"({"t_us":0,"in":"join","seat":2})");
        QTest::newRow("leave") << Input{0us, Leave{two}} << std::string(R"({"t_us":0,"in":"leave","seat":2})");
        QTest::newRow("rest on") << Input{0us, RestOn{two}} << std::string(R"({"t_us":0,"in":"rest_on","seat":2})");
        QTest::newRow("rest off") << Input{0us, RestOff{two}} << std::string(R"({"t_us":0,"in":"rest_off","seat":2})");
        QTest::newRow("start") << Input{0us, Start{"echo", {{"governor", {false}}}}}
                               << std::string(R"({"t_us":0,"in":"start","activity":"echo","settings":{"governor":false}})");
        QTest::newRow("start as it is") << Input{0us, Start{"echo", {}}} << std::string(R"({"t_us":0,"in":"start","activity":"echo"})");
        QTest::newRow("end") << Input{5s, End{}} << std::string(R"({"t_us":5000000,"in":"end"})");
    }
    void inputsReadAsTheContractWritesThem()
    {
        QFETCH(Input, input);
        QFETCH(std::string, line);
        QCOMPARE(lineOf(input), line);
        QCOMPARE(readBack(inputsAlone({input})).inputs, std::vector<Input>{input});
    }

    void outputsReadAsTheContractWritesThem_data()
    {
        QTest::addColumn<Output>("output");
        QTest::addColumn<std::string>("line");
        QTest::newRow("note") << Output{0us, Note{123, SeatId{0}, "marimba", 60, .75, Role::Strike}}
                              << std::string(R"({"t_us":0,"out":"note","id":123,"seat":0,"instrument":"marimba","key":60,"level":0.75,"role":"strike"})");
        QTest::newRow("backing, to six decimals") << Output{0us, Note{1, kBacking, "warm-pad", 48, 2. / 3, Role::Backing}}
                              << std::string(R"({"t_us":0,"out":"note","id":1,"seat":-1,"instrument":"warm-pad","key":48,"level":0.666667,"role":"backing"})");
        QTest::newRow("off") << Output{0us, Off{123}} << std::string(R"({"t_us":0,"out":"off","id":123})");
        QTest::newRow("state") << Output{0us, StateChange{StageState::Grounded, SeatId{1}, {}, {}}}
                               << std::string(R"({"t_us":0,"out":"state","state":"grounded","seat":1})");
        QTest::newRow("state for pairs") << Output{0us, StateChange{StageState::Outro, {}, {SeatId{0}, SeatId{2}}, 3.0}}
                               << std::string(R"({"t_us":0,"out":"state","state":"outro","seats":[0,2],"value":3})");
        QTest::newRow("prompt") << Output{0us, Prompt{SeatId{1}, PromptStep::Invite}}
                                << std::string(R"({"t_us":0,"out":"prompt","seat":1,"step":"invite"})");
        QTest::newRow("beat") << Output{0us, BeatMark{12, Bpm{88}}} << std::string(R"({"t_us":0,"out":"beat","beat":12,"bpm":88.0})");
        QTest::newRow("gain") << Output{0us, Gain{kBacking, -6, 2000}}
                              << std::string(R"({"t_us":0,"out":"gain","seat":-1,"db":-6,"ramp_ms":2000})");
        QTest::newRow("word") << Output{0us, Word{3, 2}} << std::string(R"({"t_us":0,"out":"word","line":3,"syllable":2})");
    }
    void outputsReadAsTheContractWritesThem()
    {
        QFETCH(Output, output);
        QFETCH(std::string, line);
        QCOMPARE(lineOf(output), line);
    }

    void whatIsWrittenAndReadIsWrittenTheSame()
    {
        QTemporaryDir dir;
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            RandomEvents random(seed);
            const Header header = random.header();
            const QString first = dir.filePath(QStringLiteral("first.jsonl"));
            std::vector<Input> inputs;
            {
                auto writer = LogWriter::create(first, header);
                QVERIFY(writer);
                for (int k = 0; k < 100; ++k) {
                    inputs.push_back(random.input());
                    writer->write(inputs.back());
                    writer->write(random.output());
                }
                QVERIFY(writer->finish());
            }
            const auto log = readLogFile(first);
            QVERIFY2(log, log ? "" : log.error().c_str());
            QCOMPARE(log->problems, std::vector<std::string>{});
            QCOMPARE(log->header, header);
            QCOMPARE(log->inputs, inputs);
            const QString second = dir.filePath(QStringLiteral("second.jsonl"));
            {
                auto writer = LogWriter::create(second, log->header);
                QVERIFY(writer);
                for (std::size_t k = 0; k < log->inputs.size(); ++k) {
                    writer->write(log->inputs[k]);
                    writer->write(log->outputs[k]);
                }
                QVERIFY(writer->finish());
            }
            QFile a(first);
            QFile b(second);
            QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
            QCOMPARE(b.readAll(), a.readAll());
        }
    }

    void numbersAreAsShortAsTheyReadBackTheSame()
    {
        for (const auto &[number, text] : {std::pair{20.0, "20"}, {0.1, "0.1"}, {-0.0, "0"}, {1.0 / 3, "0.3333333333333333"},
                                           {9007199254740991.0, "9007199254740991"}, {1e300, "1e+300"}})
            QCOMPARE(lineOf(Input{0us, Move{SeatId{0}, "x", number}}),
                     std::string(R"({"t_us":0,"in":"move","seat":0,"control":"x","value":)") + text + "}");
    }

    void brokenTextIsRepaired()
    {
        const std::string line = lineOf(Input{0us, Move{SeatId{0}, "a\xff" "b", 1}});
        QCOMPARE(line, "{\"t_us\":0,\"in\":\"move\",\"seat\":0,\"control\":\"a\xEF\xBF\xBD" "b\",\"value\":1}");
    }

    void aFileThatCannotBeWrittenIsNamed()
    {
        QTemporaryDir dir;
        const auto writer = LogWriter::create(dir.path(), {});
        QVERIFY(!writer);
        QVERIFY(QString::fromStdString(writer.error()).contains(dir.path()));
    }

    void aFullDiskIsToldAtTheEnd()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("no /dev/full here");
        auto writer = LogWriter::create(QStringLiteral("/dev/full"), {});
        QVERIFY(writer);
        writer->write(Input{0us, End{}});
        const auto done = writer->finish();
        QVERIFY(!done);
        QVERIFY(QString::fromStdString(done.error()).startsWith(QStringLiteral("/dev/full could not be written (No space left")));
    }
};

QTEST_GUILESS_MAIN(TestLogFormat)
#include "tst_log_format.moc"
