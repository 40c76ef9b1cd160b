// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace tutti {

/// What is due when: a fixed sorted list of (session time, note slot), each slot in it at most once. Sorted by time,
/// not by frame, so a clock that is corrected moves all of it alike. At equal times ends come before starts, and what
/// was put in first comes first. Latest first in memory: the next one is taken from the back.
/// Thread: audio. Real-time safe.
template <std::size_t Capacity>
class Schedule {
public:
    struct Entry {
        std::int64_t us = 0;
        std::uint16_t slot = 0;
        bool starts = false; ///< else it ends
    };

    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] const Entry &next() const noexcept { return m_entries[m_size - 1]; }
    void pop() noexcept { --m_size; }

    /// There must be room: one place for each slot is enough, as a slot is in at most once.
    void insert(Entry entry) noexcept
    {
        assert(m_size < Capacity);
        const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_size);
        const auto at = std::partition_point(m_entries.begin(), end, [&](const Entry &e) { return isAfter(e, entry); });
        std::move_backward(at, end, end + 1);
        *at = entry;
        ++m_size;
    }

    template <class Predicate>
    void removeIf(Predicate predicate) noexcept
    {
        const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(m_size);
        m_size = static_cast<std::size_t>(std::remove_if(m_entries.begin(), end, predicate) - m_entries.begin());
    }

    void clear() noexcept { m_size = 0; }

private:
    static bool isAfter(const Entry &a, const Entry &b) noexcept { return a.us != b.us ? a.us > b.us : a.starts && !b.starts; }

    std::array<Entry, Capacity> m_entries{};
    std::size_t m_size = 0;
};

} // namespace tutti
