// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/room_geometry.h"

#include <QAbstractListModel>
#include <QList>
#include <QObject>
#include <QRectF>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace tutti {

/// The pads of a RoomLayout, in pixels. Rows keep their place while only their geometry changes, so what stands on a pad
/// survives a pause.
class PadPlaceModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
public:
    enum Roles {
        SeatRole = Qt::UserRole,
        PadRole,
        RectRole,     ///< rect: a circle's bounding square, or the bar
        BarRole,      ///< bool
        RotationRole, ///< degrees clockwise
        LargerRole,   ///< rect: where the pad stands while it is its seat's turn
        LabelRole,    ///< rect, empty where there is no room for a line or for any pad but 0
    };
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const RoomGeometry &geometry);

private:
    std::vector<PadPlace> m_places; // in pixels
};

/// Where everything lies, for QML: RoomGeometry in pixels. Set what is known about the room, bind to the rectangles.
/// Thread: GUI.
class RoomLayout : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(double width READ width WRITE setWidth NOTIFY changed)
    Q_PROPERTY(double height READ height WRITE setHeight NOTIFY changed)
    Q_PROPERTY(double diagonalInch READ diagonalInch WRITE setDiagonalInch NOTIFY changed)
    Q_PROPERTY(double lowerEdgeMm READ lowerEdgeMm WRITE setLowerEdgeMm NOTIFY changed)
    Q_PROPERTY(Kind kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(Reach reach READ reach WRITE setReach NOTIFY changed)
    Q_PROPERTY(Side leadSide READ leadSide WRITE setLeadSide NOTIFY changed)
    Q_PROPERTY(int seats READ seats WRITE setSeats NOTIFY changed)
    Q_PROPERTY(int padsPerSeat READ padsPerSeat WRITE setPadsPerSeat NOTIFY changed)
    Q_PROPERTY(int doorCount READ doorCount WRITE setDoorCount NOTIFY changed)
    Q_PROPERTY(bool drawerOpen READ drawerOpen WRITE setDrawerOpen NOTIFY changed)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY changed)

    Q_PROPERTY(int seatsShown READ seatsShown NOTIFY changed)
    Q_PROPERTY(int maxSeats READ maxSeats NOTIFY changed)
    Q_PROPERTY(double pxPerMm READ pxPerMm NOTIFY changed)
    Q_PROPERTY(double scale READ scale NOTIFY changed)
    Q_PROPERTY(double capRoom READ capRoom NOTIFY changed)
    Q_PROPERTY(double capSeat READ capSeat NOTIFY changed)
    Q_PROPERTY(double capLeader READ capLeader NOTIFY changed)
    Q_PROPERTY(QRectF stage READ stage NOTIFY changed)
    Q_PROPERTY(QRectF freeStage READ freeStage NOTIFY changed)
    Q_PROPERTY(QRectF words READ words NOTIFY changed)
    Q_PROPERTY(QRectF padBand READ padBand NOTIFY changed)
    Q_PROPERTY(QRectF stop READ stop NOTIFY changed)
    Q_PROPERTY(QRectF finish READ finish NOTIFY changed)
    Q_PROPERTY(QRectF holdToPlayOn READ holdToPlayOn NOTIFY changed)
    Q_PROPERTY(QRectF doorsHandle READ doorsHandle NOTIFY changed)
    Q_PROPERTY(QRectF leadHandle READ leadHandle NOTIFY changed)
    Q_PROPERTY(int finishRotation READ finishRotation NOTIFY changed)
    Q_PROPERTY(int doorsRotation READ doorsRotation NOTIFY changed)
    Q_PROPERTY(int leadRotation READ leadRotation NOTIFY changed)
    Q_PROPERTY(QRectF drawer READ drawer NOTIFY changed)
    Q_PROPERTY(QRectF drawerTitle READ drawerTitle NOTIFY changed)
    Q_PROPERTY(QRectF drawerMore READ drawerMore NOTIFY changed)
    Q_PROPERTY(QRectF drawerClose READ drawerClose NOTIFY changed)
    Q_PROPERTY(QRectF drawerBody READ drawerBody NOTIFY changed)
    Q_PROPERTY(QRectF softer READ softer NOTIFY changed)
    Q_PROPERTY(QRectF louder READ louder NOTIFY changed)
    Q_PROPERTY(QRectF next READ next NOTIFY changed)
    Q_PROPERTY(QRectF drawerFinish READ drawerFinish NOTIFY changed)
    Q_PROPERTY(QRectF staffTitle READ staffTitle NOTIFY changed)
    Q_PROPERTY(QRectF staffBack READ staffBack NOTIFY changed)
    Q_PROPERTY(QRectF staffBody READ staffBody NOTIFY changed)
    Q_PROPERTY(QRectF startSession READ startSession NOTIFY changed)
    /// The cells of the doors on Home, in reading order.
    Q_PROPERTY(QList<QRectF> doors READ doors NOTIFY changed)
    Q_PROPERTY(tutti::PadPlaceModel *pads READ pads CONSTANT)

