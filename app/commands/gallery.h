// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tutti {
struct CommandLine;
/// `tutti gallery DIR`: a picture of every screen in every state worth seeing, in one theme or in all three.
[[nodiscard]] int runGallery(const CommandLine &line);
} // namespace tutti
