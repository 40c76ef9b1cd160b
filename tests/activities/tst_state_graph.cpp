// SPDX-License-Identifier: GPL-3.0-or-later
#include "activities/rehearsal.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <random>
#include <string_view>
#include <unordered_set>

/// The graph of situations that each activity can come into, walked, and what has to hold in every one of them. A stage is
/// a value: it is copied, and the copy is stepped.
using namespace tutti;

namespace {

constexpr SeatId kNobodys{5}; ///< nobody sits there at first
constexpr SeatId kStranger{7};
constexpr Micros kLongWhile = 1500s;
constexpr std::size_t kPlays = 0;     ///< of the moves: it is played as it is meant to be
constexpr int kRound = 24;
constexpr Micros kFinished = 200s; ///< after Finish all of it is over by then

enum class Law { Stop, DeadEnd, SilentPad, Asked, StuckNote, TimeStandsStill, LeftAlone };
constexpr std::size_t kLaws = 7;

/// A stage in its time, with a book of what sounds.
class World {
public:
    explicit World(const Header &header) : m_stage(header, repertoire())
    {
        Effects effects;
        m_stage.begin(effects);
        take(effects);
    }

    [[nodiscard]] const Stage &stage() const { return m_stage; }
    [[nodiscard]] const Room &room() const { return m_stage.room(); }
    [[nodiscard]] Micros now() const { return m_now; }
    [[nodiscard]] StageState state() const { return m_stage.state(); }
    [[nodiscard]] bool isPaused() const { return state() == StageState::Paused; }
    /// It has ended: what the activity says of itself is of then.
    [[nodiscard]] bool isOver() const { return !m_stage.inPlay(); }
    [[nodiscard]] std::vector<SeatId> asked() const
    {
        if (isOver())
            return {};
        return std::visit([](const auto &activity) { return activity.asked(); }, m_stage.activity());
    }
    [[nodiscard]] std::vector<SeatId> askedNext() const
    {
        if (isOver())
            return {};
        return std::visit([](const auto &activity) { return activity.askedNext(); }, m_stage.activity());
    }

    /// What was played, cancelled or silenced by the last input.
    [[nodiscard]] const Effects &effects() const { return m_effects; }
    [[nodiscard]] std::vector<Effects::Play> played() const { return all<Effects::Play>(); }
    [[nodiscard]] bool isSilenced() const { return !all<Effects::Silence>().empty(); }
    /// What was said since the last call.
    std::vector<Output> said() { return std::exchange(m_said, {}); }
    /// What did not hold on the way here.
    std::vector<std::pair<Law, std::string>> broken() { return std::exchange(m_broken, {}); }
    /// Every input from here on is written down there.
    void record(std::vector<Input> *inputs) { m_inputs = inputs; }

    void input(decltype(Input::what) what)
    {
        advance(m_now);
        if (const auto *strike = std::get_if<Strike>(&what); strike && !m_stage.isPresent(strike->seat))
            input(Join{strike->seat}); // as Performance does
        const bool paused = isPaused();
        m_effects.list.clear();
        const Input in{m_now, std::move(what)};
        if (m_inputs)
            m_inputs->push_back(in);
        if (!m_stage.step(in, m_effects))
            m_broken.emplace_back(Law::DeadEnd, "an input made no sense");
        take(m_effects);
        if (paused && isPaused() && !played().empty())
            m_broken.emplace_back(Law::Stop, "something is played while all is silent");
    }
    void cue(CueKind kind, std::vector<SeatId> seats = {}, std::optional<Scalar> value = {}) { input(Cue{kind, std::move(seats), std::move(value)}); }
    void press(SeatId seat) { input(Strike{seat, PadIndex{0}, ++m_touch, 0.75, StrikeBy::Touch, false}); }
    void lift(SeatId seat)
    {
        while (!room().seat(seat).presses.empty())
            input(Lift{seat, PadIndex{0}, room().seat(seat).presses.front().touch});
    }
    void tap(SeatId seat)
    {
        advance(m_now + 10ms);
        press(seat);
        const auto touch = m_touch;
        advance(m_now + 80ms);
        input(Lift{seat, PadIndex{0}, touch});
    }

    /// Everything that is due until `t`.
    void advance(Micros t)
    {
        while (const auto next = m_stage.nextDue()) {
            if (*next > t)
                break;
            if (!step(*next))
                break;
        }
        m_now = std::max(m_now, t);
    }
    /// What is due next. False: nothing is, or time stands still.
    bool step()
    {
        const auto next = m_stage.nextDue();
        return next && step(*next);
    }

    /// Notes without an end that no finger holds, and those whose end lies unreasonably far ahead.
    [[nodiscard]] std::string stuck() const
    {
        for (const auto &[id, sounds] : m_notes) {
            if (sounds.ends) {
                if (*sounds.ends > std::max(m_now, sounds.at) + 60s)
                    return "a note sounds for more than a minute";
                continue;
            }
            bool held = false;
            for (const Seat &seat : room().seats)
                for (const OpenPress &press : seat.presses)
                    held |= press.note == id;
            if (!held)
                return "a note has no end, and no finger holds it";
        }
        return {};
    }
    [[nodiscard]] bool isQuiet() const { return m_notes.empty(); }

private:
    struct Sounding {
        Micros at{};
        std::optional<Micros> ends;
    };

