// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

/// A complete SoundFont of about 2 KB, made on the spot (SoundFont 2.01, chapters 5 to 8): one looped wave of 480 Hz at
/// key 60 that starts at full level and is gone 20 ms after its note ends, in as many presets as wanted.
namespace tutti::test {

enum class TinyWave { Sine, Square };

struct TinyPreset {
    int bank = 0;
    int program = 0;
    int semitones = 0; ///< it sounds above its key, to be told from others
};

class TinySoundFont {
public:
    explicit TinySoundFont(std::vector<TinyPreset> presets = {{0, 0}, {128, 0}}, TinyWave wave = TinyWave::Sine)
        : m_presets(std::move(presets))
        , m_wave(wave)
    {
    }

    [[nodiscard]] std::vector<std::byte> bytes() const
    {
        const std::string body = "sfbk" + list("INFO", info()) + list("sdta", chunk("smpl", samples())) + list("pdta", articulation());
        const std::string all = chunk("RIFF", body);
        std::vector<std::byte> out(all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            out[i] = static_cast<std::byte>(all[i]);
        return out;
    }

private:
    static constexpr int kPeriod = 100;  // samples, at 48 kHz
    static constexpr int kPeriods = 4;
    static constexpr int kTail = 46;     // silence the standard wants behind a sample

    static std::string number(std::uint32_t value, int bytes)
    {
        std::string out;
        for (int i = 0; i < bytes; ++i)
            out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 0xFFU);
        return out;
    }
    static std::string word(int value) { return number(static_cast<std::uint32_t>(value), 2); }
    static std::string name(std::string_view text)
    {
        std::string out(text);
        out.resize(20);
        return out;
    }
    static std::string chunk(std::string_view id, std::string content)
    {
        if (content.size() % 2 != 0)
            content += '\0';
        return std::string(id) + number(static_cast<std::uint32_t>(content.size()), 4) + content;
    }
    static std::string list(std::string_view kind, const std::string &content) { return chunk("LIST", std::string(kind) + content); }
    static std::string generator(int id, int amount) { return word(id) + word(amount); }

    static std::string info()
    {
        return chunk("ifil", word(2) + word(1)) + chunk("isng", std::string("EMU8000\0", 8)) + chunk("INAM", std::string("Tiny\0\0", 6));
    }

    [[nodiscard]] std::string samples() const
    {
        std::string out;
        for (int i = 0; i < kPeriod * kPeriods; ++i) {
            const double phase = static_cast<double>(i % kPeriod) / kPeriod;
            const double value = m_wave == TinyWave::Sine ? std::sin(2 * std::numbers::pi * phase) : phase < 0.5 ? 1.0 : -1.0;
            out += word(static_cast<int>(std::lround(value * 30000)));
        }
        return out + std::string(2 * kTail, '\0');
    }

    [[nodiscard]] std::string articulation() const
    {
        std::string headers;
        std::string bags;
        std::string generators;
        int at = 0;
        int generatorAt = 0;
        for (const TinyPreset &preset : m_presets) {
            headers += name("Tiny") + word(preset.program) + word(preset.bank) + word(at) + std::string(12, '\0');
            bags += word(generatorAt) + word(0);
            generators += generator(51, preset.semitones) + generator(41, 0); // coarse tune, instrument
            generatorAt += 2;
            ++at;
        }
        headers += name("EOP") + word(0) + word(0) + word(at) + std::string(12, '\0');
        bags += word(generatorAt) + word(0);
        generators += generator(0, 0);
        const std::string sound = generator(38, -6765) // release, timecents: 20 ms
            + generator(54, 1)                         // loops
            + generator(53, 0);                        // sample
        const std::string sample = name("Tiny") + number(0, 4) + number(kPeriod * kPeriods, 4) + number(kPeriod, 4)
            + number(kPeriod * (kPeriods - 1), 4) + number(48000, 4) + std::string("\x3C\0", 2) + word(0) + word(1);
        return chunk("phdr", headers) + chunk("pbag", bags) + chunk("pmod", std::string(10, '\0')) + chunk("pgen", generators)
            + chunk("inst", name("Tiny") + word(0) + name("EOI") + word(1)) + chunk("ibag", word(0) + word(0) + word(3) + word(0))
            + chunk("imod", std::string(10, '\0')) + chunk("igen", sound + generator(0, 0))
            + chunk("shdr", sample + name("EOS") + std::string(26, '\0'));
    }

    std::vector<TinyPreset> m_presets;
    TinyWave m_wave;
};

} // namespace tutti::test
