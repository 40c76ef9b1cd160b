// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/input_test_panel.h"
#include "e2e/rig/process.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

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
    /// What a program that asks the kernel for its panels has to be told.
    [[nodiscard]] Environment environment() const { return {{"DISPLAY", m_display}, {"TUTTI_INPUT_CLASS", (m_folder / "input").string()}}; }
    [[nodiscard]] Process &process() { return *m_process; }

    using Window = unsigned long;
    /// The largest window that is on the screen; none while there is none of at least half its width.
    [[nodiscard]] std::optional<Window> shownWindow();
    struct Size { int width = 0, height = 0; friend bool operator==(const Size &, const Size &) = default; };
    [[nodiscard]] Size sizeOf(Window window);
    /// Takes it from the screen as a window manager would, and puts it back.
    void hide(Window window);
    void show(Window window);
    /// The touch panel goes away (its cable is pulled) and comes back. The server ends the touches that are down.
    Result<void> unplugTouch();
    enum class Plug {
        Alone,
        /// A second pointer, which nobody moves, comes and goes. Programs look at what is there when a device has been added; a
        /// real cable adds the panel, here it is only switched on. Qt 6.4 then finds the panel; Qt 6.8 looks at what was added
        /// alone, and mistakes the pointer for a panel.
        WithAnother,
    };
    Result<void> plugTouch(Plug how = Plug::Alone);
    /// The screen goes away and comes back, with another resolution if wanted: one of those that the driver has, such as
    /// 1280 x 720. A second one beside it.
    Result<void> unplugScreen();
    Result<void> plugScreen(int width, int height);
    Result<void> plugSecondScreen();
    Result<void> unplugSecondScreen();
    /// The screen as a PPM picture.
    Result<void> screenshot(const std::filesystem::path &file);

private:
    XServer() = default;
    struct Connection;
    [[nodiscard]] int touchDevice() const;
    void setTouchEnabled(bool enabled);
    void tellOfAnother();
    Result<void> writeInputClass(bool touch) const;
    Result<void> arrange(std::vector<std::string> arguments);
    std::unique_ptr<Process> m_process;
    std::unique_ptr<InputTestPanel> m_panel;
    std::unique_ptr<Connection> m_connection;
    std::string m_display;
    std::filesystem::path m_folder;
    int m_width = 0;
};

} // namespace tutti::rig
