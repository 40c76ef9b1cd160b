// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/catalogue.h"
#include "core/event.h"
#include "core/recipe.h"
#include "core/repertoire.h"

#include <string>
#include <string_view>
#include <vector>

class QString;

namespace tutti {

/// All that there is to play with, as it was read.
struct Library {
    Catalogue catalogue;
    std::vector<Groove> grooves;
    std::vector<Recipe> recipes; ///< sessions to choose from; logs and replay do without

    /// What comes with Tutti, without the recipes: those are read with the names of the activities, which stand elsewhere.
    [[nodiscard]] static const Library &builtIn();

    struct Reading;
    /// All of it, with a home's own `catalogue.json`, `grooves` folder and `recipes` folder of its data folder laid over
    /// it. `activities` are the ids of those there are. What cannot be used is left out and told in a sentence each.
    [[nodiscard]] static Reading read(const QString &dataFolder, const std::vector<std::string_view> &activities);

    /// What a new performance plays with.
    [[nodiscard]] Repertoire repertoire() const;
    /// The grooves as a log's header names them.
    [[nodiscard]] std::vector<Header::Used> used() const;
    /// What the session of a log played with: its grooves, in its order. A sentence for each that is not here any more, or
    /// no longer what it was. A log that names none gets them all.
    [[nodiscard]] Repertoire repertoireOf(const Header &header, std::vector<std::string> &problems) const;
};

struct Library::Reading {
    Library library;
    std::vector<std::string> problems;
};

} // namespace tutti
