// SPDX-License-Identifier: GPL-3.0-or-later
// make_bank FILE: synthesises the embedded set and writes it as a SoundFont.
#include "instruments.h"
#include "sf2_writer.h"

#include <fmt/format.h>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fmt::print(stderr, "usage: make_bank FILE.sf2\n");
        return 2;
    }
    if (const auto written = tutti::writeSf2(tutti::embeddedPresets(), argv[1]); !written) {
        fmt::print(stderr, "{}\n", written.error());
        return 1;
    }
    return 0;
}
