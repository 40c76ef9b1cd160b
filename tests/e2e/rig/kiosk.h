// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/hands.h"
#include "e2e/rig/meter.h"
#include "e2e/rig/service.h"
#include "e2e/rig/session_log.h"
#include "e2e/rig/weston.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tutti::rig {

/// The session as it hangs on a wall, from the units and scripts of kiosk/session, with a weston that has no screen and a
/// panel that the test touches. What differs from a real one stands in the machine's /etc/default/tutti-kiosk.
class Kiosk {
public:
    struct Options {
        std::filesystem::path program;
        std::filesystem::path session;  ///< kiosk/session
        std::filesystem::path module;   ///< touch_module.c, built
        Environment sound;              ///< the sound server's
        std::vector<std::string> more;  ///< for the program
        int width = 1920, height = 1080;
        int seats = 8;
    };
    /// Starts the screen and, when it is ready, Tutti. Returns at once after that.
    static Result<std::unique_ptr<Kiosk>> start(const std::filesystem::path &folder, Options options);
    ~Kiosk();
    Kiosk(const Kiosk &) = delete;
    Kiosk &operator=(const Kiosk &) = delete;

    [[nodiscard]] Service &screen() { return *m_screen; }
    [[nodiscard]] Service &tutti() { return *m_tutti; }
    [[nodiscard]] const Layout &layout() const { return m_layout; }
    [[nodiscard]] std::filesystem::path data() const { return m_places.state / "tutti"; }
    [[nodiscard]] std::filesystem::path runtime() const { return m_places.runtime / "tutti"; }
    [[nodiscard]] std::int64_t startedNs() const { return m_startedNs; }
    /// The journal of the session that runs now; after a crash it is another one.
    [[nodiscard]] SessionLog log() const { return SessionLog(data()); }

    /// The panel of the weston that runs now; waits for one.
    Result<WestonPanel *> panel();
    /// The program whose window fills the screen, alone; none while it is not so.
    [[nodiscard]] std::optional<pid_t> shownProgram();
    /// Taps the first pad until a tap is heard; when that one touched the glass. None after `timeoutMs`.
    std::optional<std::int64_t> soundingTouch(const Meter &meter, int timeoutMs);
    /// Whether the program was started with this option.
    [[nodiscard]] static bool hasOption(pid_t program, const std::string &option);
    /// A picture of the screen in `folder`, for whoever looks for what went wrong.
    Result<void> screenshot(const std::filesystem::path &folder);
    /// What both services printed last.
    [[nodiscard]] std::string lastWords() const;
    /// Its last words, and where a picture of the screen is: in `folder`.
    [[nodiscard]] std::string farewell(const std::filesystem::path &folder);

private:
    explicit Kiosk(Options options) : m_options(std::move(options)) {}
    Options m_options;
    Service::Places m_places;
    std::filesystem::path m_user;        ///< XDG_RUNTIME_DIR: the sockets of the screen lie there
    std::filesystem::path m_panelSocket; ///< the rig's own way to the panel
    Layout m_layout;
    std::int64_t m_startedNs = 0;
    std::unique_ptr<Service> m_screen;
    std::unique_ptr<Service> m_tutti; ///< after the screen: it goes first
    int m_panelOf = 0;                ///< the run of the screen that the panel belongs to
    std::unique_ptr<WestonPanel> m_panel;
    unsigned m_finger = 1000;
};

} // namespace tutti::rig
