// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/gallery.h"

#include "commands/command_line.h"
#include "commands/panel.h"
#include "commands/scripted_session.h"
#include "session/cues.h"

#include <QDir>

#include <fmt/format.h>

#include <algorithm>
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

/// Through the door Drum, and together.
void drum(ScriptedSession &on, int seats)
{
    on.session().openDoor(u"drum"_s);
    findTheBeat(on, seats);
}

void playUntilItIsSaid(ScriptedSession &on, const QString &word)
{
    for (const double end = on.now() + 20; on.said(0) != word && on.now() < end;)
        on.playTo(on.now() + 0.02);
}

void everyoneTaps(ScriptedSession &on, int seats)
{
    for (int seat = 0; seat < seats; ++seat)
        on.tap(seat);
}

/// Until play is in this state, and, where one is named, it is this seat's turn.
void playUntil(ScriptedSession &on, StageState state, int seat = -1)
{
    const auto there = [&] {
        return on.session().state() == state && (seat < 0 || on.session().turnFrom() == seat || on.session().seats()->count() <= seat);
    };
    for (const double end = on.now() + 60; !there() && on.now() < end;)
        on.playTo(on.now() + 0.05);
}

/// Another activity, with everybody there, and on out of its intro.
void another(ScriptedSession &on, int seats, const QString &activity)
{
    everyoneTaps(on, seats);
    on.session().desk()->another(activity);
    on.session().next();
}

/// Through the door Pass it round, and the first has played.
void passItRound(ScriptedSession &on, int seats)
{
    everyoneTaps(on, seats);
    on.session().openDoor(u"pass-it-round"_s);
    on.session().next(); // out of the intro
    on.playTo(on.now() + 1);
    on.tap(0);
}

/// Somebody calls.
void echo(ScriptedSession &on, int seats)
{
    another(on, seats, u"echo"_s);
    for (const double pause : {1.0, 0.6, 0.6, 0.3}) {
        on.playTo(on.now() + pause);
        on.tap(0);
    }
}

/// A page behind the staff door.
void staffPage(ScriptedSession &on, Staff::View view)
{
    on.session().staff()->knock();
    on.session().staff()->show(view);
}

