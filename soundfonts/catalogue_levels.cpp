// SPDX-License-Identifier: GPL-3.0-or-later
// catalogue_levels OUT.md EMBEDDED.sf2 [GM.sf2]: strikes every instrument of the catalogue, each stroke of those without
// pitch and the low, middle and high keys of the others, and writes the tables of levels.md.
#include "content/catalogue.h"
#include "instruments.h"
#include "strike_meter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

using namespace tutti;

namespace {

constexpr std::string_view kHead = R"(# Levels of the instruments

Written by `cmake --build BUILD --target levels`; run it again after a change to the catalogue or to the generator.

Each instrument alone, struck at level 0.8 and held 2 s, through FluidSynth at the app's level and without its reverb.
The loudest 400 ms (*LUFS*, EBU R 128) are to be -24 LUFS within 1 LU, and no strike is to peak above -7 dBFS. The first
table has a row for each instrument: its loudness (what is pitched: mean by energy over the keys of the twelve seats in
the usual scale; what is not: each stroke), the gain the catalogue gives it, what would be better (*ideal*), and the
highest and the lowest peak of its keys and variations, the lowest beside the catalogue's word for it. The second has a
row for each stroke, and for three keys of what is pitched. *Onset* and *attack*: from the strike until 40 dB and 6 dB under the peak are
reached. *Centroid*: mean of the spectrum over the first 171 ms, of this strike and of a soft and the hardest one (level
0.1 and 1). *Over 8 kHz*: the energy there against all, in the same time. *Length*: until 60 dB under the peak;
*lifted*: the same when the finger leaves after 0.1 s. *Clicks*: samples off the curve of their neighbours, after the
attack. *End*: the last 5 ms, under the peak.
)";

/// How many waves of different strength serve a key.
int strengthsOf(const std::vector<BankPreset> &presets, const SoundAddress &address, int key)
{
    std::set<int> lowest;
    for (const BankPreset &preset : presets)
        if (preset.address == Preset{address.bank, address.program})
            for (const BankZone &zone : preset.zones)
                if (zone.lowKey <= key && key <= zone.highKey)
                    lowest.insert(zone.lowVelocity);
    return static_cast<int>(lowest.size());
}

class Tables {
public:
    Tables(std::ostream &out, StrikeMeter meter, Bank bank) : m_out(out), m_meter(std::move(meter)), m_bank(bank)
    {
        if (bank == Bank::Embedded)
            m_presets = embeddedPresets();
    }

    tl::expected<void, std::string> write()
    {
        m_out << "\n| instrument | gain dB | ideal dB | LUFS | lowest | highest | highest peak dBFS | lowest peak | in the catalogue | variations |\n"
                 "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
        if (auto done = forEach(&Tables::instrument); !done)
            return done;
        m_out << "\n| instrument | key | peak dBFS | LUFS | onset ms | attack ms | centroid Hz | soft Hz | hard Hz | over 8 kHz dB | length s | lifted s | "
                 "clicks | end dB | strengths |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
        return forEach(&Tables::strokes);
    }

private:
    using Row = void (Tables::*)(const Instrument &, const SoundAddress &);

    tl::expected<void, std::string> forEach(Row row)
    {
        for (const CatalogueEntry &entry : Catalogue::builtIn().entries()) {
            if (m_bank == Bank::Gm && !entry.gm)
                continue;
            (this->*row)(entry.instrument, m_bank == Bank::Gm ? *entry.gm : entry.embedded);
            if (!m_problem.empty())
                return tl::unexpected(fmt::format("{}: {}", entry.instrument.id, m_problem));
        }
        return {};
    }

    Recording strike(const SoundAddress &address, int key, double level, double hold = kHoldSeconds)
    {
        auto recording = m_meter.strike(address, key, level, hold);
        if (!recording)
            m_problem = recording.error();
        return recording.value_or(Recording{{0}, {0}});
    }

    void instrument(const Instrument &instrument, const SoundAddress &address)
    {
        std::vector<double> peaks;
        std::vector<double> loudness;
        for (int variation = 0; variation < address.variations; ++variation)
            for (const int key : keysInPlay(instrument)) {
                const Recording recording = strike(variationOf(address, variation), key, kStrikeLevel);
                loudness.push_back(momentaryLoudness(recording));
                peaks.push_back(20 * std::log10(measure(recording).peak));
            }
        const double mean = meanLoudness(loudness);
        const auto [lowest, highest] = std::minmax_element(loudness.begin(), loudness.end());
        const auto [lowestPeak, highestPeak] = std::minmax_element(peaks.begin(), peaks.end());
        m_out << fmt::format("| {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {} |\n", instrument.id, address.gainDb,
            static_cast<double>(address.gainDb) + kStrikeLufs - mean, mean, *lowest, *highest, *highestPeak, *lowestPeak, address.peakDb, address.variations);
    }

    void strokes(const Instrument &instrument, const SoundAddress &address)
    {
        std::vector<int> keys = keysInPlay(instrument);
        if (instrument.pitched)
            keys = {instrument.lowKey, (instrument.lowKey + instrument.highKey) / 2, instrument.highKey};
        for (const int key : keys) {
            const Recording held = strike(address, key, kStrikeLevel);
            const auto centroid = [&](double level) { return spectrumOf(strike(address, key, level)).centroid(); };
            const StrikeMeasure m = measure(held);
            const Spectrum spectrum = spectrumOf(held);
            m_out << fmt::format("| {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.1f} | {:.1f} | {} | {:.0f} | {} |\n",
                instrument.id, key, 20 * std::log10(m.peak), momentaryLoudness(held), m.onsetMs, m.attackMs, spectrum.centroid(), centroid(0.1), centroid(1),
                spectrum.above(8000), m.lengthS, measure(strike(address, key, kStrikeLevel, 0.1)).lengthS, m.clicks, m.endDb,
                m_bank == Bank::Embedded ? std::to_string(strengthsOf(m_presets, address, key)) : "–");
        }
    }

    std::ostream &m_out;
    StrikeMeter m_meter;
    Bank m_bank;
    std::vector<BankPreset> m_presets;
    std::string m_problem;
};

tl::expected<void, std::string> writeTables(std::ostream &out, const std::string &bankFile, Bank bank)
{
    auto meter = StrikeMeter::open(bankFile);
    if (!meter)
        return tl::unexpected(meter.error());
    return Tables(out, std::move(*meter), bank).write();
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
    auto done = writeTables(out, argv[2], Bank::Embedded);
    if (done && argc > 3) {
        out << "\n## FluidR3_GM.sf2 (Debian's fluid-soundfont-gm)\n";
        done = writeTables(out, argv[3], Bank::Gm);
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
