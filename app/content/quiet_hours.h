// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tutti {

/// The hours of a day in which the box is softer and dark sooner; they may run over midnight. A value.
struct QuietHours {
    int from = 0;  ///< minutes after midnight, local time, 0 to 1439
    int until = 0; ///< the first minute after; the same as `from`: never

    [[nodiscard]] bool contain(int minute) const
    {
        return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
    }
    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

/// "21:30" as minutes after midnight.
[[nodiscard]] std::optional<int> minuteFrom(std::string_view time);
[[nodiscard]] std::string timeText(int minute);

} // namespace tutti
