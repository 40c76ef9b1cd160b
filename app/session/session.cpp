// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "core/overloaded.h"
#include "session/cues.h"
#include "sound/note_player.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array<float, 5> kVolumeDb{-16, -12, -8, -4, 0};
constexpr double kDoorIntroS = 8;
constexpr double kTravelMm = 80; // of a finger, from the softest to the loudest
constexpr int kBarsOfAPastime = 8;
/// Lines wait this long at most for a quiet moment; the journal adds its own quarter of a second.
constexpr int kFlushMs = 50;

/// States that a cue brings: they are announced and counted at the seats.
bool isCue(StageState state)
{
    return state == StageState::Outro || state == StageState::CountIn || state >= StageState::Attention;
}

/// The word and the picture of a cue inside a seat.
SeatModel::Said saidFor(StageState state)
{
    switch (state) {
    case StageState::Outro: return {Session::tr("Finish"), SeatModel::Finish};
    case StageState::CountIn: return {Session::tr("Ready"), SeatModel::YouLead};
    case StageState::Attention: return {Session::tr("Look up"), SeatModel::Look};
    case StageState::Groove: return {Session::tr("All play"), SeatModel::AllPlay};
    case StageState::Pulse: return {Session::tr("Big beat"), SeatModel::BigBeat};
    case StageState::Rumble: return {Session::tr("All roll"), SeatModel::AllRoll};
    case StageState::Accent: return {Session::tr("All on one"), SeatModel::AllOnOne};
    case StageState::Call: return {Session::tr("Listen"), SeatModel::Listen};
    case StageState::Answer: return {Session::tr("Your turn"), SeatModel::YourTurn};
    case StageState::Sculpt: return {Session::tr("Some play"), SeatModel::ChooseWho};
    case StageState::Showcase: return {Session::tr("One plays"), SeatModel::OnePlays};
    case StageState::Fade: return {Session::tr("Wind down"), SeatModel::WindDown};
    case StageState::Calm: return {Session::tr("Calm"), SeatModel::Calm};
    case StageState::Swap: return {Session::tr("Change places"), SeatModel::ChangePlaces};
    default: return {};
    }
}

SeatModel::Said saidFor(CueKind kind)
{
    switch (kind) {
    case CueKind::Louder: return {Session::tr("Louder"), SeatModel::Louder};
    case CueKind::Softer: return {Session::tr("Softer"), SeatModel::Softer};
    case CueKind::Faster: return {Session::tr("Faster"), SeatModel::Faster};
    case CueKind::Slower: return {Session::tr("Slower"), SeatModel::Slower};
    case CueKind::Settle: return {Session::tr("Steady"), SeatModel::Settle};
    default: return saidFor(stateOf(kind));
    }
}

static_assert(std::is_same_v<std::variant_alternative_t<Session::OpenPads, Activity>, OpenPads>
              && std::is_same_v<std::variant_alternative_t<Session::OurPulse, Activity>, OurPulse>
              && std::is_same_v<std::variant_alternative_t<Session::BuildAGroove, Activity>, BuildAGroove>
              && std::is_same_v<std::variant_alternative_t<Session::Conductor, Activity>, Conductor>
              && std::is_same_v<std::variant_alternative_t<Session::PassItOn, Activity>, PassItOn>
              && std::is_same_v<std::variant_alternative_t<Session::Hello, Activity>, Hello>
              && std::is_same_v<std::variant_alternative_t<Session::Goodbye, Activity>, Goodbye>
              && std::is_same_v<std::variant_alternative_t<Session::Echo, Activity>, Echo>
              && std::is_same_v<std::variant_alternative_t<Session::Freeze, Activity>, Freeze>
              && std::is_same_v<std::variant_alternative_t<Session::Together, Activity>, Together>
              && std::is_same_v<std::variant_alternative_t<Session::Conversation, Activity>, Conversation>
              && std::is_same_v<std::variant_alternative_t<Session::GroovePass, Activity>, GroovePass>);

