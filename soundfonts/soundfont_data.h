// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace tutti {

/// The embedded set, a whole SoundFont 2 file. The bytes live as long as the program.
/// Thread: any.
[[nodiscard]] std::span<const std::byte> embeddedBank();

/// It has been read and will not be for a while: its pages need not stay in memory. They come back when they are read.
/// Thread: any.
void restEmbeddedBank() noexcept;

} // namespace tutti
