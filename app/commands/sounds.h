// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// What to load for a catalogue. `chosen` is tried in a process of its own first.
[[nodiscard]] SoundRequest soundRequest(const Catalogue &catalogue, int sampleRate, const QString &chosen, Fallback fallback);

} // namespace tutti
