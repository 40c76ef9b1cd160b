// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace tutti {

/// The first 171 ms of a sound by frequency: what the ear takes for its colour.
class Spectrum {
public:
    Spectrum(std::span<const double> samples, int rate);

    /// Mean frequency by magnitude in Hz, as heard through a low-pass of second order at `cutoffHz`; 0: as it is.
    [[nodiscard]] double centroid(double cutoffHz = 0) const;
    /// What lies above `hz`, in dB against all there is.
    [[nodiscard]] double above(double hz) const;

private:
    double m_binHz;
    std::vector<double> m_magnitude;
};

} // namespace tutti
