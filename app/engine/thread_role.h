// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <thread>

namespace tutti {

/// A part that one thread plays: the first to call takes it and keeps it until `leave`. For asserts in debug builds.
/// The relaxed order is on purpose: a check must not be what keeps two threads in step.
class ThreadRole {
    static_assert(std::atomic<std::thread::id>::is_always_lock_free);

public:
    [[nodiscard]] bool isMine() noexcept
    {
        const std::thread::id self = std::this_thread::get_id();
        std::thread::id owner{};
        return m_owner.compare_exchange_strong(owner, self, std::memory_order_relaxed) || owner == self;
    }

    void leave() noexcept { m_owner.store({}, std::memory_order_relaxed); }

private:
    std::atomic<std::thread::id> m_owner{};
};

} // namespace tutti
