// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/figure.h"
#include "records/log_reader.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What can be said of a session from its strikes alone. It describes pad touches, seat by seat in the order of seats: no
/// norms, no ranks, no arrows, a missing number is never zero, and every number stands beside the count behind it.
namespace tutti {

inline constexpr std::string_view kReportFooter = "Describes pad touches in this session. Not an assessment, not a diagnosis.";

inline constexpr std::string_view kReportNote =
    "A seat is not a person: neighbours and helpers touch too. Leading and listening are both taking part.";

/// One measure, by its name in the log's contract.
struct NamedFigure {
    std::string_view name;
    measures::Figure figure;
};

struct SeatReport {
    SeatId seat;
    std::vector<NamedFigure> figures;
    /// By name; the name must be one of a seat's.
    [[nodiscard]] const measures::Figure &operator[](std::string_view name) const;
};

/// Of two seats that answered each other, in either direction; `a` is the lower.
struct PairReport {
    SeatId a;
    SeatId b;
    std::vector<NamedFigure> figures;
};

/// An activity that was played, and what was set at its start.
struct PlayedActivity {
    Micros from{};
    std::string activity;
    std::vector<NamedSetting> settings;
};

struct Report {
    std::string app;
    std::string started;
    std::vector<PlayedActivity> activities;
    int settingsChanged = 0; ///< while playing
    Micros length{};
    Micros latency{}; ///< taken off every touch
    std::vector<SeatReport> seats; ///< each that was there, in order
    std::vector<NamedFigure> group;
    std::vector<NamedFigure> turns; ///< of the group too, in the JSON alone: they want explaining
    std::vector<PairReport> pairs;  ///< in order; in the JSON alone
    /// By name; the name must be one of the group's.
    [[nodiscard]] const measures::Figure &operator[](std::string_view name) const;
};

/// From the inputs and outputs of a session; a log without outputs is replayed first. The error is one sentence.
/// Never throws.
[[nodiscard]] tl::expected<Report, std::string> makeReport(const SessionLog &log);

/// With the names of the log's contract; ends with a line end.
[[nodiscard]] std::string reportJson(const Report &report);
/// For the terminal; ends with a line end.
[[nodiscard]] std::string reportText(const Report &report);

/// The words both the terminal and the page use.
struct MeasureWords {
    std::string_view name;  ///< in the log's contract
    std::string_view label; ///< for people
    std::string_view unit;  ///< with the space before it; may be empty
    double scale = 1;       ///< from the contract's unit to the one shown
    int decimals = 0;
};
[[nodiscard]] const MeasureWords &wordsFor(std::string_view name);
/// "517 ms (n 24)" or "not enough playing to say (n 3)".
[[nodiscard]] std::string shown(const NamedFigure &figure);
/// "Seat 1 (disc)": people count from one and go by shape.
[[nodiscard]] std::string seatName(SeatId seat);
/// "12 min 30 s"
[[nodiscard]] std::string shownLength(Micros length);
/// A log may hold anything; a terminal and a page get no control characters.
[[nodiscard]] std::string printable(std::string text);
/// "wait_s 15, scale D dorian"; empty for none.
[[nodiscard]] std::string shownSettings(const std::vector<NamedSetting> &settings);

} // namespace tutti
