// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/touch_numbers.h"
#include "core/event.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tutti {

struct KeyOptions {
    /// A switch box is a keyboard with two keys. Seats 0 to 11.
    SeatId spaceSeat{0};
    SeatId enterSeat{1};
};

/// Keys as instruments: 1 to 9 strike seats 0 to 8, 0 strikes seat 9, Space and Enter strike the seats of KeyOptions;
/// Escape, S and Pause are Stop. The number pad is left alone: it belongs to the leader, see CueKeys.
/// Key codes are those of Qt::Key, passed as plain numbers. Thread: one.
class KeyMap {
public:
    explicit KeyMap(TouchNumbers &numbers, KeyOptions options = {});

    void setOptions(const KeyOptions &options) { m_options = options; }

    struct Pressed {
        bool known = false; ///< the key is one of ours, also where it does nothing new
        bool stop = false;
        std::optional<Strike> strike;
    };
    /// A key that repeats itself, or is already down, strikes once.
    [[nodiscard]] Pressed press(int key, bool autoRepeat, bool numberPad);
    /// It means Stop, whatever else is on.
    [[nodiscard]] static bool isStop(int key);
    /// The lift of what the key struck, if it did.
    [[nodiscard]] std::optional<Lift> release(int key, bool autoRepeat);
    /// The window lost the keyboard: releases will not come any more.
    [[nodiscard]] std::vector<Lift> releaseAll();

private:
    struct Held {
        int key = 0;
        Lift lift;
    };
    [[nodiscard]] std::optional<SeatId> seatOf(int key) const;

    TouchNumbers &m_numbers;
    KeyOptions m_options;
    std::vector<Held> m_held;
};

} // namespace tutti
