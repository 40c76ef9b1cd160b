// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/output_devices.h"

#include <QAudioDevice>
#include <QMediaDevices>

#include <algorithm>

namespace tutti {

bool OutputDevices::onlyPretends(const List &list)
{
    // The name that PulseAudio's module-always-sink and PipeWire give it.
    return !list.all.isEmpty() && std::ranges::all_of(list.all, [](const QString &id) { return id == QLatin1String("auto_null"); });
}

MediaDevices::MediaDevices(QObject *parent)
    : OutputDevices(parent)
{
    connect(new QMediaDevices(this), &QMediaDevices::audioOutputsChanged, this, &OutputDevices::changed);
}

OutputDevices::List MediaDevices::list() const
{
    List list;
    list.standard = QString::fromUtf8(QMediaDevices::defaultAudioOutput().id());
    for (const QAudioDevice &device : QMediaDevices::audioOutputs())
        list.all.append(QString::fromUtf8(device.id()));
    return list;
}

} // namespace tutti
