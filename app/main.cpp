// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_line.h"
#include "commands/demo.h"
#include "commands/doctor.h"
#include "commands/gallery.h"
#include "commands/layout_command.h"
#include "commands/replay.h"
#include "commands/report_command.h"
#include "commands/screen.h"
#include "commands/sounds.h"
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

/// Whether there is a display to ask for; Qt would end the program if there is none.
bool displayAnswers()
{
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return true; // somebody has decided
    return qEnvironmentVariableIsSet("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("DISPLAY");
}

} // namespace

int main(int argc, char **argv)
{
    // The trial of a stranger's SoundFont: this program again, alone with the file.
    if (argc == 3 && std::strcmp(argv[1], SoundFontProbe::kArgument) == 0)
        return runProbe(argv[2], bankOf(Catalogue::builtIn(), Bank::Gm));

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
    switch (line.verb) {
    case Verb::Replay: {
        const QCoreApplication app(argc, argv);
        return runReplay(line);
    }
    case Verb::Layout: return runLayout(line);
    case Verb::Report: {
        drawIntoMemory(); // the page needs letters, not a screen
        const QGuiApplication app(argc, argv);
        return runReport(line);
    }
    case Verb::Demo:
    case Verb::Gallery: {
        drawIntoMemory();
        const QGuiApplication app(argc, argv);
        return line.verb == Verb::Demo ? runDemo(line) : runGallery(line);
    }
    case Verb::Doctor: {
        keepServersFromStarting();
        if (!displayAnswers())
            drawIntoMemory();
        const QGuiApplication app(argc, argv);
        return runDoctor(line);
    }
    case Verb::Open: {
        if (!displayAnswers()) {
            std::fputs("No display answers. Connect one, or start Tutti from a desktop; \"tutti demo DIR\" works without.\n", stderr);
            return static_cast<int>(ExitStatus::CouldNotBeDone);
        }
        keepServersFromStarting();
        if (line.safe)
            qputenv("QT_QUICK_BACKEND", "software");
        const QGuiApplication app(argc, argv);
        return runScreen(line);
    }
    }
    return static_cast<int>(ExitStatus::WrongUse);
}
