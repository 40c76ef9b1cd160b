// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_layout.h"
#include "session/room_layout_json.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <set>

using namespace tutti;

namespace {

struct Named {
    QString name;
    GlassRect rect;
};

RoomSpec specOf(double w, double h, double inch, RoomKind kind = RoomKind::Wall, int seats = 0, int padsPerSeat = 1)
{
    RoomSpec spec;
    spec.widthPx = w;
    spec.heightPx = h;
    spec.diagonalInch = inch;
    spec.kind = kind;
    spec.seats = seats;
    spec.padsPerSeat = padsPerSeat;
    return spec;
}

/// All that can be touched in this state of the screen.
std::vector<Named> touchables(const RoomGeometry &room)
{
    std::vector<Named> all;
    for (const PadPlace &pad : room.pads)
        all.push_back({QStringLiteral("pad %1.%2").arg(pad.seat.value).arg(pad.pad.value), pad.rect});
    all.push_back(room.spec.paused ? Named{QStringLiteral("hold"), room.holdToPlayOn} : Named{QStringLiteral("stop"), room.stop});
    all.push_back({QStringLiteral("finish"), room.finish});
    if (!room.doorsHandle.isEmpty())
        all.push_back({QStringLiteral("doors"), room.doorsHandle});
    if (!room.leadHandle.isEmpty())
        all.push_back({QStringLiteral("lead"), room.leadHandle});
    if (room.spec.drawerOpen) {
        for (const auto &[name, rect] : {std::pair{"softer", room.softer}, {"louder", room.louder}, {"next", room.next},
                 {"drawer finish", room.drawerFinish}, {"more", room.drawerMore}, {"close", room.drawerClose}})
            all.push_back({QString::fromLatin1(name), rect});
    }
    return all;
}

double overlap(const GlassRect &a, const GlassRect &b)
{
    const double w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return w > 0 && h > 0 ? std::min(w, h) : 0;
}

double gapBetween(const PadPlace &a, const PadPlace &b)
{
    if (!a.bar && !b.bar)
        return std::hypot(a.rect.centreX() - b.rect.centreX(), a.rect.centreY() - b.rect.centreY()) - a.radius() - b.radius();
    const double dx = std::max({a.rect.x - b.rect.right(), b.rect.x - a.rect.right(), 0.0});
    const double dy = std::max({a.rect.y - b.rect.bottom(), b.rect.y - a.rect.bottom(), 0.0});
    return std::hypot(dx, dy);
}

double distance(const GlassRect &rect, const PadPlace &pad)
{
    const double x = std::clamp(pad.rect.centreX(), rect.x, rect.right());
    const double y = std::clamp(pad.rect.centreY(), rect.y, rect.bottom());
    return std::hypot(x - pad.rect.centreX(), y - pad.rect.centreY()) - pad.radius();
}

constexpr double kRounding = 1e-6;

} // namespace

Q_DECLARE_METATYPE(tutti::RoomSpec)

class tst_room_layout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoomKeepsTheLaws_data();
    void everyRoomKeepsTheLaws();
    void aPointOfThePadGroundBelongsToItsNearestPad_data();
    void aPointOfThePadGroundBelongsToItsNearestPad();
    void theDrawingsOf65InchesAreMet();
    void theGlassOffersItsSeats_data();
    void theGlassOffersItsSeats();
    void twelveSeatsOfThreeFitOn65Inches();
    void noMoreSeatsThanFitAreShown();
    void onlyThePixelsChangeWithTheResolution();
    void stopAndFinishStayWhereTheyAre();
    void stopKeepsItsDistanceFromThePads_data();
    void stopKeepsItsDistanceFromThePads();
    void padsNeverMoveForTheDrawer();
    void wordsStayVisibleBesideTheDrawer();
    void theLeadersSideIsMirrored();
    void aLowReachBringsThePadsDown();
    void aPanelHungBeyondReachStillHasPads();
    void aPanelDownToTheFloorKeepsPadsOffTheFloor();
    void tableSeatsFaceTheirEdge();
    void anEdgeOfTheTableReadsFromItsOwnLeft();
    void aTabletOnATableIsASmallScreen();
    void barsAreNarrowerThanDrums();
    void lettersShrinkWithTheGlass();
    void nonsenseBecomesSense();
    void padRowsSurviveAPause();
    void oneChangeIsToldOnce();
    void theJsonSaysWhereThingsAre();
};

