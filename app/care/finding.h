// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tutti {

/// What can be looked at. The order is that of the screen, which has room for one sentence: what keeps people from
/// playing comes first.
enum class Subject : std::uint8_t {
    Sound, Touch, Display, Sounds, Fonts, Folder, Disk, Clock, Catalogue, Grooves, Recipes, Settings, LastStart, Updates, Packages,
    Service, Network, Versions,
};
inline constexpr int kSubjects = static_cast<int>(Subject::Versions) + 1;

/// As the doctor names it.
[[nodiscard]] std::string_view nameOf(Subject subject) noexcept;

/// What was found when one thing was looked at: good, or a plain sentence that says what to do.
struct Finding {
    Subject about = Subject::Sound;
    bool good = false;
    std::string says;   ///< for whoever looks after the machine
    std::string toRoom; ///< what the screen says of it; empty where the room has nothing to do about it
    /// `says` without the names, paths and words of this home, for what leaves it; empty where `says` has none.
    std::string shared;

    [[nodiscard]] static Finding inOrder(Subject about, std::string says) { return {about, true, std::move(says), {}, {}}; }
    /// To be seen to, and told in the room as well.
    [[nodiscard]] static Finding toBeTold(Subject about, std::string says) { return {about, false, says, says, {}}; }
    /// To be seen to, by whoever looks after the machine.
    [[nodiscard]] static Finding toBeSeenTo(Subject about, std::string says) { return {about, false, std::move(says), {}, {}}; }
    [[nodiscard]] Finding sharedAs(std::string text) &&
    {
        shared = std::move(text);
        return std::move(*this);
    }

    friend bool operator==(const Finding &, const Finding &) = default;
};

} // namespace tutti
