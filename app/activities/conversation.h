// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"
#include "activities/drone.h"
#include "activities/telling.h"
#include "activities/turn_ring.h"
#include "activities/waiting_ladder.h"

#include <array>
#include <optional>
#include <vector>

namespace tutti {

/// Conversation, on screen "Talk in music": two sides that speak to each other by playing. A value.
///
/// Usually each side is one seat, and with more than two of them Next brings the next two of the ring (turn_ring.h); they
/// sound in full, the others softly. Variant::Sides: one half of the room with the other. Variant::App, and where one seat is
/// alone: the app is B.
///
/// `quiet`, `a`, `b`, `both` are who speaks: a side does from a strike until kTurnGap after its last one. Nobody has to take
/// turns. A side that was silent while the other played is invited after 20 s, until it plays. After 90 s in which both
/// played, and when both have been quiet for their `rest_s`: `replay`, the ten seconds of it that were most of a conversation,
/// told again in their own instruments. Who strikes meanwhile sounds in full and ends nothing. Then another 90 s.
///
/// The app as B answers what A said before its quiet: as many hits, A's intervals begun from the second, a step up or down.
/// It takes a breath first, and begins kBreath after A's `rest_s`. It has begun to speak then; a strike that comes meanwhile
/// overlaps, and is answered in its turn. Where nobody begins, it begins once, after `wait_s`.
///
/// Next ends a replay; with a seat, that seat is who A talks to. Again tells what there is once more; where nothing is, it
/// brings back the pair before.
class Conversation : public ActivityDefaults {
public:
    static constexpr Micros kTurnGap{1'500'000};
    static constexpr Micros kInviteAfter{20'000'000};
    static constexpr Micros kTalk{90'000'000};
    static constexpr Micros kTold{10'000'000};
    static constexpr Micros kBreath{500'000};
    static constexpr std::size_t kMostInAnswer = 12;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void hurry(Micros t) { m_ladder.hurry(t); }
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] bool isInTurns() const { return true; }
    [[nodiscard]] StageState state() const { return m_phase; }
    [[nodiscard]] const std::vector<SeatId> &sideA() const { return m_sides[kA]; }
    [[nodiscard]] const std::vector<SeatId> &sideB() const { return m_sides[kB]; }
    /// The app is side B.
    [[nodiscard]] bool appSpeaks() const { return !m_sides[kA].empty() && m_sides[kB].empty(); }
    /// Whose pads breathe: the other side has played for long, or the app waits.
    [[nodiscard]] std::vector<SeatId> invited() const;

private:
    enum Side : std::size_t { kA, kB };
    template <class T>
    using BySide = std::array<T, 2>;
    using Sides = BySide<std::vector<SeatId>>;

    /// One hit of it, when it was or when it is to be.
    struct Said {
        Micros at{};
        Side side = kA;
        Phrase::Hit hit;   ///< its `at` is not used
        bool byApp = false;
        Role role = Role::Model; ///< if the app plays it
    };
    struct Speech {
        Micros from{};
        Micros until{};
        bool begun = false;
    };

    [[nodiscard]] Sides sidesOf(const Room &room);
    std::optional<SeatId> takeNext(std::optional<SeatId> other);
    void gather(Circle &circle, Micros t, Effects &effects);
    void meet(Circle &circle, Micros t, Effects &effects);
    void listen(const Room &room, Micros t, Effects &effects);
    void hush();

    void spoke(Side side, Micros at, Micros rest);
    void remember(Said said);
    void look(Micros t, Effects &effects);
    void invite(Side side, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> inviteAt(Side side) const;
    [[nodiscard]] Micros restOf(const Room &room, Side side) const;

    void climb(Micros t, Effects &effects);
    void open(Micros t, Effects &effects);
    void answer(const Room &room, Micros t);
    [[nodiscard]] std::optional<Micros> tellsAt() const;
    [[nodiscard]] std::vector<Said> best(Micros t) const;
    bool tell(Circle &circle, Micros t, Effects &effects);
    void speak(std::vector<Said> lines);
    void playLines(Room &room, Micros t, Effects &effects);
    void forgetLines();
    void dropLines(Circle &circle, Micros t, Effects &effects);

    StageState m_phase = StageState::Quiet;
    Sides m_sides;
    std::optional<Sides> m_before; ///< the pair before
    TurnRing m_ring;
    WaitingLadder m_ladder;
    Drone m_drone;

    std::optional<Micros> m_since;               ///< its first strike
    std::vector<Said> m_said;                    ///< what there is to tell, in order of time
    BySide<std::optional<Speech>> m_speech;
    BySide<std::optional<Micros>> m_quietAt;     ///< then the side has been quiet for its `rest_s`
    BySide<std::optional<Micros>> m_aloneSince;  ///< its first strike after the other side's last
    BySide<bool> m_invited{};

    std::vector<Said> m_lines;     ///< what the app says now
    std::size_t m_nextLine = 0;    ///< the first that is not planned
    std::optional<Micros> m_answerDue;
    std::optional<Micros> m_fadeDue;
    Micros m_touchedAt{};
    bool m_ending = false;
};

} // namespace tutti