void tst_room_layout::everyRoomKeepsTheLaws_data()
{
    QTest::addColumn<RoomSpec>("spec");
    const struct {
        const char *name;
        double w, h, inch;
    } glasses[] = {
        {"65", 1920, 1080, 65}, {"65 4K", 3840, 2160, 65}, {"43", 1920, 1080, 43}, {"86", 3840, 2160, 86}, {"32", 1920, 1080, 32},
        {"24", 1920, 1080, 24}, {"15", 1366, 768, 15.6}, {"10", 1024, 600, 10}, {"portrait", 1080, 1920, 65}, {"portrait 43", 1080, 1920, 43},
        {"portrait 10", 600, 1024, 10},
    };
    for (const auto &glass : glasses) {
        for (const RoomKind kind : {RoomKind::Wall, RoomKind::Table, RoomKind::Small}) {
            for (const double lower : {300.0, 750.0, 1000.0}) {
                if (kind != RoomKind::Wall && lower != 750.0)
                    continue;
                for (const int pads : {1, 2, 3}) {
                    for (const int seats : {0, 2, 5, 12}) {
                        RoomSpec spec = specOf(glass.w, glass.h, glass.inch, kind, seats, pads);
                        spec.lowerEdgeMm = lower;
                        QTest::addRow("%s kind %d at %g: %d x %d", glass.name, static_cast<int>(kind), lower, seats, pads) << spec;
                    }
                }
            }
        }
    }
}

