// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bank.h"

/// How FluidSynth will make a zone sound: for bringing zones to one loudness and one colour where they meet.
namespace tutti {

/// The player's low-pass in Hz for a velocity the zone serves; 0: open.
[[nodiscard]] double cutoffAt(const BankZone &zone, int velocity);

/// Loudness of the loudest 400 ms in LUFS (EBU R 128) through the low-pass for `velocity`, but at full level: the
/// player's curve from velocity to level is the same for all zones.
[[nodiscard]] double loudnessAt(const BankZone &zone, int velocity);

} // namespace tutti
