// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/settings_file.h"

#include "content/json_text.h"
#include "content/whole_file.h"
#include "core/settings.h"

#include <fmt/format.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tutti {

namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<std::string_view, Enum>, N>;

constexpr Names<KioskSettings::Theme, 3> kThemes{{{"paper", KioskSettings::Theme::Paper}, {"dusk", KioskSettings::Theme::Dusk},
    {"contrast", KioskSettings::Theme::Contrast}}};
constexpr Names<KioskSettings::Kind, 3> kKinds{{{"wall", KioskSettings::Kind::Wall}, {"table", KioskSettings::Kind::Table},
    {"small", KioskSettings::Kind::Small}}};
constexpr Names<KioskSettings::Side, 2> kSides{{{"left", KioskSettings::Side::Left}, {"right", KioskSettings::Side::Right}}};
constexpr Names<KioskSettings::Audio, 6> kAudio{{{"auto", KioskSettings::Audio::Auto}, {"jack", KioskSettings::Audio::Jack},
    {"pulseaudio", KioskSettings::Audio::PulseAudio}, {"alsa", KioskSettings::Audio::Alsa}, {"qt", KioskSettings::Audio::Qt},
    {"none", KioskSettings::Audio::None}}};

template <class Enum, std::size_t N>
std::string_view nameIn(const Names<Enum, N> &names, Enum value) noexcept
{
    for (const auto &[name, known] : names)
        if (known == value)
            return name;
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> valueIn(const Names<Enum, N> &names, std::string_view name) noexcept
{
    for (const auto &[known, value] : names)
        if (known == name)
            return value;
    return std::nullopt;
}

template <class Enum, std::size_t N>
std::string listOf(const Names<Enum, N> &names)
{
    std::string list;
    for (std::size_t i = 0; i < N; ++i)
        list += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == N ? " or " : ", ", names[i].first);
    return list;
}

/// Takes known keys out of one object of the file; what is wrong becomes a sentence and changes nothing.
class Keys {
public:
    Keys(const Json &object, std::string prefix, const std::string &file, std::vector<std::string> &problems)
        : m_object(object), m_prefix(std::move(prefix)), m_file(file), m_problems(problems)
    {
    }

    template <class Enum, std::size_t N>
    void choice(const char *key, const Names<Enum, N> &names, Enum &into)
    {
        const Json *value = find(key);
        if (!value)
            return;
        if (value->is_string())
            if (const auto known = valueIn(names, value->get_ref<const std::string &>())) {
                into = *known;
                return;
            }
        wrong(key, listOf(names), fmt::format("\"{}\"", nameIn(names, into)));
    }

    void number(const char *key, double low, double high, std::optional<double> &into)
    {
        const Json *value = find(key);
        if (!value || value->is_null())
            return;
        if (value->is_number() && value->get<double>() >= low && value->get<double>() <= high)
            into = value->get<double>();
        else
            wrong(key, fmt::format("a number from {} to {}", low, high), "no value");
    }

    template <class Into>
    void whole(const char *key, int low, int high, Into &into, std::string_view otherwise)
    {
        const Json *value = find(key);
        if (!value || (value->is_null() && std::is_same_v<Into, std::optional<int>>))
            return;
        if (value->is_number_integer() && value->get<double>() >= low && value->get<double>() <= high)
            into = value->get<int>();
        else
            wrong(key, fmt::format("a whole number from {} to {}", low, high), otherwise);
    }

    void time(const char *key, std::optional<int> &into)
    {
        const Json *value = find(key);
        if (!value || value->is_null())
            return;
        const auto minute = value->is_string() ? minuteFrom(value->get_ref<const std::string &>()) : std::nullopt;
        if (minute)
            into = minute;
        else
            wrong(key, "a time of day like \"21:00\"", "no value");
    }

