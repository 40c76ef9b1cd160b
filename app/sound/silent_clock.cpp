// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/silent_clock.h"

#include <algorithm>

namespace tutti {

SilentClock::SilentClock(const DriverSettings &settings)
    : AudioDriver(settings.epoch)
    , m_sampleRate(settings.sampleRate)
    , m_left(static_cast<std::size_t>(std::max(settings.periodFrames, 1)))
    , m_right(m_left.size())
{
}

std::unique_ptr<SilentClock> SilentClock::create(const DriverSettings &settings)
{
    std::unique_ptr<SilentClock> made = createStepped(settings);
    made->m_thread = std::jthread([clock = made.get()](const std::stop_token &stop) { clock->run(stop); });
    return made;
}

std::unique_ptr<SilentClock> SilentClock::createStepped(const DriverSettings &settings)
{
    return std::unique_ptr<SilentClock>(new SilentClock(settings));
}

SilentClock::~SilentClock()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void SilentClock::step() noexcept
{
    gate().renderAt(m_frames * 1'000'000 / m_sampleRate, m_left.data(), m_right.data(), periodFrames());
    m_frames += periodFrames();
}

void SilentClock::run(const std::stop_token &stop)
{
    using Clock = RenderGate::Clock;
    auto started = Clock::now();
    std::int64_t frames = 0;
    while (!stop.stop_requested()) {
        gate().render(m_left.data(), m_right.data(), periodFrames());
        frames += periodFrames();
        const auto due = started + std::chrono::microseconds(frames * 1'000'000 / m_sampleRate);
        if (const auto now = Clock::now(); due + std::chrono::seconds(1) < now) {
            started = now; // after a long sleep of the machine: go on from here, do not catch up
            frames = 0;
            continue;
        }
        std::this_thread::sleep_until(due);
    }
}

} // namespace tutti
