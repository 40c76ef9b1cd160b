// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace tutti {

/// The type of the screen: which family, and the pixel size at which its capitals are as tall as asked. Sizes are
/// asked for as cap height because that is what can be read from a distance, whatever the family.
/// Thread: GUI, once a QGuiApplication is there.
class TypeScale : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QString family READ family CONSTANT)
    Q_PROPERTY(int plain READ plain CONSTANT)
    Q_PROPERTY(int strong READ strong CONSTANT)

public:
    explicit TypeScale(QObject *parent = nullptr);

    /// Atkinson Hyperlegible where installed, else Inter, else the system's own.
    [[nodiscard]] QString family() const { return m_family; }
    /// The two weights, as QFont::Weight.
    [[nodiscard]] static int plain();
    [[nodiscard]] static int strong();
    /// The font pixel size for capitals `cap` px tall; at least 1.
    Q_INVOKABLE [[nodiscard]] int pixelSize(qreal cap) const;

    /// How wide the widest line of `text` is with capitals `cap` px tall, in the strong weight, in px.
    Q_INVOKABLE [[nodiscard]] qreal width(const QString &text, qreal cap) const;
    /// `text` in two lines, broken at the space nearest its middle; as it is where it has none, or is broken already.
    Q_INVOKABLE [[nodiscard]] static QString twoLines(const QString &text);
    /// The cap height to use where `size` is wanted and the text may be `room` px wide: `size`, or up to a fifth less,
    /// or else `smaller`.
    Q_INVOKABLE [[nodiscard]] qreal fit(const QString &text, qreal size, qreal smaller, qreal room) const;

private:
    QString m_family;
    qreal m_capRatio = 0.7; ///< cap height by pixel size
};

} // namespace tutti