    void turn(const char *key, int &into)
    {
        const Json *value = find(key);
        if (!value)
            return;
        const auto &turns = KioskSettings::kTurns;
        if (value->is_number_integer() && std::find(turns.begin(), turns.end(), value->get<int>()) != turns.end())
            into = value->get<int>();
        else
            wrong(key, fmt::format("{}", fmt::join(turns, " or ")), fmt::format("{}", into));
    }

    void truth(const char *key, bool &into)
    {
        const Json *value = find(key);
        if (!value)
            return;
        if (value->is_boolean())
            into = value->get<bool>();
        else
            wrong(key, "true or false", into ? "true" : "false");
    }

    void text(const char *key, std::string &into)
    {
        const Json *value = find(key);
        if (!value)
            return;
        if (value->is_string())
            into = value->get<std::string>();
        else
            wrong(key, "a text in quotes", "no value");
    }

    void wrong(const char *key, std::string_view must, std::string_view otherwise)
    {
        m_problems.push_back(fmt::format("{}: \"{}{}\" must be {}; until it is corrected, {} is used.", m_file, m_prefix, key, must,
            otherwise));
    }

private:
    [[nodiscard]] const Json *find(const char *key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() ? nullptr : &*it;
    }

    const Json &m_object;
    std::string m_prefix;
    const std::string &m_file;
    std::vector<std::string> &m_problems;
};

} // namespace

std::string_view nameOf(KioskSettings::Theme theme) noexcept { return nameIn(kThemes, theme); }
std::string_view nameOf(KioskSettings::Kind kind) noexcept { return nameIn(kKinds, kind); }
std::string_view nameOf(KioskSettings::Side side) noexcept { return nameIn(kSides, side); }
std::string_view nameOf(KioskSettings::Audio audio) noexcept { return nameIn(kAudio, audio); }
std::optional<KioskSettings::Theme> themeFrom(std::string_view name) noexcept { return valueIn(kThemes, name); }
std::optional<KioskSettings::Kind> panelKindFrom(std::string_view name) noexcept { return valueIn(kKinds, name); }
std::optional<KioskSettings::Side> sideFrom(std::string_view name) noexcept { return valueIn(kSides, name); }
std::optional<KioskSettings::Audio> audioFrom(std::string_view name) noexcept { return valueIn(kAudio, name); }

SettingsFile::Reading SettingsFile::read() const
{
    Reading reading;
    if (!QFileInfo::exists(m_path))
        return reading;
    const std::string file = m_path.toStdString();
    const auto text = readTextFile(m_path);
    if (!text) {
        reading.problems.push_back(text.error());
        return reading;
    }
    const auto json = parseJson(*text);
    if (!json || !json->is_object()) {
        reading.problems.push_back(fmt::format("{}, {}: this is not {}; correct it there, until then the usual settings are used.", file,
            json ? std::string{"line 1, column 1"} : json.error(), json ? "a list of settings in { }" : "JSON"));
        return reading;
    }

    KioskSettings &settings = reading.settings;
    Keys keys(*json, {}, file, reading.problems);
    keys.choice("theme", kThemes, settings.theme);
    if (const auto panel = json->find("panel"); panel != json->end()) {
        if (panel->is_object()) {
            Keys inner(*panel, "panel.", file, reading.problems);
            inner.choice("kind", kKinds, settings.kind);
            inner.number("diagonal_in", KioskSettings::kSmallestIn, KioskSettings::kLargestIn, settings.diagonalIn);
            inner.number("lower_edge_mm", 0, KioskSettings::kHighestMm, settings.lowerEdgeMm);
            inner.turn("turn", settings.turn);
        } else {
            keys.wrong("panel", "an object in { }", "a wall panel of unknown size");
        }
    }
    keys.whole("seats", 1, 12, settings.seats, "no value");
    keys.choice("lead_side", kSides, settings.leadSide);
    keys.whole("volume_step", 1, KioskSettings::kVolumeSteps, settings.volumeStep, fmt::format("{}", settings.volumeStep));
    keys.truth("volume_locked", settings.volumeLocked);
    keys.whole("loudest_step", 1, KioskSettings::kVolumeSteps, settings.loudestStep, fmt::format("{}", settings.loudestStep));
    keys.number("measured_db", KioskSettings::kSoftestDb, KioskSettings::kLoudestDb, settings.measuredDb);
    keys.number("wait_s", Settings::kShortestWaitS, Settings::kLongestWaitS, settings.waitS);
    if (const auto quiet = json->find("quiet"); quiet != json->end()) {
        if (quiet->is_object()) {
            Keys inner(*quiet, "quiet.", file, reading.problems);
            std::optional<int> from, until;
            inner.time("from", from);
            inner.time("until", until);
            if (from && until)
                settings.quiet = QuietHours{*from, *until};
            inner.whole("loudest_step", 1, KioskSettings::kVolumeSteps, settings.quietStep, fmt::format("{}", settings.quietStep));
        } else {
            keys.wrong("quiet", "an object in { }", "no quiet hours");
        }
    }
    keys.whole("dark_after_min", KioskSettings::kShortestDarkMin, KioskSettings::kLongestDarkMin, settings.darkAfterMin, fmt::format("{}", settings.darkAfterMin));
    keys.text("soundfont", settings.soundfont);
    keys.truth("still", settings.still);
    keys.choice("audio", kAudio, settings.audio);
    return reading;
}

