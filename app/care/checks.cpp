// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/checks.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace tutti {
namespace {

constexpr int kFingersWanted = 10;
/// Capitals of fewer pixels lose their shape.
constexpr double kLegibleCapPx = 10;
/// More than a "4K" screen has: the graphics of an ordinary PC get slow, and no eye in the room sees the difference.
constexpr std::int64_t kManyPixels = std::int64_t{4096} * 2304;
constexpr int kEngineRate = 48000;
constexpr int kCrashesUntilSafe = 3; // as kiosk/session has it
constexpr std::uint64_t kEnoughDisk = 200U << 20;
constexpr std::uint64_t kFullDisk = 1U << 20;
/// A machine in another time zone may be a day ahead of the one that built it.
constexpr std::chrono::days kGrace{1};
constexpr std::chrono::years kLongAfter{20};

std::string describe(const ScreenFacts &screen)
{
    std::string text = fmt::format("{} x {} pixels", screen.widthPx, screen.heightPx);
    if (screen.diagonalIn > 0)
        text += fmt::format("; it says it measures {:.0f} inches (televisions are often wrong: measure)", screen.diagonalIn);
    return text + '.';
}

} // namespace

std::string_view nameOf(Subject subject) noexcept
{
    switch (subject) {
    case Subject::Sound: return "sound";
    case Subject::Touch: return "touch";
    case Subject::Display: return "display";
    case Subject::Sounds: return "sounds";
    case Subject::Fonts: return "fonts";
    case Subject::Folder: return "data folder";
    case Subject::Disk: return "disk";
    case Subject::Clock: return "clock";
    case Subject::Catalogue: return "catalogue";
    case Subject::Grooves: return "grooves";
    case Subject::Recipes: return "recipes";
    case Subject::Settings: return "settings";
    case Subject::LastStart: return "last start";
    case Subject::Updates: return "updates";
    case Subject::Packages: return "packages";
    case Subject::Service: return "service";
    case Subject::Network: return "network";
    case Subject::Versions: return "versions";
    }
    return {};
}

Finding checkDisplay(const DisplayFacts &facts)
{
    if (!facts.answers || facts.screens.empty())
        return Finding::toBeTold(Subject::Display, "No display answers. Connect one, or start Tutti from a desktop or its own session.");
    const ScreenFacts &screen = facts.screens.front();
    if (facts.smallestCapPx > 0 && facts.smallestCapPx < kLegibleCapPx)
        return Finding::toBeTold(
            Subject::Display,
            fmt::format("The screen shows only {} x {} pixels, so small words are hard to read. Set it to a higher resolution if it has one.",
                        screen.widthPx, screen.heightPx));
    Finding finding = Finding::inOrder(Subject::Display, describe(screen));
    if (facts.screens.size() > 1) {
        finding.toRoom = fmt::format("{} screens are connected and Tutti is on {}. If that is the wrong one, unplug the others.",
                                     facts.screens.size(), screen.name);
        finding.says += ' ' + finding.toRoom;
    } else if (std::int64_t{screen.widthPx} * screen.heightPx > kManyPixels) {
        finding.toRoom = fmt::format("The screen shows {} x {} pixels. If pictures come late, set it to 3840 x 2160.", screen.widthPx, screen.heightPx);
        finding.says += " If pictures come late, set it to 3840 x 2160.";
    }
    return finding;
}

Finding checkTouch(const TouchFacts &facts)
{
    if (facts.panels == 0 && facts.kernelPanels > 0)
        return Finding::toBeTold(Subject::Touch, "The touch panel is plugged in but its touches do not arrive. Pull its USB cable out and plug it in again.");
    if (facts.panels == 0)
        return Finding::toBeTold(Subject::Touch, "No touch panel was found. Plug its USB cable in; mouse and keys work meanwhile.");
    if (facts.fingers < kFingersWanted)
        return Finding::toBeSeenTo(Subject::Touch,
                                   fmt::format("The panel reports {} fingers. A group needs {} or more; look for a setting in the panel's own menu.",
                                               facts.fingers, kFingersWanted));
    return Finding::inOrder(Subject::Touch, fmt::format("{} fingers at once.", facts.fingers));
}

Finding checkSound(const SoundFacts &facts)
{
    if (facts.jack)
        return Finding::inOrder(Subject::Sound, fmt::format("JACK at {} Hz, {} frames.", facts.jack->sampleRate, facts.jack->periodFrames));
    if (facts.pulse && facts.speaker && facts.speaker->pretends)
        return Finding::toBeSeenTo(Subject::Sound, "The sound server runs and has no speaker. Plug one in.");
    if (facts.pulse && facts.speaker) {
        const bool fitted = facts.speaker->sampleRate != kEngineRate || facts.speaker->channels != 2;
        const std::string speaker =
            fmt::format("{} Hz, {} {}{}.", facts.speaker->sampleRate, facts.speaker->channels, facts.speaker->channels == 1 ? "channel" : "channels",
                        fitted ? fmt::format("; Tutti plays stereo at {} Hz and the server fits it", kEngineRate) : "");
        return Finding::inOrder(Subject::Sound, fmt::format("PulseAudio at {}: {}", *facts.pulse, speaker)).sharedAs("PulseAudio: " + speaker);
    }
    if (facts.pulse)
        return Finding::inOrder(Subject::Sound, fmt::format("PulseAudio at {}; it did not say what its speaker is.", *facts.pulse))
            .sharedAs("PulseAudio; it did not say what its speaker is.");
    if (facts.card)
        return Finding::inOrder(Subject::Sound, "A sound card, through ALSA.");
    return Finding::toBeSeenTo(Subject::Sound, "No speaker was found. Plug one in, or start the desktop's sound server (" + facts.reasons + ").");
}

