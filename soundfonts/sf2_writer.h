// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bank.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace tutti {

/// Writes a SoundFont 2 file through libinstpatch. The same presets give the same bytes. The error is one sentence.
[[nodiscard]] tl::expected<void, std::string> writeSf2(const std::vector<BankPreset> &presets, const std::string &file);

} // namespace tutti
