// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "preset_maker.h"

#include <vector>

/// How each instrument is made. Levels and decays are ours, set to be warm: little above 6 kHz.
namespace tutti::recipes {

// Hand drums and the box: strokes of the kit.
void djembe(Kit &kit);
void conga(Kit &kit);
void frameDrum(Kit &kit);
void surdo(Kit &kit);
void cajon(Kit &kit);

// Wood and iron without a scale.
void claves(Kit &kit);
void woodBlock(Kit &kit);
void agogo(Kit &kit);

// Many small things that meet.
void shaker(Kit &kit);
void tambourine(Kit &kit);
void sleighBells(Kit &kit);
void oceanDrum(Kit &kit);

// Bars and tongues.
[[nodiscard]] std::vector<BankPreset> marimba();
[[nodiscard]] std::vector<BankPreset> vibraphone();
[[nodiscard]] std::vector<BankPreset> glockenspiel();
[[nodiscard]] std::vector<BankPreset> chimeBars();
[[nodiscard]] std::vector<BankPreset> kalimba();
[[nodiscard]] std::vector<BankPreset> logDrum();

// Bells and the bowl.
[[nodiscard]] std::vector<BankPreset> chimes();
[[nodiscard]] std::vector<BankPreset> bell();
[[nodiscard]] std::vector<BankPreset> singingBowl();

// Strings, keys and the pad.
[[nodiscard]] std::vector<BankPreset> harp();
[[nodiscard]] std::vector<BankPreset> bass();
[[nodiscard]] std::vector<BankPreset> softKeys();
[[nodiscard]] std::vector<BankPreset> warmPad();

} // namespace tutti::recipes
