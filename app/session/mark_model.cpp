// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/mark_model.h"

#include <algorithm>

namespace tutti {

int MarkModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QVariant MarkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Mark &mark = m_marks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case MarkSeat: return mark.seat;
    case At: return mark.at;
    case Past: return mark.past;
    default: return {};
    }
}

QHash<int, QByteArray> MarkModel::roleNames() const { return {{MarkSeat, "markSeat"}, {At, "at"}, {Past, "past"}}; }

void MarkModel::add(SeatId seat, Micros t)
{
    const double pause = m_last ? std::clamp(toSeconds(t - *m_last), kNearest, kLongest) : 0;
    const double at = m_marks.empty() ? 0 : m_marks.back().at + pause;
    m_last = t;
    if (m_since == kMost)
        return;
    ++m_since;
    beginInsertRows({}, count(), count());
    m_marks.push_back(Mark{seat.value, at, false});
    endInsertRows();
    Q_EMIT changed();
}

void MarkModel::show(int wanted)
{
    if (wanted < count())
        clear();
    while (count() < wanted)
        add(kBacking, m_last.value_or(Micros{0}) + microsFromSeconds(kLongest));
}

void MarkModel::turn()
{
    m_since = 0;
    if (m_marks.empty())
        return;
    for (Mark &mark : m_marks)
        mark.past = true;
    Q_EMIT dataChanged(index(0), index(count() - 1), {Past});
}

void MarkModel::clear()
{
    if (m_marks.empty())
        return;
    beginResetModel();
    m_marks.clear();
    m_last.reset();
    m_since = 0;
    endResetModel();
    Q_EMIT changed();
}

} // namespace tutti
