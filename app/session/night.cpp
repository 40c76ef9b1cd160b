// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/night.h"

#include <algorithm>

namespace tutti {

Night::Night(World world, QObject *parent) : QObject(parent), m_world(std::move(world)), m_touchedAt(m_world.now())
{
    connect(&m_timer, &QTimer::timeout, this, &Night::look);
    if (m_world.timer)
        m_timer.start(kLookEvery);
}

void Night::setHours(std::optional<QuietHours> hours)
{
    m_hours = hours;
    look();
}

void Night::setDarkAfter(Micros idle)
{
    m_darkAfter = idle;
    look();
}

void Night::touched()
{
    m_touchedAt = m_world.now();
    setDark(false);
}

void Night::beginDark(bool leftDark)
{
    look();
    if (m_quiet || leftDark)
        setDark(true);
}

void Night::look()
{
    const bool quiet = m_hours && m_hours->contain(m_world.minute());
    if (quiet != m_quiet) {
        m_quiet = quiet;
        Q_EMIT quietChanged(quiet);
    }
    const Micros after = m_world.held() ? std::max(kHeldDark, m_darkAfter) : quiet ? std::min(kQuietDark, m_darkAfter) : m_darkAfter;
    if (!m_dark && idle() >= after && !m_world.sounds())
        setDark(true);
}

void Night::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT darkChanged(dark);
}

} // namespace tutti
