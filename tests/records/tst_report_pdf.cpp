// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first: moc 6.4 cannot read <concepts> before it

#include <QFile>
#include <QTemporaryDir>

#include "records/report_pdf.h"

using namespace tutti;

namespace {

Report wholeGroup()
{
    SessionLog log{.name = "session.jsonl", .header = {"0.1.0", "2026-11-22T10:00:00Z", kMaxSeats, 42, "open-pads", {{"scale", {std::string("D <dorian>")}}}, 0}};
    for (int k = 0; k < 600; ++k)
        for (int seat = 0; seat < kMaxSeats; ++seat)
            if (seat == 0 || k % seat == 0)
                log.inputs.push_back({k * 500ms, Strike{.seat = SeatId{seat}, .assisted = k % 50 == 7}});
    log.inputs.push_back({301s, End{}});
    return *makeReport(log);
}

} // namespace

class TestReportPdf : public QObject {
    Q_OBJECT
private slots:
    void twelveSeatsFitOnOnePageOfA4()
    {
        QTemporaryDir dir;
        const QString name = dir.filePath("report.pdf");
        const auto written = writeReportPdf(wholeGroup(), name);
        QVERIFY2(written, written ? "" : written.error().c_str());
        const QByteArray keep = qgetenv("TUTTI_KEEP_PDF"); // to look at it
        if (!keep.isEmpty())
            QVERIFY(QFile::copy(name, QString::fromLocal8Bit(keep)));
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF-1."));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.contains("/Count 1"));
        QVERIFY(pdf.contains("/MediaBox [0 0 595 842]") || pdf.contains("/MediaBox [0 0 595.000000 842.000000]"));
        QVERIFY(pdf.contains("/Font")); // words, not an empty page
    }

    void anEmptySessionIsAPageToo()
    {
        QTemporaryDir dir;
        QVERIFY(writeReportPdf(*makeReport({}), dir.filePath("report.pdf")));
        QVERIFY(QFile(dir.filePath("report.pdf")).size() > 1000);
    }

    void aPlaceThatCannotBeWrittenIsNamed()
    {
        QTemporaryDir dir;
        const auto folder = writeReportPdf(*makeReport({}), dir.path());
        QVERIFY(!folder);
        QVERIFY(QString::fromStdString(folder.error()).startsWith(dir.path() + " could not be written ("));
    }

    void aFullDiskIsTold()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("no /dev/full here");
        const auto full = writeReportPdf(wholeGroup(), QStringLiteral("/dev/full"));
        QVERIFY(!full);
        QVERIFY(QString::fromStdString(full.error()).startsWith("/dev/full could not be written (No space left"));
    }
};

QTEST_MAIN(TestReportPdf)
#include "tst_report_pdf.moc"
