// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/service.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace tutti;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUnitIsReadFromWhatSystemctlShows()
    {
        QCOMPARE(unitFrom("Result=watchdog\nNRestarts=12\nWatchdogUSec=10s\nLoadState=loaded\nActiveState=active\n"), (UnitFacts{"loaded", "active", "watchdog", "10s", 12}));
        QCOMPARE(unitFrom("LoadState=not-found\nActiveState=inactive"), (UnitFacts{"not-found", "inactive", "", "", 0}));
        QCOMPARE(unitFrom(""), UnitFacts{});
        QCOMPARE(unitFrom("\n\nSomething\nNRestarts=many\nId=tutti=kiosk\n"), UnitFacts{});
    }

    void badEndsAreReadFromTheSessionsFolder()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        };
        QCOMPARE(crashesIn(path / "not there", 1000s), CrashFacts{});
        QCOMPARE(crashesIn(path, 1000s), CrashFacts{});
        write(u"running"_s, "");
        QCOMPARE(crashesIn(path, 1000s), (CrashFacts{true, {}}));
        write(u"crashes"_s, "400\n430\n");
        QCOMPARE(crashesIn(path, 1000s), (CrashFacts{true, {600s, 570s}}));
        write(u"crashes"_s, "400\nfour\n\n-\n2000\n430"); // torn, or not ours
        QCOMPARE(crashesIn(path, 1000s), (CrashFacts{true, {600s, 570s}}));
    }

    void howTheLastUpdateWentIsOneWord()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QCOMPARE(lastUpdateIn(path), std::nullopt);
        using enum UpdateFacts::State;
        const std::vector<std::pair<QByteArray, std::optional<UpdateFacts::State>>> words{
            {"running\n", Running}, {"done\n", Done}, {"failed\n", Failed}, {"read-only\n", ReadOnly}, {"", std::nullopt}, {"perhaps\n", std::nullopt}};
        for (const auto &[word, state] : words) {
            QFile file(folder.filePath(u"state"_s));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(word) == word.size());
            file.close();
            const auto last = lastUpdateIn(path);
            QVERIFY2((last ? std::optional(last->state) : std::nullopt) == state, word.constData());
            QVERIFY(!last || std::chrono::abs(last->when - std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())) < 60s);
        }
    }
};

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"
