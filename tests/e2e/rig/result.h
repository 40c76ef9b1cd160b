// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace tutti::rig {

/// Why a part of the rig could not be set up, as one sentence.
template <class T>
using Result = tl::expected<T, std::string>;
using Failure = tl::unexpected<std::string>;

/// CLOCK_MONOTONIC in nanoseconds: the one clock of all that the rig measures.
[[nodiscard]] std::int64_t nowNs() noexcept;
void sleepUntilNs(std::int64_t t) noexcept;
void sleepMs(int ms) noexcept;

} // namespace tutti::rig
