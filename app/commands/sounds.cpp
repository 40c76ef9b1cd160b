// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/sounds.h"

#include "soundfont_data.h"
#include "sound/sound_font_file.h"

#include <QCoreApplication>

namespace tutti {

SoundBank bankOf(const Catalogue &catalogue, Bank bank)
{
    SoundBank sounds;
    for (const SoundAddress &a : catalogue.addresses(bank))
        sounds.push_back({a.bank, a.program, a.gainDb, a.peakDb, a.variations, a.lies == Bank::Embedded});
    return sounds;
}

QString chosenSoundFont(const CommandLine &line, const KioskSettings &settings)
{
    if (!line.soundFont.isEmpty())
        return line.soundFont;
    return line.safe ? QString() : QString::fromStdString(settings.soundfont);
}

SoundRequest soundRequest(const Catalogue &catalogue, int sampleRate, const QString &chosen, Fallback fallback)
{
    SoundRequest request;
    request.sampleRate = sampleRate;
    request.instruments = bankOf(catalogue, Bank::Gm);
    request.embeddedInstruments = bankOf(catalogue, Bank::Embedded);
    request.chosen = chosen.toStdString();
    request.probeExecutable = QCoreApplication::applicationFilePath().toStdString();
    if (fallback == Fallback::Installed)
        request.installed = installedSoundFonts();
    request.embedded = embeddedBank();
    return request;
}

} // namespace tutti
