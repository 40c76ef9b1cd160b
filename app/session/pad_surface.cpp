// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/pad_surface.h"

#include "core/overloaded.h"

#include <QDir>
#include <QGuiApplication>
#include <QInputDevice>
#include <QMouseEvent>
#include <QPointingDevice>
#include <QQuickWindow>
#include <QTouchEvent>
#include <QVarLengthArray>

#include <algorithm>

namespace tutti {

namespace {
constexpr std::int32_t kMouse = 0; // the mouse's device number; panels count from 1
constexpr std::size_t kUsualOutputs = 128;
constexpr auto kDeviceCheck = std::chrono::milliseconds(500);

bool isFinger(const QPointerEvent *event)
{
    return event->device() && event->device()->type() == QInputDevice::DeviceType::TouchScreen;
}

bool takesTouches(const QQuickItem *item)
{
    if (item->acceptTouchEvents() || item->acceptedMouseButtons() != Qt::NoButton)
        return true;
    const QObjectList &children = item->children(); // handlers are no items
    return std::any_of(children.cbegin(), children.cend(), [](const QObject *child) { return child->inherits("QQuickPointerHandler"); });
}

/// Whether the item, or one within it, might want a touch there. It may still decline.
bool takesTouchAt(const QQuickItem *item, const QPointF &scenePoint)
{
    if (!item->isVisible() || !item->isEnabled())
        return false;
    if (takesTouches(item) && item->contains(item->mapFromScene(scenePoint)))
        return true;
    const auto children = item->childItems();
    return std::any_of(children.cbegin(), children.cend(), [&](const QQuickItem *child) { return takesTouchAt(child, scenePoint); });
}
} // namespace

PadSurface::PadSurface(QQuickItem *parent)
    : QQuickItem(parent), m_tracker(m_geometry, m_ownNumbers), m_deviceFolder(QStringLiteral("/dev/input"))
{
    m_out.reserve(kUsualOutputs);
    setAcceptTouchEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PadSurface::onTimer);
    m_deviceTimer.setInterval(kDeviceCheck);
    connect(&m_deviceTimer, &QTimer::timeout, this, &PadSurface::loseMissingDevices);
    connect(&m_folderWatcher, &QFileSystemWatcher::directoryChanged, this, &PadSurface::onDeviceFolderChanged);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            liftAll();
    });
    watchDeviceFolder();
    watchWindow(window()); // given to a parent, an item is in its window before itemChange is ours
}

PadSurface::~PadSurface()
{
    liftAll();
    watchWindow(nullptr);
}

void PadSurface::setRoom(RoomLayout *room)
{
    if (m_room == room)
        return;
    if (m_room)
        m_room->disconnect(this);
    m_room = room;
    if (m_room) {
        m_geometry = m_room->geometry();
        connect(m_room, &RoomLayout::changed, this, [this] { m_geometry = m_room->geometry(); });
    }
    Q_EMIT roomChanged();
}

void PadSurface::setSink(QObject *sink)
{
    if (m_sinkObject == sink)
        return;
    liftAll();
    if (m_sinkObject)
        m_sinkObject->disconnect(this);
    m_sink = dynamic_cast<StrikeSink *>(sink);
    if (sink && !m_sink)
        qWarning("PadSurface: the sink %s takes no strikes", sink->metaObject()->className());
    m_sinkObject = m_sink ? sink : nullptr;
    m_tracker.setNumbers(m_sink ? m_sink->touchNumbers() : m_ownNumbers);
    if (m_sinkObject) {
        connect(m_sinkObject, &QObject::destroyed, this, [this] {
            m_sink = nullptr;
            m_tracker.setNumbers(m_ownNumbers);
            liftAll();
        });
    }
    Q_EMIT sinkChanged();
}

void PadSurface::setStrengthByPlace(bool on)
{
    TouchOptions options = m_tracker.options();
    if (options.strengthByPlace == on)
        return;
    options.strengthByPlace = on;
    m_tracker.setOptions(options);
    Q_EMIT optionsChanged();
}

void PadSurface::setTouchOptions(const TouchOptions &options)
{
    m_tracker.setOptions(options);
    Q_EMIT optionsChanged();
}

void PadSurface::setControlSeat(int seat)
{
    if (m_controlSeat == seat)
        return;
    m_controlSeat = seat;
    m_tracker.setControlSeat(seat < 0 ? std::nullopt : std::optional(SeatId{seat}));
    Q_EMIT optionsChanged();
}

void PadSurface::setDeviceFolder(const QString &folder)
{
    m_deviceFolder = folder;
    watchDeviceFolder();
}

Micros PadSurface::now() const
{
    return m_sink ? m_sink->now() : Micros{};
}

void PadSurface::liftAll()
{
    m_tracker.cancelAll(now(), m_out);
    post();
}

QPointF PadSurface::toMm(const QPointF &itemPoint) const
{
    return itemPoint * m_geometry.mmPerPx;
}

