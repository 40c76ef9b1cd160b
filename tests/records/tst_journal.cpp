// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "records/journal.h"
#include "records/log_format.h"
#include "records/log_reader.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <mutex>

using namespace tutti;

namespace {

constexpr auto kSoon = 10s; // a limit for what takes milliseconds

/// The sentences a journal told, from its own thread.
class Told {
public:
    Journal::Tell tell()
    {
        return [this](const std::string &sentence) {
            const std::lock_guard lock(m_mutex);
            m_sentences.push_back(sentence);
        };
    }
    std::vector<std::string> all()
    {
        const std::lock_guard lock(m_mutex);
        return m_sentences;
    }

private:
    std::mutex m_mutex;
    std::vector<std::string> m_sentences;
};

/// No file of this process may grow past a size, as on a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit full = m_before;
        full.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &full);
    }
    ~FullDisk() { makeRoom(); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;
    void makeRoom() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

Journal::Limits quick()
{
    return {.syncEvery = std::chrono::milliseconds(1), .retryEvery = std::chrono::milliseconds(1)};
}

Input strike(int number)
{
    return {Micros{number}, Strike{.touch = number}};
}

QByteArray textOf(const Header &header, int strikes)
{
    QByteArray text = QByteArray::fromStdString(lineOf(header)) + '\n';
    for (int k = 0; k < strikes; ++k)
        text += QByteArray::fromStdString(lineOf(strike(k))) + '\n';
    return text;
}

class Folder {
public:
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_dir.path() : m_dir.filePath(name); }
    std::filesystem::path data() const { return m_dir.path().toStdString(); }
    QString current() const { return path("session/current.jsonl"); }
    QStringList recovered() const { return QDir(path("session")).entryList({"recovered-*.jsonl"}, QDir::Files, QDir::Name); }
    QByteArray read(const QString &file) const
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray("(not there)");
    }
    void leaveBehind(const QByteArray &text) const
    {
        QDir(path()).mkpath("session");
        QFile f(current());
        if (!f.open(QIODevice::WriteOnly) || f.write(text) != text.size())
            qFatal("no temporary folder");
    }

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private slots:
    void whatIsHandedOverIsOnTheDisk()
    {
        Folder folder;
        Told told;
        Journal journal(folder.data(), told.tell());
        const Header header{.seats = 2, .seed = 7};
        journal.begin(header);
        journal.write(strike(0));
        journal.write(Output{0us, Off{5}});
        QVERIFY(journal.waitUntilWritten(kSoon));
        const QByteArray first = textOf(header, 1) + QByteArray::fromStdString(lineOf(Output{0us, Off{5}})) + '\n';
        QCOMPARE(folder.read(folder.current()), first);
        journal.write(strike(1));
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.current()), first + QByteArray::fromStdString(lineOf(strike(1))) + '\n');
        QCOMPARE(told.all(), std::vector<std::string>{});
    }

    void itIsWrittenWithoutBeingAsked()
    {
        Folder folder;
        Journal journal(folder.data());
        journal.begin({});
        journal.write(strike(0));
        QTRY_COMPARE(folder.read(folder.current()), textOf({}, 1));
        journal.write(strike(1));
        QTRY_COMPARE(folder.read(folder.current()), textOf({}, 2));
    }

    void theEndDeletesIt()
    {
        Folder folder;
        Journal journal(folder.data());
        journal.begin({});
        journal.write(strike(0));
        QVERIFY(journal.waitUntilWritten(kSoon));
        QVERIFY(QFile::exists(folder.current()));
        journal.end();
        QVERIFY(journal.waitUntilWritten(kSoon));
        QVERIFY(QDir(folder.path("session")).isEmpty());
    }

    void keptItMovesAtTheEnd()
    {
        Folder folder;
        Told told;
        Journal journal(folder.data(), told.tell());
        journal.begin({});
        journal.write(strike(0));
        journal.keep(folder.path("kept.jsonl").toStdString());
        journal.write(strike(1));
        journal.end();
        journal.write(strike(2)); // belongs to no session
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.path("kept.jsonl")), textOf({}, 2));
        QVERIFY(!QFile::exists(folder.current()));
        QCOMPARE(told.all(), std::vector<std::string>{});
    }

    void keepingNeverOverwrites()
    {
        Folder folder;
        Told told;
        QFile other(folder.path("kept.jsonl"));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("mine") == 4);
        other.close();
        Journal journal(folder.data(), told.tell());
        journal.begin({});
        journal.write(strike(0));
        journal.keep(other.fileName().toStdString());
        journal.end();
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(other.fileName()), QByteArray("mine"));
        QCOMPARE(folder.read(folder.current()), textOf({}, 1));
        QCOMPARE(told.all().size(), 1u);
        QVERIFY(QString::fromStdString(told.all()[0]).contains("kept.jsonl (File exists); it is still in "));
    }

    void keepingReachesAnotherFileSystem()
    {
        QTemporaryDir other("/dev/shm/tutti-XXXXXX");
        if (!other.isValid())
            QSKIP("no second file system here");
        Folder folder;
        Journal journal(folder.data());
        journal.begin({});
        journal.write(strike(0));
        journal.keep(other.filePath("kept.jsonl").toStdString());
        journal.end();
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(other.filePath("kept.jsonl")), textOf({}, 1));
        QVERIFY(!QFile::exists(folder.current()));
    }

    void oneJournalServesManySessions()
    {
        Folder folder;
        Journal journal(folder.data(), {}, quick());
        for (int k = 0; k < 20; ++k) {
            const Header header{.seed = static_cast<std::uint64_t>(k)};
            const QString kept = folder.path(QString::number(k));
            journal.begin(header);
            journal.keep(kept.toStdString());
            for (int s = 0; s < k; ++s)
                journal.write(strike(s));
            if (k % 2 == 0)
                journal.end(); // otherwise the next one's begin is the end
        }
        journal.end();
        QVERIFY(journal.waitUntilWritten(kSoon));
        for (int k = 0; k < 20; ++k)
            QCOMPARE(folder.read(folder.path(QString::number(k))), textOf({.seed = static_cast<std::uint64_t>(k)}, k));
    }

    void aFullDiskIsToldOnceAndNothingWrittenIsLost()
    {
        Folder folder;
        Told told;
        Journal journal(folder.data(), told.tell(), quick());
        FullDisk disk(1000);
        journal.begin({});
        for (int k = 0; k < 100; ++k)
            journal.write(strike(k));
        const QByteArray all = textOf({}, 100);
        QVERIFY(all.size() > 4000);
        QTRY_COMPARE(told.all().size(), 1u);
        QTRY_COMPARE(folder.read(folder.current()), all.left(1000));
        QVERIFY(!journal.waitUntilWritten(std::chrono::milliseconds(50))); // many more attempts
        QCOMPARE(told.all().size(), 1u);
        const QString sentence = QString::fromStdString(told.all()[0]);
        QVERIFY2(sentence.startsWith("This session is not being kept: " + folder.current() + " could not be written ("), qPrintable(sentence));

        disk.makeRoom();
        journal.write(strike(100));
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.current()), textOf({}, 101));
        QCOMPARE(told.all().size(), 1u);
    }

    void aFolderThatCannotBeMadeIsToldAndTriedAgain()
    {
        Folder folder;
        QFile blocked(folder.path("data")); // a file where the folder should be: refused to root as well
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        Told told;
        Journal journal(folder.path("data").toStdString(), told.tell(), quick());
        journal.begin({});
        journal.write(strike(0));
        QTRY_COMPARE(told.all().size(), 1u);
        QVERIFY(blocked.remove());
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.path("data/session/current.jsonl")), textOf({}, 1));
    }

    void aReadOnlyFolderIsToldAndTriedAgain()
    {
        Folder folder;
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
        if (QDir(folder.path()).mkdir("probe"))
            QSKIP("root may write anywhere");
        Told told;
        Journal journal(folder.data(), told.tell(), quick());
        journal.begin({});
        journal.write(strike(0));
        QTRY_COMPARE(told.all().size(), 1u);
        QVERIFY(QString::fromStdString(told.all()[0]).contains("Permission denied"));
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.current()), textOf({}, 1));
    }

    void whenTooMuchWaitsTheFileIsATrueBeginning()
    {
        Folder folder;
        Told told;
        Journal::Limits limits = quick();
        limits.waitingBytes = 2000;
        Journal journal(folder.data(), told.tell(), limits);
        FullDisk disk(500);
        journal.begin({});
        for (int k = 0; k < 1000; ++k)
            journal.write(strike(k));
        QTRY_COMPARE(told.all().size(), 2u);
        const auto sentences = told.all();
        QVERIFY(std::any_of(sentences.begin(), sentences.end(), [](const std::string &s) { return s.starts_with("The rest of this session is not kept: "); }));
        disk.makeRoom();
        journal.write(strike(1000));
        QVERIFY(journal.waitUntilWritten(kSoon));
        const QByteArray written = folder.read(folder.current());
        QVERIFY(written.size() > 500);
        QVERIFY(textOf({}, 1001).startsWith(written));
        QVERIFY(written.endsWith("}\n"));

        // The next session is kept whole again.
        journal.begin({});
        journal.write(strike(0));
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.current()), textOf({}, 1));
    }

    void aFloodOfEventsIsCutOffAtOnePlace()
    {
        Folder folder;
        Told told;
        Journal::Limits limits = quick();
        limits.waitingEvents = 50;
        Journal journal(folder.data(), told.tell(), limits);
        journal.begin({});
        for (int k = 0; k < 20'000; ++k)
            journal.write(strike(k));
        QVERIFY(journal.waitUntilWritten(kSoon));
        QVERIFY(textOf({}, 20'000).startsWith(folder.read(folder.current())));
    }

    void aCrashedSessionIsPutAside()
    {
        Folder folder;
        folder.leaveBehind(textOf({.seed = 1}, 3));
        Journal journal(folder.data());
        journal.begin({.seed = 2});
        QVERIFY(journal.waitUntilWritten(kSoon));
        QCOMPARE(folder.recovered().size(), 1);
        QCOMPARE(folder.read(folder.path("session/" + folder.recovered()[0])), textOf({.seed = 1}, 3));
        QCOMPARE(folder.read(folder.current()), textOf({.seed = 2}, 0));
    }

    void onlyTheLastCrashedSessionStays()
    {
        Folder folder;
        folder.leaveBehind(textOf({}, 1));
        QVERIFY(QFile::rename(folder.current(), folder.path("session/recovered-20200101T000000Z.jsonl")));
        folder.leaveBehind(textOf({}, 2));
        const auto aside = recoverJournal(folder.data());
        QVERIFY2(aside, aside ? "" : aside.error().c_str());
        QVERIFY(aside->has_value());
        QCOMPARE(folder.recovered(), QStringList{QString::fromStdString((*aside)->filename().string())});
        QCOMPARE(folder.read(QString::fromStdString((*aside)->string())), textOf({}, 2));
        QVERIFY(QRegularExpression("^recovered-[0-9]{8}T[0-9]{6}Z\\.jsonl$").match(folder.recovered()[0]).hasMatch());
    }

    void aSessionNobodyPlayedInDoesNotPushOutTheLast()
    {
        Folder folder;
        folder.leaveBehind(textOf({}, 2));
        QVERIFY(recoverJournal(folder.data())->has_value());
        const QStringList before = folder.recovered();
        for (const QByteArray &text : {QByteArray(), textOf({}, 0), QByteArray("{\"tutti"), QByteArray(9000, '\0')}) {
            folder.leaveBehind(text);
            const auto none = recoverJournal(folder.data());
            QVERIFY2(none, none ? "" : none.error().c_str());
            QVERIFY(!none->has_value());
            QVERIFY(!QFile::exists(folder.current()));
            QCOMPARE(folder.recovered(), before);
        }
    }

    void halfALineAtTheEndIsMended_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::addColumn<QByteArray>("mended");
        const QByteArray line = QByteArray::fromStdString(lineOf(strike(2)));
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("half a line") << line.left(20) << QByteArray();
        QTest::newRow("zero bytes") << QByteArray(4096, '\0') << QByteArray();
        QTest::newRow("more than any line") << QByteArray(3 << 20, '[') << QByteArray();
        QTest::newRow("a whole line without its end") << line << line + '\n';
    }
    void halfALineAtTheEndIsMended()
    {
        QFETCH(QByteArray, tail);
        QFETCH(QByteArray, mended);
        Folder folder;
        folder.leaveBehind(textOf({}, 2) + tail);
        const auto aside = recoverJournal(folder.data());
        QVERIFY2(aside, aside ? "" : aside.error().c_str());
        QCOMPARE(folder.read(QString::fromStdString((*aside)->string())), textOf({}, 2) + mended);
    }

    void withoutAnEarlierSessionThereIsNothingToPutAside()
    {
        Folder folder;
        const auto none = recoverJournal(folder.data());
        QVERIFY(none);
        QVERIFY(!none->has_value());
    }

    void anotherTuttiInTheSameFolderIsLeftAlone()
    {
        Folder folder;
        Journal first(folder.data());
        first.begin({.seed = 1});
        first.write(strike(0));
        QVERIFY(first.waitUntilWritten(kSoon));

        Told told;
        Journal second(folder.data(), told.tell(), quick());
        second.begin({.seed = 2});
        second.write(strike(0));
        QTRY_COMPARE(told.all().size(), 1u);
        QVERIFY(QString::fromStdString(told.all()[0]).startsWith("Another Tutti is using " + folder.path()));
        QCOMPARE(folder.read(folder.current()), textOf({.seed = 1}, 1));

        first.end(); // the folder is free
        QVERIFY(first.waitUntilWritten(kSoon));
        QVERIFY(second.waitUntilWritten(kSoon));
        QCOMPARE(folder.read(folder.current()), textOf({.seed = 2}, 1));
    }

    void aProgramThatClosesWithoutAnEndLeavesItsSession()
    {
        Folder folder;
        {
            Journal journal(folder.data());
            journal.begin({});
            for (int k = 0; k < 50; ++k)
                journal.write(strike(k));
        }
        QCOMPARE(folder.read(folder.current()), textOf({}, 50));
    }

    void whatWasPlayedASecondBeforeAKillIsThere()
    {
        Folder folder;
        QProcess player;
        player.start(JOURNAL_PLAYER, {folder.path()});
        QVERIFY(player.waitForStarted());
        // Until it has played for a second and a half by its own clock.
        QList<QPair<int, qint64>> handed;
        while (handed.size() < 2 || handed.last().second - handed.first().second < 1'500'000) {
            QVERIFY2(player.canReadLine() || player.waitForReadyRead(10'000), player.readAllStandardError().constData());
            while (player.canReadLine()) {
                const QByteArrayList words = player.readLine().trimmed().split(' ');
                handed << qMakePair(words.value(0).toInt(), words.value(1).toLongLong());
            }
        }
        const auto killed = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch()).count();
        player.kill(); // SIGKILL
        QVERIFY(player.waitForFinished());
        QCOMPARE(player.exitStatus(), QProcess::CrashExit);

        const auto aside = recoverJournal(folder.data());
        QVERIFY2(aside, aside ? "" : aside.error().c_str());
        QVERIFY(aside->has_value());
        const auto log = readLogFile(QString::fromStdString((*aside)->string()));
        QVERIFY(log);
        QCOMPARE(log->problems, std::vector<std::string>{});
        int due = 0;
        for (const auto &[number, at] : handed)
            due += at < killed - 1'000'000;
        QVERIFY(due > 20);
        QVERIFY2(static_cast<int>(log->inputs.size()) >= due, qPrintable(QStringLiteral("%1 of %2").arg(log->inputs.size()).arg(due)));
        for (std::size_t k = 0; k < log->inputs.size(); ++k)
            QCOMPARE(log->inputs[k], strike(static_cast<int>(k)));
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
