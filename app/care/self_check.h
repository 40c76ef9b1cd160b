// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/checks.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <vector>

namespace tutti {

/// Looks after itself while people play: at the start at all that the start can be wrong about, then every minute at
/// what goes wrong by itself, disk and clock. What waits on a disk runs aside. What the room should know is told once,
/// and again when it has changed. Sound, hot-plug and the journal have watchers of their own.
/// Thread: GUI.
class SelfCheck : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kEvery{60'000};

    /// The checks, and what they are made of; tests give others.
    struct Round {
        std::function<std::vector<Finding>()> here;  ///< in the GUI thread, at the start alone: at once
        std::function<std::vector<Finding>()> first; ///< on a worker, at the start alone
        std::function<std::vector<Finding>()> each;  ///< on a worker, one round at a time
    };
    /// One sentence for the room; empty: no longer true.
    using Tell = std::function<void(Subject about, const QString &sentence)>;

    /// The usual ones, for a data folder. `smallestCapPx`: as in DisplayFacts.
    [[nodiscard]] static Round usual(const QString &folder, double smallestCapPx);

    SelfCheck(Round round, Tell tell, QObject *parent = nullptr);
    ~SelfCheck() override; ///< waits for a round that is under way

    void start();

private:
    void lookAside(bool first);
    void take(const std::vector<Finding> &findings);

    Round m_round;
    Tell m_tell;
    std::array<std::string, kSubjects> m_told;
    QTimer m_timer;
    QThreadPool m_pool; ///< of one
};

} // namespace tutti
