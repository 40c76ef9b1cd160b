// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <string>

/// The session log's lines: one JSON object each, keys in the order of the contract, numbers as short as they read back
/// the same, keys without a value left out. The same event always gives the same bytes. No line end.
/// Numbers are finite; strings that are not UTF-8 are repaired. Thread: any. Allocates.
namespace tutti {

[[nodiscard]] std::string lineOf(const Header &header);
/// Strength has three decimals.
[[nodiscard]] std::string lineOf(const Input &input);
/// Numbers that are not whole have six decimals at most.
[[nodiscard]] std::string lineOf(const Output &output);

} // namespace tutti
