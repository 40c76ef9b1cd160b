// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/gallery.h"

#include "commands/command_line.h"
#include "commands/panel.h"
#include "commands/scripted_session.h"

#include <QDir>

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <string_view>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

/// Everyone with a pad strikes on the same beat until the shared beat is found.
void findTheBeat(ScriptedSession &on, int seats)
{
    const double from = on.now();
    for (int i = 0; i < 20; ++i) {
        on.playTo(from + 0.1 + 0.7 * i);
        for (int seat = 0; seat < seats; ++seat)
            on.strike(seat);
        on.playTo(from + 0.25 + 0.7 * i);
        for (int seat = 0; seat < seats; ++seat)
            on.lift(seat);
    }
}

struct Scene {
    std::string_view name;
    std::function<void(ScriptedSession &, int seats)> play;
    int afterMs = 900; ///< shorter where a movement is to be caught
};

const std::vector<Scene> &scenes()
{
    static const std::vector<Scene> all{
        {"waiting", [](ScriptedSession &on, int) { on.playTo(1); }},
        {"first-touch",
         [](ScriptedSession &on, int) {
             on.playTo(1);
             on.strike(0);
         },
         250},
        {"open-pads",
         [](ScriptedSession &on, int seats) {
             on.playTo(1);
             on.tap(0);
             if (seats > 1)
                 on.strike(1);
         },
         250},
        {"everyone",
         [](ScriptedSession &on, int seats) {
             for (int seat = 0; seat < seats; ++seat)
                 on.strike(seat);
         },
         250},
        {"grounded", [](ScriptedSession &on, int seats) { findTheBeat(on, seats); }, 350},
        {"lead",
         [](ScriptedSession &on, int seats) {
             findTheBeat(on, seats);
             on.session().toggleDrawer();
         }},
        {"stopped",
         [](ScriptedSession &on, int seats) {
             for (int seat = 0; seat < seats; ++seat)
                 on.tap(seat);
             on.session().stop();
         }},
        {"finish",
         [](ScriptedSession &on, int seats) {
             for (int seat = 0; seat < seats; ++seat)
                 on.tap(seat);
             on.session().finish();
         }},
        {"breath",
         [](ScriptedSession &on, int seats) {
             for (int seat = 0; seat < seats; ++seat)
                 on.tap(seat);
             on.session().finish();
             on.playTo(on.now() + 6);
         }},
        {"home", [](ScriptedSession &on, int) { on.session().goHome(); on.playTo(on.now() + 6); }},
        {"home-lead",
         [](ScriptedSession &on, int) {
             on.session().goHome();
             on.playTo(on.now() + 6);
             on.session().toggleDrawer();
         }},
        {"message",
         [](ScriptedSession &on, int) {
             on.session().setMessage(u"No sound: no speaker was found. Plug one in and we go on."_s);
         }},
    };
    return all;
}

} // namespace

int runGallery(const CommandLine &line)
{
    const QDir folder(line.file);
    if (!folder.mkpath(u"."_s))
        return couldNotBeDone(fmt::format("The folder {} could not be made. Choose another place.", line.file.toStdString()));

    const RoomSpec room = roomSpec(line, KioskSettings{}, line.size.value_or(QSize(1920, 1080)), 0);
    std::vector<KioskSettings::Theme> themes{KioskSettings::Theme::Paper, KioskSettings::Theme::Dusk, KioskSettings::Theme::Contrast};
    if (line.theme)
        themes = {*line.theme};
    int pictures = 0;
    for (const auto theme : themes) {
        for (const Scene &scene : scenes()) {
            auto on = ScriptedSession::create({room, static_cast<int>(theme), nullptr, nullptr});
            if (!on)
                return couldNotBeDone(on.error());
            const int seats = (*on)->session().seats()->count();
            scene.play(**on, seats);
            const QString path = folder.filePath(u"%1-%2.png"_s.arg(QString::fromUtf8(scene.name.data(), static_cast<qsizetype>(scene.name.size())),
                                                                    QString::fromStdString(std::string(nameOf(theme)))));
            if (!(*on)->pictureAfter(scene.afterMs).save(path))
                return couldNotBeDone(fmt::format("{} could not be written. Choose another folder or make room on the disk.", path.toStdString()));
            ++pictures;
            fmt::print("  {}\n", path.toStdString());
            std::fflush(stdout);
        }
    }
    fmt::print("{} pictures of {:.0f} x {:.0f} are in {}\n", pictures, room.widthPx, room.heightPx, folder.absolutePath().toStdString());
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
