// SPDX-License-Identifier: GPL-3.0-or-later
#include "instruments.h"

#include "recipes.h"

#include <iterator>

namespace tutti {

std::vector<BankPreset> embeddedPresets()
{
    using namespace recipes;
    std::vector<BankPreset> presets;
    const auto take = [&](std::vector<BankPreset> more) { std::move(more.begin(), more.end(), std::back_inserter(presets)); };
    for (const auto make : {marimba, vibraphone, glockenspiel, chimeBars, kalimba, logDrum, chimes, bell, singingBowl, harp, bass, softKeys, warmPad})
        take(make());

    Kit drums("Hand percussion", {kDrumBank, 0});
    for (const auto add : {djembe, conga, frameDrum, surdo, cajon, claves, woodBlock, agogo, shaker, tambourine, sleighBells})
        add(drums);
    take(drums.take());

    Kit ocean("Ocean drum", {0, 122});
    oceanDrum(ocean);
    take(ocean.take());
    return presets;
}

} // namespace tutti