/// Room set-up at this page; at its last where this panel has no such page.
void setUp(ScriptedSession &on, RoomSetup::Page page)
{
    staffPage(on, Staff::SetUp);
    RoomSetup *setup = on.session().setup();
    for (setup->begin(); setup->page() != page && setup->pageNumber() < setup->pageCount();)
        setup->next();
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
        {"drum",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Softer);
             on.playTo(on.now() + 0.1);
         },
         300},
        {"drum-cue",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Accent);
             playUntilItIsSaid(on, u"2"_s);
         },
         200},
        {"drum-big-beat",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Pulse);
             on.playTo(on.now() + 8);
         }},
        {"drum-one-plays",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Showcase);
             on.playTo(on.now() + 6);
         },
         2400},
        {"drum-change-places",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Swap);
             on.playTo(on.now() + 6);
         }},
        {"drum-calm",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().cue(cues::Calm);
             on.playTo(on.now() + 8);
         },
         2400},
        {"drum-still",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().setStill(true);
             on.playTo(on.now() + 1);
         }},
        {"layers",
         [](ScriptedSession &on, int seats) {
             on.session().openDoor(u"drum"_s);
             on.session().desk()->another(u"build-a-groove"_s);
             for (int seat = 0; seat < seats; ++seat)
                 on.tap(seat);
             // Until the first layer goes round and the next is asked.
             const int next = std::min(1, seats - 1);
             const auto shown = [&](int seat, int role) { return on.session().seats()->data(on.session().seats()->index(seat), role).toBool(); };
             for (int i = 0; i < 60 && !(shown(0, SeatModel::Layered) && shown(next, SeatModel::Asked)); ++i) {
                 on.tap(0);
                 on.playTo(on.now() + 0.5);
             }
         },
         2400},
        {"conductor",
         [](ScriptedSession &on, int seats) {
             drum(on, seats);
             on.session().desk()->another(u"conductor"_s);
             on.tap(seats / 2);
             on.playTo(on.now() + 8);
         },
         2400},
        {"pass-it-round",
         [](ScriptedSession &on, int seats) {
             passItRound(on, seats);
             playUntil(on, StageState::Turn, 1);
             on.strike(std::min(1, seats - 1));
         },
         2400},
        {"pass-it-round-on-its-way",
         [](ScriptedSession &on, int seats) {
             passItRound(on, seats);
             playUntil(on, StageState::Pass);
         },
         700},
        {"pass-it-round-together",
         [](ScriptedSession &on, int seats) {
             passItRound(on, seats);
             for (int seat = 1; seat < seats; ++seat) {
                 playUntil(on, StageState::Turn, seat);
                 on.tap(seat);
             }
             playUntil(on, StageState::Together);
             on.playTo(on.now() + 2);
         }},
        {"pass-it-round-a-switch",
         [](ScriptedSession &on, int seats) {
             on.tap(seats); // the first seat without a pad
             passItRound(on, seats);
             for (int seat = 1; seat < seats; ++seat) {
                 playUntil(on, StageState::Turn, seat);
                 on.tap(seat);
             }
             for (const double end = on.now() + 60; on.session().turnFrom() != seats && on.now() < end;)
                 on.playTo(on.now() + 0.1);
             on.playTo(on.now() + 1);
         },
         2400},
        {"hello",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"hello"_s);
             on.playTo(on.now() + 1);
         },
         2400},
        {"echo-call",
         [](ScriptedSession &on, int seats) {
             echo(on, seats);
         },
         2400},
        {"echo",
         [](ScriptedSession &on, int seats) {
             echo(on, seats);
             playUntil(on, StageState::Response);
             const int who = std::min(1, seats - 1);
             on.tap(who);
             on.playTo(on.now() + 0.5);
             on.strike(who);
         },
         2400},
        {"conversation",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"conversation"_s);
             on.playTo(on.now() + 1);
             on.tap(0);
             // The other side is invited.
             for (int i = 0; i < 21; ++i) {
                 on.playTo(on.now() + 1);
                 on.tap(0);
             }
         },
         2400},
        {"freeze",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"freeze"_s);
             on.playTo(on.now() + 4);
             on.session().next();
             playUntil(on, StageState::Freeze);
         },
         2400},
        {"freeze-soon",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"freeze"_s);
             on.playTo(on.now() + 4);
             on.session().next();
             playUntil(on, StageState::Warn);
         },
         1000},
        {"freeze-a-player-stops-it",
         [](ScriptedSession &on, int seats) {
             everyoneTaps(on, seats);
             on.session().desk()->another(u"freeze"_s);
             on.session().desk()->vary(LeaderDesk::Hold);
             on.session().next();
             on.playTo(on.now() + 3);
         },
         2400},
        {"together",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"together"_s);
             for (int step = 0; step < 3; ++step) {
                 on.playTo(on.now() + 2);
                 for (int seat = 0; seat < std::min(2, seats); ++seat)
                     on.tap(seat);
             }
             on.strike(0);
         },
         600},
        {"groove-pass",
         [](ScriptedSession &on, int seats) {
             another(on, seats, u"groove-pass"_s);
             on.playTo(on.now() + 8);
         },
         2400},
        {"home-how-long",
         [](ScriptedSession &on, int) {
             on.session().goHome();
             on.playTo(on.now() + 6);
             on.pressed(u"startSession"_s);
         }},
        {"session",
         [](ScriptedSession &on, int seats) {
             everyoneTaps(on, seats);
             on.session().startPlan(1);
             on.session().next();
             on.playTo(on.now() + 1);
         },
         2400},
        {"turns",
         [](ScriptedSession &on, int seats) {
             passItRound(on, seats);
             playUntil(on, StageState::Turn, 1);
             on.playTo(on.now() + 8);
             on.session().toggleDrawer();
             on.session().desk()->setPage(1);
         },
         2400},
        {"turns-seat",
         [](ScriptedSession &on, int seats) {
             passItRound(on, seats);
             playUntil(on, StageState::Turn, 1);
             on.session().toggleDrawer();
             on.session().desk()->setPage(on.drawerPages() - 3); // before Another and Look, where each has one
             on.session().desk()->choose(1);
         },
         2400},
        {"staff", [](ScriptedSession &on, int) { on.session().staff()->knock(); }},
        {"staff-pin", [](ScriptedSession &on, int) { staffPage(on, Staff::NewPin); }},
        {"staff-loudest",
         [](ScriptedSession &on, int) {
             on.session().setup()->setLoudestStep(4);
             staffPage(on, Staff::Loudest);
         }},
        {"staff-hours",
         [](ScriptedSession &on, int) {
             on.session().setup()->useQuietHours(true);
             staffPage(on, Staff::Hours);
         }},
        {"staff-key", [](ScriptedSession &on, int) { staffPage(on, Staff::Key); }},
        {"staff-check", [](ScriptedSession &on, int) { staffPage(on, Staff::Check); }},
        {"staff-machine", [](ScriptedSession &on, int) { staffPage(on, Staff::Machine); }},
        {"set-up-place", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Place); }},
        {"set-up-size", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Size); }},
        {"set-up-height", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Height); }},
        {"set-up-sound", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Sound); }},
        {"set-up-touch", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Touch); }},
        {"set-up-look", [](ScriptedSession &on, int) { setUp(on, RoomSetup::Look); }},
        {"cleaning", [](ScriptedSession &on, int) { on.session().staff()->clean(); }},
        {"message",
         [](ScriptedSession &on, int) {
             on.session().setMessage(u"No sound: no speaker was found. Plug one in and we go on."_s);
         }},
    };
    return all;
}

