// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tutti {

namespace {

// Millimetres at full scale. Most were measured off the drawings of a 65-inch panel.
constexpr double kNarrowDoor = 2.2; // as high as this many times its width
constexpr double kPadMin = 60;
constexpr double kPadComfort = 100;
constexpr double kPadMax = 330;          // more is beyond one person's reach
constexpr double kLeaderMin = 30;
constexpr double kFullSizeEdge = 500;
constexpr double kMargin = 13.5;
constexpr double kStopWidth = 115;
constexpr double kStopHeight = 228;
constexpr double kHoldWidth = 191.5;
constexpr double kHoldHeight = 394;
constexpr double kGuard = 45.5;          // between Stop or Finish and the pads' ground: never below 40 at full scale
constexpr double kHandleWidth = 174.5;
constexpr double kHandleHeight = 57;
constexpr double kDrawerPadding = 17;
constexpr double kDrawerHeader = 64.5;
constexpr double kDrawerShare = 0.8;      // of a small stage, where the drawer lies across it
constexpr double kLabelLine = 36;
constexpr double kBandShare = 0.5815;    // of the glass, where reach allows
constexpr double kBandMax = 560;
constexpr double kSpaceAbovePads = 0.59; // of what the pads leave free: names and cues stand above them
constexpr double kStopCentre = 0.525;    // of the band
constexpr double kHoldCentre = 0.508;
constexpr double kBigPad = 1.5;          // pad 0 to the others

constexpr double kReachLow = 380;
constexpr double kReachHigh = 1220;
constexpr double kReachHighLow = 1015;
constexpr double kGlassPerSeatWall = 400;
constexpr double kGlassPerSeatTable = 500; // people sitting side by side
constexpr double kGlassPerSeatSmall = 100;

GlassRect inset(const GlassRect &r, double by)
{
    return {r.x + by, r.y + by, std::max(0.0, r.w - 2 * by), std::max(0.0, r.h - 2 * by)};
}

GlassRect mirrored(const GlassRect &r, double width)
{
    return r.isEmpty() ? r : GlassRect{width - r.x - r.w, r.y, r.w, r.h};
}

/// How much of its share of the row a seat fills. With room to spare the rings of neighbours seldom meet; in a crowd two
/// that sound at once keep their rings, 1.18 of the pad, apart.
double fillOf(double pitch)
{
    return std::lerp(0.835, 0.9025, std::clamp((pitch - 290) / 40, 0.0, 1.0));
}

/// One seat's pads inside w x h, centred on 0,0.
struct SeatBlock {
    std::vector<GlassRect> pads;
    double smallest = 0;
    double w = 0;
    double h = 0;
};

GlassRect centred(double cx, double cy, double d)
{
    return {cx - d / 2, cy - d / 2, d, d};
}

SeatBlock finished(std::vector<GlassRect> pads)
{
    SeatBlock block;
    block.smallest = std::numeric_limits<double>::max();
    double left = 0, top = 0, right = 0, bottom = 0;
    for (const GlassRect &pad : pads) {
        block.smallest = std::min(block.smallest, pad.w);
        left = std::min(left, pad.x);
        top = std::min(top, pad.y);
        right = std::max(right, pad.right());
        bottom = std::max(bottom, pad.bottom());
    }
    block.w = right - left;
    block.h = bottom - top;
    for (GlassRect &pad : pads) {
        pad.x -= (left + right) / 2;
        pad.y -= (top + bottom) / 2;
    }
    block.pads = std::move(pads);
    return block;
}

/// In a line: pad 0 half as large again as the others while those stay comfortable.
SeatBlock line(double w, double h, int count, double gap, bool across)
{
    const double along = (across ? w : h) - (count - 1) * gap;
    const double cross = std::min(across ? h : w, kPadMax);
    double small = std::min(along / (count - 1 + kBigPad), cross);
    double big = std::min({kBigPad * small, cross, kPadMax});
    if (small < kPadComfort)
        small = big = std::min(along / count, cross);
    std::vector<GlassRect> pads;
    double at = 0;
    for (int i = 0; i < count; ++i) {
        const double d = i == 0 ? big : small;
        pads.push_back(across ? GlassRect{at, -d / 2, d, d} : GlassRect{-d / 2, at, d, d});
        at += d + gap;
    }
    return finished(std::move(pads));
}

/// Pad 0 on top, two below it.
SeatBlock triangle(double w, double h, double gap)
{
    double small = std::min({(w - gap) / 2, (h - gap) / (1 + kBigPad), kPadMax / kBigPad});
    double big = std::min({kBigPad * small, w, h - gap - small});
    if (small < kPadComfort) {
        small = std::min((w - gap) / 2, (h - gap) / 2);
        big = small;
    }
    return finished({centred(0, big / 2, big), centred(-(small + gap) / 2, big + gap + small / 2, small),
        centred((small + gap) / 2, big + gap + small / 2, small)});
}

SeatBlock seatBlock(double w, double h, int count, double gap)
{
    if (count == 1)
        return finished({centred(0, 0, std::max(1.0, std::min({w, h, kPadMax})))});
    SeatBlock best = line(w, h, count, gap, true);
    const auto offer = [&best](SeatBlock other) {
        if (other.smallest > best.smallest)
            best = std::move(other);
    };
    offer(line(w, h, count, gap, false));
    if (count == 3)
        offer(triangle(w, h, gap));
    return best;
}

/// A row of seats: each one's centre, and its pads.
struct Row {
    std::vector<double> centres; // from the row's left end
    SeatBlock block;
};

Row seatRow(double width, double depth, int seats, int columns, int padsPerSeat, double gap)
{
    const double pitch = width / columns;
    const double widest = (width - (columns - 1) * gap) / columns;
    Row row;
    double step = pitch;
    row.block = seatBlock(pitch * fillOf(pitch), depth, padsPerSeat, gap);
    if (row.block.smallest < kPadComfort || pitch * (1 - fillOf(pitch)) < gap) {
        row.block = seatBlock(widest, depth, padsPerSeat, gap);
        if (padsPerSeat == 1 && row.block.w > kPadComfort) // as large as comfort asks, no larger
            row.block = seatBlock(std::max(kPadComfort, std::min(widest, pitch * fillOf(pitch))), depth, 1, gap);
        step = std::max(std::min(pitch, (width - row.block.w) / std::max(1, columns - 1)), row.block.w + gap);
    }
    for (int i = 0; i < seats; ++i)
        row.centres.push_back(width / 2 + (i - (seats - 1) / 2.0) * step);
    return row;
}

struct Rows {
    std::vector<int> seats; // in each
    double smallest = 0;
};

/// The fewest rows that give comfortable pads; else those that give the largest.
Rows bestRows(double width, double depth, int seats, int padsPerSeat, double gap)
{
    Rows best;
    for (int rows = 1; rows <= seats; ++rows) {
        const int columns = (seats + rows - 1) / rows;
        const double rowDepth = (depth - (rows - 1) * gap) / rows;
        if (rows > 1 && rowDepth < kPadMin)
            break;
        const double smallest = seatRow(width, rowDepth, columns, columns, padsPerSeat, gap).block.smallest;
        if (smallest > best.smallest) {
            best.smallest = smallest;
            best.seats.clear();
            for (int row = 0; row < rows; ++row)
                best.seats.push_back(seats / rows + (row < seats % rows ? 1 : 0));
        }
        if (smallest >= kPadComfort)
            break;
    }
    return best;
}

GlassRect asBar(const GlassRect &square)
{
    const double w = std::max(std::min(square.w, kPadMin), square.w * 0.7);
    return {square.centreX() - w / 2, square.y, w, square.h};
}

double distanceOutside(const PadPlace &pad, double x, double y)
{
    if (!pad.bar)
        return std::hypot(x - pad.rect.centreX(), y - pad.rect.centreY()) - pad.radius();
    const double dx = std::abs(x - pad.rect.centreX()) - pad.rect.w / 2;
    const double dy = std::abs(y - pad.rect.centreY()) - pad.rect.h / 2;
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0);
}

