// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/health.h"

#include <systemd/sd-daemon.h>

#include <utility>

namespace tutti {

std::chrono::microseconds Health::patience()
{
    // Not sd_watchdog_enabled(): the process that WATCHDOG_PID names is the compositor, and it is us who answer.
    bool ok = false;
    const qint64 us = qEnvironmentVariable("WATCHDOG_USEC").toLongLong(&ok);
    return std::chrono::microseconds(ok && us > 0 ? us : 0);
}

namespace {

constexpr std::chrono::milliseconds kUntilReady{100};

Health::World withVoice(Health::World world)
{
    if (!world.tell)
        world.tell = [](const std::string &what) { (void)sd_notify(0, what.c_str()); }; // nobody listens: nothing to tell
    return world;
}

} // namespace

Health::Health(World world, std::chrono::microseconds patience, QObject *parent)
    : QObject(parent), m_world(withVoice(std::move(world))),
      m_pace(std::chrono::duration_cast<std::chrono::milliseconds>(patience.count() > 0 ? patience / 3 : std::chrono::seconds(1)))
{
    m_soundSeen = m_world.sound();
    connect(&m_timer, &QTimer::timeout, this, &Health::look);
    m_timer.start(kUntilReady);
}

void Health::look()
{
    const std::uint64_t frames = m_frames->load(std::memory_order_relaxed);
    const std::int64_t sound = m_world.sound();
    const bool drew = std::exchange(m_framesSeen, frames) != frames || !m_world.screen();
    const bool moved = std::exchange(m_soundSeen, sound) != sound; // not more: another stream counts anew
    if (drew && moved) {
        m_world.tell(m_ready ? "WATCHDOG=1" : "READY=1\nSTATUS=Ready to play.");
        if (!std::exchange(m_ready, true))
            m_timer.start(m_pace);
    }
    Q_EMIT frameWanted();
}

} // namespace tutti