    static std::shared_ptr<const Repertoire> repertoire()
    {
        static const auto all = Rehearsal::repertoire();
        return all;
    }

    template <class What>
    [[nodiscard]] std::vector<What> all() const
    {
        std::vector<What> found;
        for (const auto &effect : m_effects.list)
            if (const auto *what = std::get_if<What>(&effect))
                found.push_back(*what);
        return found;
    }

    bool step(Micros next)
    {
        if (next > m_now)
            m_atOnce = 0;
        m_now = std::max(m_now, next);
        Effects effects;
        m_stage.due(m_now, effects);
        take(effects);
        if (m_steps++ == 0)
            m_stepsFrom = m_now;
        if (m_steps == 10'000) {
            m_steps = 0;
            if (m_now - m_stepsFrom < 1s)
                m_broken.emplace_back(Law::TimeStandsStill, "ten thousand steps in less than a second");
        }
        if (++m_atOnce < 1000)
            return true;
        m_broken.emplace_back(Law::TimeStandsStill, "due, and due, and due");
        m_atOnce = 0;
        return false;
    }

    void take(const Effects &effects)
    {
        std::erase_if(m_notes, [&](const auto &note) { return note.second.ends && *note.second.ends <= m_now; });
        for (const auto &effect : effects.list) {
            if (const auto *play = std::get_if<Effects::Play>(&effect)) {
                if (play->ends && *play->ends <= play->at)
                    m_broken.emplace_back(Law::StuckNote, "a note ends before it begins");
                m_notes[play->note.id] = Sounding{play->at, play->ends};
            } else if (const auto *release = std::get_if<Effects::Release>(&effect)) {
                if (const auto note = m_notes.find(release->id); note != m_notes.end())
                    note->second.ends = std::min(note->second.ends.value_or(release->at), release->at);
            } else if (std::holds_alternative<Effects::CancelPlanned>(effect)) {
                std::erase_if(m_notes, [&](const auto &note) { return note.second.at > m_now; });
            } else if (std::holds_alternative<Effects::Silence>(effect)) {
                m_notes.clear();
            } else if (const auto *say = std::get_if<Effects::Say>(&effect)) {
                m_said.push_back(say->output);
            }
        }
    }

    Stage m_stage;
    Micros m_now{};
    Effects m_effects;
    std::map<NoteId, Sounding> m_notes;
    std::vector<Output> m_said;
    std::vector<std::pair<Law, std::string>> m_broken;
    std::vector<Input> *m_inputs = nullptr;
    std::int64_t m_touch = 0;
    int m_steps = 0;
    int m_atOnce = 0; ///< steps without a move of time
    Micros m_stepsFrom{};
};

std::string words(const std::vector<SeatId> &seats)
{
    std::string all;
    for (const SeatId seat : seats)
        all += std::to_string(seat.value) + ",";
    return all;
}

/// What goes on, whoever does it.
std::string scene(const World &world)
{
    const Stage &stage = world.stage();
    const Lead &lead = stage.circle().lead;
    std::string all{nameOf(world.state())};
    if (const Turn *turn = !world.isOver() ? std::visit([](const auto &activity) { return activity.turn(); }, stage.activity()) : nullptr)
        all += turn->rung() ? " rung " + std::to_string(static_cast<int>(*turn->rung())) : turn->hasBegun() ? " begun" : "";
    all += world.room().pulse ? " beat" : "";
    all += lead.lasting.away ? " away" : "";
    all += lead.lasting.call ? " call" : "";
    all += lead.lasting.fade ? " fade" : "";
    all += lead.lasting.groove ? " groove" : "";
    all += lead.lasting.marked ? " marked" : "";
    all += lead.lasting.rumble ? " rumble" : "";
    all += lead.lasting.showcase ? " showcase" : "";
    all += lead.isFinishing() ? " ends" : lead.coming() ? " coming " + std::string(nameOf(lead.coming()->kind)) : "";
    std::visit(
        [&](const auto &activity) {
            using Kind = std::decay_t<decltype(activity)>;
            if constexpr (std::is_same_v<Kind, Together>)
                all += " step " + std::to_string(activity.step());
            else if constexpr (std::is_same_v<Kind, BuildAGroove>)
                all += " layers " + std::to_string(activity.layers());
        },
        stage.activity());
    const auto next = stage.nextDue();
    return all + (!next ? ", nothing due" : *next - world.now() <= 500ms ? ", due soon" : *next - world.now() <= 5s ? ", due in a while" : ", due later");
}

/// What tells one situation from another, and is finite.
std::string situation(const World &world)
{
    const Room &room = world.room();
    std::string all = scene(world) + "; asked " + words(world.asked()) + " then " + words(world.askedNext()) + " seats ";
    for (const Seat &seat : room.seats) {
        const int flags = seat.present + 2 * seat.resting + 4 * seat.quiet + 8 * !seat.presses.empty();
        all += static_cast<char>('a' + flags);
    }
    all += " people " + std::to_string(room.settings.people);
    std::visit(
        [&](const auto &activity) {
            using Kind = std::decay_t<decltype(activity)>;
            if constexpr (std::is_same_v<Kind, Conductor>)
                all += activity.conductor() ? " leads " + words({*activity.conductor()}) : "";
            else if constexpr (std::is_same_v<Kind, Conversation>)
                all += " sides " + words(activity.sideA()) + "/" + words(activity.sideB()) + " invited " + words(activity.invited());
            else if constexpr (std::is_same_v<Kind, Freeze>)
                all += activity.holder() ? " holder " + words({*activity.holder()}) : "";
        },
        world.stage().activity());
    return all;
}

struct Play {
    std::string_view activity;
    std::string_view variant = "usual";
};

const std::vector<Play> &plays()
{
    static const std::vector<Play> all = [] {
        std::vector<Play> found;
        for (const std::string_view name : activityNames())
            found.push_back({name});
        for (const auto &[name, variant] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
                 {"pass-it-on", "choose"}, {"echo", "app"}, {"echo", "mirror"}, {"conversation", "app"}, {"conversation", "sides"}, {"freeze", "hold"}})
            found.push_back({name, variant});
        return found;
    }();
    return all;
}