/// A seat laid out as its player sees it: along the edge from the left, and in depth towards them.
struct EdgeFrame {
    int rotation = 0;
    double glassW = 0, glassH = 0;
    double start = 0; // of the frame along its edge
    double depth = 0;

    [[nodiscard]] GlassRect toGlass(const GlassRect &r) const
    {
        switch (rotation) {
        case 90: return {depth - r.bottom(), start + r.x, r.h, r.w};
        case 180: return {glassW - start - r.right(), depth - r.bottom(), r.w, r.h};
        case 270: return {glassW - depth + r.y, glassH - start - r.right(), r.h, r.w};
        default: return {start + r.x, glassH - depth + r.y, r.w, r.h};
        }
    }
};

struct Placer {
    const RoomSpec &spec;
    std::vector<PadPlace> &pads;

    void place(SeatId seat, const SeatBlock &block, double cx, double cy, double labelTop, double labelWidth, double gap, const EdgeFrame &frame)
    {
        for (std::size_t i = 0; i < block.pads.size(); ++i) {
            PadPlace place;
            place.seat = seat;
            place.pad = PadIndex{static_cast<int>(i)};
            place.rotation = frame.rotation;
            place.bar = spec.bars[static_cast<std::size_t>(seat.value)];
            GlassRect rect = block.pads[i];
            rect.x += cx;
            rect.y += cy;
            if (i == 0) {
                const double bottom = cy - block.h / 2 - gap / 2;
                if (bottom > labelTop)
                    place.label = frame.toGlass({cx - labelWidth / 2, labelTop, labelWidth, bottom - labelTop});
            }
            place.rect = frame.toGlass(place.bar ? asBar(rect) : rect);
            pads.push_back(place);
        }
    }
};

