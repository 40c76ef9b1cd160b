// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/settings_file.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace tutti {

/// How a command ended, as the shell sees it.
enum class ExitStatus { Done = 0, CouldNotBeDone = 1, WrongUse = 2 };

/// Tells why on standard error; the status of a command that could not be done.
[[nodiscard]] int couldNotBeDone(const std::string &sentence);

enum class Verb { Open, Replay, Report, Layout, Demo, Gallery, Doctor };

/// The panel as `--panel` gives it: "65,750" for a wall (inches, millimetres above the floor), "43,table", "10,small".
struct PanelOption {
    double diagonalIn = 65;
    std::optional<double> lowerEdgeMm;
    KioskSettings::Kind kind = KioskSettings::Kind::Wall;
};

/// Everything the command line can say. What is not said is empty.
struct CommandLine {
    Verb verb = Verb::Open;
    QString file;   ///< the LOG or the DIR
    bool windowed = false;
    bool kiosk = false; ///< the session of a box: nothing on the screen closes it
    bool safe = false;  ///< it has ended badly several times: nothing that is not its own
    std::optional<QSize> size;
    std::optional<PanelOption> panel;
    QString activity;
    std::optional<int> seats;
    std::optional<int> pads;
    std::optional<KioskSettings::Theme> theme;
    QString dataFolder;
    QString soundFont;
    std::optional<KioskSettings::Audio> audio;
    bool governorOff = false;
    std::optional<int> period; ///< frames
    QString events, wav, json, pdf, save;
    bool asJson = false;
};

struct HelpText {
    QString text;
};

/// Reads the arguments, the program's name first. Help or version text where that was asked for; an error is one sentence.
struct CommandLineResult {
    std::optional<CommandLine> line;
    std::optional<HelpText> help;
    std::string error;
};
[[nodiscard]] CommandLineResult readCommandLine(const QStringList &arguments);

} // namespace tutti
