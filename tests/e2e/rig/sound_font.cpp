// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/rig/sound_font.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <numbers>
#include <string>
#include <utility>

namespace tutti::rig {
namespace {

// SoundFont 2.04, section 8.1.2.
enum Generator : std::uint16_t {
    kAttack = 34, kDecay = 36, kSustain = 37, kRelease = 38, kInstrument = 41, kKeyRange = 43,
    kCoarseTune = 51, kFineTune = 52, kSampleId = 53, kSampleModes = 54, kScaleTuning = 56, kRootKey = 58,
};

constexpr int kCycle = 64;             ///< samples of one period: 750 Hz at 48 kHz
constexpr int kCycles = 8;
constexpr int kGap = 46;               ///< zeros after each sample, as the standard wants
constexpr int kSampleRate = 48000;
constexpr int kRoot = 78;              ///< F sharp 5, 740 Hz, near enough for the plain sine

class Bytes {
public:
    Bytes &u8(int v) { m_bytes += static_cast<char>(v); return *this; }
    Bytes &u16(int v) { return u8(v & 255).u8(v >> 8 & 255); }
    Bytes &u32(std::uint32_t v) { return u16(static_cast<int>(v & 0xFFFF)).u16(static_cast<int>(v >> 16)); }
    Bytes &name(std::string text) { text.resize(20, '\0'); m_bytes += text; return *this; }
    Bytes &raw(const std::string &text) { m_bytes += text; return *this; }
    Bytes &chunk(const char *id, const Bytes &body)
    {
        raw(id).u32(static_cast<std::uint32_t>(body.m_bytes.size())).raw(body.m_bytes);
        if (body.m_bytes.size() % 2)
            u8(0);
        return *this;
    }
    [[nodiscard]] const std::string &text() const { return m_bytes; }

private:
    std::string m_bytes;
};

int timecents(double seconds) { return static_cast<int>(std::lround(1200 * std::log2(std::max(seconds, 0.001)))); }

struct Zone { std::vector<std::pair<Generator, int>> generators; };

Zone zoneOf(const Tone &tone, const Shape &shape, bool tracked)
{
    const int cents = static_cast<int>(std::lround(1200 * std::log2(tone.hz * kCycle / kSampleRate)));
    const int coarse = static_cast<int>(std::lround(cents / 100.0));
    Zone zone;
    zone.generators = {
        {kKeyRange, tone.lowKey | tone.highKey << 8}, {kAttack, timecents(shape.attackS)}, {kDecay, timecents(shape.decayS)},
        {kSustain, static_cast<int>(std::lround(-10 * shape.sustainDb))}, {kRelease, timecents(shape.releaseS)},
    };
    if (!tracked) {
        zone.generators.insert(zone.generators.end(), {{kCoarseTune, coarse}, {kFineTune, cents - 100 * coarse}});
        zone.generators.emplace_back(kScaleTuning, 0);
    }
    zone.generators.insert(zone.generators.end(), {{kSampleModes, 1}, {kRootKey, kRoot}, {kSampleId, tone.silent ? 1 : 0}});
    return zone;
}

} // namespace

Result<void> writeSoundFont(const std::filesystem::path &file, const std::vector<Tone> &tones, const Shape &shape)
{
    Bytes wave;
    const int length = kCycle * kCycles + 8; // FluidSynth wants some samples past the loop
    for (int i = 0; i < length; ++i) {
        const double phase = 2 * std::numbers::pi * i / kCycle;
        const double value = shape.square ? (i / (kCycle / 2) % 2 ? -1 : 1) : std::sin(phase);
        wave.u16(static_cast<int>(std::lround(value * 32000)) & 0xFFFF);
    }
    for (int i = 0; i < kGap + length + kGap; ++i) // a gap, the silent sample, a gap
        wave.u16(0);

    std::map<std::pair<int, int>, std::vector<Zone>> presets; // by bank and program, the order of the file
    for (int program = 0; program < 128; ++program)
        presets[{0, program}];
    presets[{128, 0}];
    for (const auto &tone : tones)
        presets[{tone.bank, tone.program}].push_back(zoneOf(tone, shape, false));

    Bytes phdr, pbag, pgen, inst, ibag, igen;
    int presetBags = 0, presetGenerators = 0, instrumentBags = 0, instrumentGenerators = 0, instruments = 0;
    const auto addInstrument = [&](const std::vector<Zone> &zones) {
        inst.name(fmt::format("i{}", instruments)).u16(instrumentBags);
        for (const auto &zone : zones) {
            ibag.u16(instrumentGenerators).u16(0);
            ++instrumentBags;
            for (const auto &[generator, amount] : zone.generators) {
                igen.u16(generator).u16(amount & 0xFFFF);
                ++instrumentGenerators;
            }
        }
        return instruments++;
    };
    const int plain = addInstrument({zoneOf({}, shape, true)});
    for (const auto &[key, zones] : presets) {
        phdr.name(fmt::format("{}:{}", key.first, key.second)).u16(key.second).u16(key.first).u16(presetBags).u32(0).u32(0).u32(0);
        pbag.u16(presetGenerators).u16(0);
        ++presetBags;
        pgen.u16(kInstrument).u16(zones.empty() ? plain : addInstrument(zones));
        ++presetGenerators;
    }
    phdr.name("EOP").u16(0).u16(0).u16(presetBags).u32(0).u32(0).u32(0);
    pbag.u16(presetGenerators).u16(0);
    pgen.u16(0).u16(0);
    inst.name("EOI").u16(instrumentBags);
    ibag.u16(instrumentGenerators).u16(0);
    igen.u16(0).u16(0);
    Bytes shdr, noModulators;
    const int loopStart = kCycle, loopEnd = kCycle * (kCycles - 1) + kCycle;
    for (const int begin : {0, length + kGap})
        shdr.name(begin == 0 ? "wave" : "silence").u32(static_cast<std::uint32_t>(begin)).u32(static_cast<std::uint32_t>(begin + length))
            .u32(static_cast<std::uint32_t>(begin + loopStart)).u32(static_cast<std::uint32_t>(begin + loopEnd))
            .u32(kSampleRate).u8(kRoot).u8(0).u16(0).u16(1);
    shdr.name("EOS").u32(0).u32(0).u32(0).u32(0).u32(0).u8(0).u8(0).u16(0).u16(0);
    for (int i = 0; i < 10; ++i)
        noModulators.u8(0);

    Bytes info, samples, presetData, sfbk, riff;
    info.raw("INFO").chunk("ifil", Bytes().u16(2).u16(1)).chunk("isng", Bytes().raw(std::string("EMU8000\0", 8)))
        .chunk("INAM", Bytes().raw(std::string("rig\0", 4)));
    samples.raw("sdta").chunk("smpl", wave);
    presetData.raw("pdta").chunk("phdr", phdr).chunk("pbag", pbag).chunk("pmod", noModulators).chunk("pgen", pgen)
        .chunk("inst", inst).chunk("ibag", ibag).chunk("imod", noModulators).chunk("igen", igen).chunk("shdr", shdr);
    sfbk.raw("sfbk").chunk("LIST", info).chunk("LIST", samples).chunk("LIST", presetData);
    riff.chunk("RIFF", sfbk);
    std::ofstream out(file, std::ios::binary);
    out << riff.text();
    out.close();
    if (!out)
        return Failure(fmt::format("{} cannot be written.", file.string()));
    return {};
}

} // namespace tutti::rig
