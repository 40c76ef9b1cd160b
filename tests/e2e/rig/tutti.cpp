// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/tutti.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

namespace tutti::rig {
namespace {

constexpr double kLowestHz = 500, kApartHz = 170;
/// Voices of the backing, which no seat of Open Pads has; they are kept silent so that a test hears fingers alone.
constexpr std::array kBackingVoices{"warm-pad", "bass"};

std::string contents(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> screenArguments(const Tutti::Options &options)
{
    return {"--size", fmt::format("{}x{}", options.width, options.height), "--panel", "65,750", "--seats", std::to_string(options.seats),
        "--pads", std::to_string(options.pads)};
}

/// Runs one of the program's commands to its end.
Result<std::string> run(const Tutti::Options &options, std::vector<std::string> arguments, const std::filesystem::path &output)
{
    arguments.insert(arguments.begin(), options.program.string());
    std::error_code error;
    std::filesystem::remove(output, error);
    auto process = Process::start({.command = arguments, .environment = {{"QT_QPA_PLATFORM", "offscreen"}}, .log = output});
    if (!process)
        return Failure(process.error());
    const auto status = (*process)->wait(20000);
    if (status != 0)
        return Failure(fmt::format("{} {} did not end well: {}", options.program.string(), arguments[1], (*process)->output()));
    return contents(output);
}

std::vector<Json> lines(const std::filesystem::path &file)
{
    const std::string text = contents(file);
    std::vector<Json> found;
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
        Json line = Json::parse(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
        if (line.is_object() && !line.contains("tutti_log"))
            found.push_back(std::move(line));
    }
    return found;
}

} // namespace

Result<Layout> askLayout(const Tutti::Options &options, const std::filesystem::path &folder)
{
    std::vector<std::string> arguments{"layout"};
    const auto screen = screenArguments(options);
    arguments.insert(arguments.end(), screen.begin(), screen.end());
    arguments.emplace_back("--json");
    const auto text = run(options, arguments, folder / "layout.json");
    if (!text)
        return Failure(text.error());
    Layout layout;
    try {
        const Json json = Json::parse(*text);
        for (const auto &pad : json.at("pads")) {
            const auto &px = pad.at("px");
            layout.pads.push_back({pad.at("seat"), pad.at("pad"), px.at("x"), px.at("y"), px.at("w"), px.at("h")});
        }
        const auto &stop = json.at("controls").at("stop").at("px");
        layout.stop = {stop.at("x").get<double>() + stop.at("w").get<double>() / 2, stop.at("y").get<double>() + stop.at("h").get<double>() / 2};
    } catch (const Json::exception &error) {
        return Failure(fmt::format("tutti layout --json is not as expected: {}.", error.what()));
    }
    if (static_cast<int>(layout.pads.size()) != options.seats * options.pads)
        return Failure(fmt::format("tutti layout has {} pads, not {}.", layout.pads.size(), options.seats * options.pads));
    layout.nowhere = {options.width / 2.0, 60}; // high on a wall panel lies the stage
    return layout;
}

Result<std::vector<PadSound>> tunePads(const Tutti::Options &options, const std::filesystem::path &folder,
    const std::filesystem::path &catalogueFile, const std::filesystem::path &soundFont, const Shape &shape)
{
    const auto logFile = folder / "each-pad.jsonl", events = folder / "each-pad-events.jsonl";
    {
        std::ofstream out(logFile);
        out << Json{{"tutti_log", 1}, {"seats", 0}, {"activity", "open-pads"}, {"settings", {{"pads", options.pads}}}}.dump() << '\n';
        std::int64_t t = 0;
        int touch = 0;
        for (int seat = 0; seat < options.seats; ++seat) {
            for (int pad = 0; pad < options.pads; ++pad) {
                out << Json{{"t_us", t += 300'000}, {"in", "strike"}, {"seat", seat}, {"pad", pad}, {"touch", ++touch}, {"strength", 0.75}, {"by", "touch"}}.dump() << '\n'
                    << Json{{"t_us", t += 100'000}, {"in", "lift"}, {"seat", seat}, {"pad", pad}, {"touch", touch}}.dump() << '\n';
            }
        }
    }
    if (const auto replayed = run(options, {"replay", logFile.string(), "--events", events.string()}, folder / "replay.out"); !replayed)
        return Failure(replayed.error());
    const Json catalogue = Json::parse(contents(catalogueFile), nullptr, false);
    struct Address { int bank, program; double gain; };
    std::map<std::string, Address> address;
    if (catalogue.is_object()) {
        for (const auto &entry : catalogue.value("instruments", Json::array())) {
            const Json gain = entry.value("gain_db", Json(0));
            const double db = gain.is_object() ? gain.value("gm", 0.0) : gain.get<double>();
            address[entry.value("id", "")] = {entry.value("bank", 0), entry.value("program", 0), std::pow(10, db / 20)};
        }
    }

    std::vector<PadSound> sounds;
    std::vector<Tone> tones;
    std::map<std::array<int, 3>, double> known; // by bank, program and key
    int seat = -1, pad = -1;
    for (const auto &line : lines(events)) {
        if (line.value("in", "") == "strike") {
            seat = line.at("seat");
            pad = line.at("pad");
        }
        if (line.value("out", "") != "note" || line.value("role", "") != "strike")
            continue;
        PadSound sound{seat, pad, line.value("instrument", ""), line.value("key", 0), 1, 0};
        const auto found = address.find(sound.instrument);
        if (found == address.end())
            return Failure(fmt::format("{} does not know the instrument {}.", catalogueFile.string(), sound.instrument));
        auto [tone, isNew] = known.try_emplace({found->second.bank, found->second.program, sound.key}, kLowestHz + kApartHz * static_cast<double>(known.size()));
        sound.hz = tone->second;
        sound.gain = found->second.gain;
        if (isNew)
            tones.push_back({.bank = found->second.bank, .program = found->second.program, .lowKey = sound.key, .highKey = sound.key, .hz = sound.hz});
        sounds.push_back(std::move(sound));
    }
    if (static_cast<int>(sounds.size()) != options.seats * options.pads)
        return Failure(fmt::format("A replay of one strike on each of {} pads has {} notes.", options.seats * options.pads, sounds.size()));
    for (const char *voice : kBackingVoices)
        if (const auto found = address.find(voice); found != address.end())
            tones.push_back({.bank = found->second.bank, .program = found->second.program, .silent = true});
    if (const auto written = writeSoundFont(soundFont, tones, shape); !written)
        return Failure(written.error());
    return sounds;
}

Result<std::unique_ptr<Tutti>> Tutti::launch(XServer &screen, Options options)
{
    std::error_code error;
    std::filesystem::create_directories(options.data, error);
    if (error)
        return Failure(fmt::format("{} cannot be made: {}.", options.data.string(), error.message()));
    auto layout = askLayout(options, options.data);
    if (!layout)
        return Failure(layout.error());
    std::unique_ptr<Tutti> tutti(new Tutti(screen, std::move(options)));
    tutti->m_layout = std::move(*layout);
    const Options &o = tutti->m_options;
    std::vector<std::string> command{o.program.string(), "--windowed", "--data", o.data.string()};
    for (const auto &argument : screenArguments(o))
        command.push_back(argument);
    if (!o.audio.empty())
        command.insert(command.end(), {"--audio", o.audio});
    if (!o.soundFont.empty())
        command.insert(command.end(), {"--soundfont", o.soundFont.string()});
    command.insert(command.end(), o.more.begin(), o.more.end());
    Environment environment = o.environment;
    environment.insert(environment.end(), {{"DISPLAY", screen.display()}, {"QT_QPA_PLATFORM", "xcb"}, {"QT_QUICK_BACKEND", "software"}});
    auto process = Process::start({.command = command, .environment = environment, .log = o.data / "tutti.out"});
    if (!process)
        return Failure(process.error());
    tutti->m_process = std::move(*process);
    return tutti;
}

bool Tutti::awaitReady(int timeoutMs)
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (nowNs() < end && m_process->running()) {
        if (const auto window = m_screen.shownWindow()) {
            m_window = *window;
            break;
        }
        sleepMs(5);
    }
    const Point pad = m_layout.pads.front().centre();
    while (m_window && nowNs() < end && m_process->running()) {
        m_screen.panel().down(9999, pad.x, pad.y);
        sleepMs(20);
        m_screen.panel().up(9999);
        for (int i = 0; i < 40; ++i) {
            if (count(journal(), "in", "strike") > 0 && count(journal(), "in", "lift") > 0) {
                sleepMs(300); // the tap rings out, and what it began is written
                return true;
            }
            sleepMs(20);
        }
    }
    return false;
}

std::vector<Json> Tutti::journal() const { return lines(m_options.data / "session" / "current.jsonl"); }

int Tutti::count(const std::vector<Json> &lines, const char *direction, const char *kind, std::size_t from)
{
    int found = 0;
    for (std::size_t i = from; i < lines.size(); ++i) {
        const auto &line = lines[i];
        found += line.value(direction, "") == kind && (std::string_view(kind) != "note" || line.value("seat", -1) >= 0) ? 1 : 0;
    }
    return found;
}

std::vector<Json> Tutti::awaitJournal(const char *direction, const char *kind, int wanted, std::size_t from, int timeoutMs) const
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (nowNs() < end && count(journal(), direction, kind, from) < wanted)
        sleepMs(20);
    sleepMs(100);
    return journal();
}

} // namespace tutti::rig
