// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>

#include "records/log_format.h"
#include "records/log_reader.h"
#include "records/report.h"

#include "records/random_events.h"

using namespace tutti;

namespace {

const QByteArray kHeader = R"({"tutti_log":1,"seats":4,"activity":"open-pads"})" "\n";

tl::expected<SessionLog, std::string> read(const QByteArray &text)
{
    QBuffer buffer;
    buffer.setData(text);
    buffer.open(QIODevice::ReadOnly);
    return readLog(buffer, "session.jsonl");
}

QByteArray strike(const QByteArray &rest, qint64 t = 0)
{
    return R"({"t_us":)" + QByteArray::number(t) + R"(,"in":"strike")" + rest + "}\n";
}

} // namespace

class TestLogReader : public QObject {
    Q_OBJECT
private slots:
    void aBrokenLineIsNamedAndTheRestStillCounts()
    {
        const auto log = read(kHeader + strike(R"(,"seat":1)", 5) + "{\"t_us\":7,\n" + strike(R"(,"seat":2)", 9));
        QVERIFY(log);
        QCOMPARE(log->inputs, (std::vector<Input>{{5us, Strike{.seat = SeatId{1}}}, {9us, Strike{.seat = SeatId{2}}}}));
        QCOMPARE(log->problems, std::vector<std::string>{"session.jsonl, line 3: this line was left out because it is not JSON."});
    }

