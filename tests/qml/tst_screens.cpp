// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include <QAccessible>
#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>

using namespace tutti;

namespace {

struct Scene {
    const char *name;
    std::function<void(Screen &)> set;
};

/// The drawer over twelve seats, some pages on.
void openDrawer(Screen &s, int page)
{
    s.session.layout.setSeats(12);
    s.session.activity = FakeSession::OurPulse;
    s.session.beatMs = 800;
    s.session.pastime = FakeSession::Knee;
    s.session.drawerOpen = true;
    s.show();
    s.join(0, 10);
    s.session.seat(2, [](SeatModel::Place &place) { place.chosen = place.picked = true; });
    for (int i = 0; i < page; ++i) {
        QQuickItem *more = s.find(QStringLiteral("more"));
        more->metaObject()->invokeMethod(more, "triggered");
        s.show();
    }
}

/// Room set-up, so many pages on.
void setUp(Screen &s, int page)
{
    s.session.openStaff(Staff::SetUp);
    s.session.setup.begin();
    for (int i = 0; i < page; ++i)
        s.session.setup.next();
}

/// It is `from`'s turn, then `to`'s.
void passItRound(Screen &s, int seats, int from, int to)
{
    s.session.layout.setSeats(seats);
    s.session.activity = FakeSession::PassItOn;
    s.session.state = StageState::Turn;
    s.session.headline = QStringLiteral("Listen");
    s.session.passing = true;
    s.session.turnFrom = from;
    s.session.turnTo = to;
    s.show();
    s.join(0, seats - 1);
    for (int seat = 0; seat < seats; ++seat)
        s.session.seat(seat, [&](SeatModel::Place &place) {
            place.asked = seat == from;
            place.waits = seat != from;
            if (seat == from)
                place.said = {QStringLiteral("Your turn"), SeatModel::YourTurn};
            else if (seat == to)
                place.said = {QStringLiteral("next"), SeatModel::NextTurn};
        });
}

const std::vector<Scene> &scenes()
{
    static const std::vector<Scene> all{
        {"waking", [](Screen &s) { s.session.headline = QStringLiteral("Touch to play"); }},
        {"open-pads", [](Screen &s) {
             s.session.state = StageState::Active;
             s.session.headline = QStringLiteral("Touch to play");
             s.join(0, 1, 1);
         }},
        {"four", [](Screen &s) {
             s.session.layout.setSeats(4);
             s.session.state = StageState::Grounded;
             s.session.beatMs = 800;
             s.show();
             s.join(0, 3, 1);
         }},
        {"crowd", [](Screen &s) {
             s.session.layout.setSeats(12);
             s.session.state = StageState::Active;
             s.show();
             s.join(0, 11, 4);
             s.session.seat(2, [](SeatModel::Place &place) {
                 place.resting = true;
                 place.said = {QStringLiteral("resting"), SeatModel::Rests};
             });
         }},
        {"three-pads", [](Screen &s) {
             s.session.layout.setPadsPerSeat(3);
             s.session.state = StageState::Active;
             s.show();
             s.join(0, 1, 0);
         }},
        {"finish", [](Screen &s) {
             s.session.state = StageState::Outro;
             s.session.beatMs = 800;
             s.join(0, 2);
             s.session.say(QStringLiteral("3"), SeatModel::Finish);
         }},
        {"all-together", [](Screen &s) {
             s.session.state = StageState::Outro;
             s.session.headline = QStringLiteral("All together");
             s.join(0, 2, 1);
         }},
        {"drum", [](Screen &s) {
             s.session.activity = FakeSession::OurPulse;
             s.session.beatMs = 700;
             s.session.pastime = FakeSession::Knee;
             s.session.bigBeat = true;
             s.join(0, 2, 1);
             s.session.say(QStringLiteral("Softer"), SeatModel::Softer);
         }},
        {"cue", [](Screen &s) {
             s.session.layout.setSeats(12);
             s.session.beatMs = 700;
             s.session.pastime = FakeSession::Clap;
             s.show();
             s.join(0, 11, 3);
             s.session.say(QStringLiteral("Change places"), SeatModel::ChangePlaces);
         }},
        {"layers", [](Screen &s) {
             s.session.activity = FakeSession::BuildAGroove;
             s.session.beatMs = 700;
             s.session.pastime = FakeSession::Sing;
             s.join(0, 2);
             s.session.seat(0, [](SeatModel::Place &place) { place.layered = true; });
             s.session.seat(1, [](SeatModel::Place &place) {
                 place.asked = true;
                 place.said = {QStringLiteral("Your turn"), SeatModel::YourTurn};
             });
         }},
        {"pass-it-round", [](Screen &s) { passItRound(s, 3, 1, 2); }},
        {"pass-it-round-crowd", [](Screen &s) { passItRound(s, 12, 10, 0); }},
        {"pass-it-round-to-all", [](Screen &s) { passItRound(s, 3, 2, -1); }},
        {"pass-it-round-beyond-the-glass", [](Screen &s) {
             s.session.beyondAsked = {11};
             passItRound(s, 3, 11, 0);
         }},
        {"groove-pass-beyond-the-glass", [](Screen &s) {
             s.session.activity = FakeSession::GroovePass;
             s.session.beatMs = 700;
             s.session.beyondAsked = {6};
             s.session.beyondNext = {7, 8};
             s.join(0, 2);
         }},
        {"turns", [](Screen &s) {
             passItRound(s, 3, 0, 1);
             openDrawer(s, 1);
         }},
        {"echo", [](Screen &s) {
             s.session.activity = FakeSession::Echo;
             s.session.state = StageState::Response;
             s.join(0, 2);
             for (int i = 0; i < 8; ++i)
                 s.session.marks.add(SeatId{0}, i * 700ms);
             s.session.marks.turn();
             for (int i = 0; i < 3; ++i)
                 s.session.marks.add(SeatId{7}, 7s + i * 300ms);
         }},
        {"plan", [](Screen &s) {
             s.session.plan.start(0);
             s.session.headline = QStringLiteral("Hello");
             openDrawer(s, 0);
         }},
        {"conductor", [](Screen &s) {
             s.session.activity = FakeSession::Conductor;
             s.session.beatMs = 700;
             s.session.pastime = FakeSession::Sway;
             s.session.conductor = 1;
             s.session.conductedLevel = 0.7;
             s.session.sections = {true, true, false, true};
             s.join(0, 2, 0);
             s.session.seat(1, [](SeatModel::Place &place) {
                 place.leads = true;
                 place.said = {QStringLiteral("You lead"), SeatModel::YouLead};
             });
         }},
        {"still", [](Screen &s) {
             s.session.still = true;
             s.session.beatMs = 700;
             s.session.meter = 5;
             s.join(0, 2, 0);
         }},
        {"calm", [](Screen &s) {
             s.session.calm = true;
             s.session.beatMs = 1000;
             s.join(0, 2, 0);
         }},
        {"rest", [](Screen &s) {
             s.session.state = StageState::Rest;
             s.session.headline = QStringLiteral("A breath");
             s.join(0, 2);
         }},
        {"stopped", [](Screen &s) {
             s.session.state = StageState::Paused;
             s.session.headline = QStringLiteral("Quiet");
             s.join(0, 2);
         }},
        {"lead", [](Screen &s) {
             s.session.state = StageState::Grounded;
             s.session.beatMs = 800;
             s.session.drawerOpen = true;
             s.join(0, 2, 0);
         }},
        {"lead-1", [](Screen &s) { openDrawer(s, 1); }},
        {"lead-2", [](Screen &s) { openDrawer(s, 2); }},
        {"lead-3", [](Screen &s) { openDrawer(s, 3); }},
        {"lead-4", [](Screen &s) { openDrawer(s, 4); }},
        {"lead-5", [](Screen &s) { openDrawer(s, 5); }},
        {"lead-6", [](Screen &s) { openDrawer(s, 6); }},
        {"lead-7", [](Screen &s) { openDrawer(s, 7); }},
        {"lead-8", [](Screen &s) { openDrawer(s, 8); }},
        {"message", [](Screen &s) {
             s.session.headline = QStringLiteral("Touch to play");
             s.session.message = QStringLiteral("No sound: the speaker is unplugged. Plug it in and we go on.");
         }},
        {"home", [](Screen &s) { s.session.place = FakeSession::Home; }},
        {"home-how-long", [](Screen &s) {
             s.session.place = FakeSession::Home;
             s.show();
             QMetaObject::invokeMethod(s.find(QStringLiteral("startSession")), "triggered");
         }},
        {"home-message", [](Screen &s) {
             s.session.place = FakeSession::Home;
             s.session.message = QStringLiteral("No sound: the speaker is unplugged. Plug it in and we go on.");
         }},
        {"staff", [](Screen &s) { s.session.openStaff(Staff::Menu); }},
        {"staff-pin", [](Screen &s) {
             s.session.openStaff(Staff::NewPin);
             for (const int digit : {1, 2, 3})
                 s.session.staff.type(digit);
             s.session.staff.enter();
             s.session.staff.type(1);
         }},
        {"staff-loudest", [](Screen &s) {
             s.session.setup.measure(3);
             s.session.setup.setLoudestStep(4);
             s.session.openStaff(Staff::Loudest);
         }},
        {"staff-hours", [](Screen &s) {
             s.session.setup.useQuietHours(true);
             s.session.openStaff(Staff::Hours);
         }},
        {"staff-key", [](Screen &s) {
             s.session.openStaff(Staff::Key);
             s.session.staff.makeKey();
         }},
        {"staff-check", [](Screen &s) { s.session.openStaff(Staff::Check); }},
        {"staff-machine", [](Screen &s) { s.session.openStaff(Staff::Machine); }},
        {"set-up-1", [](Screen &s) { setUp(s, 0); }},
        {"set-up-2", [](Screen &s) { setUp(s, 1); }},
        {"set-up-3", [](Screen &s) { setUp(s, 2); }},
        {"set-up-4", [](Screen &s) { setUp(s, 3); }},
        {"set-up-5", [](Screen &s) { setUp(s, 4); }},
        {"set-up-6", [](Screen &s) { setUp(s, 5); }},
        {"cleaning", [](Screen &s) { s.session.staff.clean(); }},
        {"dark", [](Screen &s) { s.session.dark = true; }},
    };
    return all;
}

constexpr const char *kThemes[] = {"paper", "dusk", "contrast"};

/// Something to read or press, and where it is.
struct Inked {
    QQuickItem *item;
    QRectF where;
    QString name;
};

bool isInteractive(QQuickItem *item)
{
    return item->activeFocusOnTab();
}

} // namespace

