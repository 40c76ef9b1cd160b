// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/activity.h"

#include <algorithm>

namespace tutti {

const std::vector<std::string_view> &activityNames()
{
    static const std::vector<std::string_view> names{"open-pads", "our-pulse", "build-a-groove", "conductor", "pass-it-on", "conversation",
        "groove-pass"};
    return names;
}

std::optional<Activity> activityNamed(std::string_view id)
{
    if (id == "open-pads")
        return OpenPads{};
    if (id == "our-pulse")
        return OurPulse{};
    if (id == "build-a-groove")
        return BuildAGroove{};
    if (id == "conductor")
        return Conductor{};
    if (id == "pass-it-on")
        return PassItOn{};
    if (id == "conversation")
        return Conversation{};
    if (id == "groove-pass")
        return GroovePass{};
    return std::nullopt;
}

} // namespace tutti