/// What Our Beat, Layers and the like begin with.
bool isOnDrums(const Activity &activity)
{
    return std::visit(Overloaded{[](const OurPulse &) { return true; },
                                 [](const BuildAGroove &) { return true; },
                                 [](const Conductor &) { return true; },
                                 [](const Freeze &) { return true; },
                                 [](const GroovePass &) { return true; },
                                 [](const auto &) { return false; }},
                      activity);
}

} // namespace

float Session::volumeDb(int step) { return kVolumeDb[static_cast<std::size_t>(std::clamp(step, 1, 5) - 1)]; }

Session::Session(Header header, std::shared_ptr<const Repertoire> repertoire, NotePlayer &player, SessionRecord &record, Clock clock,
                 Micros epoch, QObject *parent)
    : QObject(parent), m_player(player), m_record(record), m_clock(std::move(clock)), m_epoch(epoch),
      m_performance(std::move(header), std::move(repertoire), *this), m_desk([this](LeaderDesk::What what) { lead(std::move(what)); }),
      m_plan(m_clock, [this](const Recipe::Step &step) { beginStep(step); }), m_setup(m_layout), m_staff(Staff::World{.now = m_clock})
{
    m_unwritten.reserve(256);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Session::catchUp);
    m_flush.setSingleShot(true);
    m_flush.setInterval(kFlushMs);
    connect(&m_flush, &QTimer::timeout, this, &Session::flushRecord);
    connect(&m_seats, &SeatModel::presenceChanged, this, &Session::refreshHeadline);
    connect(&m_desk, &LeaderDesk::changed, this, &Session::refreshSeats); // who is picked
    connect(&m_desk, &LeaderDesk::anotherAsked, this, [this](const QString &activity) {
        m_plan.leave(); // the leader goes another way
        startActivity(activity);
    });
    connect(&m_layout, &RoomLayout::changed, this, [this] { m_seats.setCount(m_layout.seatsShown()); });
    connect(&m_setup, &RoomSetup::decided, this, &Session::applyVolume);
    connect(&m_setup, &RoomSetup::waitDecided, this, [this](int seconds) {
        input(Input{sessionNow(), Set{{"wait_s", SettingValue{Scalar{double(seconds)}}}, {}}});
    });
    connect(&m_staff, &Staff::opened, this, &Session::openStaffDoor);
    connect(&m_staff, &Staff::closed, this, &Session::closeStaffDoor);
    connect(&m_staff, &Staff::changed, this, [this] {
        if (m_staff.view() != Staff::SetUp)
            testSound(false);
    });
    connect(&m_setup, &RoomSetup::changed, this, [this] {
        if (m_setup.page() != RoomSetup::Sound)
            testSound(false);
    });
    m_layout.setDoorCount(kDoorsBuilt);
    m_seats.setCount(m_layout.seatsShown());
}

Session::~Session() { end(); }

