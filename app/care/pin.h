// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace tutti {

inline constexpr int kPinShortest = 4;
inline constexpr int kPinLongest = 8;

/// Four to eight digits.
[[nodiscard]] bool isPin(std::string_view digits);

/// A PIN as it is kept: with salt, by libcrypt's preferred method (yescrypt), as /etc/shadow has it. Takes about as long as
/// a log-in, some ten milliseconds. The error is one sentence.
[[nodiscard]] tl::expected<std::string, std::string> sealPin(std::string_view digits);

/// Whether these digits are what was sealed. A seal that is none fits nothing.
[[nodiscard]] bool fitsPin(std::string_view digits, const std::string &seal);

} // namespace tutti
