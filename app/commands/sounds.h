// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/command_line.h"
#include "content/catalogue.h"
#include "sound/sound_font_loader.h"

#include <QString>

namespace tutti {

enum class Fallback {
    Installed,    ///< the chosen SoundFont, else one that is installed, else the embedded set
    EmbeddedOnly, ///< the embedded set: the same bytes on every machine
};

/// The catalogue's instruments with that bank loaded, in catalogue order.
[[nodiscard]] SoundBank bankOf(const Catalogue &catalogue, Bank bank);

/// The SoundFont to play with: what the command line says, else what was set, but not where it is to be safe; or none.
[[nodiscard]] QString chosenSoundFont(const CommandLine &line, const KioskSettings &settings);

/// What to load for a catalogue. `chosen` is tried in a process of its own first.
[[nodiscard]] SoundRequest soundRequest(const Catalogue &catalogue, int sampleRate, const QString &chosen, Fallback fallback);

} // namespace tutti