void tst_room_layout::everyRoomKeepsTheLaws()
{
    QFETCH(RoomSpec, spec);
    for (int state = 0; state < 16; ++state) {
        spec.paused = state & 1;
        spec.drawerOpen = state & 2;
        spec.leadSide = state & 4 ? RoomSide::Left : RoomSide::Right;
        spec.reach = state & 8 ? ReachPreset::Low : ReachPreset::Standard;
        const RoomGeometry room(spec);
        const bool roomy = room.maxSeats > 1 || room.smallestPad() >= 60 - kRounding; // else not even one pad of 60 fits beside Stop
        const GlassRect glass{0, 0, room.widthMm, room.heightMm};

        QCOMPARE(static_cast<int>(room.pads.size()), room.spec.seats * spec.padsPerSeat);
        const auto things = touchables(room);
        for (std::size_t i = 0; i < things.size(); ++i) {
            const auto &[name, rect] = things[i];
            QVERIFY2(rect.w > 0 && rect.h > 0, qPrintable(name));
            QVERIFY2(glass.contains(rect.x + kRounding, rect.y + kRounding) && glass.contains(rect.right() - kRounding, rect.bottom() - kRounding),
                qPrintable(name + QStringLiteral(" leaves the glass")));
            if (name.startsWith(QLatin1String("pad"))) {
                QVERIFY2(!roomy || std::min(rect.w, rect.h) >= 60 - kRounding, qPrintable(name + QStringLiteral(" is %1 mm").arg(rect.w)));
            } else {
                QVERIFY2(std::min(rect.w, rect.h) >= 30 - kRounding, qPrintable(name + QStringLiteral(" is %1 x %2 mm").arg(rect.w).arg(rect.h)));
            }
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(overlap(rect, things[j].rect) < kRounding, qPrintable(name + QStringLiteral(" lies on ") + things[j].name));
            // The stage is for looking, the band for touching.
            if (name.startsWith(QLatin1String("pad")) || name == QLatin1String("stop") || name == QLatin1String("finish") || name == QLatin1String("hold")) {
                QVERIFY2(overlap(rect, room.stage) < kRounding, qPrintable(name + QStringLiteral(" lies on the stage")));
                QVERIFY2(!room.reachBand
                             || (rect.y >= room.reachBand->y - kRounding && rect.bottom() <= room.reachBand->bottom() + kRounding),
                    qPrintable(name + QStringLiteral(" is out of reach")));
            } else {
                QVERIFY2(overlap(rect, room.words) < kRounding, qPrintable(name + QStringLiteral(" covers the words")));
            }
        }
        for (std::size_t i = 0; i < room.pads.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!roomy || gapBetween(room.pads[i], room.pads[j]) >= 8 - 1e-3,
                    qPrintable(QStringLiteral("%1 mm between pads").arg(gapBetween(room.pads[i], room.pads[j]))));
            QVERIFY(overlap(room.pads[i].label, room.pads[i].rect) < kRounding);
            // While it is its seat's turn it is larger, and still on nothing else.
            PadPlace larger = room.pads[i];
            larger.rect = room.pads[i].larger;
            QVERIFY(larger.rect.w >= room.pads[i].rect.w - kRounding && larger.rect.w <= 7.0 / 6 * room.pads[i].rect.w + kRounding);
            for (std::size_t j = 0; j < room.pads.size(); ++j) {
                QVERIFY(i == j || gapBetween(larger, room.pads[j]) >= -kRounding);
                const GlassRect &label = room.pads[j].label;
                if (std::min(label.w, label.h) >= 1.2 * room.seatCapMm) // else its pad has the words
                    QVERIFY(overlap(larger.rect, room.pads[j].rotation % 180 == 0
                                                     ? GlassRect{label.x, label.centreY() - room.seatCapMm / 2, label.w, room.seatCapMm}
                                                     : GlassRect{label.centreX() - room.seatCapMm / 2, label.y, room.seatCapMm, label.h}) < kRounding);
            }
            QVERIFY(overlap(larger.rect, spec.paused ? GlassRect{} : room.stop) < kRounding && overlap(larger.rect, room.finish) < kRounding);
            QVERIFY(overlap(larger.rect, room.stage) < kRounding);
        }
        for (const GlassRect &area : room.padAreas) {
            QVERIFY(overlap(area, room.stage) < kRounding);
            QVERIFY(overlap(area, spec.paused ? room.holdToPlayOn : room.stop) < kRounding);
            QVERIFY(overlap(area, room.finish) < kRounding);
        }
        QVERIFY(overlap(room.drawer, room.padBand) < kRounding || room.spec.kind == RoomKind::Table);
        QVERIFY(room.words.w > 0 && room.words.h >= 0.3 * room.roomCapMm);

        // Home
        QCOMPARE(static_cast<int>(room.doors.size()), spec.doors);
        for (std::size_t i = 0; i < room.doors.size(); ++i) {
            const GlassRect &door = room.doors[i];
            QVERIFY2(std::min(door.w, door.h) >= 20, qPrintable(QStringLiteral("a door of %1 x %2 mm").arg(door.w).arg(door.h)));
            QVERIFY(overlap(door, room.stop) < kRounding);
            QVERIFY(overlap(door, room.startSession) < kRounding);
            QVERIFY(overlap(door, room.leadHandle) < kRounding);
            QVERIFY(!room.reachBand || (door.y >= room.reachBand->y - kRounding && door.bottom() <= room.reachBand->bottom() + kRounding));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(overlap(door, room.doors[j]) < kRounding);
        }
        QVERIFY(overlap(room.startSession, room.stop) < kRounding);
        QVERIFY(overlap(room.startSession, room.leadHandle) < kRounding);
    }
}

void tst_room_layout::aPointOfThePadGroundBelongsToItsNearestPad_data()
{
    QTest::addColumn<RoomSpec>("spec");
    QTest::newRow("65, three") << specOf(1920, 1080, 65);
    QTest::newRow("65, twelve of three") << specOf(1920, 1080, 65, RoomKind::Wall, 12, 3);
    QTest::newRow("table") << specOf(1920, 1080, 65, RoomKind::Table, 8, 2);
    QTest::newRow("10") << specOf(1024, 600, 10, RoomKind::Small);
    RoomSpec bars = specOf(1920, 1080, 65, RoomKind::Wall, 5);
    bars.bars.fill(true);
    QTest::newRow("bars") << bars;
}

