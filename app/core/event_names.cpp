// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event_names.h"

#include <array>

namespace tutti {
namespace {

// Each table lists its enum in order, so a name is a look-up and the reverse is a scan of a few words.
constexpr std::array<std::string_view, 6> kStrikeBy{"touch", "mouse", "key", "switch", "midi", "dwell"};
constexpr std::array<std::string_view, 32> kCue{
    "stop", "resume", "finish", "attention", "groove", "pulse", "rumble", "louder", "softer", "faster", "slower",
    "settle", "accent", "call", "sculpt", "layer-in", "layer-out", "showcase", "teeter-totter", "wave", "groove-pass",
    "fade", "calm", "quiet-me", "said-it", "mark", "swap", "next", "again", "skip", "back", "hold"};
constexpr std::array<std::string_view, 5> kRole{"strike", "soft", "backing", "model", "prompt"};
constexpr std::array<std::string_view, 50> kState{
    "ready", "intro", "outro", "rest", "paused", "listen", "active", "grounded", "softer", "gather", "match", "hold", "lead",
    "empty", "add", "loop", "breakdown", "choose", "count-in", "conduct", "vamp", "cadence", "turn", "pass", "together",
    "breath", "response", "both", "quiet", "a", "b", "replay", "music", "warn", "freeze", "held", "whole", "pair", "attention", "groove",
    "pulse", "rumble", "accent", "call", "answer", "sculpt", "showcase", "fade", "calm", "swap"};
constexpr std::array<std::string_view, 4> kPrompt{"invite", "cue", "model", "together"};

static_assert(kCue.size() == static_cast<std::size_t>(CueKind::Hold) + 1);
static_assert(kState.size() == static_cast<std::size_t>(StageState::Swap) + 1);

template <class E, std::size_t N>
std::optional<E> find(const std::array<std::string_view, N> &table, std::string_view name) noexcept
{
    for (std::size_t i = 0; i < N; ++i)
        if (table[i] == name)
            return static_cast<E>(i);
    return std::nullopt;
}

} // namespace

std::string_view nameOf(StrikeBy by) noexcept { return kStrikeBy[static_cast<std::size_t>(by)]; }
std::string_view nameOf(CueKind kind) noexcept { return kCue[static_cast<std::size_t>(kind)]; }
std::string_view nameOf(Role role) noexcept { return kRole[static_cast<std::size_t>(role)]; }
std::string_view nameOf(StageState state) noexcept { return kState[static_cast<std::size_t>(state)]; }
std::string_view nameOf(PromptStep step) noexcept { return kPrompt[static_cast<std::size_t>(step)]; }

std::optional<StrikeBy> strikeByFrom(std::string_view name) noexcept { return find<StrikeBy>(kStrikeBy, name); }
std::optional<CueKind> cueKindFrom(std::string_view name) noexcept { return find<CueKind>(kCue, name); }
std::optional<Role> roleFrom(std::string_view name) noexcept { return find<Role>(kRole, name); }
std::optional<StageState> stageStateFrom(std::string_view name) noexcept { return find<StageState>(kState, name); }
std::optional<PromptStep> promptStepFrom(std::string_view name) noexcept { return find<PromptStep>(kPrompt, name); }

} // namespace tutti