    void brokenLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("why");
        QTest::newRow("words") << QByteArray("hello") << "it is not JSON";
        QTest::newRow("half a line") << QByteArray("{\"t_us\":1,\"in\":\"str") << "it is not JSON";
        QTest::newRow("not a number") << QByteArray(R"({"t_us":1,"in":"move","seat":0,"control":"x","value":NaN})") << "it is not JSON";
        QTest::newRow("too large a number") << QByteArray(R"({"t_us":1,"in":"move","seat":0,"control":"x","value":1e999})") << "it is not JSON";
        QTest::newRow("not UTF-8") << QByteArray("{\"t_us\":1,\"in\":\"\xff\"}") << "it is not JSON";
        QTest::newRow("a zero byte") << QByteArray("{\"t_us\":1,\"in\":\"end\"}\0", 22) << "it is not JSON";
        QTest::newRow("zero bytes") << QByteArray(100, '\0') << "it is not JSON";
        QTest::newRow("a number") << QByteArray("12") << "it is neither something that came in nor something that was done";
        QTest::newRow("a list") << QByteArray("[]") << "it is neither something that came in nor something that was done";
        QTest::newRow("nothing in it") << QByteArray("{}") << "it is neither something that came in nor something that was done";
        QTest::newRow("a header again") << kHeader.trimmed() << "it is neither something that came in nor something that was done";
        QTest::newRow("no word for in") << QByteArray(R"({"t_us":1,"in":5})") << "it is neither something that came in nor something that was done";
        QTest::newRow("no time") << QByteArray(R"({"in":"end"})") << "its \"t_us\" is missing";
        QTest::newRow("time as text") << QByteArray(R"({"t_us":"1","in":"end"})") << "its \"t_us\" is not a whole number";
        QTest::newRow("half a microsecond") << QByteArray(R"({"t_us":1.5,"in":"end"})") << "its \"t_us\" is not a whole number";
        QTest::newRow("time beyond all numbers") << QByteArray(R"({"t_us":99999999999999999999,"in":"end"})") << "its \"t_us\" is not a whole number";
        QTest::newRow("time of next year") << QByteArray(R"({"t_us":31536000000000,"in":"end"})") << "its time lies more than a week after the start";
        QTest::newRow("the largest time") << QByteArray(R"({"t_us":9223372036854775807,"in":"end"})") << "its time lies more than a week after the start";
        QTest::newRow("no seat") << QByteArray(R"({"t_us":1,"in":"join"})") << "its \"seat\" is missing";
        QTest::newRow("seat 12") << QByteArray(R"({"t_us":1,"in":"strike","seat":12})") << "its \"seat\" is not a whole number from 0 to 11";
        QTest::newRow("seat 256") << QByteArray(R"({"t_us":1,"in":"strike","seat":256})") << "its \"seat\" is not a whole number from 0 to 11";
        QTest::newRow("seat -1") << QByteArray(R"({"t_us":1,"in":"join","seat":-1})") << "its \"seat\" is not a whole number from 0 to 11";
        QTest::newRow("seat as text") << QByteArray(R"({"t_us":1,"in":"join","seat":"0"})") << "its \"seat\" is not a whole number from 0 to 11";
        QTest::newRow("seat null") << QByteArray(R"({"t_us":1,"in":"join","seat":null})") << "its \"seat\" is not a whole number from 0 to 11";
        QTest::newRow("pad 3") << QByteArray(R"({"t_us":1,"in":"strike","seat":0,"pad":3})") << "its \"pad\" is not a whole number from 0 to 2";
        QTest::newRow("too strong") << QByteArray(R"({"t_us":1,"in":"strike","seat":0,"strength":1.01})") << "its \"strength\" is not a number from 0 to 1";
        QTest::newRow("too weak") << QByteArray(R"({"t_us":1,"in":"strike","seat":0,"strength":-1e300})") << "its \"strength\" is not a number from 0 to 1";
        QTest::newRow("touch as list") << QByteArray(R"({"t_us":1,"in":"lift","seat":0,"touch":[7]})") << "its \"touch\" is not a whole number";
        QTest::newRow("assisted as number") << QByteArray(R"({"t_us":1,"in":"strike","seat":0,"assisted":1})") << "its \"assisted\" is not true or false";
        QTest::newRow("by a number") << QByteArray(R"({"t_us":1,"in":"strike","seat":0,"by":1})") << "its \"by\" is not a text";
        QTest::newRow("no cue") << QByteArray(R"({"t_us":1,"in":"cue"})") << "its \"cue\" is missing";
        QTest::newRow("seats as number") << QByteArray(R"({"t_us":1,"in":"cue","cue":"next","seats":2})") << "its \"seats\" is not a list of seats";
        QTest::newRow("seats beyond") << QByteArray(R"({"t_us":1,"in":"cue","cue":"next","seats":[2,12]})") << "its \"seats\" is not a list of seats from 0 to 11";
        QTest::newRow("value as object") << QByteArray(R"({"t_us":1,"in":"cue","cue":"next","value":{}})") << "its \"value\" is not a word, a number, true or false";
        QTest::newRow("setting as null") << QByteArray(R"({"t_us":1,"in":"set","key":"wait_s","value":null})") << "its \"value\" is not a word, a number, true, false or a list of words";
        QTest::newRow("no value") << QByteArray(R"({"t_us":1,"in":"set","key":"wait_s"})") << "its \"value\" is missing";
        QTest::newRow("no activity") << QByteArray(R"({"t_us":1,"in":"start"})") << "its \"activity\" is missing";
        QTest::newRow("note without id") << QByteArray(R"({"t_us":1,"out":"note","seat":0,"instrument":"bell","key":60,"level":1,"role":"strike"})") << "its \"id\" is missing";
        QTest::newRow("key 128") << QByteArray(R"({"t_us":1,"out":"note","id":1,"seat":0,"instrument":"bell","key":128,"level":1,"role":"strike"})") << "its \"key\" is not a whole number from 0 to 127";
        QTest::newRow("seat -2") << QByteArray(R"({"t_us":1,"out":"gain","seat":-2,"db":0,"ramp_ms":0})") << "its \"seat\" is not a whole number from -1 to 11";
        QTest::newRow("ramp back") << QByteArray(R"({"t_us":1,"out":"gain","seat":-1,"db":0,"ramp_ms":-1})") << "its \"ramp_ms\" is not a whole number of 0 or more";
        QTest::newRow("no tempo") << QByteArray(R"({"t_us":1,"out":"beat","beat":0,"bpm":0})") << "its \"bpm\" is not a number from 1 to 1000";
        QTest::newRow("state as number") << QByteArray(R"({"t_us":1,"out":"state","state":1})") << "its \"state\" is not a text";
        QTest::newRow("deep") << QByteArray(R"({"t_us":1,"in":"x","y":)") + QByteArray(16, '[') + QByteArray(16, ']') + '}' << "it is nested too deeply";
        QTest::newRow("very deep") << QByteArray(900'000, '[') << "it is nested too deeply";
        QTest::newRow("very deep objects") << QByteArray("{\"a\":").repeated(100'000) << "it is nested too deeply";
        QTest::newRow("very long") << QByteArray(1 << 20, ' ') + "{}" << "it is longer than 1 MB";
        QTest::newRow("much too long") << QByteArray(5 << 20, 'x') << "it is longer than 1 MB";
    }
    void brokenLines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, why);
        const auto log = read(kHeader + line + "\n" + strike(R"(,"seat":2)", 9));
        QVERIFY2(log, log ? "" : log.error().c_str());
        QCOMPARE(log->inputs, (std::vector<Input>{{9us, Strike{.seat = SeatId{2}}}}));
        QCOMPARE(log->outputs.size() + log->unknown.size(), 0u);
        QCOMPARE(log->problems.size(), 1u);
        QCOMPARE(QString::fromStdString(log->problems[0]), "session.jsonl, line 2: this line was left out because " + why + ".");
    }

