// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <vector>

namespace tutti {

/// Counts flashes in frames as WCAG 2.2 defines them, but for squares of glass far smaller than it asks for. A general flash
/// is a pair of opposing changes of 0.10 or more in relative luminance, the darker state below 0.80. A red flash is a pair
/// of opposing changes of more than 0.2 in CIE 1976 u'v', one state with R / (R + G + B) of 0.8 or more, in linear light.
/// Squares overlap by half.
class FlashMeter {
public:
    /// `square` is the side in px; frames come `framesPerSecond` to the second.
    FlashMeter(double square, int framesPerSecond) : m_square(square), m_rate(framesPerSecond) {}

    void add(const QImage &frame);
    /// The most general flashes any square had in any second.
    [[nodiscard]] double worst() const;
    /// The most red flashes any square had in any second.
    [[nodiscard]] double worstRed() const;

private:
    struct Square {
        // Against the last turning point.
        float low = 0;
        float high = 0;
        int direction = 0;
        bool red = false;
        float u = 0;
        float v = 0;
        std::vector<int> changes;    ///< frames at which a change began to run the other way
        std::vector<int> redChanges;
    };
    void change(Square &square, float luminance);
    void changeRed(Square &square, float r, float g, float b);
    [[nodiscard]] double most(std::vector<int> Square::*changes) const;

    double m_square;
    int m_rate;
    int m_frame = 0;
    std::vector<Square> m_squares;
};

} // namespace tutti
