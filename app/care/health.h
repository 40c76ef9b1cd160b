// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace tutti {

/// Whether Tutti lives, as the service manager hears it (sd_notify): READY=1 once a frame was drawn and the sound moved,
/// then WATCHDOG=1 as long as between two looks the event loop turned, a frame was drawn and the sound moved. Whoever
/// hears nothing for too long ends it and starts it again. Where no service manager asked, nothing is told.
///
/// Frames are asked for by a signal at each look, since a screen on which nothing happens draws none; while there is no
/// screen at all they are not waited for.
/// Thread: GUI.
class Health final : public QObject {
    Q_OBJECT

public:
    /// What the world says and hears; tests give another.
    struct World {
        std::function<std::int64_t()> sound;          ///< any count that moves while the audio callback does
        std::function<bool()> screen;                 ///< there is one to draw on
        std::function<void(const std::string &)> tell; ///< default: sd_notify
    };

    /// How long the service manager waits, by WATCHDOG_USEC; 0: it does not.
    [[nodiscard]] static std::chrono::microseconds patience();

    /// Looks ten times a second until it is ready, then three times within `patience`, or every second where that is 0.
    Health(World world, std::chrono::microseconds patience, QObject *parent = nullptr);

    void frameDrawn() { countFrames()(); }
    /// To be called for each frame, from any thread; it may outlive this.
    [[nodiscard]] std::function<void()> countFrames() const
    {
        return [frames = m_frames] { frames->fetch_add(1, std::memory_order_relaxed); };
    }

    /// Looks once; the timer calls it.
    void look();
    [[nodiscard]] bool isReady() const { return m_ready; }

Q_SIGNALS:
    void frameWanted();

private:
    const World m_world;
    const std::chrono::milliseconds m_pace; ///< once it is ready
    QTimer m_timer;
    // One counter that orders nothing else: relaxed. The thread that draws may hold it a moment longer than we live.
    std::shared_ptr<std::atomic<std::uint64_t>> m_frames = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::uint64_t m_framesSeen = 0;
    std::int64_t m_soundSeen = 0;
    bool m_ready = false;
};

} // namespace tutti
