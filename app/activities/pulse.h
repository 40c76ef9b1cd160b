// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/beat_partner.h"
#include "core/seat.h"
#include "core/units.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace tutti {

/// One beat of the shared pulse, as it was planned.
struct Beat {
    Micros at{};
    std::int64_t ordinal = 0; ///< of the pulse's beats, from 0
    std::int64_t index = 0;   ///< as the log counts: it begins a bar where index mod meter is 0
    Micros length{};          ///< until the next, as far as is known now
    [[nodiscard]] int inBar(int meter) const noexcept { return static_cast<int>(index % meter); }
};

/// The shared beat. Plans one beat after the other, each kAhead before it sounds, from the last one, from what was heard
/// of the people since (core/beat_partner.h), and from where the facilitator leads. A value without a clock.
///
/// Offsets and phases are taken from the nearest half beat: who plays in eighths is as much with the beat as who plays
/// in quarters. The level is fixed; choosing the better of two would find togetherness in chance.
class Pulse {
public:
    /// Notes known ahead are posted this long before they sound: a screen that stalls for 300 ms loses none.
    static constexpr Micros kAhead{400'000};
    /// "No faster than 5 % in 8 beats", and as little each beat.
    static constexpr double kMostPerBeat = 1.0061172; // 1.05 to the power of 1/8
    static constexpr int kTogetherBeats = 8;

    /// `first` is when beat 0 sounds. It keeps its tempo until follow() says otherwise.
    Pulse(Micros first, Micros period);

    /// How much of what is heard goes into the next interval (a) and into the period (b).
    void follow(double a, double b) { m_partner.setGains(a, b); }
    /// Moves to `period`, 5 % in 8 beats at most, gently 5 % in 8 s at most as well, and stays there.
    enum class Pace { Usual, Gentle };
    void lead(Micros period, Pace pace = Pace::Usual);
    /// Back to where it was before it was led.
    void settle();
    [[nodiscard]] bool isLeading() const { return m_target.has_value(); }
    /// Where it is being led to, or is.
    [[nodiscard]] Micros aim() const { return m_target.value_or(period()); }
    [[nodiscard]] Micros period() const { return m_partner.period(); }
    void setPeriod(Micros period) { m_partner.setPeriod(period); }

    /// A strike, in order of time.
    void heard(SeatId seat, Micros t);
    /// How together people were in the last eight beats: the length of the mean over seats of each seat's mean phase,
    /// one vote each, 0 to 1. Nothing where nobody was heard.
    [[nodiscard]] std::optional<double> together() const;

    /// When the next beat is to be planned.
    [[nodiscard]] Micros planAt() const { return last().at + period() - kAhead; }
    Beat plan();
    /// The last that is planned; before the first its ordinal is -1.
    [[nodiscard]] const Beat &last() const { return m_beats.back(); }
    /// The next beat that is planned begins a bar.
    void beginBar(int meter);

    /// Beats since beat 0, and when such a place is, in what was planned or, beyond it, at the present tempo.
    [[nodiscard]] double positionAt(Micros t) const;
    [[nodiscard]] Micros timeOf(double position) const;
    /// The first beat at or after `t` plus `beats` beats; with a meter the first bar line.
    [[nodiscard]] std::int64_t ordinalAfter(Micros t, double beats, std::optional<int> meter) const;

    /// Beats planned for later than `t` will not come; they are to be planned again.
    void cancelled(Micros t);
    void shift(Micros by);

private:
    struct Heard {
        SeatId seat;
        double position = 0;
    };

    BeatPartner m_partner;
    std::deque<Beat> m_beats;  ///< the last ones; the very first stands one beat before beat 0 and is none
    std::deque<Heard> m_heard; ///< of the last eight beats
    std::optional<Micros> m_target;
    Pace m_pace = Pace::Usual;
    std::optional<Micros> m_home; ///< the period before it was led
    std::int64_t m_offset = 0;    ///< index less ordinal
};

} // namespace tutti
