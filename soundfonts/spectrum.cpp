// SPDX-License-Identifier: GPL-3.0-or-later
#include "spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace tutti {

namespace {

/// In place, for a power of two: one transform of one length needs no library.
void transform(std::vector<std::complex<double>> &x)
{
    const std::size_t n = x.size();
    for (std::size_t i = 1, j = 0; i < n; ++i) {
        std::size_t bit = n / 2;
        for (; j & bit; bit /= 2)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(x[i], x[j]);
    }
    for (std::size_t length = 2; length <= n; length *= 2) {
        const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi / static_cast<double>(length));
        for (std::size_t from = 0; from < n; from += length) {
            std::complex<double> turn = 1;
            for (std::size_t i = from; i < from + length / 2; ++i) {
                const std::complex<double> odd = x[i + length / 2] * turn;
                x[i + length / 2] = x[i] - odd;
                x[i] += odd;
                turn *= step;
            }
        }
    }
}

} // namespace

Spectrum::Spectrum(std::span<const double> samples, int rate)
{
    constexpr std::size_t kSize = 8192;
    const std::size_t used = std::min({kSize, samples.size(), static_cast<std::size_t>(0.171 * rate)});
    const std::size_t fadeFrom = used * 7 / 8;
    std::vector<std::complex<double>> x(kSize);
    for (std::size_t i = 0; i < used; ++i)
        x[i] = samples[i] * (i < fadeFrom ? 1.0 : static_cast<double>(used - i) / static_cast<double>(used - fadeFrom));
    transform(x);
    m_binHz = static_cast<double>(rate) / kSize;
    m_magnitude.resize(kSize / 2);
    for (std::size_t bin = 1; bin < m_magnitude.size(); ++bin) // without what does not move
        m_magnitude[bin] = std::abs(x[bin]);
}

double Spectrum::centroid(double cutoffHz) const
{
    double weighted = 0;
    double sum = 0;
    for (std::size_t bin = 1; bin < m_magnitude.size(); ++bin) {
        const double hz = static_cast<double>(bin) * m_binHz;
        const double through = cutoffHz > 0 ? m_magnitude[bin] / std::sqrt(1 + std::pow(hz / cutoffHz, 4)) : m_magnitude[bin];
        weighted += through * hz;
        sum += through;
    }
    return sum > 0 ? weighted / sum : 0;
}

double Spectrum::above(double hz) const
{
    double all = 0;
    double high = 0;
    for (std::size_t bin = 1; bin < m_magnitude.size(); ++bin) {
        const double energy = m_magnitude[bin] * m_magnitude[bin];
        all += energy;
        if (static_cast<double>(bin) * m_binHz > hz)
            high += energy;
    }
    return 10 * std::log10(std::max(high / std::max(all, 1e-30), 1e-12));
}

} // namespace tutti
