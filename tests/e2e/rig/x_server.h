// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/input_test_panel.h"
#include "e2e/rig/process.h"

#include <memory>
#include <optional>
#include <string>

namespace tutti::rig {

/// A real X server without a screen: the dummy video driver, and inputtest devices for 40 fingers, a mouse and a
/// keyboard. It takes a display number nobody has, runs as any user and needs no virtual terminal.
class XServer {
public:
    static Result<std::unique_ptr<XServer>> start(const std::filesystem::path &folder, int width, int height);
    ~XServer();
    XServer(const XServer &) = delete;
    XServer &operator=(const XServer &) = delete;

    [[nodiscard]] const std::string &display() const { return m_display; }
    [[nodiscard]] Panel &panel() { return *m_panel; }
    [[nodiscard]] Process &process() { return *m_process; }

    using Window = unsigned long;
    /// The largest window that is on the screen; none while there is none of at least half its width.
    [[nodiscard]] std::optional<Window> shownWindow();
    /// Takes it from the screen as a window manager would, and puts it back.
    void hide(Window window);
    void show(Window window);
    /// The touch panel goes away (its cable is pulled) and comes back. The server ends the touches that are down.
    void unplugTouch();
    Result<void> plugTouch();
    /// The screen as a PPM picture.
    Result<void> screenshot(const std::filesystem::path &file);

private:
    XServer() = default;
    struct Connection;
    [[nodiscard]] int touchDevice() const;
    void setTouchEnabled(bool enabled);
    std::unique_ptr<Process> m_process;
    std::unique_ptr<InputTestPanel> m_panel;
    std::unique_ptr<Connection> m_connection;
    std::string m_display;
    int m_width = 0;
};

} // namespace tutti::rig