/// How far below the top of its band a block of pads begins.
double blockTop(double bandHeight, double blockHeight, double margin)
{
    const double spare = std::max(0.0, bandHeight - blockHeight);
    const double below = std::max((1 - kSpaceAbovePads) * spare, std::min(margin, spare / 2));
    return spare - below;
}

double finiteOr(double value, double fallback)
{
    return std::isfinite(value) ? value : fallback;
}

RoomSpec sensible(RoomSpec spec)
{
    spec.widthPx = std::clamp(finiteOr(spec.widthPx, 1920), 1.0, 100000.0);
    spec.heightPx = std::clamp(finiteOr(spec.heightPx, 1080), 1.0, 100000.0);
    spec.diagonalInch = std::clamp(finiteOr(spec.diagonalInch, 65), 3.0, 300.0);
    spec.lowerEdgeMm = std::clamp(finiteOr(spec.lowerEdgeMm, 750), 0.0, 3000.0);
    spec.padsPerSeat = std::clamp(spec.padsPerSeat, 1, kMaxPads);
    spec.doors = std::clamp(spec.doors, 0, 6);
    spec.seats = std::clamp(spec.seats, 0, kMaxSeats);
    return spec;
}

/// A seat more goes where it still has the most room; ties go to the lower edge, then the upper, right, left.
std::array<int, 4> seatsByEdge(int seats, double along, double across) // lower, right, upper, left
{
    std::array<int, 4> count{};
    for (int i = 0; i < seats; ++i) {
        std::size_t best = 0;
        double room = 0;
        for (const std::size_t edge : {0U, 2U, 1U, 3U}) {
            const double share = (edge % 2 == 0 ? along : across) / (count[edge] + 1);
            if (share > room + 1e-9) {
                room = share;
                best = edge;
            }
        }
        ++count[best];
    }
    return count;
}

} // namespace

RoomGeometry::RoomGeometry(const RoomSpec &wanted) : spec(sensible(wanted))
{
    mmPerPx = spec.diagonalInch * 25.4 / std::hypot(spec.widthPx, spec.heightPx);
    widthMm = spec.widthPx * mmPerPx;
    heightMm = spec.heightPx * mmPerPx;
    scale = std::clamp(std::min(widthMm, heightMm) / kFullSizeEdge, 0.25, 1.0);
    roomCapMm = 49 * scale;
    seatCapMm = 24 * scale;
    leaderCapMm = 12 * scale;

    // Nobody sits round a small tablet: where a ring of pads leaves no stage, a table is laid out as a small screen.
    const double margin = kMargin * scale;
    if (spec.kind == RoomKind::Table && std::min(widthMm, heightMm) - 2 * (kPadMin + 2 * margin) < tableStageMin())
        spec.kind = RoomKind::Small;

    if (spec.kind == RoomKind::Wall) {
        const double high = spec.reach == ReachPreset::Low ? kReachHighLow : kReachHigh;
        const double top = std::clamp(heightMm - (high - spec.lowerEdgeMm), 0.0, heightMm);
        const double bottom = std::clamp(heightMm - (kReachLow - spec.lowerEdgeMm), 0.0, heightMm);
        // Hung so high that no pad fits below the line, or so small and low that no stage fits above it: then reach is no guide.
        if (bottom - top >= kPadMin + 2 * margin && bottom >= stageMin() + kPadMin + 2 * margin)
            reachBand = GlassRect{0, top, widthMm, bottom - top};
    }

    switch (spec.kind) {
    case RoomKind::Wall: defaultSeats = static_cast<int>(widthMm / kGlassPerSeatWall); break;
    case RoomKind::Table:
        defaultSeats = 2 * (static_cast<int>(widthMm / kGlassPerSeatTable) + static_cast<int>(heightMm / kGlassPerSeatTable));
        break;
    case RoomKind::Small: defaultSeats = static_cast<int>(widthMm / kGlassPerSeatSmall); break;
    }
    maxSeats = countThatFits(kPadMin);
    if (spec.kind == RoomKind::Small) // as many as are comfortable, if any are
        defaultSeats = std::min(defaultSeats, wallBand(1).smallest >= kPadComfort ? countThatFits(kPadComfort) : maxSeats);
    defaultSeats = std::clamp(defaultSeats, 1, maxSeats);
    spec.seats = spec.seats == 0 ? defaultSeats : std::min(spec.seats, maxSeats);

    if (spec.kind == RoomKind::Table)
        layTable();
    else
        layWall();
    layDrawer();
    layWords();
    layTurns();
    layHome();
    layStaff();
}

double RoomGeometry::gap() const
{
    return std::clamp(12 * scale, 8.0, 12.0);
}

double RoomGeometry::leaderGap() const
{
    return std::max(4.0, 8 * scale);
}

