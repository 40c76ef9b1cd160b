// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/activity_defaults.h"

#include <array>
#include <optional>
#include <vector>

namespace tutti {

/// Build a Groove, on screen "Layers": two bars from each person, laid one over the other. A value.
///
/// `empty` (a low drum marks the beat) --> `add` with its seat: what they play in two bars becomes a layer --> `loop`: all
/// hear it once --> `add` for the next, up to six layers; more people than that lay one in twos. With everyone in it loops
/// on until the leader's Next: `breakdown`, the layers leave one after the other, the last stays four bars.
///
/// Who plays up to the last moment of the two bars is heard: the beat after them is planned a little before it sounds.
/// Nobody is hurried: two bars without a stroke are listened to again, until the seat's `wait_s` is over; then the app
/// offers one long note in its voice. Strokes are drawn halfway to the grid. Whoever is not asked plays along softly. Each
/// of n layers plays at -10 log10(n) dB. A layer is taken out by Again (the last one) or by Again with a seat (its own).
class BuildAGroove : public ActivityDefaults {
public:
    static constexpr int kMostLayers = 6;
    static constexpr int kBars = 2;

    void enter(Circle &circle, Micros t, Effects &effects);
    void strike(Circle &circle, const Strike &strike, Micros t, Effects &effects);
    void beat(Circle &circle, const Beat &beat, Effects &effects);
    /// Skips who is asked; asks the seat that is named; with all in, begins the breakdown.
    void next(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void again(Circle &circle, const Cue &cue, Micros t, Effects &effects);
    void peopleChanged(Circle &circle, Micros t, Effects &effects);
    void finishAt(Micros landing);
    void due(Circle &, Micros, Effects &) {}
    [[nodiscard]] std::optional<Micros> nextDue() const { return std::nullopt; }
    void cancelled(Micros) {} // a beat that is planned again turns nothing twice
    void shift(Micros by);

    [[nodiscard]] Share share(const Circle &, SeatId seat, Micros) const;
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] bool isInTurns() const { return true; }
    [[nodiscard]] StageState state() const { return m_phase; }
    /// Who is asked to add; nobody once an ending is on its way.
    [[nodiscard]] std::vector<SeatId> asked() const { return m_ending ? std::vector<SeatId>{} : m_adding; }
    [[nodiscard]] bool hasLayer(SeatId seat) const;
    [[nodiscard]] int layers() const { return static_cast<int>(m_layers.size()); }

private:
    struct Stroke {
        SeatId seat;
        PadIndex pad;
        double place = 0; ///< beats from the loop's start
        double level = 0;
        double length = 0; ///< beats
    };
    struct Layer {
        std::vector<SeatId> seats;
        std::vector<Stroke> strokes;
    };

    /// A layer whose two bars are planned to be over and are not yet.
    struct Closing {
        std::int64_t line = 0; ///< the ordinal they end at
        std::vector<SeatId> seats;
        bool offered = false;  ///< what is in it is the app's
    };

    [[nodiscard]] Stroke strokeOf(const Circle &circle, const Strike &strike, double place) const;
    void become(StageState phase, Micros t, Effects &effects);
    void ask(Circle &circle, const Beat &beat, Effects &effects);
    void turnLoop(Circle &circle, const Beat &beat, Effects &effects);
    void playLayers(Circle &circle, const Beat &beat, Effects &effects) const;
    [[nodiscard]] int loopBeats(const Circle &circle) const;
    [[nodiscard]] std::vector<SeatId> nextToAsk(const Circle &circle) const;

    StageState m_phase = StageState::Empty;
    std::vector<Layer> m_layers;
    std::vector<SeatId> m_adding;
    Layer m_new;
    std::array<bool, kMaxSeats> m_sitsOut{}; ///< took their layer out, or was passed on: not asked unless named
    std::vector<SeatId> m_named;             ///< the leader asks for them next
    std::optional<std::int64_t> m_since;     ///< the ordinal the first loop begins at
    std::optional<std::int64_t> m_turned;    ///< the line the loop was last turned at
    std::optional<Closing> m_closing;
    Micros m_askedAt{};
    Micros m_touchedAt{};
    int m_lastLoops = 0; ///< of the breakdown's last layer
    bool m_goesOn = false; ///< Next: at the loop's end
    bool m_over = false;
    bool m_ending = false;
};

} // namespace tutti
