// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/turn_ring.h"

#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace tutti {

/// Freeze: the music stops, and goes on. A value.
///
/// `music` (10 to 25 s; everyone in full) --> `warn` (2 s; the band thins and slows down) --> `freeze` (4 to 8 s; what is
/// touched sounds like snow) --> `count-in` 4 3 2 1 --> `music`, which comes up over a bar. Nobody touched anything for
/// Lead::kAlone, or nobody is there: `empty`, until the first touch.
///
/// A player holds the stop (Variant::Hold): a touch of whoever's turn it is begins the `warn`, and the `freeze` lasts as
/// long as their finger stays, 4 s at least. Who does not begin is waited for by the ladder (waiting_ladder.h); when that
/// is over the app stops the music itself. Every `music` is the next one's turn.
///
/// Next goes on from wherever it is: that is the way out where a finger is stuck. Again, in the silence or the count, is
/// another silence. What the leader asked for (a call, a cool-down, changing places) is not stopped.
class Freeze : public ActivityDefaults {
public:
    static constexpr Micros kWarn{2'000'000};
    static constexpr Micros kShortest{4'000'000}; ///< a freeze
    static constexpr int kCount = 4;
    static constexpr double kRestartDb = -9; ///< where the music begins again from

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// On; with a seat, where a player holds the stop, it is theirs next.
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void hurry(Micros t) { m_turn.hurry(t); }
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] StageState state() const { return m_phase; }
    [[nodiscard]] std::vector<SeatId> asked() const { return m_turn.isOn() ? std::vector{*m_turn.seat()} : std::vector<SeatId>{}; }
    [[nodiscard]] const Turn *turn() const { return m_turn.isOn() ? &m_turn : nullptr; }
    /// Who may stop the music, or has; nobody where the app does.
    [[nodiscard]] std::optional<SeatId> holder() const { return m_hold ? m_ring.now() : std::nullopt; }

private:
    [[nodiscard]] Micros between(Micros shortest, Micros longest);
    void say(StageState phase, Micros t, Effects &effects);
    [[nodiscard]] bool callNext(SeatId seat);
    void play(Circle &circle, Micros t, Effects &effects);
    void giveHold(Circle &circle, Micros t, Effects &effects);
    void warn(Circle &circle, std::optional<SeatId> by, Micros t, Effects &effects);
    void slow(Circle &circle) const;
    void freeze(Circle &circle, Micros t, Effects &effects);
    void beginCount(Circle &circle, Micros at);
    void planCount(Circle &circle, const Beat &beat, Effects &effects);
    void empty(Circle &circle, Micros t, Effects &effects);
    void stopBand(Circle &circle, Micros t, Effects &effects);
    void silence(Circle &circle, int rampMs, Micros t, Effects &effects);
    void remember(const Beat &beat, const Effects &effects);
    void letGo(Micros at, Effects &effects) const;
    void dueInMusic(Circle &circle, Micros t, Effects &effects);
    void dueInWarn(Circle &circle, Micros t, Effects &effects);
    void dueInFreeze(Circle &circle, Micros t, Effects &effects);
    static void setRestart(Circle &circle, double db, int rampMs, Micros t, Effects &effects);
    [[nodiscard]] bool isHeld(const Circle &circle) const;

    StageState m_phase = StageState::Empty;
    std::minstd_rand m_random;
    bool m_hold = false;                 ///< in this music a player holds the stop
    TurnRing m_ring;
    Turn m_turn;                         ///< of whoever holds it, until they do
    std::optional<SeatId> m_stopper;     ///< whose finger holds this freeze
    std::optional<Micros> m_warnAt;      ///< the music stops by itself
    std::optional<Micros> m_freezeAt;
    std::optional<std::int64_t> m_freezeOn; ///< the beat it would fall on, while there are beats before it
    std::optional<Micros> m_countAt;     ///< the freeze is over, if no finger holds it
    bool m_counting = false;             ///< the beat there is counts the music in
    struct Count {
        Micros at{};
        int number = 0;
    };
    std::vector<Count> m_counts;         ///< planned and not yet said, soonest first
    std::optional<Micros> m_musicAt;     ///< the beat that is planned brings the music
    std::vector<std::pair<NoteId, Micros>> m_long; ///< notes of the band that last, and until when
    Micros m_aloneAt{};                  ///< nobody has touched anything for too long
    bool m_ending = false;
};

} // namespace tutti