void tst_room_layout::aPointOfThePadGroundBelongsToItsNearestPad()
{
    QFETCH(RoomSpec, spec);
    const RoomGeometry room(spec);
    int owned = 0;
    for (double x = -5; x < room.widthMm + 5; x += 7.3) {
        for (double y = -5; y < room.heightMm + 5; y += 7.1) {
            const bool inGround = std::any_of(room.padAreas.begin(), room.padAreas.end(), [&](const GlassRect &area) { return area.contains(x, y); });
            const auto hit = room.hit(x, y);
            QCOMPARE(hit.has_value(), inGround);
            if (!hit)
                continue;
            ++owned;
            const PadPlace *mine = room.find(hit->seat, hit->pad);
            QVERIFY(mine);
            const GlassRect point{x, y, 0, 0};
            if (mine->bar) {
                QCOMPARE(hit->inside, mine->rect.contains(x, y));
                continue;
            }
            for (const PadPlace &pad : room.pads)
                QVERIFY(distance(point, *mine) <= distance(point, pad) + kRounding);
            QCOMPARE(hit->inside, distance(point, *mine) <= 0);
            QVERIFY(std::abs(hit->offCentre * mine->radius() - (distance(point, *mine) + mine->radius())) < 1e-6);
        }
    }
    QVERIFY(owned > 100);
    for (const PadPlace &pad : room.pads) { // and the middle of a pad is that pad
        const auto hit = room.hit(pad.rect.centreX(), pad.rect.centreY());
        QVERIFY(hit && hit->seat == pad.seat && hit->pad == pad.pad && hit->inside && hit->offCentre < 1e-9);
    }
}

namespace {
void compareNear(const RoomGeometry &room, const GlassRect &mm, const GlassRect &drawn, const char *what, double by = 5)
{
    const GlassRect px = room.inPixels(mm);
    const double off = std::max({std::abs(px.x - drawn.x), std::abs(px.y - drawn.y), std::abs(px.right() - drawn.right()), std::abs(px.bottom() - drawn.bottom())});
    QVERIFY2(off <= by, qPrintable(QStringLiteral("%1 is %2 px off: %3 %4 %5 %6").arg(QLatin1String(what)).arg(off).arg(px.x).arg(px.y).arg(px.w).arg(px.h)));
}
} // namespace

/// Outer edges in pixels, read off the drawings.
void tst_room_layout::theDrawingsOf65InchesAreMet()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    const RoomGeometry three(spec);
    QVERIFY(std::abs(three.inPixels(three.stage).h - 452) < 2);
    compareNear(three, three.stop, {17.5, 629.5, 155, 305}, "stop");
    compareNear(three, three.finish, {1747.5, 629.5, 155, 305}, "finish");
    compareNear(three, three.doorsHandle, {18, 18, 234, 76}, "doors");
    compareNear(three, three.leadHandle, {1668, 18, 234, 76}, "lead");
    compareNear(three, three.drawer, {1280, 0, 640, 452}, "drawer");
    compareNear(three, three.softer, {1302, 86, 292, 170}, "softer");
    compareNear(three, three.louder, {1602, 86, 292, 170}, "louder");
    compareNear(three, three.next, {1302, 264, 292, 170}, "next");
    compareNear(three, three.drawerFinish, {1602, 264, 292, 170}, "finish in the drawer");
    compareNear(three, three.startSession, {232, 150, 1628, 190}, "start a session");
    const double centres[] = {474.5, 960, 1445};
    for (std::size_t i = 0; i < 3; ++i)
        compareNear(three, three.pads[i].rect, {centres[i] - 219, 563, 438, 438}, "pad");

    spec.seats = 4;
    const RoomGeometry four(spec);
    for (std::size_t i = 0; i < 4; ++i)
        compareNear(four, four.pads[i].rect, {414 + 364.0 * static_cast<double>(i) - 152, 645, 304, 304}, "pad of four");
    compareNear(four, four.stop, {17.5, 629.5, 155, 305}, "stop of four");

    spec.seats = 3;
    spec.paused = true;
    const RoomGeometry paused(spec);
    compareNear(paused, paused.holdToPlayOn, {17, 509, 256, 526}, "hold to play on");
    const double pausedCentres[] = {557, 1010, 1462};
    for (std::size_t i = 0; i < 3; ++i)
        compareNear(paused, paused.pads[i].rect, {pausedCentres[i] - 204, 578, 408, 408}, "pad while paused", 6);

    // The nearest edge of a pad and Stop, in the drawing 62 mm, and how large Stop is.
    QVERIFY(std::abs(three.stop.w - 114) < 2 && std::abs(three.stop.h - 227) < 2);
    QVERIFY(std::abs(distance(three.stop, three.pads[0]) - 62.5) < 3);
}

