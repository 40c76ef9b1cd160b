// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/strike_sink.h"
#include "session/room_layout.h"
#include "session/seat_model.h"

#include <QObject>
#include <QString>
#include <QStringList>

namespace tutti {

/// Stands in for Session under its name in QML: the screens' tests put it into any state at once and read back what was
/// asked of it.
class FakeSession : public QObject, public StrikeSink {
    Q_OBJECT
    Q_PROPERTY(Place place MEMBER place NOTIFY changed)
    Q_PROPERTY(bool paused READ isPaused NOTIFY changed)
    Q_PROPERTY(bool resting READ isResting NOTIFY changed)
    Q_PROPERTY(QString headline MEMBER headline NOTIFY changed)
    Q_PROPERTY(int countdown MEMBER countdown NOTIFY changed)
    Q_PROPERTY(bool beating READ isBeating NOTIFY changed)
    Q_PROPERTY(int beatMs MEMBER beatMs NOTIFY changed)
    Q_PROPERTY(QString message MEMBER message NOTIFY changed)
    Q_PROPERTY(bool drawerOpen MEMBER drawerOpen NOTIFY changed)
    Q_PROPERTY(bool still MEMBER still NOTIFY changed)
    Q_PROPERTY(int volumeStep MEMBER volumeStep NOTIFY changed)
    Q_PROPERTY(int theme MEMBER theme NOTIFY changed)
    Q_PROPERTY(tutti::SeatModel *seats READ seatModel CONSTANT)
    Q_PROPERTY(tutti::RoomLayout *layout READ roomLayout CONSTANT)

public:
    enum Place { Playing, Home };
    Q_ENUM(Place)

    using QObject::QObject;

    Q_INVOKABLE void stop() { asked << QStringLiteral("stop"); }
    Q_INVOKABLE void resume() { asked << QStringLiteral("resume"); }
    Q_INVOKABLE void finish() { asked << QStringLiteral("finish"); }
    Q_INVOKABLE void next() { asked << QStringLiteral("next"); }
    Q_INVOKABLE void softer() { asked << QStringLiteral("softer"); }
    Q_INVOKABLE void louder() { asked << QStringLiteral("louder"); }
    Q_INVOKABLE void openDoor(const QString &door) { asked << QStringLiteral("openDoor ") + door; }
    Q_INVOKABLE void goHome() { asked << QStringLiteral("goHome"); }
    Q_INVOKABLE void toggleDrawer() { asked << QStringLiteral("toggleDrawer"); }

    void strike(const Strike &, Micros) override { ++struck; }
    void lift(const Lift &, Micros) override { ++lifted; }

    /// Says that anything may have changed, and tells the layout what Session would.
    void show()
    {
        layout.setPaused(isPaused());
        layout.setDrawerOpen(drawerOpen);
        seats.setCount(layout.seatsShown());
        emit changed();
    }

    [[nodiscard]] bool isPaused() const { return state == StageState::Paused; }
    [[nodiscard]] bool isResting() const { return state == StageState::Rest; }
    [[nodiscard]] bool isBeating() const { return beatMs > 0; }
    [[nodiscard]] SeatModel *seatModel() { return &seats; }
    [[nodiscard]] RoomLayout *roomLayout() { return &layout; }

    Place place = Playing;
    StageState state = StageState::Ready;
    QString headline;
    int countdown = 0;
    int beatMs = 0;
    QString message;
    bool drawerOpen = false;
    bool still = false;
    int volumeStep = 3;
    int theme = 0;
    SeatModel seats;
    RoomLayout layout;
    QStringList asked; ///< what the screen called, in order
    int struck = 0;
    int lifted = 0;

signals:
    void changed();
    void beatStruck(int beat);
};

} // namespace tutti
