// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

namespace tutti {
namespace {

/// The new name is in the folder, and after a power cut the folder is as the disk has it.
void syncFolderOf(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return; // a folder that can be written and not read: the file is whole all the same
    ::fsync(folder);
    ::close(folder);
}

} // namespace

tl::expected<void, std::string> writeWholeFile(const QString &path, const QByteArray &bytes, std::optional<QFileDevice::Permissions> permissions)
{
    QSaveFile file(path);
    // Flushed by hand: commit() of Qt 6.4 does not hear that a small file did not fit, and puts an empty one in its place.
    if (!file.open(QIODevice::WriteOnly) || (permissions && !file.setPermissions(*permissions)) || file.write(bytes) != bytes.size() || !file.flush()
        || !file.commit())
        return tl::unexpected(file.errorString().toStdString());
    syncFolderOf(path);
    return {};
}

} // namespace tutti
