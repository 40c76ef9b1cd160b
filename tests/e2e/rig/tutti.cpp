// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/tutti.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace tutti::rig {
namespace {

constexpr double kLowestHz = 500, kApartHz = 170;
/// Where those lie that no seat of Open Pads has, backing voices too: silent, so that a test hears fingers alone.
constexpr int kSilentProgram = 127;

std::string contents(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The catalogue's entry, changed so that the sound lies in the test's SoundFont, whatever the entry says of other banks:
/// one gain for all of them means that all of them have it.
Json inSoundFont(Json entry, int bank, int program)
{
    entry.update(Json{{"bank", bank}, {"program", program}, {"gain_db", 0}});
    return entry;
}

Result<void> writeCatalogue(const std::filesystem::path &file, const Json &instruments, const Json &more = Json::object())
{
    Json catalogue{{"tutti_catalogue", 1}, {"instruments", instruments}};
    catalogue.update(more);
    std::ofstream out(file);
    out << catalogue.dump(1) << '\n';
    out.close();
    if (!out)
        return Failure(fmt::format("{} cannot be written.", file.string()));
    return {};
}

std::vector<std::string> sizeArguments(const Tutti::Options &options)
{
    return {"--size", fmt::format("{}x{}", options.width, options.height)};
}

std::vector<std::string> roomArguments(const Tutti::Options &options)
{
    return {"--panel", "65,750", "--seats", std::to_string(options.seats), "--pads", std::to_string(options.pads)};
}

void append(std::vector<std::string> &to, const std::vector<std::string> &more)
{
    to.insert(to.end(), more.begin(), more.end());
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

} // namespace

Result<Layout> askLayout(const Tutti::Options &options, const std::filesystem::path &folder)
{
    std::vector<std::string> arguments{"layout", "--json"};
    append(arguments, sizeArguments(options));
    append(arguments, roomArguments(options));
    const auto text = run(options, arguments, folder / "layout.json");
    if (!text)
        return Failure(text.error());
    Layout layout;
    try {
        const Json json = Json::parse(*text);
        for (const auto &item : json.at("items")) {
            const auto &px = item.at("px");
            const double x = px.at("x"), y = px.at("y"), w = px.at("w"), h = px.at("h");
            if (item.contains("seat"))
                layout.pads.push_back({item.at("seat"), item.at("pad"), x, y, w, h});
            else if (item.at("id") == "stop")
                layout.stop = {x + w / 2, y + h / 2};
            else if (item.at("id") == "finish")
                layout.finish = {x + w / 2, y + h / 2};
            else if (item.at("id") == "lead")
                layout.lead = {x + w / 2, y + h / 2};
            else if (item.at("id") == "doors")
                layout.doors = {x + w / 2, y + h / 2};
        }
        for (const auto &item : json.at("areas")) {
            const auto &px = item.at("px");
            const Layout::Area area{px.at("x"), px.at("y"), px.at("w"), px.at("h")};
            if (item.at("id") == "drawer")
                layout.drawer = area;
            else if (item.at("id") == "drawer-body")
                layout.drawerBody = area;
        }
        for (const auto &item : json.at("home")) {
            const auto &px = item.at("px");
            const std::string id = item.at("id");
            const Layout::Area area{px.at("x"), px.at("y"), px.at("w"), px.at("h")};
            if (id == "start-session")
                layout.startSession = area.centre();
            else if (id.starts_with("door-"))
                layout.homes.push_back(area);
        }
    } catch (const Json::exception &error) {
        return Failure(fmt::format("tutti layout --json is not as expected: {}.", error.what()));
    }
    if (static_cast<int>(layout.pads.size()) != options.seats * options.pads)
        return Failure(fmt::format("tutti layout has {} pads, not {}.", layout.pads.size(), options.seats * options.pads));
    layout.nowhere = {options.width / 2.0, 60}; // high on a wall panel lies the stage
    return layout;
}

Result<TunedPads> tunePads(XServer &screen, Tutti::Options options, const std::filesystem::path &folder,
    const std::filesystem::path &catalogueFile, const Shape &shape)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    TunedPads tuned{folder / "catalogue.json", folder / "tones.sf2", {}};
    std::map<std::string, int> programs;
    std::vector<Tone> tones;
    try {
        const Json catalogue = Json::parse(contents(catalogueFile));
        for (const auto &id : catalogue.at("open_pads"))
            programs.try_emplace(id.get<std::string>(), static_cast<int>(programs.size()));
        Json instruments = Json::array();
        for (const Json &entry : catalogue.at("instruments")) {
            const auto program = programs.find(entry.at("id"));
            Json ours = inSoundFont(entry, 0, program == programs.end() ? kSilentProgram : program->second);
            if (program != programs.end())
                ours.update(Json{{"pitched", true}, {"low", 36}, {"high", 96}, {"percussive", false}});
            instruments.push_back(std::move(ours));
        }
        tones.push_back({.bank = 0, .program = kSilentProgram, .silent = true});
        if (const auto written = writeCatalogue(tuned.catalogue, instruments); !written)
            return Failure(written.error());
    } catch (const Json::exception &e) {
        return Failure(fmt::format("{} is not as expected: {}.", catalogueFile.string(), e.what()));
    }

    options.data = folder / "data";
    options.audio = "none";
    options.soundFont.clear();
    options.catalogue = tuned.catalogue;
    const auto tutti = Tutti::launch(screen, options);
    if (!tutti)
        return Failure(tutti.error());
    if (!(*tutti)->awaitReady())
        return Failure(fmt::format("The program opened no window that takes a touch: {}", (*tutti)->process().output()));
    const std::size_t before = (*tutti)->journal().size();
    unsigned finger = 1;
    for (const auto &pad : (*tutti)->layout().pads) {
        screen.panel().down(++finger, pad.centre().x, pad.centre().y);
        screen.panel().sync();
        sleepMs(20);
        screen.panel().up(finger);
        sleepMs(20);
    }
    const auto lines = (*tutti)->awaitJournal("out", "note", static_cast<int>((*tutti)->layout().pads.size()), before);
    const Json *strike = nullptr;
    for (std::size_t i = before; i < lines.size(); ++i) {
        const Json &line = lines[i];
        if (line.value("in", "") == "strike")
            strike = &line;
        if (line.value("out", "") == "note" && line.value("role", "") == "strike" && strike) {
            PadSound sound{strike->value("seat", -1), strike->value("pad", -1), line.value("instrument", ""), line.value("key", 0),
                kLowestHz + kApartHz * static_cast<double>(tuned.sounds.size())};
            tones.push_back({.bank = 0, .program = programs[sound.instrument], .lowKey = sound.key, .highKey = sound.key, .hz = sound.hz});
            tuned.sounds.push_back(std::move(sound));
        }
    }
    if (tuned.sounds.size() != (*tutti)->layout().pads.size())
        return Failure(fmt::format("A tap on each of {} pads made {} notes.", (*tutti)->layout().pads.size(), tuned.sounds.size()));
    for (std::size_t i = 0; i < tuned.sounds.size(); ++i) {
        const auto &pad = (*tutti)->layout().pads[i];
        if (tuned.sounds[i].seat != pad.seat || tuned.sounds[i].pad != pad.pad)
            return Failure(fmt::format("A tap on seat {}, pad {} struck seat {}, pad {}.", pad.seat, pad.pad, tuned.sounds[i].seat, tuned.sounds[i].pad));
        for (std::size_t k = 0; k < i; ++k)
            if (tuned.sounds[i].instrument == tuned.sounds[k].instrument && tuned.sounds[i].key == tuned.sounds[k].key)
                return Failure(fmt::format("Two pads play key {} of the {}: they cannot be told apart.", tuned.sounds[i].key, tuned.sounds[i].instrument));
    }
    if (const auto written = writeSoundFont(tuned.soundFont, tones, shape); !written)
        return Failure(written.error());
    return tuned;
}

Result<TunedDrums> tuneDrums(const std::filesystem::path &folder, const std::filesystem::path &catalogueFile, const Shape &shape, Backing backing)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    TunedDrums tuned{folder / "catalogue.json", folder / "tones.sf2", {}};
    std::map<std::string, int> programs;
    std::vector<Tone> tones{{.bank = 0, .program = kSilentProgram, .silent = true}};
    const auto give = [&](const std::string &id) {
        const double hz = kLowestHz + kApartHz * static_cast<double>(programs.size());
        tones.push_back({.bank = 0, .program = static_cast<int>(programs.size()), .hz = hz});
        programs.try_emplace(id, static_cast<int>(programs.size()));
        return hz;
    };
    try {
        const Json catalogue = Json::parse(contents(catalogueFile));
        Json seats = catalogue.at("drums");
        std::replace(seats.begin(), seats.end(), Json("surdo"), Json("bell")); // the app marks the beat with it
        for (const auto &id : seats)
            tuned.seatHz.push_back(give(id));
        if (backing == Backing::Heard) {
            tuned.markHz = give("surdo");
            tuned.bassHz = give("bass");
        }
        Json instruments = Json::array();
        for (const Json &entry : catalogue.at("instruments")) {
            const auto program = programs.find(entry.at("id"));
            instruments.push_back(inSoundFont(entry, 0, program == programs.end() ? kSilentProgram : program->second));
        }
        if (const auto written = writeCatalogue(tuned.catalogue, instruments, Json{{"drums", seats}}); !written)
            return Failure(written.error());
    } catch (const Json::exception &e) {
        return Failure(fmt::format("{} is not as expected: {}.", catalogueFile.string(), e.what()));
    }
    if (const auto written = writeSoundFont(tuned.soundFont, tones, shape); !written)
        return Failure(written.error());
    return tuned;
}

