// SPDX-License-Identifier: GPL-3.0-or-later
// catalogue_levels OUT.md EMBEDDED.sf2 [GM.sf2]: strikes every instrument of the catalogue at the low, middle and high
// end of its range and writes the tables of levels.md.
#include "content/catalogue.h"
#include "strike_meter.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

using namespace tutti;

namespace {

constexpr std::string_view kHead = R"(# Levels of the instruments

Written by `cmake --build BUILD --target levels`; run it again after a change to the catalogue or to the generator.

Each instrument alone, struck at level 0.8 and held 2 s, through FluidSynth at the app's level and without its reverb.
In the middle of its range it is to peak at -12 dBFS within 1 dB; inside that, short sounds stand a little higher and
long ones a little lower, so that they are nearer in loudness. *LUFS*: the loudest 400 ms (EBU R 128). *Onset* and
*attack*: from the strike until 40 dB and 6 dB under the peak are reached. *Centroid*: mean of the spectrum over the
first 171 ms. *Length*: until 60 dB under the peak; *lifted*: the same when the finger leaves after 0.1 s. *Clicks*:
samples off the curve of their neighbours, after the attack. *End*: the last 5 ms, under the peak.
)";

tl::expected<void, std::string> writeTable(std::ostream &out, const std::string &bankFile, Bank bank)
{
    auto meter = StrikeMeter::open(bankFile);
    if (!meter)
        return tl::unexpected(meter.error());
    out << "\n| instrument | key | gain dB | peak dBFS | LUFS | onset ms | attack ms | centroid Hz | length s | lifted s | clicks | end dB |\n"
           "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
        const Instrument &instrument = entry.instrument;
        if (bank == Bank::Gm && !entry.gm)
            continue;
        const SoundAddress &address = bank == Bank::Gm ? *entry.gm : entry.embedded;
        std::vector<int> keys{instrument.drumKeys.front()};
        if (instrument.pitched)
            keys = {instrument.lowKey, (instrument.lowKey + instrument.highKey) / 2, instrument.highKey};
        for (const int key : keys) {
            const auto held = meter->strike(address, key, kStrikeLevel, 2.0);
            const auto lifted = meter->strike(address, key, kStrikeLevel, 0.1);
            if (!held || !lifted)
                return tl::unexpected(fmt::format("{}: {}", instrument.id, held ? lifted.error() : held.error()));
            const StrikeMeasure m = measure(*held);
            out << fmt::format("| {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.0f} | {:.1f} | {:.1f} | {} | {:.0f} |\n", instrument.id, key,
                address.gainDb, 20 * std::log10(m.peak), momentaryLoudness(*held), m.onsetMs, m.attackMs, centroid(*held), m.lengthS, measure(*lifted).lengthS,
                m.clicks, m.endDb);
        }
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fmt::print(stderr, "usage: catalogue_levels OUT.md EMBEDDED.sf2 [GM.sf2]\n");
        return 2;
    }
    std::ofstream out(argv[1]);
    out << kHead << "\n## The embedded set\n";
    auto done = writeTable(out, argv[2], Bank::Embedded);
    if (done && argc > 3) {
        out << "\n## FluidR3_GM.sf2 (Debian's fluid-soundfont-gm)\n";
        done = writeTable(out, argv[3], Bank::Gm);
    }
    if (!done) {
        fmt::print(stderr, "{}\n", done.error());
        return 1;
    }
    if (!out.flush()) {
        fmt::print(stderr, "{} could not be written; check the folder and the disk.\n", argv[1]);
        return 1;
    }
    return 0;
}