NamedSetting setting(const char *key, Scalar value) { return {key, SettingValue{std::move(value)}}; }

Header headerOf(const Play &play)
{
    Header header;
    header.seats = 3;
    header.activity = play.activity;
    header.settings = {setting("variant", std::string(play.variant)), setting("governor", false), setting("intro_s", 2.0),
                       setting("wait_s", 5.0), setting("rest_s", 1.5)};
    return header;
}

struct Move {
    std::string name;
    std::function<void(World &)> make;
};

std::vector<Move> movesOf(const Play &play)
{
    const auto cue = [](CueKind kind, std::vector<SeatId> seats = {}, std::optional<Scalar> value = {}) {
        return [=](World &w) { w.cue(kind, seats, value); };
    };
    std::vector<Move> moves{
        {"whoever is asked plays", // kPlays
         [](World &w) {
             for (const SeatId seat : w.asked())
                 w.tap(seat);
             w.advance(w.now() + 3s);
         }},
        {"next due", [](World &w) { w.step(); }},
        {"4 s", [](World &w) { w.advance(w.now() + 4s); }},
        {"20 s", [](World &w) { w.advance(w.now() + 20s); }},
        {"a long while",
         [](World &w) {
             const Micros until = w.now() + kLongWhile;
             while (w.stage().nextDue() && *w.stage().nextDue() <= until && w.step()) {}
         }},
        {"a beat of 0 and 1",
         [](World &w) {
             for (int i = 0; i < 16; ++i) {
                 w.tap(SeatId{i % 2});
                 w.advance(w.now() + 410ms);
             }
         }},
        {"finish", cue(CueKind::Finish)},
        {"stop", cue(CueKind::Stop)},
        {"resume", cue(CueKind::Resume)},
        {"next", cue(CueKind::Next)},
        {"next 2", cue(CueKind::Next, {SeatId{2}})},
        {"next step", cue(CueKind::Next, {}, Scalar{std::string("step")})},
        {"again", cue(CueKind::Again)},
        {"swap", cue(CueKind::Swap)},
        {"fade", cue(CueKind::Fade)},
        {"groove", cue(CueKind::Groove)},
        {"call", cue(CueKind::Call)},
        {"pulse", cue(CueKind::Pulse)},
        {"accent", cue(CueKind::Accent)},
        {"rumble", cue(CueKind::Rumble)},
        {"showcase", cue(CueKind::Showcase)},
        {"people 1", [](World &w) { w.input(Set{setting("people", 1.0), {}}); }},
        {"people 5", [](World &w) { w.input(Set{setting("people", 5.0), {}}); }},
        {"join 5", [](World &w) { w.input(Join{kNobodys}); }},
        {"all lift",
         [](World &w) {
             for (int i = 0; i < kMaxSeats; ++i)
                 w.lift(SeatId{i});
         }},
        {"0 chooses 2", [](World &w) { w.input(Choose{SeatId{0}, "seat", Scalar{2.0}}); }},
        {"start", [play](World &w) { w.input(Start{std::string(play.activity), {setting("variant", std::string(play.variant))}}); }},
    };
    for (const SeatId seat : {SeatId{0}, SeatId{1}, SeatId{2}, kNobodys})
        moves.push_back({"tap " + std::to_string(seat.value), [=](World &w) { w.tap(seat); }});
    for (const SeatId seat : {SeatId{0}, SeatId{1}})
        moves.push_back({"hold " + std::to_string(seat.value), [=](World &w) { w.press(seat); }});
    for (const SeatId seat : {SeatId{0}, SeatId{1}, SeatId{2}})
        moves.push_back({"leave " + std::to_string(seat.value), [=](World &w) { w.input(Leave{seat}); }});
    for (const SeatId seat : {SeatId{0}, SeatId{1}}) {
        moves.push_back({"rest " + std::to_string(seat.value), [=](World &w) { w.input(RestOn{seat}); }});
        moves.push_back({"rest no more " + std::to_string(seat.value), [=](World &w) { w.input(RestOff{seat}); }});
        moves.push_back({"quiet " + std::to_string(seat.value), [=](World &w) { w.cue(CueKind::QuietMe, {seat}); }});
    }
    return moves;
}

/// A walk over the graph of one activity, and all that it found broken.
class Walk {
public:
    Walk(const Play &play, std::size_t most) : m_play(play), m_moves(movesOf(play)) { walk(most); }

