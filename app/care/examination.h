// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "care/diagnostics.h"
#include "content/catalogue.h"

#include <functional>
#include <string_view>

namespace tutti {

/// What an examination cannot find out by itself.
struct Patient {
    QString folder;                            ///< the data folder
    std::vector<std::string_view> activities;  ///< the ids there are, for the recipes
    DisplayFacts display;                      ///< these three belong to the GUI thread
    TouchFacts touch;
    FontFacts fonts;
    std::string drawnBy;
    /// Loads the sounds as a start would; waits for it.
    std::function<SoundsFacts(const Catalogue &catalogue, const KioskSettings &settings)> loadSounds;
};

/// Looks at everything there is to look at, for whoever looks after the machine: seconds. Thread: any.
[[nodiscard]] Diagnostics examine(const Patient &patient);

} // namespace tutti