/// Where the pictures hang.
class Wall {
public:
    explicit Wall(QDir folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] tl::expected<void, std::string> hang(const QImage &picture, std::string_view name, KioskSettings::Theme theme)
    {
        const QString path = m_folder.filePath(QString::fromStdString(fmt::format("{}-{}.png", name, nameOf(theme))));
        if (!picture.save(path))
            return tl::make_unexpected(fmt::format("{} could not be written. Choose another folder or make room on the disk.", path.toStdString()));
        ++m_pictures;
        fmt::print("  {}\n", path.toStdString());
        std::fflush(stdout);
        return {};
    }
    [[nodiscard]] int pictures() const { return m_pictures; }

private:
    QDir m_folder;
    int m_pictures = 0;
};

tl::expected<void, std::string> hangAll(Wall &wall, const RoomSpec &room, KioskSettings::Theme theme)
{
    const auto begin = [&] { return ScriptedSession::create({room, static_cast<int>(theme), nullptr, nullptr}); };
    for (const Scene &scene : scenes()) {
        auto on = begin();
        if (!on)
            return tl::make_unexpected(on.error());
        scene.play(**on, (*on)->session().seats()->count());
        if (auto hung = wall.hang((*on)->pictureAfter(scene.afterMs), scene.name, theme); !hung)
            return hung;
    }
    // The drawer page by page; how many there are goes by the panel.
    auto on = begin();
    if (!on)
        return tl::make_unexpected(on.error());
    drum(**on, (*on)->session().seats()->count());
    (*on)->session().toggleDrawer();
    for (int page = 1; page < (*on)->drawerPages(); ++page) {
        (*on)->session().desk()->setPage(page);
        if (auto hung = wall.hang((*on)->picture(), fmt::format("lead-{}", page), theme); !hung)
            return hung;
    }
    return {};
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
    Wall wall(folder);
    for (const auto theme : themes)
        if (const auto hung = hangAll(wall, room, theme); !hung)
            return couldNotBeDone(hung.error());
    fmt::print("{} pictures of {:.0f} x {:.0f} are in {}\n", wall.pictures(), room.widthPx, room.heightPx, folder.absolutePath().toStdString());
    return static_cast<int>(ExitStatus::Done);
}

} // namespace tutti