    [[nodiscard]] std::size_t situations() const { return m_seen.size(); }
    [[nodiscard]] std::size_t steps() const { return m_steps; }
    /// The states of the stage that were come into.
    [[nodiscard]] std::string states() const
    {
        std::string all;
        for (const StageState state : m_states)
            all += std::string(all.empty() ? "" : " ") + std::string(nameOf(state));
        return all;
    }
    [[nodiscard]] std::string broken(Law law) const
    {
        const Broken &found = m_broken[static_cast<std::size_t>(law)];
        return found.times == 0 ? std::string{} : found.first + " (and " + std::to_string(found.times - 1) + " times more)";
    }
    /// What came in on the way to some of the situations, and the state it led to.
    [[nodiscard]] std::vector<std::pair<std::vector<Input>, StageState>> sample(std::size_t every) const
    {
        std::vector<std::pair<std::vector<Input>, StageState>> all;
        for (std::size_t node = every; node < m_nodes.size(); node += every) {
            World world(headerOf(m_play));
            std::vector<Input> inputs;
            world.record(&inputs);
            for (const std::size_t move : movesTo(node)) {
                m_moves[move].make(world);
                world.advance(world.now());
            }
            inputs.push_back(Input{world.now(), End{}});
            all.emplace_back(std::move(inputs), world.state());
        }
        return all;
    }

private:
    struct Node {
        std::size_t parent = 0;
        std::size_t move = 0;
    };
    struct Open {
        World world;
        std::size_t node = 0;
    };
    struct Broken {
        std::string first;
        std::size_t times = 0;
    };

    void walk(std::size_t most)
    {
        m_nodes.push_back({});
        World begin(headerOf(m_play));
        m_seen.insert(situation(begin));
        look(begin, 0);
        m_open[scene(begin)].push_back({begin, 0});
        // As it is meant to be played: the way round to where it began is long, and what lies beside it is near then.
        Open last{std::move(begin), 0};
        for (int i = 0; i < kRound; ++i)
            last = go(last, kPlays);
        // The nearest first, and one of each scene after the other: who sits where has many forms, and must not hide the rest.
        auto here = m_open.begin();
        while (!m_open.empty() && m_seen.size() < most) {
            if (here == m_open.end())
                here = m_open.begin();
            const Open from = std::move(here->second.front());
            here->second.pop_front();
            here = here->second.empty() ? m_open.erase(here) : std::next(here);
            for (std::size_t move = 0; move < m_moves.size(); ++move)
                (void)go(from, move);
        }
        m_open.clear();
    }

    /// Where it leads; gone on from and looked at where that is new.
    Open go(const Open &from, std::size_t move)
    {
        World world = from.world;
        m_moves[move].make(world);
        world.advance(world.now()); // what is due at once
        ++m_steps;
        const Node node{from.node, move};
        tell(world, node);
        const bool isNew = m_seen.insert(situation(world)).second;
        m_nodes.push_back(node);
        Open open{std::move(world), m_nodes.size() - 1};
        if (isNew) {
            look(open.world, open.node);
            m_open[scene(open.world)].push_back(open);
        }
        return open;
    }

    [[nodiscard]] std::vector<std::size_t> movesTo(std::size_t node) const
    {
        std::vector<std::size_t> moves;
        for (; node != 0; node = m_nodes[node].parent)
            moves.push_back(m_nodes[node].move);
        std::reverse(moves.begin(), moves.end());
        return moves;
    }

    void breaks(Law law, const std::string &what, const Node &node, const World &world)
    {
        Broken &broken = m_broken[static_cast<std::size_t>(law)];
        if (broken.times++ > 0)
            return;
        std::string path;
        for (const std::size_t move : movesTo(node.parent))
            path += m_moves[move].name + " > ";
        broken.first = what + ", after: " + path + m_moves[node.move].name + "; then: " + situation(world);
    }
    /// What the world itself has found.
    void tell(World &world, const Node &node)
    {
        for (const auto &[law, what] : world.broken())
            breaks(law, what, node, world);
        (void)world.said();
    }

    void look(const World &world, std::size_t at)
    {
        const Node &node = m_nodes[at];
        m_states.insert(world.state());
        lookAtAsked(world, node);
        if (const std::string stuck = world.stuck(); !stuck.empty())
            breaks(Law::StuckNote, stuck, node, world);
        lookAtPads(world, node);
        lookAtStop(world, node);
        lookAtFinish(world, node);
        if (at % 4 == 0)
            lookAtPause(world, node);
        if (at % 8 == 0)
            lookAtAlone(world, node);
        if (at % 16 == 0)
            lookAtTurns(world, node);
    }

    void lookAtAsked(const World &world, const Node &node)
    {
        const auto asked = world.asked();
        if (world.isPaused() || !world.stage().inPlay())
            return; // nobody is
        for (const SeatId seat : asked)
            if (!world.room().seat(seat).takesPart())
                breaks(Law::Asked, "who does not take part is asked", node, world);
        for (const SeatId seat : world.askedNext())
            if (!world.room().seat(seat).takesPart())
                breaks(Law::Asked, "who does not take part is asked next", node, world);
        const bool one = m_play.activity == "pass-it-on" || m_play.activity == "hello" || m_play.activity == "goodbye" || m_play.activity == "echo"
            || m_play.activity == "freeze";
        if (one && asked.size() > 1)
            breaks(Law::Asked, "more than one is asked", node, world);
        if (m_play.activity == "groove-pass" && asked.size() > 2)
            breaks(Law::Asked, "more than two are asked", node, world);
    }