void tst_room_layout::theGlassOffersItsSeats_data()
{
    QTest::addColumn<RoomSpec>("spec");
    QTest::addColumn<int>("seats");
    QTest::newRow("43 wall") << specOf(1920, 1080, 43) << 2;
    QTest::newRow("65 wall") << specOf(1920, 1080, 65) << 3;
    QTest::newRow("86 wall") << specOf(3840, 2160, 86) << 4;
    QTest::newRow("65 portrait") << specOf(1080, 1920, 65) << 2;
    QTest::newRow("32 wall") << specOf(1920, 1080, 32) << 1;
    QTest::newRow("43 table") << specOf(1920, 1080, 43, RoomKind::Table) << 4;
    QTest::newRow("65 table") << specOf(1920, 1080, 65, RoomKind::Table) << 6;
    QTest::newRow("10 small") << specOf(1024, 600, 10, RoomKind::Small) << 2;
    QTest::newRow("24 small") << specOf(1920, 1080, 24, RoomKind::Small) << 3;
}

void tst_room_layout::theGlassOffersItsSeats()
{
    QFETCH(RoomSpec, spec);
    QFETCH(int, seats);
    const RoomGeometry room(spec);
    QCOMPARE(room.defaultSeats, seats);
    QCOMPARE(room.spec.seats, seats);
    QVERIFY(room.smallestPad() >= (spec.diagonalInch > 11 ? 99.9 : 60)); // comfortable wherever there is room for it
}

void tst_room_layout::twelveSeatsOfThreeFitOn65Inches()
{
    const RoomGeometry room(specOf(1920, 1080, 65, RoomKind::Wall, 12, 3));
    QCOMPARE(room.maxSeats, 12);
    QCOMPARE(room.pads.size(), std::size_t{36});
    QVERIFY(room.smallestPad() >= 60);
    std::set<std::pair<int, int>> places;
    for (const PadPlace &pad : room.pads)
        places.insert({pad.seat.value, pad.pad.value});
    QCOMPARE(places.size(), std::size_t{36});
}

void tst_room_layout::noMoreSeatsThanFitAreShown()
{
    for (const double inch : {7.0, 10.0, 13.0, 24.0}) {
        for (const int pads : {1, 3}) {
            const RoomGeometry room(specOf(1024, 600, inch, RoomKind::Small, 12, pads));
            QCOMPARE(room.spec.seats, room.maxSeats);
            if (room.maxSeats < 12 && room.maxSeats > 1)
                QVERIFY(room.smallestPad() >= 60 - kRounding);
        }
    }
    QCOMPARE(RoomGeometry(specOf(1024, 600, 10, RoomKind::Small, 12)).maxSeats, 2);
    QCOMPARE(RoomGeometry(specOf(1024, 600, 10, RoomKind::Small, 12, 3)).maxSeats, 1);
}

void tst_room_layout::onlyThePixelsChangeWithTheResolution()
{
    for (const RoomKind kind : {RoomKind::Wall, RoomKind::Table, RoomKind::Small}) {
        const RoomGeometry hd(specOf(1920, 1080, 65, kind, 5, 2));
        const RoomGeometry fourK(specOf(3840, 2160, 65, kind, 5, 2));
        QCOMPARE(hd.pads.size(), fourK.pads.size());
        const auto same = [&](const GlassRect &a, const GlassRect &b) {
            const GlassRect p = hd.inPixels(a);
            const GlassRect q = fourK.inPixels(b);
            return std::abs(q.x - 2 * p.x) < 1e-6 && std::abs(q.y - 2 * p.y) < 1e-6 && std::abs(q.w - 2 * p.w) < 1e-6 && std::abs(q.h - 2 * p.h) < 1e-6;
        };
        for (std::size_t i = 0; i < hd.pads.size(); ++i)
            QVERIFY(same(hd.pads[i].rect, fourK.pads[i].rect));
        QVERIFY(same(hd.stop, fourK.stop));
        QVERIFY(same(hd.finish, fourK.finish));
        QVERIFY(same(hd.words, fourK.words));
        QVERIFY(same(hd.softer, fourK.softer));
        QCOMPARE(hd.maxSeats, fourK.maxSeats);
    }
}

