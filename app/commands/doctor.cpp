// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/doctor.h"

#include "activities/activity.h"
#include "commands/command_line.h"
#include "commands/data_folder.h"
#include "commands/sounds.h"
#include "content/grooves.h"
#include "content/recipes.h"
#include "sound/sound_servers.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDevice>
#include <QPointingDevice>
#include <QScreen>
#include <QTemporaryFile>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

struct Finding {
    std::string about;
    bool good = false;
    std::string says; ///< what was found, or what to do
};

constexpr std::uintmax_t kEnoughDisk = 200U << 20;
constexpr int kFingersWanted = 10;

Finding display()
{
    if (QGuiApplication::platformName() == u"offscreen"_s)
        return {"display", false, "No display answers. Connect one, or start Tutti from a desktop or its own session."};
    const QScreen &screen = *QGuiApplication::primaryScreen();
    const QSizeF mm = screen.physicalSize();
    return {"display", true,
            fmt::format("{} x {} pixels; it says it measures {:.0f} inches (televisions are often wrong: measure).", screen.size().width(), screen.size().height(),
                        std::hypot(mm.width(), mm.height()) / 25.4)};
}

Finding touch()
{
    int points = 0;
    for (const QInputDevice *device : QInputDevice::devices())
        if (const auto *pointing = qobject_cast<const QPointingDevice *>(device); pointing && pointing->type() == QInputDevice::DeviceType::TouchScreen)
            points = std::max(points, pointing->maximumPoints());
    if (points == 0)
        return {"touch", false, "No touch panel was found. Plug its USB cable in; mouse and keys work meanwhile."};
    if (points < kFingersWanted)
        return {"touch", false, fmt::format("The panel reports {} fingers. A group needs {} or more; look for a setting in the panel's own menu.", points, kFingersWanted)};
    return {"touch", true, fmt::format("{} fingers at once.", points)};
}

Finding soundServer()
{
    std::string reasons;
    if (const auto jack = askJack())
        return {"sound", true, fmt::format("JACK at {} Hz, {} frames.", jack->sampleRate, jack->periodFrames)};
    else
        reasons = jack.error();
    if (const auto pulse = askPulse())
        return {"sound", true, fmt::format("PulseAudio at {}.", *pulse)};
    else
        reasons += ", " + pulse.error();
    if (hasSoundCard())
        return {"sound", true, "A sound card, through ALSA."};
    return {"sound", false, "No speaker was found. Plug one in, or start the desktop's sound server (" + reasons + ")."};
}

Finding soundFont(const Catalogue &catalogue)
{
    const LoadedSound loaded = loadSound(soundRequest(catalogue, 48000, {}, Fallback::Installed));
    if (!loaded.synth)
        return {"sounds", false, loaded.problems.empty() ? "No sounds could be loaded. Install Tutti again." : loaded.problems.back()};
    if (loaded.name.empty())
        return {"sounds", true, "The built-in set. Installing the package fluid-soundfont-gm gives fuller sounds."};
    return {"sounds", true, loaded.name + "."};
}

Finding dataPlace(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return {"data folder", false, fmt::format("{} could not be made. Give it to Tutti's user, or choose another with --data.", folder.toStdString())};
    QTemporaryFile file(folder + u"/doctor-XXXXXX"_s);
    if (!file.open() || file.write("x", 1) != 1 || !file.flush())
        return {"data folder", false, fmt::format("{} cannot be written to. Give it to Tutti's user, or choose another with --data.", folder.toStdString())};
    return {"data folder", true, folder.toStdString()};
}

Finding disk(const QString &folder)
{
    QFileInfo place(folder);
    while (!place.exists() && !place.isRoot())
        place = QFileInfo(place.absolutePath());
    // Not QStorageInfo: it goes by the list of mounts, which says nothing of a container's root.
    std::error_code unknown;
    const std::uintmax_t free = std::filesystem::space(place.absoluteFilePath().toStdString(), unknown).available;
    if (unknown)
        return {"disk", false, fmt::format("{} does not say how much room it has: {}.", place.absoluteFilePath().toStdString(), unknown.message())};
    if (free < kEnoughDisk)
        return {"disk", false, fmt::format("{} MB are free. Make room for 200 MB; play goes on without, its journal does not.", free >> 20)};
    return {"disk", true, fmt::format("{} MB free.", free >> 20)};
}

} // namespace

int runDoctor(const CommandLine &line)
{
    const QString folder = dataFolder(line.dataFolder);
    const Catalogue::Reading catalogue = Catalogue::read(folder + u"/catalogue.json"_s);
    const auto settings = SettingsFile(folder + u"/settings.json"_s).read();

    const GrooveReading grooves = readGrooves(folder + u"/grooves"_s, catalogue.catalogue);
    const RecipeReading recipes = readRecipes(folder + u"/recipes"_s, activityNames());

    std::vector<Finding> findings{display(), touch(), soundServer(), soundFont(catalogue.catalogue), dataPlace(folder), disk(folder)};
    const auto ownFile = [&](const char *about, const std::vector<std::string> &problems, std::string inOrder) {
        if (problems.empty())
            findings.push_back({about, true, std::move(inOrder)});
        for (const std::string &problem : problems)
            findings.push_back({about, false, problem});
    };
    ownFile("catalogue", catalogue.problem ? std::vector{*catalogue.problem} : std::vector<std::string>{},
        fmt::format("{} instruments.", catalogue.catalogue.entries().size()));
    ownFile("grooves", grooves.problems, fmt::format("{} grooves.", grooves.grooves.size()));
    ownFile("recipes", recipes.problems, fmt::format("{} recipes.", recipes.recipes.size()));
    ownFile("settings", settings.problems, "In order.");

    bool allGood = true;
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Finding &finding : findings) {
        allGood = allGood && finding.good;
        if (line.asJson)
            json.push_back({{"about", finding.about}, {"good", finding.good}, {"says", finding.says}});
        else
            fmt::print("{:12} {:5} {}\n", finding.about, finding.good ? "good" : "look:", finding.says);
    }
    if (line.asJson)
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return static_cast<int>(allGood ? ExitStatus::Done : ExitStatus::CouldNotBeDone);
}

} // namespace tutti
