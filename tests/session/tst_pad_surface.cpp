// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/pad_surface.h"

#include <QPointingDevice>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <set>

using namespace tutti;

namespace {

/// Writes down what it is told, checks that strikes and lifts pair, and has a clock that stands still.
class Ear final : public QObject, public StrikeSink {
    Q_OBJECT
public:
    void strike(const Strike &strike, Micros arrival) override
    {
        QVERIFY(strike.touch);
        QVERIFY(m_open.emplace(*strike.touch, std::pair{strike.seat, strike.pad}).second);
        strikes.push_back(strike);
        arrivals.push_back(arrival);
        if (onStrike)
            onStrike();
    }
    void lift(const Lift &lift, Micros) override
    {
        const auto it = m_open.find(lift.touch.value_or(0));
        QVERIFY2(it != m_open.end(), "a lift without its strike, or twice");
        QVERIFY((it->second == std::pair{lift.seat, lift.pad}));
        m_open.erase(it);
        ++lifts;
    }
    [[nodiscard]] Micros now() const override { return time; }
    [[nodiscard]] std::size_t open() const { return m_open.size(); }
    void forget()
    {
        strikes.clear();
        arrivals.clear();
        lifts = 0;
    }

    std::vector<Strike> strikes;
    std::vector<Micros> arrivals;
    int lifts = 0;
    Micros time{1s};
    std::function<void()> onStrike;

private:
    std::map<std::int64_t, std::pair<SeatId, PadIndex>> m_open;
};

/// Something with a use of its own that lies above the pads, such as Stop.
class Button final : public QQuickItem {
    Q_OBJECT
public:
    explicit Button(QQuickItem *parent) : QQuickItem(parent) { setAcceptTouchEvents(true); }
    int presses = 0;
    int releases = 0;

protected:
    void touchEvent(QTouchEvent *event) override
    {
        for (const QEventPoint &point : event->points()) { // it, too, is told some presses twice
            if (point.state() == QEventPoint::Pressed && m_down.insert(point.id()).second)
                ++presses;
            if (point.state() == QEventPoint::Released && m_down.erase(point.id()) > 0)
                ++releases;
        }
        event->accept();
    }

private:
    std::set<int> m_down;
};

/// Lies above everything and wants nothing in the end: Qt Quick has to deal out what is below.
class Decliner final : public QQuickItem {
    Q_OBJECT
public:
    explicit Decliner(QQuickItem *parent) : QQuickItem(parent)
    {
        setAcceptTouchEvents(true);
        setSize(parent->size());
        setZ(100);
    }

protected:
    void touchEvent(QTouchEvent *event) override { event->ignore(); }
};

/// Is handed every touch twice.
class Stutter final : public PadSurface {
    Q_OBJECT
public:
    using PadSurface::PadSurface;
    int heard = 0;

protected:
    void touchEvent(QTouchEvent *event) override
    {
        for (int i = 0; i < 2; ++i) {
            heard += event->isBeginEvent() ? 1 : 0;
            PadSurface::touchEvent(event);
        }
    }
};

} // namespace

class tst_pad_surface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aFingerStrikesAtOnceAndLiftsWhenItLeaves();
    void theStrikeCarriesTheTimeItsEventArrived();
    void secondFingerOnSamePadSoundsAgain();
    void aFlatHandIsOneHit();
    void twelveFingersOnTwelvePadsSoundOnceEach();
    void fortyFingersOnThirtySixPadsSoundOnceEach();
    void fortyFingersOneEventEachSoundOnceEach();
    void aSlideStrikesEveryPadItComesTo();
    void aSlideDoesNotWaitForTheNextFrame();
    void aSlideOffTheGlassEnds();
    void thePressThatComesTwiceSoundsOnce();
    void aCancelLiftsEverything();
    void aFingerThatIsMissingFromTheNextEventIsLifted();
    void hidingTheWindowLiftsEverything();
    void hidingTheSurfaceLiftsEverything();
    void disablingTheSurfaceLiftsEverything();
    void leavingTheWindowLiftsEverything();
    void losingTheFrontLiftsEverything();
    void unpluggingThePanelLiftsEverything();
    void aVanishedDeviceNodeLiftsEverything();
    void aNewDeviceNodeDisturbsNobody();
    void aStolenGrabLiftsEverything();
    void theMouseStrikesSlidesAndLifts();
    void aDoubleClickIsTwoStrikes();
    void otherButtonsAndTheStageAreLeftAlone();
    void aFingerOnStopIsNotOurs();
    void aFingerOnAPadDoesNotBlockStop_data();
    void aFingerOnAPadDoesNotBlockStop();
    void aFingerThatSlidesFromStopPlaysNothing();
    void whatDeclinesAboveThePadsLeavesThemPlaying();
    void qtQuickSeesNothingOfFingersOnPads();
    void aSinkThatHidesTheSurfaceInTheMiddleIsServedInOrder();
    void aSinkThatGoesAwayIsForgotten();
    void anObjectThatIsNoSinkIsRefused();
    void qmlSetsTheRoomAndTheSink();
    void nothingStaysOpenWhateverHappens();