    void headersThatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const QString none = QStringLiteral("session.jsonl has no header of a Tutti log; choose a session log.");
        const QString other = QStringLiteral("session.jsonl does not begin with the header of a Tutti log; choose a session log.");
        QTest::newRow("empty") << QByteArray() << "session.jsonl is empty; choose a session log.";
        QTest::newRow("blank") << QByteArray("\n \r\n\n") << none;
        QTest::newRow("zero bytes") << QByteArray(4096, '\0') << none;
        QTest::newRow("garbage") << QByteArray("\x7f" "ELF\x02\x01\n\xff\xfe") << none;
        QTest::newRow("long garbage") << QByteArray(3 << 20, 'x') << none;
        QTest::newRow("a list") << QByteArray("[1]\n") << other;
        QTest::newRow("events alone") << strike(R"(,"seat":0)") << other;
        QTest::newRow("some other JSON") << QByteArray("{\"name\":\"x\"}") << other;
        QTest::newRow("half a header") << QByteArray(R"({"tutti_log":1,"seats":)") + "\n" + strike(R"(,"seat":0)") << other;
        QTest::newRow("version 2") << QByteArray(R"({"tutti_log":2,"seats":4,"activity":"echo"})")
                                   << "session.jsonl is a Tutti log of version 2; this Tutti reads version 1.";
        QTest::newRow("version as text") << QByteArray(R"({"tutti_log":"1","seats":4,"activity":"echo"})")
                                         << "session.jsonl is a Tutti log of an unknown version; this Tutti reads version 1.";
        QTest::newRow("no seats") << QByteArray(R"({"tutti_log":1,"activity":"echo"})")
                                  << "session.jsonl, line 1: this header cannot be used because its \"seats\" is missing; correct it and try again.";
        QTest::newRow("13 seats") << QByteArray(R"({"tutti_log":1,"seats":13,"activity":"echo"})")
                                  << "session.jsonl, line 1: this header cannot be used because its \"seats\" is not a whole number from 0 to 12; correct it and try again.";
        QTest::newRow("no activity") << QByteArray(R"({"tutti_log":1,"seats":4})")
                                     << "session.jsonl, line 1: this header cannot be used because its \"activity\" is missing; correct it and try again.";
        QTest::newRow("activity as number") << QByteArray(R"({"tutti_log":1,"seats":4,"activity":1})")
                                            << "session.jsonl, line 1: this header cannot be used because its \"activity\" is not a text; correct it and try again.";
    }
    void headersThatCannotBeUsed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        const auto log = read(text);
        QVERIFY(!log);
        QCOMPARE(QString::fromStdString(log.error()), sentence);
    }

    void whatAHeaderDoesNotNeedMayBeWrong()
    {
        const auto log = read(R"({"tutti_log":1,"app":7,"started":"x","seats":2.0,"seed":-1,"activity":"echo","settings":{"wait_s":15,"a":null,"b":[1],"c":["x"]},"latency_us":99999999,"more":[{}]})");
        QVERIFY(log);
        QCOMPARE(log->header, (Header{"", "x", 2, 0, "echo", {{"wait_s", {15.0}}, {"c", {std::vector<std::string>{"x"}}}}, 0}));
        QCOMPARE(log->problems.size(), 1u);
    }

    void theGroovesOfAHeaderAreReadOrTold_data()
    {
        QTest::addColumn<QByteArray>("grooves");
        QTest::addColumn<bool>("good");
        QTest::newRow("none") << QByteArray("[]") << true;
        QTest::newRow("two") << QByteArray(R"([{"id":"samba","sha256":"a1"},{"id":"jig","sha256":"b2","more":1}])") << true;
        QTest::newRow("a word") << QByteArray(R"("samba")") << false;
        QTest::newRow("words") << QByteArray(R"(["samba"])") << false;
        QTest::newRow("no sum") << QByteArray(R"([{"id":"samba"}])") << false;
        QTest::newRow("a number") << QByteArray(R"([{"id":"samba","sha256":"a1"},{"id":1,"sha256":"b2"}])") << false;
    }
    void theGroovesOfAHeaderAreReadOrTold()
    {
        QFETCH(QByteArray, grooves);
        QFETCH(bool, good);
        const auto log = read(R"({"tutti_log":1,"seats":2,"activity":"our-pulse","grooves":)" + grooves + "}");
        QVERIFY(log);
        const std::vector<Header::Used> two{{"samba", "a1"}, {"jig", "b2"}};
        QCOMPARE(log->header.grooves, good && grooves.size() > 2 ? two : std::vector<Header::Used>{});
        QCOMPARE(log->problems, good ? std::vector<std::string>{}
                                     : std::vector<std::string>{"session.jsonl, line 1: its \"grooves\" are not a list of ids and sha256s; all that are here were taken."});
    }

    void timesThatRunBackAreMovedForward()
    {
        const auto log = read(kHeader + strike(R"(,"seat":0)", 500) + strike(R"(,"seat":1)", 400) + strike(R"(,"seat":2)", 500)
                              + strike(R"(,"seat":3)", -9'000'000'000'000'000'000));
        QVERIFY(log);
        for (const Input &in : log->inputs)
            QCOMPARE(in.t, 500us);
        QCOMPARE(log->problems, (std::vector<std::string>{"session.jsonl, line 3: its time runs back; it was moved to 500.",
                                                          "session.jsonl, line 5: its time runs back; it was moved to 500."}));
    }

    void inputsAndOutputsHaveTimesOfTheirOwn()
    {
        const auto log = read(kHeader + strike(R"(,"seat":0)", 500) + "{\"t_us\":100,\"out\":\"off\",\"id\":1}\n");
        QVERIFY(log);
        QCOMPARE(log->problems.size(), 0u);
        QCOMPARE(log->outputs, (std::vector<Output>{{100us, Off{1}}}));
    }

    void aNegativeTimeIsTheStart()
    {
        const auto log = read(kHeader + strike(R"(,"seat":0)", -1));
        QVERIFY(log);
        QCOMPARE(log->inputs.at(0).t, 0us);
        QCOMPARE(log->problems, (std::vector<std::string>{"session.jsonl, line 2: its time runs back; it was moved to 0."}));
    }

    void unknownKindsAreKeptAndIgnored()
    {
        const QByteArrayList lines{R"({"t_us":3,"in":"breath","seat":99})", R"({"t_us":4,"out":"scent"})", R"({"t_us":5,"in":"cue","cue":"twirl"})",
                                   R"({"t_us":6,"out":"state","state":"dream","seat":1})", R"({"in":"whenever"})"};
        const auto log = read(kHeader + lines.join('\n'));
        QVERIFY(log);
        QCOMPARE(log->problems, std::vector<std::string>{});
        QCOMPARE(log->inputs.size() + log->outputs.size(), 0u);
        QCOMPARE(log->unknown.size(), static_cast<std::size_t>(lines.size()));
        for (qsizetype k = 0; k < lines.size(); ++k)
            QCOMPARE(QByteArray::fromStdString(log->unknown[static_cast<std::size_t>(k)].text), lines[k]);
        QCOMPARE(log->unknown[1].t, 4us);
    }

    void unknownKeysAreIgnored()
    {
        const auto log = read(kHeader + strike(R"(,"seat":0,"colour":{"r":1},"strength":0.5)"));
        QVERIFY(log);
        QCOMPARE(log->problems, std::vector<std::string>{});
        QCOMPARE(log->inputs, (std::vector<Input>{{0us, Strike{.strength = .5}}}));
    }

    void aStrikeByAnUnknownMeansIsStillAStrike()
    {
        const auto log = read(kHeader + strike(R"(,"seat":0,"by":"camera")"));
        QVERIFY(log);
        QCOMPARE(log->inputs, (std::vector<Input>{{0us, Strike{}}}));
        QCOMPARE(log->problems.size(), 1u);
    }

    void lineEndsAndMarksOfOtherSystemsAreFine()
    {
        const QByteArray good = kHeader + strike(R"(,"seat":0)") + "\n   \n" + strike(R"(,"seat":1)", 2);
        const auto expected = read(good);
        for (const QByteArray &text : {"\xEF\xBB\xBF" + good, QByteArray(good).replace("\n", "\r\n"), good.trimmed(), "\n\n" + good}) {
            const auto log = read(text);
            QVERIFY2(log, log ? "" : log.error().c_str());
            QCOMPARE(log->problems, std::vector<std::string>{});
            QCOMPARE(log->inputs, expected->inputs);
        }
    }

    void manyProblemsAreCounted()
    {
        const auto log = read(kHeader + QByteArray("x\n").repeated(10'000) + strike(R"(,"seat":0)"));
        QVERIFY(log);
        QCOMPARE(log->problems.size(), 301u);
        QCOMPARE(log->problems.back(), "session.jsonl: 9700 more lines had something wrong.");
        QCOMPARE(log->inputs.size(), 1u);
    }

    void problemsNeverRepeatWhatTheLineSays()
    {
        // They go to a terminal.
        const QByteArray clear = "\\u001b[2J";
        const auto log = read("{\"tutti_log\":1,\"seats\":4,\"activity\":\"a\",\"settings\":{\"" + clear + "\":null}}\n"
                              + strike(",\"seat\":0,\"by\":\"" + clear + "\"") + "\x1b[2J\n");
        QVERIFY(log);
        QCOMPARE(log->problems.size(), 3u);
        for (const std::string &problem : log->problems)
            QVERIFY(problem.find('\x1b') == std::string::npos);
    }

    void filesThatCannotBeReadAreNamed()
    {
        QTemporaryDir dir;
        const auto folder = readLogFile(dir.path());
        QVERIFY(!folder);
        QCOMPARE(QString::fromStdString(folder.error()), dir.path() + " is a folder; name the session log inside it.");

        const auto none = readLogFile(dir.filePath("none.jsonl"));
        QVERIFY(!none);
        QCOMPARE(QString::fromStdString(none.error()), dir.filePath("none.jsonl") + " is not there; check the name.");

        QFile closed(dir.filePath("closed.jsonl"));
        QVERIFY(closed.open(QIODevice::WriteOnly));
        closed.close();
        QVERIFY(closed.setPermissions({}));
        const auto unreadable = readLogFile(closed.fileName());
        QVERIFY(!unreadable); // for root it can be read, and is empty
        QVERIFY(QString::fromStdString(unreadable.error()).startsWith(closed.fileName()));
    }

    void aFileGivesWhatItsTextGives()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath("session.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray text = kHeader;
        for (int k = 0; k < 5000; ++k) // more than one chunk
            text += strike(R"(,"seat":1)", k);
        file.write(text);
        file.close();
        const auto log = readLogFile(file.fileName());
        QVERIFY(log);
        QCOMPARE(log->inputs, read(text)->inputs);
        QCOMPARE(log->inputs.size(), 5000u);
    }

    void noDamageOfAnyKindThrowsOrCrashes()
    {
        std::mt19937 rng{20261122};
        const auto below = [&](qsizetype n) { return std::uniform_int_distribution<qsizetype>(0, std::max<qsizetype>(n - 1, 0))(rng); };
        static const QByteArrayList kPieces{"\n", "\"", "{", "}", "[", "]", ":", ",", "null", "-1", "1e400", "99999999999999999999", "\\u0000",
                                            QByteArray("\0", 1), "\xff", "\"in\":", "\"out\":", "\"t_us\":", "\"seat\":", "12", "0.5", "true"};
        int usable = 0;
        for (std::uint32_t seed = 0; seed < 400; ++seed) {
            RandomEvents random(seed);
            QByteArray text = QByteArray::fromStdString(lineOf(random.header())) + '\n';
            for (int k = 0; k < 6; ++k)
                text += QByteArray::fromStdString(lineOf(random.input())) + '\n' + QByteArray::fromStdString(lineOf(random.output())) + '\n';
            for (auto damage = below(8); damage >= 0; --damage) {
                const qsizetype at = below(text.size());
                switch (below(6)) {
                case 0: text[at] = static_cast<char>(below(256)); break;
                case 1: text.remove(at, below(40)); break;
                case 2: text.insert(at, kPieces[below(kPieces.size())]); break;
                case 3: text.replace(at, 1 + below(12), kPieces[below(kPieces.size())]); break;
                case 4: text.insert(at, text.mid(below(text.size()), below(200))); break;
                default: text.truncate(at); break;
                }
                if (text.isEmpty())
                    break;
            }
            const auto log = read(text);
            if (!log) {
                QVERIFY(log.error().starts_with("session.jsonl"));
                continue;
            }
            ++usable;
            Micros last{};
            for (const Input &in : log->inputs) {
                QVERIFY(in.t >= last && in.t <= kLongestSession);
                last = in.t;
            }
            const auto report = makeReport(*log);
            QVERIFY(report);
            QVERIFY(!QByteArray::fromStdString(reportJson(*report)).contains("nan"));
        }
        QVERIFY(usable > 60); // the damage leaves enough to be read
    }
};

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"
