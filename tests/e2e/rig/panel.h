// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/result.h"

namespace tutti::rig {

/// Fingers, a mouse and a keyboard on a screen that a test moves. Each call returns the time just before the event was
/// handed over. Coordinates are pixels of the screen.
class Panel {
public:
    Panel() = default;
    virtual ~Panel() = default;
    Panel(const Panel &) = delete;
    Panel &operator=(const Panel &) = delete;

    virtual std::int64_t down(unsigned finger, double x, double y) = 0;
    virtual std::int64_t move(unsigned finger, double x, double y) = 0;
    virtual std::int64_t up(unsigned finger) = 0;
    virtual std::int64_t mouseMove(double x, double y) = 0;
    /// 1 is the left button, 2 the middle, 3 the right.
    virtual std::int64_t mousePress(int button = 1) = 0;
    virtual std::int64_t mouseRelease(int button = 1) = 0;
    /// `code` as the kernel counts them (linux/input-event-codes.h): KEY_1 is 2.
    virtual std::int64_t keyDown(int code) = 0;
    virtual std::int64_t keyUp(int code) = 0;
    /// Returns when the server has processed every event before it.
    virtual void sync() = 0;
};

} // namespace tutti::rig
