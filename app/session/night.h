// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/quiet_hours.h"
#include "core/units.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace tutti {

/// When the screen is dark, and when the house is quiet. A screen that nobody has touched for a while goes dark, in the
/// quiet hours after two minutes; any touch wakes it, and sounds. Where people are in the midst of something, it gives them
/// twenty minutes at least. Thread: GUI.
class Night final : public QObject {
    Q_OBJECT

public:
    static constexpr Micros kQuietDark = 120s;
    static constexpr Micros kHeldDark = 1200s;

    /// What the world says; tests give another.
    struct World {
        std::function<Micros()> now;      ///< the steady clock
        std::function<int()> minute;      ///< minutes after midnight, local time
        std::function<bool()> sounds;     ///< something plays: then it is not dark, though nobody touches
        std::function<bool()> held;       ///< people are in the midst of something, though they touch nothing
        bool timer = true;                ///< false: somebody else calls look()
    };

    explicit Night(World world, QObject *parent = nullptr);

    void setHours(std::optional<QuietHours> hours);
    void setDarkAfter(Micros idle); ///< outside the quiet hours

    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    /// How long nobody has touched anything.
    [[nodiscard]] Micros idle() const { return m_world.now() - m_touchedAt; }

    /// Somebody is there.
    void touched();
    /// A box that starts in the quiet hours does not light up a dark room, nor does one that ended in the dark.
    void beginDark(bool leftDark);
    /// Looks once; the timer calls it.
    void look();
    static constexpr std::chrono::seconds kLookEvery{5};

Q_SIGNALS:
    void darkChanged(bool dark);
    void quietChanged(bool quiet);

private:
    void setDark(bool dark);

    World m_world;
    std::optional<QuietHours> m_hours;
    Micros m_darkAfter = 1200s;
    Micros m_touchedAt{};
    bool m_dark = false;
    bool m_quiet = false;
    QTimer m_timer;
};

} // namespace tutti
