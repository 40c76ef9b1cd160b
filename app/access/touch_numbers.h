// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tutti {

/// The one source of `touch` numbers in a session: fingers, mouse, keys and switches draw from it, so that a lift names
/// exactly one press whatever made it.
class TouchNumbers {
public:
    [[nodiscard]] std::int64_t take() noexcept { return m_next++; }

private:
    std::int64_t m_next = 1;
};

} // namespace tutti
