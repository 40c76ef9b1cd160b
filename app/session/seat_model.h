// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"
#include "session/flash_guard.h"

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <array>
#include <optional>

namespace tutti {

/// What the screen shows of each seat. Thread: GUI.
class SeatModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    Q_PROPERTY(int count READ count WRITE setCount NOTIFY countChanged)

public:
    enum Role {
        SeatIndex = Qt::UserRole + 1, ///< 0 to 11: fixes colour and shape
        Present,                      ///< someone has touched it
        Fingers,                      ///< contacts held now
        Strikes,                      ///< grows by one with each strike
        Rings,                        ///< grows by one when rings may travel outwards
        Lit,                          ///< from a strike until two seconds after the last
        Resting,                      ///< parked by the facilitator
        Word,                         ///< what is said to the seat, such as "3" or "Your turn"
        SignRole,                     ///< and the picture beside it
        Asked,                        ///< it is their turn: filled, and a sixth larger
        Waits,                        ///< it is somebody else's: an outline in full colour
        Layered,                      ///< something of theirs goes round
        Leads,                        ///< their finger shapes the band
        InstrumentName,
        Family,                       ///< InstrumentModel::Family
        Help,                         ///< 0 off, 1 gentle, 2 full
        Wait,                         ///< W, in seconds
        Rest,                         ///< of quiet, in seconds, until their turn is over
        Assisted,                     ///< a helper's hand does it
        CueWhileWaiting,              ///< the steps of waiting that are taken for them
        ShownWhileWaiting,
        CompanyWhileWaiting,
        Turns,                        ///< taken, where turns are taken; else -1. For the leader alone
        Quiet,                        ///< *quiet me*
        Picked,                       ///< by the leader, among those who are to play
        Chosen,                       ///< by the leader, to be looked after
    };
    Q_ENUM(Role)
    enum Sign {
        NoSign, Look, AllPlay, BigBeat, Finish, AllRoll, Louder, Softer, Faster, Slower, Settle, AllOnOne, Listen, YourTurn,
        ChooseWho, OnePlays, WindDown, Calm, ChangePlaces, TouchToLead, YouLead, Rests, Silent, NextTurn, Snow, TwoTogether, Talk,
    };
    Q_ENUM(Sign)

    /// A word and a picture for a seat.
    struct Said {
        QString word;
        Sign sign = NoSign;
        friend bool operator==(const Said &, const Said &) = default;
    };
    /// All of a seat that follows from the state of play.
    struct Place {
        bool present = false;
        bool resting = false;
        bool asked = false;
        bool waits = false;
        bool layered = false;
        bool leads = false;
        bool quiet = false;
        bool picked = false;
        bool chosen = false;
        bool assisted = false;
        bool cue = true;
        bool model = true;
        bool company = true;
        int help = 0;
        int waitS = 15;
        double restS = 3;
        int turns = -1;
        int family = 0;
        QString instrument;
        Said said;
        friend bool operator==(const Place &, const Place &) = default;
    };

    explicit SeatModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return m_count; }
    void setCount(int seats);

    void show(SeatId seat, const Place &place);
    void struck(SeatId seat, Micros t);
    void lifted(SeatId seat);
    /// No finger is down any more, whatever was counted.
    void releaseAll();
    /// Lets the glow of seats that have been quiet for two seconds go; the next time one is due, or nothing.
    std::optional<Micros> dim(Micros now);
    [[nodiscard]] bool allPresent() const;

Q_SIGNALS:
    void countChanged();
    void presenceChanged();

private:
    struct Row {
        Place place;
        bool lit = false;
        int fingers = 0;
        int strikes = 0;
        int rings = 0;
        Micros lastStrike{};
    };
    void changed(SeatId seat, const QList<int> &roles);

    std::array<Row, kMaxSeats> m_rows{};
    int m_count = 3;
    FlashGuard m_guard;
};

} // namespace tutti
