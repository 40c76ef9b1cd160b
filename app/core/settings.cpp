// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <fmt/format.h>

namespace tutti {
namespace {

using Result = tl::expected<void, std::string>;

Result no(std::string_view key, std::string_view takes)
{
    return tl::make_unexpected(fmt::format("The setting \"{}\" takes {}. It stays as it was.", key, takes));
}

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

const bool *flag(const SettingValue &v)
{
    const auto *scalar = std::get_if<Scalar>(&v.value);
    return scalar ? std::get_if<bool>(scalar) : nullptr;
}

bool isWhole(double x, double low, double high) { return x >= low && x <= high && x == static_cast<double>(static_cast<int>(x)); }

Result setInstruments(Settings &s, const SettingValue &value, std::optional<SeatId> seat)
{
    constexpr std::string_view takes = "catalogue ids, one for a seat or a list by seat";
    if (const auto *id = text(value)) {
        if (seat)
            s.instruments[static_cast<std::size_t>(seat->value)] = *id;
        else
            s.instruments.fill(*id);
        return {};
    }
    const auto *list = std::get_if<std::vector<std::string>>(&value.value);
    if (!list || seat || list->empty() || list->size() > kMaxSeats)
        return no("instruments", takes);
    for (std::size_t i = 0; i < list->size(); ++i)
        s.instruments[i] = (*list)[i];
    return {};
}

} // namespace

Settings::Settings() { pads.fill(1); }

Result Settings::apply(const Set &set)
{
    const std::string &key = set.setting.key;
    const SettingValue &value = set.setting.value;
    if (set.seat && !set.seat->isPlayer())
        return no(key, "a seat from 0 to 11");

    if (key == "intro_s") {
        const double *x = number(value);
        if (!x || !(*x >= 0 && *x <= 20))
            return no(key, "seconds from 0 to 20");
        introS = *x;
    } else if (key == "instruments") {
        return setInstruments(*this, value, set.seat);
    } else if (key == "pads") {
        const double *x = number(value);
        if (!x || !isWhole(*x, 1, kMaxPads))
            return no(key, "1, 2 or 3");
        if (set.seat)
            pads[static_cast<std::size_t>(set.seat->value)] = static_cast<int>(*x);
        else
            pads.fill(static_cast<int>(*x));
    } else if (key == "scale") {
        const std::string *name = text(value);
        const auto parsed = name ? Scale::parse(*name) : std::nullopt;
        if (!parsed)
            return no(key, "a root and a mode, such as \"D dorian\"");
        scale = *parsed;
    } else if (key == "transpose") {
        const double *x = number(value);
        if (!x || !isWhole(*x, -6, 6))
            return no(key, "semitones from -6 to 6");
        transpose = static_cast<int>(*x);
    } else if (key == "meter") {
        const double *x = number(value);
        if (!x || !isWhole(*x, 2, 12))
            return no(key, "beats in a bar, from 2 to 12");
        meter = static_cast<int>(*x);
    } else if (key == "governor") {
        const bool *on = flag(value);
        if (!on)
            return no(key, "true or false");
        governor = *on;
    }
    return {};
}

} // namespace tutti
