// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/self_check.h"

#include "care/machine.h"

#include <iterator>
#include <memory>
#include <utility>

namespace tutti {

SelfCheck::Round SelfCheck::usual(const QString &folder, double smallestCapPx)
{
    Round round;
    round.here = [smallestCapPx] {
        return std::vector{checkDisplay(displayOfThisMachine(smallestCapPx)), checkTouch(touchOfThisMachine()), checkFonts(fontsOfThisMachine())};
    };
    round.first = [folder] { return std::vector{checkFolder(folderAt(folder))}; };
    round.each = [folder, watch = std::make_shared<ClockWatch>()] {
        return std::vector{checkDisk(diskAt(folder)), checkClock(clockOfThisMachine(watch.get()))};
    };
    return round;
}

SelfCheck::SelfCheck(Round round, Tell tell, QObject *parent) : QObject(parent), m_round(std::move(round)), m_tell(std::move(tell))
{
    m_pool.setMaxThreadCount(1);
    connect(&m_timer, &QTimer::timeout, this, [this] { lookAside(false); });
}

SelfCheck::~SelfCheck()
{
    m_pool.waitForDone();
}

void SelfCheck::start()
{
    take(m_round.here());
    lookAside(true);
    m_timer.start(kEvery);
}

void SelfCheck::lookAside(bool first)
{
    m_pool.start([this, first] {
        std::vector<Finding> findings = m_round.each();
        if (first) {
            std::vector<Finding> once = m_round.first();
            findings.insert(findings.end(), std::make_move_iterator(once.begin()), std::make_move_iterator(once.end()));
        }
        QMetaObject::invokeMethod(this, [this, findings = std::move(findings)] { take(findings); }, Qt::QueuedConnection);
    });
}

void SelfCheck::take(const std::vector<Finding> &findings)
{
    for (const Finding &finding : findings)
        if (std::string &told = m_told[static_cast<std::size_t>(finding.about)]; std::exchange(told, finding.toRoom) != finding.toRoom)
            m_tell(finding.about, QString::fromStdString(finding.toRoom));
}

} // namespace tutti
