// SPDX-License-Identifier: GPL-3.0-or-later
// FluidSynth alone at a JACK server, through its own driver, with the notes of twelve people at random; it plays until it
// is ended. What happens to it happens to every program of its kind on this machine.
//   bare_fluidsynth SOUNDFONT
#include "e2e/rig/result.h"
#include "lib/bare_fluidsynth.h"
#include "lib/random_people.h"

#include <cstdio>
#include <map>

int main(int argc, char **argv)
{
    using namespace tutti;
    if (argc != 2) {
        std::fprintf(stderr, "Usage: bare_fluidsynth SOUNDFONT\n");
        return 2;
    }
    BareFluidSynth synth(argv[1], BareFluidSynth::Threads::Many);
    if (!synth.isLoaded()) {
        std::fprintf(stderr, "%s cannot be read.\n", argv[1]);
        return 1;
    }
    // As Tutti asks for it (sound/fluid_driver.cpp).
    fluid_settings_t *const settings = synth.settings();
    fluid_settings_setstr(settings, "audio.driver", "jack");
    fluid_settings_setstr(settings, "audio.jack.id", "bare");
    fluid_settings_setint(settings, "audio.jack.autoconnect", 1);
    fluid_settings_setint(settings, "audio.realtime-prio", 60);
    if (!new_fluid_audio_driver(settings, synth.synth())) // for as long as this process lasts
        return 1;

    RandomPeople people(BareFluidSynth::kSeats, 9);
    std::map<std::int64_t, int> keys; // by finger
    const std::int64_t zero = rig::nowNs();
    for (;;) {
        const auto touch = people.next();
        rig::sleepUntilNs(zero + static_cast<std::int64_t>(touch.t * 1e9));
        if (touch.down) {
            keys[touch.finger] = 55 + people.below(24);
            synth.strike(touch.seat, keys[touch.finger], people.between(0.3, 1));
        } else {
            synth.lift(touch.seat, keys[touch.finger]);
            keys.erase(touch.finger);
        }
    }
}
