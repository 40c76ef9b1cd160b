// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/replay.h"

#include "app/heard.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A session of three, by hand: a touch, a group, a stop and a finish.
SessionLog session()
{
    SessionLog log;
    log.name = "session.jsonl";
    log.header.app = "0.1.0";
    log.header.seats = 2;
    log.header.settings = {{"intro_s", SettingValue{Scalar{0.0}}}};
    const auto add = [&](double t, auto what) { log.inputs.push_back(Input{microsFromSeconds(t), std::move(what)}); };
    for (int i = 0; i < 30; ++i) {
        add(1 + 0.6 * i, Strike{SeatId{i % 3}, PadIndex{0}, i, 0.75, StrikeBy::Touch, false});
        add(1.2 + 0.6 * i, Lift{SeatId{i % 3}, PadIndex{0}, i});
    }
    add(20, Cue{CueKind::Stop, {}, {}});
    add(22, Cue{CueKind::Resume, {}, {}});
    add(23, Cue{CueKind::Finish, {}, {}});
    add(40, End{});
    return log;
}

} // namespace

class tst_replay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twiceInARowGivesTheSameBytes();
    void whatAReplayWroteReplaysToItself();
    void soundIsWhereTheLogSaysAndSilentWhileStopped();
    void whatComesAfterTheEndIsIgnored();
    void withoutAnEndItRunsToTheLastTime();
    void anActivityThisVersionLacksIsNamed();
    void aPlaceThatCannotBeWrittenIsNamed();

private:
    QTemporaryDir m_folder;
};

void tst_replay::twiceInARowGivesTheSameBytes()
{
    const SessionLog log = session();
    for (const QString &name : {u"a"_s, u"b"_s}) {
        const auto replayed = replay(log, Library::builtIn(), {m_folder.filePath(name + u".jsonl"_s), m_folder.filePath(name + u".wav"_s), {}});
        QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
    }
    QVERIFY(contents(m_folder.filePath(u"a.jsonl"_s)).size() > 1000);
    QVERIFY(contents(m_folder.filePath(u"a.jsonl"_s)) == contents(m_folder.filePath(u"b.jsonl"_s)));
    QVERIFY(contents(m_folder.filePath(u"a.wav"_s)).size() > 40 * 48000 * 8);
    QVERIFY(contents(m_folder.filePath(u"a.wav"_s)) == contents(m_folder.filePath(u"b.wav"_s)));
}

void tst_replay::whatAReplayWroteReplaysToItself()
{
    const auto first = replay(session(), Library::builtIn(), {m_folder.filePath(u"first.jsonl"_s), {}, {}});
    QVERIFY(first);
    const auto read = readLogFile(m_folder.filePath(u"first.jsonl"_s));
    QVERIFY(read);
    QVERIFY(read->problems.empty());
    QCOMPARE(read->outputs.size(), first->outputs.size());
    const auto second = replay(*read, Library::builtIn(), {m_folder.filePath(u"second.jsonl"_s), {}, {}});
    QVERIFY(second);
    QCOMPARE(contents(m_folder.filePath(u"second.jsonl"_s)), contents(m_folder.filePath(u"first.jsonl"_s)));
}

void tst_replay::soundIsWhereTheLogSaysAndSilentWhileStopped()
{
    const Heard heard(session());
    QVERIFY(heard.peak(0.9, 0.995) < 0.05);   // the drone of two who are there, no more
    QVERIFY(heard.peak(1.0, 1.1) > 0.05);     // the first strike
    QVERIFY(heard.peak(19.0, 20.0) > 0.02);
    QCOMPARE(heard.peak(20.1, 21.99), 0.0);   // stopped: a tenth of a second later nothing at all
    QVERIFY(heard.peak(0, 43) <= 0.5);        // the ceiling
}

void tst_replay::whatComesAfterTheEndIsIgnored()
{
    SessionLog log = session();
    log.inputs.push_back(Input{50s, Strike{SeatId{0}, PadIndex{0}, 99, 0.75, StrikeBy::Touch, false}});
    const auto replayed = replay(log, Library::builtIn(), {});
    QVERIFY(replayed);
    QCOMPARE(replayed->length, Micros{40'000'000});
    QVERIFY(std::all_of(replayed->outputs.begin(), replayed->outputs.end(), [](const Output &out) { return out.t <= 40s; }));
}

void tst_replay::withoutAnEndItRunsToTheLastTime()
{
    SessionLog log = session();
    log.inputs.pop_back();
    const auto replayed = replay(log, Library::builtIn(), {});
    QVERIFY(replayed);
    QCOMPARE(replayed->length, Micros{23'000'000});
}

void tst_replay::anActivityThisVersionLacksIsNamed()
{
    SessionLog log = session();
    log.header.activity = "juggling";
    const auto replayed = replay(log, Library::builtIn(), {});
    QVERIFY(!replayed);
    QVERIFY(replayed.error().find("juggling") != std::string::npos);
    QVERIFY(replayed.error().find("session.jsonl") != std::string::npos);
}

void tst_replay::aPlaceThatCannotBeWrittenIsNamed()
{
    const auto events = replay(session(), Library::builtIn(), {u"/nowhere/at/all.jsonl"_s, {}, {}});
    QVERIFY(!events);
    QVERIFY(events.error().find("all.jsonl") != std::string::npos);
    const auto wav = replay(session(), Library::builtIn(), {{}, u"/nowhere/at/all.wav"_s, {}});
    QVERIFY(!wav);
    QVERIFY(wav.error().find("all.wav") != std::string::npos);
}

QTEST_GUILESS_MAIN(tst_replay)
#include "tst_replay.moc"
