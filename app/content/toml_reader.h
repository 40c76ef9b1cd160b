// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/json_text.h"

#include <QDir>
#include <QString>

#include <tl/expected.hpp>

#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tutti {

/// What the readers of people's own TOML files share: it takes values out of one file and remembers the first thing that
/// is wrong with it, as a sentence with file, line and column. A value that is wrong comes back as any of its kind, so
/// that reading goes on; whoever reads asks at the end. Nothing throws.
class TomlReader {
public:
    /// `remedy` ends each sentence: what to do, and that the others are not harmed.
    TomlReader(std::string_view fileName, std::string_view remedy) : m_file(fileName), m_remedy(remedy) {}

    [[nodiscard]] std::optional<toml::table> parse(std::string_view text);

    [[nodiscard]] bool hasProblem() const noexcept { return m_problem.has_value(); }
    /// Only where there is one.
    [[nodiscard]] const std::string &problem() const { return *m_problem; }

protected:
    void wrong(const toml::source_position &at, std::string_view what, std::size_t further = 0);
    void wrong(const toml::node &node, std::string_view what) { wrong(node.source().begin, what); }

    /// The number of the format, which is 1.
    void version(const toml::table &table, std::string_view key);
    /// A word that nobody reads is misspelt, or of something else.
    void only(const toml::table &table, std::string_view ofWhat, std::initializer_list<std::string_view> keys);
    std::string text(const toml::table &table, std::string_view key);
    int whole(const toml::table &table, std::string_view key, int low, int high);
    double number(const toml::table &table, std::string_view key, double low, double high, std::optional<double> otherwise = {});
    bool truth(const toml::table &table, std::string_view key, bool otherwise);

private:
    std::string_view m_file;
    std::string_view m_remedy;
    std::optional<std::string> m_problem;
};

/// The TOML files of a folder, by name, each by `parse(text, fileName)`: one of the same id takes the place of what is
/// there, others follow; one with errors is left out and told. No such folder: nothing.
template <class T, class Parse>
void readTomlFolder(const QString &folder, const Parse &parse, std::vector<T> &all, std::vector<std::string> &problems)
{
    if (folder.isEmpty()) // to QDir that is the folder we happen to be in
        return;
    const QDir dir(folder);
    const QStringList files = dir.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const auto text = readTextFile(dir.filePath(file));
        tl::expected<T, std::string> read = text ? parse(*text, dir.filePath(file).toStdString()) : tl::make_unexpected(text.error());
        if (!read) {
            problems.push_back(read.error());
            continue;
        }
        const auto same = std::find_if(all.begin(), all.end(), [&](const T &there) { return there.id == read->id; });
        if (same == all.end())
            all.push_back(std::move(*read));
        else
            *same = std::move(*read);
    }
}

} // namespace tutti
