// SPDX-License-Identifier: GPL-3.0-or-later
#include "flash_meter.h"

#include "colour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tutti {

namespace {

struct Light {
    float r = 0;
    float g = 0;
    float b = 0;
};

} // namespace

void FlashMeter::add(const QImage &frame)
{
    // Mean light of cells half a square wide; a square is two by two of them.
    static const std::array<float, 256> linear = [] {
        std::array<float, 256> table{};
        for (int i = 0; i < 256; ++i)
            table[static_cast<std::size_t>(i)] = static_cast<float>(colour::luminance(QColor(i, i, i)));
        return table;
    }();
    const QImage image = frame.convertToFormat(QImage::Format_RGB32);
    const int cell = std::max(2, static_cast<int>(m_square / 4) * 2);
    const int columns = image.width() / cell, rows = image.height() / cell;
    std::vector<Light> cells(static_cast<std::size_t>(columns * rows));
    // Every other pixel of every other line: what moves here is wider than that.
    for (int y = 0; y < rows * cell; y += 2) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        Light *row = &cells[static_cast<std::size_t>(y / cell * columns)];
        for (int x = 0; x < columns * cell; x += 2) {
            Light &light = row[x / cell];
            light.r += linear[static_cast<std::size_t>(qRed(line[x]))];
            light.g += linear[static_cast<std::size_t>(qGreen(line[x]))];
            light.b += linear[static_cast<std::size_t>(qBlue(line[x]))];
        }
    }
    const float scale = 1.0f / static_cast<float>(cell * cell);
    const bool first = m_squares.empty();
    m_squares.resize(static_cast<std::size_t>((columns - 1) * (rows - 1)));
    auto square = m_squares.begin();
    for (int y = 0; y + 1 < rows; ++y) {
        for (int x = 0; x + 1 < columns; ++x, ++square) {
            Light light;
            for (const int at : {y * columns + x, y * columns + x + 1, (y + 1) * columns + x, (y + 1) * columns + x + 1}) {
                light.r += cells[static_cast<std::size_t>(at)].r * scale;
                light.g += cells[static_cast<std::size_t>(at)].g * scale;
                light.b += cells[static_cast<std::size_t>(at)].b * scale;
            }
            const float luminance = 0.2126f * light.r + 0.7152f * light.g + 0.0722f * light.b;
            if (first)
                square->low = square->high = luminance;
            change(*square, luminance);
            changeRed(*square, light.r, light.g, light.b);
        }
    }
    ++m_frame;
}

void FlashMeter::change(Square &square, float now)
{
    constexpr float kStep = 0.10f, kDark = 0.80f;
    square.low = std::min(square.low, now);
    square.high = std::max(square.high, now);
    if (square.direction <= 0 && now - square.low >= kStep && square.low < kDark) {
        square.changes.push_back(m_frame);
        square.direction = 1;
        square.high = now;
    } else if (square.direction >= 0 && square.high - now >= kStep && now < kDark) {
        square.changes.push_back(m_frame);
        square.direction = -1;
        square.low = now;
    }
    if (square.direction > 0)
        square.low = square.high = std::max(square.high, now);
    else if (square.direction < 0)
        square.low = square.high = std::min(square.low, now);
}

void FlashMeter::changeRed(Square &square, float r, float g, float b)
{
    constexpr float kRed = 0.8f, kFar = 0.2f, kBlack = 1e-4f;
    // CIE 1976 from linear sRGB (IEC 61966-2-1); black has no colour of its own and counts as white.
    const float x = 0.4124f * r + 0.3576f * g + 0.1805f * b, y = 0.2126f * r + 0.7152f * g + 0.0722f * b,
                z = 0.0193f * r + 0.1192f * g + 0.9505f * b;
    const float sum = x + 15 * y + 3 * z;
    const float u = sum > kBlack ? 4 * x / sum : 0.1978f, v = sum > kBlack ? 9 * y / sum : 0.4683f;
    const bool red = r + g + b > kBlack && r / (r + g + b) >= kRed;
    if (m_frame == 0 || (red != square.red && std::hypot(u - square.u, v - square.v) > kFar)) {
        if (m_frame > 0)
            square.redChanges.push_back(m_frame);
        square.red = red;
        square.u = u;
        square.v = v;
    }
}

double FlashMeter::most(std::vector<int> Square::*changes) const
{
    double most = 0;
    for (const Square &square : m_squares) {
        const std::vector<int> &all = square.*changes;
        for (std::size_t first = 0, last = 0; last < all.size(); ++last) {
            while (all[last] - all[first] >= m_rate)
                ++first;
            most = std::max(most, static_cast<double>(last - first + 1) / 2);
        }
    }
    return most;
}

double FlashMeter::worst() const { return most(&Square::changes); }
double FlashMeter::worstRed() const { return most(&Square::redChanges); }

} // namespace tutti