/// However many play and whatever is open: the hand that knows where Stop is finds it there.
void tst_room_layout::stopAndFinishStayWhereTheyAre()
{
    for (const auto &glass : {specOf(1920, 1080, 65), specOf(1920, 1080, 43), specOf(1080, 1920, 65)}) {
        const RoomGeometry first(glass);
        for (int seats = 1; seats <= 12; ++seats) {
            for (int state = 0; state < 8; ++state) {
                RoomSpec spec = glass;
                spec.seats = seats;
                spec.paused = state & 1;
                spec.drawerOpen = state & 2;
                spec.leadSide = state & 4 ? RoomSide::Left : RoomSide::Right;
                const RoomGeometry room(spec);
                if (room.stage == first.stage) { // a crowd may lift the band
                    QVERIFY(room.stop == first.stop);
                    QVERIFY(room.finish == first.finish);
                }
                QCOMPARE(room.stop.x, first.stop.x);
                QVERIFY(room.holdToPlayOn.contains(room.stop.centreX(), room.stop.centreY()));
                QVERIFY(room.stop.right() < room.padAreas.front().x);
                QVERIFY(room.finish.x > room.padAreas.front().right());
            }
        }
    }
}

void tst_room_layout::stopKeepsItsDistanceFromThePads_data()
{
    QTest::addColumn<RoomSpec>("spec");
    for (const int seats : {1, 3, 4, 7, 12}) {
        for (const int pads : {1, 3}) {
            QTest::addRow("65 %d x %d", seats, pads) << specOf(1920, 1080, 65, RoomKind::Wall, seats, pads);
            QTest::addRow("43 %d x %d", seats, pads) << specOf(1920, 1080, 43, RoomKind::Wall, seats, pads);
            QTest::addRow("table %d x %d", seats, pads) << specOf(1920, 1080, 65, RoomKind::Table, seats, pads);
        }
    }
}

void tst_room_layout::stopKeepsItsDistanceFromThePads()
{
    QFETCH(RoomSpec, spec);
    for (const bool paused : {false, true}) {
        spec.paused = paused;
        const RoomGeometry room(spec);
        for (const PadPlace &pad : room.pads) {
            QVERIFY(distance(paused ? room.holdToPlayOn : room.stop, pad) >= 40);
            QVERIFY(distance(room.finish, pad) >= 40);
        }
    }
}

void tst_room_layout::padsNeverMoveForTheDrawer()
{
    for (const auto &glass : {specOf(1920, 1080, 65), specOf(1024, 600, 10, RoomKind::Small), specOf(1920, 1080, 65, RoomKind::Table)}) {
        RoomSpec spec = glass;
        const RoomGeometry closed(spec);
        spec.drawerOpen = true;
        const RoomGeometry open(spec);
        for (std::size_t i = 0; i < closed.pads.size(); ++i)
            QVERIFY(closed.pads[i].rect == open.pads[i].rect);
        QVERIFY(closed.padAreas == open.padAreas);
    }
}

void tst_room_layout::wordsStayVisibleBesideTheDrawer()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    spec.drawerOpen = true;
    for (const RoomSide side : {RoomSide::Left, RoomSide::Right}) {
        spec.leadSide = side;
        const RoomGeometry room(spec);
        QVERIFY(std::abs(room.drawer.w - room.stage.w / 3) < kRounding);
        QVERIFY(overlap(room.words, room.drawer) < kRounding);
        QVERIFY(std::abs(room.words.centreX() - room.freeStage.centreX()) < kRounding);
        QVERIFY(std::abs(room.freeStage.w - room.stage.w * 2 / 3) < kRounding);
        QVERIFY(room.words.h >= 2 * room.roomCapMm);
    }
}

void tst_room_layout::theLeadersSideIsMirrored()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    const RoomGeometry right(spec);
    spec.leadSide = RoomSide::Left;
    const RoomGeometry left(spec);
    QVERIFY(left.leadHandle == right.doorsHandle);
    QVERIFY(left.doorsHandle == right.leadHandle);
    QCOMPARE(left.drawer.x, 0.0);
    QVERIFY(left.stop == right.stop);
}

void tst_room_layout::aLowReachBringsThePadsDown()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    const RoomGeometry standard(spec);
    spec.reach = ReachPreset::Low;
    const RoomGeometry low(spec);
    QVERIFY(low.reachBand && standard.reachBand);
    QVERIFY(std::abs(low.reachBand->y - standard.reachBand->y - 205) < kRounding);
    QVERIFY(low.pads[0].rect.y > standard.pads[0].rect.y);
    QVERIFY(low.smallestPad() >= 100);
}

void tst_room_layout::aPanelHungBeyondReachStillHasPads()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    spec.lowerEdgeMm = 1400;
    const RoomGeometry room(spec);
    QVERIFY(!room.reachBand);
    QCOMPARE(room.spec.seats, 3);
    QVERIFY(room.smallestPad() >= 100);
}

