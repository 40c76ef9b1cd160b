// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/beat_finder.h"
#include "activities/activity_defaults.h"
#include "activities/drone.h"

#include <optional>

namespace tutti {

/// Our Pulse, on screen "Our Beat": the group finds its beat, and someone can lead it. A value.
///
/// `gather` (a free drone; no beat of the app's) -- the group's tempo is truly there --> `match` (an adaptive beat) --
/// together for 8 beats --> `hold` (steady, for 16 beats at least). The facilitator's faster and slower: `lead`, then
/// `hold`. The group loosens for 8 beats: `match` again, silently; the app follows, nobody failed. Nobody plays for 16
/// beats: `gather`.
///
/// A low drum and a chord sound with the beat; a part of the groove joins after each 8 beats together, and leaves when the
/// group has not been for 8 beats, over another 8.
class OurPulse : public ActivityDefaults {
public:
    static constexpr double kTogether = 0.5;
    static constexpr double kLoose = 0.3;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// Another groove, from the next bar on; and the one before.
    void next(Circle &circle, const Cue &, Micros t, Effects &) { circle.moveGroove(1, t); }
    void again(Circle &circle, const Cue &, Micros t, Effects &) { circle.moveGroove(-1, t); }
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] StageState state() const { return m_phase; }

private:
    void become(StageState phase, Micros t, Effects &effects);
    void match(Circle &circle, Micros period, Micros t, Effects &effects);
    void look(Circle &circle, Micros t, Effects &effects);
    void judge(Circle &circle, const Beat &beat, Effects &effects);
    void leaveAlone(Circle &circle, const Beat &beat, Effects &effects);

    StageState m_phase = StageState::Gather;
    BeatFinder m_finder;
    Drone m_drone;
    std::optional<Micros> m_nextLook;
    bool m_ending = false;
    std::optional<std::int64_t> m_judged; ///< the last beat of this pulse that was: after a Stop it is planned again
    int m_held = 0;  ///< beats in `hold`
    int m_firm = 0;  ///< beats in a row that were together
    int m_apart = 0; ///< beats in a row that were not
    int m_loose = 0; ///< beats in a row that were far from it
    int m_alone = 0; ///< beats since anyone struck
};

} // namespace tutti