double RoomGeometry::guard() const
{
    return std::max(10.0, kGuard * scale);
}

double RoomGeometry::stageMin() const
{
    const double margin = kMargin * scale;
    const double control = std::max(kLeaderMin, kHandleHeight * scale);
    const double lines = control + 2 * margin + 78 * scale;
    const bool oneRow = widthMm - 2 * margin - 5 * leaderGap() >= 6 * kLeaderMin; // of the drawer's controls
    return oneRow ? lines : std::max(lines, (2 * control + leaderGap() + 2 * margin) / kDrawerShare);
}

double RoomGeometry::tableStageMin() const
{
    return 160 * scale;
}

RoomGeometry::Band RoomGeometry::wallBand(int seats) const
{
    const double margin = kMargin * scale;
    const double base = reachBand ? reachBand->bottom() : heightMm;
    const double need = kPadMin + 2 * margin;
    const double highest = std::max(0.0, std::min(std::max(reachBand ? reachBand->y : 0.0, stageMin()), base - need));
    const double usual = std::max(highest, base - std::min(kBandShare * base, kBandMax));
    const double side = margin + std::max(kLeaderMin, kStopWidth * scale) + guard();

    // The stage gives way before comfort does.
    Band best;
    for (const double top : {usual, highest}) {
        const Band band = fillBand({side, top, std::max(1.0, widthMm - 2 * side), base - top}, seats);
        if (band.smallest > best.smallest)
            best = band;
        if (best.smallest >= kPadComfort)
            break;
    }
    return best;
}

/// The words above the pads give way before comfort does, too.
RoomGeometry::Band RoomGeometry::fillBand(const GlassRect &ground, int seats) const
{
    const double margin = kMargin * scale;
    Band best;
    for (const double above : {std::max(margin, kLabelLine * scale), margin}) {
        const double depth = std::max(1.0, ground.h - margin - above);
        const Rows rows = bestRows(ground.w, depth, seats, spec.padsPerSeat, gap());
        if (rows.smallest > best.smallest)
            best = {ground, depth, rows.smallest, rows.seats};
        if (best.smallest >= kPadComfort)
            break;
    }
    return best;
}

RoomGeometry::Ring RoomGeometry::tableRing(int seats) const
{
    const double margin = kMargin * scale;
    const double edge = std::min(widthMm, heightMm);
    Ring best;
    for (const double depth : {0.27 * edge, (edge - tableStageMin()) / 2}) {
        Ring ring;
        ring.depth = std::min(std::max(depth, kPadMin + 2 * margin), (edge - tableStageMin()) / 2);
        ring.stop = std::max(std::min(kStopWidth * scale, ring.depth - margin - leaderGap()), kLeaderMin);
        ring.corner = std::max(ring.depth, margin + ring.stop + guard());
        const double along = std::max(1.0, widthMm - 2 * ring.corner);
        const double across = std::max(1.0, heightMm - 2 * ring.corner);
        ring.seats = seatsByEdge(seats, along, across);
        ring.smallest = std::numeric_limits<double>::max();
        for (std::size_t i = 0; i < ring.seats.size(); ++i) {
            if (ring.seats[i] > 0)
                ring.smallest = std::min(ring.smallest,
                    seatRow(i % 2 == 0 ? along : across, ring.depth - 2 * margin, ring.seats[i], ring.seats[i], spec.padsPerSeat, gap())
                        .block.smallest);
        }
        if (ring.smallest > best.smallest)
            best = ring;
        if (best.smallest >= kPadComfort)
            break;
    }
    return best;
}

int RoomGeometry::countThatFits(double padMm) const
{
    constexpr double kRounding = 1e-6;
    for (int seats = kMaxSeats; seats > 1; --seats) {
        const double smallest = spec.kind == RoomKind::Table ? tableRing(seats).smallest : wallBand(seats).smallest;
        if (smallest >= padMm - kRounding)
            return seats;
    }
    return 1;
}

