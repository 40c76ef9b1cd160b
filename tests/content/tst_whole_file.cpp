// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace tutti;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

/// For as long as it lives no file can become longer than `bytes`: a disk that is full.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit full{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &full);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

} // namespace

class tst_whole_file : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsThereAndNothingElse();
    void aFullDiskKeepsWhatWasThere_data();
    void aFullDiskKeepsWhatWasThere();
    void permissionsAreThoseAskedFor();
    void aFolderThatIsNoneIsAReason();
};

void tst_whole_file::whatIsWrittenIsThereAndNothingElse()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    for (const char *text : {"one", "another, longer", ""}) {
        QVERIFY(writeWholeFile(path, text));
        QCOMPARE(bytesOf(path), QByteArray(text));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("file")});
}

void tst_whole_file::aFullDiskKeepsWhatWasThere_data()
{
    QTest::addColumn<int>("fits");
    QTest::addColumn<int>("size");
    QTest::newRow("a small file, nothing fits") << 0 << 40;
    QTest::newRow("a small file, half of it fits") << 20 << 40;
    QTest::newRow("a large file, nothing fits") << 0 << 100'000;
    QTest::newRow("a large file, half of it fits") << 50'000 << 100'000;
}

void tst_whole_file::aFullDiskKeepsWhatWasThere()
{
    QFETCH(int, fits);
    QFETCH(int, size);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QVERIFY(writeWholeFile(path, "as it was"));
    tl::expected<void, std::string> written;
    {
        const FullDisk full(static_cast<rlim_t>(fits));
        written = writeWholeFile(path, QByteArray(size, 'x'));
    }
    QVERIFY(!written);
    QVERIFY(!written.error().empty());
    QCOMPARE(bytesOf(path), QByteArray("as it was"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("file")});
}

void tst_whole_file::permissionsAreThoseAskedFor()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QVERIFY(writeWholeFile(path, "secret", QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QCOMPARE(QFileInfo(path).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions{});
}

void tst_whole_file::aFolderThatIsNoneIsAReason()
{
    const QTemporaryDir folder;
    QVERIFY(writeWholeFile(folder.filePath(QStringLiteral("file")), "x"));
    const auto written = writeWholeFile(folder.filePath(QStringLiteral("file/under")), "x");
    QVERIFY(!written);
    QVERIFY(!written.error().empty());
}

QTEST_GUILESS_MAIN(tst_whole_file)
#include "tst_whole_file.moc"
