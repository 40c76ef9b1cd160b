// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace tutti {
namespace {

using Seat = std::optional<SeatId>; ///< none: all

constexpr double kDefaultWaitS = 15;
constexpr double kDefaultRestS = 3;

const double *number(const SettingValue &v)
{
    const auto *scalar = std::get_if<Scalar>(&v.value);
    return scalar ? std::get_if<double>(scalar) : nullptr;
}

const std::string *text(const SettingValue &v)
{
    const auto *scalar = std::get_if<Scalar>(&v.value);
    return scalar ? std::get_if<std::string>(scalar) : nullptr;
}

std::optional<bool> flagOf(const SettingValue &v)
{
    const auto *scalar = std::get_if<Scalar>(&v.value);
    const auto *flag = scalar ? std::get_if<bool>(scalar) : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

std::optional<double> numberIn(const SettingValue &v, double low, double high)
{
    const double *x = number(v);
    return x && *x >= low && *x <= high ? std::optional(*x) : std::nullopt;
}

std::optional<int> wholeIn(const SettingValue &v, int low, int high)
{
    const auto x = numberIn(v, low, high);
    return x && *x == static_cast<double>(static_cast<int>(*x)) ? std::optional(static_cast<int>(*x)) : std::nullopt;
}

template <class T>
std::optional<T> wordOf(const SettingValue &v, std::initializer_list<std::pair<std::string_view, T>> words)
{
    const std::string *word = text(v);
    for (const auto &[name, value] : words)
        if (word && *word == name)
            return value;
    return std::nullopt;
}

/// Gives `value`, if there is one, to a seat or to all. False: there is none.
template <class T>
bool give(std::array<T, kMaxSeats> &seats, Seat seat, const std::optional<T> &value)
{
    if (!value)
        return false;
    if (seat)
        seats[static_cast<std::size_t>(seat->value)] = *value;
    else
        seats.fill(*value);
    return true;
}

template <class T>
bool give(T &setting, const std::optional<T> &value)
{
    if (value)
        setting = *value;
    return value.has_value();
}

/// "cue together", or nothing at all.
std::optional<WaitingSteps> waitingSteps(const SettingValue &value)
{
    const auto *words = text(value);
    if (!words)
        return std::nullopt;
    WaitingSteps steps{false, false, false};
    std::istringstream in(*words);
    for (std::string word; in >> word;) {
        if (word == "cue")
            steps.cue = true;
        else if (word == "model")
            steps.model = true;
        else if (word == "together")
            steps.together = true;
        else
            return std::nullopt;
    }
    return steps;
}

bool giveInstruments(Settings &s, const SettingValue &value, Seat seat)
{
    if (const auto *id = text(value))
        return give(s.instruments, seat, std::optional(*id));
    const auto *list = std::get_if<std::vector<std::string>>(&value.value);
    if (!list || seat || list->empty() || list->size() > kMaxSeats)
        return false;
    std::copy(list->begin(), list->end(), s.instruments.begin());
    return true;
}

struct Known {
    std::string_view key;
    std::string_view takes;
    bool (*give)(Settings &, const SettingValue &, Seat); ///< false: it does not take this
};

constexpr Known kKnown[]{
    {"intro_s", "seconds from 0 to 20", [](Settings &s, const SettingValue &v, Seat) { return give(s.introS, numberIn(v, 0, 20)); }},
    {"wait_s", "seconds from 5 to 60", [](Settings &s, const SettingValue &v, Seat seat) { return give(s.waitS, seat, numberIn(v, Settings::kShortestWaitS, Settings::kLongestWaitS)); }},
    {"rest_s", "seconds from 1.5 to 10", [](Settings &s, const SettingValue &v, Seat seat) { return give(s.restS, seat, numberIn(v, Settings::kShortestRestS, Settings::kLongestRestS)); }},
    {"ladder", "words of cue, model and together", [](Settings &s, const SettingValue &v, Seat seat) { return give(s.ladder, seat, waitingSteps(v)); }},
    {"instruments", "catalogue ids, one for a seat or a list by seat", giveInstruments},
    {"pads", "1, 2 or 3", [](Settings &s, const SettingValue &v, Seat seat) { return give(s.pads, seat, wholeIn(v, 1, kMaxPads)); }},
    {"scale", "a root and a mode, such as \"D dorian\"",
     [](Settings &s, const SettingValue &v, Seat) { return text(v) && give(s.scale, Scale::parse(*text(v))); }},
    {"transpose", "semitones from -6 to 6", [](Settings &s, const SettingValue &v, Seat) { return give(s.transpose, wholeIn(v, -6, 6)); }},
    {"bpm", "beats a minute from 40 to 150",
     [](Settings &s, const SettingValue &v, Seat) {
         const auto bpm = numberIn(v, 40, 150);
         return give(s.bpm, bpm ? std::optional(Bpm{*bpm}) : std::nullopt);
     }},
    {"meter", "beats in a bar, from 2 to 12", [](Settings &s, const SettingValue &v, Seat) { return give(s.meter, wholeIn(v, 2, 12)); }},
    {"grid", "\"1/4\", \"1/8\", \"1/8t\" or \"1/16\"",
     [](Settings &s, const SettingValue &v, Seat) {
         return give(s.grid, wordOf<double>(v, {{"1/4", 1}, {"1/8", 0.5}, {"1/8t", 1.0 / 3}, {"1/16", 0.25}}));
     }},
    {"help", "off, gentle or full",
     [](Settings &s, const SettingValue &v, Seat seat) {
         return give(s.help, seat, wordOf<BeatHelp>(v, {{"off", BeatHelp::Off}, {"gentle", BeatHelp::Gentle}, {"full", BeatHelp::Full}}));
     }},
    {"groove", "the id of a groove",
     [](Settings &s, const SettingValue &v, Seat) { return give(s.groove, text(v) ? std::optional(*text(v)) : std::nullopt); }},
    {"governor", "true or false", [](Settings &s, const SettingValue &v, Seat) { return give(s.governor, flagOf(v)); }},
    {"people", "how many take part, from 1 to 48", [](Settings &s, const SettingValue &v, Seat) { return give(s.people, wholeIn(v, 1, Settings::kMostPeople)); }},
    {"together_s", "seconds from 0.2 to 3", [](Settings &s, const SettingValue &v, Seat) { return give(s.togetherS, numberIn(v, 0.2, 3)); }},
    {"variant", "usual, choose, mirror, app, sides or hold",
     [](Settings &s, const SettingValue &v, Seat) {
         return give(s.variant, wordOf<Variant>(v, {{"usual", Variant::Usual}, {"choose", Variant::Choose}, {"mirror", Variant::Mirror},
                                                    {"app", Variant::App}, {"sides", Variant::Sides}, {"hold", Variant::Hold}}));
     }},
    {"out_of_turn", "soft or full",
     [](Settings &s, const SettingValue &v, Seat) { return give(s.fullOutOfTurn, wordOf<bool>(v, {{"soft", false}, {"full", true}})); }},
    {"assisted", "true or false", [](Settings &s, const SettingValue &v, Seat seat) { return give(s.assisted, seat, flagOf(v)); }},
};

const Known *known(std::string_view key)
{
    const auto *found = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known &k) { return k.key == key; });
    return found == std::end(kKnown) ? nullptr : found;
}

tl::unexpected<std::string> no(std::string_view key, std::string_view takes)
{
    return tl::make_unexpected(fmt::format("The setting \"{}\" takes {}. It stays as it was.", key, takes));
}

} // namespace

Settings::Settings()
{
    waitS.fill(kDefaultWaitS);
    restS.fill(kDefaultRestS);
    pads.fill(1);
}

tl::expected<void, std::string> Settings::apply(const Set &set)
{
    const std::string &key = set.setting.key;
    if (set.seat && !set.seat->isPlayer())
        return no(key, "a seat from 0 to 11");
    if (const Known *setting = known(key); setting && !setting->give(*this, set.setting.value, set.seat))
        return no(key, setting->takes);
    return {};
}

bool Settings::knows(std::string_view key) { return known(key) != nullptr; }

std::string_view Settings::takes(std::string_view key)
{
    const Known *setting = known(key);
    return setting ? setting->takes : std::string_view{};
}

} // namespace tutti
