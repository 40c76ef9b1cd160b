// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event.h"

#include <optional>
#include <string_view>

/// The words the log uses for the closed sets of event.h. Both directions are total on the sets.
namespace tutti {

[[nodiscard]] std::string_view nameOf(StrikeBy by) noexcept;
[[nodiscard]] std::string_view nameOf(CueKind kind) noexcept;
[[nodiscard]] std::string_view nameOf(Role role) noexcept;
[[nodiscard]] std::string_view nameOf(StageState state) noexcept;
[[nodiscard]] std::string_view nameOf(PromptStep step) noexcept;

[[nodiscard]] std::optional<StrikeBy> strikeByFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<CueKind> cueKindFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<Role> roleFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<StageState> stageStateFrom(std::string_view name) noexcept;
[[nodiscard]] std::optional<PromptStep> promptStepFrom(std::string_view name) noexcept;

} // namespace tutti