bool PadSurface::contains(const QPointF &point) const
{
    const QPointF mm = toMm(point);
    return m_room && m_geometry.ownsPoint(mm.x(), mm.y());
}

// Devices

std::int32_t PadSurface::numberOf(const QInputDevice *device)
{
    const auto it = std::find_if(m_devices.begin(), m_devices.end(), [device](const Device &known) { return known.device == device; });
    if (it != m_devices.end())
        return it->number;
    m_devices.push_back({device, ++m_lastDevice});
    connect(device, &QObject::destroyed, this, [this, device] { loseDevice(device); });
    return m_lastDevice;
}

void PadSurface::loseDevice(const QInputDevice *device)
{
    const auto it = std::find_if(m_devices.begin(), m_devices.end(), [device](const Device &known) { return known.device == device; });
    if (it == m_devices.end())
        return;
    const std::int32_t number = it->number;
    m_devices.erase(it);
    m_tracker.deviceLost(number, now(), m_out);
    post();
}

/// A plug-in may drop a device from Qt's list without deleting it.
void PadSurface::loseMissingDevices()
{
    if (m_tracker.contactCount() == 0) {
        m_deviceTimer.stop();
        return;
    }
    const auto known = QInputDevice::devices();
    QVarLengthArray<const QInputDevice *, 4> missing;
    for (const Device &device : m_devices) {
        if (!known.contains(device.device))
            missing.append(device.device);
    }
    for (const QInputDevice *device : missing)
        loseDevice(device);
}

void PadSurface::watchDeviceFolder()
{
    if (const QStringList watched = m_folderWatcher.directories(); !watched.isEmpty())
        m_folderWatcher.removePaths(watched);
    m_deviceNodes.clear();
    if (m_deviceFolder.isEmpty()) // QDir would take it for the current one
        return;
    const QDir folder(m_deviceFolder);
    if (!folder.exists())
        return;
    m_folderWatcher.addPath(m_deviceFolder);
    m_deviceNodes = folder.entryList(QDir::System | QDir::Files);
}

/// Which panel went cannot be told from here. So all fingers lift; who is still playing strikes again.
void PadSurface::onDeviceFolderChanged()
{
    const QStringList nodes = QDir(m_deviceFolder).entryList(QDir::System | QDir::Files);
    const bool gone = std::any_of(m_deviceNodes.cbegin(), m_deviceNodes.cend(), [&](const QString &node) { return !nodes.contains(node); });
    m_deviceNodes = nodes;
    if (gone)
        liftAll();
}

// The window

void PadSurface::watchWindow(QQuickWindow *window)
{
    if (m_window == window)
        return;
    for (const QMetaObject::Connection &connection : m_windowConnections)
        disconnect(connection);
    m_windowConnections.clear();
    if (m_window)
        m_window->removeEventFilter(this);
    m_window = window;
    if (!m_window)
        return;
    m_window->installEventFilter(this);
    m_windowConnections.push_back(connect(m_window, &QWindow::visibleChanged, this, [this](bool visible) {
        if (!visible)
            liftAll();
    }));
    m_windowConnections.push_back(connect(m_window, &QWindow::activeChanged, this, [this] {
        if (!m_window->isActive())
            liftAll();
    }));
    m_windowConnections.push_back(connect(m_window, &QWindow::visibilityChanged, this, [this](QWindow::Visibility visibility) {
        if (visibility == QWindow::Hidden || visibility == QWindow::Minimized)
            liftAll();
    }));
}

bool PadSurface::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_window)
        return QQuickItem::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
        if (readPicture(*static_cast<QTouchEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::TouchCancel:
        m_tracker.deviceLost(numberOf(static_cast<QTouchEvent *>(event)->device()), now(), m_out);
        post();
        break;
    case QEvent::Hide:
        liftAll();
        break;
    case QEvent::Expose:
        if (!m_window->isExposed())
            liftAll();
        break;
    default:
        break;
    }
    return false;
}

bool PadSurface::readPicture(const QTouchEvent &event)
{
    m_arrival = now();
    m_arrivalStamp = event.timestamp();
    m_inPicture = true;
    const std::int32_t device = numberOf(event.device());
    const auto &points = event.points();

    QVarLengthArray<std::int32_t, 64> live;
    qsizetype ours = 0;
    for (const QEventPoint &point : points) {
        if (point.state() != QEventPoint::Released)
            live.append(point.id());
        else if (m_tracker.knows({device, point.id()}))
            ++ours;
    }
    m_tracker.reap(device, {live.constData(), static_cast<std::size_t>(live.size())}, m_arrival, m_out);
    for (const QEventPoint &point : points) {
        const ContactId id{device, point.id()};
        switch (point.state()) {
        case QEventPoint::Pressed:
            if (isOurs(point.position())) {
                const QPointF mm = toMm(mapFromScene(point.position()));
                m_tracker.began(id, mm.x(), mm.y(), point.pressTimestamp(), StrikeBy::Touch, m_arrival, m_out);
                ++ours;
            }
            break;
        case QEventPoint::Updated: {
            const QPointF mm = toMm(mapFromScene(point.position()));
            ours += m_tracker.moved(id, mm.x(), mm.y(), m_arrival, m_out) ? 1 : 0;
            break;
        }
        case QEventPoint::Stationary:
            ours += m_tracker.knows(id) ? 1 : 0;
            break;
        default:
            break;
        }
    }
    post();
    return ours == points.size();
}

