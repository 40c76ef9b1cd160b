// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"
#include "session/flash_guard.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <array>

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
        Resting,
        CueWord,                      ///< a word inside the seat, such as "3"
    };
    Q_ENUM(Role)

    explicit SeatModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return m_count; }
    void setCount(int seats);

    void setPresent(SeatId seat, bool present);
    void setResting(SeatId seat, bool resting);
    void struck(SeatId seat, Micros t);
    void lifted(SeatId seat);
    /// No finger is down any more, whatever was counted.
    void releaseAll();
    void setCueWord(const QString &word);
    /// Lets the glow of seats that have been quiet for two seconds go; the next time one is due, or nothing.
    std::optional<Micros> dim(Micros now);
    [[nodiscard]] bool allPresent() const;

Q_SIGNALS:
    void countChanged();
    void presenceChanged();

private:
    struct Row {
        bool present = false;
        bool resting = false;
        bool lit = false;
        int fingers = 0;
        int strikes = 0;
        int rings = 0;
        Micros lastStrike{};
    };
    void changed(SeatId seat, const QList<int> &roles);

    std::array<Row, kMaxSeats> m_rows{};
    int m_count = 3;
    QString m_cueWord;
    FlashGuard m_guard;
};

} // namespace tutti
