// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/settings_keeper.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace tutti;

class tst_settings_keeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatChangesIsWritten();
    void whatHasNotChangedIsNot();
    void theLastThatIsWantedIsTheLastThatIsWritten();
    void whatCouldNotBeWrittenIsToldOnceAndWrittenLater();

private:
    /// Where the data folder is to be lies a file.
    void block()
    {
        QFile stone(m_folder->filePath(QStringLiteral("data")));
        QVERIFY(stone.open(QIODevice::WriteOnly));
    }
    void unblock() { QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("data")))); }
    KioskSettings withTheLoudest(int step) const
    {
        KioskSettings settings;
        settings.loudestStep = step;
        return settings;
    }
    std::unique_ptr<SettingsKeeper> keeper()
    {
        return std::make_unique<SettingsKeeper>(m_file, KioskSettings{}, [this](const std::string &sentence) { m_told.push_back(sentence); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SettingsFile m_file{{}};
    std::vector<std::string> m_told;
};

void tst_settings_keeper::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = SettingsFile(m_folder->filePath(QStringLiteral("data/settings.json")));
    m_told.clear();
}

void tst_settings_keeper::whatChangesIsWritten()
{
    keeper()->keep(withTheLoudest(2)); // and is waited for at the end
    QCOMPARE(m_file.read().settings.loudestStep, 2);
}

void tst_settings_keeper::whatHasNotChangedIsNot()
{
    keeper()->keep(KioskSettings{});
    QVERIFY(!QFile::exists(m_file.path()));
}

void tst_settings_keeper::theLastThatIsWantedIsTheLastThatIsWritten()
{
    const auto k = keeper();
    for (int i = 0; i < 40; ++i)
        k->keep(withTheLoudest(1 + i % 4));
    k->keep(withTheLoudest(3));
    QTRY_COMPARE(m_file.read().settings.loudestStep, 3);
}

void tst_settings_keeper::whatCouldNotBeWrittenIsToldOnceAndWrittenLater()
{
    block();
    const auto k = keeper();
    k->keep(withTheLoudest(2));
    QTRY_COMPARE(m_told.size(), std::size_t{1});
    k->keep(withTheLoudest(1));
    k->again();
    unblock();
    // The same once more is no change, and must not be lost for that.
    k->keep(withTheLoudest(1));
    QTRY_VERIFY([&] {
        k->again();
        return m_file.read().settings.loudestStep == 1;
    }());
    QCOMPARE(m_told.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(tst_settings_keeper)
#include "tst_settings_keeper.moc"
