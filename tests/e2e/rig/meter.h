// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/recording.h"
#include "e2e/rig/sound_servers.h"

#include <memory>

namespace tutti::rig {

/// Listens at a sound server's output from its making to its end.
class Meter {
public:
    virtual ~Meter() = default;
    /// All that was heard so far; true time of the newest second may still be missing on PulseAudio.
    [[nodiscard]] virtual Recording recording() const = 0;
    /// Forgets what was heard.
    virtual void clear() = 0;
    /// Waits until something louder than `threshold` is heard at or after `fromNs`; false after `timeoutMs`.
    bool hears(std::int64_t fromNs, int timeoutMs, double threshold = 0.01) const;
    /// What has been heard up to `ns`, waiting for it to arrive.
    [[nodiscard]] Recording recordedUntil(std::int64_t ns) const;
};

/// Joins whatever is joined to the first two speakers (system:playback_*). Times carry the server's output latency. At
/// another rate than Recording's times are right to a block, and tones are not.
class JackMeter : public Meter {
public:
    static Result<std::unique_ptr<JackMeter>> start(const JackServer &server, int maxSeconds = 60);
    ~JackMeter() override;
    [[nodiscard]] Recording recording() const override;
    void clear() override;
    /// Blocks the server could not deliver in time.
    [[nodiscard]] int xruns() const;

private:
    struct State;
    explicit JackMeter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Records the null sink's monitor. The sink plays a block from the moment it renders it, so a sample is heard at
/// its block's arrival plus its place in the block; the lower quartile over 0.3 s takes off the jitter of delivery.
class PulseMeter : public Meter {
public:
    static Result<std::unique_ptr<PulseMeter>> start(const PulseServer &server);
    ~PulseMeter() override;
    [[nodiscard]] Recording recording() const override;
    void clear() override;

private:
    struct State;
    explicit PulseMeter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tutti::rig
