// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>

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
    [[nodiscard]] static bool pretends(const QString &id);
    [[nodiscard]] static bool onlyPretends(const List &list);

signals:
    void changed();
};

/// What a PulseAudio server says, or PipeWire in its place. (QMediaDevices of Qt 6.4 was measured to report neither a
/// sink that comes, nor one that goes, nor another default.) The server is talked to in libpulse's own thread; a server
/// that goes is looked for again every 1.5 s. Never starts one.
class PulseDevices final : public OutputDevices {
    Q_OBJECT

public:
    PulseDevices();
    ~PulseDevices() override;
    /// Empty until the first `changed`, and again while the server is away.
    [[nodiscard]] List list() const override { return m_list; }

private:
    class Connection;

    void connectAgain();
    void lost();
    void receive(const List &list);

    QTimer m_retry;
    List m_list;
    std::unique_ptr<Connection> m_connection;
};

} // namespace tutti
