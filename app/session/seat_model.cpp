// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/seat_model.h"

#include <algorithm>

namespace tutti {

SeatModel::SeatModel(QObject *parent) : QAbstractListModel(parent) {}

int SeatModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_count; }

QVariant SeatModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_count)
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const Place &place = row.place;
    switch (role) {
    case SeatIndex: return index.row();
    case Present: return place.present;
    case Fingers: return row.fingers;
    case Strikes: return row.strikes;
    case Rings: return row.rings;
    case Lit: return row.lit;
    case Resting: return place.resting;
    case Word: return place.said.word;
    case SignRole: return place.said.sign;
    case Asked: return place.asked;
    case Waits: return place.waits;
    case Layered: return place.layered;
    case Leads: return place.leads;
    case InstrumentName: return place.instrument;
    case Family: return place.family;
    case Help: return place.help;
    case Wait: return place.waitS;
    case Rest: return place.restS;
    case Assisted: return place.assisted;
    case CueWhileWaiting: return place.cue;
    case ShownWhileWaiting: return place.model;
    case CompanyWhileWaiting: return place.company;
    case Turns: return place.turns;
    case Quiet: return place.quiet;
    case Picked: return place.picked;
    case Chosen: return place.chosen;
    default: return {};
    }
}

QHash<int, QByteArray> SeatModel::roleNames() const
{
    return {{SeatIndex, "seatIndex"}, {Present, "present"}, {Fingers, "fingers"}, {Strikes, "strikes"},
            {Rings, "rings"},         {Lit, "lit"},         {Resting, "resting"}, {Word, "word"},
            {SignRole, "sign"},       {Asked, "asked"},     {Waits, "waits"},     {Layered, "layered"}, {Leads, "leads"},
            {InstrumentName, "instrument"}, {Family, "family"}, {Help, "help"},   {Wait, "wait"}, {Rest, "rest"}, {Assisted, "assisted"}, {CueWhileWaiting, "cue"}, {ShownWhileWaiting, "shown"}, {CompanyWhileWaiting, "company"}, {Turns, "turns"}, {Quiet, "quiet"},
            {Picked, "picked"},       {Chosen, "chosen"}};
}

void SeatModel::setCount(int seats)
{
    seats = std::clamp(seats, 1, kMaxSeats);
    if (seats == m_count)
        return;
    beginResetModel();
    m_count = seats;
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT presenceChanged();
}

void SeatModel::changed(SeatId seat, const QList<int> &roles)
{
    if (seat.value >= m_count) // a seat beyond the glass: switches and keys
        return;
    const QModelIndex at = index(seat.value);
    Q_EMIT dataChanged(at, at, roles);
}

void SeatModel::show(SeatId seat, const Place &place)
{
    Place &here = m_rows[static_cast<std::size_t>(seat.value)].place;
    if (here == place)
        return;
    const bool came = here.present != place.present;
    here = place;
    changed(seat, {Present, Resting, Word, SignRole, Asked, Waits, Layered, Leads, InstrumentName, Family, Help, Wait, Rest, Assisted, CueWhileWaiting, ShownWhileWaiting, CompanyWhileWaiting, Turns, Quiet, Picked, Chosen});
    if (came)
        Q_EMIT presenceChanged();
}

void SeatModel::struck(SeatId seat, Micros t)
{
    Row &row = m_rows[static_cast<std::size_t>(seat.value)];
    ++row.fingers;
    ++row.strikes;
    row.lit = true;
    row.lastStrike = t;
    QList<int> roles{Fingers, Strikes, Lit};
    if (m_guard.grantsRings(seat, t)) {
        ++row.rings;
        roles.append(Rings);
    }
    changed(seat, roles);
}

void SeatModel::lifted(SeatId seat)
{
    Row &row = m_rows[static_cast<std::size_t>(seat.value)];
    if (row.fingers > 0)
        --row.fingers;
    changed(seat, {Fingers});
}

void SeatModel::releaseAll()
{
    for (int i = 0; i < kMaxSeats; ++i) {
        if (Row &row = m_rows[static_cast<std::size_t>(i)]; row.fingers > 0) {
            row.fingers = 0;
            changed(SeatId{i}, {Fingers});
        }
    }
}

std::optional<Micros> SeatModel::dim(Micros now)
{
    std::optional<Micros> next;
    for (int i = 0; i < kMaxSeats; ++i) {
        Row &row = m_rows[static_cast<std::size_t>(i)];
        if (!row.lit)
            continue;
        const Micros until = row.lastStrike + FlashGuard::kGlow;
        if (until <= now) {
            row.lit = false;
            changed(SeatId{i}, {Lit});
        } else {
            next = next ? std::min(*next, until) : until;
        }
    }
    return next;
}

bool SeatModel::allPresent() const
{
    return std::all_of(m_rows.begin(), m_rows.begin() + m_count, [](const Row &row) { return row.place.present; });
}

} // namespace tutti
