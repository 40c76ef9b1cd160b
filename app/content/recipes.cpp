// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/recipes.h"

#include "content/toml_reader.h"
#include "core/settings.h"

#include <QFileInfo>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

// A macro that has to stand outside every namespace; a static library's resources are not found without it.
static void initRecipeResource()
{
    Q_INIT_RESOURCE(recipes);
}

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr int kLongestLine = 120; ///< characters: what is said in one breath

/// toml++ has seen to it that this is UTF-8.
auto charactersIn(std::string_view text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// None for what no setting can be: a date, a table, a list of anything but words.
std::optional<SettingValue> settingValue(const toml::node &node)
{
    if (const auto *flag = node.as_boolean())
        return SettingValue{Scalar{flag->get()}};
    if (const auto *whole = node.as_integer())
        return SettingValue{Scalar{static_cast<double>(whole->get())}};
    if (const auto *number = node.as_floating_point())
        return SettingValue{Scalar{number->get()}};
    if (const auto *text = node.as_string())
        return SettingValue{Scalar{text->get()}};
    const auto *list = node.as_array();
    if (!list)
        return std::nullopt;
    std::vector<std::string> words;
    for (const toml::node &entry : *list) {
        const auto *word = entry.as_string();
        if (!word)
            return std::nullopt;
        words.push_back(word->get());
    }
    return SettingValue{std::move(words)};
}

/// Reads one file.
class Reader : public TomlReader {
public:
    Reader(std::string_view fileName, const std::vector<std::string_view> &activities)
        : TomlReader(fileName, "Correct it to have this recipe; the others are there."), m_activities(activities)
    {
    }

    std::optional<Recipe> read(const toml::table &table)
    {
        Recipe recipe;
        version(table, "tutti_recipe");
        only(table, "a recipe", {"tutti_recipe", "name", "minutes", "step"}); // before what is missing: it may be misspelt
        recipe.name = text(table, "name");
        recipe.minutes = whole(table, "minutes", 1, 120);
        readSteps(table, recipe);
        if (hasProblem())
            return std::nullopt;
        return recipe;
    }

private:
    void readSteps(const toml::table &table, Recipe &recipe)
    {
        const toml::node *node = table.get("step");
        const auto *steps = node ? node->as_array() : nullptr;
        if (!steps || steps->empty()) {
            wrong(node ? *node : static_cast<const toml::node &>(table), "there must be a [[step]]");
            return;
        }
        double sum = 0;
        for (const toml::node &entry : *steps) {
            const auto *step = entry.as_table();
            if (!step) {
                wrong(entry, "a step is a table: write [[step]]");
                return;
            }
            readStep(*step, recipe, sum);
        }
        const double leeway = std::max(1.0, recipe.minutes / 10.0);
        if (!hasProblem() && std::abs(sum - recipe.minutes) > leeway + 1e-9)
            wrong(*table.get("minutes"), fmt::format("the recipe has {} minutes and its steps {:.4g}, optional ones not counted; change either "
                                                     "until they are within {:.4g}", recipe.minutes, sum, leeway));
    }

    /// `sum` is of the minutes that are not optional.
    void readStep(const toml::table &table, Recipe &recipe, double &sum)
    {
        only(table, "a step", {"name", "activity", "say", "minutes", "optional", "settings"});
        Recipe::Step step;
        step.name = text(table, "name");
        step.activity = text(table, "activity");
        step.say = line(table, "say");
        step.minutes = number(table, "minutes", 0.5, 60);
        const bool optional = truth(table, "optional", false);
        if (!optional)
            sum += step.minutes;
        if (std::find(m_activities.begin(), m_activities.end(), step.activity) == m_activities.end()) {
            if (!optional && !step.activity.empty())
                wrong(*table.get("activity"), fmt::format("there is no activity \"{}\": use {}, or make the step optional", step.activity,
                                                          fmt::join(m_activities, ", ")));
            return; // its settings may be of a newer Tutti, too
        }
        readSettings(table, step);
        recipe.steps.push_back(std::move(step));
    }

    std::string line(const toml::table &table, std::string_view key)
    {
        std::string words = text(table, key);
        if (words.find_first_of("\r\n") != std::string::npos)
            wrong(*table.get(key), fmt::format("\"{}\" must be one line", key));
        else if (const auto length = charactersIn(words); length > kLongestLine)
            wrong(*table.get(key), fmt::format("\"{}\" has {} characters; make it {} or fewer", key, length, kLongestLine));
        return words;
    }

    void readSettings(const toml::table &table, Recipe::Step &step)
    {
        const toml::node *node = table.get("settings");
        if (!node)
            return;
        const auto *settings = node->as_table();
        if (!settings) {
            wrong(*node, "\"settings\" is a table: write [step.settings]");
            return;
        }
        for (const auto &[key, value] : *settings) {
            const std::string name(key.str());
            const auto given = settingValue(value);
            if (!Settings::knows(name))
                wrong(key.source().begin, fmt::format("there is no setting \"{}\": look at its spelling", name));
            else if (!given || !Settings{}.apply(Set{{name, *given}, {}}))
                wrong(value, fmt::format("the setting \"{}\" takes {}", name, Settings::takes(name)));
            else
                step.settings.push_back({name, *given});
        }
    }

    const std::vector<std::string_view> &m_activities;
};

} // namespace

tl::expected<Recipe, std::string> parseRecipe(std::string_view text, std::string_view fileName, const std::vector<std::string_view> &activities)
{
    Reader reader(fileName, activities);
    const auto table = reader.parse(text);
    auto recipe = table ? reader.read(*table) : std::nullopt;
    if (!recipe)
        return tl::make_unexpected(reader.problem());
    recipe->id = QFileInfo(QString::fromUtf8(fileName.data(), static_cast<qsizetype>(fileName.size()))).completeBaseName().toStdString();
    return std::move(*recipe);
}

RecipeReading readRecipes(const QString &folder, const std::vector<std::string_view> &activities)
{
    initRecipeResource();
    const auto parse = [&](std::string_view text, std::string_view fileName) { return parseRecipe(text, fileName, activities); };
    RecipeReading reading;
    readTomlFolder(u":/tutti/recipes"_s, parse, reading.recipes, reading.problems);
    readTomlFolder(folder, parse, reading.recipes, reading.problems);
    return reading;
}

} // namespace tutti
