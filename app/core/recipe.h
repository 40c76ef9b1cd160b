// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <string>
#include <vector>

namespace tutti {

/// A session in steps, as a home plans it: what is played, about how long, and what to say before it.
struct Recipe {
    struct Step {
        std::string name;                   ///< shown
        std::string activity;               ///< its id; this version has it
        std::string say;                    ///< one line for whoever leads, 1 to 120 characters
        double minutes = 0;                 ///< 0.5 to 60. A plan: nothing ends by it
        std::vector<NamedSetting> settings; ///< for all seats; Settings::apply takes each
        friend bool operator==(const Step &, const Step &) = default;
    };
    std::string id;
    std::string name;        ///< shown
    int minutes = 0;         ///< 1 to 120, about what the steps last
    std::vector<Step> steps; ///< one or more
    friend bool operator==(const Recipe &, const Recipe &) = default;
};

} // namespace tutti
