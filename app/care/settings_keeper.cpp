// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/settings_keeper.h"

#include <utility>

namespace tutti {

SettingsKeeper::SettingsKeeper(SettingsFile file, KioskSettings kept, Tell tell, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_tell(std::move(tell)), m_wanted(std::move(kept))
{
    m_pool.setMaxThreadCount(1);
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &SettingsKeeper::again);
}

SettingsKeeper::~SettingsKeeper() { m_pool.waitForDone(); }

void SettingsKeeper::keep(const KioskSettings &settings)
{
    if (settings == m_wanted)
        return;
    m_wanted = settings;
    write();
}

void SettingsKeeper::again()
{
    if (m_failed)
        write();
}

void SettingsKeeper::write()
{
    m_pool.start([this, file = m_file, settings = m_wanted] {
        const auto written = file.write(settings);
        QMetaObject::invokeMethod(this, [this, written] {
            const bool told = std::exchange(m_failed, !written);
            if (written) {
                m_again.stop();
                return;
            }
            m_again.start();
            if (!told)
                m_tell(written.error());
        }, Qt::QueuedConnection);
    });
}

} // namespace tutti
