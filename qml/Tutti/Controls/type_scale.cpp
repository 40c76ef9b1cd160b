// SPDX-License-Identifier: GPL-3.0-or-later
#include "type_scale.h"

#include <QFont>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

QString chooseFamily()
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : {QStringLiteral("Atkinson Hyperlegible"), QStringLiteral("Inter")})
        if (installed.contains(family))
            return family;
    return QGuiApplication::font().family();
}

} // namespace

TypeScale::TypeScale(QObject *parent) : QObject(parent), m_family(chooseFamily())
{
    // Measured large, so that rounding does not matter.
    QFont font(m_family);
    font.setPixelSize(1000);
    font.setWeight(QFont::DemiBold);
    const qreal cap = QFontMetricsF(font).capHeight();
    if (cap > 0)
        m_capRatio = cap / 1000;
}

int TypeScale::plain() { return QFont::Medium; }
int TypeScale::strong() { return QFont::DemiBold; }

int TypeScale::pixelSize(qreal cap) const
{
    return std::max(1, static_cast<int>(std::lround(cap / m_capRatio)));
}

qreal TypeScale::width(const QString &text, qreal cap) const
{
    QFont font(m_family);
    font.setPixelSize(pixelSize(cap));
    font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    qreal widest = 0;
    for (const QString &line : text.split(QLatin1Char('\n')))
        widest = std::max(widest, metrics.horizontalAdvance(line));
    return widest;
}

QString TypeScale::twoLines(const QString &text)
{
    if (text.contains(QLatin1Char('\n')))
        return text;
    const qsizetype middle = text.size() / 2;
    qsizetype at = -1;
    for (qsizetype space = text.indexOf(QLatin1Char(' ')); space >= 0; space = text.indexOf(QLatin1Char(' '), space + 1))
        if (at < 0 || std::abs(space - middle) < std::abs(at - middle))
            at = space;
    QString broken = text;
    if (at >= 0)
        broken[at] = QLatin1Char('\n');
    return broken;
}

qreal TypeScale::fit(const QString &text, qreal size, qreal smaller, qreal room) const
{
    constexpr qreal kGive = 0.8;
    const qreal wide = width(text, size);
    if (wide <= room)
        return size;
    return kGive * wide <= room ? size * room / wide : std::min(size, smaller);
}

} // namespace tutti
