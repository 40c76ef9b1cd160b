// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/waiting_ladder.h"

namespace tutti {

void WaitingLadder::begin(Micros t, Micros wait, WaitingSteps steps)
{
    m_begin = t;
    m_wait = wait;
    m_steps = steps;
    m_next = Place{Rung::Invite, Micros{0}};
    m_due = t;
}

/// The step that follows, with those left out that are not taken.
WaitingLadder::Place WaitingLadder::after(const Place &place) const
{
    switch (place.rung) {
    case Rung::Invite:
        if (m_steps.cue)
            return {Rung::Cue, m_wait / 2};
        [[fallthrough]];
    case Rung::Cue:
        if (place.rung == Rung::Cue && place.at + m_wait / 4 < m_wait)
            return {Rung::Cue, place.at + m_wait / 4};
        if (m_steps.model)
            return {Rung::Model, m_wait};
        [[fallthrough]];
    case Rung::Model:
        if (m_steps.together)
            return {Rung::Together, 2 * m_wait};
        [[fallthrough]];
    case Rung::Together:
    case Rung::Over: break;
    }
    return {Rung::Over, 3 * m_wait};
}

std::optional<WaitingLadder::Rung> WaitingLadder::due(Micros t)
{
    if (!m_due || *m_due > t)
        return std::nullopt;
    const Rung rung = m_next.rung;
    if (rung == Rung::Over) {
        m_due.reset();
    } else {
        m_next = after(m_next);
        m_due = m_begin + m_next.at;
    }
    return rung;
}

void WaitingLadder::hurry(Micros t)
{
    if (!m_due)
        return;
    // A cue that repeats itself is one step.
    while (m_next.rung == Rung::Cue && m_next.at > m_wait / 2)
        m_next = after(m_next);
    m_begin = t - m_next.at;
    m_due = t;
}

void WaitingLadder::shift(Micros by)
{
    m_begin += by;
    if (m_due)
        *m_due += by;
}

} // namespace tutti
