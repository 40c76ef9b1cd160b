// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/report_pdf.h"

#include <fmt/core.h>

#include <QFile>
#include <QMarginsF>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

#include <array>

namespace tutti {

namespace {

struct Column {
    std::string_view name; ///< in the log's contract
    const char *heading;
};

// Short headings with the units in them: ten columns share the width of a page.
constexpr std::array<Column, 10> kColumns{{
    {"strikes", "Touches"},
    {"assisted", "With help"},
    {"active_s", "Playing, s"},
    {"active_share", "Part of time, %"},
    {"ioi_mean_ms", "Between touches, ms"},
    {"ioi_sd_ms", "Spread, ms"},
    {"ioi_cv", "CV"},
    {"robust_cv", "CV, robust"},
    {"npvi", "nPVI"},
    {"initiations", "Own starts"},
}};

QString escaped(const std::string &text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString cell(const NamedFigure &named)
{
    const MeasureWords &words = wordsFor(named.name);
    const auto &[value, n, why] = named.figure;
    const QString shown = value ? escaped(fmt::format("{:.{}f}", *value * words.scale, words.decimals)) : QStringLiteral("&#8211;");
    return QStringLiteral("<td align=\"right\">%1<br/><span class=\"n\">n&nbsp;%2</span></td>").arg(shown).arg(n);
}

QString facts(const Report &report)
{
    QStringList lines;
    if (!report.started.empty())
        lines << QStringLiteral("Started %1").arg(escaped(printable(report.started)));
    lines << QStringLiteral("Length %1").arg(escaped(shownLength(report.length)));
    for (const PlayedActivity &played : report.activities) {
        const std::string settings = shownSettings(played.settings);
        const QString from = played.from == Micros{} ? QStringLiteral("Activity") : QStringLiteral("From %1").arg(escaped(shownLength(played.from)));
        lines << QStringLiteral("%1: %2%3").arg(from, escaped(printable(played.activity)),
                                                     settings.empty() ? QString() : QStringLiteral(" (%1)").arg(escaped(settings)));
    }
    if (report.settingsChanged > 0)
        lines << QStringLiteral("Settings changed while playing: %1").arg(report.settingsChanged);
    return lines.join(QStringLiteral("<br/>"));
}

QString page(const Report &report)
{
    QString html = QStringLiteral("<html><head><style>"
                                  "body { font-size: 10pt; } h1 { font-size: 16pt; } h2 { font-size: 12pt; }"
                                  "th { font-size: 7pt; font-weight: normal; } td { font-size: 8pt; }"
                                  ".n { font-size: 6pt; color: #50475e; }"
                                  "</style></head><body><h1>What was played</h1><p>%1</p><h2>Seats</h2>").arg(facts(report));
    html += QStringLiteral("<table width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"2\" style=\"border-collapse: collapse\">"
                           "<thead><tr><th align=\"left\">Seat</th>");
    for (const Column &column : kColumns)
        html += QStringLiteral("<th align=\"right\">%1</th>").arg(QLatin1String(column.heading));
    html += QStringLiteral("</tr></thead>");
    for (const SeatReport &seat : report.seats) {
        html += QStringLiteral("<tr><td width=\"17%\">%1</td>").arg(escaped(seatName(seat.seat)).replace(QLatin1String(" ("), QLatin1String("<br/>(")));
        for (const Column &column : kColumns)
            html += cell({column.name, seat[column.name]});
        html += QStringLiteral("</tr>");
    }
    html += QStringLiteral("</table><p>n: how many touches, or times between them, a number stands on. &#8211;: %1.</p>"
                           "<h2>Everyone</h2><table cellspacing=\"0\" cellpadding=\"3\">").arg(QLatin1String(measures::kNotEnough));
    for (const NamedFigure &figure : report.group)
        html += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>").arg(escaped(std::string(wordsFor(figure.name).label)), escaped(shown(figure)));
    html += QStringLiteral("</table><p>%1</p><p><b>%2</b></p></body></html>")
                .arg(escaped(std::string(kReportNote)), escaped(std::string(kReportFooter)));
    return html;
}

} // namespace

tl::expected<void, std::string> writeReportPdf(const Report &report, const QString &file)
{
    QFile device(file);
    const auto failed = [&] {
        return tl::make_unexpected(fmt::format("{} could not be written ({}); choose another place or make some room.",
                                               file.toStdString(), device.errorString().toStdString()));
    };
    if (!device.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failed();
    {
        QPdfWriter writer(&device);
        writer.setTitle(QStringLiteral("What was played"));
        writer.setCreator(QStringLiteral("Tutti"));
        // print() keeps 2 cm free on each side by itself.
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
        QTextDocument document;
        document.setDocumentMargin(0);
        document.setHtml(page(report));
        document.print(&writer);
    }
    if (!device.flush() || device.error() != QFileDevice::NoError)
        return failed();
    return {};
}

} // namespace tutti