    /// A touch sounds at once, whoever's it is.
    void lookAtPads(const World &world, const Node &node)
    {
        for (const SeatId seat : {SeatId{0}, SeatId{1}, SeatId{2}, kNobodys, kStranger}) {
            const bool absent = !world.stage().isPresent(seat);
            if (world.room().seat(seat).quiet || (absent && seat != kStranger && !world.isPaused()))
                continue;
            World w = world;
            if (w.isPaused())
                w.cue(CueKind::Resume); // the way out of it
            w.press(seat);
            const auto played = w.played();
            const bool sounds = std::any_of(played.begin(), played.end(), [&](const Effects::Play &play) {
                return play.note.seat == seat && play.at == w.now() && (play.note.role == Role::Strike || play.note.role == Role::Soft);
            });
            const bool rolls = w.stage().circle().lead.lasting.rumble; // each stroke of it is not its touch's own
            if (!sounds && !rolls)
                breaks(world.isPaused() ? Law::DeadEnd : Law::SilentPad, "a touch of seat " + std::to_string(seat.value) + " is not heard", node, world);
            w.advance(w.now() + 20ms);
            w.lift(seat);
            if (const std::string stuck = w.stuck(); !stuck.empty())
                breaks(Law::StuckNote, stuck + " (touched and let go)", node, world);
            tell(w, node);
        }
    }

    void lookAtStop(const World &world, const Node &node)
    {
        if (world.isPaused())
            return;
        World w = world;
        w.cue(CueKind::Stop);
        const auto is = [&](bool good, const char *what) {
            if (!good)
                breaks(Law::Stop, what, node, world);
        };
        is(w.isSilenced() && w.isPaused(), "Stop does not silence");
        is(!w.stage().nextDue(), "something is due while all is silent");
        is(w.isQuiet(), "something sounds after Stop");
        for (const SeatId seat : {SeatId{0}, SeatId{1}, SeatId{2}}) {
            if (!w.stage().isPresent(seat))
                continue;
            w.tap(seat);
            is(w.isPaused() && !w.stage().nextDue() && w.isQuiet(), "a touch ends the silence");
        }
        for (const CueKind kind : {CueKind::Next, CueKind::Again, CueKind::Swap, CueKind::Groove, CueKind::Fade, CueKind::Stop, CueKind::Calm, CueKind::Calm}) {
            w.cue(kind);
            is(w.isPaused() && !w.stage().nextDue() && w.isQuiet(), "a cue ends the silence");
        }
        w.advance(w.now() + 100s);
        w.cue(CueKind::Resume);
        is(w.state() == world.state(), "it goes on elsewhere after Stop");
        is(w.asked() == world.asked(), "others are asked after Stop");
        is(w.askedNext() == world.askedNext(), "others are asked next after Stop");
        const auto due = w.stage().nextDue();
        const auto wasDue = world.stage().nextDue();
        const bool chordHasEnded = m_play.activity == "together"; // what is done while it is held is not done then
        constexpr Micros kReplanned = 200ms; // a beat that is planned anew has heard more
        is(chordHasEnded || !wasDue || (due && *due - w.now() <= *wasDue - world.now() + kReplanned), "what was due is due later, or never, after Stop");
        tell(w, node);
    }

    /// A pause is no more than that: what comes after it is what would have come without it.
    void lookAtPause(const World &world, const Node &node)
    {
        // How long the music of Freeze plays has to do with when it begins, so that nobody can guess it.
        if (world.isPaused() || (m_play.activity == "freeze" && world.state() == StageState::Intro))
            return;
        World straight = world;
        World paused = world;
        paused.cue(CueKind::Stop);
        paused.advance(paused.now() + 100s);
        paused.cue(CueKind::Resume);
        const auto what = [](const World &w) { // when the ground breathes is another matter
            const std::string all = scene(w);
            return std::pair(all.substr(0, all.rfind(',')), w.asked());
        };
        for (const Micros by : {Micros{4s}, Micros{8s}, Micros{20s}}) {
            // A beat that is planned anew has heard more: it may come a moment sooner or later, and what waits for a bar line
            // may have that one.
            constexpr Micros kMoment = 3500ms;
            straight.advance(straight.now() + by);
            paused.advance(paused.now() + by - kMoment);
            bool same = false;
            for (Micros i{}; i < 2 * kMoment; i += 100ms) {
                same |= what(straight) == what(paused);
                paused.advance(paused.now() + 100ms);
            }
            if (!same)
                breaks(Law::Stop, "after a pause it goes another way (" + scene(straight) + " / " + scene(paused) + ")", node, world);
            straight.advance(straight.now() + kMoment);
        }
        tell(paused, node);
    }

    /// With nobody there, and no finger that stays, it comes to an end or waits.
    void lookAtAlone(const World &world, const Node &node)
    {
        World w = world;
        for (int i = 0; i < kMaxSeats; ++i)
            w.lift(SeatId{i});
        w.advance(w.now() + kLongWhile);
        if (w.stage().nextDue())
            breaks(Law::LeftAlone, "it goes on for nobody (" + scene(w) + ")", node, world);
        if (const std::string stuck = w.stuck(); !stuck.empty())
            breaks(Law::StuckNote, stuck + " (left alone)", node, world);
        tell(w, node);
    }