tl::expected<void, std::string> SettingsFile::write(const KioskSettings &settings) const
{
    const auto failed = [this](const QString &why) {
        return tl::unexpected(fmt::format("{} could not be saved ({}); check that the folder can be written and the disk is not full.",
            m_path.toStdString(), why.toStdString()));
    };

    Json json = Json::object();
    if (QFileInfo::exists(m_path)) {
        const auto text = readTextFile(m_path);
        auto old = text ? parseJson(*text) : tl::unexpected(text.error());
        if (old && old->is_object()) {
            json = std::move(*old);
        } else {
            const QString kept = m_path + QStringLiteral(".unreadable");
            QFile::remove(kept);
            if (!QFile::copy(m_path, kept))
                return failed(QStringLiteral("the unreadable file there could not be kept as %1").arg(kept));
        }
    }

    const auto orNull = [](const auto &value) { return value ? Json(*value) : Json(nullptr); };
    json["theme"] = nameOf(settings.theme);
    Json &panel = json["panel"];
    if (!panel.is_object())
        panel = Json::object();
    panel["kind"] = nameOf(settings.kind);
    panel["diagonal_in"] = orNull(settings.diagonalIn);
    panel["lower_edge_mm"] = orNull(settings.lowerEdgeMm);
    panel["turn"] = settings.turn;
    json["seats"] = orNull(settings.seats);
    json["lead_side"] = nameOf(settings.leadSide);
    json["volume_step"] = settings.volumeStep;
    json["volume_locked"] = settings.volumeLocked;
    json["loudest_step"] = settings.loudestStep;
    json["measured_db"] = orNull(settings.measuredDb);
    json["wait_s"] = orNull(settings.waitS);
    Json &quiet = json["quiet"];
    if (!quiet.is_object())
        quiet = Json::object();
    quiet["from"] = settings.quiet ? Json(timeText(settings.quiet->from)) : Json(nullptr);
    quiet["until"] = settings.quiet ? Json(timeText(settings.quiet->until)) : Json(nullptr);
    quiet["loudest_step"] = settings.quietStep;
    json["dark_after_min"] = settings.darkAfterMin;
    json["soundfont"] = settings.soundfont;
    json["still"] = settings.still;
    json["audio"] = nameOf(settings.audio);

    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failed(QStringLiteral("its folder could not be made"));
    // A path with bytes that are no UTF-8 must not throw here: it is written with a replacement character.
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    if (const auto written = writeWholeFile(m_path, QByteArray::fromStdString(text)); !written)
        return failed(QString::fromStdString(written.error()));
    return {};
}

} // namespace tutti
