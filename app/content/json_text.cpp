// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/json_text.h"

#include <fmt/format.h>

#include <QFile>

#include <algorithm>

namespace tutti {

tl::expected<Json, std::string> parseJson(std::string_view text)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error &error) {
        // `byte` counts from 1 and points at the last character read.
        const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
        const std::string_view before = text.substr(0, at);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t start = before.rfind('\n');
        const std::size_t column = start == std::string_view::npos ? at + 1 : at - start;
        return tl::unexpected(fmt::format("line {}, column {}{}", line, column, at == text.size() ? " (where the file ends)" : ""));
    } catch (const Json::exception &) {
        return tl::unexpected(std::string{"line 1, column 1"}); // a number beyond all range, for one
    }
}

tl::expected<std::string, std::string> readTextFile(const QString &file, qint64 maxBytes)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return tl::unexpected(fmt::format("{} cannot be read ({}); check that it is a file this user may read.",
            file.toStdString(), source.errorString().toStdString()));
    if (source.size() > maxBytes)
        return tl::unexpected(fmt::format("{} is larger than {} KiB; put the right file there.", file.toStdString(), maxBytes / 1024));
    const QByteArray bytes = source.read(maxBytes);
    if (source.error() != QFileDevice::NoError)
        return tl::unexpected(fmt::format("{} cannot be read ({}); check the disk it lies on.", file.toStdString(),
            source.errorString().toStdString()));
    return bytes.toStdString();
}

} // namespace tutti
