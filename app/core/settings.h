// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"
#include "core/scale.h"

#include <tl/expected.hpp>

#include <array>
#include <string>
#include <string_view>

namespace tutti {

/// How much a seat's strikes are drawn towards the beat.
enum class BeatHelp : std::uint8_t { Off, Gentle, Full };

/// What is done for somebody who is waited for, besides waiting. The invitation always is: a pad that grows makes no sound
/// and asks nothing.
struct WaitingSteps {
    bool cue = true;      ///< a musical cue
    bool model = true;    ///< an example, played once
    bool together = true; ///< somebody plays with them
    friend bool operator==(const WaitingSteps &, const WaitingSteps &) = default;
};

/// A way an activity can be played other than its usual one; the activities say what each means to them.
enum class Variant : std::uint8_t {
    Usual,
    Choose, ///< Pass It On: whoever has the turn touches who gets it next
    Mirror, ///< Echo: the app copies each person
    App,    ///< Echo, Conversation: the app is the partner
    Sides,  ///< Conversation: one half of the room with the other
    Hold,   ///< Freeze: a player holds the stop
};

/// The settings of a performance, as the log names them. A key not known here is kept by the log and ignored, so that
/// a newer log still plays.
struct Settings {
    static constexpr double kShortestWaitS = 5;
    static constexpr double kLongestWaitS = 60;
    static constexpr double kShortestRestS = 1.5;
    static constexpr double kLongestRestS = 10;
    static constexpr int kMostPeople = 48;

    double introS = 8;                                 ///< `intro_s`, seconds, 0 to 20
    std::array<double, kMaxSeats> waitS{};             ///< `wait_s`, seconds, 5 to 60, by seat
    std::array<double, kMaxSeats> restS{};             ///< `rest_s`, seconds, 1.5 to 10, by seat: the quiet that ends a turn
    std::array<WaitingSteps, kMaxSeats> ladder{};      ///< `ladder`, words of "cue model together", by seat
    std::array<std::string, kMaxSeats> instruments{};  ///< `instruments`, catalogue ids by seat
    std::array<int, kMaxSeats> pads{};                 ///< `pads`, 1 to 3 a seat
    Scale scale;                                       ///< `scale`
    int transpose = 0;                                 ///< `transpose`, semitones, -6 to 6
    Bpm bpm{80};                                       ///< `bpm`, 40 to 150: where a beat begins that nobody gave
    int meter = 4;                                     ///< `meter`, beats in a bar, 2 to 12
    double grid = 0.5;                                 ///< `grid`, in beats: "1/4" 1, "1/8" 0.5, "1/8t" a third, "1/16" 0.25
    std::array<BeatHelp, kMaxSeats> help{};            ///< `help`, off, gentle or full, by seat
    std::string groove;                                ///< `groove`, its id; empty: the first there is
    bool governor = true;                              ///< `governor`
    int people = 0;                                    ///< `people`, 1 to 48: how many take part; 0: as many as sit
    double togetherS = 1.5;                            ///< `together_s`, seconds, 0.2 to 3: so close is together
    Variant variant = Variant::Usual;                  ///< `variant`
    bool fullOutOfTurn = false;                        ///< `out_of_turn`: "full"; else "soft"
    std::array<bool, kMaxSeats> assisted{};            ///< `assisted`, by seat: a helper's hand does it

    Settings();

    /// Takes one setting, for one seat or for all. An error is a sentence that names the setting and what it takes;
    /// nothing has changed then.
    tl::expected<void, std::string> apply(const Set &set);

    /// Whether there is such a setting. `apply` ignores one that there is not; who reads what people write must not.
    [[nodiscard]] static bool knows(std::string_view key);
    /// What it takes, in words, such as "beats a minute from 40 to 150"; empty where there is no such setting.
    [[nodiscard]] static std::string_view takes(std::string_view key);

    friend bool operator==(const Settings &, const Settings &) = default;
};

} // namespace tutti
