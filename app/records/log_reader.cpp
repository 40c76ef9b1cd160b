// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/log_reader.h"

#include "core/event_names.h"
#include "records/log_json.h"

#include <fmt/core.h>

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace tutti {

namespace {

constexpr std::size_t kMaxProblems = 300;
constexpr qint64 kMaxLogBytes = qint64{1} << 30; // a day of twelve seats; ends a pipe that never does
constexpr std::int64_t kMaxLatencyUs = 1'000'000;
constexpr double kExact = 9007199254740992; // whole numbers up to here are exact in a double

using InputWhat = decltype(Input::what);
using OutputWhat = decltype(Output::what);

struct WholeRange {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
};
constexpr WholeRange kPlayerRange{0, kMaxSeats - 1};
constexpr WholeRange kVoiceRange{kBacking.value, kMaxSeats - 1};
constexpr WholeRange kPadRange{0, kMaxPads - 1};
constexpr WholeRange kCountRange{0, std::numeric_limits<int>::max()};

std::optional<std::int64_t> wholeFrom(const Json &json, WholeRange range)
{
    std::int64_t number = 0;
    if (json.is_number_unsigned()) {
        if (json.get<std::uint64_t>() > static_cast<std::uint64_t>(range.to))
            return std::nullopt;
        number = json.get<std::int64_t>();
    } else if (json.is_number_integer()) {
        number = json.get<std::int64_t>();
    } else if (json.is_number_float()) { // 12.0 and 1.2e6 are whole too
        const double real = json.get<double>();
        if (!(std::abs(real) < kExact) || real != std::trunc(real))
            return std::nullopt;
        number = static_cast<std::int64_t>(real);
    } else {
        return std::nullopt;
    }
    if (number < range.from || number > range.to)
        return std::nullopt;
    return number;
}

std::optional<Scalar> scalarFrom(const Json &json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number() && std::isfinite(json.get<double>()))
        return json.get<double>();
    if (json.is_string())
        return json.get<std::string>();
    return std::nullopt;
}

std::optional<SettingValue> settingFrom(const Json &json)
{
    if (auto scalar = scalarFrom(json))
        return SettingValue{*std::move(scalar)};
    if (!json.is_array())
        return std::nullopt;
    std::vector<std::string> list;
    for (const Json &item : json) {
        if (!item.is_string())
            return std::nullopt;
        list.push_back(item.get<std::string>());
    }
    return SettingValue{std::move(list)};
}

/// Takes typed values out of one line and remembers the first that is missing or wrong. Sentences never repeat what the
/// line says: it may hold anything, and they go to a terminal.
class Fields {
public:
    explicit Fields(const Json &object) : m_object(object) {}

    /// Why the line cannot be used; empty while all is well.
    [[nodiscard]] const std::string &wrong() const { return m_wrong; }
    /// What is odd about it though it can be used.
    [[nodiscard]] const std::string &odd() const { return m_odd; }

    [[nodiscard]] bool has(const char *key) const { return m_object.contains(key); }

    std::int64_t whole(const char *key, WholeRange range = {})
    {
        const Json *json = required(key);
        const auto number = json ? wholeFrom(*json, range) : std::nullopt;
        if (!number)
            complain(key, describe(range));
        return number.value_or(0);
    }
    std::optional<std::int64_t> wholeIfAny(const char *key, WholeRange range = {})
    {
        return has(key) ? std::optional(whole(key, range)) : std::nullopt;
    }
    SeatId seat(WholeRange range = kPlayerRange) { return SeatId{static_cast<int>(whole("seat", range))}; }
    std::optional<SeatId> seatIfAny() { return has("seat") ? std::optional(seat()) : std::nullopt; }
    std::vector<SeatId> seatsIfAny()
    {
        std::vector<SeatId> seats;
        if (!has("seats"))
            return seats;
        const Json &list = m_object["seats"];
        if (!list.is_array())
            complain("seats", "a list of seats");
        else
            for (const Json &item : list) {
                if (const auto seat = wholeFrom(item, kPlayerRange))
                    seats.emplace_back(static_cast<int>(*seat));
                else
                    complain("seats", "a list of seats from 0 to 11");
            }
        return seats;
    }
    PadIndex padIfAny() { return PadIndex{static_cast<int>(wholeIfAny("pad", kPadRange).value_or(0))}; }
    int count(const char *key) { return static_cast<int>(whole(key, kCountRange)); }

    double number(const char *key)
    {
        const Json *json = required(key);
        if (json && json->is_number() && std::isfinite(json->get<double>()))
            return json->get<double>();
        complain(key, "a number");
        return 0;
    }
    double number(const char *key, double from, double to)
    {
        const double value = number(key);
        if (!(value >= from && value <= to))
            complain(key, fmt::format("a number from {} to {}", from, to));
        return value;
    }
    std::string text(const char *key)
    {
        const Json *json = required(key);
        if (json && json->is_string())
            return json->get<std::string>();
        complain(key, "a text");
        return {};
    }
    Scalar scalar(const char *key)
    {
        const Json *json = required(key);
        if (json)
            if (auto value = scalarFrom(*json))
                return *std::move(value);
        complain(key, "a word, a number, true or false");
        return false;
    }
    SettingValue setting(const char *key)
    {
        const Json *json = required(key);
        if (json)
            if (auto value = settingFrom(*json))
                return *std::move(value);
        complain(key, "a word, a number, true, false or a list of words");
        return {};
    }
    std::vector<NamedSetting> settingsIfAny()
    {
        std::vector<NamedSetting> settings;
        if (!has("settings"))
            return settings;
        const Json &object = m_object["settings"];
        if (!object.is_object()) {
            remark("its \"settings\" are not an object; they were left out");
            return settings;
        }
        for (const auto &item : object.items()) {
            if (auto value = settingFrom(item.value()))
                settings.push_back({item.key(), *std::move(value)});
            else
                remark("one of its settings is no word, number, true, false or list of words; it was left out");
        }
        return settings;
    }
    bool flagIfAny(const char *key)
    {
        if (!has(key))
            return false;
        const Json &json = m_object[key];
        if (!json.is_boolean())
            complain(key, "true or false");
        return json.is_boolean() && json.get<bool>();
    }

    void remark(std::string odd)
    {
        if (m_odd.empty())
            m_odd = std::move(odd);
    }

private:
    static std::string describe(WholeRange range)
    {
        if (range.from == WholeRange{}.from && range.to == WholeRange{}.to)
            return "a whole number";
        if (range.to == kCountRange.to)
            return fmt::format("a whole number of {} or more", range.from);
        return fmt::format("a whole number from {} to {}", range.from, range.to);
    }
    const Json *required(const char *key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() ? nullptr : &*it;
    }
    void complain(const char *key, const std::string &expected)
    {
        if (m_wrong.empty())
            m_wrong = fmt::format("its \"{}\" is {}", key, has(key) ? "not " + expected : "missing");
    }

    const Json &m_object;
    std::string m_wrong;
    std::string m_odd;
};

Strike strikeFrom(Fields &f)
{
    Strike s;
    s.seat = f.seat();
    s.pad = f.padIfAny();
    s.touch = f.wholeIfAny("touch");
    if (f.has("strength"))
        s.strength = f.number("strength", 0, 1);
    if (f.has("by")) {
        // How it was struck never changes what sounds, so a new way costs no strike.
        if (const auto by = strikeByFrom(f.text("by")))
            s.by = *by;
        else
            f.remark("how it was struck is not known to this version; it counts as touch");
    }
    s.assisted = f.flagIfAny("assisted");
    return s;
}

/// Nothing for a kind that is not known.
std::optional<InputWhat> inputFrom(std::string_view kind, Fields &f)
{
    if (kind == "strike")
        return strikeFrom(f);
    if (kind == "lift")
        return Lift{f.seat(), f.padIfAny(), f.wholeIfAny("touch")};
    if (kind == "move")
        return Move{f.seat(), f.text("control"), f.number("value")};
    if (kind == "choose")
        return Choose{f.seat(), f.text("what"), f.scalar("value")};
    if (kind == "cue") {
        const auto cue = cueKindFrom(f.text("cue"));
        if (!cue && f.wrong().empty())
            return std::nullopt;
        auto seats = f.seatsIfAny();
        auto value = f.has("value") ? std::optional(f.scalar("value")) : std::nullopt;
        return Cue{cue.value_or(CueKind::Stop), std::move(seats), std::move(value)};
    }
    if (kind == "set") {
        NamedSetting setting{f.text("key"), f.setting("value")};
        return Set{std::move(setting), f.seatIfAny()};
    }
    if (kind == "join")
        return Join{f.seat()};
    if (kind == "leave")
        return Leave{f.seat()};
    if (kind == "rest_on")
        return RestOn{f.seat()};
    if (kind == "rest_off")
        return RestOff{f.seat()};
    if (kind == "start")
        return Start{f.text("activity"), f.settingsIfAny()};
    if (kind == "end")
        return End{};
    return std::nullopt;
}

/// Nothing for a kind that is not known.
std::optional<OutputWhat> outputFrom(std::string_view kind, Fields &f)
{
    if (kind == "note") {
        const auto role = roleFrom(f.text("role"));
        if (!role && f.wrong().empty())
            return std::nullopt;
        return Note{f.whole("id"),
                    f.seat(kVoiceRange),
                    f.text("instrument"),
                    static_cast<int>(f.whole("key", {0, 127})),
                    f.number("level"),
                    role.value_or(Role::Strike)};
    }
    if (kind == "off")
        return Off{f.whole("id")};
    if (kind == "state") {
        const auto state = stageStateFrom(f.text("state"));
        if (!state && f.wrong().empty())
            return std::nullopt;
        return StateChange{state.value_or(StageState::Ready), f.seatIfAny(), f.seatsIfAny(),
                           f.has("value") ? std::optional(f.number("value")) : std::nullopt};
    }
    if (kind == "prompt") {
        const auto step = promptStepFrom(f.text("step"));
        if (!step && f.wrong().empty())
            return std::nullopt;
        return Prompt{f.seat(), step.value_or(PromptStep::Invite)};
    }
    if (kind == "beat")
        return BeatMark{f.whole("beat"), Bpm{f.number("bpm", 1, 1000)}};
    if (kind == "gain")
        return Gain{f.seat(kVoiceRange), f.number("db"), f.count("ramp_ms")};
    if (kind == "word")
        return Word{f.count("line"), f.count("syllable")};
    return std::nullopt;
}

/// Brackets open within each other at the deepest place, whether or not the text is good JSON.
int depthOf(std::string_view text)
{
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

class Reader {
public:
    explicit Reader(const std::string &name) { m_log.name = name; }

    tl::expected<SessionLog, std::string> read(QIODevice &device)
    {
        std::array<char, 1 << 16> chunk{};
        qint64 total = 0;
        bool more = true;
        while (more && m_fatal.empty()) {
            const qint64 got = device.read(chunk.data(), static_cast<qint64>(chunk.size()));
            if (got < 0)
                m_trouble = fmt::format("{}: it could not be read to its end ({}).", m_log.name, device.errorString().toStdString());
            more = got > 0;
            if (more)
                take({chunk.data(), static_cast<std::size_t>(got)});
            total += std::max<qint64>(got, 0);
            if (total >= kMaxLogBytes && more) {
                m_trouble = fmt::format("{}: it is larger than 1 GB; what comes after that was left out.", m_log.name);
                break;
            }
        }
        if (m_fatal.empty() && (!m_line.empty() || m_lineTooLong))
            endLine();
        return finish();
    }

private:
    void take(std::string_view text)
    {
        while (!text.empty() && m_fatal.empty()) {
            const std::size_t end = text.find('\n');
            const std::string_view part = text.substr(0, end);
            if (m_line.size() + part.size() > static_cast<std::size_t>(kMaxLogLine))
                m_lineTooLong = true;
            if (m_lineTooLong)
                m_line.clear();
            else
                m_line += part;
            if (end == std::string_view::npos)
                return;
            endLine();
            text.remove_prefix(end + 1);
        }
    }

    void endLine()
    {
        ++m_number;
        std::string_view line = m_line;
        if (m_number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
        if (m_lineTooLong)
            leftOut("it is longer than 1 MB");
        else if (!blank)
            understand(line);
        m_line.clear();
        m_lineTooLong = false;
    }

    void understand(std::string_view line)
    {
        m_anything = true;
        if (depthOf(line) > kMaxLogDepth)
            return leftOut("it is nested too deeply");
        // The parser takes a zero byte for the end of the text; a power cut leaves plenty of them.
        const Json json = line.find('\0') == std::string_view::npos ? Json::parse(line, nullptr, false) : Json(Json::value_t::discarded);
        if (json.is_discarded())
            return leftOut("it is not JSON");
        if (!m_hasHeader)
            return header(json);
        event(json, line);
    }

    void header(const Json &json)
    {
        if (!json.is_object() || !json.contains("tutti_log")) {
            m_fatal = fmt::format("{} does not begin with the header of a Tutti log; choose a session log.", m_log.name);
            return;
        }
        const auto version = wholeFrom(json["tutti_log"], {});
        if (version != 1) {
            m_fatal = fmt::format("{} is a Tutti log of {}; this Tutti reads version 1.", m_log.name,
                                  version ? fmt::format("version {}", *version) : std::string("an unknown version"));
            return;
        }
        Fields f(json);
        Header &h = m_log.header;
        h.seats = static_cast<int>(f.whole("seats", {0, kMaxSeats}));
        h.activity = f.text("activity");
        if (!f.wrong().empty()) {
            m_fatal = fmt::format("{}, line {}: this header cannot be used because {}; correct it and try again.", m_log.name,
                                  m_number, f.wrong());
            return;
        }
        m_hasHeader = true;
        h.settings = f.settingsIfAny();
        if (json.contains("seed")) {
            if (json["seed"].is_number_unsigned())
                h.seed = json["seed"].get<std::uint64_t>();
            else
                f.remark("its \"seed\" is not a whole number of 0 or more; 0 was taken");
        }
        if (json.contains("latency_us")) {
            if (const auto latency = wholeFrom(json["latency_us"], {-kMaxLatencyUs, kMaxLatencyUs}))
                h.latencyUs = *latency;
            else
                f.remark("its \"latency_us\" is not a whole number within one second; 0 was taken");
        }
        if (json.contains("grooves"))
            readGrooves(json["grooves"], f);
        for (const auto &[key, text] : {std::pair{"app", &h.app}, std::pair{"started", &h.started}}) {
            if (!json.contains(key))
                continue;
            if (json[key].is_string())
                *text = json[key].get<std::string>();
            else
                f.remark(fmt::format("its \"{}\" is not a text; it was left out", key));
        }
        tellOdd(f);
    }

    void readGrooves(const Json &json, Fields &f)
    {
        const auto isGroove = [](const Json &entry) {
            return entry.is_object() && entry.contains("id") && entry["id"].is_string() && entry.contains("sha256") && entry["sha256"].is_string();
        };
        if (!json.is_array() || !std::all_of(json.begin(), json.end(), isGroove)) {
            f.remark("its \"grooves\" are not a list of ids and sha256s; all that are here were taken");
            return;
        }
        for (const Json &entry : json)
            m_log.header.grooves.push_back({entry["id"].get<std::string>(), entry["sha256"].get<std::string>()});
    }

    void event(const Json &json, std::string_view line)
    {
        const char *direction = json.is_object() && json.contains("in") ? "in" : "out";
        if (!json.is_object() || !json.contains(direction) || !json[direction].is_string())
            return leftOut("it is neither something that came in nor something that was done");
        const bool in = direction[0] == 'i';
        const auto kind = json[direction].get<std::string>();
        Fields f(json);
        const Micros given{f.whole("t_us")};
        const std::string noTime = f.wrong();
        Micros &last = in ? m_lastIn : m_lastOut;
        const Micros t = std::max(given, last);

        const auto came = in ? inputFrom(kind, f) : std::nullopt;
        const auto done = in ? std::nullopt : outputFrom(kind, f);
        if (!came && !done) {
            m_log.unknown.push_back({noTime.empty() && given <= kLongestSession ? t : last, std::string(line)});
            return;
        }
        if (!f.wrong().empty())
            return leftOut(f.wrong());
        if (given > kLongestSession)
            return leftOut("its time lies more than a week after the start");
        if (given < last)
            f.remark(fmt::format("its time runs back; it was moved to {}", last.count()));
        last = t;
        if (came)
            m_log.inputs.push_back({t, *came});
        else
            m_log.outputs.push_back({t, *done});
        tellOdd(f);
    }

    void leftOut(const std::string &why) { tell(fmt::format("this line was left out because {}", why)); }

    void tellOdd(const Fields &f)
    {
        if (!f.odd().empty())
            tell(f.odd());
    }

    void tell(const std::string &what)
    {
        if (m_log.problems.size() < kMaxProblems)
            m_log.problems.push_back(fmt::format("{}, line {}: {}.", m_log.name, m_number, what));
        else
            ++m_untold;
    }

    tl::expected<SessionLog, std::string> finish()
    {
        if (m_fatal.empty() && !m_hasHeader)
            m_fatal = m_anything || m_number > 0 || !m_trouble.empty()
                ? fmt::format("{} has no header of a Tutti log; choose a session log.", m_log.name)
                : fmt::format("{} is empty; choose a session log.", m_log.name);
        if (!m_fatal.empty())
            return tl::make_unexpected(m_fatal);
        if (m_untold > 0)
            m_log.problems.push_back(fmt::format("{}: {} more lines had something wrong.", m_log.name, m_untold));
        if (!m_trouble.empty())
            m_log.problems.push_back(m_trouble);
        return std::move(m_log);
    }

    SessionLog m_log;
    std::string m_line;
    bool m_lineTooLong = false;
    int m_number = 0; ///< of the line, from 1
    bool m_anything = false;
    bool m_hasHeader = false;
    Micros m_lastIn{};
    Micros m_lastOut{};
    std::size_t m_untold = 0;
    std::string m_trouble; ///< with reading itself
    std::string m_fatal;
};

} // namespace

tl::expected<SessionLog, std::string> readLog(QIODevice &device, const std::string &name)
{
    try {
        return Reader(name).read(device);
    } catch (const std::exception &e) { // memory, above all
        return tl::make_unexpected(fmt::format("{} could not be read ({}); it may be too large for this machine.", name, e.what()));
    }
}

tl::expected<SessionLog, std::string> readLogFile(const QString &file)
{
    const std::string name = file.toStdString();
    const QFileInfo info(file);
    if (!info.exists())
        return tl::make_unexpected(fmt::format("{} is not there; check the name.", name));
    if (info.isDir())
        return tl::make_unexpected(fmt::format("{} is a folder; name the session log inside it.", name));
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return tl::make_unexpected(fmt::format("{} could not be opened ({}); check who may read it.", name, device.errorString().toStdString()));
    return readLog(device, name);
}

} // namespace tutti
