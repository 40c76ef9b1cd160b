// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/groove.h"
#include "core/instrument.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace tutti {

/// What a performance may play with: instruments and grooves. Constant while it runs, shared by all who need it.
struct Repertoire {
    Palette palette;
    std::vector<Groove> grooves; ///< in the order Next goes through them

    /// Null for an id that is not here.
    [[nodiscard]] const Groove *groove(std::string_view id) const noexcept
    {
        const auto found = std::find_if(grooves.begin(), grooves.end(), [&](const Groove &g) { return g.id == id; });
        return found == grooves.end() ? nullptr : &*found;
    }
};

} // namespace tutti
