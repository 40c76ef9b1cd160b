// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/grooves.h"

#include "content/catalogue.h"
#include "content/json_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <fmt/format.h>

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

// A macro that has to stand outside every namespace; a static library's resources are not found without it.
static void initGrooveResource()
{
    Q_INIT_RESOURCE(grooves);
}

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

/// Reads one file and remembers the first thing that is wrong with it.
class Reader {
public:
    Reader(std::string_view fileName, const Catalogue &catalogue) : m_file(fileName), m_catalogue(catalogue) {}

    std::optional<Groove> read(const toml::table &table)
    {
        Groove groove;
        if (whole(table, "tutti_groove", 1, 1000, {}) > 1)
            wrong(*table.get("tutti_groove"), "this is of a newer Tutti");
        groove.name = text(table, "name");
        groove.origin = text(table, "origin");
        groove.meter = whole(table, "meter", 2, 12, {});
        groove.division = whole(table, "division", 1, 6, {});
        groove.swing = number(table, "swing", 0.5, 0.7, 0.5);
        readTempo(table, groove);
        readParts(table, groove);
        if (m_problem)
            return std::nullopt;
        return groove;
    }
    [[nodiscard]] const std::string &problem() const { return *m_problem; }

private:
    void wrong(const toml::source_position &at, std::string_view what, std::size_t further = 0)
    {
        if (!m_problem)
            m_problem = fmt::format("{}, line {}, column {}: {}. Correct it to hear this groove; the others play.", m_file, at.line,
                                    at.column + further, what);
    }
    void wrong(const toml::node &node, std::string_view what) { wrong(node.source().begin, what); }

    std::string text(const toml::table &table, std::string_view key)
    {
        const toml::node *node = table.get(key);
        if (const auto *value = node ? node->as_string() : nullptr; value && !value->get().empty())
            return value->get();
        wrong(node ? *node : static_cast<const toml::node &>(table), fmt::format("\"{}\" must be words in quotes", key));
        return {};
    }

    int whole(const toml::table &table, std::string_view key, int low, int high, std::optional<int> otherwise)
    {
        const toml::node *node = table.get(key);
        if (!node && otherwise)
            return *otherwise;
        if (const auto *value = node ? node->as_integer() : nullptr; value && value->get() >= low && value->get() <= high)
            return static_cast<int>(value->get());
        wrong(node ? *node : static_cast<const toml::node &>(table), fmt::format("\"{}\" must be a whole number from {} to {}", key, low, high));
        return low;
    }

    double number(const toml::table &table, std::string_view key, double low, double high, std::optional<double> otherwise)
    {
        const toml::node *node = table.get(key);
        if (!node && otherwise)
            return *otherwise;
        const auto value = node ? node->value<double>() : std::nullopt;
        if (value && *value >= low && *value <= high)
            return *value;
        wrong(node ? *node : static_cast<const toml::node &>(table), fmt::format("\"{}\" must be a number from {} to {}", key, low, high));
        return low;
    }

    void readTempo(const toml::table &table, Groove &groove)
    {
        const toml::node *node = table.get("tempo");
        const auto *pair = node ? node->as_array() : nullptr;
        const auto slowest = pair && pair->size() == 2 ? pair->get(0)->value<double>() : std::nullopt;
        const auto fastest = pair && pair->size() == 2 ? pair->get(1)->value<double>() : std::nullopt;
        if (slowest && fastest && *slowest >= 40 && *fastest <= 150 && *slowest <= *fastest) {
            groove.slowest = Bpm{*slowest};
            groove.fastest = Bpm{*fastest};
        } else {
            wrong(node ? *node : static_cast<const toml::node &>(table), "\"tempo\" must be the slowest and the fastest, such as [70, 110], within 40 to 150");
        }
    }

    void readParts(const toml::table &table, Groove &groove)
    {
        const toml::node *node = table.get("part");
        const auto *parts = node ? node->as_array() : nullptr;
        if (!parts || parts->empty()) {
            wrong(node ? *node : static_cast<const toml::node &>(table), "there must be a [[part]]");
            return;
        }
        for (const toml::node &entry : *parts) {
            if (const auto *part = entry.as_table())
                groove.parts.push_back(readPart(*part, groove));
            else
                wrong(entry, "a part is a table: write [[part]]");
        }
    }

