// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/finding.h"

#include <QString>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <optional>

namespace tutti {

/// The one sentence the screen shows of all that may be wrong. What is more important (Subject) comes first. What stands
/// is shown for as long as it is true; what is mentioned, for 20 s, and is forgotten when it did not get its turn within
/// two minutes. Each subject has one sentence at a time, the newest.
/// Thread: GUI.
class Sentences {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds kRead{20};     ///< long enough to be read across the room
    static constexpr std::chrono::seconds kForget{120};

    /// What the world gives it; tests give another.
    struct World {
        std::function<void(const QString &)> show;        ///< empty: nothing is wrong
        std::function<void(const std::string &)> write;   ///< a line for the log of the service; default: standard error
        std::function<Clock::time_point()> now;           ///< default: the steady clock
    };
    explicit Sentences(World world);

    /// True from now on; empty: no longer.
    void stand(Subject about, const QString &sentence);
    /// Said once; empty takes it back.
    void mention(Subject about, const QString &sentence);

    /// Shows what is due; the timer calls it.
    void look();

private:
    struct Mention {
        QString text;
        Clock::time_point said;
        Clock::duration shown{};
    };
    struct Entry {
        QString standing;
        std::optional<Mention> mention;
    };

    void spend(Clock::time_point now);
    void note(const QString &before, const QString &now) const;

    World m_world;
    std::array<Entry, kSubjects> m_entries;
    Mention *m_reading = nullptr; ///< the mention on the screen ...
    Clock::time_point m_since;    ///< ... from then on
    QString m_shown;
    QTimer m_timer;
};

} // namespace tutti