class TstScreens : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void everyScreenIsSound_data();
    void everyScreenIsSound();
    void wordInAPadIsNotCoveredByItsShape();
    void idleScreenDrawsNoFrames();
};

// Loads without a warning, names what can be pressed, has Stop or the way on, keeps its sizes, cuts no word off.
void TstScreens::everyScreenIsSound_data()
{
    QTest::addColumn<int>("panel");
    QTest::addColumn<int>("scene");
    for (int panel = 0; panel < static_cast<int>(std::size(kPanels)); ++panel)
        for (int scene = 0; scene < static_cast<int>(scenes().size()); ++scene)
            QTest::addRow("%s-%s", kPanels[panel].name, scenes()[static_cast<std::size_t>(scene)].name) << panel << scene;
}

void TstScreens::everyScreenIsSound()
{
    QFETCH(int, panel);
    QFETCH(int, scene);
    Screen screen(kPanels[panel]);
    QVERIFY(screen.isLoaded());
    scenes()[static_cast<std::size_t>(scene)].set(screen);
    for (int theme = 0; theme < 3; ++theme) {
        screen.session.theme = theme;
        screen.show();
        const QImage picture = screen.grab();
        QCOMPARE(picture.size(), QSize(kPanels[panel].width, kPanels[panel].height));
        // For a person to look at: TUTTI_PICTURES names a folder.
        if (const QString folder = qEnvironmentVariable("TUTTI_PICTURES"); !folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(picture.save(QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(QTest::currentDataTag()), QLatin1String(kThemes[theme])))));
        }
    }

    // But for the minute in which the glass is wiped, when nothing sounds and no touch counts.
    QVERIFY(screen.session.staff.isCleaning() || screen.find(screen.session.isPaused() ? QStringLiteral("holdToPlayOn") : QStringLiteral("stop")));
    const QRectF glass(QPointF(0, 0), QSizeF(screen.window()->size()));
    std::vector<Inked> inked;
    const double mm = screen.session.layout.pxPerMm();
    for (QQuickItem *item : shownItems(screen.window()->contentItem())) {
        const QRectF where = item->mapRectToScene(item->boundingRect());
        const auto say = [&](const char *what) {
            return QStringLiteral("%1 %2 (%3): %4 x %5 mm").arg(QLatin1String(item->metaObject()->className()), item->objectName(),
                QLatin1String(what)).arg(where.width() / mm).arg(where.height() / mm).toUtf8();
        };
        if (isInteractive(item)) {
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
            QVERIFY2(accessible, say("no accessible interface").constData());
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), say("nameless").constData());
            QVERIFY2(accessible->role() == QAccessible::Button || accessible->role() == QAccessible::RadioButton
                         || accessible->role() == QAccessible::CheckBox,
                say("role").constData());
            QVERIFY2(accessible->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()),
                say("no press").constData());
            QVERIFY2(qMin(where.width(), where.height()) >= 29.9 * mm, say("small").constData());
            QVERIFY2(glass.adjusted(-1, -1, 1, 1).contains(where), say("off the glass").constData());
        }
        if (item->inherits("QQuickText")) {
            const double inside = item->property("contentWidth").toDouble();
            // Three sizes of words; on panels that are no wall they may give way by a fifth.
            const double cap = item->property("cap").toDouble();
            const bool wall = kPanels[panel].width > kPanels[panel].height && kPanels[panel].kind == RoomLayout::Wall;
            const RoomLayout &layout = screen.session.layout;
            const bool known = std::ranges::any_of(std::array{layout.capRoom(), layout.capSeat(), layout.capLeader()},
                [&](double size) { return cap <= 1.001 * size && cap >= (wall ? 0.999 : 0.799) * size; });
            QVERIFY2(known, say("of another size").constData());
            QVERIFY2(!item->property("truncated").toBool(), say("cut off").constData());
            QVERIFY2(inside <= item->width() + 1, say("wider than its place").constData());
            if (inside > 0 && !item->property("text").toString().isEmpty()) {
                const double left = item->property("horizontalAlignment").toInt() == Qt::AlignHCenter ? (item->width() - inside) / 2 : 0;
                const QRectF words = item->mapRectToScene(QRectF(left, item->property("capTop").toDouble(), inside, item->property("capBlock").toDouble()));
                QVERIFY2(glass.adjusted(-1, -1, 1, 1).contains(words), say("words off the glass").constData());
                inked.push_back({item, words.adjusted(1, 1, -1, -1), item->property("text").toString()});
            }
        } else if (isInteractive(item) && !item->property("flat").toBool()) {
            inked.push_back({item, where.adjusted(1, 1, -1, -1), item->objectName()});
        } else if (item->objectName() == QLatin1String("pastime")) {
            inked.push_back({item, where, item->objectName()});
        } else if (item->objectName() == QLatin1String("beat") && screen.session.headline.isEmpty()) {
            // All of the way of the ball, however it swings now.
            const double sideways = item->property("sideways").toDouble();
            const double lowest = item->property("lowest").toDouble();
            inked.push_back({item, item->mapRectToScene(QRectF(item->width() / 2 - sideways, 0.6 * lowest, 2 * sideways, 0.4 * lowest)), item->objectName()});
        }
        QVERIFY2(!item->property("text").toString().contains(QLatin1Char('!')), say("exclamation mark").constData());
    }
    for (std::size_t i = 0; i < inked.size(); ++i)
        for (std::size_t j = i + 1; j < inked.size(); ++j)
            QVERIFY2(!inked[i].where.intersects(inked[j].where) || inked[i].item->isAncestorOf(inked[j].item) || inked[j].item->isAncestorOf(inked[i].item),
                qPrintable(inked[i].name + QStringLiteral(" lies on ") + inked[j].name));
}

