// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/kiosk.h"

#include <fmt/format.h>
#include <fmt/os.h>

#include <fstream>
#include <iterator>

namespace tutti::rig {

namespace fs = std::filesystem;

Result<std::unique_ptr<Kiosk>> Kiosk::start(const fs::path &folder, Options options)
{
    std::unique_ptr<Kiosk> kiosk(new Kiosk(std::move(options)));
    const Options &o = kiosk->m_options;
    const auto &user = kiosk->m_user = folder / "run" / "user";
    kiosk->m_panelSocket = folder / "panel.sock";
    std::error_code error;
    fs::create_directories(user, error);
    fs::create_directories(folder / "lib", error);
    fs::permissions(user, fs::perms::owner_all, error);
    if (error)
        return Failure(fmt::format("{} cannot be made: {}.", user.string(), error.message()));
    auto layout = askLayout({.program = o.program, .seats = o.seats, .width = o.width, .height = o.height}, folder);
    if (!layout)
        return Failure(layout.error());
    kiosk->m_layout = std::move(*layout);

    const auto machine = folder / "default";
    std::string told = fmt::format("--seats {} --panel 65,750 --governor off", o.seats);
    for (const auto &option : o.more)
        told += ' ' + option;
    try {
        fmt::output_file(machine.string()).print("TUTTI_PROGRAM={}\nTUTTI_OPTIONS={}\nTUTTI_SCREEN_OPTIONS={}\n", o.program.string(), told,
            headlessWeston(o.width, o.height, o.module));
    } catch (const std::system_error &e) {
        return Failure(fmt::format("{} cannot be written: {}.", machine.string(), e.what()));
    }
    Service::Places &places = kiosk->m_places;
    places.moved = {{"/usr/lib/tutti/", o.session.string() + "/"}, {"/etc/default/tutti-kiosk", machine.string()}};
    places.runtime = folder / "run";
    places.state = folder / "lib";
    places.log = folder / "screen.out";
    places.environment = {{"XDG_RUNTIME_DIR", user.string()}, {"TUTTI_SCREEN_INI", "/nonexistent"}, {kWestonPanelVariable, kiosk->m_panelSocket.string()}};
    for (const auto &[name, value] : o.sound)
        if (name != "XDG_RUNTIME_DIR") // the sockets of the screen lie there
            places.environment.emplace_back(name, value);

    kiosk->m_startedNs = nowNs();
    auto screen = Service::start(o.session / "tutti-screen.service", places);
    if (!screen)
        return Failure(screen.error());
    kiosk->m_screen = std::move(*screen);
    if (!kiosk->m_screen->awaitReady(1, 10'000)) // After=
        return Failure(fmt::format("weston did not become ready: {}", kiosk->m_screen->output()));
    places.log = folder / "tutti.out";
    auto tutti = Service::start(o.session / "tutti-kiosk.service", places);
    if (!tutti)
        return Failure(tutti.error());
    kiosk->m_tutti = std::move(*tutti);
    return kiosk;
}

Kiosk::~Kiosk() = default;

Result<WestonPanel *> Kiosk::panel()
{
    const auto run = m_screen->awaitReady(1, 10'000);
    if (!run)
        return Failure(fmt::format("weston is not ready: {}", m_screen->output()));
    if (!m_panel || m_panelOf != run->number) {
        auto panel = WestonPanel::connect(m_panelSocket);
        if (!panel)
            return Failure(panel.error());
        m_panel = std::move(*panel);
        m_panelOf = run->number;
    }
    return m_panel.get();
}

std::optional<pid_t> Kiosk::shownProgram()
{
    const auto screen = panel();
    std::optional<pid_t> found;
    if (!screen)
        return found;
    for (const auto &view : (*screen)->views()) {
        if (view.width != m_options.width || view.height != m_options.height)
            continue; // a mouse's arrow
        if (found)
            return std::nullopt;
        found = view.pid;
    }
    return found;
}

std::optional<std::int64_t> Kiosk::soundingTouch(const Meter &meter, int timeoutMs)
{
    const Point pad = m_layout.pads.front().centre();
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (nowNs() < end) {
        if (!shownProgram()) {
            sleepMs(20);
            continue;
        }
        const std::int64_t touched = m_panel->down(++m_finger, pad.x, pad.y);
        const bool heard = meter.hears(touched, 150, 0.003);
        m_panel->up(m_finger);
        if (heard)
            return touched;
    }
    return std::nullopt;
}

bool Kiosk::hasOption(pid_t program, const std::string &option)
{
    std::ifstream in(fmt::format("/proc/{}/cmdline", program), std::ios::binary);
    for (std::string argument; std::getline(in, argument, '\0');)
        if (argument == option)
            return true;
    return false;
}

Result<void> Kiosk::screenshot(const fs::path &folder)
{
    const auto process = Process::start({.command = {"weston-screenshooter"},
        .environment = {{"XDG_RUNTIME_DIR", m_user.string()}, {"WAYLAND_DISPLAY", "tutti-0"}, {"XDG_PICTURES_DIR", folder.string()}},
        .log = folder / "screenshooter.out"});
    if (!process)
        return Failure(process.error());
    if ((*process)->wait(5000) != 0)
        return Failure(fmt::format("No picture: {}", (*process)->output()));
    return {};
}

std::string Kiosk::lastWords() const
{
    return m_screen->output() + (m_tutti ? m_tutti->output() : std::string());
}

std::string Kiosk::farewell(const fs::path &folder)
{
    std::string seen = fmt::format("The session's last words: {}", lastWords());
    if (screenshot(folder))
        seen += fmt::format("\nA picture of the screen is in {} (kept with TUTTI_RIG_KEEP=1).", folder.string());
    return seen;
}

} // namespace tutti::rig
