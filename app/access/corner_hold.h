// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"

#include <map>
#include <optional>

namespace tutti {

/// Two fingers in two corners of the glass, and nothing else on it, for three seconds: how staff open their door without
/// anything to be seen of it. A group that plays never does this; a hand more anywhere and the time begins anew.
/// A value; positions in mm from the glass's top left, times of any one clock.
class CornerHold {
public:
    static constexpr Micros kHold = 3s;
    static constexpr double kCornerMm = 60;      ///< side of a corner's square on a large glass,
    static constexpr double kCornerShare = 0.16; ///< and at most so much of the shorter edge

    CornerHold() = default;
    CornerHold(double widthMm, double heightMm) : m_width(widthMm), m_height(heightMm) {}

    /// A contact begins, or has moved. One that began outside the corners, or left its corner, is a hand that plays.
    void at(int contact, double x, double y, Micros t);
    void lifted(int contact, Micros t);
    void clear() { m_contacts.clear(); m_since.reset(); }

    /// Two corners are held and nothing else.
    [[nodiscard]] bool isHeld() const { return m_since.has_value(); }
    /// When it will have been long enough, if nothing changes.
    [[nodiscard]] std::optional<Micros> due() const { return m_since ? std::optional(*m_since + kHold) : std::nullopt; }

private:
    [[nodiscard]] int cornerAt(double x, double y) const;
    void judge(Micros t);

    double m_width = 0;
    double m_height = 0;
    std::map<int, int> m_contacts; ///< its corner, 0 to 3, or -1
    std::optional<Micros> m_since;
};

} // namespace tutti