Finding checkSounds(const SoundsFacts &facts)
{
    const auto share = [&](Finding finding, const char *text) { return facts.ownChoice ? std::move(finding).sharedAs(text) : finding; };
    if (!facts.loaded)
        return share(Finding::toBeTold(Subject::Sounds, facts.problems.empty() ? "No sounds could be loaded. Install Tutti again." : facts.problems.back()),
                     "No sounds could be loaded.");
    if (facts.passedOver > 0 && !facts.problems.empty())
        return share(Finding::toBeTold(Subject::Sounds, facts.problems.front()), "The SoundFont of this home could not be used and another has its place.");
    if (facts.name.empty())
        return Finding::inOrder(Subject::Sounds, "The built-in set. Installing the package fluid-soundfont-gm gives fuller sounds.");
    return share(Finding::inOrder(Subject::Sounds, facts.name + '.'), "One of this home's own.");
}

Finding checkFonts(const FontFacts &facts)
{
    if (!facts.any)
        return Finding::toBeSeenTo(Subject::Fonts, "There are no letters to write with. Install the package fonts-inter.");
    if (!facts.ours)
        return Finding::toBeSeenTo(Subject::Fonts,
                                   "The letters the screens are made for are missing; others take their place. Install the package fonts-inter.");
    return Finding::inOrder(Subject::Fonts, "In order.");
}

Finding checkFolder(const FolderFacts &facts)
{
    switch (facts.state) {
    case FolderFacts::State::NotMade:
        return Finding{Subject::Folder, false, fmt::format("{} could not be made. Give it to Tutti's user, or choose another with --data.", facts.path),
                       "Nothing can be kept: Tutti's folder could not be made. Playing works; ask whoever looks after this machine.", "It could not be made."};
    case FolderFacts::State::ReadOnly:
        return Finding{Subject::Folder, false,
                       fmt::format("{} cannot be written to. Give it to Tutti's user, or choose another with --data.", facts.path),
                       "Nothing can be kept: Tutti's folder cannot be written to. Playing works; ask whoever looks after this machine.",
                       "It cannot be written to."};
    case FolderFacts::State::Writable: break;
    }
    return Finding::inOrder(Subject::Folder, facts.path).sharedAs("In order.");
}

Finding checkDisk(const DiskFacts &facts)
{
    if (!facts.freeBytes)
        return Finding::toBeSeenTo(Subject::Disk, fmt::format("{} does not say how much room it has: {}.", facts.place, facts.why))
            .sharedAs("It does not say how much room it has.");
    if (*facts.freeBytes < kFullDisk)
        return Finding::toBeTold(Subject::Disk, "The disk is full: play goes on and is not kept. Make room for 200 MB.");
    if (*facts.freeBytes < kEnoughDisk)
        return Finding::toBeTold(
            Subject::Disk, fmt::format("{} MB are free. Make room for 200 MB; play goes on without, its journal does not.", *facts.freeBytes >> 20));
    return Finding::inOrder(Subject::Disk, fmt::format("{} MB free.", *facts.freeBytes >> 20));
}

Finding checkClock(const ClockFacts &facts)
{
    const bool before = facts.now < facts.built - kGrace;
    const bool after = facts.now > std::chrono::sys_days{facts.built + std::chrono::duration_cast<std::chrono::days>(kLongAfter)};
    if (before || after)
        return Finding::toBeTold(Subject::Clock, fmt::format("The clock of this machine is wrong: it says {:%d %B %Y}. Set date and time; playing works.",
                                                             fmt::gmtime(std::chrono::system_clock::to_time_t(facts.now))));
    if (facts.jumped)
        return Finding::toBeTold(
            Subject::Clock, fmt::format("The clock of this machine has jumped to {:%d %B %Y}. Look whether date and time are right; playing works.",
                                        fmt::gmtime(std::chrono::system_clock::to_time_t(facts.now))));
    return Finding::inOrder(Subject::Clock, fmt::format("{:%Y-%m-%d %H:%M} UTC.", fmt::gmtime(std::chrono::system_clock::to_time_t(facts.now))));
}

bool ClockWatch::jumped(std::chrono::sys_seconds wall, std::chrono::seconds running)
{
    const std::chrono::seconds apart = wall.time_since_epoch() - running;
    const std::chrono::seconds before = std::exchange(m_apart, apart).value_or(apart);
    return std::chrono::abs(apart - before) >= kJump;
}

