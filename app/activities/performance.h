// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/stage.h"
#include "core/event.h"
#include "core/repertoire.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tutti {

/// Who hears a performance: the screen, the engine, the log. All calls come in the thread that steps it.
class Audience {
public:
    virtual ~Audience() = default;
    /// An input as it was stepped (time and strength rounded), before its effects.
    virtual void onInput(const Input &) {}
    /// Something Tutti did, when it falls due; in the order the log has it.
    virtual void onOutput(const Output &) {}
    /// A note is decided. `at` may lie ahead; `ends` is set where the end is known too. Sent before its onOutput.
    virtual void onPlay(const Note &, Micros /*at*/, std::optional<Micros> /*ends*/) {}
    /// The end of a held note is decided.
    virtual void onRelease(NoteId, Micros /*at*/) {}
    /// Every note that has been decided and has not begun at `asOf` will not begin.
    virtual void onCancelPlanned(Micros /*asOf*/) {}
    /// Everything is to be silent now; strikes make no sound until onResume.
    virtual void onStop(Micros /*at*/) {}
    virtual void onResume(Micros /*at*/) {}
    /// An input that made no sense and changed nothing: one sentence.
    virtual void onProblem(const std::string & /*sentence*/) {}
};

/// The run loop of a session: owns the state, the timeline and the queue of what is due. Has no clock: time comes in
/// with the inputs and with advanceTo. Session, replay, demo and tests all drive this one class, so what one does the
/// others do, bit for bit.
/// Thread: any one. Allocates.
class Performance {
public:
    Performance(Header header, std::shared_ptr<const Repertoire> repertoire, Audience &audience);

    /// Starts the header's activity at time 0. Call once, first.
    void begin();
    /// Steps everything due before `in`, then `in` itself. An input older than the last step is moved to that step.
    /// Strength is rounded to three decimals first. A strike from an absent seat joins it.
    void input(Input in);
    /// Steps everything due at or before `t`.
    void advanceTo(Micros t);
    /// When something is next due, if ever.
    [[nodiscard]] std::optional<Micros> nextDue() const;
    /// Ends the session at `t`, after what is due until then: every open note gets its off. What follows is ignored.
    void end(Micros t);

    [[nodiscard]] const Stage &stage() const { return m_stage; }
    [[nodiscard]] Micros now() const { return m_now; }
    [[nodiscard]] bool ended() const { return m_ended; }

private:
    struct Due {
        int order = 0; ///< off before the rest, at equal times
        std::uint64_t sequence = 0;
        Output output;
    };
    struct Later {
        bool operator()(const Due &a, const Due &b) const;
    };

    void step(const Input &in);
    void apply();
    void say(Output output);
    void tell(const Output &output);
    void cancelPlanned();
    void endOpenNotes();

    Header m_header;
    Audience &m_audience;
    Stage m_stage;
    Effects m_effects;  ///< reused from step to step
    decltype(Effects::list) m_spare; ///< the room of the last list, for the next
    std::vector<Due> m_due; ///< a heap, earliest first
    std::set<NoteId> m_open;
    Micros m_now{};     ///< of the last step
    std::uint64_t m_sequence = 0;
    bool m_ended = false;
};

} // namespace tutti
