// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/stick_writer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tutti;

namespace {

/// A data folder, a place for sticks, and what was answered.
struct Desk {
    QTemporaryDir folder;
    QStringList sticks{made(QStringLiteral("stick"))};
    QString run; ///< empty: no box
    std::unique_ptr<StickWriter> writer;
    std::vector<tl::expected<QString, std::string>> answers;

    QString made(const QString &name) const
    {
        QDir(folder.path()).mkpath(name);
        return folder.filePath(name);
    }
    void save(const char *name)
    {
        if (!writer)
            writer = std::make_unique<StickWriter>(folder.filePath(QStringLiteral("data")), RunFolder(run), [this] { return sticks; });
        writer->save(QLatin1StringView(name), "what was found", [this](const auto &how) { answers.push_back(how); });
    }
    QString outbox(const char *name) const { return folder.filePath(QStringLiteral("data/outbox/") + QLatin1StringView(name)); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

} // namespace

class tst_stick_writer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onADesktopItIsWritten();
    void onABoxItIsLaidOutAndAskedFor();
    void whatIsNotTakenIsTakenBack();
    void oneStickAtATime();
    void oneFileAtATime();
    void whatCannotBeWrittenIsSaid();
};

void tst_stick_writer::onADesktopItIsWritten()
{
    Desk desk;
    desk.save("report.txt");
    QCOMPARE(desk.answers.size(), std::size_t{1});
    QVERIFY(desk.answers[0]);
    QCOMPARE(Desk::bytesOf(*desk.answers[0]), QByteArray("what was found"));
}

void tst_stick_writer::onABoxItIsLaidOutAndAskedFor()
{
    Desk desk;
    desk.run = desk.made(QStringLiteral("run"));
    desk.save("report.txt");
    QVERIFY(desk.answers.empty());
    QVERIFY(QFile::exists(desk.run + QStringLiteral("/ask/save")));
    QCOMPARE(Desk::bytesOf(desk.outbox("report.txt")), QByteArray("what was found"));
    desk.writer->look();
    QVERIFY(desk.answers.empty());
    QVERIFY(QFile::remove(desk.outbox("report.txt"))); // it is on the stick
    desk.writer->look();
    QCOMPARE(desk.answers.size(), std::size_t{1});
    QCOMPARE(desk.answers[0], (tl::expected<QString, std::string>(desk.sticks.front() + QStringLiteral("/report.txt"))));
}

void tst_stick_writer::whatIsNotTakenIsTakenBack()
{
    Desk desk;
    desk.run = desk.made(QStringLiteral("run"));
    desk.save("report.txt");
    for (int i = 0; i < StickWriter::kPatience / StickWriter::kLookEvery; ++i)
        desk.writer->look();
    QCOMPARE(desk.answers.size(), std::size_t{1});
    QVERIFY(!desk.answers[0]);
    QVERIFY(!QFile::exists(desk.outbox("report.txt")));
    desk.save("report.txt"); // and once more
    QVERIFY(QFile::exists(desk.outbox("report.txt")));
}

void tst_stick_writer::oneStickAtATime()
{
    Desk desk;
    desk.sticks.clear();
    desk.save("report.txt");
    QVERIFY(!desk.answers.back());
    desk.sticks = {desk.made(QStringLiteral("a")), desk.made(QStringLiteral("b"))};
    desk.save("report.txt");
    QVERIFY(!desk.answers.back());
    QVERIFY(desk.answers[0].error() != desk.answers[1].error());
}

void tst_stick_writer::oneFileAtATime()
{
    Desk desk;
    desk.run = desk.made(QStringLiteral("run"));
    desk.save("report.txt");
    desk.save("other.txt");
    QCOMPARE(desk.answers.size(), std::size_t{1});
    QVERIFY(!desk.answers[0]);
    QVERIFY(!QFile::exists(desk.outbox("other.txt")));
}

void tst_stick_writer::whatCannotBeWrittenIsSaid()
{
    Desk desk;
    desk.sticks = {desk.folder.filePath(QStringLiteral("gone"))};
    desk.save("report.txt");
    QVERIFY(!desk.answers.back());
    QVERIFY2(desk.answers.back().error().find("gone/report.txt") != std::string::npos, desk.answers.back().error().c_str());
    Desk box;
    QFile file(box.folder.filePath(QStringLiteral("data")));
    QVERIFY(file.open(QIODevice::WriteOnly)); // no folder
    box.run = box.made(QStringLiteral("run"));
    box.save("report.txt");
    QVERIFY(!box.answers.back());
}

QTEST_GUILESS_MAIN(tst_stick_writer)
#include "tst_stick_writer.moc"