private:
    void build(int seats, int padsPerSeat = 1);
    [[nodiscard]] QPoint pad(int seat, int index = 0, double dxMm = 0, double dyMm = 0) const;
    [[nodiscard]] QTest::QTouchEventSequence touch() { return QTest::touchEvent(m_view.get(), m_panel.get(), false); }
    void pressAll(int count);

    RoomLayout m_room;
    std::unique_ptr<QQuickView> m_view;
    std::unique_ptr<QPointingDevice> m_panel;
    std::unique_ptr<Ear> m_ear;
    PadSurface *m_surface = nullptr;
};

void tst_pad_surface::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_panel.reset(QTest::createTouchDevice());
    m_ear = std::make_unique<Ear>();
    m_view = std::make_unique<QQuickView>();
    m_view->resize(1920, 1080);
    m_surface = new PadSurface(m_view->contentItem());
    m_surface->setDeviceFolder({});
    m_surface->setSize({1920, 1080});
    m_surface->setSink(m_ear.get());
    build(3);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void tst_pad_surface::cleanup()
{
    m_view.reset();
    QCOMPARE(m_ear->open(), std::size_t{0});
    QCOMPARE(static_cast<std::size_t>(m_ear->lifts), m_ear->strikes.size());
    m_ear.reset();
    m_panel.reset();
}

void tst_pad_surface::build(int seats, int padsPerSeat)
{
    RoomSpec spec;
    spec.seats = seats;
    spec.padsPerSeat = padsPerSeat;
    m_room.setSpec(spec);
    m_surface->setRoom(&m_room);
}

QPoint tst_pad_surface::pad(int seat, int index, double dxMm, double dyMm) const
{
    const RoomGeometry &room = m_room.geometry();
    const GlassRect rect = room.find(SeatId{seat}, PadIndex{index})->rect;
    return {static_cast<int>((rect.centreX() + dxMm) / room.mmPerPx), static_cast<int>((rect.centreY() + dyMm) / room.mmPerPx)};
}

void tst_pad_surface::pressAll(int count)
{
    auto sequence = touch();
    for (int i = 0; i < count; ++i)
        sequence.press(i, pad(i));
    sequence.commit(false);
}

void tst_pad_surface::aFingerStrikesAtOnceAndLiftsWhenItLeaves()
{
    touch().press(0, pad(1)).commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{1});
    QVERIFY(m_ear->strikes[0].seat == SeatId{1});
    QVERIFY(m_ear->strikes[0].by == StrikeBy::Touch);
    QCOMPARE(m_ear->strikes[0].strength, 0.75);
    QCOMPARE(m_ear->lifts, 0);
    touch().release(0, pad(1)).commit(false);
    QCOMPARE(m_ear->lifts, 1);
    QCOMPARE(m_surface->contactCount(), std::size_t{0});
}

void tst_pad_surface::theStrikeCarriesTheTimeItsEventArrived()
{
    m_ear->time = 4321ms;
    touch().press(0, pad(0)).commit(false);
    QVERIFY(m_ear->arrivals.at(0) == 4321ms);
    m_ear->time = 5s;
    touch().move(0, pad(1)).commit(false);
    QVERIFY(m_ear->arrivals.at(1) == 5s);
    touch().release(0, pad(1)).commit(false);
}

