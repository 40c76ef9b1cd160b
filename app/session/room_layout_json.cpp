// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_layout_json.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace tutti {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps)
{
    return std::round(value * steps) / steps;
}

Json rectJson(const GlassRect &r, double steps)
{
    return {{"x", rounded(r.x, steps)}, {"y", rounded(r.y, steps)}, {"w", rounded(r.w, steps)}, {"h", rounded(r.h, steps)}};
}

class Writer {
public:
    explicit Writer(const RoomGeometry &geometry) : m_geometry(geometry) {}

    void add(Json &list, const std::string &id, const GlassRect &rect, int rotation = 0) const
    {
        if (!rect.isEmpty())
            list.push_back(finished({{"id", id}}, rect, "rect", rotation));
    }

    void add(Json &list, const PadPlace &pad) const
    {
        const int seat = pad.seat.value;
        const int index = pad.pad.value;
        list.push_back(finished({{"id", fmt::format("seat-{}-pad-{}", seat, index)}, {"seat", seat}, {"pad", index}}, pad.rect,
            pad.bar ? "rect" : "circle", pad.rotation));
    }

private:
    [[nodiscard]] Json finished(Json item, const GlassRect &rect, const char *shape, int rotation) const
    {
        item["shape"] = shape;
        item["rotation"] = rotation;
        item["px"] = rectJson(m_geometry.inPixels(rect), 1000);
        item["mm"] = rectJson(rect, 1000);
        return item;
    }

    const RoomGeometry &m_geometry;
};

const char *nameOf(RoomKind kind)
{
    switch (kind) {
    case RoomKind::Wall: return "wall";
    case RoomKind::Table: return "table";
    case RoomKind::Small: return "small";
    }
    return "wall";
}

} // namespace

nlohmann::ordered_json roomLayoutJson(const RoomGeometry &geometry)
{
    const Writer writer(geometry);
    Json json;
    json["size"] = {{"w", geometry.spec.widthPx}, {"h", geometry.spec.heightPx}};
    json["panel"] = {{"kind", nameOf(geometry.spec.kind)}, {"diagonal_in", geometry.spec.diagonalInch}, {"lower_edge_mm", geometry.spec.lowerEdgeMm},
        {"w_mm", rounded(geometry.widthMm, 1000)}, {"h_mm", rounded(geometry.heightMm, 1000)}};
    json["mm_per_px"] = rounded(geometry.mmPerPx, 1e6);
    if (geometry.reachBand)
        json["reach_band"] = {{"px", rectJson(geometry.inPixels(*geometry.reachBand), 1000)}, {"mm", rectJson(*geometry.reachBand, 1000)}};
    else
        json["reach_band"] = nullptr;
    json["seats"] = geometry.spec.seats;
    json["max_seats"] = geometry.maxSeats;
    json["pads_per_seat"] = geometry.spec.padsPerSeat;
    json["cap_height_mm"] = {{"room", rounded(geometry.roomCapMm, 1000)}, {"seat", rounded(geometry.seatCapMm, 1000)},
        {"leader", rounded(geometry.leaderCapMm, 1000)}};

    Json &items = json["items"] = Json::array();
    for (const PadPlace &pad : geometry.pads)
        writer.add(items, pad);
    if (geometry.spec.paused)
        writer.add(items, "hold-to-play-on", geometry.holdToPlayOn);
    else
        writer.add(items, "stop", geometry.stop);
    writer.add(items, "finish", geometry.finish, geometry.finishRotation);
    writer.add(items, "doors", geometry.doorsHandle, geometry.doorsRotation);
    writer.add(items, "lead", geometry.leadHandle, geometry.leadRotation);
    if (geometry.spec.drawerOpen) {
        writer.add(items, "softer", geometry.softer);
        writer.add(items, "louder", geometry.louder);
        writer.add(items, "next", geometry.next);
        writer.add(items, "drawer-finish", geometry.drawerFinish);
        writer.add(items, "more", geometry.drawerMore);
        writer.add(items, "close", geometry.drawerClose);
    }

    Json &areas = json["areas"] = Json::array();
    writer.add(areas, "stage", geometry.stage);
    writer.add(areas, "words", geometry.words);
    writer.add(areas, "pad-band", geometry.padBand);
    writer.add(areas, "drawer", geometry.drawer);
    writer.add(areas, "drawer-body", geometry.drawerBody);
    if (!geometry.spec.paused)
        writer.add(areas, "hold-to-play-on", geometry.holdToPlayOn);
    for (std::size_t i = 0; i < geometry.padAreas.size(); ++i)
        writer.add(areas, fmt::format("pad-ground-{}", i), geometry.padAreas[i]);

    Json &home = json["home"] = Json::array();
    writer.add(home, "stop", geometry.stop);
    writer.add(home, "start-session", geometry.startSession);
    for (std::size_t i = 0; i < geometry.doors.size(); ++i)
        writer.add(home, fmt::format("door-{}", i), geometry.doors[i]);
    return json;
}

} // namespace tutti
