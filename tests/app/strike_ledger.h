// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace tutti {

/// Three books of one session that have to agree: what people struck, what the log says sounded because of it, and what
/// the synth was asked to strike. They are compared as time goes on and then forgotten, so a session may last for days.
///
/// A strike that the rules let sound is a note of its seat at the same moment; or it falls into a roll of its seat; or, with
/// help, it is a note on the grid a little later. A note of the log is a strike of the synth in the next period of the
/// stream, or at its own time where it was planned. Only a Stop in between silences it; only what the leader does, a leaving
/// or another state of play takes back what help had put off. And a planned note that such a change takes back may have
/// begun already, as the stream is a period ahead; then the log does not have it.
class StrikeLedger {
public:
    /// `period`: how far the stream renders at a time.
    explicit StrikeLedger(Micros period) : m_soundsWithin(period + 3ms) {} // and two blocks

    // What people did.
    void struck(SeatId seat, Micros t, bool helped) { m_struck.push_back({seat, t, helped}); }

    // What the log says.
    /// Whatever may take planned notes back: a cue, a setting, somebody who leaves, another state.
    void changed(Micros t) { m_changes.push_back(t); }
    void stopped(Micros t) { m_stops.push_back(t); }
    void told(const Note &note, int instrument, Micros t)
    {
        m_told[{note.seat.value, instrument, note.key}].push_back(t);
        if (note.seat.isPlayer() && (note.role == Role::Strike || note.role == Role::Soft))
            m_ofSeat[static_cast<std::size_t>(note.seat.value)].push_back(t);
    }

    // What the synth was asked for; a channel from 12 on is the app's own voice.
    void sounded(int channel, int instrument, int key, Micros t)
    {
        m_sounded[{channel < kMaxSeats ? channel : kBacking.value, instrument, key}].push_back(t);
    }

    /// Compares everything before `t`. The books must be complete to some seconds after it.
    void settle(Micros t)
    {
        for (; !m_struck.empty() && m_struck.front().t < t; m_struck.pop_front())
            settle(m_struck.front());
        for (auto &[voice, notes] : m_told)
            for (; !notes.empty() && notes.front() < t; notes.pop_front())
                settle(voice, notes.front());
        for (auto &[voice, strokes] : m_sounded)
            for (; !strokes.empty() && strokes.front() < t; strokes.pop_front())
                if (has(m_changes, strokes.front() - m_soundsWithin, strokes.front()))
                    ++m_counts.begunAndTakenBack;
                else
                    complain("was struck, and the log knows nothing of it", voice, strokes.front());
        const auto forget = [&](std::deque<Micros> &times) {
            while (!times.empty() && times.front() < t - 10s)
                times.pop_front();
        };
        const auto isEmpty = [](const auto &voice) { return voice.second.empty(); };
        std::erase_if(m_told, isEmpty);
        std::erase_if(m_sounded, isEmpty);
        forget(m_stops);
        forget(m_changes);
        for (auto &notes : m_ofSeat)
            forget(notes);
    }

    /// What did not agree, the first of them in words.
    [[nodiscard]] long wrong() const { return m_wrong; }
    [[nodiscard]] std::string complaints() const
    {
        std::string all;
        for (const std::string &one : m_complaints)
            all += one + '\n';
        return all;
    }

    struct Counts {
        long strikes = 0;  ///< that the rules let sound
        long rolled = 0;   ///< of those
        long helped = 0;   ///< of those: later, on the grid
        long takenBack = 0; ///< put off by help, and then came a Stop, another activity, a leaving
        long notes = 0;    ///< of the log, the app's own too
        long begunAndTakenBack = 0; ///< not in the log: a change came within the period in which they began
        long stoppedAtOnce = 0; ///< of those: a Stop came within the same period
    };
    [[nodiscard]] const Counts &counts() const { return m_counts; }

private:
    using Voice = std::tuple<int, int, int>; ///< seat, instrument, key
    struct Struck {
        SeatId seat;
        Micros t{};
        bool helped = false;
    };
    static constexpr Micros kRolls = 200ms; ///< no roll is slower
    static constexpr Micros kGrid = 1600ms; ///< nor a grid wider

    static bool has(const std::deque<Micros> &times, Micros from, Micros to)
    {
        const auto first = std::lower_bound(times.begin(), times.end(), from);
        return first != times.end() && *first <= to;
    }

    void settle(const Struck &strike)
    {
        ++m_counts.strikes;
        auto &notes = m_ofSeat[static_cast<std::size_t>(strike.seat.value)];
        const auto own = std::find(notes.begin(), notes.end(), strike.t);
        if (own != notes.end())
            notes.erase(own); // one note for each strike
        else if (has(notes, strike.t - kRolls, strike.t + kRolls))
            ++m_counts.rolled;
        else if (strike.helped && has(notes, strike.t, strike.t + kGrid))
            ++m_counts.helped;
        else if (has(m_changes, strike.t, strike.t + (strike.helped ? kGrid : kRolls)))
            ++m_counts.takenBack;
        else
            complain("struck, and nothing came of it", {strike.seat.value, -1, -1}, strike.t);
    }

    void settle(const Voice &voice, Micros t)
    {
        ++m_counts.notes;
        auto &strokes = m_sounded[voice];
        const auto found = std::find_if(strokes.begin(), strokes.end(), [&](Micros at) { return at >= t - 2ms && at <= t + m_soundsWithin; });
        if (found != strokes.end())
            strokes.erase(found);
        else if (has(m_stops, t, t + m_soundsWithin))
            ++m_counts.stoppedAtOnce;
        else
            complain("stands in the log, and the synth was not asked for it", voice, t);
    }

    void complain(const char *what, const Voice &voice, Micros t)
    {
        constexpr std::size_t kEnough = 10;
        ++m_wrong;
        if (m_complaints.size() < kEnough)
            m_complaints.push_back(fmt::format("{:.3f} s: seat {}, instrument {}, key {} {}", toSeconds(t), std::get<0>(voice), std::get<1>(voice), std::get<2>(voice), what));
    }

    Micros m_soundsWithin;
    std::deque<Struck> m_struck;
    std::array<std::deque<Micros>, kMaxSeats> m_ofSeat;
    std::map<Voice, std::deque<Micros>> m_told;
    std::map<Voice, std::deque<Micros>> m_sounded;
    std::deque<Micros> m_stops;
    std::deque<Micros> m_changes;
    Counts m_counts;
    long m_wrong = 0;
    std::vector<std::string> m_complaints;
};

} // namespace tutti
