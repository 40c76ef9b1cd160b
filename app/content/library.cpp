// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/library.h"

#include "content/grooves.h"
#include "content/recipes.h"

#include <QString>

#include <fmt/format.h>

#include <utility>

namespace tutti {

using namespace Qt::StringLiterals;

const Library &Library::builtIn()
{
    static const Library library{Catalogue::builtIn(), readGrooves({}, Catalogue::builtIn()).grooves, {}};
    return library;
}

Library::Reading Library::read(const QString &dataFolder, const std::vector<std::string_view> &activities)
{
    Catalogue::Reading catalogue = Catalogue::read(dataFolder + u"/catalogue.json"_s);
    GrooveReading grooves = readGrooves(dataFolder + u"/grooves"_s, catalogue.catalogue);
    RecipeReading recipes = readRecipes(dataFolder + u"/recipes"_s, activities);
    std::vector<std::string> problems = std::move(grooves.problems);
    problems.insert(problems.end(), recipes.problems.begin(), recipes.problems.end());
    if (catalogue.problem)
        problems.insert(problems.begin(), *catalogue.problem);
    return {{std::move(catalogue.catalogue), std::move(grooves.grooves), std::move(recipes.recipes)}, std::move(problems)};
}

Repertoire Library::repertoire() const { return {catalogue.palette(), grooves}; }

std::vector<Header::Used> Library::used() const
{
    std::vector<Header::Used> all;
    for (const Groove &groove : grooves)
        all.push_back({groove.id, groove.sha256});
    return all;
}

Repertoire Library::repertoireOf(const Header &header, std::vector<std::string> &problems) const
{
    if (header.grooves.empty())
        return repertoire();
    const Repertoire here = repertoire();
    Repertoire then{here.palette, {}};
    for (const Header::Used &used : header.grooves) {
        const Groove *groove = here.groove(used.id);
        if (!groove) {
            problems.push_back(fmt::format("The groove \"{}\" of this log is not here; what it played is left out.", used.id));
            continue;
        }
        if (groove->sha256 != used.sha256)
            problems.push_back(fmt::format("The groove \"{}\" has changed since this log was written; it sounds as it is now.", used.id));
        then.grooves.push_back(*groove);
    }
    return then;
}

} // namespace tutti
