// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the whole program where a SoundFont is tried out in a process of its own.
#include "sound/sound_font_probe.h"

#include <chrono>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>

int main(int argc, char **argv)
{
    if (argc != 3 || std::string_view(argv[1]) != tutti::SoundFontProbe::kArgument)
        return 2;
    // What a malformed file can do to FluidSynth, on demand.
    const std::string path = argv[2];
    if (path.ends_with("crash.sf2"))
        std::raise(SIGKILL);
    if (path.ends_with("hang.sf2"))
        std::this_thread::sleep_for(std::chrono::hours(1));
    return tutti::runProbe(path, {{0, 0, 0}, {128, 0, 0}});
}