    void lookAtFinish(const World &world, const Node &node)
    {
        World w = world;
        if (w.isPaused())
            w.cue(CueKind::Resume);
        bool rests = w.state() == StageState::Ready;
        w = world;
        w.cue(CueKind::Finish);
        const Micros until = w.now() + kFinished;
        rests |= w.state() == StageState::Rest;
        while (w.state() != StageState::Ready && w.stage().nextDue() && *w.stage().nextDue() <= until && w.step())
            rests |= w.state() == StageState::Rest;
        if (w.state() != StageState::Ready)
            breaks(Law::DeadEnd, "it does not end with Finish", node, world);
        else if (!rests)
            breaks(Law::DeadEnd, "there is no rest after Finish", node, world);
        w.advance(until);
        if (w.stage().nextDue())
            breaks(Law::DeadEnd, "something is due for ever after Finish", node, world);
        for (int i = 0; i < kMaxSeats; ++i)
            w.lift(SeatId{i});
        w.advance(until + 1s);
        w.cue(CueKind::Again); // looks at the book once more
        if (!w.isQuiet())
            breaks(Law::StuckNote, "something sounds 200 s after Finish", node, world);
        tell(w, node);
    }

    /// Where turns go round, and somebody plays, everybody is asked in the end.
    void lookAtTurns(const World &world, const Node &node)
    {
        const bool turns = m_play.activity == "pass-it-on" || m_play.activity == "hello" || m_play.activity == "goodbye"
            || m_play.activity == "groove-pass" || m_play.activity == "echo" || m_play.variant == "hold";
        const auto seats = world.room().takingPart();
        if (!turns || seats.empty())
            return;
        World w = world;
        if (w.isPaused())
            w.cue(CueKind::Resume);
        for (int i = 0; i < kMaxSeats; ++i)
            w.lift(SeatId{i});
        w.input(Set{setting("people", 1.0), {}});
        std::vector<bool> asked(kMaxSeats);
        const Micros until = w.now() + 600s;
        for (std::size_t i = 0; w.now() < until; ++i) {
            w.advance(w.now() + 1s);
            const Lead::Lasting &lasting = w.stage().circle().lead.lasting;
            if (i % 60 == 59 && (lasting.away || lasting.call))
                w.cue(CueKind::Next); // that is the leader's to end
            if (i % 4 == 0) // whoever is asked, and one after the other
                w.tap(w.asked().empty() || i % 8 == 0 ? seats[i / 8 % seats.size()] : w.asked().front());
            for (const SeatId seat : w.asked())
                asked[static_cast<std::size_t>(seat.value)] = true;
            if (std::all_of(seats.begin(), seats.end(), [&](SeatId seat) { return asked[static_cast<std::size_t>(seat.value)]; }))
                return;
        }
        breaks(Law::DeadEnd, "somebody is never asked", node, world);
    }

    Play m_play;
    std::vector<Move> m_moves;
    std::vector<Node> m_nodes;
    std::map<std::string, std::deque<Open>> m_open; ///< not gone on from yet, by scene
    std::unordered_set<std::string> m_seen;
    std::set<StageState> m_states;
    std::array<Broken, kLaws> m_broken;
    std::size_t m_steps = 0;
};

/// Whose turn it is, written down from what is said, by somebody who knows what came in. An offer is a turn that travels to a
/// seat, taken or skipped; what the leader gives back and what comes back to who was not ready belong to the offer before.
class Ledger {
public:
    enum class By { Time, Again, Other };

    explicit Ledger(const World &world) : m_here(world.room().takingPart()) {}

    void seats(const std::vector<SeatId> &here)
    {
        for (int i = 0; i < kMaxSeats; ++i) {
            const SeatId seat{i};
            const bool is = std::find(here.begin(), here.end(), seat) != here.end();
            const bool was = std::find(m_here.begin(), m_here.end(), seat) != m_here.end();
            if (was && !is) {
                for (auto *set : {&m_offered, &m_deferred, &m_cameBack, &m_new})
                    set->erase(seat);
                if (m_now == seat)
                    m_now.reset();
            } else if (is && !was) {
                m_new.insert(seat);
            }
        }
        if (here == m_here)
            return;
        m_here = here;
        // Counted anew; who had one in this round has had it.
        m_offers.fill(0);
        for (const SeatId seat : m_offered)
            ++of(seat);
    }
    /// The leader names who is next.
    void named() { m_inOrder = false; }
    void begun() { m_begun = true; }

    void said(const StateChange &change, By by)
    {
        switch (change.state) {
        case StageState::Turn:
        case StageState::Call:
            if (!change.seat)
                return broke("whose turn it is, is not said");
            if (by == By::Again && m_now && m_now != change.seat) { // it is given back: theirs is still to come
                m_offered.erase(*m_now);
                m_cameBack.erase(*m_now);
                --of(*m_now);
                m_inOrder = false;
            }
            if (by != By::Again && m_now != change.seat)
                offer(*change.seat);
            m_now = change.seat;
            m_begun = false;
            m_canDefer = true;
            break;
        case StageState::Breath: m_canDefer = false; break;
        case StageState::Pass:
            if (by == By::Time && m_now && m_canDefer && !m_begun && !m_cameBack.contains(*m_now))
                m_deferred.insert(*m_now);
            m_now = change.seat;
            if (m_now)
                offer(*m_now);
            break;
        case StageState::Together:
        case StageState::Empty:
            m_now.reset();
            if (!m_here.empty())
                newRound();
            else
                forget();
            break;
        default: break;
        }
    }

