// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace tutti {

/// What has just been played, to be looked at: one mark for each sound, in order, as far apart as they were. Long pauses
/// are shown as short ones, so that it stays on the stage. Nothing is counted and no place is left to be filled.
/// Thread: GUI.
class MarkModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Session owns it")
    /// Where the last mark stands, in seconds from the first.
    Q_PROPERTY(double length READ length NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)

public:
    enum Role {
        MarkSeat = Qt::UserRole + 1, ///< 0 to 11; -1: the app
        At,                          ///< seconds from the first
        Past,                        ///< what was said before it was answered: paler
    };
    Q_ENUM(Role)

    /// Pauses are shown this long at most, and sounds at least so far apart, in seconds.
    static constexpr double kLongest = 1.0;
    static constexpr double kNearest = 0.35;
    /// So many of what each has to say; what is more is heard, and not drawn.
    static constexpr int kMost = 8;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] double length() const { return m_marks.empty() ? 0 : m_marks.back().at; }
    [[nodiscard]] int count() const { return static_cast<int>(m_marks.size()); }

    void add(SeatId seat, Micros t);
    /// So many of the app's, evenly.
    void show(int count);
    /// What there is so far is past.
    void turn();
    void clear();

Q_SIGNALS:
    void changed();

private:
    struct Mark {
        int seat = 0;
        double at = 0;
        bool past = false;
    };
    std::vector<Mark> m_marks;
    std::optional<Micros> m_last;
    int m_since = 0; ///< marks since the last turn
};

} // namespace tutti
