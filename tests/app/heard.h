// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/replay.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace tutti {

/// A log as it sounds from the embedded set, 48 kHz.
class Heard {
public:
    explicit Heard(const SessionLog &log)
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sound.wav"));
        if (const auto replayed = replay(log, Library::builtIn(), {{}, path, {}}); !replayed)
            qFatal("%s", replayed.error().c_str());
        QFile file(path);
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const qsizetype data = bytes.indexOf("data") + 8;
        m_samples.resize(static_cast<std::size_t>(bytes.size() - data) / sizeof(float));
        std::memcpy(m_samples.data(), bytes.constData() + data, m_samples.size() * sizeof(float));
    }

    /// The largest magnitude on either side, linear; times in seconds.
    [[nodiscard]] double peak(double from = 0, double to = 1e9) const
    {
        float most = 0;
        const auto end = std::min(m_samples.size(), static_cast<std::size_t>(to * kRate) * 2);
        for (auto i = static_cast<std::size_t>(from * kRate) * 2; i < end; ++i)
            most = std::max(most, std::abs(m_samples[i]));
        return static_cast<double>(most);
    }
    [[nodiscard]] double peakDb(double from = 0, double to = 1e9) const { return 20 * std::log10(std::max(peak(from, to), 1e-10)); }

private:
    static constexpr double kRate = 48000;
    std::vector<float> m_samples; ///< left, right, left, ...
};

} // namespace tutti
