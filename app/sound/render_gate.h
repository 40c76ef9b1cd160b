// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace tutti {

class Engine;

/// The door between a driver's callback and the engine. A driver whose server hangs may call again long after it was
/// given up and another one has taken over: through a closed gate it hears silence and touches nothing.
///
/// Proof: `m_state` is the lock. The callback passes only by Open -> Inside (acquire) and leaves by Inside -> Open or,
/// if it was asked to, Leaving -> Closed (release). The owner closes by Open -> Closed, or by Inside -> Leaving and then
/// waits for Closed (acquire). So once close() has returned no callback is inside and none can enter, and what the owner
/// does to the engine afterwards happens after all the callback did. The callback never waits; close() waits at most for
/// one render. There is one owner and, for each gate, one callback at a time.
class RenderGate {
public:
    using Clock = std::chrono::steady_clock;

    explicit RenderGate(Clock::time_point epoch) : m_epoch(epoch) {}
    ~RenderGate() { close(); }
    RenderGate(const RenderGate &) = delete;
    RenderGate &operator=(const RenderGate &) = delete;

    /// From the next callback on, `engine` is heard; it stays alive until close(). Thread: owner. Gate is closed.
    void open(Engine &engine) noexcept;
    /// Returns when the engine is out of reach, and tells it that this stream has ended. Again does nothing.
    /// Thread: owner. Waits for at most one render.
    void close() noexcept;
    /// Callbacks so far, also those at a closed gate: the pulse of the stream. Thread: any.
    [[nodiscard]] std::uint64_t callbackCount() const noexcept { return m_callbacks.load(std::memory_order_relaxed); }

    /// One callback of the device at this moment. Thread: audio. Real-time safe.
    void render(float *left, float *right, int frames) noexcept;
    /// The same at a given time, in microseconds from the epoch, for streams that are not heard as they are made.
    void renderAt(std::int64_t nowUs, float *left, float *right, int frames) noexcept;

private:
    enum State : int { Closed, Open, Inside, Leaving };

    const Clock::time_point m_epoch;
    std::atomic<int> m_state = Closed;
    std::atomic<std::uint64_t> m_callbacks = 0;
    Engine *m_engine = nullptr; // written by the owner while Closed, read by the callback while Inside or Leaving

    static_assert(std::atomic<int>::is_always_lock_free && std::atomic<std::uint64_t>::is_always_lock_free);
};

} // namespace tutti
