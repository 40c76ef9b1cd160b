// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/band.h"
#include "activities/lead.h"
#include "activities/loudness.h"
#include "activities/room.h"

#include <optional>

namespace tutti {

/// The circle an activity is played in: the room with its beat, the band that backs it, what the leader asks and how
/// loud it is. Plans the beats, and carries out the cues that mean the same whatever is played. A value.
class Circle {
public:
    Room room;
    Band band;
    Lead lead;
    Loudness loudness;

    /// A new beginning: no beat, nothing asked, the groove of the settings.
    void clear();

    /// A beat from `first` on, in place of any that there is.
    void startPulse(Micros first, Micros period);
    void endPulse();
    /// The activity needs the beat no more: it goes, unless the leader has asked for something that lives on it.
    void letPulseGo();
    /// Whether the next beat is to be planned at `t`.
    [[nodiscard]] bool wantsBeat(Micros t) const { return planAt() && *planAt() <= t; }
    /// Plans it: its mark, what lands on it, the band. Nothing is returned where it is the last hit of an ending.
    std::optional<Beat> planBeat(Effects &effects);

    /// The band leads to an ending on this beat.
    void leadTo(std::int64_t ordinal) { m_leadsTo = ordinal; }

    /// The groove `by` places further in the repertoire, from the next bar line on or with the cue that is coming.
    void moveGroove(int by, Micros t);
    /// The groove the settings name, in the same way.
    void moveToGroove(Micros t);

    /// A cue at `t`. What only the stage or the activity can do (stop, next and the like) is left alone.
    void cue(const Cue &cue, Micros t, Effects &effects);
    /// Finish, on the next bar line that is three beats away; when it lands is `lead.coming()->at`.
    void finish(Micros t, Effects &effects);

    /// One hit together: the app's chord under everyone's own voice.
    void hitTogether(Micros at, Micros length, double level, Effects &effects);

    enum class Landed {
        Nothing,
        Passing, ///< a cue that does not last: what is played goes on as it was
        Lasting,
        Ending,  ///< of an ending or a cool-down: a rest follows
    };
    Landed due(Micros t, Effects &effects);
    [[nodiscard]] std::optional<Micros> nextDue() const;
    void cancelled(Micros t);
    void shift(Micros by);

    void sayGain(Micros t, int rampMs, Effects &effects) const;
    /// How long so many bars last, by the beat there is or at 60 bpm.
    [[nodiscard]] Micros bars(int count) const;

private:
    struct NextGroove {
        const Groove *groove = nullptr;
        std::int64_t ordinal = 0;
    };

    [[nodiscard]] std::optional<Micros> planAt() const;
    void take(const Groove &groove);
    void come(const Groove &groove, Micros t);
    void needPulse(Micros first);
    void moveTempo(double byBpm);
    void toggleCalm(Micros t, Effects &effects);
    void planLanding(const Lead::Coming &coming, Effects &effects);
    Landed land(const Lead::Coming &coming, Micros t, Effects &effects);
    [[nodiscard]] std::int64_t landingOrdinal(Micros at) const;
    void planCall(const Beat &beat, Effects &effects);
    [[nodiscard]] bool planFade(const Beat &beat);

    std::optional<NextGroove> m_nextGroove;
    std::optional<std::int64_t> m_leadsTo;
    std::optional<Micros> m_attentionEnds;
    std::optional<Micros> m_fadeEnds;
    bool m_slowedByCalm = false;
};

} // namespace tutti
