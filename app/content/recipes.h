// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipe.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

class QString;

namespace tutti {

/// A recipe as people write it: one TOML file, its name the recipe's id. `tutti_recipe = 1`, `name`, `minutes` (1 to 120), and for
/// each `[[step]]` a `name`, an `activity` by its id, what to `say` (one line of at most 120 characters), `minutes` (0.5 to
/// 60), and where it has them `[step.settings]` (core/settings.h) and `optional = true`. A step that is optional is left
/// out, without a word, when its activity is not among `activities`; of any other that is an error. The `minutes` of the
/// recipe are those of the steps that are not optional, within a tenth or a minute, whichever is more: what is left out
/// shortens nothing that was promised. app/content/recipes holds those that come with Tutti. The error is one sentence with
/// file, line and column.
[[nodiscard]] tl::expected<Recipe, std::string> parseRecipe(std::string_view text, std::string_view fileName,
                                                            const std::vector<std::string_view> &activities);

struct RecipeReading {
    std::vector<Recipe> recipes;
    std::vector<std::string> problems; ///< a sentence for each file that is left out
};

/// The recipes that come with Tutti, in the order of their files; they have no errors where all `activities` are. Then, from
/// `folder`, those of a home: one of the same id takes the place of Tutti's, others follow. No such folder: Tutti's alone.
[[nodiscard]] RecipeReading readRecipes(const QString &folder, const std::vector<std::string_view> &activities);

} // namespace tutti
