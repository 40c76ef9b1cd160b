// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/run_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tutti;

class tst_run_folder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsAskedIsAFileOfItsName();
    void withoutABoxNothingCanBeAsked();
    void aFolderThatIsNoneIsNamed();
    void playingIsAFileAsLongAsSomebodyPlays();
    void darkIsLeftForOneStart();
};

void tst_run_folder::whatIsAskedIsAFileOfItsName()
{
    const QTemporaryDir dir;
    const RunFolder run(dir.path());
    for (const auto &[what, name] : {std::pair{Ask::PowerOff, "poweroff"}, std::pair{Ask::Restart, "reboot"}, std::pair{Ask::Update, "update"}, std::pair{Ask::Save, "save"}}) {
        const QString file = dir.filePath(QStringLiteral("ask/") + QLatin1StringView(name));
        QVERIFY(!QFile::exists(file));
        QVERIFY(run.ask(what));
        QVERIFY(QFile::exists(file));
        QVERIFY(run.ask(what)); // once more is the same
    }
}

void tst_run_folder::withoutABoxNothingCanBeAsked()
{
    qunsetenv("RUNTIME_DIRECTORY");
    const RunFolder none = RunFolder::ofThisBox();
    QVERIFY(!none.isThere());
    QVERIFY(!none.ask(Ask::PowerOff));
    QVERIFY(none.setPlaying(true)); // and nobody is there to be told
}

void tst_run_folder::aFolderThatIsNoneIsNamed()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("no-folder")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto asked = RunFolder(file.fileName()).ask(Ask::Update);
    QVERIFY(!asked);
    QVERIFY2(asked.error().find("no-folder") != std::string::npos, asked.error().c_str());
    QVERIFY(!RunFolder(file.fileName()).setPlaying(true));
}

void tst_run_folder::playingIsAFileAsLongAsSomebodyPlays()
{
    const QTemporaryDir dir;
    const RunFolder run(dir.path());
    const QString file = dir.filePath(QStringLiteral("playing"));
    QVERIFY(run.setPlaying(false));
    QVERIFY(!QFile::exists(file));
    QVERIFY(run.setPlaying(true));
    QVERIFY(run.setPlaying(true));
    QVERIFY(QFile::exists(file));
    QVERIFY(run.setPlaying(false));
    QVERIFY(!QFile::exists(file));
}

void tst_run_folder::darkIsLeftForOneStart()
{
    const QTemporaryDir dir;
    const RunFolder run(dir.path());
    QVERIFY(!run.takeDark());
    QVERIFY(run.leaveDark());
    QVERIFY(run.takeDark());
    QVERIFY(!run.takeDark());
    QVERIFY(!RunFolder().leaveDark() && !RunFolder().takeDark());
}

QTEST_GUILESS_MAIN(tst_run_folder)
#include "tst_run_folder.moc"
