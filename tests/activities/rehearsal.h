// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/performance.h"
#include "core/event_names.h"

#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace tutti {

/// A performance with someone who writes everything down.
class Rehearsal : private Audience {
public:
    struct Decided {
        Note note;
        Micros at{};
        std::optional<Micros> ends;
        Micros decidedAt{};
    };

    static std::shared_ptr<const Repertoire> repertoire()
    {
        auto all = std::make_shared<Repertoire>();
        all->palette = Palette(std::vector<Instrument>{
            {"marimba", true, 48, 96, {}, true},
            {"harp", true, 40, 90, {}, true},
            {"djembe", false, 0, 127, {61, 62, 63}, true},
            {"frame-drum", false, 0, 127, {45, 46, 47}, true},
            {"surdo", false, 0, 127, {41, 42, 43}, true},
            {"bass", true, 28, 55, {}, false},
            {"warm-pad", true, 36, 84, {}, false},
        });
        all->grooves = {groove("four", 4, 4), groove("three", 3, 2)};
        return all;
    }
    /// A low drum on every beat, a chord on every bar, and three parts more.
    static Groove groove(std::string id, int meter, int division)
    {
        Groove groove;
        groove.id = std::move(id);
        groove.meter = meter;
        groove.division = division;
        const auto steps = [&](const char *beat) {
            std::string bar;
            for (int i = 0; i < meter; ++i)
                bar += std::string(beat).substr(0, static_cast<std::size_t>(division));
            return *Pattern::fromSteps(bar);
        };
        using Voice = GroovePart::Voice;
        groove.parts = {{"low", "surdo", Voice::Drum, 0.5, steps("x..."), {}, {}},
                        {"chord", "warm-pad", Voice::Chord, 0.2, steps("1---"), {}, {}},
                        {"bass", "bass", Voice::Bass, 0.4, steps("1-.."), {}, {}},
                        {"off", "frame-drum", Voice::Drum, 0.3, steps(".x.."), steps("xxxx"), steps("XXXX")},
                        {"tune", "marimba", Voice::Tune, 0.3, steps("5.3."), {}, {}}};
        return groove;
    }

    explicit Rehearsal(Header header = {}) : m_performance(std::move(header), repertoire(), *this) { m_performance.begin(); }

    static Header withSeats(int seats, double introS = 0)
    {
        Header header;
        header.seats = seats;
        header.settings = {{"intro_s", SettingValue{Scalar{introS}}}};
        return header;
    }

    /// One after the other, with 10 s of waiting and 2 s of quiet, at 120 bpm.
    static Header inTurns(std::string activity, int seats)
    {
        Header header = withSeats(seats);
        header.activity = std::move(activity);
        for (const auto &[key, value] : {std::pair{"bpm", 120.0}, {"wait_s", 10.0}, {"rest_s", 2.0}})
            header.settings.push_back({key, SettingValue{Scalar{value}}});
        return header;
    }

    Performance &performance() { return m_performance; }
    [[nodiscard]] const Performance &performance() const { return m_performance; }
    [[nodiscard]] StageState state() const { return m_performance.stage().state(); }

    void strike(double t, int seat, int pad = 0, std::optional<std::int64_t> touch = {}, double strength = 0.75)
    {
        m_performance.input(Input{microsFromSeconds(t), Strike{SeatId{seat}, PadIndex{pad}, touch, strength, StrikeBy::Touch, false}});
    }
    void lift(double t, int seat, int pad = 0, std::optional<std::int64_t> touch = {})
    {
        m_performance.input(Input{microsFromSeconds(t), Lift{SeatId{seat}, PadIndex{pad}, touch}});
    }
    /// A press of a tenth of a second.
    void tap(double t, int seat)
    {
        strike(t, seat);
        lift(t + 0.1, seat);
    }
    void cue(double t, CueKind kind, std::vector<SeatId> seats = {}) { m_performance.input(Input{microsFromSeconds(t), Cue{kind, std::move(seats), {}}}); }
    void set(double t, const char *key, Scalar value) { m_performance.input(Input{microsFromSeconds(t), Set{{key, SettingValue{std::move(value)}}, {}}}); }
    void run(double until) { m_performance.advanceTo(microsFromSeconds(until)); }