void RoomGeometry::layWall()
{
    const double margin = kMargin * scale;
    const double stopW = std::max(kLeaderMin, kStopWidth * scale);
    Band band = wallBand(spec.seats);
    const double top = band.ground.y;
    const double height = band.ground.h;
    stage = {0, 0, widthMm, top};
    padBand = {0, top, widthMm, height};

    const double stopH = std::min(std::max(kLeaderMin, kStopHeight * scale), height - 2 * margin);
    const double stopY = top + std::clamp(kStopCentre * height - stopH / 2, margin, height - margin - stopH);
    stop = {margin, stopY, stopW, stopH};
    finish = mirrored(stop, widthMm);

    const double holdH = std::max(stopH, std::min(kHoldHeight * scale, height - 2 * margin));
    const double holdY = top + std::clamp(kHoldCentre * height - holdH / 2, margin, std::max(margin, height - margin - holdH));
    holdToPlayOn = {margin, holdY, std::max(stopW, kHoldWidth * scale), holdH};
    // Stop's place grows as far as the pads can spare.
    GlassRect ground = band.ground;
    const double shift = holdToPlayOn.right() - stop.right();
    ground.x += shift;
    ground.w -= shift;
    const Band smaller = ground.w > kPadMin ? fillBand(ground, spec.seats) : Band{};
    if (smaller.smallest < std::min(kPadMin, band.smallest))
        holdToPlayOn.w = stopW;
    else if (spec.paused)
        band = smaller;

    const double handleW = std::max(kLeaderMin, kHandleWidth * scale);
    const double handleH = std::max(kLeaderMin, kHandleHeight * scale);
    const GlassRect left{margin, margin, handleW, handleH};
    leadHandle = spec.leadSide == RoomSide::Right ? mirrored(left, widthMm) : left;
    doorsHandle = mirrored(leadHandle, widthMm);

    const int rows = static_cast<int>(band.rows.size());
    const double rowDepth = (band.depth - (rows - 1) * gap()) / rows;
    const Row widest = seatRow(band.ground.w, rowDepth, band.rows.front(), band.rows.front(), spec.padsPerSeat, gap());
    const double spare = height - rows * widest.block.h;
    const double rowGap = rows == 1 ? 0 : std::clamp(spare / (rows + 2), std::min(gap(), (spare - 2 * margin) / (rows - 1)), 60 * scale + gap());
    const double blockHeight = rows * widest.block.h + (rows - 1) * rowGap;
    const double first = blockTop(height, blockHeight, margin);

    Placer placer{spec, pads};
    const EdgeFrame frame{0, widthMm, top + height, 0, top + height};
    int seat = 0;
    for (int r = 0; r < rows; ++r) {
        const int count = band.rows[static_cast<std::size_t>(r)];
        const Row row = seatRow(band.ground.w, rowDepth, count, band.rows.front(), spec.padsPerSeat, gap());
        const double cy = top + first + r * (widest.block.h + rowGap) + widest.block.h / 2;
        const double labelTop = r == 0 ? top + std::min(margin, first / 4) : cy - widest.block.h / 2 - rowGap;
        for (const double centre : row.centres)
            placer.place(SeatId{seat++}, row.block, band.ground.x + centre, cy, labelTop,
                std::min(band.ground.w / band.rows.front(), row.block.w * 1.2), gap(), frame);
    }
    // Down to the end of the glass: what lies below reach is not dead either.
    padAreas = {{band.ground.x, top, band.ground.w, heightMm - top}};
}

void RoomGeometry::layTable()
{
    const double margin = kMargin * scale;
    const Ring ring = tableRing(spec.seats);
    padBand = {0, 0, widthMm, heightMm};
    stage = {ring.depth, ring.depth, widthMm - 2 * ring.depth, heightMm - 2 * ring.depth};

    const auto opposite = [this](const GlassRect &r) { return GlassRect{widthMm - r.right(), heightMm - r.bottom(), r.w, r.h}; };
    stop = {margin, heightMm - margin - ring.stop, ring.stop, ring.stop};
    finish = opposite(stop);
    finishRotation = 180;
    const double hold = std::max(ring.stop, std::min({kHoldWidth * scale, ring.depth - margin - leaderGap(), ring.corner - margin - guard()}));
    holdToPlayOn = {margin, heightMm - margin - hold, hold, hold};

    const double handleW = std::max(kLeaderMin, std::min(kHandleWidth * scale, ring.corner - margin - gap()));
    const double handleH = std::max(kLeaderMin, std::min(kHandleHeight * scale, ring.depth - margin - leaderGap()));
    const GlassRect lowerRight{widthMm - margin - handleW, heightMm - margin - handleH, handleW, handleH};
    const bool leadLower = spec.leadSide == RoomSide::Right;
    leadHandle = leadLower ? lowerRight : opposite(lowerRight);
    doorsHandle = opposite(leadHandle);
    leadRotation = leadLower ? 0 : 180;
    doorsRotation = 180 - leadRotation;

    Placer placer{spec, pads};
    int seat = 0;
    constexpr std::array<int, 4> kRotations{0, 270, 180, 90};
    for (std::size_t i = 0; i < ring.seats.size(); ++i) {
        const EdgeFrame frame{kRotations[i], widthMm, heightMm, ring.corner, ring.depth};
        const double length = (i % 2 == 0 ? widthMm : heightMm) - 2 * ring.corner;
        padAreas.push_back(frame.toGlass({0, 0, length, ring.depth}));
        if (ring.seats[i] == 0)
            continue;
        const Row row = seatRow(length, ring.depth - 2 * margin, ring.seats[i], ring.seats[i], spec.padsPerSeat, gap());
        const double cy = blockTop(ring.depth, row.block.h, margin) + row.block.h / 2;
        for (const double centre : row.centres)
            placer.place(SeatId{seat++}, row.block, centre, cy, 0, std::min(length / ring.seats[i], row.block.w * 1.2), gap(), frame);
    }
}

