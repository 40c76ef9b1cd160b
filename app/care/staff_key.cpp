// SPDX-License-Identifier: GPL-3.0-or-later
#include "care/staff_key.h"

#include "content/json_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace tutti {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kLargestKey = 1024;

std::string fingerprintOf(const QByteArray &key) { return QCryptographicHash::hash(key.trimmed(), QCryptographicHash::Sha256).toHex().toStdString(); }

} // namespace

QStringList stickFolders()
{
    QStringList folders{u"/run/tutti-media"_s};
    if (const QString user = qEnvironmentVariable("USER"); !user.isEmpty())
        folders << u"/media/"_s + user << u"/run/media/"_s + user;
    return folders;
}

QStringList sticksIn(const QStringList &folders)
{
    QStringList sticks;
    for (const QString &folder : folders)
        for (const QFileInfo &stick : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
            sticks << stick.absoluteFilePath();
    return sticks;
}

bool hasKey(const QStringList &sticks, const std::string &fingerprint)
{
    if (fingerprint.empty())
        return false;
    return std::any_of(sticks.begin(), sticks.end(), [&](const QString &stick) {
        const auto key = readTextFile(stick + u'/' + QLatin1StringView(kStaffKeyFile), kLargestKey);
        return key && fingerprintOf(QByteArray::fromStdString(*key)) == fingerprint;
    });
}

StaffKey newKey()
{
    std::array<quint32, 8> bytes;
    QRandomGenerator::system()->fillRange(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const QByteArray key = QByteArray(reinterpret_cast<const char *>(bytes.data()), sizeof bytes).toHex();
    return {key.toStdString() + '\n', fingerprintOf(key)};
}

} // namespace tutti
