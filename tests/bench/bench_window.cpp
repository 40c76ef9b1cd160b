// SPDX-License-Identifier: GPL-3.0-or-later
// The figures that need a window: touch to sound beside other programs, the way inside, the start, forty fingers, replay.
//   bench_window [--quick] [latency|inside|start|drumming|replay]...
// Tables in Markdown go to standard output, what is being done to standard error.
#include "bench/strokes.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string_view>

using namespace tutti::bench;
using namespace tutti::rig;

namespace {

constexpr std::int64_t kMs = 1'000'000;

template <class... T>
void say(fmt::format_string<T...> text, T &&...values)
{
    fmt::print(stderr, "bench: {}\n", fmt::format(text, std::forward<T>(values)...));
}

template <class... T>
void row(fmt::format_string<T...> text, T &&...values)
{
    fmt::print("{}\n", fmt::format(text, std::forward<T>(values)...));
    std::fflush(stdout);
}

/// Ends the benchmark with the sentence of what is wrong.
template <class T>
T orEnd(Result<T> result)
{
    if (!result) {
        say("{}", result.error());
        std::exit(1);
    }
    return std::move(*result);
}

std::string slurp(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

class Bench {
public:
    explicit Bench(bool quick) : m_quick(quick), m_folder(orEnd(TempDir::create()))
    {
        // Voices that play by themselves stay silent, so that every sound has a touch.
        const std::vector<Tone> silent{{.bank = 0, .program = 89, .silent = true}, {.bank = 0, .program = 32, .silent = true},
            {.bank = 128, .program = 0, .silent = true}};
        const Shape burst{.decayS = 0.15, .sustainDb = -100, .square = true};
        for (const auto &written : {writeSoundFont(burstFont(), silent, burst), writeCatalogueForSoundFont(burstCatalogue(), TUTTI_CATALOGUE)})
            if (!written) {
                say("{}", written.error());
                std::exit(1);
            }
    }

    void latency();
    void inside();
    void start();
    void drumming();
    void replay();

private:
    [[nodiscard]] std::filesystem::path burstFont() const { return m_folder->path() / "burst.sf2"; }
    [[nodiscard]] std::filesystem::path burstCatalogue() const { return m_folder->path() / "burst.json"; }
    [[nodiscard]] std::filesystem::path folder(const std::string &name)
    {
        const auto path = m_folder->path() / name;
        std::filesystem::create_directories(path);
        return path;
    }
    XServer &screen()
    {
        if (!m_screen)
            m_screen = orEnd(XServer::start(m_folder->path(), 1920, 1080));
        return *m_screen;
    }
    Tutti::Options options(const std::string &name, const Environment &sound)
    {
        return {.program = TUTTI_PROGRAM, .data = folder(name), .soundFont = burstFont(), .catalogue = burstCatalogue(), .environment = sound};
    }
    std::unique_ptr<Tutti> open(Tutti::Options options, int settleMs = 1500)
    {
        auto tutti = orEnd(Tutti::launch(screen(), std::move(options)));
        if (!tutti->awaitReady()) {
            say("Tutti opened no window: {}", tutti->process().output());
            std::exit(1);
        }
        sleepMs(settleMs);
        return tutti;
    }
    /// The big pads of seats with a pitched instrument: the drum kit's bank is silent in the burst SoundFont.
    static std::vector<Point> pitchedPads(const Tutti &tutti)
    {
        std::vector<Point> places;
        for (const auto &pad : tutti.layout().pads)
            if (pad.pad == 0 && (pad.seat == 0 || pad.seat == 1 || pad.seat == 3 || pad.seat == 4 || pad.seat == 5 || pad.seat == 7))
                places.push_back(pad.centre());
        return places;
    }
    std::optional<Latency> otherProgram(const char *name, std::vector<std::string> command, Environment environment,
        PulseMeter &meter, const std::vector<Point> &places, int count, bool slow);
    void latencyRow(const std::string &name, const Latency &latency)
    {
        row("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |", name, latency.ms.n, latency.missed, latency.ms.median,
            latency.ms.p95, latency.ms.p99, latency.ms.max, latency.ms.p99 - latency.ms.median);
    }

    bool m_quick;
    std::unique_ptr<TempDir> m_folder;
    std::unique_ptr<XServer> m_screen;
};

std::optional<Latency> Bench::otherProgram(const char *name, std::vector<std::string> command, Environment environment,
    PulseMeter &meter, const std::vector<Point> &places, int count, bool slow)
{
    if (findProgram(command.front()).empty()) {
        say("{} is not installed, so {} is left out.", command.front(), name);
        return std::nullopt;
    }
    const auto home = folder(command.front());
    environment.insert(environment.end(), {{"DISPLAY", screen().display()}, {"HOME", home.string()}, {"QT_QPA_PLATFORM", "xcb"}});
    const auto process = orEnd(Process::start({.command = command, .environment = environment, .log = home / "output"}));
    const std::int64_t end = nowNs() + 30'000 * kMs;
    while (!screen().shownWindow() && process->running() && nowNs() < end)
        sleepMs(50);
    sleepMs(3000);
    meter.clear();
    if (!tapUntilHeard(screen().panel(), meter, places.front(), 20000)) {
        say("{} makes no sound: {}", name, process->output());
        return std::nullopt;
    }
    return touchToSound(screen().panel(), meter, places, count, slow);
}

void Bench::latency()
{
    const int count = m_quick ? 60 : 200;
    row("### Touch to sound, in ms\n");
    row("From the touch at the X server's input driver to the sound at one PulseAudio null sink, one run, software rendering.");
    row("No panel, no sound card: both add their own to every row.\n");
    row("| program | n | missed | median | p95 | p99 | max | p99 - median |\n|---|---|---|---|---|---|---|---|");
    const auto pulse = orEnd(PulseServer::start(m_folder->path()));
    auto sound = pulse->environment();
    sound.insert(sound.end(), {{"JACK_NO_START_SERVER", "1"}, {"JACK_DEFAULT_SERVER", "none-of-them"}});
    const auto meter = orEnd(PulseMeter::start(*pulse));

    std::map<std::string, Latency> of;
    for (const bool tight : {true, false}) {
        const std::string name = tight ? "Tutti, periods of 64 frames" : "Tutti, default settings";
        say("{}: {} touches", name, count);
        auto o = options(tight ? "tight" : "default", sound);
        if (tight)
            o.more = {"--audio", "pulseaudio", "--period", "64"};
        const auto tutti = open(o);
        meter->clear();
        if (!tapUntilHeard(screen().panel(), *meter, pitchedPads(*tutti).front(), 5000))
            say("Tutti makes no sound: {}", tutti->process().output());
        latencyRow(name, of[tight ? "64" : "default"] = touchToSound(screen().panel(), *meter, pitchedPads(*tutti), count, false));
    }

    // Drumming, first alone, then while somebody leads the whole band by touching the glass now and then.
    const auto drums = orEnd(tuneDrums(folder("drums"), TUTTI_CATALOGUE, {.decayS = 0.15, .sustainDb = -100, .square = true}, Backing::Silent));
    for (const bool band : {false, true}) {
        const std::string name = band ? "Tutti, default settings, the whole band playing" : "Tutti, default settings, the same drums without it";
        say("{}: {} touches", name, count);
        auto o = options(band ? "band" : "alone", sound);
        o.soundFont = drums.soundFont;
        o.catalogue = drums.catalogue;
        o.more = {"--activity", band ? "conductor" : "our-pulse"};
        const auto tutti = open(o, 6000);
        std::vector<Point> others;
        for (const auto &pad : tutti->layout().pads)
            if (pad.seat > 0)
                others.push_back(pad.centre());
        const Point leads = tutti->layout().pads.front().centre();
        meter->clear();
        const std::size_t before = tutti->journal().size();
        latencyRow(name, of[band ? "band" : "alone"] = touchToSound(screen().panel(), *meter, others, count, false, [&](int i) {
            if (!band || i % 16 != 0)
                return;
            screen().panel().down(80000U + static_cast<unsigned>(i), leads.x, leads.y);
            sleepMs(30);
            screen().panel().up(80000U + static_cast<unsigned>(i));
            sleepMs(60);
        }));
        const auto lines = tutti->journal();
        say("{} notes of the band in that time", std::count_if(lines.begin() + static_cast<std::ptrdiff_t>(before), lines.end(), [](const Json &line) { return line.value("role", "") == "backing"; }));
    }

    say("Chromium: {} touches", count);
    const auto profile = folder("chromium-profile");
    if (const auto chromium = otherProgram("Chromium", {"chromium", "--no-sandbox", "--kiosk", "--ozone-platform=x11", "--disable-gpu",
            "--user-data-dir=" + profile.string(), "--no-first-run", "--password-store=basic", "--touch-events=enabled",
            "--autoplay-policy=no-user-gesture-required", "--window-size=1920,1080", "--window-position=0,0",
            "file://" TUTTI_BENCH_FOLDER "/webaudio.html"}, sound, *meter, {{960, 540}, {400, 800}, {1500, 700}}, count, false)) {
        latencyRow("Web page in Chromium, WebAudio `interactive`, 48 kHz", *chromium);
        of["chromium"] = *chromium;
    }

    const int few = m_quick ? 30 : 100;
    say("vmpk: {} touches", few);
    const auto config = folder("vmpk") / ".config" / "vmpk.sourceforge.net";
    std::filesystem::create_directories(config);
    std::ofstream(config / "VMPK.conf") << "[Connections]\nOutputDriver=FluidSynth\nOutPort=FluidSynth\nOutPortName=FluidSynth\n"
        "[DrumstickRT]\nPublicNameOUT=VMPK\n[FluidSynth]\nAudioDriver=pulseaudio\nInstrumentsDefinition=/usr/share/sounds/sf2/FluidR3_GM.sf2\n"
        "PeriodSize=512\nBufferTime=60\nReverb=0\nChorus=0\nGain=1\nSampleRate=48000\n[Preferences]\nEnableTouchInput=true\nEnableMouseInput=true\n";
    if (const auto vmpk = otherProgram("vmpk", {"vmpk", "-geometry", "1900x300+0+0"}, sound, *meter, {{300, 220}, {700, 220}, {1100, 220}}, few, true)) {
        latencyRow("vmpk, its FluidSynth on PulseAudio", *vmpk);
        of["vmpk"] = *vmpk;
    }

    // The same program on JACK, whose dummy adds two of its periods.
    say("Tutti on JACK: {} touches", count);
    const auto jack = orEnd(JackServer::start(m_folder->path(), 64, JackServer::Manner::Prompt));
    const auto jackMeter = orEnd(JackMeter::start(*jack, 180));
    auto o = options("jack", jack->environment());
    o.more = {"--audio", "jack"};
    {
        const auto tutti = open(o);
        jackMeter->clear();
        latencyRow(fmt::format("Tutti on JACK's dummy, 64 frames ({:.2f} ms of it is JACK's output)", 128 / 48.0),
            touchToSound(screen().panel(), *jackMeter, pitchedPads(*tutti), count, false));
        say("{} xruns", jackMeter->xruns());
    }

    row("\n| touch to sound | figure | target |\n|---|---|---|");
    const auto share = [&](const char *mine, const char *other, const char *what, double parts) {
        if (of.contains(other) && of[other].ms.median > 0)
            row("| {} | 1/{:.1f} | at most 1/{:.0f} |", what, of[other].ms.median / of[mine].ms.median, parts);
        else
            row("| {} | not measured | at most 1/{:.0f} |", what, parts);
    };
    share("64", "chromium", "64 frames, beside the web page", 12);
    share("default", "chromium", "default settings, beside the web page", 4);
    share("64", "vmpk", "64 frames, beside vmpk", 10);
    row("| median with the whole band playing, beside the same drums without it | {:+.0f} % | as fast |", 100 * (of["band"].ms.median / of["alone"].ms.median - 1));
    row("| p99 - median, 64 frames | {:.2f} ms | at most 2 ms |", of["64"].ms.p99 - of["64"].ms.median);
    row("| p99 - median, default settings | {:.2f} ms | at most 3.5 ms |", of["default"].ms.p99 - of["default"].ms.median);
}

void Bench::inside()
{
    const int count = m_quick ? 100 : 400;
    row("### Inside the program: from the event's delivery to the command posted, in us\n");
    row("| | n | median | p95 | p99 | max | target |\n|---|---|---|---|---|---|---|");
    const auto jack = orEnd(JackServer::start(m_folder->path(), 256, JackServer::Manner::Prompt));
    const auto meter = orEnd(JackMeter::start(*jack, 240));
    double idle = 0;
    for (const bool moving : {false, true}) {
        say("strikes with {}", moving ? "every seat's picture moving" : "an idle screen");
        auto o = options(moving ? "moving" : "idle", jack->environment());
        const auto file = o.data / "trace";
        o.environment.emplace_back("TUTTI_TRACE_STRIKES", file.string());
        o.more = {"--audio", "jack", "--governor", "off"};
        const auto tutti = open(o);
        if (moving) {
            std::vector<Point> places;
            for (const auto &pad : tutti->layout().pads)
                places.push_back(pad.centre());
            drum(screen().panel(), places, count / 40.0, 150, 350, 1); // every seat, each some three times a second
        } else {
            touchToSound(screen().panel(), *meter, pitchedPads(*tutti), count, false);
        }
        sleepMs(500);
        std::istringstream lines(slurp(file));
        std::vector<double> us;
        for (std::int64_t event = 0, posted = 0; lines >> event >> posted;)
            us.push_back(static_cast<double>(posted - event) * 1e-3);
        if (us.size() > 20)
            us.erase(us.begin(), us.begin() + 12);
        const Spread s = Spread::of(us);
        row("| {} | {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {} |", moving ? "every seat's picture moving" : "idle screen", s.n, s.median, s.p95, s.p99, s.max,
            moving ? fmt::format("median within 20 % ({:+.0f} %)", idle > 0 ? 100 * (s.median / idle - 1) : 0) : "median 150, p99 300");
        if (!moving)
            idle = s.median;
    }
}

void Bench::start()
{
    const int runs = m_quick ? 3 : 7;
    row("### From the start of the process to the first touch that sounds\n");
    row("| | median | worst | target |\n|---|---|---|---|");
    const auto jack = orEnd(JackServer::start(m_folder->path(), 64, JackServer::Manner::Prompt));
    std::vector<double> seconds, window, now, peak;
    for (int run = 0; run <= runs; ++run) {
        say("start {} of {}", run, runs);
        const auto meter = orEnd(JackMeter::start(*jack, 20));
        auto o = options("start" + std::to_string(run), jack->environment());
        o.soundFont.clear(); // the installed bank, and what stands beside it
        o.catalogue.clear();
        o.more = {"--audio", "jack"};
        const auto tutti = orEnd(Tutti::launch(screen(), o));
        const std::int64_t began = tutti->process().startedNs();
        const Point pad = tutti->layout().pads.front().centre();
        // Somebody drums on the glass until it sounds.
        std::optional<std::int64_t> shown, heard;
        for (unsigned finger = 1; !heard && nowNs() - began < 10'000 * kMs; ++finger) {
            screen().panel().down(finger, pad.x, pad.y);
            sleepMs(4);
            screen().panel().up(finger);
            sleepMs(4);
            if (!shown && screen().shownWindow())
                shown = nowNs();
            if (finger % 4 == 0) {
                const auto onsets = meter->recording().onsets(0.003);
                if (!onsets.empty())
                    heard = onsets.front();
            }
        }
        if (!heard) {
            say("No sound within 10 s: {}", tutti->process().output());
            continue;
        }
        if (run == 0)
            continue; // cold
        sleepMs(1500);
        seconds.push_back(static_cast<double>(*heard - began) * 1e-9);
        window.push_back(static_cast<double>(shown.value_or(*heard) - began) * 1e-9);
        const auto memory = tutti->process().memory();
        now.push_back(static_cast<double>(memory.nowKiB) / 1024);
        peak.push_back(static_cast<double>(memory.peakKiB) / 1024);
    }
    const Spread s = Spread::of(seconds), w = Spread::of(window), n = Spread::of(now), p = Spread::of(peak);
    row("| first sounding touch, warm, bank of 148 MB | {:.2f} s | {:.2f} s | at most 1.0 s |", s.median, s.max);
    row("| window shown | {:.2f} s | {:.2f} s | |", w.median, w.max);
    row("| resident memory | {:.0f} MB | {:.0f} MB | at most 200 MB |", n.median, n.max);
    row("| resident memory, highest | {:.0f} MB | {:.0f} MB | at most 200 MB |", p.median, p.max);
}

void Bench::drumming()
{
    const double seconds = m_quick ? 10 : 60;
    row("### Forty fingers drumming for {:.0f} s\n", seconds);
    row("| | figure | target |\n|---|---|---|");
    say("tuning 36 pads");
    const auto tuned = orEnd(tunePads(screen(), {.program = TUTTI_PROGRAM, .pads = 3}, folder("tuned"), TUTTI_CATALOGUE, {.attackS = 0.003, .sustainDb = -20}));
    const auto jack = orEnd(JackServer::start(m_folder->path(), 256, JackServer::Manner::Prompt));
    const auto meter = orEnd(JackMeter::start(*jack, static_cast<int>(seconds) + 30));
    auto o = options("drumming", jack->environment());
    o.pads = 3;
    o.soundFont = tuned.soundFont;
    o.catalogue = tuned.catalogue;
    o.more = {"--audio", "jack", "--governor", "off"};
    const auto tutti = open(o);

    std::vector<Point> places;
    std::vector<std::pair<int, int>> padOf;
    for (const auto &pad : tutti->layout().pads) {
        const Point middle = pad.centre();
        const bool twice = pad.pad == 0 && pad.seat % 3 == 0;
        places.push_back(twice ? Point{middle.x - pad.w / 6, middle.y} : middle);
        padOf.emplace_back(pad.seat, pad.pad);
        if (twice) {
            places.push_back({middle.x + pad.w / 6, middle.y});
            padOf.emplace_back(pad.seat, pad.pad);
        }
    }
    drum(screen().panel(), places, 3, 140, 340, 1);
    sleepMs(1000);
    const auto memoryBefore = tutti->process().memory();
    const int xrunsBefore = meter->xruns();
    const std::size_t before = tutti->journal().size();
    say("{} fingers on {} pads", places.size(), tutti->layout().pads.size());
    const Drumming drumming = drum(screen().panel(), places, seconds, 140, 340, 100000);
    sleepMs(1500);
    const auto memoryAfter = tutti->process().memory();
    const Recording heard = meter->recordedUntil(drumming.to + 300 * kMs);
    const int xruns = meter->xruns() - xrunsBefore;

    std::map<std::pair<int, int>, int> struck, logged;
    std::map<std::pair<int, int>, int> fingers;
    int touches = 0;
    for (std::size_t finger = 0; finger < places.size(); ++finger) {
        struck[padOf[finger]] += static_cast<int>(drumming.strikes[finger].size());
        touches += static_cast<int>(drumming.strikes[finger].size());
        ++fingers[padOf[finger]];
    }
    int notes = 0;
    const auto lines = tutti->awaitJournal("in", "strike", touches, before, 10000); // what came late is not lost
    for (std::size_t i = before; i < lines.size(); ++i) {
        if (lines[i].value("in", "") == "strike")
            ++logged[{lines[i].value("seat", -1), lines[i].value("pad", -1)}];
        notes += lines[i].value("out", "") == "note" && lines[i].value("role", "") == "strike" ? 1 : 0;
    }
    int lost = 0, doubled = 0, unheard = 0, heardTwice = 0, alone = 0;
    for (const auto &[pad, count] : struck) {
        lost += std::max(0, count - logged[pad]);
        doubled += std::max(0, logged[pad] - count);
        if (fingers[pad] != 1)
            continue; // two fingers of one pad may meet in one sound
        const auto sound = std::find_if(tuned.sounds.begin(), tuned.sounds.end(), [&](const PadSound &s) { return std::pair(s.seat, s.pad) == pad; });
        const auto curve = heard.tone(sound->hz, drumming.from - 50 * kMs, drumming.to + 200 * kMs);
        std::vector<double> sorted = curve;
        std::sort(sorted.begin(), sorted.end());
        const double strong = sorted[sorted.size() * 97 / 100];
        const int rises = static_cast<int>(Recording::rises(curve, 0.35 * strong).size());
        alone += count;
        unheard += std::max(0, count - rises);
        heardTwice += std::max(0, rises - count);
    }
    row("| touches | {} ({:.0f} a second) | |", touches, touches / seconds);
    row("| lost in the journal | {} | 0 |", lost);
    row("| doubled in the journal | {} | 0 |", doubled);
    row("| notes for those strikes | {} | {} |", notes, touches);
    row("| heard, of {} on pads with one finger | {} | {} |", alone, alone - unheard, alone);
    row("| heard twice | {} | 0 |", heardTwice);
    row("| blocks the sound server had to leave out (256 frames) | {} | |", xruns);
    row("| memory growth | {:.1f} MB | |", static_cast<double>(memoryAfter.nowKiB - memoryBefore.nowKiB) / 1024);
}

void Bench::replay()
{
    row("### Replay of one hour of twelve seats\n");
    row("| | figure | target |\n|---|---|---|");
    const auto place = folder("replay");
    {
        std::ofstream out(place / "hour.jsonl");
        out << Json{{"tutti_log", 1}, {"app", "bench"}, {"seats", 12}, {"seed", 42}, {"activity", "open-pads"}}.dump() << '\n';
        std::mt19937 random(3);
        std::vector<std::pair<std::int64_t, Json>> lines;
        std::int64_t touch = 0;
        for (int seat = 0; seat < 12; ++seat) {
            for (std::int64_t t = 1'000'000 + seat * 77'000; t < 3'600'000'000; t += 400'000 + static_cast<std::int64_t>(random() % 1'200'000)) {
                lines.emplace_back(t, Json{{"t_us", t}, {"in", "strike"}, {"seat", seat}, {"pad", 0}, {"touch", ++touch}, {"strength", 0.75}, {"by", "touch"}});
                lines.emplace_back(t + 180'000, Json{{"t_us", t + 180'000}, {"in", "lift"}, {"seat", seat}, {"pad", 0}, {"touch", touch}});
            }
        }
        std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (const auto &[t, line] : lines)
            out << line.dump() << '\n';
        say("a log of {} lines", lines.size());
    }
    double fastest = 1e9;
    std::string first;
    bool same = true;
    for (int run = 0; run < 3; ++run) {
        const auto out = place / fmt::format("events{}.jsonl", run);
        const auto process = orEnd(Process::start({.command = {TUTTI_PROGRAM, "replay", (place / "hour.jsonl").string(), "--events", out.string()},
            .environment = {{"QT_QPA_PLATFORM", "offscreen"}}, .log = place / "output"}));
        const auto status = process->wait(120000);
        const double took = static_cast<double>(nowNs() - process->startedNs()) * 1e-9;
        if (status != 0) {
            say("The replay did not end well: {}", process->output());
            return;
        }
        fastest = std::min(fastest, took);
        const std::string events = slurp(out);
        same = same && !events.empty() && (run == 0 || events == first);
        first = events;
    }
    row("| faster than real time | {:.0f} times ({:.1f} s) | at least 100 times |", 3600 / fastest, fastest);
    row("| three replays give the same bytes | {} | yes |", same ? "yes" : "no");
}

} // namespace

int main(int argc, char **argv)
{
    bool quick = false;
    std::vector<std::string_view> wanted;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--quick")
            quick = true;
        else
            wanted.emplace_back(argv[i]);
    }
    Bench bench(quick);
    const std::vector<std::pair<std::string_view, std::function<void()>>> parts{{"latency", [&] { bench.latency(); }},
        {"inside", [&] { bench.inside(); }}, {"start", [&] { bench.start(); }}, {"drumming", [&] { bench.drumming(); }},
        {"replay", [&] { bench.replay(); }}};
    for (const auto name : wanted) {
        if (std::none_of(parts.begin(), parts.end(), [&](const auto &part) { return part.first == name; })) {
            say("There is no part {}; there are latency, inside, start, drumming and replay.", name);
            return 2;
        }
    }
    for (const auto &[name, part] : parts) {
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end())
            continue;
        part();
        row("");
    }
    return 0;
}