void RoomGeometry::layDrawer()
{
    const double margin = kMargin * scale;
    const double between = leaderGap();
    const double padding = kDrawerPadding * scale;
    const double third = stage.w / 3;
    const double header = std::max(kLeaderMin + 2 * padding / 3, kDrawerHeader * scale);
    const double cellW = (third - 2 * padding - between) / 2;
    const double cellH = (stage.h - header - margin - between) / 2;
    const double titleW = (third - 2 * padding - 2 * between) / 3;

    if (cellW >= kLeaderMin && cellH >= kLeaderMin && titleW >= kLeaderMin) {
        const double x = spec.leadSide == RoomSide::Right ? stage.right() - third : stage.x;
        drawer = {x, stage.y, third, stage.h};
        const double titleH = std::max(kLeaderMin, header - 2 * between);
        const double titleY = stage.y + (header - titleH) / 2;
        drawerTitle = {x + padding, titleY, titleW, titleH};
        drawerMore = {drawerTitle.right() + between, titleY, titleW, titleH};
        drawerClose = {drawerMore.right() + between, titleY, titleW, titleH};
        const double left = x + padding;
        const double top = stage.y + header;
        softer = {left, top, cellW, cellH};
        louder = {left + cellW + between, top, cellW, cellH};
        next = {left, top + cellH + between, cellW, cellH};
        drawerFinish = {louder.x, next.y, cellW, cellH};
        drawerBody = {left, top, third - 2 * padding, drawerFinish.bottom() - top};
    } else {
        // Four controls of 30 mm do not fit into a third of a small stage: across the top of it then, and words below.
        const double height = std::max(kLeaderMin, kHandleHeight * scale);
        const auto cellOf = [&](int columns) { return (stage.w - 2 * margin - (columns - 1) * between) / columns; };
        const auto heightOf = [&](int columns) { return 6 / columns * (height + between) - between + 2 * margin; };
        int columns = 6;
        for (const int fewer : {3, 2}) {
            if (cellOf(columns) < kLeaderMin && heightOf(fewer) <= kDrawerShare * stage.h + 1e-9)
                columns = fewer;
        }
        drawer = {stage.x, stage.y, stage.w, heightOf(columns)};
        int i = 0;
        for (GlassRect *rect : {&softer, &louder, &next, &drawerFinish, &drawerMore, &drawerClose}) {
            *rect = {stage.x + margin + i % columns * (cellOf(columns) + between), stage.y + margin + i / columns * (height + between),
                cellOf(columns), height};
            ++i;
        }
        drawerTitle = {};
        drawerBody = {softer.x, softer.y, drawerFinish.right() - softer.x, drawerFinish.bottom() - softer.y};
        if (spec.drawerOpen && spec.kind != RoomKind::Table)
            doorsHandle = {};
    }
    if (spec.drawerOpen)
        leadHandle = {};
}

void RoomGeometry::layWords()
{
    freeStage = stage;
    if (spec.drawerOpen) {
        if (drawer.w < stage.w)
            freeStage = {drawer.x > stage.x ? stage.x : drawer.right(), stage.y, stage.w - drawer.w, stage.h};
        else
            freeStage = {stage.x, drawer.bottom(), stage.w, std::max(0.0, stage.h - drawer.h)};
    }
    const double margin = kMargin * scale;
    words = inset(freeStage, std::min(margin, freeStage.h / 4));
    if (spec.kind == RoomKind::Table)
        return;

    // Between the handles while that leaves room for a line, else below them; always about the middle of what is free.
    double half = freeStage.w / 2 - margin;
    double below = words.y;
    for (const GlassRect &handle : {doorsHandle, leadHandle}) {
        if (handle.isEmpty())
            continue;
        const double nearest = handle.centreX() < freeStage.centreX() ? freeStage.centreX() - handle.right() : handle.x - freeStage.centreX();
        half = std::min(half, nearest - gap());
        below = std::max(below, handle.bottom() + std::min(margin, gap()));
    }
    if (2 * half >= 0.6 * freeStage.w) {
        words.x = freeStage.centreX() - half;
        words.w = 2 * half;
    } else {
        words.h = std::max(0.0, words.bottom() - below);
        words.y = below;
    }
}

/// What a line of text with its picture takes of a pad's label; nothing where the label has no room for it.
GlassRect RoomGeometry::textIn(const PadPlace &place) const
{
    const bool upright = place.rotation % 180 == 0;
    const double high = 1.9 * seatCapMm;
    const GlassRect &label = place.label;
    if (std::min(label.w, label.h) < 1.2 * seatCapMm)
        return {};
    return upright ? GlassRect{label.x, label.centreY() - high / 2, label.w, high} : GlassRect{label.centreX() - high / 2, label.y, high, label.h};
}