Finding checkNetwork(const std::vector<OpenPort> &open)
{
    if (open.empty())
        return Finding::inOrder(Subject::Network, "No port is open.");
    std::vector<std::string> names;
    for (const OpenPort &port : open)
        names.push_back(fmt::format("{} {}", port.protocol, port.number));
    return Finding::toBeSeenTo(
        Subject::Network,
        fmt::format("Tutti has opened {} to the network and needs none. Take out what was added to the way it is started.", fmt::join(names, ", ")));
}

Finding checkService(const UnitFacts &facts)
{
    if (facts.load.empty() || facts.load == "not-found")
        return Finding::inOrder(Subject::Service, "This machine is no kiosk: nobody starts Tutti again after it has ended.");
    if (facts.load != "loaded" || (facts.active != "active" && facts.active != "activating"))
        return Finding::toBeSeenTo(Subject::Service,
                                   fmt::format("tutti-kiosk.service does not run ({}, {}). Start it: sudo systemctl enable --now tutti-kiosk.service",
                                               facts.load, facts.result.empty() || facts.result == "success" ? facts.active : facts.result));
    if (facts.watchdog.empty() || facts.watchdog == "0" || facts.watchdog == "infinity")
        return Finding::toBeSeenTo(Subject::Service, "tutti-kiosk.service runs, and systemd would not notice if it hung. Set WatchdogSec in its unit.");
    return Finding::inOrder(Subject::Service,
                            fmt::format("tutti-kiosk.service runs; systemd starts it again when it ends or is silent for {}. Restarts so far: {}.",
                                        facts.watchdog, facts.restarts));
}

Finding checkLastStart(const CrashFacts &facts)
{
    if (!facts.counted)
        return Finding::inOrder(Subject::LastStart, "Nobody counts; in the kiosk its session does.");
    if (facts.ago.empty())
        return Finding::inOrder(Subject::LastStart, "Since the machine was switched on, no start has ended badly.");
    const auto minutes = std::chrono::floor<std::chrono::minutes>(facts.ago.back()).count();
    const bool safe = static_cast<int>(facts.ago.size()) >= kCrashesUntilSafe;
    return Finding::toBeSeenTo(
        Subject::LastStart,
        fmt::format("Tutti ended badly {}, the last time {} min ago, and was started again{}. Save a report: tutti doctor --save FILE",
                    facts.ago.size() == 1 ? std::string("once") : fmt::format("{} times within a minute", facts.ago.size()), minutes,
                    safe ? " with its safe profile" : ""));
}

Finding checkUpdates(const std::optional<UpdateFacts> &last)
{
    if (!last)
        return Finding::inOrder(Subject::Updates, "None since the machine was switched on; it updates by itself at night, and never while somebody plays.");
    const std::time_t when = std::chrono::system_clock::to_time_t(last->when);
    std::tm local{};
    ::localtime_r(&when, &local);
    using enum UpdateFacts::State;
    switch (last->state) {
    case Running: return Finding::inOrder(Subject::Updates, fmt::format("Being updated since {:%H:%M}. It takes some minutes; play goes on meanwhile.", local));
    case Done: return Finding::inOrder(Subject::Updates, fmt::format("The last update went well, at {:%H:%M}.", local));
    case ReadOnly: return Finding::inOrder(Subject::Updates, "This machine is kept read-only; whoever set it up updates it.");
    case Failed: break;
    }
    return Finding::toBeSeenTo(Subject::Updates, fmt::format("The last update, at {:%H:%M}, could not be done. Plug the network in; it is tried again in the night.", local));
}

Finding checkPackages(const std::vector<PackageFacts> &packages)
{
    std::vector<std::string> half, whole;
    for (const PackageFacts &package : packages) {
        constexpr std::array<std::string_view, 2> kAway{"not-installed", "config-files"};
        if (package.status == "installed")
            whole.push_back(package.name + ' ' + package.version);
        else if (std::ranges::find(kAway, package.status) == kAway.end())
            half.push_back(package.name);
    }
    if (!half.empty())
        return Finding::toBeSeenTo(
            Subject::Packages, fmt::format("Only half installed: {}. Run \"sudo dpkg --configure -a\", then \"sudo apt-get install --reinstall {}\".",
                                           fmt::join(half, ", "), fmt::join(half, " ")));
    return Finding::inOrder(Subject::Packages, whole.empty() ? "None of Tutti's is installed." : fmt::format("{}.", fmt::join(whole, ", ")));
}

Finding checkVersions(const VersionFacts &facts)
{
    return Finding::inOrder(Subject::Versions, fmt::format("Tutti {}, {}, Linux {}, Qt {}, FluidSynth {}.", facts.tutti, facts.system, facts.kernel,
                                                           facts.qt, facts.fluidSynth));
}

std::vector<Finding> checkOwnFiles(Subject about, const std::vector<std::string> &problems, std::string inOrder)
{
    if (problems.empty())
        return {Finding::inOrder(about, std::move(inOrder))};
    std::vector<Finding> findings;
    for (const std::string &problem : problems)
        findings.push_back(Finding::toBeTold(about, problem).sharedAs("Something in a file of this home's own is wrong."));
    return findings;
}

} // namespace tutti
