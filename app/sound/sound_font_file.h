// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// SoundFont files as files: where they lie, and whether one is worth opening. Every error is one plain sentence that
/// names the file and says what to do. Thread: any; reads the disk.
namespace tutti {

/// Looks at the outside of a file: that it can be read, that it is a SoundFont (RIFF form "sfbk") and that no part of
/// it is missing. The samples are not looked at.
[[nodiscard]] tl::expected<void, std::string> inspectSoundFont(const std::string &path);

/// The same for one in memory; `shown` names it in the sentence.
[[nodiscard]] tl::expected<void, std::string> inspectSoundFont(std::span<const std::byte> bytes, std::string_view shown);

/// The last part of a path, as people know the file.
[[nodiscard]] std::string fileNameOf(const std::string &path);

/// What to say of a SoundFont that looks right from outside and does not load.
[[nodiscard]] std::string damagedSentence(std::string_view shown);

/// The SoundFonts the system has, best first: names that Debian, Fedora and Arch use, in the folders of
/// XDG_DATA_HOME and XDG_DATA_DIRS, of /usr and of the user. Only files that exist; empty if there are none.
[[nodiscard]] std::vector<std::string> installedSoundFonts();

/// The same in given data folders, for tests and for odd systems.
[[nodiscard]] std::vector<std::string> soundFontsIn(const std::vector<std::string> &dataFolders);

} // namespace tutti
