// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/leader_desk.h"

#include "session/cues.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tutti {
namespace {

constexpr std::array<const char *, 3> kShares{"play", "soft", "very-soft"};
constexpr std::array<const char *, 3> kHelps{"off", "gentle", "full"};
constexpr std::array<const char *, 6> kVariants{"usual", "choose", "mirror", "app", "sides", "hold"};
static_assert(static_cast<int>(tutti::Variant::Hold) == LeaderDesk::Hold);
constexpr double kHeardSeconds = 3;
constexpr double kHeardDb = 48; // what the meter shows, in dB

Set seatSetting(const char *key, std::string value, int seat)
{
    return Set{{key, SettingValue{Scalar{std::move(value)}}}, SeatId{seat}};
}

} // namespace

LeaderDesk::LeaderDesk(Give give, QObject *parent) : QObject(parent), m_give(std::move(give)) {}

void LeaderDesk::show(const Stage &stage)
{
    const Circle &circle = stage.circle();
    const Lead::Lasting &lasting = circle.lead.lasting;
    View view;
    view.calm = circle.loudness.calm;
    view.rumbling = lasting.rumble;
    view.marked = lasting.marked;
    view.calling = lasting.call.has_value();
    view.away = lasting.away;
    view.showcase = lasting.showcase ? lasting.showcase->value : -1;
    const Settings &settings = circle.room.settings;
    view.people = settings.people;
    view.variant = static_cast<Variant>(settings.variant);
    view.fullOutOfTurn = settings.fullOutOfTurn;
    m_ladder = settings.ladder;
    if (const Turn *turn = stage.inPlay() ? std::visit([](const auto &activity) { return activity.turn(); }, stage.activity()) : nullptr) {
        view.turnSeat = turn->seat()->value;
        view.rung = turn->rung() ? static_cast<int>(*turn->rung()) : -1;
    }
    for (int i = 0; i < kMaxSeats; ++i) {
        const SeatId seat{i};
        m_present[static_cast<std::size_t>(i)] = circle.room.seat(seat).present;
        m_resting[static_cast<std::size_t>(i)] = circle.room.seat(seat).resting;
        m_instrumentOf[static_cast<std::size_t>(i)] = circle.room.instrumentOf(seat).id;
        m_waitS[static_cast<std::size_t>(i)] = settings.waitS[static_cast<std::size_t>(i)];
        m_restS[static_cast<std::size_t>(i)] = settings.restS[static_cast<std::size_t>(i)];
        m_assisted[static_cast<std::size_t>(i)] = settings.assisted[static_cast<std::size_t>(i)];
    }
    // Everybody plays again, however that came: the next half is the first.
    const bool choosing = circle.lead.coming() && circle.lead.coming()->kind == CueKind::Sculpt;
    const bool all = std::all_of(lasting.shares.begin(), lasting.shares.end(), [](Share share) { return share == Share::Full; });
    const int half = all && !choosing ? 0 : m_half;
    if (view == m_view && half == m_half)
        return;
    m_view = view;
    m_half = half;
    Q_EMIT changed();
}

void LeaderDesk::hear(double peak, double seconds)
{
    // Up as fast as down: a calm meter, not one that jumps.
    const double share = 1 - std::exp(-seconds / kHeardSeconds);
    const double level = peak > 0 ? std::clamp(1 + 20 * std::log10(peak) / kHeardDb, 0.0, 1.0) : 0.0;
    const double next = m_heard + share * (level - m_heard);
    if (std::abs(next - m_heard) < 1e-4)
        return;
    m_heard = next;
    Q_EMIT heardChanged();
}

void LeaderDesk::setPage(int page)
{
    if (page == m_page)
        return;
    m_page = page;
    Q_EMIT changed();
}

void LeaderDesk::setVolumeLocked(bool locked)
{
    if (locked == m_volumeLocked)
        return;
    m_volumeLocked = locked;
    Q_EMIT volumeLockedChanged();
}

void LeaderDesk::cue(int kind)
{
    if (kind >= cues::Stop && kind <= cues::Hold)
        m_give(Cue{static_cast<CueKind>(kind), {}, {}});
}

// ---- who plays ----

std::vector<SeatId> LeaderDesk::present() const
{
    std::vector<SeatId> seats;
    for (int i = 0; i < kMaxSeats; ++i)
        if (m_present[static_cast<std::size_t>(i)])
            seats.push_back(SeatId{i});
    return seats;
}

void LeaderDesk::pick(int seat)
{
    if (!SeatId{seat}.isPlayer())
        return;
    bool &picked = m_picked[static_cast<std::size_t>(seat)];
    picked = !picked;
    Q_EMIT changed();
}

void LeaderDesk::pickHalf(bool left)
{
    const std::vector<SeatId> seats = present();
    m_picked.fill(false);
    for (std::size_t i = 0; i < seats.size(); ++i)
        if ((i < (seats.size() + 1) / 2) == left)
            m_picked[static_cast<std::size_t>(seats[i].value)] = true;
    Q_EMIT changed();
}

