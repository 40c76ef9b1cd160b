// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <cmath>
#include <optional>

/// Equal to all the digits of a published number: within half of its last one.
inline bool nearTo(std::optional<double> actual, double published, int decimals)
{
    return actual && std::abs(*actual - published) <= 0.5 * std::pow(10, -decimals) + 1e-12;
}

inline QString notNear(const char *what, std::optional<double> actual, double published, int decimals)
{
    const QString found = actual ? QString::number(*actual, 'f', decimals + 2) : QStringLiteral("undefined");
    return QStringLiteral("%1 is %2, not %3").arg(QLatin1String(what), found, QString::number(published, 'f', decimals));
}

#define VERIFY_NEAR(actual, published, decimals) \
    QVERIFY2(nearTo(actual, published, decimals), qPrintable(notNear(#actual, actual, published, decimals)))