// A strike swells the shape for a moment; a cue that comes just then takes its place at once.
void TstScreens::wordInAPadIsNotCoveredByItsShape()
{
    Screen screen(kPanels[4]);
    screen.session.state = StageState::Active;
    screen.show();
    screen.join(0, 1, 1);
    screen.session.say(QStringLiteral("3"), SeatModel::NoSign);
    screen.show();
    screen.grab();
    screen.session.theme = 1; // drawn anew, an item shows through its animator although it is not visible
    screen.show();
    const QImage picture = screen.grab();
    const QRectF pad = [&] { const GlassRect r = screen.session.layout.geometry().inPixels(screen.session.layout.geometry().find(SeatId{1}, PadIndex{0})->rect); return QRectF(r.x, r.y, r.w, r.h); }();
    const QColor tint(QStringLiteral("#3198F1"));
    int covered = 0;
    for (int y = qRound(pad.center().y() - pad.height() / 4); y < pad.center().y() + pad.height() / 4; ++y)
        for (int x = qRound(pad.center().x() - pad.width() / 4); x < pad.center().x() + pad.width() / 4; ++x)
            covered += qAbs(picture.pixelColor(x, y).blue() - tint.blue()) < 60 && picture.pixelColor(x, y).red() < 100;
    QCOMPARE(covered, 0);
}

void TstScreens::idleScreenDrawsNoFrames()
{
    Screen screen(kWall);
    scenes().front().set(screen);
    screen.show();
    screen.grab();
    int frames = 0;
    QObject::connect(screen.window(), &QQuickWindow::afterRendering, this, [&frames] { ++frames; });
    QTest::qWait(300); // nothing to wait for is what is tested
    QCOMPARE(frames, 0);
}

QTEST_MAIN(TstScreens)
#include "tst_screens.moc"
