// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/log_format.h"

#include "core/event_names.h"
#include "core/overloaded.h"
#include "records/log_json.h"

#include <cmath>

namespace tutti {

namespace {

constexpr int kStrengthDecimals = 3;
constexpr int kOutDecimals = 6; // finer than any ear, and the same with every mathematics library
constexpr double kExact = 9007199254740992; // whole numbers up to here are exact in a double

Json jsonOf(const Scalar &scalar)
{
    return std::visit(Overloaded{
        [](bool b) { return Json(b); },
        [](double number) { return tutti::jsonOf(number); },
        [](const std::string &text) { return Json(text); },
    }, scalar);
}

Json jsonOf(const std::vector<SeatId> &seats)
{
    Json list = Json::array();
    for (const SeatId seat : seats)
        list.push_back(seat.value);
    return list;
}

Json outNumber(double number)
{
    return jsonOf(roundedTo(number, kOutDecimals));
}

void seatLine(Json &line, const char *kind, SeatId seat)
{
    line["in"] = kind;
    line["seat"] = seat.value;
}

void put(Json &line, const Strike &s)
{
    seatLine(line, "strike", s.seat);
    line["pad"] = s.pad.value;
    if (s.touch)
        line["touch"] = *s.touch;
    line["strength"] = jsonOf(roundedTo(s.strength, kStrengthDecimals));
    line["by"] = nameOf(s.by);
    if (s.assisted)
        line["assisted"] = true;
}

void put(Json &line, const Lift &l)
{
    seatLine(line, "lift", l.seat);
    line["pad"] = l.pad.value;
    if (l.touch)
        line["touch"] = *l.touch;
}

void put(Json &line, const Move &m)
{
    seatLine(line, "move", m.seat);
    line["control"] = m.control;
    line["value"] = jsonOf(m.value);
}

void put(Json &line, const Choose &c)
{
    seatLine(line, "choose", c.seat);
    line["what"] = c.what;
    line["value"] = jsonOf(c.value);
}

void put(Json &line, const Cue &c)
{
    line["in"] = "cue";
    line["cue"] = nameOf(c.kind);
    if (!c.seats.empty())
        line["seats"] = jsonOf(c.seats);
    if (c.value)
        line["value"] = jsonOf(*c.value);
}

void put(Json &line, const Set &s)
{
    line["in"] = "set";
    line["key"] = s.setting.key;
    line["value"] = jsonOf(s.setting.value);
    if (s.seat)
        line["seat"] = s.seat->value;
}

void put(Json &line, const Join &j) { seatLine(line, "join", j.seat); }
void put(Json &line, const Leave &l) { seatLine(line, "leave", l.seat); }
void put(Json &line, const RestOn &r) { seatLine(line, "rest_on", r.seat); }
void put(Json &line, const RestOff &r) { seatLine(line, "rest_off", r.seat); }

void put(Json &line, const Start &s)
{
    line["in"] = "start";
    line["activity"] = s.activity;
    if (!s.settings.empty())
        line["settings"] = jsonOf(s.settings);
}

void put(Json &line, const End &) { line["in"] = "end"; }

void put(Json &line, const Note &n)
{
    line["out"] = "note";
    line["id"] = n.id;
    line["seat"] = n.seat.value;
    line["instrument"] = n.instrument;
    line["key"] = n.key;
    line["level"] = outNumber(n.level);
    line["role"] = nameOf(n.role);
}

void put(Json &line, const Off &o)
{
    line["out"] = "off";
    line["id"] = o.id;
}

void put(Json &line, const StateChange &s)
{
    line["out"] = "state";
    line["state"] = nameOf(s.state);
    if (s.seat)
        line["seat"] = s.seat->value;
    if (!s.seats.empty())
        line["seats"] = jsonOf(s.seats);
    if (s.value)
        line["value"] = outNumber(*s.value);
}

void put(Json &line, const Prompt &p)
{
    line["out"] = "prompt";
    line["seat"] = p.seat.value;
    line["step"] = nameOf(p.step);
}

void put(Json &line, const BeatMark &b)
{
    line["out"] = "beat";
    line["beat"] = b.beat;
    line["bpm"] = roundedTo(b.tempo.value, kOutDecimals); // the contract writes 88.0
}

void put(Json &line, const Gain &g)
{
    line["out"] = "gain";
    line["seat"] = g.seat.value;
    line["db"] = outNumber(g.db);
    line["ramp_ms"] = g.rampMs;
}

void put(Json &line, const Word &w)
{
    line["out"] = "word";
    line["line"] = w.line;
    line["syllable"] = w.syllable;
}

template <class Event>
std::string eventLine(const Event &event)
{
    Json line;
    line["t_us"] = event.t.count();
    std::visit([&](const auto &what) { put(line, what); }, event.what);
    return textOf(line);
}

} // namespace

Json jsonOf(double number)
{
    if (std::abs(number) < kExact && number == std::trunc(number))
        return static_cast<std::int64_t>(number);
    return number;
}

Json jsonOf(const SettingValue &value)
{
    return std::visit(Overloaded{
        [](const Scalar &scalar) { return jsonOf(scalar); },
        [](const std::vector<std::string> &list) { return Json(list); },
    }, value.value);
}

Json jsonOf(const std::vector<NamedSetting> &settings)
{
    Json object = Json::object();
    for (const NamedSetting &setting : settings)
        object[setting.key] = jsonOf(setting.value);
    return object;
}

std::string textOf(const Json &json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

double roundedTo(double number, int decimals)
{
    const double scale = std::pow(10, decimals);
    const double rounded = std::round(number * scale) / scale;
    return std::isfinite(rounded) ? rounded : number;
}

std::string lineOf(const Header &header)
{
    Json line;
    line["tutti_log"] = 1;
    if (!header.app.empty())
        line["app"] = header.app;
    if (!header.started.empty())
        line["started"] = header.started;
    line["seats"] = header.seats;
    line["seed"] = header.seed;
    line["activity"] = header.activity;
    if (!header.settings.empty())
        line["settings"] = jsonOf(header.settings);
    line["latency_us"] = header.latencyUs;
    for (const Header::Used &groove : header.grooves)
        line["grooves"].push_back({{"id", groove.id}, {"sha256", groove.sha256}});
    return textOf(line);
}

std::string lineOf(const Input &input) { return eventLine(input); }
std::string lineOf(const Output &output) { return eventLine(output); }

} // namespace tutti
