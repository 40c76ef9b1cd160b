// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/staff_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace tutti;

class tst_staff_file : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void isForItsOwnersEyesOnly();
    void noFileIsNoPin();
    void oneThatCannotBeReadLocksNobodyOut();
    void oneThatCannotBeWrittenIsNamed();
};

void tst_staff_file::whatIsWrittenIsRead()
{
    const QTemporaryDir dir;
    const StaffFile file(dir.filePath(QStringLiteral("deep/staff.json")));
    const StaffSecrets secrets{"$y$seal", "abc123", 4};
    QVERIFY(file.write(secrets));
    QCOMPARE(file.read().secrets, secrets);
    QVERIFY(file.read().problem.empty());
}

void tst_staff_file::isForItsOwnersEyesOnly()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("staff.json"));
    QVERIFY(StaffFile(path).write({"seal", {}, 0}));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QCOMPARE(QFileInfo(path).permissions() & others, QFileDevice::Permissions{});
}

void tst_staff_file::noFileIsNoPin()
{
    const QTemporaryDir dir;
    QCOMPARE(StaffFile(dir.filePath(QStringLiteral("staff.json"))).read().secrets, StaffSecrets{});
    QCOMPARE(StaffFile().read().secrets, StaffSecrets{});
    QVERIFY(StaffFile().write({"seal", {}, 0})); // kept nowhere: a demonstration
}

void tst_staff_file::oneThatCannotBeReadLocksNobodyOut()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("staff.json"));
    for (const char *text : {"", "{\"pin\": ", "[]", "\xff\xfe"}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        const auto reading = StaffFile(path).read();
        QCOMPARE(reading.secrets, StaffSecrets{});
        QVERIFY2(reading.problem.find("staff.json") != std::string::npos, reading.problem.c_str());
    }
}

void tst_staff_file::oneThatCannotBeWrittenIsNamed()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("no-folder")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto written = StaffFile(file.fileName() + QStringLiteral("/staff.json")).write({});
    QVERIFY(!written);
    QVERIFY2(written.error().find("no-folder/staff.json") != std::string::npos, written.error().c_str());
}

QTEST_GUILESS_MAIN(tst_staff_file)
#include "tst_staff_file.moc"
