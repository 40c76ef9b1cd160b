// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <QString>

#include <string>
#include <string_view>

/// What the readers of people's own JSON files share. Nothing here throws.
namespace tutti {

using Json = nlohmann::ordered_json;

/// Comments off. The error is "line 3, column 14", and " (where the file ends)" when that is what is wrong.
[[nodiscard]] tl::expected<Json, std::string> parseJson(std::string_view text);

/// A whole file as text. The error is one sentence that names it. `maxBytes` guards against the wrong file.
[[nodiscard]] tl::expected<std::string, std::string> readTextFile(const QString &file, qint64 maxBytes = 1 << 20);

} // namespace tutti
