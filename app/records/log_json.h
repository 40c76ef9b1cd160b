// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <nlohmann/json.hpp>

#include <vector>

/// What the log and the report write alike. Not for other folders.
namespace tutti {

using Json = nlohmann::ordered_json;

/// As short as it reads back the same: 15, not 15.0.
[[nodiscard]] Json jsonOf(double number);
[[nodiscard]] Json jsonOf(const SettingValue &value);
[[nodiscard]] Json jsonOf(const std::vector<NamedSetting> &settings);
/// One line. Never throws: bytes that are not UTF-8 become the replacement character.
[[nodiscard]] std::string textOf(const Json &json, int indent = -1);
[[nodiscard]] double roundedTo(double number, int decimals);

} // namespace tutti
