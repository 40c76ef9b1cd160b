// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/panel.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace tutti::rig {

/// The panel of an X server with inputtest devices. A server takes one panel in its life and misses it when it goes (the
/// driver spins on the closed socket), so a panel lives as long as its server.
class InputTestPanel final : public Panel {
public:
    static Result<std::unique_ptr<InputTestPanel>> connect(const std::filesystem::path &socketFolder, int width, int height);
    ~InputTestPanel() override;

    std::int64_t down(unsigned finger, double x, double y) override;
    std::int64_t move(unsigned finger, double x, double y) override;
    std::int64_t up(unsigned finger) override;
    std::int64_t mouseMove(double x, double y) override;
    std::int64_t mousePress(int button) override;
    std::int64_t mouseRelease(int button) override;
    std::int64_t keyDown(int code) override;
    std::int64_t keyUp(int code) override;
    /// The screen has another resolution now.
    void setSize(int width, int height) { m_width = width, m_height = height; }
    void sync() override;
    /// After the server has switched the touch device off and on: it listens for a panel anew.
    Result<void> reconnectTouch();

private:
    InputTestPanel(std::filesystem::path folder, int touch, int pointer, int keyboard, int width, int height)
        : m_folder(std::move(folder)), m_touch(touch), m_pointer(pointer), m_keyboard(keyboard), m_width(width), m_height(height) {}
    std::int64_t touch(unsigned finger, int type, double x, double y);
    std::int64_t button(int button, bool press);
    std::int64_t key(int code, bool press);
    std::filesystem::path m_folder;
    int m_touch, m_pointer, m_keyboard;
    int m_width, m_height;
};

} // namespace tutti::rig
