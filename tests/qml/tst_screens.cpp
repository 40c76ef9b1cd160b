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
             s.session.seats.setResting(SeatId{2}, true);
         }},
        {"three-pads", [](Screen &s) {
             s.session.layout.setPadsPerSeat(3);
             s.session.state = StageState::Active;
             s.show();
             s.join(0, 1, 0);
         }},
        {"finish", [](Screen &s) {
             s.session.state = StageState::Outro;
             s.session.headline = QStringLiteral("All together");
             s.session.countdown = 3;
             s.session.seats.setCueWord(QStringLiteral("3"));
             s.join(0, 2);
         }},
        {"all-together", [](Screen &s) {
             s.session.state = StageState::Outro;
             s.session.headline = QStringLiteral("All together");
             s.join(0, 2, 1);
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
        {"more", [](Screen &s) {
             s.session.state = StageState::Active;
             s.session.headline = QStringLiteral("Touch to play");
             s.session.drawerOpen = true;
             s.join(0, 1);
             s.show();
             s.find(QStringLiteral("more"))->metaObject()->invokeMethod(s.find(QStringLiteral("more")), "triggered");
         }},
        {"message", [](Screen &s) {
             s.session.headline = QStringLiteral("Touch to play");
             s.session.message = QStringLiteral("No sound: the speaker is unplugged. Plug it in and we go on.");
         }},
        {"home", [](Screen &s) { s.session.place = FakeSession::Home; }},
        {"home-message", [](Screen &s) {
             s.session.place = FakeSession::Home;
             s.session.message = QStringLiteral("No sound: the speaker is unplugged. Plug it in and we go on.");
         }},
    };
    return all;
}

constexpr const char *kThemes[] = {"paper", "dusk", "contrast"};

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

    QVERIFY(screen.find(screen.session.isPaused() ? QStringLiteral("holdToPlayOn") : QStringLiteral("stop")));
    const QRectF glass(QPointF(0, 0), QSizeF(screen.window()->size()));
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
            QVERIFY2(accessible->role() == QAccessible::Button || accessible->role() == QAccessible::RadioButton, say("role").constData());
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
            if (inside > 0 && !item->property("text").toString().isEmpty())
                QVERIFY2(glass.adjusted(-1, -1, 1, 1).contains(item->mapRectToScene(QRectF(0, item->property("capTop").toDouble(), inside,
                             item->property("capBlock").toDouble()))), say("words off the glass").constData());
        }
        QVERIFY2(!item->property("text").toString().contains(QLatin1Char('!')), say("exclamation mark").constData());
    }
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
