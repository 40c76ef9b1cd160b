// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/turn_ring.h"

#include <algorithm>

namespace tutti {
bool TurnRing::isHere(SeatId seat) const { return contains(m_ring, seat); }

bool TurnRing::isOffered(SeatId seat) const { return contains(m_offered, seat); }

void TurnRing::setSeats(const std::vector<SeatId> &seats)
{
    const auto gone = [&](SeatId seat) { return !contains(seats, seat); };
    // Who goes and comes back is new: it comes last, and what it was offered before is forgotten with it.
    for (auto *list : {&m_ring, &m_offered, &m_deferred, &m_cameBack})
        std::erase_if(*list, gone);
    for (auto *seat : {&m_now, &m_before, &m_chosen})
        if (*seat && gone(**seat))
            seat->reset();
    for (const SeatId seat : seats)
        if (!isHere(seat))
            m_ring.push_back(seat);
}

std::optional<SeatId> TurnRing::next() const
{
    if (m_chosen)
        return m_chosen;
    // On from where the turn is, round the ring.
    const std::optional<SeatId> from = m_now ? m_now : m_before;
    const auto at = from ? std::find(m_ring.begin(), m_ring.end(), *from) : m_ring.end();
    const std::size_t first = at == m_ring.end() ? 0 : static_cast<std::size_t>(at - m_ring.begin()) + 1;
    for (std::size_t i = 0; i < m_ring.size(); ++i) {
        const SeatId seat = m_ring[(first + i) % m_ring.size()];
        if (!isOffered(seat))
            return seat;
    }
    if (!m_deferred.empty())
        return m_deferred.front();
    return std::nullopt;
}

std::optional<SeatId> TurnRing::neighbour() const
{
    const auto at = m_now ? std::find(m_ring.begin(), m_ring.end(), *m_now) : m_ring.end();
    if (at == m_ring.end() || m_ring.size() < 2)
        return std::nullopt;
    return at + 1 == m_ring.end() ? m_ring.front() : *(at + 1);
}

void TurnRing::beginRound()
{
    m_offered.clear();
    m_deferred.clear();
    m_cameBack.clear();
    m_now.reset();
    m_before.reset();
    m_chosen.reset();
    m_offers = 0;
}

std::optional<SeatId> TurnRing::pass()
{
    const std::optional<SeatId> seat = next();
    if (m_now)
        m_before = m_now;
    m_now = seat;
    m_chosen.reset();
    if (!seat)
        return seat;
    if (isOffered(*seat)) {
        std::erase(m_deferred, *seat);
        m_cameBack.push_back(*seat);
    } else {
        m_offered.push_back(*seat);
        ++m_offers;
    }
    return seat;
}

std::optional<SeatId> TurnRing::defer()
{
    if (m_now && !contains(m_cameBack, *m_now) && !contains(m_deferred, *m_now))
        m_deferred.push_back(*m_now);
    // Alone in the ring, or the last of it: it comes back at once all the same, as a new beginning of the same offer.
    return pass();
}

bool TurnRing::choose(SeatId seat)
{
    if (!isHere(seat) || isOffered(seat))
        return false;
    m_chosen = seat;
    return true;
}

bool TurnRing::giveBack()
{
    if (!m_before || m_before == m_now)
        return false;
    // Who has it now has not had it yet: theirs is the next turn, as if it had not been offered.
    if (m_now) {
        m_offers -= static_cast<int>(std::erase(m_offered, *m_now));
        std::erase(m_cameBack, *m_now);
        m_chosen = m_now;
    }
    m_now = m_before;
    m_before.reset();
    return true;
}

} // namespace tutti
