// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scale.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace tutti {
namespace {

const std::array<std::pair<std::string_view, std::vector<int>>, 12> &modes()
{
    static const std::array<std::pair<std::string_view, std::vector<int>>, 12> table{{
        {"pentatonic", {0, 2, 4, 7, 9}},
        {"major pentatonic", {0, 2, 4, 7, 9}},
        {"minor pentatonic", {0, 3, 5, 7, 10}},
        {"major", {0, 2, 4, 5, 7, 9, 11}},
        {"ionian", {0, 2, 4, 5, 7, 9, 11}},
        {"dorian", {0, 2, 3, 5, 7, 9, 10}},
        {"phrygian", {0, 1, 3, 5, 7, 8, 10}},
        {"lydian", {0, 2, 4, 6, 7, 9, 11}},
        {"mixolydian", {0, 2, 4, 5, 7, 9, 10}},
        {"minor", {0, 2, 3, 5, 7, 8, 10}},
        {"aeolian", {0, 2, 3, 5, 7, 8, 10}},
        {"in", {0, 1, 5, 7, 8}},
    }};
    return table;
}

std::optional<int> pitchClass(std::string_view name)
{
    constexpr std::array<int, 7> natural{9, 11, 0, 2, 4, 5, 7}; // A to G
    if (name.empty() || name[0] < 'A' || name[0] > 'G')
        return std::nullopt;
    int pc = natural[static_cast<std::size_t>(name[0] - 'A')];
    for (char c : name.substr(1)) {
        if (c == '#')
            ++pc;
        else if (c == 'b')
            --pc;
        else
            return std::nullopt;
    }
    return ((pc % 12) + 12) % 12;
}

constexpr int floorDiv(int a, int b) noexcept { return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0); }

constexpr int kMiddleC = 60;

} // namespace

std::optional<Scale> Scale::parse(std::string_view name)
{
    const auto space = name.find(' ');
    if (space == std::string_view::npos)
        return std::nullopt;
    const auto root = pitchClass(name.substr(0, space));
    if (!root)
        return std::nullopt;
    for (const auto &[mode, steps] : modes()) {
        if (mode == name.substr(space + 1)) {
            Scale scale;
            scale.m_name = std::string(name);
            scale.m_root = *root;
            scale.m_steps = steps;
            return scale;
        }
    }
    return std::nullopt;
}

int Scale::key(int degree) const noexcept
{
    const int n = degreesPerOctave();
    const int octave = floorDiv(degree, n);
    return kMiddleC + m_root + 12 * octave + m_steps[static_cast<std::size_t>(degree - octave * n)];
}

bool Scale::contains(int key) const noexcept
{
    const int step = (((key - m_root) % 12) + 12) % 12;
    return std::find(m_steps.begin(), m_steps.end(), step) != m_steps.end();
}

int Scale::above(int degree, int semitones) const noexcept
{
    const int wanted = key(degree) + semitones;
    int best = degree;
    for (int d = degree; d <= degree + 2 * degreesPerOctave(); ++d)
        if (std::abs(key(d) - wanted) < std::abs(key(best) - wanted))
            best = d;
    return best;
}

int Scale::fifth() const noexcept
{
    const auto nearest = std::min_element(m_steps.begin(), m_steps.end(), [](int a, int b) { return std::abs(a - 7) < std::abs(b - 7); });
    return static_cast<int>(nearest - m_steps.begin());
}

int degreeOf(SeatId seat, PadIndex pad) noexcept
{
    constexpr std::array<int, kMaxSeats> seatDegree{0, 2, 4, 6, 8, -2, 1, 3, 5, 7, 9, -4};
    constexpr std::array<int, kMaxPads> padOffset{0, 1, -1};
    if (!seat.isPlayer() || pad.value < 0 || pad.value >= kMaxPads)
        return 0;
    return seatDegree[static_cast<std::size_t>(seat.value)] + padOffset[static_cast<std::size_t>(pad.value)];
}

int keyOf(const Instrument &instrument, const Scale &scale, SeatId seat, PadIndex pad, int transpose) noexcept
{
    if (!instrument.pitched)
        return instrument.drumKeys[static_cast<std::size_t>(std::clamp<int>(pad.value, 0, kMaxPads - 1))];
    int key = scale.key(degreeOf(seat, pad)) + transpose;
    while (key < instrument.lowKey)
        key += 12;
    while (key > instrument.highKey)
        key -= 12;
    return std::clamp(key, 0, 127);
}

} // namespace tutti