public:
    enum Kind { Wall, Table, Small };
    Q_ENUM(Kind)
    enum Reach { Standard, Low };
    Q_ENUM(Reach)
    enum Side { Left, Right };
    Q_ENUM(Side)

    explicit RoomLayout(QObject *parent = nullptr);

    [[nodiscard]] const RoomGeometry &geometry() const { return m_geometry; }
    [[nodiscard]] const RoomSpec &spec() const { return m_spec; }
    /// All at once, for who has a spec at hand.
    void setSpec(const RoomSpec &spec);

    [[nodiscard]] double width() const { return m_spec.widthPx; }
    [[nodiscard]] double height() const { return m_spec.heightPx; }
    [[nodiscard]] double diagonalInch() const { return m_spec.diagonalInch; }
    [[nodiscard]] double lowerEdgeMm() const { return m_spec.lowerEdgeMm; }
    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_spec.kind); }
    [[nodiscard]] Reach reach() const { return static_cast<Reach>(m_spec.reach); }
    [[nodiscard]] Side leadSide() const { return static_cast<Side>(m_spec.leadSide); }
    /// Seats wanted; 0 leaves it to the glass.
    [[nodiscard]] int seats() const { return m_spec.seats; }
    [[nodiscard]] int padsPerSeat() const { return m_spec.padsPerSeat; }
    [[nodiscard]] int doorCount() const { return m_spec.doors; }
    [[nodiscard]] bool drawerOpen() const { return m_spec.drawerOpen; }
    [[nodiscard]] bool paused() const { return m_spec.paused; }

    void setWidth(double px) { set(&RoomSpec::widthPx, px); }
    void setHeight(double px) { set(&RoomSpec::heightPx, px); }
    void setDiagonalInch(double inch) { set(&RoomSpec::diagonalInch, inch); }
    void setLowerEdgeMm(double mm) { set(&RoomSpec::lowerEdgeMm, mm); }
    void setKind(Kind kind) { set(&RoomSpec::kind, static_cast<RoomKind>(kind)); }
    void setReach(Reach reach) { set(&RoomSpec::reach, static_cast<ReachPreset>(reach)); }
    void setLeadSide(Side side) { set(&RoomSpec::leadSide, static_cast<RoomSide>(side)); }
    void setSeats(int seats) { set(&RoomSpec::seats, seats); }
    void setPadsPerSeat(int pads) { set(&RoomSpec::padsPerSeat, pads); }
    void setDoorCount(int doors) { set(&RoomSpec::doors, doors); }
    void setDrawerOpen(bool open) { set(&RoomSpec::drawerOpen, open); }
    void setPaused(bool paused) { set(&RoomSpec::paused, paused); }
    /// Seats whose pads are bars.
    void setBars(const std::array<bool, kMaxSeats> &bars) { set(&RoomSpec::bars, bars); }

    /// Seats that have pads on this glass now.
    [[nodiscard]] int seatsShown() const { return m_geometry.spec.seats; }
    [[nodiscard]] int maxSeats() const { return m_geometry.maxSeats; }
    [[nodiscard]] double pxPerMm() const { return 1 / m_geometry.mmPerPx; }
    [[nodiscard]] double scale() const { return m_geometry.scale; }
    /// Cap heights in pixels.
    [[nodiscard]] double capRoom() const { return m_geometry.roomCapMm / m_geometry.mmPerPx; }
    [[nodiscard]] double capSeat() const { return m_geometry.seatCapMm / m_geometry.mmPerPx; }
    [[nodiscard]] double capLeader() const { return m_geometry.leaderCapMm / m_geometry.mmPerPx; }
    [[nodiscard]] QRectF stage() const { return px(m_geometry.stage); }
    [[nodiscard]] QRectF freeStage() const { return px(m_geometry.freeStage); }
    [[nodiscard]] QRectF words() const { return px(m_geometry.words); }
    [[nodiscard]] QRectF padBand() const { return px(m_geometry.padBand); }
    [[nodiscard]] QRectF stop() const { return px(m_geometry.stop); }
    [[nodiscard]] QRectF finish() const { return px(m_geometry.finish); }
    [[nodiscard]] QRectF holdToPlayOn() const { return px(m_geometry.holdToPlayOn); }
    [[nodiscard]] QRectF doorsHandle() const { return px(m_geometry.doorsHandle); }
    [[nodiscard]] QRectF leadHandle() const { return px(m_geometry.leadHandle); }
    [[nodiscard]] int finishRotation() const { return m_geometry.finishRotation; }
    [[nodiscard]] int doorsRotation() const { return m_geometry.doorsRotation; }
    [[nodiscard]] int leadRotation() const { return m_geometry.leadRotation; }
    [[nodiscard]] QRectF drawer() const { return px(m_geometry.drawer); }
    [[nodiscard]] QRectF drawerTitle() const { return px(m_geometry.drawerTitle); }
    [[nodiscard]] QRectF drawerMore() const { return px(m_geometry.drawerMore); }
    [[nodiscard]] QRectF drawerClose() const { return px(m_geometry.drawerClose); }
    [[nodiscard]] QRectF drawerBody() const { return px(m_geometry.drawerBody); }
    /// Cells of at least `leastMm` by `leastHighMm` in a rectangle of pixels; fewer than `count` where no more fit.
    Q_INVOKABLE [[nodiscard]] QList<QRectF> cells(const QRectF &body, int count, double leastMm, double leastHighMm) const;
    [[nodiscard]] QRectF softer() const { return px(m_geometry.softer); }
    [[nodiscard]] QRectF louder() const { return px(m_geometry.louder); }
    [[nodiscard]] QRectF next() const { return px(m_geometry.next); }
    [[nodiscard]] QRectF drawerFinish() const { return px(m_geometry.drawerFinish); }
    [[nodiscard]] QRectF staffTitle() const { return px(m_geometry.staffTitle); }
    [[nodiscard]] QRectF staffBack() const { return px(m_geometry.staffBack); }
    [[nodiscard]] QRectF staffBody() const { return px(m_geometry.staffBody); }
    [[nodiscard]] QRectF startSession() const { return px(m_geometry.startSession); }
    [[nodiscard]] QList<QRectF> doors() const;
    [[nodiscard]] PadPlaceModel *pads() { return &m_pads; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QRectF px(const GlassRect &mm) const;
    void work();

    template <class T>
    void set(T RoomSpec::*field, const T &value)
    {
        if (m_spec.*field == value)
            return;
        m_spec.*field = value;
        work();
    }

    RoomSpec m_spec;
    RoomGeometry m_geometry;
    PadPlaceModel m_pads;
};

} // namespace tutti