bool RoomGeometry::isFree(const PadPlace &place, const GlassRect &rect) const
{
    const auto meets = [](const GlassRect &a, const GlassRect &b) {
        return !a.isEmpty() && !b.isEmpty() && a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
    };
    const GlassRect within = spec.kind == RoomKind::Table ? GlassRect{0, 0, widthMm, heightMm} : padBand;
    if (rect.x < within.x || rect.y < within.y || rect.right() > within.right() || rect.bottom() > within.bottom())
        return false;
    if (meets(rect, stop) || meets(rect, finish) || meets(rect, leadHandle) || meets(rect, doorsHandle) || meets(rect, stage))
        return false;
    return std::none_of(pads.begin(), pads.end(), [&](const PadPlace &other) {
        if (meets(rect, textIn(other)))
            return true;
        if (other.seat == place.seat && other.pad == place.pad)
            return false;
        if (place.bar || other.bar)
            return meets(rect, other.rect);
        return std::hypot(rect.centreX() - other.rect.centreX(), rect.centreY() - other.rect.centreY()) < rect.w / 2 + other.radius();
    });
}

void RoomGeometry::layTurns()
{
    constexpr double kLarger = 7.0 / 6;
    constexpr int kTries = 16;
    for (PadPlace &place : pads) {
        const GlassRect text = textIn(place);
        place.larger = place.rect;
        for (int i = 0; i < kTries; ++i) {
            const double by = 1 + (kLarger - 1) * (kTries - i) / kTries;
            GlassRect rect{0, 0, by * place.rect.w, by * place.rect.h};
            rect.x = place.rect.centreX() - rect.w / 2;
            rect.y = place.rect.centreY() - rect.h / 2;
            if (!text.isEmpty()) { // away from what is written
                const double clear = gap() / 2;
                switch (place.rotation) {
                case 90: rect.x = std::min(rect.x, text.x - clear - rect.w); break;
                case 180: rect.y = std::min(rect.y, text.y - clear - rect.h); break;
                case 270: rect.x = std::max(rect.x, text.right() + clear); break;
                default: rect.y = std::max(rect.y, text.bottom() + clear); break;
                }
            }
            if (isFree(place, rect)) {
                place.larger = rect;
                break;
            }
        }
    }
}

void RoomGeometry::layHome()
{
    const double margin = kMargin * scale;
    const double edge = guard();
    const double between = std::max(8.0, 17 * scale);
    GlassRect area;
    if (spec.kind == RoomKind::Table) {
        const double corner = padAreas.front().x; // Home has no pads: only the corners are taken
        area = {corner, margin, widthMm - 2 * corner, heightMm - 2 * margin};
        startSession = {area.x, area.y, area.w, 0.3 * area.h};
        area.y += startSession.h + between;
        area.h -= startSession.h + between;
    } else {
        const double left = stop.right() + edge;
        const double handleBottom = margin + std::max(kLeaderMin, kHandleHeight * scale);
        startSession = {left, 0.332 * stage.h, widthMm - edge - left, 0.42 * stage.h};
        if (startSession.y < handleBottom + gap()) { // no room below the handle: beside it
            const double handles = margin + std::max(kLeaderMin, kHandleWidth * scale) + gap();
            const bool leadRight = spec.leadSide == RoomSide::Right;
            const double from = leadRight ? left : std::max(left, handles);
            startSession = {from, margin, widthMm - (leadRight ? std::max(edge, handles) : edge) - from, std::max(kLeaderMin, stage.h - 2 * margin)};
        }
        const double top = std::max(startSession.bottom() + std::min(margin, 4.0), reachBand ? reachBand->y + std::min(margin, gap()) : 0.0);
        const double bottom = padBand.bottom() - std::min(margin, gap());
        area = {left, top, widthMm - edge - left, bottom - top};
    }
    if (spec.doors == 0)
        return;
    int columns = 0;
    double cellW = 0;
    double cellH = 0;
    double best = 0;
    // More rows only where doors get too narrow, for a finger or for their words; rather without a place that stays empty.
    for (int rows = spec.doors <= 3 ? 1 : 2; rows <= spec.doors && (std::min(cellW, cellH) < kPadMin || cellH > kNarrowDoor * cellW); ++rows) {
        const int across = (spec.doors + rows - 1) / rows;
        const double h = (area.h - (rows - 1) * between) / rows;
        const double w = std::min((area.w - (across - 1) * between) / across, 2 * h);
        const double good = std::min(w, h) * (rows * across == spec.doors ? 1 : 0.8);
        if (good > best) {
            best = good;
            columns = across;
            cellW = w;
            cellH = h;
        }
    }
    if (columns == 0)
        return;
    const double gridX = area.centreX() - (columns * cellW + (columns - 1) * between) / 2;
    for (int i = 0; i < spec.doors; ++i)
        doors.push_back({gridX + (i % columns) * (cellW + between), area.y + (i / columns) * (cellH + between), cellW, cellH});
}

