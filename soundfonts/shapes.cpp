// SPDX-License-Identifier: GPL-3.0-or-later
#include "shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tutti::synthesis {

namespace {

constexpr double kMiddleC = 261.6255653;

constexpr double kFirstZero = 2.404826; // of J0: a skin's lowest mode
constexpr double kLastZero = 42;

/// Zeros of the Bessel functions up to kLastZero: a skin's modes by nodal lines (rows) and circles.
const std::vector<std::vector<double>> &zeros()
{
    static const std::vector<std::vector<double>> all = [] {
        std::vector<std::vector<double>> found;
        for (unsigned m = 0; m + 2 < kLastZero; ++m) {
            std::vector<double> row;
            constexpr double kStep = 0.25; // zeros of one function lie about pi apart
            for (double x = m + 1.0; x < kLastZero; x += kStep) {
                double low = x;
                double high = x + kStep;
                const bool rises = std::cyl_bessel_j(m, low) < 0;
                if (rises == (std::cyl_bessel_j(m, high) < 0))
                    continue;
                for (int i = 0; i < 40; ++i) {
                    const double middle = (low + high) / 2;
                    ((std::cyl_bessel_j(m, middle) < 0) == rises ? low : high) = middle;
                }
                row.push_back(low);
            }
            found.push_back(std::move(row));
        }
        return found;
    }();
    return all;
}

/// What is as wide as the wave is long hardly moves it.
double touched(double waveNumber, double width)
{
    return std::exp(-0.125 * waveNumber * waveNumber * width * width);
}

void toUnit(std::vector<Mode> &modes)
{
    double most = 0;
    for (const Mode &mode : modes)
        most = std::max(most, mode.level);
    for (Mode &mode : modes)
        mode.level /= most;
}

} // namespace

std::vector<Mode> skinModes(const Skin &skin)
{
    const auto loaded = [&](double zero) { return zero / std::sqrt(1 + skin.air * kFirstZero / zero); };
    std::vector<Mode> modes;
    for (std::size_t lines = 0; lines < zeros().size(); ++lines) {
        const auto m = static_cast<unsigned>(lines);
        for (const double zero : zeros()[lines]) {
            const double ratio = loaded(zero) / loaded(kFirstZero);
            if (ratio > skin.highest)
                continue;
            const double shape = std::abs(std::cyl_bessel_j(m, zero * skin.at) / std::cyl_bessel_j(m + 1, zero));
            // The more nodal lines, the more the air beside them only moves to and fro.
            const double level = shape * touched(zero, 2 * skin.width) * std::pow(0.85, lines) / std::sqrt(ratio);
            const double t60 = skin.t60 * (lines == 0 ? skin.breath : 1.0) / (1 + skin.damping * (ratio - 1));
            if (lines == 0) {
                modes.push_back({ratio, level, t60});
                continue;
            }
            const double one = std::pow(std::cos(m * skin.angle), 2);
            modes.push_back({ratio * (1 - skin.split / 2), level * one, t60});
            modes.push_back({ratio * (1 + skin.split / 2), level * (1 - one), t60});
        }
    }
    toUnit(modes);
    return modes;
}

double freeBar(int n, double at)
{
    static constexpr std::array<double, 5> kTurns{4.730041, 7.853205, 10.995608, 14.137165, 17.278760};
    const double b = kTurns[static_cast<std::size_t>(n - 1)];
    const double sigma = (std::cosh(b) - std::cos(b)) / (std::sinh(b) - std::sin(b));
    const double x = b * at;
    return std::abs(std::cosh(x) + std::cos(x) - sigma * (std::sinh(x) + std::sin(x))) / 2;
}

std::vector<Mode> plateModes(const Plate &plate)
{
    std::vector<Mode> modes;
    const double p2 = plate.proportion * plate.proportion;
    for (int m = 1; m <= 6; ++m)
        for (int n = 1; n <= 8; ++n) {
            const double ratio = (m * m * p2 + n * n) / (p2 + 1);
            if (ratio > plate.highest)
                continue;
            const double shape = std::abs(std::sin(m * std::numbers::pi * plate.x) * std::sin(n * std::numbers::pi * plate.y));
            // An even one pushes the air here while it pulls it there.
            const double heard = m % 2 == 1 && n % 2 == 1 ? 1.0 : 0.6;
            const double level = shape * heard * touched(std::numbers::pi * std::hypot(m, n / plate.proportion), plate.width) / std::sqrt(ratio);
            modes.push_back({ratio, level, plate.t60 / (1 + plate.damping * (ratio - 1))});
        }
    toUnit(modes);
    return modes;
}

std::vector<Mode> softened(std::vector<Mode> modes, double hz, double cutoffHz)
{
    for (Mode &mode : modes)
        mode.level /= 1 + std::pow(hz * mode.ratio / cutoffHz, 2);
    return modes;
}

std::vector<Mode> scaled(std::vector<Mode> modes, double hz, double power)
{
    for (Mode &mode : modes)
        mode.t60 *= std::pow(kMiddleC / hz, power);
    return modes;
}

} // namespace tutti::synthesis
