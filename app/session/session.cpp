// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "core/overloaded.h"
#include "sound/note_player.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array<float, 5> kVolumeDb{-16, -12, -8, -4, 0};
constexpr double kDoorIntroS = 8;
/// Lines wait this long at most for a quiet moment; the journal adds its own quarter of a second.
constexpr int kFlushMs = 50;

} // namespace

float Session::volumeDb(int step) { return kVolumeDb[static_cast<std::size_t>(std::clamp(step, 1, 5) - 1)]; }

Session::Session(Header header, std::shared_ptr<const Repertoire> repertoire, NotePlayer &player, SessionRecord &record, Clock clock,
                 Micros epoch, QObject *parent)
    : QObject(parent), m_player(player), m_record(record), m_clock(std::move(clock)), m_epoch(epoch),
      m_performance(std::move(header), std::move(repertoire), *this)
{
    m_unwritten.reserve(256);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Session::catchUp);
    m_flush.setSingleShot(true);
    m_flush.setInterval(kFlushMs);
    connect(&m_flush, &QTimer::timeout, this, &Session::flushRecord);
    connect(&m_seats, &SeatModel::presenceChanged, this, &Session::refreshHeadline);
    connect(&m_layout, &RoomLayout::changed, this, [this] { m_seats.setCount(m_layout.seatsShown()); });
    m_layout.setDoorCount(kDoorsBuilt);
    m_seats.setCount(m_layout.seatsShown());
}

Session::~Session() { end(); }

void Session::begin()
{
    m_player.volume(volumeDb(m_volumeStep));
    m_performance.begin();
    for (int i = 0; i < kMaxSeats; ++i)
        m_seats.setPresent(SeatId{i}, m_performance.stage().isPresent(SeatId{i}));
    refreshHeadline();
    armTimer();
}

void Session::end()
{
    if (m_performance.ended())
        return;
    input(Input{sessionNow(), End{}});
    m_timer.stop();
    flushRecord();
}

void Session::strike(const Strike &strike, Micros arrival)
{
    // Nothing plays behind the doors.
    if (m_place != Playing)
        return;
    m_arrival = arrival;
    input(Input{arrival - m_epoch, strike});
    m_arrival.reset();
}

void Session::lift(const Lift &lift, Micros arrival) { input(Input{arrival - m_epoch, lift}); }

void Session::input(Input in)
{
    const auto *strike = std::get_if<Strike>(&in.what);
    const std::optional<SeatId> struck = strike ? std::optional(strike->seat) : std::nullopt;
    m_performance.input(std::move(in));
    // Sound first: its command is on its way before anything is drawn.
    if (struck)
        m_seats.struck(*struck, m_performance.now());
    armTimer();
}

void Session::catchUp()
{
    m_performance.advanceTo(sessionNow());
    armTimer();
}

