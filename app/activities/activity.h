// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "activities/build_a_groove.h"
#include "activities/conductor.h"
#include "activities/conversation.h"
#include "activities/echo.h"
#include "activities/freeze.h"
#include "activities/greetings.h"
#include "activities/groove_pass.h"
#include "activities/open_pads.h"
#include "activities/our_pulse.h"
#include "activities/pass_it_on.h"
#include "activities/together.h"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace tutti {

/// What can be played. Each is an ActivityDefaults, and a value with
///
///     enter(circle, t, effects)          it begins
///     strike(circle, strike, t, effects) a seat that plays was struck; its own sound is already in the effects
///     beat(circle, beat, effects)        a beat was planned, Pulse::kAhead before it sounds; the band's part is there
///     finishAt(landing)                  an ending is on its way: nothing new begins
///     due(circle, t, effects), nextDue() what it wants of its own
///     cancelled(t)                       what was planned for later than t will not come; plan it again
///     peopleChanged(circle, t, effects)  somebody came, went, rests, or wants not to be heard
///     shift(by)                          a pause is over: all times move
///     state()                            as the log names it
///
/// and none of them reads a clock.
using Activity = std::variant<OpenPads, OurPulse, BuildAGroove, Conductor, PassItOn, Hello, Goodbye, Echo, Freeze, Together, Conversation, GroovePass>;

/// The activity the log calls so, or nothing where this version has none.
[[nodiscard]] std::optional<Activity> activityNamed(std::string_view id);
/// The names of all of them.
[[nodiscard]] const std::vector<std::string_view> &activityNames();

} // namespace tutti