    /// The states in the order they came, as the log has them.
    [[nodiscard]] std::string states() const
    {
        std::string words;
        for (const Output &out : outputs)
            if (const auto *change = std::get_if<StateChange>(&out.what)) {
                words += words.empty() ? "" : " ";
                words += nameOf(change->state);
                if (change->value)
                    words += std::to_string(static_cast<int>(*change->value));
            }
        return words;
    }
    /// The same as a story: "turn0@0 pass1@3.5 pair01@4", each with its seats and the second it came.
    [[nodiscard]] std::string story(bool times = true, Micros from = {}) const
    {
        std::string words;
        for (const auto &[t, change] : all<StateChange>())
            if (t >= from)
                words += (words.empty() ? "" : " ") + std::string(nameOf(change.state)) + (change.seat ? numbers({*change.seat}) : numbers(change.seats))
                         + (times ? second(t) : "");
        return words;
    }
    /// "invite0@0 cue0@5": the steps of waiting.
    [[nodiscard]] std::string prompts() const
    {
        std::string words;
        for (const auto &[t, prompt] : all<Prompt>())
            words += (words.empty() ? "" : " ") + std::string(nameOf(prompt.step)) + numbers({prompt.seat}) + second(t);
        return words;
    }
    [[nodiscard]] static std::string numbers(const std::vector<SeatId> &seats)
    {
        std::string all;
        for (const SeatId seat : seats)
            all += std::to_string(seat.value);
        return all;
    }
    [[nodiscard]] static std::string second(Micros t)
    {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "@%.6g", toSeconds(t));
        return text.data();
    }
    /// When notes begin, in milliseconds.
    [[nodiscard]] static std::vector<std::int64_t> times(const std::vector<std::pair<Micros, Note>> &notes)
    {
        std::vector<std::int64_t> all;
        for (const auto &[t, note] : notes)
            all.push_back(t / 1ms);
        return all;
    }

    template <class What>
    [[nodiscard]] std::vector<std::pair<Micros, What>> all() const
    {
        std::vector<std::pair<Micros, What>> found;
        for (const Output &out : outputs)
            if (const auto *what = std::get_if<What>(&out.what))
                found.emplace_back(out.t, *what);
        return found;
    }
    [[nodiscard]] std::vector<std::pair<Micros, Note>> notes(Role role) const
    {
        auto found = all<Note>();
        std::erase_if(found, [&](const auto &n) { return n.second.role != role; });
        return found;
    }
    [[nodiscard]] std::optional<Micros> timeOf(StageState state) const
    {
        for (const Output &out : outputs)
            if (const auto *change = std::get_if<StateChange>(&out.what); change && change->state == state)
                return out.t;
        return std::nullopt;
    }
    [[nodiscard]] const std::map<NoteId, Micros> &open() const { return m_open; }

    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Decided> decided;
    std::vector<std::string> problems;
    std::vector<std::string> broken; ///< laws of the log that did not hold
    int stops = 0;
    int resumes = 0;

private:
    void onInput(const Input &in) override
    {
        if (in.t < m_last)
            broken.push_back("an input runs back");
        m_last = in.t;
        inputs.push_back(in);
    }
    void onOutput(const Output &out) override
    {
        if (out.t < m_last)
            broken.push_back("an output runs back");
        m_last = out.t;
        if (const auto *note = std::get_if<Note>(&out.what)) {
            if (!m_open.emplace(note->id, out.t).second || !m_ever.insert(note->id).second)
                broken.push_back("a note's id came twice");
            if (stops > resumes)
                broken.push_back("a note while everything is silent");
        } else if (const auto *off = std::get_if<Off>(&out.what)) {
            if (m_open.erase(off->id) != 1)
                broken.push_back("an off without its note");
        }
        outputs.push_back(out);
    }
    void onPlay(const Note &note, Micros at, std::optional<Micros> ends) override { decided.push_back({note, at, ends, m_last}); }
    void onStop(Micros) override { ++stops; }
    void onResume(Micros) override { ++resumes; }
    void onProblem(const std::string &sentence) override { problems.push_back(sentence); }

    Micros m_last{};
    std::map<NoteId, Micros> m_open;
    std::set<NoteId> m_ever;
    Performance m_performance;
};

/// What people and a leader may do to any game, by seed.
class Whims {
public:
    static constexpr int kKinds = 7;

    explicit Whims(unsigned seed) : m_random(seed) {}
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }

    /// One of kKinds; false where `kind` is none of them, and nothing is done. A Stop must silence everything, and time with it.
    bool disturb(Rehearsal &r, double &t, SeatId seat, int kind)
    {
        const auto in = [&](auto what) { r.performance().input(Input{microsFromSeconds(t), what}); };
        switch (kind) {
        case 0: r.cue(t, CueKind::Next); return true;
        case 1: r.cue(t, CueKind::Again); return true;
        case 2: r.cue(t, CueKind::Next, {seat}); return true;
        case 3: below(2) ? in(RestOn{seat}) : in(RestOff{seat}); return true;
        case 4: in(Leave{seat}); return true;
        case 5:
            r.cue(t, CueKind::Stop);
            if (!r.open().empty() || r.performance().nextDue())
                r.broken.push_back("something goes on after a Stop");
            r.cue(t += 1, CueKind::Resume);
            return true;
        case 6: r.cue(t, CueKind::QuietMe, {seat}); return true;
        default: return false;
        }
    }

private:
    std::mt19937 m_random;
};

} // namespace tutti