    [[nodiscard]] const std::string &broken() const { return m_broken; }
    [[nodiscard]] int offers() const { return m_all; }

private:
    int &of(SeatId seat) { return m_offers[static_cast<std::size_t>(seat.value)]; }

    void offer(SeatId seat)
    {
        if (m_deferred.erase(seat) > 0) {
            m_cameBack.insert(seat);
            return;
        }
        if (m_offered.contains(seat))
            newRound();
        if (m_inOrder && m_new.contains(seat))
            for (const SeatId other : m_here)
                if (!m_offered.contains(other) && !m_new.contains(other))
                    broke("who comes is not last");
        m_offered.insert(seat);
        ++of(seat);
        ++m_all;
        int least = of(seat);
        int most = least;
        for (const SeatId here : m_here) {
            least = std::min(least, of(here));
            most = std::max(most, of(here));
        }
        if (most - least > 1)
            broke("offers differ by more than one");
        if (std::find(m_here.begin(), m_here.end(), seat) == m_here.end())
            broke("a turn is offered to nobody");
    }
    void newRound()
    {
        for (const SeatId seat : m_here)
            if (!m_offered.contains(seat))
                broke("a round is over without seat " + std::to_string(seat.value));
        if (!m_deferred.empty())
            broke("who was not ready is not come back to");
        forget();
    }
    void forget()
    {
        m_offered.clear();
        m_deferred.clear();
        m_cameBack.clear();
        m_new.clear();
        m_inOrder = true;
    }
    void broke(const std::string &what)
    {
        if (m_broken.empty())
            m_broken = what;
    }

    std::vector<SeatId> m_here;
    std::array<int, kMaxSeats> m_offers{}; ///< since those who take part changed
    std::set<SeatId> m_offered;            ///< in this round
    std::set<SeatId> m_deferred;
    std::set<SeatId> m_cameBack;
    std::set<SeatId> m_new;                ///< came in this round
    std::optional<SeatId> m_now;
    bool m_begun = false;
    bool m_canDefer = false;
    bool m_inOrder = true;                 ///< the leader has changed nothing in this round
    int m_all = 0;
    std::string m_broken;
};

bool isLong() { return qEnvironmentVariableIsSet("TUTTI_LONG"); }

} // namespace

class tst_state_graph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopSilencesAndKeepsThePlace_data() { rows(); }
    void stopSilencesAndKeepsThePlace() { holds(Law::Stop); }
    void thereIsAWayOnAndAWayOut_data() { rows(); }
    void thereIsAWayOnAndAWayOut() { holds(Law::DeadEnd); }
    void everyTouchIsHeardAtOnce_data() { rows(); }
    void everyTouchIsHeardAtOnce() { holds(Law::SilentPad); }
    void whoIsAskedTakesPart_data() { rows(); }
    void whoIsAskedTakesPart() { holds(Law::Asked); }
    void everyNoteEnds_data() { rows(); }
    void everyNoteEnds() { holds(Law::StuckNote); }
    void timeGoesOn_data() { rows(); }
    void timeGoesOn() { holds(Law::TimeStandsStill); }
    void leftAloneItComesToRestOrWaits_data() { rows(); }
    void leftAloneItComesToRestOrWaits() { holds(Law::LeftAlone); }
    void aSessionThatEndsAnywhereEndsEveryNote_data() { rows(); }
    void aSessionThatEndsAnywhereEndsEveryNote();
    void offersNeverDifferByMoreThanOne_data();
    void offersNeverDifferByMoreThanOne();
    void noStateAndNoStepHasAnUnkindName();

private:
    static void rows();
    void holds(Law law);
    const Walk &walk();
    std::map<std::string, Walk> m_walks;
};

void tst_state_graph::rows()
{
    QTest::addColumn<int>("play");
    for (std::size_t i = 0; i < plays().size(); ++i)
        QTest::addRow("%s %s", std::string(plays()[i].activity).c_str(), std::string(plays()[i].variant).c_str()) << static_cast<int>(i);
}

/// Walked once, looked at by every test.
const Walk &tst_state_graph::walk()
{
    const auto found = m_walks.find(QTest::currentDataTag());
    if (found != m_walks.end())
        return found->second;
    QFETCH(int, play);
    bool ok = false;
    const int wanted = qEnvironmentVariableIntValue("TUTTI_SITUATIONS", &ok);
    const std::size_t most = ok ? static_cast<std::size_t>(wanted) : isLong() ? 6'000 : 200;
    const Walk &walk = m_walks.emplace(QTest::currentDataTag(), Walk(plays()[static_cast<std::size_t>(play)], most)).first->second;
    qInfo("%zu situations, %zu moves: %s", walk.situations(), walk.steps(), walk.states().c_str());
    return walk;
}

void tst_state_graph::holds(Law law)
{
    const std::string broken = walk().broken(law);
    QVERIFY2(broken.empty(), broken.c_str());
}

