// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/band.h"
#include "activities/effects.h"
#include "activities/pulse.h"
#include "activities/room.h"

#include <array>
#include <optional>
#include <vector>

namespace tutti {

/// How much of a seat's playing is wanted.
enum class Share { Full, Soft, VerySoft };

/// What the facilitator asks of everybody: the cue that is on its way, with its preview and its 3-2-1, and what lasts of
/// those that have landed. A value.
///
/// A cue that lands on the bar lands on the first bar line at least three beats after it was given, one that lands on
/// the beat on the first such beat; with no shared beat three seconds after it, counted at 60 bpm. The landing is
/// planned with the beat it falls on, so its sounds are known Pulse::kAhead before, and it is planned anew when a Stop
/// came between.
class Lead {
public:
    static constexpr int kCountFrom = 3;
    static constexpr Micros kBeatWithoutBeat{1'000'000};
    /// What was asked for goes on for people who clap and sway; after so long without a touch the room is empty.
    static constexpr Micros kAlone{240'000'000};

    struct Coming {
        CueKind kind = CueKind::Accent;
        std::vector<SeatId> seats;
        Share share = Share::Full;
        bool ends = false;  ///< it ends what lasts of this kind
        bool onBar = true;  ///< it lands on a bar line, else on a beat
        Micros at{};        ///< when it lands, as far as is known
        Micros beat{};      ///< length of the beats it is counted in
    };

    /// What lasts, and answers for every strike.
    struct Lasting {
        std::array<Share, kMaxSeats> shares{}; ///< sculpt
        std::optional<SeatId> showcase;
        bool rumble = false;
        bool groove = false; ///< called by the leader: it goes on though nobody strikes
        bool marked = false; ///< the pulse, with a low drum
        bool away = false;   ///< people change places
        struct Call {
            std::int64_t since = 0;         ///< ordinal of the bar line it begins at
            std::vector<SeatId> mayCall;    ///< empty: anyone
            bool answering = false;
            std::optional<SeatId> caller;   ///< who struck first in this call
            bool appCalls = false;          ///< nobody gave the last one
            std::optional<Micros> turnsAt;  ///< the bar line that is planned and has not come ...
            bool answersThen = false;       ///< ... and what it begins
        };
        std::optional<Call> call;
        struct Fade {
            std::int64_t since = 0; ///< ordinal
        };
        std::optional<Fade> fade;
    };

    /// A cue that is counted in. One that is under way is replaced, but for Finish, which nothing replaces, and for one whose
    /// landing is planned, which lands. The same again changes nothing.
    void give(Coming coming, const Room &room, Micros t, Effects &effects);
    [[nodiscard]] const std::optional<Coming> &coming() const { return m_coming; }
    /// Its ending is planned: nothing comes after it.
    [[nodiscard]] bool endsHere() const { return isFinishing() && m_planned; }
    [[nodiscard]] bool isFinishing() const { return m_coming && m_coming->kind == CueKind::Finish; }

    /// The beat it lands on, where there is a beat.
    [[nodiscard]] std::optional<std::int64_t> landsOn() const { return m_coming ? m_ordinal : std::nullopt; }
    /// The beat has gone: what is coming lands all the same, at the time it would have.
    void pulseEnded();

    /// The beat is kept for what was asked, though nobody strikes.
    [[nodiscard]] bool holdsBeat() const
    {
        return m_coming || m_landing || lasting.groove || lasting.marked || lasting.away || lasting.call || lasting.fade;
    }
    /// At `t` a beat would sound in an empty room: nobody touched anything since `touched` for longer than kAlone, and
    /// nothing is on its way.
    [[nodiscard]] bool leavesEmpty(Micros touched, Micros t) const { return t - touched > kAlone && !m_coming && !lasting.fade; }

    /// A beat was planned. True: what is coming lands on it; its sounds are to be planned now.
    [[nodiscard]] bool beat(const Beat &beat);
    /// The same where there is no beat, and what is to be counted. True as above, once.
    [[nodiscard]] bool plans(Micros t, Effects &effects);
    /// What has landed by `t`, once.
    [[nodiscard]] std::optional<Coming> lands(Micros t);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    /// What the band plays on this beat with an eye on what is coming.
    [[nodiscard]] Band::Section section(const Beat &beat, int meter) const;

    /// Who plays how much, by what lasts. `t` is a strike's.
    [[nodiscard]] Share shareOf(SeatId seat) const;
    /// A strike while a call is on: the first gives it.
    void called(SeatId seat);

    void cancelled(Micros t);
    void shift(Micros by);

    Lasting lasting;

private:
    struct Count {
        Micros at{};
        int number = 0;
    };
    void countAt(Micros at) { m_counts.push_back({at, m_toCount--}); }

    std::optional<Coming> m_coming;
    std::optional<Coming> m_landing;       ///< planned when another came
    std::optional<std::int64_t> m_ordinal; ///< the beat it lands on; else it lands at its time
    bool m_planned = false;
    std::vector<Count> m_counts; ///< to be shown, soonest first
    int m_toCount = 0;           ///< the number that comes after them
};

/// The state that the log and the screen know a cue by.
[[nodiscard]] StageState stateOf(CueKind kind);

} // namespace tutti
