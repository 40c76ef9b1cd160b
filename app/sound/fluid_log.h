// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// FluidSynth writes its complaints to standard error unless told otherwise, also from the audio thread. Here they go
/// into a buffer of the thread they happen in: nothing is printed, locked or allocated.
namespace tutti {

/// Takes FluidSynth's log over for the whole process; again costs nothing. Thread: any.
void quietFluidLog();

/// Forgets what this thread was told last. Thread: any.
void clearFluidComplaint() noexcept;

/// The first error FluidSynth reported in this thread since clearFluidComplaint(), or empty. Thread: any.
[[nodiscard]] std::string fluidComplaint();

} // namespace tutti
