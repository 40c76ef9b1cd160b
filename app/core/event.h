// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/seat.h"
#include "core/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Everything that can come into a session and everything that can come of it, as plain values.
/// The session log is these, one a line; the words in the log are those of `event_names.h`.
namespace tutti {

enum class StrikeBy : std::uint8_t { Touch, Mouse, Key, Switch, Midi, Dwell };

/// A press. `strength` is 0..1 with three decimals.
struct Strike {
    SeatId seat;
    PadIndex pad;
    std::optional<std::int64_t> touch; ///< ties the lift to its press; unique while the press lasts
    double strength = 0.75;
    StrikeBy by = StrikeBy::Touch;
    bool assisted = false;
    friend bool operator==(const Strike &, const Strike &) = default;
};

/// The end of a press; without `touch` it ends the oldest open one on that pad.
struct Lift {
    SeatId seat;
    PadIndex pad;
    std::optional<std::int64_t> touch;
    friend bool operator==(const Lift &, const Lift &) = default;
};

/// A continuous control.
struct Move {
    SeatId seat;
    std::string control;
    double value = 0;
    friend bool operator==(const Move &, const Move &) = default;
};

using Scalar = std::variant<bool, double, std::string>;

struct Choose {
    SeatId seat;
    std::string what;
    Scalar value;
    friend bool operator==(const Choose &, const Choose &) = default;
};

enum class CueKind : std::uint8_t {
    Stop, Resume, Finish, Attention, Groove, Pulse, Rumble, Louder, Softer, Faster, Slower, Settle,
    Accent, Call, Sculpt, LayerIn, LayerOut, Showcase, TeeterTotter, Wave, GroovePass, Fade, Calm,
    QuietMe, SaidIt, Mark, Swap, Next, Again, Skip, Back, Hold,
};

/// The facilitator's cue, or anyone's Stop.
struct Cue {
    CueKind kind = CueKind::Stop;
    std::vector<SeatId> seats;
    std::optional<Scalar> value;
    friend bool operator==(const Cue &, const Cue &) = default;
};

/// One setting as it was named; a list where the setting takes one.
struct SettingValue {
    std::variant<Scalar, std::vector<std::string>> value;
    friend bool operator==(const SettingValue &, const SettingValue &) = default;
};

struct NamedSetting {
    std::string key;
    SettingValue value;
    friend bool operator==(const NamedSetting &, const NamedSetting &) = default;
};

/// A setting for one seat, or for all.
struct Set {
    NamedSetting setting;
    std::optional<SeatId> seat;
    friend bool operator==(const Set &, const Set &) = default;
};

struct Join { SeatId seat; friend bool operator==(const Join &, const Join &) = default; };
struct Leave { SeatId seat; friend bool operator==(const Leave &, const Leave &) = default; };
struct RestOn { SeatId seat; friend bool operator==(const RestOn &, const RestOn &) = default; };
struct RestOff { SeatId seat; friend bool operator==(const RestOff &, const RestOff &) = default; };

/// A change of activity.
struct Start {
    std::string activity;
    std::vector<NamedSetting> settings;
    friend bool operator==(const Start &, const Start &) = default;
};

struct End { friend bool operator==(const End &, const End &) = default; };

struct Input {
    Micros t{};
    std::variant<Strike, Lift, Move, Choose, Cue, Set, Join, Leave, RestOn, RestOff, Start, End> what;
    friend bool operator==(const Input &, const Input &) = default;
};

using NoteId = std::int64_t;

enum class Role : std::uint8_t { Strike, Soft, Backing, Model, Prompt };

/// A sound starts. `level` is the strength after the activity's own rules, linear; engine gains are not in it.
struct Note {
    NoteId id = 0;
    SeatId seat;
    std::string instrument;
    int key = 60;
    double level = 0.75;
    Role role = Role::Strike;
    friend bool operator==(const Note &, const Note &) = default;
};

/// It ends; exactly one for each note.
struct Off { NoteId id = 0; friend bool operator==(const Off &, const Off &) = default; };

/// The states of the stage all activities share, those of the activities, then those the leader's cues bring.
enum class StageState : std::uint8_t {
    Ready, Intro, Outro, Rest, Paused,
    Listen, Active, Grounded, Softer,                 // Open Pads
    Gather, Match, Hold, Lead,                        // Our Pulse
    Empty, Add, Loop, Breakdown,                      // Build a Groove
    Choose, CountIn, Conduct, Vamp, Cadence,          // Conductor
    Turn, Pass, Together,                             // Pass It On, Hello, Goodbye
    Breath, Response, Both,                           // Echo, with Call; Both also of Conversation
    Quiet, SideA, SideB, Replay,                      // Conversation
    Music, Warn, Freeze,                              // Freeze
    Held, Whole,                                      // Together
    Pair,                                             // Groove Pass
    Attention, Groove, Pulse, Rumble, Accent, Call, Answer, Sculpt, Showcase, Fade, Calm, Swap,
};

struct StateChange {
    StageState state = StageState::Ready;
    std::optional<SeatId> seat;
    std::vector<SeatId> seats;
    /// A mood or layer number. Of a cue that is on its way the count 3, 2, 1 (none: its preview), and 0 when it has
    /// landed and lasts; of Calm 1 or 0.
    std::optional<double> value;
    friend bool operator==(const StateChange &, const StateChange &) = default;
};

enum class PromptStep : std::uint8_t { Invite, Cue, Model, Together };
struct Prompt { SeatId seat; PromptStep step = PromptStep::Invite; friend bool operator==(const Prompt &, const Prompt &) = default; };

/// The shared beat; beat n begins a bar when n mod `meter` is 0.
struct BeatMark { std::int64_t beat = 0; Bpm tempo; friend bool operator==(const BeatMark &, const BeatMark &) = default; };

/// A level the rules ask for; seat -1 is the master.
struct Gain {
    SeatId seat = kBacking;
    double db = 0;
    int rampMs = 0;
    friend bool operator==(const Gain &, const Gain &) = default;
};

struct Word { int line = 0; int syllable = 0; friend bool operator==(const Word &, const Word &) = default; };

struct Output {
    Micros t{};
    std::variant<Note, Off, StateChange, Prompt, BeatMark, Gain, Word> what;
    friend bool operator==(const Output &, const Output &) = default;
};

/// The first line of a log: what a session starts from.
struct Header {
    std::string app;
    std::string started;   ///< ISO 8601 in UTC, or empty
    int seats = 0;         ///< how many are present from the start
    std::uint64_t seed = 0;
    std::string activity = "open-pads";
    std::vector<NamedSetting> settings;
    /// A groove the session could play, by id and by the SHA-256 of its text.
    struct Used {
        std::string id;
        std::string sha256;
        friend bool operator==(const Used &, const Used &) = default;
    };
    std::int64_t latencyUs = 0; ///< calibrated touch latency, taken off by the measures
    std::vector<Used> grooves;  ///< in the order Next goes through them
    friend bool operator==(const Header &, const Header &) = default;
};

} // namespace tutti
