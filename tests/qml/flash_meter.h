// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <vector>

namespace tutti {

/// Counts flashes in frames as WCAG 2.2 defines them, but for squares of glass far smaller than it asks for: pairs of
/// opposing changes of 0.10 or more in relative luminance, the darker state below 0.80. Squares overlap by half.
class FlashMeter {
public:
    /// `square` is the side in px; frames come `framesPerSecond` to the second.
    FlashMeter(double square, int framesPerSecond) : m_square(square), m_rate(framesPerSecond) {}

    void add(const QImage &frame);
    /// The most flashes any square had in any second.
    [[nodiscard]] double worst() const;

private:
    double m_square;
    int m_rate;
    std::vector<std::vector<float>> m_squares; ///< luminance over time, by square
};

} // namespace tutti