void tst_state_graph::aSessionThatEndsAnywhereEndsEveryNote()
{
    QFETCH(int, play);
    for (const auto &[inputs, state] : walk().sample(isLong() ? 100 : 40)) {
        Rehearsal r(headerOf(plays()[static_cast<std::size_t>(play)]));
        for (const Input &in : inputs) {
            if (std::holds_alternative<End>(in.what)) {
                r.performance().advanceTo(in.t);
                QCOMPARE(r.state(), state);
            }
            r.performance().input(in);
        }
        QVERIFY(r.open().empty());
        QVERIFY2(r.broken.empty(), r.broken.empty() ? "" : r.broken.front().c_str());
        QVERIFY(!r.performance().nextDue());
    }
}

void tst_state_graph::offersNeverDifferByMoreThanOne_data()
{
    QTest::addColumn<std::string>("activity");
    for (const char *activity : {"pass-it-on", "hello", "echo"})
        QTest::newRow(activity) << std::string(activity);
}

void tst_state_graph::offersNeverDifferByMoreThanOne()
{
    QFETCH(std::string, activity);
    constexpr std::size_t kLeast = 2; // one alone plays Echo with the app
    const unsigned seeds = isLong() ? 20'000 : 700;
    int offers = 0;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        Header header = headerOf({activity});
        header.seats = 2 + below(4);
        header.settings.push_back(setting("intro_s", 0.0));
        World world(header);
        Ledger ledger(world);
        std::string path;
        const auto told = [&](Ledger::By by) {
            for (const Output &output : world.said())
                if (const auto *change = std::get_if<StateChange>(&output.what))
                    ledger.said(*change, by);
        };
        told(Ledger::By::Other);
        const auto give = [&](decltype(Input::what) what, const std::string &word, Ledger::By by = Ledger::By::Other) {
            path += " " + word;
            world.input(std::move(what));
            ledger.seats(world.room().takingPart());
            told(by);
            const Turn *turn = std::visit([](const auto &now) { return now.turn(); }, world.stage().activity());
            if (turn && turn->hasBegun())
                ledger.begun();
        };
        for (int i = 0; i < 80 && ledger.broken().empty(); ++i) {
            const Micros wait = below(12) == 0 ? 1s * below(40) : 100ms * below(30);
            path += " " + std::to_string(wait / 100ms);
            world.advance(world.now() + wait);
            told(Ledger::By::Time);
            const SeatId seat{below(6)};
            const std::string number = std::to_string(seat.value);
            const Seat &there = world.room().seat(seat);
            const bool mayGo = !there.takesPart() || world.room().takingPart().size() > kLeast;
            switch (below(16)) {
            case 0:
            case 1: give(Cue{CueKind::Next, {}, {}}, "next"); break;
            case 2: give(Cue{CueKind::Again, {}, {}}, "again", Ledger::By::Again); break;
            case 3:
                ledger.named();
                give(Cue{CueKind::Next, {seat}, {}}, "next-" + number);
                break;
            case 4:
                if (mayGo && there.present)
                    give(Leave{seat}, "leave-" + number);
                break;
            case 5:
                if (mayGo)
                    give(there.resting ? decltype(Input::what){RestOff{seat}} : decltype(Input::what){RestOn{seat}}, "rest-" + number);
                break;
            case 6:
                if (mayGo)
                    give(Cue{CueKind::QuietMe, {seat}, {}}, "quiet-" + number);
                break;
            case 7:
                path += " stop resume";
                world.cue(CueKind::Stop);
                world.cue(CueKind::Resume);
                (void)world.said(); // where it is, once more
                break;
            case 8: give(Join{seat}, "join-" + number); break;
            case 9: give(Cue{CueKind::Next, {}, Scalar{std::string("step")}}, "step"); break;
            default: {
                const auto asked = world.asked();
                const SeatId who = below(3) > 0 && !asked.empty() ? asked.front() : seat;
                if (!world.stage().isPresent(who))
                    give(Join{who}, "join-" + std::to_string(who.value));
                give(Strike{who, PadIndex{0}, {}, 0.75, StrikeBy::Touch, false}, "tap-" + std::to_string(who.value));
                give(Lift{who, PadIndex{0}, {}}, "lift");
                break;
            }
            }
        }
        offers += ledger.offers();
        QVERIFY2(ledger.broken().empty(), (ledger.broken() + ", seed " + std::to_string(seed) + ":" + path).c_str());
    }
    QVERIFY(offers > static_cast<int>(seeds) * 10);
}

void tst_state_graph::noStateAndNoStepHasAnUnkindName()
{
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(StageState::Swap); ++i)
        names.emplace_back(nameOf(static_cast<StageState>(i)));
    for (int i = 0; i <= static_cast<int>(PromptStep::Together); ++i)
        names.emplace_back(nameOf(static_cast<PromptStep>(i)));
    for (const std::string &name : names) {
        for (const char *unkind : {"wrong", "miss", "fail", "late", "lose", "lost", "error", "score", "point", "bad", "over"})
            QVERIFY2(name.find(unkind) == std::string::npos, name.c_str());
        const std::string word = "-" + name + "-";
        QVERIFY2(word.find("-out-") == std::string::npos, name.c_str());
    }
}

QTEST_APPLESS_MAIN(tst_state_graph)
#include "tst_state_graph.moc"
