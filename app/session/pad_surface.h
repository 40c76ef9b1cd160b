// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/strike_sink.h"
#include "access/touch_tracker.h"
#include "session/room_layout.h"

#include <QFileSystemWatcher>
#include <QPointer>
#include <QQuickItem>
#include <QTimer>

#include <vector>

class QInputDevice;
class QQuickWindow;
class QTouchEvent;

namespace tutti {

/// Takes the touches. Covers the whole window, below everything that has a use of its own (Stop, the drawer), and draws
/// nothing: it turns fingers, and the mouse, into strikes and lifts on a StrikeSink before a frame is thought of. No
/// signal, no QML and no variant stands on that way.
///
/// Touches are read at the window, from the panel's whole picture, before Qt Quick deals it out. Qt Quick walks all items
/// for every finger that is down at each event, hands an item only the points it thinks it should have, some late (moves
/// wait for the next frame) and some twice. So a press is looked up here: where nothing that takes touches lies above,
/// it sounds at once, and an event with none but our own fingers in it goes no further. Where something does, it has the
/// first claim: what it leaves comes by touchEvent. A finger that is missing from the picture has gone, whether its
/// release was seen or not.
///
/// All strikes end: also when the window hides or another one comes to the front, when this item is hidden or disabled,
/// when Qt takes a grab away, and when the panel is unplugged. Of that last, X11 tells Qt, Wayland and the kernel do not:
/// so the folder of input devices is watched, too.
/// Thread: GUI.
class PadSurface : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(tutti::RoomLayout *room READ room WRITE setRoom NOTIFY roomChanged)
    /// An object that is a StrikeSink.
    Q_PROPERTY(QObject *sink READ sink WRITE setSink NOTIFY sinkChanged)
    Q_PROPERTY(bool strengthByPlace READ strengthByPlace WRITE setStrengthByPlace NOTIFY optionsChanged)
    /// The seat whose fingers lead, or -1.
    Q_PROPERTY(int controlSeat READ controlSeat WRITE setControlSeat NOTIFY optionsChanged)

public:
    explicit PadSurface(QQuickItem *parent = nullptr);
    ~PadSurface() override;

    [[nodiscard]] RoomLayout *room() const { return m_room; }
    void setRoom(RoomLayout *room);
    [[nodiscard]] QObject *sink() const { return m_sinkObject; }
    /// What is open stays with the old sink: it is lifted there first.
    void setSink(QObject *sink);
    [[nodiscard]] bool strengthByPlace() const { return m_tracker.options().strengthByPlace; }
    void setStrengthByPlace(bool on);
    [[nodiscard]] int controlSeat() const { return m_controlSeat; }
    void setControlSeat(int seat);
    [[nodiscard]] const TouchOptions &touchOptions() const { return m_tracker.options(); }
    void setTouchOptions(const TouchOptions &options);

    /// Where device nodes come and go with the panels: /dev/input, unless a test has its own.
    void setDeviceFolder(const QString &folder);

    /// Strikes that wait for their lift.
    [[nodiscard]] std::size_t openCount() const { return m_tracker.openCount(); }
    [[nodiscard]] std::size_t contactCount() const { return m_tracker.contactCount(); }
    /// Lifts everything that is down, at once.
    Q_INVOKABLE void liftAll();

    [[nodiscard]] bool contains(const QPointF &point) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void roomChanged();
    void sinkChanged();
    void optionsChanged();

protected:
    void touchEvent(QTouchEvent *event) override;
    void touchUngrabEvent() override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    /// A panel that has touched us.
    struct Device {
        const QInputDevice *device = nullptr; ///< an identity, never looked into: it may be gone
        std::int32_t number = 0;
    };

    [[nodiscard]] Micros now() const;
    [[nodiscard]] std::int32_t numberOf(const QInputDevice *device);
    void loseDevice(const QInputDevice *device);
    void loseMissingDevices();
    void watchWindow(QQuickWindow *window);
    void watchDeviceFolder();
    void onDeviceFolderChanged();
    /// Returns whether all of it is ours.
    [[nodiscard]] bool readPicture(const QTouchEvent &event);
    [[nodiscard]] bool isOurs(const QPointF &scenePoint) const;
    [[nodiscard]] QPointF toMm(const QPointF &itemPoint) const;
    void onTimer();
    /// Hands what the tracker said to the sink, in order; a sink that lifts things in return does not upset it.
    void post();
    void armTimer();

    QPointer<RoomLayout> m_room;
    RoomGeometry m_geometry; ///< of the room; a copy, so that it outlives it
    QPointer<QObject> m_sinkObject;
    StrikeSink *m_sink = nullptr;
    TouchNumbers m_ownNumbers; ///< while there is no sink
    TouchTracker m_tracker;
    int m_controlSeat = -1;
    TouchTracker::Outputs m_out;
    std::size_t m_posted = 0;
    bool m_posting = false;

    QPointer<QQuickWindow> m_window;
    std::vector<QMetaObject::Connection> m_windowConnections;
    std::vector<Device> m_devices;
    std::int32_t m_lastDevice = 0;
    /// When the touch event that is being dealt out arrived.
    Micros m_arrival{};
    quint64 m_arrivalStamp = 0;
    bool m_inPicture = false;

    QTimer m_timer;
    Micros m_timerDue{};
    QTimer m_deviceTimer;
    QFileSystemWatcher m_folderWatcher;
    QString m_deviceFolder;
    QStringList m_deviceNodes;
};

} // namespace tutti
