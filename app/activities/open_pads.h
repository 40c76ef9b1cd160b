// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/beat_finder.h"
#include "activities/activity_defaults.h"
#include "activities/drone.h"

#include <optional>

namespace tutti {

/// Open Pads, on screen "Play together": any touch is music. A value.
///
/// `listen` (a low drone, the music waits) -- a strike --> `active` (the drone follows the group) -- a tempo is found -->
/// `grounded` (an ostinato at the group's tempo). The tempo lost for 8 s: back to `active`. No strike for 4 s: `listen`,
/// where the drone fades to silence within 20 s and comes back with the first touch. Dense play: `softer`.
class OpenPads : public ActivityDefaults {
public:
    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// Another scale, from the next bar where there is a beat, else at once.
    void next(Circle &circle, const Cue &, Micros t, Effects &) { moveScale(circle, 1, t); }
    void again(Circle &circle, const Cue &, Micros t, Effects &) { moveScale(circle, -1, t); }
    void setSofter(bool softer, Micros t, Effects &effects);
    /// From here on only what leads to an ending at `landing`: no more looks for tempo, no new breath of the drone.
    void finishAt(Micros landing);
    void due(Circle &circle, Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    [[nodiscard]] StageState state() const { return m_softer ? StageState::Softer : m_phase; }

private:
    void become(StageState phase, Micros t, Effects &effects);
    static void moveScale(Circle &circle, int by, Micros t);
    void look(Circle &circle, Micros t, Effects &effects);

    StageState m_phase = StageState::Listen;
    bool m_softer = false;
    BeatFinder m_finder;
    Drone m_drone;
    bool m_ending = false;
    Micros m_lastHeard{};              ///< of anyone, or when the leader brought the beat
    std::optional<Micros> m_lostSince; ///< no tempo was found any more
    std::optional<Micros> m_nextLook;
};

} // namespace tutti
