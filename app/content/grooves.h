// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/groove.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

class QString;

namespace tutti {

class Catalogue;

/// A groove as people write it: one TOML file, its name the groove's id. `tutti_groove = 1`, `name`, `origin`, `meter`, `division`, `swing`,
/// `tempo` (slowest and fastest, bpm), and for each `[[part]]` a `name`, an `instrument`, a `voice` (drum, bass, chord or
/// tune), a `level`, and patterns (core/pattern.h): `bars`, and where it has them a `fill` and an `ending` of one bar.
/// app/content/grooves holds those that come with Tutti. The error is one sentence with file, line and column.
[[nodiscard]] tl::expected<Groove, std::string> parseGroove(std::string_view text, std::string_view fileName, const Catalogue &catalogue);

struct GrooveReading {
    std::vector<Groove> grooves;
    std::vector<std::string> problems; ///< a sentence for each file that is left out
};

/// The grooves that come with Tutti, in the order of their files; they have no errors. Then, from `folder`, those of a
/// home: one of the same id takes the place of Tutti's, others follow. No such folder: Tutti's alone.
[[nodiscard]] GrooveReading readGrooves(const QString &folder, const Catalogue &catalogue);

} // namespace tutti
