// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <type_traits>

namespace tutti {

/// The newest value from one writing thread to one reading thread; older ones are skipped. Neither side ever waits.
/// (Boost.Lockfree has queues but no such thing.)
///
/// Proof. There are three slots and three holders: the writer (`m_back`), the reader (`m_front`) and the middle
/// (`m_middle`, the only shared variable). At the start the three indices differ. The only steps that move an index are
/// exchanges of one's own index with the middle's, so they always differ: no slot is ever written and read at once.
/// - write: fills the back slot, then exchanges with release: whoever gets that index from the middle by acquire sees
///   the slot whole. The same exchange acquires, so the writer fills its new slot only after the reader's last look at
///   it, which came before the reader's exchange released it.
/// - read: takes the middle only when it is fresh, by an exchange with acquire and release for the same two reasons.
template <class T>
class TripleBuffer {
    static_assert(std::is_trivially_copyable_v<T>);
    static_assert(std::atomic<std::uint8_t>::is_always_lock_free);

public:
    // Thread: the writer. Real-time safe.
    void write(const T &value) noexcept
    {
        m_slots[m_back].value = value;
        m_back = m_middle.exchange(static_cast<std::uint8_t>(m_back | kFresh), std::memory_order_acq_rel) & kIndex;
    }

    // Thread: the reader. Real-time safe. The reference stays valid until the next read.
    const T &read() noexcept
    {
        if (m_middle.load(std::memory_order_relaxed) & kFresh)
            m_front = m_middle.exchange(m_front, std::memory_order_acq_rel) & kIndex;
        return m_slots[m_front].value;
    }

private:
    static constexpr std::uint8_t kIndex = 3;
    static constexpr std::uint8_t kFresh = 4;

    struct alignas(64) Slot { // each on a cache line of its own
        T value{};
    };

    std::array<Slot, 3> m_slots{};
    std::atomic<std::uint8_t> m_middle{1};
    std::uint8_t m_back = 0;  ///< the writer's
    std::uint8_t m_front = 2; ///< the reader's
};

} // namespace tutti
