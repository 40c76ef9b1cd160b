// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bank.h"

#include <vector>

/// What the embedded set consists of: the recipe of each instrument of the catalogue.
namespace tutti {

/// All of them, some seconds of work. The same every time.
[[nodiscard]] std::vector<BankPreset> embeddedPresets();

} // namespace tutti
