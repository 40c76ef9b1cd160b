// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/room_setup.h"

#include "core/settings.h"
#include "session/room_layout.h"
#include "session/session.h"

#include <algorithm>

namespace tutti {
namespace {

constexpr int kDayMin = 24 * 60;
constexpr QuietHours kUsualNight{21 * 60, 7 * 60};

int onTheClock(int minute) { return ((minute % kDayMin) + kDayMin) % kDayMin; }

} // namespace

static_assert(int(RoomSetup::Wall) == int(KioskSettings::Kind::Wall) && int(RoomSetup::Table) == int(KioskSettings::Kind::Table)
              && int(RoomSetup::Small) == int(KioskSettings::Kind::Small));
static_assert(int(RoomSetup::Wall) == int(RoomLayout::Wall) && int(RoomSetup::Table) == int(RoomLayout::Table) && int(RoomSetup::Small) == int(RoomLayout::Small));

RoomSetup::RoomSetup(RoomLayout &layout, QObject *parent) : QObject(parent), m_layout(layout)
{
    connect(&layout, &RoomLayout::changed, this, &RoomSetup::changed);
}

void RoomSetup::setSettings(const KioskSettings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    Q_EMIT changed();
    Q_EMIT turnChanged();
}

void RoomSetup::decide()
{
    Q_EMIT changed();
    Q_EMIT decided();
}

// ---- the way through ----

QList<RoomSetup::Page> RoomSetup::pages() const
{
    if (kind() == Wall)
        return {Place, Size, Height, Sound, Touch, Look};
    return {Place, Size, Sound, Touch, Look}; // only what hangs has a height that matters
}

int RoomSetup::pageNumber() const { return static_cast<int>(pages().indexOf(m_page)) + 1; }

void RoomSetup::begin()
{
    m_page = Place;
    Q_EMIT changed();
}

void RoomSetup::next()
{
    const auto all = pages();
    const qsizetype at = all.indexOf(m_page) + 1;
    if (at >= all.size()) {
        Q_EMIT finished();
        return;
    }
    m_page = all[at];
    Q_EMIT changed();
}

void RoomSetup::previous()
{
    const auto all = pages();
    m_page = all[std::max<qsizetype>(0, all.indexOf(m_page) - 1)];
    Q_EMIT changed();
}

// ---- the panel ----

RoomSetup::Kind RoomSetup::kind() const { return static_cast<Kind>(m_layout.kind()); }

void RoomSetup::setKind(Kind kind)
{
    m_settings.kind = static_cast<KioskSettings::Kind>(kind);
    // A panel whose size nobody gave counts as small below a certain size: what is chosen here stands.
    m_settings.diagonalIn = m_layout.diagonalInch();
    m_layout.setKind(static_cast<RoomLayout::Kind>(kind));
    decide();
}

double RoomSetup::diagonalIn() const { return m_layout.diagonalInch(); }

void RoomSetup::setDiagonalIn(double inches)
{
    inches = std::clamp(inches, KioskSettings::kSmallestIn, KioskSettings::kLargestIn);
    m_settings.diagonalIn = inches;
    m_layout.setDiagonalInch(inches);
    decide();
}

double RoomSetup::lowerEdgeMm() const { return m_layout.lowerEdgeMm(); }

void RoomSetup::setLowerEdgeMm(double mm)
{
    mm = std::clamp(mm, 0.0, KioskSettings::kHighestMm);
    m_settings.lowerEdgeMm = mm;
    m_layout.setLowerEdgeMm(mm);
    decide();
}

void RoomSetup::setTurn(int degrees)
{
    if (std::find(KioskSettings::kTurns.begin(), KioskSettings::kTurns.end(), degrees) == KioskSettings::kTurns.end())
        return;
    m_settings.turn = degrees;
    Q_EMIT turnChanged();
    decide();
}

void RoomSetup::turnOn() { setTurn((m_settings.turn + 90) % 360); }

// ---- how loud ----

void RoomSetup::setLoudestStep(int step)
{
    step = std::clamp(step, 1, KioskSettings::kVolumeSteps);
    if (m_settings.measuredDb)
        m_settings.measuredDb = std::clamp(*m_settings.measuredDb + double{Session::volumeDb(step)} - double{Session::volumeDb(m_settings.loudestStep)},
                                           KioskSettings::kSoftestDb, KioskSettings::kLoudestDb);
    m_settings.loudestStep = step;
    decide();
}

void RoomSetup::measure(double byDb)
{
    m_settings.measuredDb = std::clamp(measuredDb() + byDb, KioskSettings::kSoftestDb, KioskSettings::kLoudestDb);
    decide();
}

void RoomSetup::forgetMeasure()
{
    m_settings.measuredDb.reset();
    decide();
}

// ---- when ----

int RoomSetup::waitS() const { return static_cast<int>(m_settings.waitS.value_or(Settings{}.waitS.front())); }

void RoomSetup::setWaitS(int seconds)
{
    m_settings.waitS = std::clamp<double>(seconds, Settings::kShortestWaitS, Settings::kLongestWaitS);
    decide();
    Q_EMIT waitDecided(waitS());
}

QString RoomSetup::quietFrom() const { return QString::fromStdString(timeText(m_settings.quiet.value_or(kUsualNight).from)); }
QString RoomSetup::quietUntil() const { return QString::fromStdString(timeText(m_settings.quiet.value_or(kUsualNight).until)); }

void RoomSetup::useQuietHours(bool use)
{
    m_settings.quiet = use ? std::optional(m_settings.quiet.value_or(kUsualNight)) : std::nullopt;
    decide();
}

void RoomSetup::moveQuiet(int fromSteps, int untilSteps)
{
    const QuietHours now = m_settings.quiet.value_or(kUsualNight);
    m_settings.quiet = QuietHours{onTheClock(now.from + fromSteps * kTimeStepMin), onTheClock(now.until + untilSteps * kTimeStepMin)};
    decide();
}

void RoomSetup::setQuietStep(int step)
{
    m_settings.quietStep = std::clamp(step, 1, KioskSettings::kVolumeSteps);
    decide();
}

void RoomSetup::setDarkAfterMin(int minutes)
{
    m_settings.darkAfterMin = std::clamp(minutes, KioskSettings::kShortestDarkMin, KioskSettings::kLongestDarkMin);
    decide();
}

} // namespace tutti
