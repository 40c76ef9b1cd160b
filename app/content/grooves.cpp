// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/grooves.h"

#include "content/catalogue.h"
#include "content/toml_reader.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <fmt/format.h>

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

/// Reads one file.
class Reader : public TomlReader {
public:
    Reader(std::string_view fileName, const Catalogue &catalogue)
        : TomlReader(fileName, "Correct it to hear this groove; the others play."), m_catalogue(catalogue)
    {
    }

    std::optional<Groove> read(const toml::table &table)
    {
        Groove groove;
        version(table, "tutti_groove");
        groove.name = text(table, "name");
        groove.origin = text(table, "origin");
        groove.meter = whole(table, "meter", 2, 12);
        groove.division = whole(table, "division", 1, 6);
        groove.swing = number(table, "swing", 0.5, 0.7, 0.5);
        readTempo(table, groove);
        readParts(table, groove);
        if (hasProblem())
            return std::nullopt;
        return groove;
    }

private:
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
        part.level = number(table, "level", 0, 1);
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

    const Catalogue &m_catalogue;
};

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
    Reader reader(fileName, catalogue);
    const auto table = reader.parse(text);
    auto groove = table ? reader.read(*table) : std::nullopt;
    if (!groove)
        return tl::make_unexpected(reader.problem());
    groove->id = idOf(fileName);
    groove->sha256 = QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Sha256).toHex().toStdString();
    return std::move(*groove);
}

GrooveReading readGrooves(const QString &folder, const Catalogue &catalogue)
{
    initGrooveResource();
    const auto parse = [&](std::string_view text, std::string_view fileName) { return parseGroove(text, fileName, catalogue); };
    GrooveReading reading;
    readTomlFolder(u":/tutti/grooves"_s, parse, reading.grooves, reading.problems);
    readTomlFolder(folder, parse, reading.grooves, reading.problems);
    return reading;
}

} // namespace tutti
