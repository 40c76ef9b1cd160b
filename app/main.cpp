// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_line.h"
#include "commands/layout_command.h"
#include "commands/replay.h"
#include "commands/report_command.h"
#include "commands/screen.h"
#include "sound/audio_driver.h"
#include "sound/sound_font_probe.h"

#include <QGuiApplication>

#include <cstdio>
#include <cstring>

using namespace tutti;

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("tutti"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TUTTI_VERSION));
}

/// Commands that show nothing to anyone draw into memory, with the renderer that is the same on every machine.
void drawIntoMemory()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
}

} // namespace

int main(int argc, char **argv)
{
    // The trial of a stranger's SoundFont: this program again, alone with the file.
    if (argc == 3 && std::strcmp(argv[1], SoundFontProbe::kArgument) == 0)
        return runProbe(argv[2]);

    nameApplication();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const CommandLineResult read = readCommandLine(arguments);
    if (read.help) {
        std::fputs(qPrintable(read.help->text), stdout);
        return static_cast<int>(ExitStatus::Done);
    }
    if (!read.line) {
        std::fprintf(stderr, "%s\n", read.error.c_str());
        return static_cast<int>(ExitStatus::WrongUse);
    }
    const CommandLine &line = *read.line;
    switch (line.command) {
    case tutti::Command::Replay: {
        const QCoreApplication app(argc, argv);
        return runReplay(line);
    }
    case tutti::Command::Layout: return runLayout(line);
    case tutti::Command::Report: {
        drawIntoMemory(); // the page needs letters, not a screen
        const QGuiApplication app(argc, argv);
        return runReport(line);
    }
    case tutti::Command::Demo:
    case tutti::Command::Gallery:
    case tutti::Command::Doctor:
    case tutti::Command::Open: {
        keepServersFromStarting();
        const QGuiApplication app(argc, argv);
        return runScreen(line);
    }
    }
    return static_cast<int>(ExitStatus::WrongUse);
}