Result<void> writeCatalogueForSoundFont(const std::filesystem::path &file, const std::filesystem::path &catalogueFile)
{
    try {
        const Json catalogue = Json::parse(contents(catalogueFile));
        Json instruments = Json::array();
        for (const Json &entry : catalogue.at("instruments"))
            instruments.push_back(inSoundFont(entry, entry.at("bank"), entry.at("program")));
        return writeCatalogue(file, instruments);
    } catch (const Json::exception &e) {
        return Failure(fmt::format("{} is not as expected: {}.", catalogueFile.string(), e.what()));
    }
}

Result<std::size_t> replaysToItself(const Tutti &tutti, const std::filesystem::path &folder)
{
    sleepMs(1500);
    const auto log = folder / "session.jsonl", events = folder / "events.jsonl";
    std::error_code error;
    std::filesystem::copy_file(tutti.options().data / "session" / "current.jsonl", log, std::filesystem::copy_options::overwrite_existing, error);
    if (error)
        return Failure(fmt::format("The journal cannot be copied: {}.", error.message()));
    std::vector<Json> played;
    std::ifstream session(log);
    for (std::string text; std::getline(session, text) && !session.eof();)
        if (Json line = Json::parse(text, nullptr, false); line.is_object())
            played.push_back(std::move(line));
    auto replay = Process::start({.command = {tutti.options().program.string(), "replay", "--events", events.string(), log.string()},
        .environment = {{"QT_QPA_PLATFORM", "offscreen"}}, .log = folder / "replay.out"});
    if (!replay)
        return Failure(replay.error());
    if ((*replay)->wait(120'000) != 0)
        return Failure("The log does not replay: " + (*replay)->output());
    // The journal is of a session that goes on: what it has after the last input is not of the replay.
    std::int64_t last = 0;
    std::vector<std::string> wanted, came;
    for (const Json &line : played)
        if (line.contains("in"))
            last = line.at("t_us");
    for (const Json &line : played)
        if (line.contains("out") && line.at("t_us") < last)
            wanted.push_back(line.dump());
    std::ifstream file(events);
    for (std::string text; std::getline(file, text);) {
        const Json line = Json::parse(text, nullptr, false);
        if (line.is_object() && line.contains("out") && line.at("t_us") < last)
            came.push_back(line.dump());
    }
    const auto [a, b] = std::mismatch(wanted.begin(), wanted.end(), came.begin(), came.end());
    if (a != wanted.end() || b != came.end())
        return Failure(fmt::format("The replay has {} where the session had {}", b == came.end() ? "nothing" : *b, a == wanted.end() ? "nothing" : *a));
    if (wanted.empty())
        return Failure("Nothing came out.");
    return wanted.size();
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
    if (!options.catalogue.empty())
        std::filesystem::copy_file(options.catalogue, options.data / "catalogue.json", std::filesystem::copy_options::overwrite_existing, error);
    if (error)
        return Failure(fmt::format("{} cannot be copied: {}.", options.catalogue.string(), error.message()));
    std::unique_ptr<Tutti> tutti(new Tutti(screen, std::move(options)));
    tutti->m_layout = std::move(*layout);
    const Options &o = tutti->m_options;
    std::vector<std::string> command = o.through;
    append(command, {o.program.string(), "--data", o.data.string()});
    if (o.window) {
        command.emplace_back("--windowed");
        append(command, sizeArguments(o));
    }
    append(command, roomArguments(o));
    if (!o.audio.empty())
        append(command, {"--audio", o.audio});
    if (!o.soundFont.empty())
        append(command, {"--soundfont", o.soundFont.string()});
    append(command, o.more);
    Environment environment = o.environment;
    const Environment there = screen.environment();
    environment.insert(environment.end(), there.begin(), there.end());
    environment.insert(environment.end(), {{"QT_QPA_PLATFORM", "xcb"}, {"QT_QUICK_BACKEND", "software"}});
    auto process = Process::start({.command = command, .environment = environment, .log = o.data / "tutti.out"});
    if (!process)
        return Failure(process.error());
    tutti->m_process = std::move(*process);
    return tutti;
}

bool Tutti::awaitWindow(int timeoutMs)
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    while (nowNs() < end && m_process->running()) {
        if (const auto window = m_screen.shownWindow()) {
            m_window = *window;
            return true;
        }
        sleepMs(5);
    }
    return false;
}

bool Tutti::says(const std::string &words, int timeoutMs) const
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    do {
        if (contents(m_options.data / "tutti.out").find(words) != std::string::npos)
            return true;
        sleepMs(20);
    } while (nowNs() < end);
    return false;
}

bool Tutti::awaitReady(int timeoutMs)
{
    const std::int64_t end = nowNs() + std::int64_t{timeoutMs} * 1'000'000;
    awaitWindow(timeoutMs);
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

} // namespace tutti::rig