void tst_pad_surface::secondFingerOnSamePadSoundsAgain()
{
    touch().press(0, pad(0)).commit(false);
    touch().stationary(0).press(1, pad(0, 0, 40)).commit(false);
    m_ear->time += 31ms; // the wait for a possible hand is over
    QTRY_COMPARE(m_ear->strikes.size(), std::size_t{2});
    QVERIFY(m_ear->strikes[0].seat == m_ear->strikes[1].seat);
    QVERIFY(m_ear->arrivals[1] == 1s);
    touch().release(0, pad(0)).stationary(1).commit(false);
    QCOMPARE(m_ear->lifts, 1);
    touch().release(1, pad(0, 0, 40)).commit(false);
    QCOMPARE(m_ear->lifts, 2);
}

void tst_pad_surface::aFlatHandIsOneHit()
{
    for (int i = 0; i < 5; ++i) {
        auto sequence = touch();
        for (int held = 0; held < i; ++held)
            sequence.stationary(held);
        sequence.press(i, pad(0, 0, 15 * i, (i % 2) * 20)).commit(false);
        m_ear->time += 300us;
    }
    m_ear->time += 1s;
    m_surface->liftAll();
    QCOMPARE(m_ear->strikes.size(), std::size_t{1});
    auto sequence = touch();
    for (int i = 0; i < 5; ++i)
        sequence.release(i, pad(0));
    sequence.commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{1});
}

void tst_pad_surface::twelveFingersOnTwelvePadsSoundOnceEach()
{
    build(12);
    pressAll(12);
    QCOMPARE(m_ear->strikes.size(), std::size_t{12});
    std::set<int> seats;
    for (const Strike &strike : m_ear->strikes)
        seats.insert(strike.seat.value);
    QCOMPARE(seats.size(), std::size_t{12});
    auto sequence = touch();
    for (int i = 0; i < 12; ++i)
        sequence.release(i, pad(i));
    sequence.commit(false);
    QCOMPARE(m_ear->lifts, 12);
}

void tst_pad_surface::fortyFingersOnThirtySixPadsSoundOnceEach()
{
    build(12, 3);
    auto presses = touch();
    for (int i = 0; i < 40; ++i)
        presses.press(i, pad(i % 12, (i / 12) % 3, i < 36 ? 0 : 25));
    presses.commit(false);
    m_ear->time += 31ms;
    QTRY_COMPARE(m_ear->strikes.size(), std::size_t{40});
    auto releases = touch();
    for (int i = 0; i < 40; ++i)
        releases.release(i, pad(i % 12, (i / 12) % 3));
    releases.commit(false);
    QCOMPARE(m_ear->lifts, 40);
    QCOMPARE(m_ear->strikes.size(), std::size_t{40});
}

/// As X sends them: an event for each finger, with all the others in it.
void tst_pad_surface::fortyFingersOneEventEachSoundOnceEach()
{
    build(12, 3);
    for (int i = 0; i < 40; ++i) {
        auto sequence = touch();
        for (int held = 0; held < i; ++held)
            sequence.stationary(held);
        sequence.press(i, pad(i % 12, (i / 12) % 3, i < 36 ? 0 : 25)).commit(false);
        m_ear->time += 300us;
    }
    m_ear->time += 31ms;
    QTRY_COMPARE(m_ear->strikes.size(), std::size_t{40});
    for (int i = 0; i < 40; ++i) {
        auto sequence = touch();
        sequence.release(i, pad(i % 12, (i / 12) % 3));
        for (int held = i + 1; held < 40; ++held)
            sequence.stationary(held);
        sequence.commit(false);
        QCOMPARE(m_ear->lifts, i + 1);
    }
    QCOMPARE(m_ear->strikes.size(), std::size_t{40});
}

void tst_pad_surface::aSlideStrikesEveryPadItComesTo()
{
    touch().press(0, pad(0)).commit(false);
    for (int x = pad(0).x(); x <= pad(2).x(); x += 20) {
        touch().move(0, {x, pad(0).y()}).commit(false);
    }
    touch().move(0, pad(2)).commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{3});
    QCOMPARE(m_ear->lifts, 2);
    for (int seat = 0; seat < 3; ++seat)
        QVERIFY(m_ear->strikes[static_cast<std::size_t>(seat)].seat == SeatId{seat});
    touch().release(0, pad(2)).commit(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::aSlideDoesNotWaitForTheNextFrame()
{
    touch().press(0, pad(0)).commit(false);
    touch().move(0, pad(0, 0, 5)).commit(false);
    touch().move(0, pad(1)).commit(false); // no frame has been drawn in between
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
    touch().release(0, pad(1)).commit(false);
}

void tst_pad_surface::aSlideOffTheGlassEnds()
{
    touch().press(0, pad(0)).commit(false);
    touch().move(0, {pad(0).x(), 100}).commit(false); // up onto the stage
    QCOMPARE(m_ear->lifts, 1);
    touch().release(0, {pad(0).x(), 100}).commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{1});
}

