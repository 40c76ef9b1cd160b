// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "e2e/rig/result.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>

namespace tutti::rig {

/// A socket's name in the shape that the kernel takes; the error says when it is too long.
[[nodiscard]] Result<sockaddr_un> addressOf(const std::filesystem::path &path);
/// Connects to a socket that a server opens within `timeoutMs`. The result is open, and the caller's.
[[nodiscard]] Result<int> connectTo(const std::filesystem::path &path, int timeoutMs);

} // namespace tutti::rig