void Session::begin()
{
    applyVolume();
    m_performance.begin();
    refreshSeats();
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

void Session::slide(SeatId seat, double upMm, Micros arrival)
{
    if (seat.value != conductor())
        return;
    const double level = std::clamp(conductedLevel() + upMm / kTravelMm, 0.0, 1.0);
    input(Input{arrival - m_epoch, Move{seat, "level", std::round(level * 1000) / 1000}});
}

void Session::input(Input in)
{
    const auto *strike = std::get_if<Strike>(&in.what);
    const std::optional<SeatId> struck = strike ? std::optional(strike->seat) : std::nullopt;
    const bool moved = std::holds_alternative<Move>(in.what);
    m_performance.input(std::move(in));
    // Sound first: its command is on its way before anything is drawn.
    m_played = m_played || struck;
    if (struck)
        m_seats.struck(*struck, m_performance.now());
    if (moved)
        Q_EMIT conductorChanged();
    stepped();
}

void Session::catchUp()
{
    m_performance.advanceTo(sessionNow());
    stepped();
}

/// What waits until a step is over, because it asks for the next one.
void Session::stepped()
{
    if (std::exchange(m_inputToShow, false))
        showPlace();
    if (std::exchange(m_breathed, false) && !m_plan.breathed())
        m_homeNow = true; // that was the last step
    if (std::exchange(m_homeNow, false))
        setPlace(Home); // the pads go, and with them the fingers on them
    if (leading() != m_leadingShown)
        refreshSeats();
    m_desk.show(stage());
    armTimer();
}

/// Who gives the call, or leads the band: that changes with a strike, and the seats show it.
std::pair<std::optional<SeatId>, std::optional<SeatId>> Session::leading() const
{
    const auto &call = stage().circle().lead.lasting.call;
    const auto *conducting = std::get_if<tutti::Conductor>(&stage().activity());
    return {call ? call->caller : std::nullopt, conducting ? conducting->conductor() : std::nullopt};
}

void Session::armTimer()
{
    const Micros here = sessionNow();
    std::optional<Micros> next = m_performance.nextDue();
    if (m_spoken && m_spoken->until <= here) {
        m_spoken.reset();
        refreshSeats();
    }
    next = soonest({next, m_seats.dim(here), m_spoken ? std::optional(m_spoken->until) : std::nullopt});
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
    const bool taken = m_player.play(note, at, ends, at <= m_performance.now() ? NotePlayer::Landing::Now : NotePlayer::Landing::AtTime);
    if (m_trace && taken && m_arrival && note.role == Role::Strike)
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
    if (const auto *lift = std::get_if<Lift>(&in.what)) {
        m_seats.lifted(lift->seat);
    } else if (!std::holds_alternative<Strike>(in.what)) {
        if (const auto *cue = std::get_if<Cue>(&in.what))
            speak(*cue);
        else if (std::holds_alternative<Start>(in.what))
            m_marks.clear();
        m_inputToShow = true; // once it has been stepped
    }
}

/// A cue that acts at once is said at every seat while it acts.
void Session::speak(const Cue &cue)
{
    switch (cue.kind) {
    case CueKind::Louder:
    case CueKind::Softer:
    case CueKind::Faster:
    case CueKind::Slower:
    case CueKind::Settle:
    case CueKind::Attention:
        if (!isPaused())
            m_spoken = Spoken{cue.kind, sessionNow() + stage().circle().bars(2)};
        break;
    default: break;
    }
}

void Session::onOutput(const Output &out)
{
    m_unwritten.emplace_back(out);
    if (!m_flush.isActive())
        m_flush.start();
    std::visit(Overloaded{
                   [&](const StateChange &x) { showState(x); },
                   [&](const Note &x) { mark(x, out.t); },
                   [&](const Prompt &) { m_inputToShow = true; }, // once the step is over
                   [&](const Gain &x) { m_player.gain(x.seat, static_cast<float>(x.db), x.rampMs); },
                   [&](const BeatMark &x) {
                       setBeatMs(static_cast<int>(60000.0 / x.tempo.value + 0.5));
                       setPastime(static_cast<Pastime>(Clap + x.beat / (meter() * kBarsOfAPastime) % 4));
                       Q_EMIT beatStruck(static_cast<int>(x.beat));
                   },
                   [](const auto &) {},
               },
               out.what);
}

void Session::showState(const StateChange &change)
{
    const bool counted = change.value && *change.value > 0;
    const auto &coming = stage().circle().lead.coming();
    const bool announced = !change.value && coming && stateOf(coming->kind) == change.state;
    if (isCue(change.state) && change.state != StageState::Calm && (counted || announced))
        m_coming = Shown{change.state, counted ? static_cast<int>(*change.value) : 0};
    else if (!coming || change.state == StageState::Paused)
        m_coming.reset(); // what else is said meanwhile takes nothing from what is on its way
    if (!stage().room().pulse || change.state == StageState::Paused || change.state == StageState::Rest)
        setBeatMs(0);
    if (change.state == StageState::Rest && m_homeAfterFinish) {
        m_homeAfterFinish = false;
        m_homeNow = true;
    }
    if (change.state == StageState::Rest)
        m_plan.ended();
    else if (change.state == StageState::Ready)
        m_breathed = true;
    switch (change.state) { // what is shown of a call and its answer
    case StageState::Call:
    case StageState::Response: showExchange(change.state); break;
    case StageState::Held:
        if (const auto *together = std::get_if<tutti::Together>(&stage().activity()))
            m_marks.show(together->step()); // as many as have opened
        break;
    case StageState::Whole:
        m_marks.show(tutti::Together::kSteps);
        m_marks.turn();
        break;
    default: break;
    }
    m_layout.setPaused(change.state == StageState::Paused);
    if (change.state == StageState::Calm && counted)
        m_spoken = Spoken{CueKind::Calm, sessionNow() + stage().circle().bars(1)};
    showPlace();
    Q_EMIT conductorChanged();
}

/// What follows from where play stands.
void Session::showPlace()
{
    refreshSeats();
    showTurn();
    refreshHeadline();
    Q_EMIT stateChanged();
}

/// Where the turn is and which way it goes.
void Session::showTurn()
{
    Way way = m_way;
    const Activity now = activity();
    const StageState where = state();
    way.travelling = where == StageState::Pass;
    way.passing = (now == PassItOn || now == Hello || now == Goodbye) && (where == StageState::Turn || where == StageState::Answer || way.travelling);
    const std::vector<SeatId> here = asked();
    const std::vector<SeatId> next = askedNext();
    if (here.size() == 1)
        way.from = here.front().value;
    else if (!way.passing)
        way.from = -1;
    way.to = next.size() == 1 ? next.front().value : -1;
    const auto beyond = [this](const std::vector<SeatId> &seats) {
        QList<int> found;
        for (const SeatId seat : seats)
            if (seat.value >= m_seats.count())
                found.append(seat.value);
        return found;
    };
    way.beyondAsked = beyond(here);
    way.beyondNext = beyond(next);
    if (way == m_way)
        return;
    m_way = way;
    Q_EMIT turnChanged();
}

/// A call begins, or its answer; after a pause both are where they were.
void Session::showExchange(StageState state)
{
    const auto *echo = std::get_if<tutti::Echo>(&stage().activity());
    if (!echo)
        return;
    if (state == StageState::Response && echo->answer().empty())
        m_marks.turn();
    else if (state == StageState::Call && (echo->call().empty() || !echo->turn()))
        m_marks.clear();
}

/// What is played in turns is shown as it sounds.
void Session::mark(const Note &note, Micros t)
{
    const StageState now = state();
    const bool said = now == StageState::Call || now == StageState::Response;
    // What the app plays as an example for somebody who is asked is no part of it.
    const bool partOfIt = note.role == Role::Strike || (note.role == Role::Model && asked().empty());
    if (activity() == Echo && said && partOfIt)
        m_marks.add(note.seat, t);
}

// ---- what is said at the seats ----

void Session::refreshSeats()
{
    m_leadingShown = leading();
    std::array<bool, kMaxSeats> bars{};
    for (int i = 0; i < kMaxSeats; ++i) {
        const SeatModel::Place place = placeOf(SeatId{i});
        bars[static_cast<std::size_t>(i)] = place.family == InstrumentModel::Bar;
        m_seats.show(SeatId{i}, place);
    }
    m_layout.setBars(bars);
}

SeatModel::Place Session::placeOf(SeatId seat) const
{
    const Room &room = stage().room();
    const Seat &here = room.seat(seat);
    SeatModel::Place place;
    place.present = here.present;
    place.resting = here.resting;
    place.quiet = here.quiet;
    place.help = static_cast<int>(room.settings.help[static_cast<std::size_t>(seat.value)]);
    place.waitS = static_cast<int>(room.settings.waitS[static_cast<std::size_t>(seat.value)] + 0.5);
    place.restS = room.settings.restS[static_cast<std::size_t>(seat.value)];
    place.assisted = room.settings.assisted[static_cast<std::size_t>(seat.value)];
    const WaitingSteps &ladder = room.settings.ladder[static_cast<std::size_t>(seat.value)];
    place.cue = ladder.cue;
    place.model = ladder.model;
    place.company = ladder.together;
    place.turns = std::visit([&](const auto &x) { return x.turnsTaken(seat); }, stage().activity()).value_or(-1);
    if (const auto *instrument = m_desk.instruments().find(room.instrumentOf(seat).id)) {
        place.instrument = instrument->name;
        place.family = instrument->family;
    }
    place.picked = m_desk.isPicked(seat);
    place.chosen = m_desk.chosenSeat() == seat.value;
    const Lead::Lasting &lasting = stage().circle().lead.lasting;
    place.asked = lasting.showcase == seat || (lasting.call && lasting.call->caller == seat && !lasting.call->answering);
    place.asked |= contains(asked(), seat);
    place.waits = !place.asked && stage().inPlay() && stage().outOfTurn(seat, m_performance.now());
    std::visit(Overloaded{
                   [&](const tutti::BuildAGroove &x) { place.layered = x.hasLayer(seat); },
                   [&](const tutti::Conductor &x) { place.leads = x.conductor() == seat && x.state() != StageState::Choose; },
                   [](const auto &) {},
               },
               stage().activity());
    place.said = saidTo(seat);
    return place;
}

/// What is nearest comes first: the count, the cue that is announced, what the cue that lasts asks of this seat, what the
/// activity does, and what was said a moment ago.
SeatModel::Said Session::saidTo(SeatId seat) const
{
    if (isPaused() || isResting())
        return {};
    if (m_coming) {
        const SeatModel::Said said = saidFor(m_coming->state);
        if (m_coming->state == StageState::CountIn && activity() == Freeze)
            return {QString::number(m_coming->count), SeatModel::AllPlay}; // the music is counted in for everybody
        return m_coming->count > 0 ? SeatModel::Said{QString::number(m_coming->count), said.sign} : said;
    }
    if (m_spoken)
        return saidFor(m_spoken->kind);
    const Seat &here = stage().room().seat(seat);
    if (here.quiet)
        return {tr("quiet"), SeatModel::Silent};
    if (here.resting)
        return {tr("resting"), SeatModel::Rests};
    if (SeatModel::Said said = saidByActivity(seat); !said.word.isEmpty())
        return said;
    const Lead::Lasting &lasting = stage().circle().lead.lasting;
    if (lasting.away)
        return saidFor(StageState::Swap);
    if (lasting.rumble)
        return saidFor(StageState::Rumble);
    if (lasting.call)
        return saidFor(lasting.call->answering ? StageState::Answer : StageState::Call);
    if (lasting.showcase == seat)
        return {tr("Your turn"), SeatModel::OnePlays};
    if (stage().circle().lead.shareOf(seat) != Share::Full)
        return {tr("softly"), SeatModel::Softer};
    return {};
}

// Whose turn it is, and whose it is next, while it is played.

std::vector<SeatId> Session::asked() const
{
    if (!stage().inPlay() || isPaused())
        return {};
    return std::visit([](const auto &activity) { return activity.asked(); }, stage().activity());
}

std::vector<SeatId> Session::askedNext() const
{
    if (!stage().inPlay() || isPaused())
        return {};
    return std::visit([](const auto &activity) { return activity.askedNext(); }, stage().activity());
}

SeatModel::Said Session::saidByActivity(SeatId seat) const
{
    const StageState now = state();
    if (contains(asked(), seat))
        return activity() == Freeze ? SeatModel::Said{tr("You stop it"), SeatModel::Snow} : SeatModel::Said{tr("Your turn"), SeatModel::YourTurn};
    if (contains(askedNext(), seat))
        return {tr("next"), SeatModel::NextTurn};
    if (const auto *talk = std::get_if<tutti::Conversation>(&stage().activity()))
        return contains(talk->invited(), seat) ? SeatModel::Said{tr("Join in"), SeatModel::Talk} : SeatModel::Said{};
    if (now == StageState::Together || now == StageState::Whole)
        return {tr("All together"), SeatModel::AllPlay};
    if (now == StageState::Held)
        return {tr("Two together"), SeatModel::TwoTogether};
    const auto *conducting = std::get_if<tutti::Conductor>(&stage().activity());
    if (!conducting)
        return {};
    if (now == StageState::Choose)
        return {tr("Touch to lead"), SeatModel::TouchToLead};
    if (conducting->conductor() == seat && (now == StageState::Conduct || now == StageState::Vamp))
        return {tr("You lead"), SeatModel::YouLead};
    return {};
}

// ---- what the screen asks ----

void Session::lead(LeaderDesk::What what)
{
    const auto *cue = std::get_if<Cue>(&what);
    const bool ends = cue && (cue->kind == CueKind::Stop || cue->kind == CueKind::Resume || cue->kind == CueKind::Finish);
    if (cue && !ends && m_place != Playing)
        return; // nothing plays behind the doors
    input(Input{sessionNow(), std::move(what)});
}

void Session::cue(int kind) { m_desk.cue(kind); }

void Session::strikeSeat(int seat, int pad)
{
    if (!SeatId{seat}.isPlayer() || pad < 0 || pad >= kMaxPads)
        return;
    strike(Strike{.seat = SeatId{seat}, .pad = PadIndex{pad}, .by = StrikeBy::Key}, now());
    lift(Lift{SeatId{seat}, PadIndex{pad}, {}}, now());
}

void Session::stop()
{
    testSound(false);
    // Several may reach for it at once: the first one stops.
    if (!isPaused())
        cue(cues::Stop);
}
void Session::resume()
{
    m_staff.close(); // whoever plays on has done with it
    cue(cues::Resume);
}
void Session::finish() { cue(cues::Finish); }
void Session::next() { isPaused() ? resume() : cue(cues::Next); }
void Session::again() { cue(cues::Again); }

void Session::openDoor(const QString &door)
{
    if (door == u"play-together"_s)
        startActivity(u"open-pads"_s);
    else if (door == u"drum"_s)
        startActivity(u"our-pulse"_s);
    else if (door == u"pass-it-round"_s)
        startActivity(u"pass-it-on"_s);
}

void Session::startPlan(int recipe)
{
    m_plan.start(recipe);
    if (!m_plan.isRunning())
        return;
    m_desk.setPage(0);
    if (!m_drawerOpen)
        toggleDrawer();
}

void Session::nextStep()
{
    if (!m_plan.isRunning())
        return;
    if (isPaused())
        resume();
    m_plan.goOn();
    if (state() == StageState::Rest) {
        m_plan.ended();
        cue(cues::Next); // the breath need not be waited for
    } else if (state() == StageState::Ready) { // it had ended before
        m_plan.ended();
        m_breathed = true;
        stepped();
    } else {
        finish();
    }
}

void Session::beginStep(const Recipe::Step &step) { startActivity(QString::fromStdString(step.activity), step.settings); }

void Session::startActivity(const QString &id, const std::vector<NamedSetting> &settings)
{
    const auto wanted = activityNamed(id.toStdString());
    if (!wanted)
        return;
    Start start{id.toStdString(), {{"intro_s", SettingValue{Scalar{kDoorIntroS}}}}};
    // What is about the beat begins with a drum for everybody, the rest with voices that are told apart; from one activity
    // to another of its kind people keep what they have.
    const bool drums = isOnDrums(*wanted);
    const std::vector<std::string> &instruments = drums ? m_palettes.drums : m_palettes.openPads;
    if (!instruments.empty() && (drums != isOnDrums(stage().activity()) || m_place == Home))
        start.settings.push_back({"instruments", SettingValue{instruments}});
    start.settings.insert(start.settings.end(), settings.begin(), settings.end());
    m_homeAfterFinish = false;
    input(Input{sessionNow(), std::move(start)});
    setPlace(Playing);
}

void Session::toggleLayer(int seat)
{
    const auto *groove = std::get_if<tutti::BuildAGroove>(&stage().activity());
    if (groove && SeatId{seat}.isPlayer())
        lead(Cue{groove->hasLayer(SeatId{seat}) ? CueKind::Again : CueKind::Next, {SeatId{seat}}, {}});
}

int Session::conductor() const
{
    const auto *conducting = std::get_if<tutti::Conductor>(&stage().activity());
    const bool leads = conducting && conducting->conductor() && (state() == StageState::Conduct || state() == StageState::Vamp || state() == StageState::CountIn);
    return leads ? conducting->conductor()->value : -1;
}

double Session::conductedLevel() const
{
    const auto *conducting = std::get_if<tutti::Conductor>(&stage().activity());
    return conducting ? conducting->level() : 0.5;
}

int Session::sectionCount() const
{
    return std::clamp(stage().circle().band.parts() - 1, 0, tutti::Conductor::kSections); // the first keeps the beat
}

const InstrumentModel::Entry *Session::sectionInstrument(int section) const
{
    return m_desk.instruments().find(stage().circle().band.groove()->parts[static_cast<std::size_t>(section) + 1].instrument);
}

QList<bool> Session::sections() const
{
    QList<bool> playing;
    for (int i = 0; i < sectionCount(); ++i)
        playing.append(!stage().circle().band.isMuted(i + 1));
    return playing;
}

QList<int> Session::sectionFamilies() const
{
    QList<int> families;
    for (int i = 0; i < sectionCount(); ++i) {
        const auto *instrument = sectionInstrument(i);
        families.append(instrument ? instrument->family : -1);
    }
    return families;
}

QStringList Session::sectionNames() const
{
    QStringList names;
    for (int i = 0; i < sectionCount(); ++i) {
        const auto *instrument = sectionInstrument(i);
        names.append(instrument ? instrument->name : QString());
    }
    return names;
}

void Session::toggleSection(int section)
{
    const QList<bool> playing = sections();
    if (conductor() < 0 || section < 0 || section >= playing.size())
        return;
    input(Input{sessionNow(), Move{SeatId{conductor()}, "section-" + std::to_string(section + 1), playing[section] ? 0.0 : 1.0}});
    Q_EMIT conductorChanged();
}

void Session::goHome()
{
    m_plan.leave();
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
    const int loudest = loudestStep();
    if (m_desk.isVolumeLocked() || (step > loudest && volumeStep() == loudest))
        return; // louder than may be is nothing; what was chosen before stays for when it may
    step = std::clamp(step, 1, loudest);
    if (step == m_volumeStep)
        return;
    m_volumeStep = step;
    applyVolume();
}

int Session::loudestStep() const
{
    return m_quietHours ? std::min(m_setup.loudestStep(), m_setup.quietStep()) : m_setup.loudestStep();
}

/// What was chosen comes back when the quiet hours are over.
void Session::applyVolume()
{
    m_player.volume(volumeDb(m_testSounds ? m_setup.loudestStep() : volumeStep()));
    Q_EMIT volumeStepChanged();
}

void Session::setQuietHours(bool now)
{
    if (now == m_quietHours)
        return;
    m_quietHours = now;
    applyVolume();
}

// ---- who looks after the box ----

void Session::openStaffDoor()
{
    if (m_drawerOpen)
        toggleDrawer();
    m_waitsAfterStaff = !isPaused() && stage().room().presentSeats() == 0;
    stop();
}

void Session::closeStaffDoor()
{
    testSound(false);
    if (std::exchange(m_waitsAfterStaff, false) && isPaused())
        cue(cues::Resume);
}

void Session::testSound(bool on)
{
    // Numbers that no note of play has: those count up from 1.
    static constexpr std::array<int, 4> kChord{48, 55, 60, 64};
    if (on == m_testSounds || (on && !m_staff.isOpen()))
        return;
    m_testSounds = on;
    Q_EMIT testSoundingChanged();
    applyVolume();
    if (!on) {
        m_player.stop();
        return;
    }
    m_player.resume(sessionNow(), NotePlayer::Landing::Now);
    NoteId id = 0;
    for (const int key : kChord)
        m_player.play(Note{--id, kBacking, "warm-pad", key, 1.0, Role::Backing}, sessionNow(), {}, NotePlayer::Landing::Now);
}

/// What was set for somebody's sake goes with them, and whoever wakes the screen is heard at once.
std::vector<NamedSetting> Session::settingsForAStranger() const
{
    const Settings usual;
    const auto number = [](double value) { return SettingValue{Scalar{value}}; };
    const auto word = [](const char *value) { return SettingValue{Scalar{std::string(value)}}; };
    std::vector<NamedSetting> fresh{{"intro_s", number(0)},
                                    {"wait_s", number(m_setup.settings().waitS.value_or(usual.waitS.front()))},
                                    {"rest_s", number(usual.restS.front())},
                                    {"together_s", number(usual.togetherS)},
                                    {"bpm", number(usual.bpm.value)},
                                    {"transpose", number(usual.transpose)},
                                    {"people", number(1)}, // as many as sit
                                    {"ladder", word("cue model together")},
                                    {"help", word("off")},
                                    {"out_of_turn", word("soft")},
                                    {"assisted", SettingValue{Scalar{false}}}};
    if (!m_palettes.openPads.empty())
        fresh.push_back({"instruments", SettingValue{m_palettes.openPads}});
    return fresh;
}

bool Session::isHeld() const
{
    const auto &seats = stage().room().seats;
    const bool inTurns = std::visit([](const auto &activity) { return activity.isInTurns(); }, stage().activity()) || activity() == Together;
    return isPaused() || m_plan.isRunning() || !asked().empty() || (inTurns && stage().inPlay() && stage().room().presentSeats() > 0)
        || std::any_of(seats.begin(), seats.end(), [](const Seat &seat) { return !seat.presses.empty(); });
}

void Session::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    if (dark) {
        m_staff.close();
        if (m_drawerOpen)
            toggleDrawer();
        m_plan.leave();
        startActivity(u"open-pads"_s, settingsForAStranger());
        for (int seat = 0; seat < kMaxSeats; ++seat)
            if (const Seat &here = stage().room().seat(SeatId{seat}); here.present || here.quiet || here.resting)
                input(Input{sessionNow(), Leave{SeatId{seat}}});
        if (isCalm())
            cue(cues::Calm);
    }
    Q_EMIT darkChanged();
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
    if (ms == 0)
        setPastime(NoPastime);
    refreshHeadline();
    Q_EMIT beatChanged();
}

void Session::setPastime(Pastime pastime)
{
    if (pastime == m_pastime)
        return;
    m_pastime = pastime;
    Q_EMIT pastimeChanged();
}

QString Session::headlineFor(StageState state) const
{
    switch (state) {
    case StageState::Ready:
    case StageState::Intro:
    case StageState::Listen:
    case StageState::Gather: return tr("Touch to play");
    case StageState::Turn:
    case StageState::Pass: return activity() == Hello ? tr("Hello") : activity() == Goodbye ? tr("Goodbye") : tr("Listen");
    case StageState::Answer: return isBeating() ? QString() : tr("All together");
    case StageState::Call:
    case StageState::Breath:
    case StageState::Response: return {};
    case StageState::Both: return activity() == Conversation ? tr("Talk in music") : QString();
    case StageState::Held:
    case StageState::Whole:
    case StageState::CountIn:
    case StageState::Music: return {};
    case StageState::Freeze: return tr("Freeze");
    case StageState::Quiet:
    case StageState::SideA:
    case StageState::SideB: return tr("Talk in music");
    case StageState::Pair: return {};
    case StageState::Replay: return tr("As it was");
    case StageState::Empty: return isBeating() ? QString() : tr("Touch to play");
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
