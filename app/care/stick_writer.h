// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/run_folder.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace tutti {

/// Writes a file onto the USB stick that is in. On a box a stick can be written for a moment only, and not by us: what is to
/// go there is laid into the folder `outbox` of the data folder and asked for (Ask::Save); whoever may write it takes it
/// away when it is on the stick. Elsewhere it is simply written.
/// One file at a time; one that is asked for meanwhile is refused.
/// Thread: GUI. On a box nothing in it waits; elsewhere it waits on the stick.
class StickWriter final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kLookEvery{200};
    static constexpr std::chrono::milliseconds kPatience{20'000}; ///< a slow stick, with all that is still to be written to it

    /// Where it lies, or one sentence.
    using Answer = std::function<void(const tl::expected<QString, std::string> &)>;

    StickWriter(QString dataFolder, RunFolder run, std::function<QStringList()> sticks, QObject *parent = nullptr);

    void save(const QString &name, const QByteArray &bytes, Answer answer);

    /// Whether it has been taken; the timer calls it.
    void look();

private:
    struct Job {
        QString outboxFile;
        QString onStick;
        Answer answer;
        int looks = 0;
    };
    void end(const tl::expected<QString, std::string> &how);

    QString m_outbox;
    RunFolder m_run;
    std::function<QStringList()> m_sticks;
    std::optional<Job> m_job;
    QTimer m_timer;
};

} // namespace tutti
