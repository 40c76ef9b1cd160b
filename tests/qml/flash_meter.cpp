// SPDX-License-Identifier: GPL-3.0-or-later
#include "flash_meter.h"

#include "colour.h"

#include <algorithm>
#include <array>

namespace tutti {

void FlashMeter::add(const QImage &frame)
{
    // Mean luminance of cells half a square wide; a square is two by two of them.
    static const std::array<float, 256> linear = [] {
        std::array<float, 256> table{};
        for (int i = 0; i < 256; ++i)
            table[static_cast<std::size_t>(i)] = static_cast<float>(colour::luminance(QColor(i, i, i)));
        return table;
    }();
    const QImage image = frame.convertToFormat(QImage::Format_RGB32);
    const int cell = std::max(2, static_cast<int>(m_square / 4) * 2);
    const int columns = image.width() / cell, rows = image.height() / cell;
    std::vector<float> cells(static_cast<std::size_t>(columns * rows));
    // Every other pixel of every other line: what moves here is wider than that.
    for (int y = 0; y < rows * cell; y += 2) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        float *row = &cells[static_cast<std::size_t>(y / cell * columns)];
        for (int x = 0; x < columns * cell; x += 2)
            row[x / cell] += 0.2126f * linear[static_cast<std::size_t>(qRed(line[x]))]
                + 0.7152f * linear[static_cast<std::size_t>(qGreen(line[x]))] + 0.0722f * linear[static_cast<std::size_t>(qBlue(line[x]))];
    }
    const float scale = 1.0f / static_cast<float>(cell * cell);
    m_squares.resize(static_cast<std::size_t>((columns - 1) * (rows - 1)));
    std::size_t square = 0;
    for (int y = 0; y + 1 < rows; ++y) {
        for (int x = 0; x + 1 < columns; ++x) {
            const auto at = [&](int dx, int dy) { return cells[static_cast<std::size_t>((y + dy) * columns + x + dx)]; };
            m_squares[square++].push_back((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) * scale);
        }
    }
}

double FlashMeter::worst() const
{
    constexpr float kStep = 0.10f, kDark = 0.80f;
    double most = 0;
    for (const std::vector<float> &history : m_squares) {
        // The frames at which a change of a step or more against the last turning point began to run the other way.
        std::vector<int> changes;
        float low = history.front(), high = history.front();
        int direction = 0;
        for (std::size_t i = 0; i < history.size(); ++i) {
            const float now = history[i];
            low = std::min(low, now);
            high = std::max(high, now);
            if (direction <= 0 && now - low >= kStep && low < kDark) {
                changes.push_back(static_cast<int>(i));
                direction = 1;
                high = now;
            } else if (direction >= 0 && high - now >= kStep && now < kDark) {
                changes.push_back(static_cast<int>(i));
                direction = -1;
                low = now;
            }
            if (direction > 0)
                low = high = std::max(high, now);
            else if (direction < 0)
                low = high = std::min(low, now);
        }
        for (std::size_t first = 0, last = 0; last < changes.size(); ++last) {
            while (changes[last] - changes[first] >= m_rate)
                ++first;
            most = std::max(most, static_cast<double>(last - first + 1) / 2);
        }
    }
    return most;
}

} // namespace tutti
