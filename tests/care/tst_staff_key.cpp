// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/staff_key.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tutti;

namespace {

/// Puts a new key onto a stick; its fingerprint.
std::string putKey(const QString &stick)
{
    const StaffKey key = newKey();
    QFile file(stick + QLatin1Char('/') + QLatin1StringView(kStaffKeyFile));
    return file.open(QIODevice::WriteOnly) && file.write(key.text.c_str()) > 0 ? key.fingerprint : std::string();
}

} // namespace

class tst_staff_key : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyThatWasMadeFits();
    void anotherKeyDoesNot();
    void withoutAFingerprintNothingFits();
    void sticksAreTheFoldersThatAreThere();
};

void tst_staff_key::aKeyThatWasMadeFits()
{
    const QTemporaryDir stick;
    const std::string fingerprint = putKey(stick.path());
    QVERIFY(hasKey({stick.path()}, fingerprint));
    QFile key(stick.filePath(QLatin1StringView(kStaffKeyFile)));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QVERIFY(key.readAll().trimmed().toStdString() != fingerprint); // what is kept opens nothing
}

void tst_staff_key::anotherKeyDoesNot()
{
    const QTemporaryDir one, two;
    const std::string first = putKey(one.path());
    QVERIFY(putKey(two.path()) != first);
    QVERIFY(!hasKey({two.path()}, first));
    QVERIFY(hasKey({two.path(), one.path()}, first));
}

void tst_staff_key::withoutAFingerprintNothingFits()
{
    const QTemporaryDir stick;
    QVERIFY(!putKey(stick.path()).empty());
    QVERIFY(!hasKey({stick.path()}, {}));
    QVERIFY(!hasKey({}, "abc"));
    QVERIFY(!hasKey({QStringLiteral("/nowhere")}, "abc"));
}

void tst_staff_key::sticksAreTheFoldersThatAreThere()
{
    const QTemporaryDir media;
    QVERIFY(QDir(media.path()).mkpath(QStringLiteral("KEY")) && QDir(media.path()).mkpath(QStringLiteral("MUSIC")));
    QCOMPARE(sticksIn({media.path(), QStringLiteral("/nowhere")}).size(), 2);
}

QTEST_GUILESS_MAIN(tst_staff_key)
#include "tst_staff_key.moc"