/// Qt Quick hands on a new finger again while others are down, sometimes. Here everything comes twice.
void tst_pad_surface::thePressThatComesTwiceSoundsOnce()
{
    m_surface->setVisible(false);
    Stutter twice(m_view->contentItem());
    twice.setDeviceFolder({});
    twice.setSize({1920, 1080});
    twice.setSink(m_ear.get());
    twice.setRoom(&m_room);
    Decliner above(m_view->contentItem());
    touch().press(0, pad(0)).commit(false);
    touch().stationary(0).press(1, pad(1)).commit(false);
    touch().stationary(0).stationary(1).press(2, pad(2)).commit(false);
    QCOMPARE(twice.heard, 6);
    QCOMPARE(m_ear->strikes.size(), std::size_t{3});
    touch().release(0, pad(0)).release(1, pad(1)).release(2, pad(2)).commit(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::aCancelLiftsEverything()
{
    pressAll(3);
    QTouchEvent cancel(QEvent::TouchCancel, m_panel.get());
    QCoreApplication::sendEvent(m_view.get(), &cancel);
    QCOMPARE(m_ear->lifts, 3);
    auto sequence = touch();
    for (int i = 0; i < 3; ++i)
        sequence.release(i, pad(i));
    sequence.commit(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::aFingerThatIsMissingFromTheNextEventIsLifted()
{
    pressAll(3);
    QEventPoint point(1, QEventPoint::Stationary, pad(1), pad(1));
    QTouchEvent update(QEvent::TouchUpdate, m_panel.get(), Qt::NoModifier, {point});
    m_surface->eventFilter(m_view.get(), &update);
    QCOMPARE(m_ear->lifts, 2);
    QCOMPARE(m_surface->openCount(), std::size_t{1});
    auto sequence = touch();
    for (int i = 0; i < 3; ++i)
        sequence.release(i, pad(i));
    sequence.commit(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::hidingTheWindowLiftsEverything()
{
    pressAll(3);
    m_view->hide();
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::hidingTheSurfaceLiftsEverything()
{
    pressAll(3);
    m_surface->setVisible(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::disablingTheSurfaceLiftsEverything()
{
    pressAll(3);
    m_surface->setEnabled(false);
    QCOMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::leavingTheWindowLiftsEverything()
{
    pressAll(3);
    m_surface->setParentItem(nullptr);
    QCOMPARE(m_ear->lifts, 3);
    m_surface->setParentItem(m_view->contentItem());
}

void tst_pad_surface::losingTheFrontLiftsEverything()
{
    m_view->requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    pressAll(3);
    QWindow other;
    other.resize(100, 100);
    other.show();
    other.requestActivate();
    QTRY_COMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::unpluggingThePanelLiftsEverything()
{
    pressAll(3);
    m_panel.reset();
    QCOMPARE(m_ear->lifts, 3);
    m_panel.reset(QTest::createTouchDevice()); // plugged in again
    touch().press(0, pad(0)).commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{4});
    touch().release(0, pad(0)).commit(false);
}

void tst_pad_surface::aVanishedDeviceNodeLiftsEverything()
{
    QTemporaryDir folder;
    QFile node(folder.filePath(QStringLiteral("event7")));
    QVERIFY(node.open(QIODevice::WriteOnly));
    node.close();
    m_surface->setDeviceFolder(folder.path());
    pressAll(3);
    QVERIFY(node.remove());
    QTRY_COMPARE(m_ear->lifts, 3);
}

void tst_pad_surface::aNewDeviceNodeDisturbsNobody()
{
    QTemporaryDir folder;
    m_surface->setDeviceFolder(folder.path());
    QFileSystemWatcher watcher({folder.path()});
    QSignalSpy seen(&watcher, &QFileSystemWatcher::directoryChanged);
    pressAll(3);
    QFile node(folder.filePath(QStringLiteral("event8")));
    QVERIFY(node.open(QIODevice::WriteOnly));
    QTRY_VERIFY(!seen.isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(m_ear->lifts, 0);
    m_surface->liftAll();
}

void tst_pad_surface::aStolenGrabLiftsEverything()
{
    Button thief(m_view->contentItem());
    Decliner above(m_view->contentItem());
    touch().press(0, pad(0)).commit(false);
    m_ear->onStrike = [&thief] { thief.grabTouchPoints({0}); };
    touch().stationary(0).press(1, pad(1)).commit(false);
    m_ear->onStrike = nullptr;
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
    QCOMPARE(m_ear->open(), std::size_t{0});
    touch().release(0, pad(0)).release(1, pad(1)).commit(false);
}

void tst_pad_surface::theMouseStrikesSlidesAndLifts()
{
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, pad(0));
    QCOMPARE(m_ear->strikes.size(), std::size_t{1});
    QVERIFY(m_ear->strikes[0].by == StrikeBy::Mouse);
    QTest::mouseMove(m_view.get(), pad(0, 0, 20));
    QTest::mouseMove(m_view.get(), pad(1));
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
    QVERIFY(m_ear->strikes[1].seat == SeatId{1});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, pad(1));
    QCOMPARE(m_ear->lifts, 2);
    QTest::mouseMove(m_view.get(), pad(2)); // hovering plays nothing
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
}

void tst_pad_surface::aDoubleClickIsTwoStrikes()
{
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, pad(0));
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
    QCOMPARE(m_ear->lifts, 2);
}

void tst_pad_surface::otherButtonsAndTheStageAreLeftAlone()
{
    QTest::mouseClick(m_view.get(), Qt::RightButton, {}, pad(0));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {960, 100});
    touch().press(0, {960, 100}).commit(false);
    touch().release(0, {960, 100}).commit(false);
    QVERIFY(m_ear->strikes.empty());
    QVERIFY(!m_surface->contains({960, 100}));
    QVERIFY(m_surface->contains(pad(0)));
}

void tst_pad_surface::aFingerOnStopIsNotOurs()
{
    Button stop(m_view->contentItem());
    const QRectF place = m_room.stop();
    stop.setPosition(place.topLeft());
    stop.setSize(place.size());
    touch().press(0, place.center().toPoint()).commit(false);
    touch().release(0, place.center().toPoint()).commit(false);
    QCOMPARE(stop.presses, 1);
    QVERIFY(m_ear->strikes.empty());

    // Also where it lies over the pads.
    stop.setPosition(QPointF(pad(1)) - QPointF(50, 50));
    stop.setSize({100, 100});
    touch().press(1, pad(1)).commit(false);
    touch().release(1, pad(1)).commit(false);
    QCOMPARE(stop.presses, 2);
    QVERIFY(m_ear->strikes.empty());
}

void tst_pad_surface::aFingerOnAPadDoesNotBlockStop_data()
{
    QTest::addColumn<QByteArray>("stop");
    QTest::newRow("TapHandler") << QByteArray("import QtQuick\nItem { property int taps: 0; TapHandler { gesturePolicy: TapHandler.ReleaseWithinBounds; onTapped: parent.taps++ } }");
    QTest::newRow("MouseArea") << QByteArray("import QtQuick\nItem { property int taps: 0; MouseArea { anchors.fill: parent; onClicked: parent.taps++ } }");
    QTest::newRow("MultiPointTouchArea") << QByteArray("import QtQuick\nItem { property int taps: 0; MultiPointTouchArea { anchors.fill: parent; onReleased: parent.taps++ } }");
}

void tst_pad_surface::aFingerOnAPadDoesNotBlockStop()
{
    QFETCH(QByteArray, stop);
    QQmlComponent component(m_view->engine());
    component.setData(stop, QUrl());
    auto *item = qobject_cast<QQuickItem *>(component.create());
    QVERIFY2(item, qPrintable(component.errorString()));
    item->setParentItem(m_view->contentItem());
    item->setParent(m_view->contentItem());
    const QRectF place = m_room.stop();
    item->setPosition(place.topLeft());
    item->setSize(place.size());
    const QPoint at = place.center().toPoint();

    touch().press(0, pad(0)).commit(false);
    touch().stationary(0).press(1, pad(1)).commit(false);
    touch().stationary(0).stationary(1).press(2, at).commit(false);
    touch().stationary(0).stationary(1).release(2, at).commit(false);
    QCOMPARE(item->property("taps").toInt(), 1);
    QCOMPARE(m_ear->strikes.size(), std::size_t{2});
    QCOMPARE(m_ear->lifts, 0);
    touch().release(0, pad(0)).release(1, pad(1)).commit(false);
    QCOMPARE(m_ear->lifts, 2);
}

void tst_pad_surface::aFingerThatSlidesFromStopPlaysNothing()
{
    Button stop(m_view->contentItem());
    const QRectF place = m_room.stop();
    stop.setPosition(place.topLeft());
    stop.setSize(place.size());
    touch().press(0, place.center().toPoint()).commit(false);
    touch().move(0, pad(0)).commit(false);
    touch().move(0, pad(1)).commit(false);
    touch().release(0, pad(1)).commit(false);
    QVERIFY(m_ear->strikes.empty());
}

void tst_pad_surface::whatDeclinesAboveThePadsLeavesThemPlaying()
{
    Decliner above(m_view->contentItem());
    pressAll(3);
    QCOMPARE(m_ear->strikes.size(), std::size_t{3});
    touch().release(0, pad(0)).stationary(1).move(2, pad(2, 0, 30)).commit(false);
    QCOMPARE(m_ear->lifts, 1);
    touch().release(1, pad(1)).release(2, pad(2)).commit(false);
    QCOMPARE(m_ear->lifts, 3);
}

/// Forty fingers would cost it a walk over all items each.
void tst_pad_surface::qtQuickSeesNothingOfFingersOnPads()
{
    Decliner below(m_view->contentItem());
    below.setZ(-1);
    Button stop(m_view->contentItem());
    stop.setPosition(m_room.stop().topLeft());
    stop.setSize(m_room.stop().size());
    m_surface->setAcceptTouchEvents(false); // what gets through to it now plays nothing
    pressAll(3);
    touch().move(0, pad(1)).stationary(1).stationary(2).commit(false);
    QCOMPARE(m_ear->strikes.size(), std::size_t{4});
    touch().stationary(0).stationary(1).stationary(2).press(3, m_room.stop().center().toPoint()).commit(false);
    QCOMPARE(stop.presses, 1);
    touch().stationary(0).stationary(1).stationary(2).release(3, m_room.stop().center().toPoint()).commit(false);
    QCOMPARE(stop.releases, 1);
    touch().release(0, pad(1)).release(1, pad(1)).release(2, pad(2)).commit(false);
    QCOMPARE(m_ear->lifts, 4);
}

void tst_pad_surface::aSinkThatHidesTheSurfaceInTheMiddleIsServedInOrder()
{
    m_ear->onStrike = [this] { m_surface->setVisible(false); };
    pressAll(3);
    m_ear->onStrike = nullptr;
    QCOMPARE(static_cast<std::size_t>(m_ear->lifts), m_ear->strikes.size());
    QCOMPARE(m_surface->openCount(), std::size_t{0});
}

void tst_pad_surface::aSinkThatGoesAwayIsForgotten()
{
    auto other = std::make_unique<Ear>();
    m_surface->setSink(other.get());
    pressAll(3);
    QCOMPARE(other->strikes.size(), std::size_t{3});
    other.reset();
    QCOMPARE(m_surface->sink(), nullptr);
    QCOMPARE(m_surface->contactCount(), std::size_t{0});
    touch().release(0, pad(0)).release(1, pad(1)).release(2, pad(2)).commit(false);
    touch().press(0, pad(0)).commit(false);
    touch().release(0, pad(0)).commit(false);
    QVERIFY(m_ear->strikes.empty());
}

void tst_pad_surface::anObjectThatIsNoSinkIsRefused()
{
    QObject nobody;
    QTest::ignoreMessage(QtWarningMsg, "PadSurface: the sink QObject takes no strikes");
    m_surface->setSink(&nobody);
    QCOMPARE(m_surface->sink(), nullptr);
}

void tst_pad_surface::qmlSetsTheRoomAndTheSink()
{
    QQmlEngine engine;
    qmlRegisterType<PadSurface>("Tutti.Test", 1, 0, "PadSurface");
    qmlRegisterType<RoomLayout>("Tutti.Test", 1, 0, "RoomLayout");
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport Tutti.Test\n"
                      "PadSurface { id: pads; required property QtObject ear\n"
                      "  property rect firstDoor: layout.doors[0]; property int doors: layout.doors.length\n"
                      "  property real rows: places.count; property Item places: Item { property alias count: r.count; Repeater { id: r; model: layout.pads\n"
                      "    Item { required property int seat; required property rect rect; required property rect label; required property int turn; required property bool bar; x: rect.x } } }\n"
                      "  property RoomLayout layout: RoomLayout { width: 1920; height: 1080; kind: RoomLayout.Wall; doorCount: 2; seats: 4 }\n"
                      "  room: layout; sink: ear }",
        QUrl());
    std::unique_ptr<QObject> made(component.createWithInitialProperties({{QStringLiteral("ear"), QVariant::fromValue<QObject *>(m_ear.get())}}));
    QVERIFY2(made, qPrintable(component.errorString()));
    auto *surface = qobject_cast<PadSurface *>(made.get());
    QCOMPARE(surface->sink(), m_ear.get());
    QCOMPARE(surface->room()->seatsShown(), 4);
    QCOMPARE(surface->property("doors").toInt(), 2);
    QCOMPARE(surface->property("firstDoor").toRectF(), surface->room()->doors().at(0));
    QCOMPARE(surface->property("rows").toInt(), 4);
}

/// Ten thousand events of a panel of twelve fingers, with Stop in reach, through the real window. A finger that is down
/// has at most one strike open, and when all are up none is.
void tst_pad_surface::nothingStaysOpenWhateverHappens()
{
    std::mt19937 random(1);
    const auto upTo = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    build(6, 2);
    Button stop(m_view->contentItem());
    stop.setPosition(m_room.stop().topLeft());
    stop.setSize(m_room.stop().size());

    constexpr int kFingers = 12;
    std::map<int, QPoint> down; // finger -> where
    for (int event = 0; event < 10000; ++event) {
        m_ear->time += Micros{upTo(9000)};
        const QPoint where{upTo(1920), 300 + upTo(780)};
        const int finger = upTo(kFingers);
        const int what = upTo(1000);
        if (what < 2) {
            m_surface->setVisible(false);
            m_surface->setVisible(true);
        } else if (what < 4) {
            QTouchEvent cancel(QEvent::TouchCancel, m_panel.get());
            QCoreApplication::sendEvent(m_view.get(), &cancel);
        } else if (what < 7) {
            RoomSpec spec = m_room.spec();
            spec.paused = !spec.paused;
            m_room.setSpec(spec);
        } else if (what < 11) {
            QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, where);
        } else {
            auto sequence = touch();
            for (const auto &[id, at] : down) {
                if (id != finger)
                    sequence.stationary(id);
            }
            if (!down.count(finger)) {
                sequence.press(finger, where);
                down[finger] = where;
            } else if (upTo(2)) {
                sequence.move(finger, where);
                down[finger] = where;
            } else {
                sequence.release(finger, where);
                down.erase(finger);
            }
            sequence.commit(false);
        }
        QVERIFY(m_surface->contactCount() <= down.size());
        QCOMPARE(m_ear->open(), m_surface->openCount());
        if (QTest::currentTestFailed())
            return;
        if (event % 512 == 0)
            QCoreApplication::processEvents();
    }
    QVERIFY(m_ear->strikes.size() > 1000);
    for (auto it = down.begin(); it != down.end();) {
        auto sequence = touch();
        for (const auto &[id, at] : down)
            if (id != it->first)
                sequence.stationary(id);
        sequence.release(it->first, it->second).commit(false);
        it = down.erase(it);
    }
    QCOMPARE(m_surface->contactCount(), std::size_t{0});
    QCOMPARE(m_ear->open(), std::size_t{0});
    QVERIFY(stop.presses > 50);
}

QTEST_MAIN(tst_pad_surface)
#include "tst_pad_surface.moc"