bool PadSurface::isOurs(const QPointF &scenePoint) const
{
    if (!isVisible() || !isEnabled() || !contains(mapFromScene(scenePoint)))
        return false;
    for (const QQuickItem *item = this; item->parentItem(); item = item->parentItem()) {
        const auto siblings = item->parentItem()->childItems();
        bool later = false;
        for (const QQuickItem *sibling : siblings) {
            if (sibling == item)
                later = true;
            else if ((sibling->z() > item->z() || (later && sibling->z() == item->z())) && takesTouchAt(sibling, scenePoint))
                return false;
        }
    }
    return true;
}

void PadSurface::touchEvent(QTouchEvent *event)
{
    event->accept();
    if (event->type() == QEvent::TouchCancel) {
        m_tracker.deviceLost(numberOf(event->device()), now(), m_out);
        post();
        return;
    }
    if (!event->isBeginEvent())
        return;
    const bool stamped = m_inPicture && event->timestamp() == m_arrivalStamp;
    const Micros arrival = stamped ? m_arrival : now();
    const std::int32_t device = numberOf(event->device());
    for (const QEventPoint &point : event->points()) {
        if (point.state() != QEventPoint::Pressed)
            continue;
        const QPointF mm = toMm(point.position());
        m_tracker.began({device, point.id()}, mm.x(), mm.y(), point.pressTimestamp(), StrikeBy::Touch, arrival, m_out);
    }
    post();
}

/// Qt took a finger away and does not say which; it will not tell when that one is lifted.
void PadSurface::touchUngrabEvent()
{
    for (const Device &device : m_devices)
        m_tracker.deviceLost(device.number, now(), m_out);
    post();
}

// The mouse

void PadSurface::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isFinger(event)) {
        event->ignore();
        return;
    }
    event->accept();
    const QPointF mm = toMm(event->position());
    m_tracker.began({kMouse, 0}, mm.x(), mm.y(), event->timestamp(), StrikeBy::Mouse, now(), m_out);
    post();
}

void PadSurface::mouseMoveEvent(QMouseEvent *event)
{
    if (isFinger(event)) {
        event->ignore();
        return;
    }
    const QPointF mm = toMm(event->position());
    m_tracker.moved({kMouse, 0}, mm.x(), mm.y(), now(), m_out);
    post();
}

void PadSurface::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isFinger(event)) {
        event->ignore();
        return;
    }
    m_tracker.ended({kMouse, 0}, now(), m_out);
    post();
}

/// Comes on top of the second press, which has sounded.
void PadSurface::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
}

void PadSurface::mouseUngrabEvent()
{
    m_tracker.deviceLost(kMouse, now(), m_out);
    post();
}

void PadSurface::itemChange(ItemChange change, const ItemChangeData &data)
{
    switch (change) {
    case ItemSceneChange:
        liftAll();
        watchWindow(data.window);
        break;
    case ItemVisibleHasChanged:
    case ItemEnabledHasChanged:
        if (!data.boolValue)
            liftAll();
        break;
    default:
        break;
    }
    QQuickItem::itemChange(change, data);
}

// Out

void PadSurface::onTimer()
{
    m_timerDue = {};
    m_tracker.advance(now(), m_out);
    post();
}

void PadSurface::post()
{
    if (m_posting)
        return; // the loop below takes it up
    m_posting = true;
    while (m_posted < m_out.size()) {
        const TouchOutput out = m_out[m_posted++]; // a copy: the sink may make the list grow
        if (!m_sink)
            continue;
        std::visit(Overloaded{
                       [&](const Strike &strike) { m_sink->strike(strike, out.arrival); },
                       [&](const Lift &lift) { m_sink->lift(lift, out.arrival); },
                       [&](const Slide &slide) { m_sink->slide(slide.seat, slide.upMm, out.arrival); },
                   },
                   out.what);
    }
    m_out.clear();
    m_posted = 0;
    m_posting = false;
    armTimer();
}

void PadSurface::armTimer()
{
    const auto due = m_tracker.nextDue();
    if (!due || (m_timer.isActive() && m_timerDue <= *due))
        return; // a timer that fires early asks again
    m_timerDue = *due;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - now());
    m_timer.start(std::max(wait, std::chrono::milliseconds(0)));
    if (!m_deviceTimer.isActive())
        m_deviceTimer.start();
}

} // namespace tutti
