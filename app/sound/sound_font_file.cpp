// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/sound_font_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tutti {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRiffHeader = 12; // "RIFF", length, form

std::string unfit(std::string_view shown, std::string_view what)
{
    return fmt::format("{} {}. Choose a file that ends in .sf2 or .sf3; other sounds play meanwhile.", shown, what);
}

std::uint32_t littleEndian(const unsigned char *at)
{
    return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U | static_cast<std::uint32_t>(at[2]) << 16U
        | static_cast<std::uint32_t>(at[3]) << 24U;
}

tl::expected<void, std::string> inspectHeader(std::span<const unsigned char> head, std::uint64_t size, std::string_view shown)
{
    if (size == 0)
        return tl::unexpected(unfit(shown, "is empty"));
    if (head.size() < kRiffHeader || std::memcmp(head.data(), "RIFF", 4) != 0 || std::memcmp(head.data() + 8, "sfbk", 4) != 0)
        return tl::unexpected(unfit(shown, "is not a SoundFont"));
    // FluidSynth reads what the header promises: a file cut short by a broken copy is told apart here.
    if (littleEndian(head.data() + 4) + std::uint64_t{8} > size)
        return tl::unexpected(fmt::format("{} is not complete. Copy it again; other sounds play meanwhile.", shown));
    return {};
}

std::vector<std::string> dataFolders()
{
    std::vector<std::string> folders;
    const auto add = [&](const std::string &folder) {
        if (!folder.empty() && std::ranges::find(folders, folder) == folders.end())
            folders.push_back(folder);
    };
    const char *home = std::getenv("HOME");
    if (const char *own = std::getenv("XDG_DATA_HOME"); own != nullptr && *own != '\0')
        add(own);
    else if (home != nullptr)
        add(std::string(home) + "/.local/share");
    const char *listed = std::getenv("XDG_DATA_DIRS");
    std::istringstream all(listed != nullptr ? listed : "");
    for (std::string folder; std::getline(all, folder, ':');)
        add(folder);
    add("/usr/local/share");
    add("/usr/share");
    return folders;
}

} // namespace

std::string fileNameOf(const std::string &path)
{
    const std::string name = fs::path(path).filename().string();
    return name.empty() ? path : name;
}

std::string damagedSentence(std::string_view shown)
{
    return unfit(shown, "is damaged");
}

tl::expected<void, std::string> inspectSoundFont(const std::string &path)
{
    const std::string shown = fileNameOf(path);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        return tl::unexpected(error && error != std::errc::no_such_file_or_directory
                                  ? fmt::format("{} cannot be read. Allow Tutti to read it, or choose another file; other sounds play meanwhile.", shown)
                                  : fmt::format("{} is not there. Choose another file; other sounds play meanwhile.", shown));
    if (fs::is_directory(status))
        return tl::unexpected(unfit(shown, "is a folder"));
    if (!fs::is_regular_file(status)) // a pipe or a device could keep us waiting for ever
        return tl::unexpected(unfit(shown, "is not a SoundFont"));
    std::ifstream file(path, std::ios::binary);
    const std::uintmax_t size = fs::file_size(path, error);
    if (!file || error)
        return tl::unexpected(fmt::format("{} cannot be read. Allow Tutti to read it, or choose another file; other sounds play meanwhile.", shown));
    std::array<char, kRiffHeader> head{};
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    std::array<unsigned char, kRiffHeader> bytes{};
    std::memcpy(bytes.data(), head.data(), head.size());
    return inspectHeader(std::span(bytes).first(static_cast<std::size_t>(file.gcount())), size, shown);
}

tl::expected<void, std::string> inspectSoundFont(std::span<const std::byte> bytes, std::string_view shown)
{
    std::array<unsigned char, kRiffHeader> head{};
    const std::size_t count = std::min(bytes.size(), head.size());
    if (count > 0)
        std::memcpy(head.data(), bytes.data(), count);
    return inspectHeader(std::span(head).first(count), bytes.size(), shown);
}

std::vector<std::string> soundFontsIn(const std::vector<std::string> &folders)
{
    // The order is that of the ear: the catalogue's gains are set for FluidR3.
    static constexpr std::array kNames{
        "FluidR3_GM.sf2", "MuseScore_General_Full.sf2", "MuseScore_General.sf2", "MuseScore_General.sf3",
        "default-GM.sf2", "default-GM.sf3", "default.sf2", "GeneralUser-GS.sf2", "FluidR3_GM.sf3",
        "MuseScore_General_Lite.sf3", "TimGM6mb.sf2",
    };
    static constexpr std::array kSubfolders{"sounds/sf2", "soundfonts", "sounds/sf3"};
    std::vector<std::string> found;
    std::vector<fs::path> seen; // default-GM.sf2 is often a link to one of the others
    for (const char *name : kNames)
        for (const std::string &folder : folders)
            for (const char *sub : kSubfolders) {
                const fs::path path = fs::path(folder) / sub / name;
                std::error_code error;
                if (!fs::is_regular_file(path, error))
                    continue;
                const fs::path real = fs::canonical(path, error);
                if (error || std::ranges::find(seen, real) != seen.end())
                    continue;
                seen.push_back(real);
                found.push_back(path.string());
            }
    return found;
}

std::vector<std::string> installedSoundFonts()
{
    return soundFontsIn(dataFolders());
}

} // namespace tutti
