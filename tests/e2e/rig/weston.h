// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/panel.h"

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tutti::rig {

/// What weston is told so that it runs without a screen, and with the panel of touch_module.c that listens at `panel`.
[[nodiscard]] std::string headlessWeston(int width, int height, const std::filesystem::path &module);
/// The environment variable that tells the module where its panel listens.
inline constexpr const char *kWestonPanelVariable = "TUTTI_RIG_PANEL";

/// The panel of a headless weston. When weston ends the panel is gone, and another one has to be connected.
class WestonPanel final : public Panel {
public:
    static Result<std::unique_ptr<WestonPanel>> connect(const std::filesystem::path &socket, int timeoutMs = 5000);
    ~WestonPanel() override;

    std::int64_t down(unsigned finger, double x, double y) override;
    std::int64_t move(unsigned finger, double x, double y) override;
    std::int64_t up(unsigned finger) override;
    std::int64_t mouseMove(double x, double y) override;
    std::int64_t mousePress(int button) override;
    std::int64_t mouseRelease(int button) override;
    std::int64_t keyDown(int code) override;
    std::int64_t keyUp(int code) override;
    void sync() override;

    /// The cable of the touch panel is pulled, and put in again. As on a real one no finger is lifted by that.
    void unplugTouch();
    void plugTouch();

    /// A window on the screen (also that of a mouse's arrow), as the compositor has it.
    struct View { pid_t pid = 0; int width = 0, height = 0; };
    [[nodiscard]] std::vector<View> views();

private:
    explicit WestonPanel(int fd) : m_fd(fd) {}
    std::int64_t tell(const std::string &lines);
    /// The lines before the answer's end.
    std::vector<std::string> ask(const char *question);
    int m_fd;
    std::string m_received;
};

} // namespace tutti::rig
