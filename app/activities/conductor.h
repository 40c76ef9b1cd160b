// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"

#include <optional>

namespace tutti {

/// Conductor, on screen "Lead the band": one person shapes level and sections with one small movement. A value.
///
/// `choose` (the band waits softly; who touches their pad next leads, or who the leader names) --> `count-in`, a bar -->
/// `conduct`, a minute at the most --> `cadence`: the app lands well, whatever was done --> `choose`, without whom has led
/// until four bars have passed or nobody else is there.
/// Controls of the one who leads: "level", 0 soft to 1 loud, and "section-1" and so on, 0 out and 1 in. A control that rests
/// for 15 s: `vamp`, the band plays on softly and waits. Everybody else plays in the band, at its level. Whoever leads and
/// goes, or rests, leaves the lead: it lands, or, before it began, is another's.
class Conductor : public ActivityDefaults {
public:
    static constexpr int kSections = 4; ///< parts of the groove that can be led; the low drum always plays
    static constexpr double kSoftestDb = -15;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void move(Circle &circle, const Move &move, Micros t, Effects &effects);
    void choose(Circle &circle, const Choose &choose, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// Names who leads; or brings the cadence.
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const { return soonest({m_endsAt, m_vampAt, m_cadenceEnds}); }
    void cancelled(Micros) {} // the line it lands on is kept until it has come
    void shift(Micros by);

    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] StageState state() const { return m_phase; }
    [[nodiscard]] std::optional<SeatId> conductor() const { return m_conductor; }
    [[nodiscard]] double level() const { return m_level; }

private:
    void become(StageState phase, Micros t, Effects &effects);
    void waitForOne(Circle &circle, Micros t, Effects &effects);
    void lead(Circle &circle, SeatId seat, Micros t);
    void touched(Circle &circle, Micros t, Effects &effects);
    void setLevel(Circle &circle, double level, Micros t, Effects &effects);

    StageState m_phase = StageState::Choose;
    std::optional<SeatId> m_conductor;
    std::optional<SeatId> m_last;          ///< who led before: not by mistake again
    bool m_came = false;                   ///< they are there; who is named may come late
    double m_level = 0.5;
    std::optional<std::int64_t> m_begins;  ///< the bar line it begins at
    std::optional<std::int64_t> m_lands;   ///< the bar line the cadence lands on
    std::optional<Micros> m_endsAt;        ///< a minute is over
    std::optional<Micros> m_vampAt;        ///< the control has rested
    std::optional<Micros> m_cadenceEnds;
    int m_waited = 0; ///< beats in `choose`
    int m_alone = 0;  ///< beats since anyone struck or moved anything
    bool m_over = false;
    bool m_ending = false;
};

} // namespace tutti
