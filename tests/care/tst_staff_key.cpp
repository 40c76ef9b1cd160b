// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/staff_key.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tutti;

class tst_staff_key : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyThatWasMadeFits();
    void anotherKeyDoesNot();
    void withoutAFingerprintNothingFits();
    void sticksAreTheFoldersThatAreThere();
    void aStickThatCannotBeWrittenIsSaid();
};

void tst_staff_key::aKeyThatWasMadeFits()
{
    const QTemporaryDir stick;
    const auto fingerprint = makeKey(stick.path());
    QVERIFY(fingerprint);
    QVERIFY(hasKey({stick.path()}, *fingerprint));
    QFile key(stick.filePath(QLatin1StringView(kStaffKeyFile)));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QVERIFY(key.readAll().trimmed().toStdString() != *fingerprint); // what is kept opens nothing
}

void tst_staff_key::anotherKeyDoesNot()
{
    const QTemporaryDir one, two;
    const auto first = makeKey(one.path());
    QVERIFY(first && makeKey(two.path()));
    QVERIFY(!hasKey({two.path()}, *first));
    QVERIFY(hasKey({two.path(), one.path()}, *first));
}

void tst_staff_key::withoutAFingerprintNothingFits()
{
    const QTemporaryDir stick;
    QVERIFY(makeKey(stick.path()));
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

void tst_staff_key::aStickThatCannotBeWrittenIsSaid() { QVERIFY(!makeKey(QStringLiteral("/nowhere"))); }

QTEST_GUILESS_MAIN(tst_staff_key)
#include "tst_staff_key.moc"
