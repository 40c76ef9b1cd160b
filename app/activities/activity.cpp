// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/activity.h"

#include <algorithm>
#include <iterator>

namespace tutti {

namespace {

struct Known {
    std::string_view id;
    Activity (*begin)();
};

template <class Kind>
Activity make()
{
    return Kind{};
}

constexpr Known kKnown[]{
    {"open-pads", make<OpenPads>}, {"our-pulse", make<OurPulse>}, {"build-a-groove", make<BuildAGroove>}, {"conductor", make<Conductor>},
    {"pass-it-on", make<PassItOn>}, {"hello", make<Hello>}, {"goodbye", make<Goodbye>}, {"echo", make<Echo>},
    {"freeze", make<Freeze>}, {"together", make<Together>}, {"conversation", make<Conversation>}, {"groove-pass", make<GroovePass>},
};

} // namespace

const std::vector<std::string_view> &activityNames()
{
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const Known &known : kKnown)
            all.push_back(known.id);
        return all;
    }();
    return names;
}

std::optional<Activity> activityNamed(std::string_view id)
{
    const auto *known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known &k) { return k.id == id; });
    return known == std::end(kKnown) ? std::nullopt : std::optional(known->begin());
}

} // namespace tutti