void Session::armTimer()
{
    const Micros here = sessionNow();
    std::optional<Micros> next = m_performance.nextDue();
    if (const auto dim = m_seats.dim(here))
        next = next ? std::min(*next, *dim) : *dim;
    if (!next) {
        m_timer.stop();
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(std::max(*next - here, Micros{0}));
    m_timer.start(wait);
}

// ---- what the performance tells ----

void Session::onPlay(const Note &note, Micros at, std::optional<Micros> ends)
{
    m_player.play(note, at, ends, at <= m_performance.now() ? NotePlayer::Landing::Now : NotePlayer::Landing::AtTime);
    if (m_trace && m_arrival && note.role == Role::Strike)
        m_trace(*m_arrival, m_clock());
}
void Session::onRelease(NoteId id, Micros at) { m_player.release(id, at, at <= m_performance.now() ? NotePlayer::Landing::Now : NotePlayer::Landing::AtTime); }
void Session::onCancelPlanned(Micros asOf) { m_player.cancelPlanned(asOf); }
void Session::onStop(Micros) { m_player.stop(); }
void Session::onResume(Micros at) { m_player.resume(at, NotePlayer::Landing::Now); }
void Session::onProblem(const std::string &sentence) { qWarning("%s", sentence.c_str()); }

void Session::onInput(const Input &in)
{
    m_unwritten.emplace_back(in);
    if (!m_flush.isActive())
        m_flush.start();
    std::visit(Overloaded{
                   [&](const Join &x) { m_seats.setPresent(x.seat, true); },
                   [&](const Leave &x) { m_seats.setPresent(x.seat, false); },
                   [&](const RestOn &x) { m_seats.setResting(x.seat, true); },
                   [&](const RestOff &x) { m_seats.setResting(x.seat, false); },
                   [&](const Lift &x) { m_seats.lifted(x.seat); },
                   [](const auto &) {},
               },
               in.what);
}

void Session::onOutput(const Output &out)
{
    m_unwritten.emplace_back(out);
    if (!m_flush.isActive())
        m_flush.start();
    std::visit(Overloaded{
                   [&](const StateChange &x) { showState(x); },
                   [&](const Gain &x) { m_player.gain(x.seat, static_cast<float>(x.db), x.rampMs); },
                   [&](const BeatMark &x) {
                       setBeatMs(static_cast<int>(60000.0 / x.tempo.value + 0.5));
                       Q_EMIT beatStruck(static_cast<int>(x.beat));
                   },
                   [](const auto &) {},
               },
               out.what);
}

void Session::showState(const StateChange &change)
{
    setCountdown(change.state == StageState::Outro && change.value ? static_cast<int>(*change.value) : 0);
    if (!m_performance.stage().room().pulse || change.state == StageState::Paused)
        setBeatMs(0);
    if (change.state == StageState::Rest && m_homeAfterFinish) {
        m_homeAfterFinish = false;
        setPlace(Home);
    }
    m_layout.setPaused(change.state == StageState::Paused);
    refreshHeadline();
    Q_EMIT stateChanged();
}

// ---- what the screen asks ----

void Session::cue(CueKind kind) { input(Input{sessionNow(), Cue{kind, {}, {}}}); }

void Session::stop()
{
    // Several may reach for it at once: the first one stops.
    if (!isPaused())
        cue(CueKind::Stop);
}
void Session::resume() { cue(CueKind::Resume); }
void Session::finish() { cue(CueKind::Finish); }
void Session::next() { cue(CueKind::Next); }
void Session::softer() { cue(CueKind::Softer); }
void Session::louder() { cue(CueKind::Louder); }

void Session::openDoor(const QString &door)
{
    // One door is built; the others are not on the screen.
    if (door != u"play-together"_s)
        return;
    Start start{"open-pads", {{"intro_s", SettingValue{Scalar{kDoorIntroS}}}}};
    m_homeAfterFinish = false;
    input(Input{sessionNow(), std::move(start)});
    setPlace(Playing);
}

void Session::goHome()
{
    const auto ended = [this] { return state() == StageState::Ready || state() == StageState::Rest; };
    if (!ended()) {
        m_homeAfterFinish = true;
        finish();
    }
    if (ended()) // it had ended, or was paused: then there was nothing left to end
        setPlace(Home);
}

void Session::toggleDrawer()
{
    m_drawerOpen = !m_drawerOpen;
    m_layout.setDrawerOpen(m_drawerOpen);
    Q_EMIT drawerOpenChanged();
}

void Session::setPlace(Place place)
{
    if (place == m_place)
        return;
    m_place = place;
    m_seats.releaseAll();
    Q_EMIT placeChanged();
    refreshHeadline();
}

void Session::setStill(bool still)
{
    if (still == m_still)
        return;
    m_still = still;
    Q_EMIT stillChanged();
}

void Session::setVolumeStep(int step)
{
    step = std::clamp(step, 1, 5);
    if (step == m_volumeStep)
        return;
    m_volumeStep = step;
    m_player.volume(volumeDb(step));
    Q_EMIT volumeStepChanged();
}

void Session::setTheme(int theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

void Session::setMessage(const QString &sentence)
{
    if (sentence == m_message)
        return;
    m_message = sentence;
    Q_EMIT messageChanged();
}

void Session::setBeatMs(int ms)
{
    if (ms == m_beatMs)
        return;
    m_beatMs = ms;
    refreshHeadline();
    Q_EMIT beatChanged();
}

void Session::setCountdown(int count)
{
    if (count == m_countdown)
        return;
    m_countdown = count;
    m_seats.setCueWord(count > 0 ? QString::number(count) : QString());
    Q_EMIT countdownChanged();
}

QString Session::headlineFor(StageState state) const
{
    switch (state) {
    case StageState::Ready:
    case StageState::Intro:
    case StageState::Listen:
    case StageState::Gather: return tr("Touch to play");
    case StageState::Outro: return tr("All together");
    case StageState::Rest: return tr("A breath");
    case StageState::Paused: return tr("Quiet");
    default: return m_seats.allPresent() || isBeating() ? QString() : tr("Touch to play");
    }
}

void Session::refreshHeadline()
{
    const QString words = headlineFor(state());
    if (words == m_headline)
        return;
    m_headline = words;
    Q_EMIT headlineChanged();
}

void Session::flushRecord()
{
    std::vector<std::variant<Input, Output>> lines;
    lines.swap(m_unwritten);
    for (const auto &line : lines)
        std::visit(Overloaded{[&](const Input &x) { m_record.input(x); }, [&](const Output &x) { m_record.output(x); }}, line);
}

} // namespace tutti
