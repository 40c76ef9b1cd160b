// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/report.h"

#include "measures/active_time.h"
#include "measures/exchanges.h"
#include "measures/freezes.h"
#include "measures/likeness.h"
#include "measures/match.h"
#include "measures/period.h"
#include "measures/playing.h"
#include "measures/shares.h"
#include "measures/steadiness.h"
#include "measures/turns.h"
#include "records/log_json.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <map>
#include <utility>

namespace tutti {

namespace {

using measures::Figure;

constexpr int kJsonDecimals = 6;

constexpr std::array<std::string_view, 6> kShapes{"disc", "square", "triangle", "cross", "crescent", "drop"};

constexpr MeasureWords kWords[] = {
    {"strikes", "Touches", ""},
    {"assisted", "Touches with a helper's hand", ""},
    {"active_s", "Time playing", " s", 1, 1},
    {"active_share", "Part of the time there", " %", 100},
    {"ioi_mean_ms", "Time between touches", " ms"},
    {"ioi_sd_ms", "Spread of that time", " ms"},
    {"ioi_cv", "Spread over mean (CV)", "", 1, 3},
    {"robust_cv", "The same, robust", "", 1, 3},
    {"npvi", "Change from touch to touch (nPVI)", "", 1, 1},
    {"initiations", "Own starts after silence", ""},
    {"tempo_ms", "Shared beat", " ms"},
    {"tempo_score", "Fit of the best beat", "", 1, 3},
    {"gini", "Shares: Gini", "", 1, 3},
    {"gini_corrected", "Shares: Gini, corrected", "", 1, 3},
    {"evenness", "Shares: evenness", "", 1, 3},
};

const Figure *find(const std::vector<NamedFigure> &figures, std::string_view name)
{
    const auto it = std::find_if(figures.begin(), figures.end(), [&](const NamedFigure &f) { return f.name == name; });
    return it == figures.end() ? nullptr : &it->figure;
}

const Figure &found(const Figure *figure)
{
    if (!figure)
        std::abort(); // a name that no report has: our own mistake
    return *figure;
}

SeatReport seatReport(const measures::SeatPlaying &seat, int starts)
{
    const int hits = static_cast<int>(seat.hits.size());
    const measures::ActiveTime time = measures::activeTimeOf(seat.hits, seat.there);
    std::vector<measures::Phrase> runs;
    for (const auto &run : seat.runs)
        runs.push_back(measures::intervalsOf(run));
    const measures::Steadiness steadiness = measures::steadinessOf(runs);
    return {seat.seat,
            {{"strikes", measures::count(hits)},
             {"assisted", measures::count(seat.assisted)},
             {"active_s", time.seconds},
             {"active_share", time.share},
             {"ioi_mean_ms", steadiness.meanMs},
             {"ioi_sd_ms", steadiness.sdMs},
             {"ioi_cv", steadiness.cv},
             {"robust_cv", steadiness.robustCv},
             {"npvi", steadiness.npvi},
             {"initiations", measures::figure(starts, hits, measures::kMinHits)}}};
}

std::vector<PairReport> pairReports(const std::vector<measures::Exchange> &exchanges)
{
    std::map<std::pair<SeatId, SeatId>, std::vector<measures::Exchange>> byPair;
    for (const measures::Exchange &e : exchanges)
        byPair[std::minmax(e.caller, e.answerer)].push_back(e);
    std::vector<PairReport> pairs;
    for (const auto &[seats, theirs] : byPair) {
        const measures::Likeness likeness = measures::likenessOf(theirs);
        pairs.push_back({seats.first, seats.second,
                         {{"likeness", likeness.likeness},
                          {"likeness_adjusted", likeness.adjusted},
                          {"rhythm_dtw", likeness.rhythmDtw},
                          {"pad_order", likeness.padOrder}}});
    }
    return pairs;
}

Report reportOf(const SessionLog &log)
{
    const measures::Playing playing = measures::playingOf(log.header, log.inputs, log.outputs);
    const auto starts = measures::initiationsOf(playing.hits, playing.invitations);

    Report report;
    report.app = log.header.app;
    report.started = log.header.started;
    report.length = playing.length;
    report.latency = Micros{log.header.latencyUs};
    report.activities.push_back({Micros{}, log.header.activity, log.header.settings});
    for (const Input &in : log.inputs) {
        if (std::holds_alternative<End>(in.what))
            break;
        if (const auto *start = std::get_if<Start>(&in.what))
            report.activities.push_back({in.t, start->activity, start->settings});
        else if (std::holds_alternative<Set>(in.what))
            ++report.settingsChanged;
    }

    int strikes = 0;
    std::vector<double> shares;
    std::vector<double> intervals;
    for (const measures::SeatPlaying &seat : playing.seats) {
        const auto own = std::count_if(starts.begin(), starts.end(), [&](const measures::SeatHit &h) { return h.seat == seat.seat; });
        report.seats.push_back(seatReport(seat, static_cast<int>(own)));
        strikes += static_cast<int>(seat.hits.size());
        if (seat.tookPart())
            shares.push_back(static_cast<double>(seat.hits.size()));
        std::vector<measures::Phrase> runs;
        for (const auto &run : seat.runs)
            runs.push_back(measures::intervalsOf(run));
        const auto beats = measures::pooled(measures::splitIntoPhrases(runs));
        intervals.insert(intervals.end(), beats.begin(), beats.end());
    }
    const measures::Tempo tempo = measures::tempoOf(intervals);
    const measures::Shares shared = measures::sharesOf(shares);
    report.group = {{"strikes", measures::count(strikes)},
                    {"tempo_ms", tempo.periodMs},
                    {"tempo_score", tempo.score},
                    {"gini", shared.gini},
                    {"gini_corrected", shared.giniCorrected},
                    {"evenness", shared.evenness}};
    const measures::TurnFigures turns = measures::turnFiguresOf(playing.ownHits());
    report.turns = {{"turn_gap_median_s", turns.gapMedianS},
                    {"overlap_share", turns.overlapShare},
                    {"turn_index", turns.turnIndex},
                    {"freeze_quiet_ratio", measures::quietInFreezes(measures::freezesOf(playing, log.outputs))},
                    {"dynamics_match", measures::dynamicsMatch(playing)}};
    report.pairs = pairReports(measures::exchangesOf(playing, log.header, log.inputs, log.outputs));
    return report;
}

Json jsonOf(const std::vector<NamedFigure> &figures)
{
    Json object = Json::object();
    for (const NamedFigure &f : figures) {
        Json &json = object[std::string(f.name)];
        json["value"] = f.figure.value ? tutti::jsonOf(roundedTo(*f.figure.value, kJsonDecimals)) : Json(nullptr);
        json["n"] = f.figure.n;
        if (!f.figure.why.empty())
            json["why"] = f.figure.why;
    }
    return object;
}

} // namespace

const Figure &SeatReport::operator[](std::string_view name) const { return found(find(figures, name)); }
const Figure &Report::operator[](std::string_view name) const
{
    const Figure *figure = find(group, name);
    return found(figure ? figure : find(turns, name));
}

tl::expected<Report, std::string> makeReport(const SessionLog &log)
{
    try {
        return reportOf(log);
    } catch (const std::exception &e) { // memory
        return tl::make_unexpected(fmt::format("No report could be made of {} ({}); it may be too large for this machine.", log.name, e.what()));
    }
}

std::string reportJson(const Report &report)
{
    Json json;
    json["tutti_report"] = 1;
    if (!report.app.empty())
        json["app"] = report.app;
    if (!report.started.empty())
        json["started"] = report.started;
    json["length_s"] = jsonOf(toSeconds(report.length));
    json["latency_us"] = report.latency.count();
    json["activities"] = Json::array();
    for (const PlayedActivity &played : report.activities) {
        Json entry;
        entry["t_us"] = played.from.count();
        entry["activity"] = played.activity;
        if (!played.settings.empty())
            entry["settings"] = jsonOf(played.settings);
        json["activities"].push_back(std::move(entry));
    }
    json["settings_changed"] = report.settingsChanged;
    json["seats"] = Json::object();
    for (const SeatReport &seat : report.seats)
        json["seats"][std::to_string(seat.seat.value)] = jsonOf(seat.figures);
    json["group"] = jsonOf(report.group);
    json["group"].update(jsonOf(report.turns));
    json["pairs"] = Json::object();
    for (const PairReport &pair : report.pairs)
        json["pairs"][fmt::format("{}-{}", pair.a.value, pair.b.value)] = jsonOf(pair.figures);
    json["footer"] = kReportFooter;
    return textOf(json, 2) + "\n";
}

const MeasureWords &wordsFor(std::string_view name)
{
    const auto *it = std::find_if(std::begin(kWords), std::end(kWords), [&](const MeasureWords &w) { return w.name == name; });
    if (it == std::end(kWords))
        std::abort(); // a measure without words: our own mistake
    return *it;
}

std::string shown(const NamedFigure &figure)
{
    const MeasureWords &words = wordsFor(figure.name);
    if (!figure.figure.value)
        return fmt::format("{} (n {})", figure.figure.why, figure.figure.n);
    const std::string value = fmt::format("{:.{}f}{}", *figure.figure.value * words.scale, words.decimals, words.unit);
    const bool isCount = figure.name == "strikes" || figure.name == "assisted";
    return isCount ? value : fmt::format("{} (n {})", value, figure.figure.n);
}

std::string seatName(SeatId seat)
{
    const auto index = static_cast<std::size_t>(seat.value);
    return fmt::format("Seat {} ({}{})", index + 1, index < kShapes.size() ? "" : "ringed ", kShapes[index % kShapes.size()]);
}

std::string shownLength(Micros length)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(length).count();
    return seconds < 60 ? fmt::format("{} s", seconds) : fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

std::string printable(std::string text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool second = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (c < 0x20 || c == 0x7F)
            text[i] = ' ';
        else if (second) // the control characters beyond ASCII
            text.replace(i, 2, "  ");
    }
    return text;
}

