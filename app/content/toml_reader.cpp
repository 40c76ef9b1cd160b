// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/toml_reader.h"

#include <fmt/format.h>

namespace tutti {
namespace {

/// Where to point: at the value, or at the table that lacks it.
const toml::node &at(const toml::table &table, const toml::node *node) { return node ? *node : static_cast<const toml::node &>(table); }

} // namespace

std::optional<toml::table> TomlReader::parse(std::string_view text)
{
    try {
        return toml::parse(text);
    } catch (const toml::parse_error &error) {
        wrong(error.source().begin, fmt::format("this cannot be read ({})", error.description()));
        return std::nullopt;
    }
}

void TomlReader::wrong(const toml::source_position &at, std::string_view what, std::size_t further)
{
    if (!m_problem)
        m_problem = fmt::format("{}, line {}, column {}: {}. {}", m_file, at.line, at.column + further, what, m_remedy);
}

void TomlReader::version(const toml::table &table, std::string_view key)
{
    if (whole(table, key, 1, 1000) > 1)
        wrong(*table.get(key), "this is of a newer Tutti");
}

void TomlReader::only(const toml::table &table, std::string_view ofWhat, std::initializer_list<std::string_view> keys)
{
    for (const auto &[key, value] : table)
        if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
            wrong(key.source().begin, fmt::format("\"{}\" is no word of {}: use {}", key.str(), ofWhat, fmt::join(keys, ", ")));
}

std::string TomlReader::text(const toml::table &table, std::string_view key)
{
    const toml::node *node = table.get(key);
    if (const auto *value = node ? node->as_string() : nullptr; value && !value->get().empty())
        return value->get();
    wrong(at(table, node), fmt::format("\"{}\" must be words in quotes", key));
    return {};
}

int TomlReader::whole(const toml::table &table, std::string_view key, int low, int high)
{
    const toml::node *node = table.get(key);
    if (const auto *value = node ? node->as_integer() : nullptr; value && value->get() >= low && value->get() <= high)
        return static_cast<int>(value->get());
    wrong(at(table, node), fmt::format("\"{}\" must be a whole number from {} to {}", key, low, high));
    return low;
}

double TomlReader::number(const toml::table &table, std::string_view key, double low, double high, std::optional<double> otherwise)
{
    const toml::node *node = table.get(key);
    if (!node && otherwise)
        return *otherwise;
    const auto value = node ? node->value<double>() : std::nullopt;
    if (value && *value >= low && *value <= high)
        return *value;
    wrong(at(table, node), fmt::format("\"{}\" must be a number from {} to {}", key, low, high));
    return low;
}

bool TomlReader::truth(const toml::table &table, std::string_view key, bool otherwise)
{
    const toml::node *node = table.get(key);
    if (!node)
        return otherwise;
    if (const auto *value = node->as_boolean())
        return value->get();
    wrong(*node, fmt::format("\"{}\" must be true or false", key));
    return otherwise;
}

} // namespace tutti
