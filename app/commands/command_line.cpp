// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_line.h"

#include "activities/activity.h"

#include <QCommandLineOption>
#include <QCommandLineParser>

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;
using Error = tl::unexpected<std::string>;

struct Known {
    Verb verb;
    const char *word;
    const char *argument; ///< what follows it, or null
    const char *does;
};

constexpr std::array<Known, 6> kCommands{{
    {Verb::Replay, "replay", "LOG", "plays a session log faster than real time"},
    {Verb::Report, "report", "LOG", "says in numbers what was played in a session log"},
    {Verb::Layout, "layout", nullptr, "says where pads and controls are"},
    {Verb::Demo, "demo", "DIR", "plays a scripted session: pictures, sound and log"},
    {Verb::Gallery, "gallery", "DIR", "makes a picture of every screen"},
    {Verb::Doctor, "doctor", nullptr, "looks whether all is well, and says what to do"},
}};

tl::expected<QSize, std::string> sizeFrom(const QString &text)
{
    const QStringList parts = text.split(u'x');
    bool okWidth = false, okHeight = false;
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(&okWidth), parts[1].toInt(&okHeight)) : QSize();
    if (!okWidth || !okHeight || size.width() < 320 || size.height() < 240 || size.width() > 16384 || size.height() > 16384)
        return Error(fmt::format("--size takes width and height in pixels, such as 1920x1080, not \"{}\".", text.toStdString()));
    return size;
}

tl::expected<PanelOption, std::string> panelFrom(const QString &text)
{
    const Error wrong(fmt::format("--panel takes the diagonal in inches and the lower edge in millimetres above the floor, such as 65,750, or 43,table, not \"{}\".",
                                  text.toStdString()));
    const QStringList parts = text.split(u',');
    if (parts.size() != 2)
        return wrong;
    PanelOption panel;
    bool ok = false;
    panel.diagonalIn = parts[0].toDouble(&ok);
    if (!ok || !(panel.diagonalIn >= 4 && panel.diagonalIn <= 200))
        return wrong;
    if (const auto kind = panelKindFrom(parts[1].toStdString()); kind && *kind != KioskSettings::Kind::Wall) {
        panel.kind = *kind;
        return panel;
    }
    const double edge = parts[1].toDouble(&ok);
    if (!ok || !(edge >= 0 && edge <= 2500))
        return wrong;
    panel.lowerEdgeMm = edge;
    return panel;
}

tl::expected<int, std::string> wholeFrom(const QString &text, const char *option, int low, int high)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < low || value > high)
        return Error(fmt::format("--{} takes a number from {} to {}, not \"{}\".", option, low, high, text.toStdString()));
    return value;
}

/// The options of one command. Each is declared where it has a meaning, so that a wrong one is told.
struct Options {
    QCommandLineParser parser;

    void add(const char *name, const char *value, const char *does)
    {
        parser.addOption(value ? QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(does), QString::fromLatin1(value))
                               : QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(does)));
    }

    void declareFor(Verb verb)
    {
        const auto screen = [&] {
            add("size", "WxH", "Pixels.");
            add("panel", "DIAGONAL_IN,LOWER_EDGE_MM", "The panel, such as 65,750; or 43,table; or 10,small.");
        };
        switch (verb) {
        case Verb::Open:
            add("windowed", nullptr, "In a window, not over the whole screen.");
            add("kiosk", nullptr, "As the session of a box that hangs on a wall: nothing on the screen closes it.");
            add("safe", nullptr, "Drawn without the graphics card, with its own sounds and grooves; what was set stays.");
            screen();
            add("activity", "ID", "What to open with.");
            add("seats", "N", "Seats, 1 to 12.");
            add("pads", "N", "Pads for each seat, 1 to 3.");
            add("theme", "NAME", "paper, dusk or contrast.");
            add("lang", "CODE", "Language of the screen: en.");
            add("data", "DIR", "Where settings and the running session's journal lie.");
            add("soundfont", "FILE", "A SoundFont to play with.");
            add("audio", "NAME", "auto, jack, pulseaudio, alsa, qt or none.");
            add("period", "FRAMES", "Frames the sound driver asks for at a time, 64 to 1024 (256); JACK has its own.");
            add("governor", "on|off", "Whether very dense play is softened (on).");
            break;
        case Verb::Replay:
            add("events", "OUT.jsonl", "Write what happened.");
            add("wav", "OUT.wav", "Write the sound.");
            add("soundfont", "FILE", "A SoundFont for the sound.");
            break;
        case Verb::Report:
            add("json", "OUT.json", "Write the numbers.");
            add("pdf", "OUT.pdf", "Write one A4 page.");
            break;
        case Verb::Layout:
            screen();
            add("seats", "N", "Seats, 1 to 12.");
            add("pads", "N", "Pads for each seat, 1 to 3.");
            add("json", nullptr, "As JSON.");
            break;
        case Verb::Demo: screen(); break;
        case Verb::Gallery:
            screen();
            add("seats", "N", "Seats, 1 to 12.");
            add("theme", "NAME", "One theme only: paper, dusk or contrast.");
            add("lang", "CODE", "Language of the screen: en.");
            break;
        case Verb::Doctor:
            add("json", nullptr, "As JSON.");
            add("data", "DIR", "The data folder to look at.");
            add("save", "FILE", "Write it, with settings, devices and the last starts, for a report: no names, nothing that was played.");
            break;
        }
    }
};