void RoomGeometry::layStaff()
{
    const double margin = kMargin * scale;
    GlassRect area;
    if (spec.kind == RoomKind::Table) {
        const double corner = padAreas.front().x; // no pads there: only the corners are taken
        area = {corner, margin, widthMm - 2 * corner, heightMm - 2 * margin};
    } else {
        const double left = holdToPlayOn.right() + std::max(margin, gap());
        const double top = reachBand ? std::max(margin, reachBand->y) : margin;
        const double bottom = reachBand ? std::min(heightMm - margin, reachBand->bottom()) : heightMm - margin;
        area = {left, top, widthMm - margin - left, bottom - top};
    }
    double head = std::max(kLeaderMin, kHandleHeight * scale);
    const double backW = std::max(kLeaderMin, kHandleWidth * scale);
    staffBack = {area.right() - backW, area.y, backW, head};
    staffTitle = {area.x, area.y, area.w - backW - leaderGap(), head};
    // Where a row for it takes too much of a small glass, the way back stands above Stop's place.
    if (spec.kind == RoomKind::Small && margin + head + leaderGap() <= holdToPlayOn.y) {
        staffBack = {margin, margin, holdToPlayOn.w, head};
        head = 2 * seatCapMm;
        staffTitle = {area.x, area.y, area.w, head};
    }
    const double top = area.y + head + leaderGap();
    staffBody = {area.x, top, area.w, std::max(0.0, area.bottom() - top)};
}

std::optional<PadHit> RoomGeometry::hit(double xMm, double yMm) const
{
    if (!ownsPoint(xMm, yMm))
        return std::nullopt;
    const PadPlace *nearest = nullptr;
    double least = std::numeric_limits<double>::max();
    for (const PadPlace &pad : pads) {
        const double distance = distanceOutside(pad, xMm, yMm);
        if (distance < least) {
            least = distance;
            nearest = &pad;
        }
    }
    if (!nearest)
        return std::nullopt;
    const double reach = nearest->bar ? std::min(nearest->rect.w, nearest->rect.h) / 2 : nearest->radius();
    return PadHit{nearest->seat, nearest->pad, std::max(0.0, 1 + least / reach), least <= 0, nearest->rotation};
}

bool RoomGeometry::ownsPoint(double xMm, double yMm) const
{
    return std::any_of(padAreas.begin(), padAreas.end(), [&](const GlassRect &area) { return area.contains(xMm, yMm); });
}

const PadPlace *RoomGeometry::find(SeatId seat, PadIndex pad) const
{
    const auto it = std::find_if(pads.begin(), pads.end(), [&](const PadPlace &place) { return place.seat == seat && place.pad == pad; });
    return it == pads.end() ? nullptr : &*it;
}

double RoomGeometry::smallestPad() const
{
    double smallest = std::numeric_limits<double>::max();
    for (const PadPlace &pad : pads)
        smallest = std::min({smallest, pad.rect.w, pad.rect.h});
    return smallest;
}

std::vector<GlassRect> RoomGeometry::cells(const GlassRect &body, int count, double least, double leastHigh) const
{
    const double between = leaderGap();
    constexpr double kRounding = 1e-6;
    const int mostColumns = std::max(1, static_cast<int>((body.w + between) / (least + between) + kRounding));
    const int mostRows = std::max(1, static_cast<int>((body.h + between) / (leastHigh + between) + kRounding));
    count = std::clamp(count, 0, mostColumns * mostRows);
    if (count == 0)
        return {};
    // The shape of grid in which a cell comes nearest to one and a half times as wide as high.
    int columns = mostColumns;
    double best = std::numeric_limits<double>::max();
    for (int across = 1; across <= mostColumns; ++across) {
        const int down = (count + across - 1) / across;
        if (down > mostRows)
            continue;
        const double w = (body.w - (across - 1) * between) / across;
        const double h = (body.h - (down - 1) * between) / down;
        const double off = std::abs(std::log(w / h / 1.5));
        if (off < best) {
            best = off;
            columns = across;
        }
    }
    const int rows = (count + columns - 1) / columns;
    columns = (count + rows - 1) / rows; // as many in each row
    const double w = (body.w - (columns - 1) * between) / columns;
    const double h = (body.h - (rows - 1) * between) / rows;
    std::vector<GlassRect> all;
    for (int i = 0; i < count; ++i)
        all.push_back({body.x + i % columns * (w + between), body.y + i / columns * (h + between), w, h});
    return all;
}

GlassRect RoomGeometry::inPixels(const GlassRect &mm) const
{
    return {mm.x / mmPerPx, mm.y / mmPerPx, mm.w / mmPerPx, mm.h / mmPerPx};
}

} // namespace tutti
