// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace tutti::colour {

/// Relative luminance, 0 to 1 (WCAG 2.2).
double luminance(const QColor &colour);
/// Contrast ratio, 1 to 21 (WCAG 2.2).
double contrast(const QColor &a, const QColor &b);

enum class Sight { Usual, Protan, Deutan, Tritan };
inline constexpr std::array kSights{Sight::Usual, Sight::Protan, Sight::Deutan, Sight::Tritan};

/// CIEDE2000 of two colours as seen without one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1).
double difference(const QColor &a, const QColor &b, Sight sight);

} // namespace tutti::colour