std::string shownSettings(const std::vector<NamedSetting> &settings)
{
    std::string text;
    for (const NamedSetting &setting : settings) {
        const Json json = jsonOf(setting.value);
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", setting.key,
                            json.is_string() ? json.get<std::string>() : textOf(json));
    }
    return printable(std::move(text));
}

std::string reportText(const Report &report)
{
    constexpr std::size_t kColumn = 36;
    std::string text = "What was played\n";
    const auto line = [&](std::string_view label, std::string_view value) {
        text += fmt::format("  {:<{}}{}\n", label, kColumn, value);
    };
    if (!report.started.empty())
        line("Started", printable(report.started));
    line("Length", shownLength(report.length));
    for (const PlayedActivity &played : report.activities) {
        const std::string settings = shownSettings(played.settings);
        line(played.from == Micros{} ? std::string("Activity") : fmt::format("Then, at {}", shownLength(played.from)),
             printable(played.activity) + (settings.empty() ? "" : " (" + settings + ")"));
    }
    if (report.settingsChanged > 0)
        line("Settings changed while playing", fmt::format("{} times", report.settingsChanged));
    if (report.latency != Micros{})
        line("Taken off each touch", fmt::format("{} us", report.latency.count()));

    const auto section = [&](std::string_view title, const std::vector<NamedFigure> &figures) {
        text += fmt::format("\n{}\n", title);
        for (const NamedFigure &figure : figures)
            line(wordsFor(figure.name).label, shown(figure));
    };
    for (const SeatReport &seat : report.seats)
        section(seatName(seat.seat), seat.figures);
    section("Everyone", report.group);
    return text + fmt::format("\n{}\n{}\n", kReportNote, kReportFooter);
}

} // namespace tutti
