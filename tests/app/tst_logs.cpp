// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/activity.h"
#include "commands/replay.h"
#include "content/recipes.h"
#include "core/event_names.h"
#include "records/log_reader.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace tutti;
using namespace Qt::StringLiterals;

namespace {

bool isState(const Output &out) { return std::holds_alternative<StateChange>(out.what); }

/// The same but for the numbers notes have, and for what another machine's arithmetic may make of a time or a tempo.
bool same(const Output &a, const Output &b)
{
    constexpr Micros kNear{1000};
    constexpr double kNearBpm = 0.01;
    if (a.what.index() != b.what.index() || std::chrono::abs(a.t - b.t) > kNear)
        return false;
    if (const auto *note = std::get_if<Note>(&a.what)) {
        Note renumbered = std::get<Note>(b.what);
        renumbered.id = note->id;
        return *note == renumbered;
    }
    if (const auto *beat = std::get_if<BeatMark>(&a.what)) {
        const auto &other = std::get<BeatMark>(b.what);
        return beat->beat == other.beat && std::abs(beat->tempo.value - other.tempo.value) < kNearBpm;
    }
    return a.what == b.what;
}

QString said(const Output &out)
{
    QString text = u"%1 s "_s.arg(toSeconds(out.t), 0, 'f', 6);
    if (const auto *change = std::get_if<StateChange>(&out.what))
        text += QString::fromStdString(std::string(nameOf(change->state))) + (change->value ? u" %1"_s.arg(*change->value) : QString());
    else if (const auto *note = std::get_if<Note>(&out.what))
        text += u"%1 of seat %2"_s.arg(QString::fromStdString(note->instrument)).arg(note->seat.value);
    else if (const auto *beat = std::get_if<BeatMark>(&out.what))
        text += u"beat %1"_s.arg(beat->beat);
    else if (const auto *gain = std::get_if<Gain>(&out.what))
        text += u"gain %1 dB"_s.arg(gain->db);
    return text;
}

} // namespace

/// Each file of tests/logs is a rule of play: see its README.
class tst_logs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRuleOfEachLogHolds_data();
    void theRuleOfEachLogHolds();
    void everyActivityAndEveryCueHasALog();
    void theRecipesThatComeWithTuttiCanBePlayed();
};

namespace {

QStringList logs()
{
    QStringList names = QDir(QStringLiteral(TUTTI_LOGS)).entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name);
    return names.replaceInStrings(u".jsonl"_s, QString());
}

} // namespace

void tst_logs::theRuleOfEachLogHolds_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &name : logs())
        QTest::newRow(qPrintable(name)) << QDir(QStringLiteral(TUTTI_LOGS)).filePath(name + u".jsonl"_s);
}

void tst_logs::theRuleOfEachLogHolds()
{
    QFETCH(QString, path);
    const auto log = readLogFile(path);
    QVERIFY2(log, log ? "" : log.error().c_str());
    QVERIFY2(log->problems.empty(), log->problems.empty() ? "" : log->problems.front().c_str());
    QVERIFY(std::any_of(log->outputs.begin(), log->outputs.end(), isState));

    QTemporaryDir folder;
    const QString events = folder.filePath(u"events.jsonl"_s);
    const auto replayed = replay(*log, Library::builtIn(), {events, {}, {}});
    QVERIFY2(replayed, replayed ? "" : replayed.error().c_str());
    const auto now = readLogFile(events);
    QVERIFY(now);

    std::vector<Output> wanted, come;
    std::copy_if(log->outputs.begin(), log->outputs.end(), std::back_inserter(wanted), isState);
    std::copy_if(now->outputs.begin(), now->outputs.end(), std::back_inserter(come), isState);
    for (std::size_t i = 0; i < std::max(wanted.size(), come.size()); ++i)
        QVERIFY2(i < wanted.size() && i < come.size() && same(wanted[i], come[i]),
            qPrintable(u"the state was to be %1 and is %2"_s.arg(i < wanted.size() ? said(wanted[i]) : u"no more"_s, i < come.size() ? said(come[i]) : u"no more"_s)));
    for (const Output &out : log->outputs)
        QVERIFY2(std::any_of(now->outputs.begin(), now->outputs.end(), [&](const Output &other) { return same(out, other); }),
            qPrintable(said(out) + u" did not come"_s));
}

void tst_logs::everyActivityAndEveryCueHasALog()
{
    for (const std::string_view activity : activityNames())
        QVERIFY2(logs().contains(QLatin1String(activity.data(), static_cast<qsizetype>(activity.size()))), activity.data());
    // Shown by another's log or by the activity they are of, or reserved: the log's words for what is not built.
    const std::set<CueKind> elsewhere{CueKind::Resume, CueKind::LayerIn, CueKind::LayerOut, CueKind::TeeterTotter, CueKind::Wave, CueKind::GroovePass,
        CueKind::QuietMe, CueKind::SaidIt, CueKind::Mark, CueKind::Next, CueKind::Again, CueKind::Skip, CueKind::Back, CueKind::Hold};
    for (int i = 0; i <= static_cast<int>(CueKind::Hold); ++i) {
        const auto cue = static_cast<CueKind>(i);
        const std::string name = "cue-" + std::string(nameOf(cue));
        QVERIFY2(elsewhere.contains(cue) != logs().contains(QString::fromStdString(name)), name.c_str());
    }
}

void tst_logs::theRecipesThatComeWithTuttiCanBePlayed()
{
    const RecipeReading reading = readRecipes({}, activityNames());
    QVERIFY2(reading.problems.empty(), reading.problems.empty() ? "" : reading.problems.front().c_str());
    QCOMPARE(reading.recipes.size(), std::size_t{3});
    for (const Recipe &recipe : reading.recipes) {
        QCOMPARE(recipe.steps.front().activity, std::string("hello"));
        QCOMPARE(recipe.steps.back().activity, std::string("goodbye"));
    }
}

QTEST_GUILESS_MAIN(tst_logs)
#include "tst_logs.moc"