void tst_room_layout::aPanelDownToTheFloorKeepsPadsOffTheFloor()
{
    RoomSpec spec = specOf(1080, 1920, 65);
    spec.lowerEdgeMm = 100;
    const RoomGeometry room(spec);
    QVERIFY(room.reachBand);
    QVERIFY(std::abs(room.heightMm - room.reachBand->bottom() - 280) < kRounding);
    for (const PadPlace &pad : room.pads)
        QVERIFY(pad.rect.bottom() <= room.heightMm - 280 + kRounding);
    // A hand below them still plays the nearest one.
    QVERIFY(room.hit(room.pads[0].rect.centreX(), room.heightMm - 1));
}

void tst_room_layout::tableSeatsFaceTheirEdge()
{
    const RoomGeometry room(specOf(1920, 1080, 65, RoomKind::Table, 8));
    std::set<int> rotations;
    for (const PadPlace &pad : room.pads) {
        rotations.insert(pad.rotation);
        const double toEdge[] = {room.heightMm - pad.rect.centreY(), pad.rect.centreX(), pad.rect.centreY(), room.widthMm - pad.rect.centreX()};
        const auto nearest = std::min_element(std::begin(toEdge), std::end(toEdge)) - std::begin(toEdge);
        QCOMPARE(pad.rotation, static_cast<int>(nearest) * 90);
    }
    QCOMPARE(rotations.size(), std::size_t{4});
    // Stop and Finish at two opposite ends.
    QVERIFY(std::abs(room.stop.centreX() + room.finish.centreX() - room.widthMm) < kRounding);
    QVERIFY(std::abs(room.stop.centreY() + room.finish.centreY() - room.heightMm) < kRounding);
    QCOMPARE(room.finishRotation, 180);
}

/// Seats run left to right for whoever stands there, all the way round.
void tst_room_layout::anEdgeOfTheTableReadsFromItsOwnLeft()
{
    const RoomGeometry room(specOf(1920, 1080, 65, RoomKind::Table, 10));
    for (std::size_t i = 1; i < room.pads.size(); ++i) {
        const PadPlace &a = room.pads[i - 1];
        const PadPlace &b = room.pads[i];
        if (a.rotation != b.rotation)
            continue;
        switch (a.rotation) {
        case 0: QVERIFY(a.rect.centreX() < b.rect.centreX()); break;
        case 270: QVERIFY(a.rect.centreY() > b.rect.centreY()); break;
        case 180: QVERIFY(a.rect.centreX() > b.rect.centreX()); break;
        default: QVERIFY(a.rect.centreY() < b.rect.centreY()); break;
        }
    }
}

void tst_room_layout::aTabletOnATableIsASmallScreen()
{
    const RoomGeometry room(specOf(1024, 600, 10, RoomKind::Table));
    QVERIFY(room.spec.kind == RoomKind::Small);
    QCOMPARE(room.spec.seats, 2);
}

void tst_room_layout::barsAreNarrowerThanDrums()
{
    RoomSpec spec = specOf(1920, 1080, 65);
    const RoomGeometry drums(spec);
    spec.bars[1] = true;
    const RoomGeometry room(spec);
    QVERIFY(!room.pads[0].bar && room.pads[1].bar);
    QVERIFY(room.pads[1].rect.w < drums.pads[1].rect.w);
    QCOMPARE(room.pads[1].rect.centreX(), drums.pads[1].rect.centreX());
    QVERIFY(room.pads[0].rect == drums.pads[0].rect);
}

void tst_room_layout::lettersShrinkWithTheGlass()
{
    const RoomGeometry full(specOf(1920, 1080, 43));
    QCOMPARE(full.roomCapMm, 49.0);
    QCOMPARE(full.seatCapMm, 24.0);
    QCOMPARE(full.leaderCapMm, 12.0);
    double last = 12;
    for (const double inch : {32.0, 24.0, 15.0, 10.0, 7.0}) {
        const RoomGeometry room(specOf(1920, 1080, inch, RoomKind::Small));
        QVERIFY(room.leaderCapMm < last || room.scale == 0.25);
        QVERIFY(room.leaderCapMm >= 3);
        last = room.leaderCapMm;
    }
}

