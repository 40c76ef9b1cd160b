// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/pad_map.h"
#include "core/seat.h"

#include <array>
#include <optional>
#include <vector>

namespace tutti {

/// A rectangle on the glass, in millimetres from its top left unless it says pixels.
struct GlassRect {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;

    [[nodiscard]] double right() const { return x + w; }
    [[nodiscard]] double bottom() const { return y + h; }
    [[nodiscard]] double centreX() const { return x + w / 2; }
    [[nodiscard]] double centreY() const { return y + h / 2; }
    [[nodiscard]] bool isEmpty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] bool contains(double px, double py) const { return px >= x && py >= y && px <= right() && py <= bottom(); }
    friend bool operator==(const GlassRect &, const GlassRect &) = default;
};

enum class RoomKind {
    Wall,  ///< people stand or sit in a row before it; nobody reaches the top
    Table, ///< people sit round it; everything faces its own edge
    Small, ///< held or on a desk: all of it is within reach
};
enum class RoomSide { Left, Right };
enum class ReachPreset {
    Standard, ///< 380 to 1220 mm from the floor (EN 301 549)
    Low,      ///< 380 to 1015 mm: children from about five, and who reaches less high (ADA advisory 308.1)
};

/// What set-up knows about a room, and what the screen is doing.
struct RoomSpec {
    double widthPx = 1920;
    double heightPx = 1080;
    double diagonalInch = 65;  ///< as measured; what a television reports is often wrong
    double lowerEdgeMm = 750;  ///< of the glass above the floor; wall only
    RoomKind kind = RoomKind::Wall;
    int seats = 0;             ///< wanted; 0 leaves it to the glass
    int padsPerSeat = 1;       ///< 1 to 3
    RoomSide leadSide = RoomSide::Right;
    ReachPreset reach = ReachPreset::Standard;
    bool drawerOpen = false;
    bool paused = false;
    int doors = 6;             ///< on Home, 0 to 6
    std::array<bool, kMaxSeats> bars{}; ///< seats whose instrument is played on bars: rounded bars instead of circles
    friend bool operator==(const RoomSpec &, const RoomSpec &) = default;
};

/// One pad as drawn. Its hit zone is larger: see RoomGeometry::hit.
struct PadPlace {
    SeatId seat;
    PadIndex pad;
    GlassRect rect;   ///< a circle's bounding square, or the bar
    bool bar = false;
    int rotation = 0; ///< degrees clockwise from facing the lower edge: 0, 90 (left edge), 180, 270 (right edge)
    /// The line for the seat's name, turn or cue, on the far side of pad 0 where hands do not cover it; unrotated. On a
    /// crowded glass it may be lower than a line of text: then the pad itself has to carry the words.
    GlassRect label;
    /// Where it stands while it is its seat's turn: up to a sixth larger, clear of every line of text, pad and button.
    GlassRect larger;
    [[nodiscard]] double radius() const { return rect.w / 2; }
};

/// Where everything lies: a value worked out from a RoomSpec, in millimetres, so that one panel looks the same at every
/// resolution. Never fails: nonsense in the spec is brought back to the nearest sense.
///
/// Sizes. Everything is drawn at full size from 500 mm of shorter glass edge upwards (43 inch); below that all of it but
/// the pads shrinks with the edge, to a quarter at the least (`scale`): margins, Stop and Finish, handles, letters. Cap
/// heights are 49, 24 and 12 mm times `scale`, so they stay readable from the distance a panel of that size is read at.
/// Some things do not follow: pads are 60 mm or more and the leader's controls 30, pads keep 8 to 12 mm between them.
/// The stage gives up its height first, then the words above the pads, the pads last.
class RoomGeometry final : public PadMap {
public:
    RoomGeometry() : RoomGeometry(RoomSpec{}) {}
    explicit RoomGeometry(const RoomSpec &spec);