QString overview()
{
    QString text = u"Tutti: a touchscreen instrument for a whole group.\n\nUsage: tutti [options]           opens the screen\n"_s;
    for (const Known &known : kCommands)
        text += u"       tutti %1 %2\n"_s.arg(QString::fromLatin1(known.word) + u' ' + (known.argument ? QString::fromLatin1(known.argument) : QString()), -24)
                    .arg(QString::fromLatin1(known.does));
    return text + u"\nEach command explains itself with --help.\n"_s;
}

tl::expected<CommandLine, std::string> collect(const QCommandLineParser &parser, const Known *known)
{
    CommandLine line;
    line.verb = known ? known->verb : Verb::Open;
    const QStringList rest = parser.positionalArguments();
    const qsizetype wanted = known && known->argument ? 1 : 0;
    if (rest.size() < wanted)
        return Error(fmt::format("\"tutti {}\" needs {}. \"tutti {} --help\" says more.", known->word, known->argument, known->word));
    if (rest.size() > wanted)
        return Error(fmt::format("\"{}\" is not something Tutti knows. \"tutti --help\" lists the commands.", rest[wanted].toStdString()));
    if (wanted == 1)
        line.file = rest[0];

    const auto has = [&](const char *name) { return parser.optionNames().contains(QString::fromLatin1(name)); };
    const auto value = [&](const char *name) { return parser.value(QString::fromLatin1(name)); };

    line.windowed = has("windowed");
    line.kiosk = has("kiosk");
    line.safe = has("safe");
    if (has("size")) {
        const auto size = sizeFrom(value("size"));
        if (!size)
            return Error(size.error());
        line.size = *size;
    }
    if (has("panel")) {
        const auto panel = panelFrom(value("panel"));
        if (!panel)
            return Error(panel.error());
        line.panel = *panel;
    }
    for (auto [name, high, target] : {std::tuple{"seats", 12, &line.seats}, std::tuple{"pads", 3, &line.pads}}) {
        if (!has(name))
            continue;
        const auto whole = wholeFrom(value(name), name, 1, high);
        if (!whole)
            return Error(whole.error());
        *target = *whole;
    }
    if (has("period")) {
        const auto period = wholeFrom(value("period"), "period", 64, 1024);
        if (!period)
            return Error(period.error());
        line.period = *period;
    }
    if (has("activity")) {
        line.activity = value("activity");
        if (!activityNamed(line.activity.toStdString()))
            return Error(fmt::format("This version cannot play \"{}\". It can play {}.", line.activity.toStdString(), fmt::join(activityNames(), ", ")));
    }
    if (has("theme")) {
        line.theme = themeFrom(value("theme").toStdString());
        if (!line.theme)
            return Error(fmt::format("--theme takes paper, dusk or contrast, not \"{}\".", value("theme").toStdString()));
    }
    if (has("lang") && value("lang") != u"en"_s)
        return Error(fmt::format("--lang takes en, not \"{}\": this version speaks English.", value("lang").toStdString()));
    if (has("audio")) {
        line.audio = audioFrom(value("audio").toStdString());
        if (!line.audio)
            return Error(fmt::format("--audio takes auto, jack, pulseaudio, alsa, qt or none, not \"{}\".", value("audio").toStdString()));
    }
    if (has("governor")) {
        const QString word = value("governor");
        if (word != u"on"_s && word != u"off"_s)
            return Error(fmt::format("--governor takes on or off, not \"{}\".", word.toStdString()));
        line.governorOff = word == u"off"_s;
    }
    if (has("data"))
        line.dataFolder = value("data");
    if (has("soundfont"))
        line.soundFont = value("soundfont");
    if (has("events"))
        line.events = value("events");
    if (has("wav"))
        line.wav = value("wav");
    if (has("save"))
        line.save = value("save");
    if (has("pdf"))
        line.pdf = value("pdf");
    if (has("json")) {
        line.asJson = true;
        if (line.verb == Verb::Report)
            line.json = value("json");
    }
    return line;
}

} // namespace

int couldNotBeDone(const std::string &sentence)
{
    fmt::print(stderr, "{}\n", sentence);
    return static_cast<int>(ExitStatus::CouldNotBeDone);
}

CommandLineResult readCommandLine(const QStringList &arguments)
{
    QStringList rest = arguments;
    const Known *known = nullptr;
    if (rest.size() > 1) {
        for (const Known &k : kCommands) {
            if (rest[1] == QLatin1StringView(k.word)) {
                known = &k;
                rest.removeAt(1);
                break;
            }
        }
    }
    Options options;
    options.declareFor(known ? known->verb : Verb::Open);
    options.add("help", nullptr, "Says how this is used.");
    options.add("version", nullptr, "Says which version this is.");
    if (known)
        options.parser.setApplicationDescription(u"tutti %1: %2."_s.arg(QString::fromLatin1(known->word), QString::fromLatin1(known->does)));
    if (known && known->argument)
        options.parser.addPositionalArgument(QString::fromLatin1(known->argument), QString());

    CommandLineResult result;
    const bool parsed = options.parser.parse(rest);
    if (options.parser.isSet(u"version"_s)) {
        result.help = HelpText{u"tutti " TUTTI_VERSION u"\n"_s};
    } else if (options.parser.isSet(u"help"_s)) {
        // Before there is an application Qt does not know our name.
        const QString name = known ? u"tutti "_s + QLatin1StringView(known->word) : u"tutti"_s;
        const QString text = options.parser.helpText().replace(u"<executable_name>"_s, name);
        result.help = HelpText{known ? text : overview() + u'\n' + text};
    } else if (!parsed) {
        result.error = options.parser.errorText().toStdString() + " \"tutti --help\" lists the options.";
    } else if (auto line = collect(options.parser, known)) {
        result.line = std::move(*line);
    } else {
        result.error = line.error();
    }
    return result;
}

} // namespace tutti
