// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/settings_file.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tutti {

/// What someone changes on the screen is there tomorrow: writes the settings aside, one after the other, since the disk may
/// take its time. What could not be written is tried again until it is; that it could not is told once. Thread: GUI; the
/// disk is waited for on a worker.
class SettingsKeeper final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kAgain{60'000};

    /// One sentence.
    using Tell = std::function<void(const std::string &)>;

    /// `kept`: as they are in the file.
    SettingsKeeper(SettingsFile file, KioskSettings kept, Tell tell, QObject *parent = nullptr);
    ~SettingsKeeper() override; ///< waits for what is still to be written

    /// Nothing is written where nothing has changed.
    void keep(const KioskSettings &settings);
    /// Writes what could not be written; the timer calls it.
    void again();

private:
    void write();

    SettingsFile m_file;
    Tell m_tell;
    KioskSettings m_wanted;
    bool m_failed = false;
    QTimer m_again;
    QThreadPool m_pool; ///< of one: the last that is wanted is the last that is written
};

} // namespace tutti