    GroovePart readPart(const toml::table &table, const Groove &groove)
    {
        using Voice = GroovePart::Voice;
        GroovePart part;
        part.name = text(table, "name");
        part.instrument = text(table, "instrument");
        if (const toml::node *node = table.get("instrument"); node && !m_catalogue.find(part.instrument))
            wrong(*node, fmt::format("the catalogue has no instrument \"{}\"", part.instrument));
        const std::string voice = text(table, "voice");
        if (voice == "bass")
            part.voice = Voice::Bass;
        else if (voice == "chord")
            part.voice = Voice::Chord;
        else if (voice == "tune")
            part.voice = Voice::Tune;
        else if (const toml::node *node = table.get("voice"); node && voice != "drum")
            wrong(*node, "\"voice\" must be drum, bass, chord or tune");
        part.level = number(table, "level", 0, 1, {});
        part.bars = pattern(table, "bars", groove, true);
        part.fill = pattern(table, "fill", groove, false);
        part.ending = pattern(table, "ending", groove, false);
        return part;
    }

    /// Whole bars; of `fill` and `ending` exactly one.
    Pattern pattern(const toml::table &table, std::string_view key, const Groove &groove, bool needed)
    {
        const toml::node *node = table.get(key);
        if (!node && !needed)
            return {};
        const std::string steps = text(table, key);
        if (steps.empty())
            return {};
        auto parsed = Pattern::fromSteps(steps);
        if (!parsed) {
            wrong(node->source().begin, parsed.error().sentence, parsed.error().column); // the quote stands before the first
            return {};
        }
        const int bar = groove.stepsInBar();
        if (needed ? parsed->size() % bar != 0 : parsed->size() != bar)
            wrong(*node, fmt::format("\"{}\" has {} steps; a bar has {} ({} beats of {})", key, parsed->size(), bar, groove.meter, groove.division));
        return std::move(*parsed);
    }

    std::string_view m_file;
    const Catalogue &m_catalogue;
    std::optional<std::string> m_problem;
};

tl::expected<toml::table, std::string> parseToml(std::string_view text, std::string_view fileName)
{
    try {
        return toml::parse(text);
    } catch (const toml::parse_error &error) {
        return tl::make_unexpected(fmt::format("{}, line {}, column {}: this cannot be read ({}). Correct it to hear this groove; the others play.",
                                               fileName, error.source().begin.line, error.source().begin.column, error.description()));
    }
}

/// The files of a folder, by name.
void readFolder(const QDir &folder, const Catalogue &catalogue, GrooveReading &reading)
{
    const QStringList files = folder.entryList({u"*.toml"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const auto text = readTextFile(folder.filePath(file));
        auto groove = text ? parseGroove(*text, folder.filePath(file).toStdString(), catalogue) : tl::make_unexpected(text.error());
        if (!groove) {
            reading.problems.push_back(groove.error());
            continue;
        }
        const auto same = std::find_if(reading.grooves.begin(), reading.grooves.end(), [&](const Groove &g) { return g.id == groove->id; });
        if (same == reading.grooves.end())
            reading.grooves.push_back(std::move(*groove));
        else
            *same = std::move(*groove);
    }
}

/// "02-samba.toml" is the groove "samba": the number gives its place.
std::string idOf(std::string_view fileName)
{
    const QString stem = QFileInfo(QString::fromUtf8(fileName.data(), static_cast<qsizetype>(fileName.size()))).completeBaseName();
    const qsizetype dash = stem.indexOf(u'-');
    bool isNumber = false;
    (void)QStringView(stem).left(std::max<qsizetype>(dash, 0)).toInt(&isNumber);
    return (isNumber ? stem.mid(dash + 1) : stem).toStdString();
}

} // namespace

tl::expected<Groove, std::string> parseGroove(std::string_view text, std::string_view fileName, const Catalogue &catalogue)
{
    const auto parsed = parseToml(text, fileName);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    Reader reader(fileName, catalogue);
    auto groove = reader.read(*parsed);
    if (!groove)
        return tl::make_unexpected(reader.problem());
    groove->id = idOf(fileName);
    groove->sha256 = QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Sha256).toHex().toStdString();
    return std::move(*groove);
}

GrooveReading readGrooves(const QString &folder, const Catalogue &catalogue)
{
    initGrooveResource();
    GrooveReading reading;
    readFolder(QDir(u":/tutti/grooves"_s), catalogue, reading);
    if (!folder.isEmpty() && QFileInfo::exists(folder))
        readFolder(QDir(folder), catalogue, reading);
    return reading;
}

} // namespace tutti
