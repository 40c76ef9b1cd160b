// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/units.h"

#include <algorithm>

namespace tutti {

/// How long the staff door waits after PINs that were not the one: three are free, then half a minute, and twice as long
/// each time, up to a quarter of an hour. Guessing a PIN of four digits so takes a hundred days; whoever knows it and
/// mistypes hardly notices. A value; its times are of the steady clock, so a clock that is put forward opens nothing.
class LockOut {
public:
    static constexpr int kFree = 3;
    static constexpr Micros kFirst = 30s;
    static constexpr Micros kLongest = 900s;

    LockOut() = default;
    /// As it was kept; the wait begins anew at `t`, so that pulling the plug gains nothing.
    LockOut(int wrong, Micros t) : m_wrong(std::max(0, wrong)), m_opens(t + wait()) {}

    void wrong(Micros t)
    {
        m_wrong = std::min(m_wrong + 1, 1000);
        m_opens = t + wait();
    }
    void right() { *this = LockOut{}; }

    /// What is left to wait; 0: a PIN may be tried.
    [[nodiscard]] Micros left(Micros t) const { return std::max(Micros{0}, m_opens - t); }
    /// PINs that were not the one since the last that was; to be kept.
    [[nodiscard]] int count() const { return m_wrong; }
    friend bool operator==(const LockOut &, const LockOut &) = default;

private:
    [[nodiscard]] Micros wait() const
    {
        if (m_wrong < kFree)
            return Micros{0};
        return std::min<Micros>(kLongest, kFirst * (1 << std::min(m_wrong - kFree, 10)));
    }

    int m_wrong = 0;
    Micros m_opens = Micros::min() / 2;
};

} // namespace tutti
