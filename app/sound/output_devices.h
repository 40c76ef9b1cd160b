// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace tutti {

/// The speakers the desktop's sound server offers, as names to compare.
/// Thread: GUI.
class OutputDevices : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    struct List {
        QString standard;  ///< the one sound goes to by default; empty: none or not known
        QStringList all;   ///< empty: none, or nobody to ask
        friend bool operator==(const List &, const List &) = default;
    };
    [[nodiscard]] virtual List list() const = 0;

    /// A server that has lost its last speaker offers one that plays to nobody, so that programs do not stop.
    [[nodiscard]] static bool onlyPretends(const List &list);

signals:
    void changed();
};

/// What Qt Multimedia says. Creating it loads Qt's media plugin.
class MediaDevices final : public OutputDevices {
    Q_OBJECT

public:
    explicit MediaDevices(QObject *parent = nullptr);
    [[nodiscard]] List list() const override;
};

} // namespace tutti