void LeaderDesk::pickFamily(int family)
{
    for (const SeatId seat : present()) {
        const auto *instrument = m_instruments.find(m_instrumentOf[static_cast<std::size_t>(seat.value)]);
        m_picked[static_cast<std::size_t>(seat.value)] = instrument && instrument->family == family;
    }
    Q_EMIT changed();
}

void LeaderDesk::pickColour(int colour)
{
    for (const SeatId seat : present())
        m_picked[static_cast<std::size_t>(seat.value)] = seat.value % 6 == colour;
    Q_EMIT changed();
}

void LeaderDesk::clearPicks()
{
    m_picked.fill(false);
    Q_EMIT changed();
}

void LeaderDesk::sculpt(std::vector<SeatId> seats, int share)
{
    m_give(Cue{CueKind::Sculpt, std::move(seats), Scalar{std::string(kShares[static_cast<std::size_t>(share)])}});
}

void LeaderDesk::give(int share)
{
    std::vector<SeatId> seats;
    for (int i = 0; i < kMaxSeats; ++i)
        if (m_picked[static_cast<std::size_t>(i)])
            seats.push_back(SeatId{i});
    if (share < 0 || share > 2 || (seats.empty() && share != 0))
        return;
    sculpt(std::move(seats), share);
    clearPicks();
}

void LeaderDesk::halfTheRoom()
{
    m_half = (m_half + 1) % 3;
    if (m_half == 0) {
        sculpt({}, 0);
        return;
    }
    pickHalf(m_half == 1);
    give(0);
}

// ---- one seat ----

void LeaderDesk::choose(int seat)
{
    m_chosen = seat == m_chosen ? -1 : seat;
    Q_EMIT changed();
}

void LeaderDesk::play(const QString &instrumentId)
{
    if (m_chosen >= 0)
        m_give(seatSetting("instruments", instrumentId.toStdString(), m_chosen));
}

void LeaderDesk::help(int level)
{
    if (m_chosen >= 0 && level >= 0 && level <= 2)
        m_give(seatSetting("help", kHelps[static_cast<std::size_t>(level)], m_chosen));
}

void LeaderDesk::quiet()
{
    if (m_chosen >= 0)
        m_give(Cue{CueKind::QuietMe, {SeatId{m_chosen}}, {}});
}

void LeaderDesk::rest()
{
    if (m_chosen < 0)
        return;
    if (m_resting[static_cast<std::size_t>(m_chosen)])
        m_give(RestOff{SeatId{m_chosen}});
    else
        m_give(RestOn{SeatId{m_chosen}});
}

void LeaderDesk::ask()
{
    if (m_chosen >= 0)
        m_give(Cue{CueKind::Next, {SeatId{m_chosen}}, {}});
}

// ---- turns ----

void LeaderDesk::step() { m_give(Cue{CueKind::Next, {}, Scalar{std::string("step")}}); }

void LeaderDesk::takePart(int by)
{
    const int seated = static_cast<int>(present().size());
    const int people = std::clamp(std::max(m_view.people, seated) + by, std::max(1, seated), Settings::kMostPeople);
    m_give(Set{{"people", SettingValue{Scalar{static_cast<double>(people)}}}, {}});
}

void LeaderDesk::vary(Variant variant)
{
    const Variant wanted = variant == m_view.variant ? Usual : variant;
    m_give(Set{{"variant", SettingValue{Scalar{std::string(kVariants[static_cast<std::size_t>(wanted)])}}}, {}});
}

void LeaderDesk::waitLonger(int seconds)
{
    if (m_chosen < 0)
        return;
    const double wait = std::clamp(m_waitS[static_cast<std::size_t>(m_chosen)] + seconds, Settings::kShortestWaitS, Settings::kLongestWaitS);
    m_give(Set{{"wait_s", SettingValue{Scalar{wait}}}, SeatId{m_chosen}});
}

void LeaderDesk::endLater(double seconds)
{
    if (m_chosen < 0)
        return;
    const double rest = std::clamp(m_restS[static_cast<std::size_t>(m_chosen)] + seconds, Settings::kShortestRestS, Settings::kLongestRestS);
    m_give(Set{{"rest_s", SettingValue{Scalar{rest}}}, SeatId{m_chosen}});
}

void LeaderDesk::assist()
{
    if (m_chosen >= 0)
        m_give(Set{{"assisted", SettingValue{Scalar{!m_assisted[static_cast<std::size_t>(m_chosen)]}}}, SeatId{m_chosen}});
}

void LeaderDesk::waitWith(int step)
{
    if (m_chosen < 0 || step < 0 || step > 2)
        return;
    WaitingSteps steps = m_ladder[static_cast<std::size_t>(m_chosen)];
    bool &taken = step == 0 ? steps.cue : step == 1 ? steps.model : steps.together;
    taken = !taken;
    const std::string words = std::string(steps.cue ? "cue " : "") + (steps.model ? "model " : "") + (steps.together ? "together" : "");
    m_give(seatSetting("ladder", words, m_chosen));
}

void LeaderDesk::hearOutOfTurn()
{
    m_give(Set{{"out_of_turn", SettingValue{Scalar{std::string(m_view.fullOutOfTurn ? "soft" : "full")}}}, {}});
}

void LeaderDesk::another(const QString &activity) { Q_EMIT anotherAsked(activity); }

} // namespace tutti