void tst_room_layout::nonsenseBecomesSense()
{
    RoomSpec spec;
    spec.widthPx = -1;
    spec.heightPx = std::nan("");
    spec.diagonalInch = 0;
    spec.lowerEdgeMm = -1e9;
    spec.seats = 99;
    spec.padsPerSeat = -4;
    spec.doors = 77;
    const RoomGeometry room(spec);
    QVERIFY(room.spec.seats >= 1 && room.spec.seats <= 12);
    QCOMPARE(room.spec.padsPerSeat, 1);
    QVERIFY(std::isfinite(room.mmPerPx) && room.mmPerPx > 0);
    for (const PadPlace &pad : room.pads)
        QVERIFY(std::isfinite(pad.rect.x) && pad.rect.w > 0);
}

void tst_room_layout::padRowsSurviveAPause()
{
    RoomLayout layout;
    layout.setSeats(3);
    QSignalSpy resets(layout.pads(), &QAbstractItemModel::modelReset);
    QSignalSpy changes(layout.pads(), &QAbstractItemModel::dataChanged);
    const QRectF before = layout.pads()->data(layout.pads()->index(0), PadPlaceModel::RectRole).toRectF();
    layout.setPaused(true);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    QVERIFY(layout.pads()->data(layout.pads()->index(0), PadPlaceModel::RectRole).toRectF() != before);
    layout.setSeats(4);
    QCOMPARE(resets.count(), 1);
    QCOMPARE(layout.pads()->rowCount(), 4);
    QCOMPARE(layout.pads()->data(layout.pads()->index(3), PadPlaceModel::SeatRole).toInt(), 3);
}

void tst_room_layout::oneChangeIsToldOnce()
{
    RoomLayout layout;
    QSignalSpy changed(&layout, &RoomLayout::changed);
    layout.setSeats(4);
    layout.setSeats(4);
    QCOMPARE(changed.count(), 1);
    layout.setSpec(specOf(3840, 2160, 86));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(layout.seatsShown(), 4);
    QCOMPARE(layout.stop(), QRectF(layout.geometry().inPixels(layout.geometry().stop).x, layout.geometry().inPixels(layout.geometry().stop).y,
                                layout.geometry().inPixels(layout.geometry().stop).w, layout.geometry().inPixels(layout.geometry().stop).h));
}

void tst_room_layout::theJsonSaysWhereThingsAre()
{
    const RoomGeometry room(specOf(1920, 1080, 65, RoomKind::Wall, 4, 2));
    const auto json = roomLayoutJson(room);
    QCOMPARE(json.at("size").at("w").get<double>(), 1920.0);
    QCOMPARE(json.at("seats").get<int>(), 4);
    QCOMPARE(json.at("max_seats").get<int>(), room.maxSeats);
    QVERIFY(std::abs(json.at("mm_per_px").get<double>() - 0.7495) < 1e-4);
    QVERIFY(std::abs(json.at("reach_band").at("mm").at("y").get<double>() - 339.4) < 0.1);
    int pads = 0;
    std::set<std::string> ids;
    for (const auto &item : json.at("items")) {
        QVERIFY(ids.insert(item.at("id").get<std::string>()).second);
        const double perPx = json.at("mm_per_px").get<double>();
        for (const char *key : {"x", "y", "w", "h"})
            QVERIFY(std::abs(item.at("px").at(key).get<double>() * perPx - item.at("mm").at(key).get<double>()) < 0.01);
        if (item.contains("pad")) {
            ++pads;
            QCOMPARE(item.at("shape").get<std::string>(), std::string("circle"));
            const PadPlace *pad = room.find(SeatId{item.at("seat").get<int>()}, PadIndex{item.at("pad").get<int>()});
            QVERIFY(pad);
            QVERIFY(std::abs(pad->rect.x - item.at("mm").at("x").get<double>()) < 0.001);
        }
    }
    QCOMPARE(pads, 8);
    for (const char *id : {"stop", "finish", "doors", "lead", "seat-0-pad-0", "seat-3-pad-1"})
        QVERIFY2(ids.count(id), id);
    QCOMPARE(json.at("home").size(), std::size_t{8});

    QVERIFY(roomLayoutJson(RoomGeometry(specOf(1920, 1080, 65, RoomKind::Table))).at("reach_band").is_null());
}

QTEST_GUILESS_MAIN(tst_room_layout)
#include "tst_room_layout.moc"