    RoomSpec spec;            ///< as used: brought into range, seats decided
    double widthMm = 0;
    double heightMm = 0;
    double mmPerPx = 1;
    double scale = 1;
    int maxSeats = 1;         ///< with pads of 60 mm and the pads per seat asked for; one on the smallest glass
    int defaultSeats = 1;
    /// The part of the glass a participant reaches; nothing for tables and small panels (all of it) and for a wall panel
    /// where it leaves no room for a pad, or for a stage above one.
    std::optional<GlassRect> reachBand;

    GlassRect stage;          ///< what everybody looks at
    GlassRect padBand;        ///< pads, Stop and Finish; on a table the whole glass around the stage
    GlassRect stop;
    GlassRect finish;
    GlassRect holdToPlayOn;   ///< stands in Stop's place while paused
    GlassRect doorsHandle;    ///< empty while a drawer as wide as the stage covers it
    GlassRect leadHandle;     ///< empty while the drawer is open
    int finishRotation = 0;
    int doorsRotation = 0;
    int leadRotation = 0;

    GlassRect freeStage;      ///< the stage beside or below the open drawer: the beat swings in its middle
    GlassRect words;          ///< for text on the stage, centred in freeStage
    GlassRect drawer;         ///< where the drawer is, or would be
    GlassRect drawerTitle, drawerMore, drawerClose;
    GlassRect drawerBody;     ///< what the title leaves: the pages of the drawer
    GlassRect softer, louder, next, drawerFinish;

    GlassRect staffTitle, staffBack, staffBody; ///< the pages behind the staff door: within reach, beside Stop

    GlassRect startSession;   ///< on Home
    std::vector<GlassRect> doors; ///< on Home, in reading order

    std::vector<PadPlace> pads; ///< seat by seat
    std::vector<GlassRect> padAreas; ///< every point of these belongs to exactly one pad

    double roomCapMm = 49;    ///< read at 4 m
    double seatCapMm = 24;    ///< 2 m
    double leaderCapMm = 12;  ///< 1 m

    /// The pad a point belongs to: the nearest one, so gaps are not dead; nothing outside the pad areas.
    [[nodiscard]] std::optional<PadHit> hit(double xMm, double yMm) const override;
    [[nodiscard]] bool ownsPoint(double xMm, double yMm) const;
    [[nodiscard]] const PadPlace *find(SeatId seat, PadIndex pad) const;
    /// The smallest pad, in mm.
    [[nodiscard]] double smallestPad() const;

    [[nodiscard]] GlassRect inPixels(const GlassRect &mm) const;

    /// `count` equal cells in a body, in reading order, each at least `least` by `leastHigh` mm; fewer where that many do not fit.
    [[nodiscard]] std::vector<GlassRect> cells(const GlassRect &body, int count, double least, double leastHigh) const;

private:
    /// The pads' ground on a wall panel, and how the seats stand on it.
    struct Band {
        GlassRect ground;
        double depth = 1;     ///< of the ground, less what the margins and the words above the pads take
        double smallest = 0;  ///< pad
        std::vector<int> rows; ///< seats in each
    };
    /// The pads' ground round a table.
    struct Ring {
        double depth = 1;
        double corner = 1;
        double stop = 1;
        double smallest = 0;
        std::array<int, 4> seats{}; ///< lower, right, upper, left edge
    };

    [[nodiscard]] double gap() const;
    [[nodiscard]] double leaderGap() const;
    [[nodiscard]] double guard() const;
    [[nodiscard]] double stageMin() const;
    [[nodiscard]] double tableStageMin() const;
    [[nodiscard]] Band wallBand(int seats) const;
    [[nodiscard]] Band fillBand(const GlassRect &ground, int seats) const;
    [[nodiscard]] Ring tableRing(int seats) const;
    [[nodiscard]] int countThatFits(double padMm) const;
    void layWall();
    void layTable();
    void layDrawer();
    void layWords();
    void layTurns();
    [[nodiscard]] GlassRect textIn(const PadPlace &place) const;
    [[nodiscard]] bool isFree(const PadPlace &place, const GlassRect &rect) const;
    void layHome();
    void layStaff();
};

} // namespace tutti
